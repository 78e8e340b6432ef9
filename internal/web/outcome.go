package web

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// outcome is a turn with everything that came of it.
type outcome struct {
	conversation desk.Conversation
	turn         desk.Turn
	decision     desk.Decision // zero where nothing was decided
	reply        *desk.Message // by the assistant, or by an operator who edited its draft
	notice       *desk.Message
	promise      *desk.Promise
}

// decided tells whether the turn's fate is known: what is held has been, with a promise.
func decided(state desk.TurnState) bool { return state != desk.Accepted && state != desk.Answering }

// outcomeOf reads what became of a turn. The turn is read first, so that what is read after it is not older.
func (s *Server) outcomeOf(ctx context.Context, turnID string) (outcome, error) {
	var o outcome
	var err error
	if o.turn, err = s.Ledger.Turn(ctx, turnID); err != nil {
		return o, err
	}
	if o.conversation, err = s.Threads.Conversation(ctx, o.turn.Conversation); err != nil {
		return o, err
	}
	if !decided(o.turn.State) {
		return o, nil
	}
	if o.decision, err = orNothing(s.Ledger.Decision(ctx, turnID)); err != nil {
		return o, err
	}
	promise, err := s.Ledger.TurnPromise(ctx, turnID)
	if desk.Is(err, desk.NotFound) && o.turn.State == desk.HandedOver {
		// Handed over while nobody was on the roster: the promise came later, to the conversation.
		promise, err = s.Ledger.OpenPromise(ctx, o.conversation.ID)
	}
	if err != nil && !desk.Is(err, desk.NotFound) {
		return o, err
	}
	if err == nil {
		o.promise = &promise
	}
	return o, s.words(ctx, &o)
}

// orNothing takes NotFound for the zero value.
func orNothing[T any](v T, err error) (T, error) {
	if desk.Is(err, desk.NotFound) {
		var none T
		return none, nil
	}
	return v, err
}

const (
	lately   = 50  // messages looked at first: a turn that is asked about is nearly always the last
	pageMost = 200 // messages read at once
)

// words finds what was said in answer to a turn.
func (s *Server) words(ctx context.Context, o *outcome) error {
	said, err := s.Threads.RecentMessages(ctx, o.conversation.ID, lately)
	if err != nil {
		return err
	}
	if len(said) < lately || said[0].Created.Before(o.turn.Created) {
		o.keep(said)
		return nil
	}
	for after := int64(0); ; {
		page, err := s.Threads.Messages(ctx, o.conversation.ID, after, pageMost)
		if err != nil {
			return err
		}
		o.keep(page)
		if len(page) < pageMost {
			return nil
		}
		after = page[len(page)-1].Seq
	}
}

// keep takes the messages that answer the turn; of two notices the newer one holds.
func (o *outcome) keep(said []desk.Message) {
	for _, m := range said {
		if m.Turn != o.turn.ID {
			continue
		}
		switch m.Author {
		case desk.ByAssistant, desk.ByOperator:
			o.reply = &m
		case desk.ByDesk:
			o.notice = &m
		case desk.ByCustomer:
		}
	}
}

// body gives the outcome in the API's shape. Findings speak of drafts that nobody may have been told, and are for those
// who may read every conversation.
func (o outcome) body(findings bool) *conversationBody {
	t := &turnBody{
		ID: o.turn.ID, State: turnState(o.turn.State), Topic: o.turn.Topic, Reason: reasonName(o.turn.Reason), Findings: []findingBody{},
		Millis: o.millis(),
	}
	if findings {
		t.Findings = findingsOf(o.decision.Findings)
	}
	if o.reply != nil {
		t.Reply = &replyBody{Text: o.reply.Text, Language: languageCode(o.reply.Language), AI: o.reply.AI(), Claims: claimsOf(o.reply.Claims)}
		if o.reply.Author == desk.ByOperator {
			t.Reply.Name = o.reply.Name
		}
	}
	if o.notice != nil {
		t.Notice = &noticeBody{Text: o.notice.Text}
	}
	if o.turn.State == desk.HandedOver {
		t.Handover = &handoverBody{Reason: reasonName(o.turn.Reason), Team: o.conversation.Team}
		if o.promise != nil {
			t.Handover.Team, t.Handover.PromiseAt = o.promise.Team, optional(o.promise.By)
		}
	}
	return &conversationBody{ID: o.conversation.ID, State: conversationState(o.conversation.State), Turn: t}
}

// millis is the machine's time on the turn, or, where it never got that far, the time until somebody ended it.
func (o outcome) millis() int64 {
	switch {
	case o.decision.Elapsed > 0:
		return max(1, o.decision.Elapsed.Milliseconds())
	case o.turn.Decided.IsZero():
		return 0
	}
	return max(1, o.turn.Decided.Sub(o.turn.Created).Milliseconds())
}

// settled waits until a turn is decided, the time is over, or the server stops, and reads it then. It is woken, and
// never asks again by itself.
func (s *Server) settled(ctx context.Context, conversationID, turnID string, wait time.Duration) (outcome, error) {
	if wait <= 0 || !s.openStream() {
		return s.outcomeOf(ctx, turnID)
	}
	defer s.closeStream()
	news, stop := s.Watch(conversationID)
	defer stop()
	over := time.NewTimer(wait) //nolint:forbidigo // the caller waits in real seconds, on a frozen clock too
	defer over.Stop()
	for {
		turn, err := s.Ledger.Turn(ctx, turnID)
		if err != nil || decided(turn.State) {
			return s.outcomeOf(ctx, turnID)
		}
		select {
		case <-news:
		case <-over.C:
			return s.outcomeOf(ctx, turnID)
		case <-s.done:
			return s.outcomeOf(ctx, turnID)
		case <-ctx.Done():
			return outcome{}, ctx.Err()
		}
	}
}
