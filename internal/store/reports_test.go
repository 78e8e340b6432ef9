package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
)

// answered has the assistant say two sentences in answer to a question, and gives the turn.
func (w *world) answered(t *testing.T, question string) conversation.Accepted {
	t.Helper()
	got, err := w.desk.Accept(t.Context(), conversation.Incoming{Text: question, Opening: conversation.Opening{
		Conversation: desk.Conversation{Inbox: "web", Channel: "widget"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	claim, err := w.db.ClaimTurn(t.Context(), conversation.Claim{Turn: got.Turn, Conversation: got.Conversation}, w.clock.now(), w.clock.now().Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	draft := desk.Draft{Mode: desk.Quote, Language: desk.English, Text: "One. Two.", Claims: []desk.Claim{
		{Start: 0, End: 4, Text: "One.", Kind: desk.FactClaim, Evidence: []desk.Evidence{{Article: "a", Version: "v1", Unit: "v1/1", Quote: "One."}}},
		{Start: 5, End: 9, Text: "Two.", Kind: desk.FactClaim, Evidence: []desk.Evidence{{Article: "a", Version: "v1", Unit: "v1/2", Quote: "Two."}}},
	}}
	if err := w.desk.Settle(t.Context(), claim, desk.Decision{Action: desk.Send, Reason: desk.Answered, Language: desk.English, Draft: draft}); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestReports(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		ben := desk.Operator{ID: "ben"}
		first, second := w.answered(t, "one?"), w.answered(t, "two?")
		frozen := func() string {
			t.Helper()
			claims, err := w.db.Reported(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var texts strings.Builder
			for _, c := range claims {
				texts.WriteString(c.Text)
			}
			return texts.String()
		}
		open := func() int {
			t.Helper()
			list, err := w.db.OpenReports(t.Context(), 10)
			if err != nil {
				t.Fatal(err)
			}
			return len(list)
		}
		settle := func(found desk.ReportState) error {
			list, err := w.db.Reports(t.Context(), first.Conversation)
			if err != nil || len(list) != 1 || list[0].Turn != first.Turn {
				t.Fatal(list, err)
			}
			return w.desk.SettleReport(t.Context(), list[0], found, ben)
		}
		if frozen() != "" || open() != 0 {
			t.Fatal("frozen before anybody said anything")
		}
		if err := w.desk.Report(t.Context(), desk.Report{Turn: first.Turn, Conversation: first.Conversation, Claim: 1}); err != nil {
			t.Fatal(err)
		}
		if frozen() != "Two." || open() != 1 {
			t.Errorf("%q is frozen, %d are open", frozen(), open())
		}
		before, err := w.db.Messages(t.Context(), first.Conversation, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.desk.Report(t.Context(), desk.Report{Turn: first.Turn, Conversation: first.Conversation, Claim: 1}); !desk.Is(err, desk.Conflict) {
			t.Errorf("the same again: %v", err)
		}
		if after, err := w.db.Messages(t.Context(), first.Conversation, 0, 100); err != nil || len(after) != len(before) {
			t.Errorf("the same again was thanked for: %d messages, then %d, %v", len(before), len(after), err)
		}
		if err := w.desk.Report(t.Context(), desk.Report{Turn: second.Turn, Conversation: second.Conversation, Claim: desk.WholeDraft}); err != nil {
			t.Fatal(err)
		}
		if frozen() == "Two." || open() != 2 {
			t.Errorf("%q is frozen, %d are open", frozen(), open())
		}
		list, err := w.db.Reports(t.Context(), second.Conversation)
		if err != nil || len(list) != 1 || list[0].Customer == "" || !list[0].Created.Equal(w.clock.now()) {
			t.Fatal(list, err)
		}
		if err := w.desk.SettleReport(t.Context(), list[0], desk.ReportRight, ben); err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct {
			found  desk.ReportState
			frozen string
			kind   desk.Kind
		}{{desk.ReportOpen, "Two.", desk.Invalid}, {desk.ReportWrong, "Two.", 0}, {desk.ReportWrong, "Two.", desk.Conflict}, {desk.ReportRight, "", 0}, {desk.ReportWrong, "Two.", 0}} {
			if err := settle(step.found); step.kind == 0 && err != nil || step.kind != 0 && !desk.Is(err, step.kind) {
				t.Errorf("found %s: %v", step.found, err)
			}
			if frozen() != step.frozen {
				t.Errorf("found %s: %q is frozen, want %q", step.found, frozen(), step.frozen)
			}
		}
		if got, err := w.db.Reports(t.Context(), first.Conversation); err != nil || got[0].State != desk.ReportWrong || got[0].By != "ben" || got[0].Settled.IsZero() {
			t.Errorf("%+v %v", got, err)
		}
		if err := w.desk.Report(t.Context(), desk.Report{Turn: first.Turn, Conversation: "nothing"}); !desk.Is(err, desk.NotFound) {
			t.Errorf("in no conversation: %v", err)
		}
	})
}

// A conversation is rated once.
func TestRatings(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		got := w.answered(t, "one?")
		if _, err := w.db.Rating(t.Context(), got.Conversation); !desk.Is(err, desk.NotFound) {
			t.Errorf("before: %v", err)
		}
		want := desk.Rating{Conversation: got.Conversation, Score: 3, Words: "Merci, c'était rapide", At: w.clock.now()}
		if err := w.db.Rate(t.Context(), want); err != nil {
			t.Fatal(err)
		}
		if err := w.db.Rate(t.Context(), desk.Rating{Conversation: got.Conversation, Score: 1, At: w.clock.now()}); !desk.Is(err, desk.Conflict) {
			t.Errorf("twice: %v", err)
		}
		if r, err := w.db.Rating(t.Context(), got.Conversation); err != nil || r != want {
			t.Errorf("%+v %v", r, err)
		}
	})
}
