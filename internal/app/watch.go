package app

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
)

// levels gives what the assistant may do in each scope: what operators set, and what breakers leave of it. Where either cannot be
// read there is no answer, and so no sending.
func (a *App) levels(ctx context.Context) ([]desk.Level, error) {
	set, err := a.store.Levels(ctx)
	if err != nil {
		return nil, err
	}
	left, err := a.watch.Levels(ctx)
	return slices.Concat(set, left), err
}

// raise makes an incident of a signal. Where that silences the assistant, what it has in hand there goes to people.
func (a *App) raise(ctx context.Context, signal breaker.Signal) error {
	in, err := a.watch.Raise(ctx, signal)
	if err != nil {
		return err
	}
	left, err := a.watch.Levels(ctx)
	if err != nil {
		return err
	}
	for _, l := range left {
		if l.Level != desk.Off || !slices.Contains(in.Scopes, l.Scope) {
			continue
		}
		if _, err := a.conversations.Stop(ctx, a.store.Live, func(c desk.Conversation, t desk.Turn) bool {
			return conversation.InScope(l.Scope, c, c.Language, t.Topic)
		}); err != nil {
			return err
		}
	}
	return nil
}

// reviews is the operator's half, with the breakers told of what became of drafts.
type reviews struct {
	*review.Service
	*App
}

// Decide is review.Service.Decide. What makes a breaker more careful is told first, and what makes it freer last: a crash in
// between frees nothing.
func (r reviews) Decide(ctx context.Context, turn string, verb review.Verb, text string, by desk.Operator) error {
	if verb == review.Edit || verb == review.Refuse {
		if err := r.told(ctx, turn, verb, by); err != nil {
			return err
		}
	}
	if err := r.Service.Decide(ctx, turn, verb, text, by); err != nil || verb != review.Approve {
		return err
	}
	return r.told(ctx, turn, verb, by)
}

func (r reviews) told(ctx context.Context, turnID string, verb review.Verb, by desk.Operator) error {
	turn, err := r.store.Turn(ctx, turnID)
	if err != nil {
		return err
	}
	c, err := r.store.Conversation(ctx, turn.Conversation)
	if err != nil {
		return err
	}
	kind := map[review.Verb]breaker.EventKind{review.Approve: breaker.ApprovedUnchanged, review.Edit: breaker.Edited, review.Refuse: breaker.Refused}[verb]
	return r.watch.Reviewed(ctx, kind, turn.Created, by, func(scope string) bool { return conversation.InScope(scope, c, c.Language, turn.Topic) })
}

// feed takes conversations into the streams of the watch, on the server that has the lease.
func (a *App) feed(server string) func(context.Context) error {
	return func(ctx context.Context) error {
		mine, err := a.store.TakeLease(ctx, "streams", server, a.now(), a.now().Add(2*time.Minute))
		if err != nil || !mine {
			return err
		}
		return a.watch.Feed(ctx, a.raise)
	}
}

// draw takes the sample of the day before, on the server that has the lease.
func (a *App) draw(server string) func(context.Context) error {
	return func(ctx context.Context) error {
		mine, err := a.store.TakeLease(ctx, "samples", server, a.now(), a.now().Add(time.Hour))
		if err != nil || !mine {
			return err
		}
		return a.watch.Draw(ctx, time.Local, rand.IntN)
	}
}

// rescore judges the answers that operators have labelled again, by the guard of now, on the server that has the lease.
func (a *App) rescore(server string) func(context.Context) error {
	return func(ctx context.Context) error {
		select {
		case <-a.shelf.ready: // without its knowledge no answer stands
		default:
			return nil
		}
		mine, err := a.store.TakeLease(ctx, "anchors", server, a.now(), a.now().Add(20*time.Minute))
		if err != nil || !mine {
			return err
		}
		return a.watch.Rescore(ctx, a.replay)
	}
}

func (a *App) replay(ctx context.Context, turn desk.Turn, d desk.Decision) (passed, stands bool, err error) {
	in, stands, err := a.flow.Replayed(ctx, turn, d)
	if err != nil || !stands {
		return false, false, err
	}
	verdict, _ := a.flow.Guard.Check(ctx, in)
	return verdict == desk.Pass, true, ctx.Err()
}
