package access

import (
	"context"
	"crypto/subtle"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

const (
	setupSetting = "setup_link" // "<fingerprint> <unix seconds when it ends>"
	setupPrefix  = "vgs_"
	// SetupGood is how long a set-up link works.
	SetupGood = 24 * time.Hour
)

// NewSetup makes the link's token with which the first operator signs up. An earlier one ends. Conflict where there is
// an operator already.
func (s *Service) NewSetup(ctx context.Context) (token string, err error) {
	if err := s.nobodyYet(ctx); err != nil {
		return "", err
	}
	token, err = s.secret(setupPrefix)
	if err != nil {
		return "", err
	}
	ends := s.Now().Add(SetupGood).Unix()
	return token, s.Settings.SetSetting(ctx, setupSetting, Fingerprint(token)+" "+strconv.FormatInt(ends, 10))
}

// CheckSetup tells whether a set-up link would work now. NotFound where it would not, whatever the reason.
func (s *Service) CheckSetup(ctx context.Context, token string) error {
	if err := s.nobodyYet(ctx); err != nil {
		return setupOver(err)
	}
	kept, err := s.Settings.Setting(ctx, setupSetting)
	if err != nil {
		return err
	}
	fingerprint, ends, found := strings.Cut(kept, " ")
	until, err := strconv.ParseInt(ends, 10, 64)
	good := found && err == nil && s.Now().Unix() < until
	if !good || subtle.ConstantTimeCompare([]byte(Fingerprint(token)), []byte(fingerprint)) != 1 {
		return desk.Errorf(desk.NotFound, "this set-up link does not work or has been used; start the server again to get another")
	}
	return nil
}

// Setup signs up the first operator, an owner, and ends the link. Of two that use one link at the same time, on any
// replica, one succeeds: the operator's id is made from the link, and an id exists once.
func (s *Service) Setup(ctx context.Context, token string, o desk.Operator, password string) (desk.Operator, error) {
	if err := s.CheckSetup(ctx, token); err != nil {
		return desk.Operator{}, err
	}
	o.ID, o.Role = "op_"+Fingerprint(token)[:24], desk.RoleOwner
	o, err := s.AddOperator(ctx, o, password)
	if err != nil {
		return desk.Operator{}, setupOver(err)
	}
	// The link is over already, as there is an operator now; that its row stays behind, if it does, opens nothing.
	_ = s.Settings.SetSetting(ctx, setupSetting, "")
	return o, nil
}

func (s *Service) nobodyYet(ctx context.Context) error {
	some, err := s.Operators.HasOperators(ctx)
	if err == nil && some {
		return desk.Errorf(desk.Conflict, "somebody has set this desk up already; sign in, or ask an owner")
	}
	return err
}

// setupOver makes one answer of every way in which a link has ended.
func setupOver(err error) error {
	if desk.Is(err, desk.Conflict) {
		return desk.Wrap(err, desk.NotFound, "this set-up link does not work or has been used")
	}
	return err
}
