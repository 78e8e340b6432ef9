package access

import (
	"context"
	"net/mail"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// SignIn finds the operator with an e-mail and a password. Unauthorized, in the same words and after the same work,
// whether the e-mail or the password is wrong.
func (s *Service) SignIn(ctx context.Context, email, password string) (desk.Operator, error) {
	o, hash, err := s.Operators.OperatorLogin(ctx, normalEmail(email))
	if err != nil && !desk.Is(err, desk.NotFound) {
		return desk.Operator{}, err
	}
	known := err == nil
	if !known {
		hash = decoy()
	}
	fits, err := s.verify(ctx, password, hash)
	if err != nil {
		return desk.Operator{}, err
	}
	if !known || !fits {
		return desk.Operator{}, desk.Errorf(desk.Unauthorized, "the e-mail address or the password is wrong")
	}
	return o, nil
}

// AddOperator adds a person who answers. The id is made here where it is empty. Invalid for a name, e-mail or password
// that cannot be used, Conflict for an e-mail that somebody has already.
func (s *Service) AddOperator(ctx context.Context, o desk.Operator, password string) (desk.Operator, error) {
	o.Email, o.Name = normalEmail(o.Email), strings.TrimSpace(o.Name)
	if err := checkOperator(o, password); err != nil {
		return desk.Operator{}, err
	}
	hash, err := s.HashPassword(ctx, password)
	if err != nil {
		return desk.Operator{}, err
	}
	if o.ID == "" {
		o.ID = s.NewID()
	}
	err = s.Operators.AddOperator(ctx, o, hash, s.Now())
	if desk.Is(err, desk.Conflict) {
		return desk.Operator{}, desk.Wrap(err, desk.Conflict, "email: an operator with this e-mail address exists already")
	}
	return o, err
}

// SetPassword gives an operator another password.
func (s *Service) SetPassword(ctx context.Context, o desk.Operator, password string) error {
	if err := CheckPassword(password, o.Email); err != nil {
		return err
	}
	hash, err := s.HashPassword(ctx, password)
	if err != nil {
		return err
	}
	return s.Operators.SetPassword(ctx, o.ID, hash)
}

func checkOperator(o desk.Operator, password string) error {
	const longest = 200 // bytes, of a name or an address
	switch {
	case o.Name == "" || len(o.Name) > longest:
		return desk.Errorf(desk.Invalid, "name: give the name that customers see, at most %d bytes", longest)
	case !plainAddress(o.Email) || len(o.Email) > longest:
		return desk.Errorf(desk.Invalid, "email: give an e-mail address like name@example.org")
	case o.Team == "":
		return desk.Errorf(desk.Invalid, "team: name the operator's team")
	}
	switch o.Role {
	case desk.RoleOperator, desk.RoleLead, desk.RoleOwner:
	default:
		return desk.Errorf(desk.Invalid, "role %q: use operator, lead or owner", o.Role)
	}
	return CheckPassword(password, o.Email)
}

// plainAddress tells whether a text is one address without a name.
func plainAddress(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Name == "" && a.Address == text
}

func normalEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
