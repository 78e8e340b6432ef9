package app

import (
	"bufio"
	"fmt"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
)

type operatorCmd struct {
	Add  operatorAddCmd  `cmd:"" help:"Add an operator. The password is read from standard input."`
	List operatorListCmd `cmd:"" help:"List the operators."`
}

type operatorAddCmd struct {
	Email     string   `arg:"" help:"E-mail address, to sign in with."`
	Name      string   `help:"Name that customers see." required:""`
	Team      string   `help:"Team." default:"support"`
	Role      string   `help:"operator, lead or owner." enum:"operator,lead,owner" default:"operator"`
	Languages []string `help:"Languages: en,fr." enum:"en,fr" default:"en,fr"`
}

func (c *operatorAddCmd) Run(r *run) error {
	if r.Terminal {
		_, _ = fmt.Fprint(r.Err, "Password (at least 12 characters): ")
	}
	line, err := bufio.NewReader(r.In).ReadString('\n')
	if err != nil && line == "" {
		return desk.Errorf(desk.Invalid, "no password: give it on standard input, one line")
	}
	a, err := r.app(nil)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	var languages []desk.Language
	for _, l := range c.Languages {
		languages = append(languages, desk.Language(l))
	}
	o, err := a.access.AddOperator(r.ctx, desk.Operator{
		Name: c.Name, Email: c.Email, Team: c.Team, Role: desk.Role(c.Role), Languages: languages,
	}, strings.TrimRight(line, "\r\n"))
	if err != nil {
		return err
	}
	if r.cli.JSON {
		return r.json(operatorShown(o))
	}
	r.printf("%s <%s> can sign in at /desk.\n", o.Name, o.Email)
	return nil
}

// operatorLine is an operator as --json prints one.
type operatorLine struct {
	ID        string          `json:"id"`
	Name      string          `json:"name"`
	Email     string          `json:"email"`
	Team      string          `json:"team"`
	Role      desk.Role       `json:"role"`
	Languages []desk.Language `json:"languages"`
	Away      bool            `json:"away"`
}

func operatorShown(o desk.Operator) operatorLine {
	return operatorLine{o.ID, o.Name, o.Email, o.Team, o.Role, append([]desk.Language{}, o.Languages...), o.Away}
}

type operatorListCmd struct{}

func (operatorListCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	list, err := a.store.Operators(r.ctx)
	if err != nil {
		return err
	}
	if r.cli.JSON {
		lines := make([]operatorLine, len(list))
		for i, o := range list {
			lines[i] = operatorShown(o)
		}
		return r.json(lines)
	}
	for _, o := range list {
		r.printf("%s\t%s\t%s\t%s\t%s\n", o.ID, o.Name, o.Email, o.Team, o.Role)
	}
	return nil
}

type keyCmd struct {
	Add    keyAddCmd    `cmd:"" help:"Make a key; its secret is printed once."`
	List   keyListCmd   `cmd:"" help:"List the keys."`
	Revoke keyRevokeCmd `cmd:"" help:"End a key."`
}

type keyAddCmd struct {
	Name   string   `arg:"" help:"What the key is for."`
	Scopes []string `help:"What it may do: customers:write, conversations:read, conversations:write, knowledge:read, knowledge:write, operators, assistant, check, admin." default:"conversations:write,conversations:read,customers:write"`
}

func (c *keyAddCmd) Run(r *run) error {
	var scopes []access.Scope
	for _, text := range c.Scopes {
		scope, err := access.ParseScope(text)
		if err != nil {
			return usage(err)
		}
		scopes = append(scopes, scope)
	}
	a, err := r.app(nil)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	key, secret, err := a.access.NewKey(r.ctx, c.Name, scopes...)
	if err != nil {
		return err
	}
	if r.cli.JSON {
		return r.json(map[string]any{"id": key.ID, "name": key.Name, "scopes": key.Scopes, "secret": secret})
	}
	r.printf("%s\n", secret)
	return nil
}

type keyListCmd struct{}

func (keyListCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	keys, err := a.store.APIKeys(r.ctx)
	if err != nil {
		return err
	}
	if r.cli.JSON {
		lines := make([]keyLine, len(keys))
		for i, k := range keys {
			lines[i] = keyShown(k)
		}
		return r.json(lines)
	}
	for _, k := range keys {
		state := "good"
		if !k.Revoked.IsZero() {
			state = "revoked"
		}
		r.printf("%s\t%s\t%s\t%s\n", k.ID, k.Name, state, strings.Join(k.Scopes, ","))
	}
	return nil
}

// keyLine is a key as --json prints one; its secret is not kept.
type keyLine struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Scopes  []string   `json:"scopes"`
	Created time.Time  `json:"created"`
	Revoked *time.Time `json:"revoked"` // null: good
}

func keyShown(k access.Key) keyLine {
	line := keyLine{ID: k.ID, Name: k.Name, Scopes: append([]string{}, k.Scopes...), Created: k.Created}
	if !k.Revoked.IsZero() {
		line.Revoked = &k.Revoked
	}
	return line
}

type keyRevokeCmd struct {
	ID string `arg:"" help:"The key's id, as key list prints it."`
}

func (c *keyRevokeCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	now := a.now()
	err = a.store.RevokeAPIKey(r.ctx, c.ID, now)
	if desk.Is(err, desk.NotFound) {
		return desk.Errorf(desk.NotFound, "no key that works has the id %s; vigie key list prints the ids", c.ID)
	}
	if err != nil || !r.cli.JSON {
		return err
	}
	return r.json(map[string]any{"id": c.ID, "revoked": now.UTC()})
}
