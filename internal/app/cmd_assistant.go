package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
)

// byCommand is who acts on record where nobody has signed in.
const byCommand = "command line"

type stopCmd struct {
	Scope string `help:"desk, topic:NAME, language:en, channel:NAME or inbox:NAME." default:"desk"`
	Level string `help:"off: it says nothing more, and what it has in hand goes to people. draft: it writes, and a person approves each answer." enum:"off,draft" default:"off"`
}

func (c *stopCmd) Run(r *run) error {
	level, err := desk.ParseAutonomy(c.Level)
	if err != nil {
		return usage(err)
	}
	if err := conversation.CheckScope(c.Scope); err != nil {
		return usage(err)
	}
	a, err := r.existing()
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	moved, err := a.Stop(r.ctx, c.Scope, level, byCommand)
	if err != nil {
		return err
	}
	if r.cli.JSON {
		return r.json(map[string]any{"scope": c.Scope, "level": c.Level, "moved": moved})
	}
	if level == desk.DraftOnly {
		r.printf("From now on a person approves each of the assistant's answers for %s.\n", c.Scope)
		return nil
	}
	r.printf("The assistant is stopped for %s. %d conversations moved to people; their customers were told.\n", c.Scope, moved)
	return nil
}

type startCmd struct {
	Scope string `help:"The scope that was stopped." default:"desk"`
	Level string `help:"auto: checked answers go out at once, as far as other scopes allow. draft: a person approves each answer." enum:"auto,draft" default:"auto"`
}

func (c *startCmd) Run(r *run) error {
	level, err := desk.ParseAutonomy(c.Level)
	if err != nil {
		return usage(err)
	}
	if err := conversation.CheckScope(c.Scope); err != nil {
		return usage(err)
	}
	a, err := r.existing()
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := a.Start(r.ctx, c.Scope, level, byCommand); err != nil {
		return err
	}
	if r.cli.JSON {
		return r.json(map[string]any{"scope": c.Scope, "level": c.Level})
	}
	if level == desk.DraftOnly {
		r.printf("The assistant may write again for %s; a person approves each of its answers.\n", c.Scope)
		return nil
	}
	r.printf("The assistant may answer again for %s.\n", c.Scope)
	return nil
}

type autonomyCmd struct{}

// Help is printed under the command's flags.
func (autonomyCmd) Help() string {
	return "auto: checked answers go out at once. draft: a person approves each answer. off: people answer. Of all scopes that a " +
		"message is in, the lowest level holds. Change it with vigie stop and vigie start, or on the desk."
}

// levelShown is the level of one scope, as --json prints it.
type levelShown struct {
	Scope string     `json:"scope"`
	Level string     `json:"level"`
	By    string     `json:"by"`              // a name, "command line", or where the setting stands
	Since *time.Time `json:"since,omitempty"` // left out for a setting
}

func (autonomyCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	list, err := a.levelsShown(r.ctx)
	if err != nil {
		return err
	}
	if r.cli.JSON {
		return r.json(list)
	}
	for _, l := range list {
		since := ""
		if l.Since != nil {
			since = " since " + l.Since.Format(time.DateTime)
		}
		r.printf("%-5s  %s, by %s%s\n", l.Level, l.Scope, l.By, since)
	}
	return nil
}

// levelsShown gives what holds where: first the ceiling that the settings give the whole desk, then each scope that
// somebody has lowered.
func (a *App) levelsShown(ctx context.Context) ([]levelShown, error) {
	levels, err := a.store.Levels(ctx)
	if err != nil {
		return nil, err
	}
	operators, err := a.store.Operators(ctx)
	if err != nil {
		return nil, err
	}
	setting := "the house's rule for this mode"
	if a.cfg.Autonomy != nil {
		setting = "VIGIE_AUTONOMY"
	}
	list := []levelShown{{Scope: conversation.WholeDesk, Level: a.cfg.Ceiling().String(), By: setting}}
	for _, l := range levels {
		by := l.By
		if i := slices.IndexFunc(operators, func(o desk.Operator) bool { return o.ID == l.By }); i >= 0 {
			by = operators[i].Name
		}
		list = append(list, levelShown{Scope: l.Scope, Level: l.Level.String(), By: by, Since: &l.At})
	}
	return list, nil
}

