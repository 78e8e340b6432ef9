package app

import (
	"context"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

type stopCmd struct {
	Scope string `help:"desk, topic:NAME, language:en, channel:NAME or inbox:NAME." default:"desk"`
}

func (c *stopCmd) Run(r *run) error {
	if err := conversation.CheckScope(c.Scope); err != nil {
		return usage(err)
	}
	a, err := r.existing()
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	moved, err := a.Stop(r.ctx, c.Scope, "command line")
	if err != nil {
		return err
	}
	if r.cli.JSON {
		return r.json(map[string]any{"scope": c.Scope, "moved": moved})
	}
	r.printf("The assistant is stopped for %s. %d conversations moved to people; their customers were told.\n", c.Scope, moved)
	return nil
}

type startCmd struct {
	Scope string `help:"The scope that was stopped." default:"desk"`
}

func (c *startCmd) Run(r *run) error {
	if err := conversation.CheckScope(c.Scope); err != nil {
		return usage(err)
	}
	a, err := r.existing()
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := a.Start(r.ctx, c.Scope, "command line"); err != nil {
		return err
	}
	if r.cli.JSON {
		return r.json(map[string]any{"scope": c.Scope})
	}
	r.printf("The assistant may answer again for %s.\n", c.Scope)
	return nil
}

// Stop keeps the assistant from answering in a scope, then moves what it has in hand there to people and tells their
// customers. It gives how many conversations moved.
func (a *App) Stop(ctx context.Context, scope, by string) (int, error) {
	if err := conversation.CheckScope(scope); err != nil {
		return 0, err
	}
	// The level first: what is accepted from now on is handed over by the flow itself.
	now := a.now()
	if err := a.store.SetLevel(ctx, desk.Level{Scope: scope, Level: desk.Off, By: by, At: now}); err != nil {
		return 0, err
	}
	if err := a.store.Act(ctx, a.newID(), by, "stop", scope, "", now); err != nil {
		return 0, err
	}
	return a.conversations.Stop(ctx, a.store.Live, func(c desk.Conversation, t desk.Turn) bool {
		return conversation.InScope(scope, c, c.Language, t.Topic)
	})
}

// Start lets the assistant answer in a scope again, as far as other scopes allow.
func (a *App) Start(ctx context.Context, scope, by string) error {
	if err := conversation.CheckScope(scope); err != nil {
		return err
	}
	if err := a.store.ClearLevel(ctx, scope); err != nil {
		return err
	}
	return a.store.Act(ctx, a.newID(), by, "start", scope, "", a.now())
}
