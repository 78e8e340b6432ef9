package app

import (
	"context"
	"errors"

	"github.com/vigie-desk/vigie/internal/app/demo"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
)

// writes gives what a customer does in a step.
func (t *teller) writes(ctx context.Context, one *tale, s demo.Step) func() error {
	switch s.Verb {
	case "rates":
		score, words := s.Rating()
		return func() error {
			return t.store.Rate(ctx, desk.Rating{Conversation: one.conversation, Score: score, Words: words, At: t.now()})
		}
	case "wrong":
		return func() error {
			return t.conversations.Report(ctx, desk.Report{Turn: one.turn, Conversation: one.conversation, Claim: desk.WholeDraft})
		}
	case "corrected":
		return func() error { return nil }
	}
	return func() error { return t.asks(ctx, one, s) }
}

// asks takes a customer's message in and has it answered, as the chat does.
func (t *teller) asks(ctx context.Context, one *tale, s demo.Step) error {
	in := conversation.Incoming{Conversation: one.conversation, Text: s.Text, Language: one.Language}
	if one.conversation == "" {
		in.Opening = conversation.Opening{
			Customer: one.customer, External: one.customer.Email,
			Conversation: desk.Conversation{Inbox: commonInbox, Channel: "widget", Team: demoTeam},
		}
	}
	got, err := t.conversations.Accept(ctx, in)
	if err != nil {
		return err
	}
	one.conversation, one.turn = got.Conversation, got.Turn
	if got.State == desk.Accepted {
		if err := t.flow.Answer(ctx, conversation.Claim{Turn: got.Turn, Conversation: got.Conversation}); err != nil {
			return err
		}
	}
	turn, err := t.store.Turn(ctx, got.Turn)
	one.states = append(one.states, turn.State)
	return err
}

// acts gives what an operator does in a step.
func (t *teller) acts(ctx context.Context, one *tale, s demo.Step) func() error {
	by := t.people[s.Who]
	if do, found := t.putsRight(ctx, s, by)[s.Verb]; found {
		return do
	}
	return map[string]func() error{
		"answers":     func() error { return t.review.ReplyOnce(ctx, one.conversation, t.newID(), by, s.Text) },
		"late":        func() error { return t.review.ReplyOnce(ctx, one.conversation, t.newID(), by, s.Text) },
		"notes":       func() error { return t.review.AddNote(ctx, one.conversation, t.newID(), by, s.Text) },
		"resolves":    func() error { return t.review.Resolve(ctx, one.conversation, by) },
		"reopens":     func() error { return t.review.Reopen(ctx, one.conversation, by) },
		"approves":    func() error { return t.judges(ctx, one, review.Approve, "", "", by) },
		"edits":       func() error { return t.judges(ctx, one, review.Edit, s.Text, "", by) },
		"refuses":     func() error { return t.judges(ctx, one, review.Refuse, "", s.Text, by) },
		"takes":       func() error { return t.judges(ctx, one, review.TakeOver, "", "", by) },
		"finds_right": func() error { return t.settles(ctx, one, desk.ReportRight, by) },
		"finds_wrong": func() error { return t.settles(ctx, one, desk.ReportWrong, by) },
	}[s.Verb]
}

// judges decides on a held draft as the desk's page does: what is sent passes the checks first, and the act is on record.
func (t *teller) judges(ctx context.Context, one *tale, verb review.Verb, text, reason string, by desk.Operator) error {
	if verb == review.Approve || verb == review.Edit {
		if err := t.passes(ctx, one.turn, text, by); err != nil {
			return err
		}
	}
	return errors.Join(
		t.review.Decide(ctx, one.turn, verb, text, by),
		t.store.Act(ctx, t.newID(), by.ID, verb.Name(), one.turn, reason, t.now()),
	)
}

func (t *teller) passes(ctx context.Context, turnID, text string, by desk.Operator) error {
	turn, err := t.store.Turn(ctx, turnID)
	if err != nil {
		return err
	}
	d, err := t.store.Decision(ctx, turnID)
	if err != nil {
		return err
	}
	if text == "" {
		text = d.Draft.Text
	}
	findings, verdict, err := t.flow.Recheck(ctx, turn, d, text, by.Name)
	if err == nil && verdict != desk.Pass {
		err = desk.Errorf(desk.Conflict, "the checks hold back what %s sends: %v", by.Name, findings)
	}
	return err
}

// settles says what an operator found of an answer that the customer called wrong.
func (t *teller) settles(ctx context.Context, one *tale, found desk.ReportState, by desk.Operator) error {
	list, err := t.store.Reports(ctx, one.conversation)
	if err != nil || len(list) == 0 {
		return err
	}
	return errors.Join(
		t.store.Act(ctx, t.newID(), by.ID, "report:"+string(found), list[0].Turn, "", t.now()),
		t.conversations.SettleReport(ctx, list[0], found, by),
	)
}