// Ceiling gives the most that the settings let the assistant do.
func (a *App) Ceiling() desk.Autonomy { return a.cfg.Ceiling() }

// Stop lowers what the assistant may do in a scope, and never raises it. With level off it then moves what the assistant
// has in hand there to people, tells their customers, and gives how many conversations moved; with level draft what is in
// hand stays. Conflict where the scope is lower already.
func (a *App) Stop(ctx context.Context, scope string, level desk.Autonomy, by string) (int, error) {
	if err := conversation.CheckScope(scope); err != nil {
		return 0, err
	}
	if level == desk.Auto {
		return 0, desk.Errorf(desk.Invalid, "level auto: stop only lowers; use off or draft")
	}
	scope, err := a.knownScope(ctx, scope)
	if err != nil {
		return 0, err
	}
	// The level first: what is accepted from now on is handed over by the flow itself.
	now := a.now()
	lowered, err := a.store.LowerLevel(ctx, desk.Level{Scope: scope, Level: level, By: by, At: now})
	if err != nil {
		return 0, err
	}
	if !lowered {
		return 0, desk.Errorf(desk.Conflict, "the assistant is stopped for %s already, which is less than %s; to raise it, use start with the level %s", scope, level, level)
	}
	if level == desk.DraftOnly {
		return 0, a.store.Act(ctx, a.newID(), by, "stop:draft", scope, "", now)
	}
	if err := a.store.Act(ctx, a.newID(), by, "stop", scope, "", now); err != nil {
		return 0, err
	}
	moved, err := a.conversations.Stop(ctx, a.store.Live, func(c desk.Conversation, t desk.Turn) bool {
		return conversation.InScope(scope, c, c.Language, t.Topic)
	})
	_, late := a.watch.Raise(ctx, breaker.Signal{Cause: breaker.CauseRedButton, Severity: breaker.Critical, Stream: "button", Scope: scope, Value: 1, Line: 1, By: by})
	return moved, errors.Join(err, late)
}

// knownScope gives a scope as it is written here, or refuses one that nothing is in: who presses the button and stops nothing
// would think that the harm is over.
func (a *App) knownScope(ctx context.Context, scope string) (string, error) {
	kind, value, _ := strings.Cut(scope, ":")
	var known []string
	var err error
	switch kind {
	case "topic":
		known, err = a.store.KnownTopics(ctx)
	case "language":
		known = []string{string(desk.English), string(desk.French)}
	default:
		return scope, nil
	}
	if err != nil { // what cannot be looked up is stopped all the same
		return scope, nil //nolint:nilerr // it only lowers
	}
	for _, one := range known {
		if strings.EqualFold(one, strings.TrimSpace(value)) {
			return kind + ":" + one, nil
		}
	}
	return "", desk.Errorf(desk.Invalid, "scope %q: there is no such %s here, so nothing was stopped; there are %s", scope, kind, strings.Join(known, ", "))
}

// Start lets the assistant go on in a scope, as far as other scopes allow: on its own with level auto, with drafts that a
// person approves with level draft.
func (a *App) Start(ctx context.Context, scope string, level desk.Autonomy, by string) error {
	if err := conversation.CheckScope(scope); err != nil {
		return err
	}
	if level != desk.Auto && level != desk.DraftOnly {
		return desk.Errorf(desk.Invalid, "level off: start lets the assistant go on; use auto or draft, or stop")
	}
	now, act := a.now(), "start"
	var err error
	if level == desk.Auto {
		err = a.store.ClearLevel(ctx, scope)
	} else {
		act, err = "start:draft", a.store.SetLevel(ctx, desk.Level{Scope: scope, Level: level, By: by, At: now})
	}
	if err != nil {
		return err
	}
	return errors.Join(a.store.Act(ctx, a.newID(), by, act, scope, "", now), a.watch.Started(ctx, act, scope, by))
}
