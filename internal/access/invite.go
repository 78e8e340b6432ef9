package access

import (
	"context"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// InvitationGood is how long a one-time link works.
const InvitationGood = 7 * 24 * time.Hour

// Invitation is what a one-time link stands for: to join the desk, or, where it names an operator, to choose another
// password.
type Invitation struct {
	ID        string
	Operator  string // whose password it resets; empty: it makes an operator
	Email     string
	Team      string
	Role      desk.Role
	Languages []desk.Language
	By        string
	Created   time.Time
	Expires   time.Time
	Used      time.Time // or withdrawn; zero: it works
}

// Resets tells an invitation to choose another password from one to join.
func (i Invitation) Resets() bool { return i.Operator != "" }

// Deed is one change of the desk itself as it goes on record, in the transaction that makes it.
type Deed struct {
	ID, By, Act, Ref, Detail string
	At                       time.Time
}

// Invitations is where one-time links are kept. Each works once: of two that use one at the same time, one gets Conflict.
type Invitations interface {
	// AddInvitation keeps one. One that resets a password ends earlier ones for the same operator. Conflict where the
	// e-mail of one to join is an operator's already.
	AddInvitation(ctx context.Context, i Invitation, d Deed) error
	// Invitation reads one; NotFound for one that does not exist.
	Invitation(ctx context.Context, id string) (Invitation, error)
	// Join uses one and adds its operator.
	Join(ctx context.Context, invitation string, o desk.Operator, passwordHash string, d Deed) error
	// ResetPassword uses one and replaces its operator's password; who is signed in as that operator no longer is.
	ResetPassword(ctx context.Context, invitation, operator, passwordHash string, d Deed) error
	// WithdrawInvitation ends one. Conflict for one that has ended.
	WithdrawInvitation(ctx context.Context, id string, d Deed) error
}

// Invite makes a one-time link's token. By and what it is for are in the invitation; the rest is made here.
func (s *Service) Invite(ctx context.Context, secret []byte, i Invitation, d Deed) (Invitation, string, error) {
	i.Email = normalEmail(i.Email)
	if !plainAddress(i.Email) {
		return i, "", desk.Errorf(desk.Invalid, "email: give an e-mail address like name@example.org")
	}
	switch i.Role {
	case desk.RoleOperator, desk.RoleLead, desk.RoleOwner:
	default:
		return i, "", desk.Errorf(desk.Invalid, "role %q: use operator, lead or owner", i.Role)
	}
	i.ID, i.Created = s.NewID(), s.Now()
	i.Expires = i.Created.Add(InvitationGood).Truncate(time.Second)
	if err := s.Invitations.AddInvitation(ctx, i, d); err != nil {
		return i, "", err
	}
	return i, SignLink(secret, i.ID, i.Expires), nil
}

// CheckInvitation gives what a link's token stands for, where it would work now. NotFound where it would not, whatever
// the reason.
func (s *Service) CheckInvitation(ctx context.Context, secret []byte, token string) (Invitation, error) {
	id, err := ReadLink(secret, token, s.Now())
	if err != nil {
		return Invitation{}, err
	}
	i, err := s.Invitations.Invitation(ctx, id)
	if desk.Is(err, desk.NotFound) || err == nil && (!i.Used.IsZero() || !s.Now().Before(i.Expires)) {
		return Invitation{}, linkOver()
	}
	return i, err
}

// Join uses a link to join: it makes the operator whom the invitation names, under a name and password of their own. Of
// two that use one link at the same time, on any replica, one succeeds.
func (s *Service) Join(ctx context.Context, secret []byte, token, name, password string) (desk.Operator, error) {
	i, err := s.CheckInvitation(ctx, secret, token)
	if err != nil {
		return desk.Operator{}, err
	}
	if i.Resets() {
		return desk.Operator{}, linkOver()
	}
	o := desk.Operator{ID: s.NewID(), Name: strings.TrimSpace(name), Email: i.Email, Team: i.Team, Role: i.Role, Languages: i.Languages}
	if err := checkOperator(o, password); err != nil {
		return o, err
	}
	hash, err := s.HashPassword(ctx, password)
	if err != nil {
		return o, err
	}
	err = s.Invitations.Join(ctx, i.ID, o, hash, Deed{ID: s.NewID(), By: o.ID, Act: "operators:join", Ref: "settings:operators", Detail: o.Name, At: s.Now()})
	if desk.Is(err, desk.Conflict) {
		return o, desk.Wrap(err, desk.NotFound, "this link was used, or an operator with this e-mail address exists already; sign in")
	}
	return o, err
}

// Reset uses a link to choose another password.
func (s *Service) Reset(ctx context.Context, secret []byte, token, password string) (Invitation, error) {
	i, err := s.CheckInvitation(ctx, secret, token)
	if err != nil {
		return i, err
	}
	if !i.Resets() {
		return i, linkOver()
	}
	if err := CheckPassword(password, i.Email); err != nil {
		return i, err
	}
	hash, err := s.HashPassword(ctx, password)
	if err != nil {
		return i, err
	}
	err = s.Invitations.ResetPassword(ctx, i.ID, i.Operator, hash, Deed{ID: s.NewID(), By: i.Operator, Act: "operators:password", Ref: "settings:operators", At: s.Now()})
	if desk.Is(err, desk.Conflict) {
		return i, linkOver()
	}
	return i, err
}
