package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/app/demo"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
	"github.com/vigie-desk/vigie/internal/watch/recall"
)

// putsRight gives what operators do about the week's incident: they stop the assistant where it is wrong, mend the page, and
// have everybody corrected who was told what it said.
func (t *teller) putsRight(ctx context.Context, s demo.Step, by desk.Operator) map[string]func() error {
	act := func(kind breaker.ActKind) func() error {
		return func() error {
			in, err := t.openIncident(ctx)
			return errors.Join(err, t.watch.Act(ctx, in.ID, breaker.Act{Kind: kind, By: by.ID, Text: s.Text}))
		}
	}
	return map[string]func() error{
		"stops": func() error {
			_, err := t.Stop(ctx, s.Text, desk.Off, by.ID)
			return err
		},
		"acknowledges": act(breaker.ActAcknowledge),
		"dates_back": func() error {
			before, bad := time.ParseDuration(s.Text)
			in, err := t.openIncident(ctx)
			return errors.Join(bad, err, t.watch.Begins(ctx, in.ID, in.Opened.At.Add(-before), by))
		},
		"mends": func() error {
			return errors.Join(t.importDemo(ctx, demo.HelpCentre), t.recalls.Consider(ctx))
		},
		"says": func() error {
			in, err := t.openIncident(ctx)
			return errors.Join(err, t.watch.Note(ctx, in.ID, s.Text, by))
		},
		"drafts_correction": func() error {
			return t.withRecall(ctx, recall.Proposed, func(r recall.Recall) error { return t.drafts(ctx, r, by) })
		},
		"sends_correction": func() error {
			return t.withRecall(ctx, recall.Waiting, func(r recall.Recall) error { return t.sends(ctx, r, by) })
		},
		"mitigates": act(breaker.ActMitigate),
		"starts":    func() error { return t.Start(ctx, s.Text, desk.Auto, by.ID) },
		"closes_recall": func() error {
			return t.withRecall(ctx, recall.Sending, func(r recall.Recall) error { return t.recalls.Close(ctx, r.ID, by) })
		},
		"closes": act(breaker.ActClose),
	}
}

func (t *teller) openIncident(ctx context.Context) (breaker.Incident, error) {
	list, err := t.store.OpenIncidents(ctx)
	if err == nil && len(list) != 1 {
		err = desk.Errorf(desk.Conflict, "%d incidents are open, want the one", len(list))
	}
	if err != nil {
		return breaker.Incident{}, err
	}
	return list[0], nil
}

// withRecall does something with every recall in a state; there is at least one.
func (t *teller) withRecall(ctx context.Context, state recall.State, do func(recall.Recall) error) error {
	list, _, err := t.store.Recalls(ctx, "", 10)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(l recall.Line) bool { return l.State != state })
	if len(list) == 0 {
		return desk.Errorf(desk.NotFound, "no recall is %s", state)
	}
	for _, l := range list {
		err = errors.Join(err, do(l.Recall))
	}
	return err
}

// drafts puts the words that the desk has drafted before another person.
func (t *teller) drafts(ctx context.Context, r recall.Recall, by desk.Operator) error {
	drafted, err := t.store.Corrections(ctx, r.ID)
	if err != nil {
		return err
	}
	texts := map[desk.Language]string{}
	for _, c := range drafted {
		texts[c.Language] = c.Text
	}
	return t.recalls.Write(ctx, r.ID, texts, true, by)
}

// sends approves a correction and sends it; those who waited for it go on.
func (t *teller) sends(ctx context.Context, r recall.Recall, by desk.Operator) error {
	if err := t.recalls.Approve(ctx, r.ID, r.Revision, by, ""); err != nil {
		return err
	}
	if err := t.recalls.Round(ctx); err != nil {
		return err
	}
	for _, next := range t.waiting {
		t.plan(t.now().Add(t.between(10*time.Minute, 3*time.Hour)), next)
	}
	t.waiting = nil
	return nil
}
