package app

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/llm/fake"
)

// asks sends a question and gives its turn, answered or not.
func (a *App) asks(t *testing.T, text string) (conversation.Claim, desk.Turn, desk.Decision) {
	t.Helper()
	claim := a.writes(t, text)
	if err := a.flow.Answer(t.Context(), claim); err != nil {
		t.Fatal(err)
	}
	turn, err := a.store.Turn(t.Context(), claim.Turn)
	if err != nil {
		t.Fatal(err)
	}
	d, err := a.store.Decision(t.Context(), claim.Turn)
	if err != nil {
		t.Fatal(err)
	}
	return claim, turn, d
}

// What one customer calls wrong no other is told by the assistant alone, until a person has found it right: neither the
// passage nor the words, quoted or written by a model.
func TestReportedIsNotSaidAgain(t *testing.T) {
	for mode, flags := range map[string]map[string]string{"quote": {"mode": "quote"}, "compose": {"mode": "compose", "autonomy": "auto"}} {
		t.Run(mode, func(t *testing.T) {
			server := fake.Start(t, fake.Text("Delivery to Belgium takes four working days.").Always())
			a, o := reviewed(t, server, flags)
			told, turn, d := a.asks(t, aboutBelgium)
			if turn.State != desk.Sent || len(d.Draft.Claims) == 0 {
				t.Fatalf("%s %s %+v", turn.State, turn.Reason, d.Draft)
			}
			if err := a.conversations.Report(t.Context(), desk.Report{Turn: told.Turn, Conversation: told.Conversation, Claim: desk.WholeDraft}); err != nil {
				t.Fatal(err)
			}
			said, err := a.store.Messages(t.Context(), told.Conversation, 0, 100)
			if last := said[len(said)-1]; err != nil || last.Author != desk.ByDesk || !strings.Contains(last.Text, "does not say it again") {
				t.Errorf("the customer hears %q, %v", last.Text, err)
			}
			_, turn, d = a.asks(t, aboutBelgium)
			if turn.State != desk.HeldBack || turn.Reason != desk.Reported || d.Draft.Text == "" {
				t.Errorf("told again: %s %s %q", turn.State, turn.Reason, d.Draft.Text)
			}
			if f := d.Findings[len(d.Findings)-1]; f.Check != "reported" || f.Severity != desk.Warn {
				t.Errorf("whoever checks the draft is not told: %+v", d.Findings)
			}
			list, err := a.store.OpenReports(t.Context(), 10)
			if err != nil || len(list) != 1 {
				t.Fatal(list, err)
			}
			settle := func(found desk.ReportState, want desk.TurnState) {
				t.Helper()
				if err := a.conversations.SettleReport(t.Context(), list[0], found, o); err != nil {
					t.Fatal(err)
				}
				if _, turn, _ := a.asks(t, aboutBelgium); turn.State != want {
					t.Errorf("found %s: %s %s, want %s", found, turn.State, turn.Reason, want)
				}
			}
			settle(desk.ReportWrong, desk.HeldBack)
			settle(desk.ReportRight, desk.Sent)
		})
	}
}

// A desk that cannot read what was reported answers nothing by itself.
func TestReportedCannotBeRead(t *testing.T) {
	server := fake.Start(t, fake.Text("Delivery to Belgium takes four working days.").Always())
	a, _ := reviewed(t, server, map[string]string{"mode": "quote"})
	a.flow.Reported = func(context.Context) ([]desk.Claim, error) { return nil, desk.Errorf(desk.Unavailable, "away") }
	if _, turn, _ := a.asks(t, aboutBelgium); turn.State != desk.HandedOver || turn.Reason != desk.Fault {
		t.Errorf("%s %s", turn.State, turn.Reason)
	}
}

// Once the passage that a wrong answer stood on has been put right, what it says now is told, and so is the rest of it; what it
// said before is not.
func TestReportedIsFreeOnceMended(t *testing.T) {
	server := fake.Start(t, fake.Text("Delivery to Belgium takes four working days.").Always())
	a, o := reviewed(t, server, map[string]string{"mode": "quote"})
	told, turn, _ := a.asks(t, aboutBelgium)
	if turn.State != desk.Sent {
		t.Fatalf("%s %s", turn.State, turn.Reason)
	}
	report := desk.Report{Turn: told.Turn, Conversation: told.Conversation, Claim: desk.WholeDraft}
	if err := a.conversations.Report(t.Context(), report); err != nil {
		t.Fatal(err)
	}
	a.rewrites(t, strings.ReplaceAll(deliveryPage, "four", "six"))
	_, turn, _ = a.asks(t, aboutBelgium)
	if turn.State != desk.HeldBack { // France's two days stood in the answer too, and nobody has said which of them is wrong
		t.Errorf("before a person has looked: %s %s", turn.State, turn.Reason)
	}
	list, err := a.store.OpenReports(t.Context(), 10)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if err := a.conversations.SettleReport(t.Context(), list[0], desk.ReportWrong, o); err != nil {
		t.Fatal(err)
	}
	if _, turn, d := a.asks(t, aboutBelgium); turn.State != desk.Sent || !strings.Contains(d.Draft.Text, "six working days") {
		t.Errorf("after the page was mended: %s %s %q", turn.State, turn.Reason, d.Draft.Text)
	}
	if err := a.store.GatherMistakes(t.Context()); err != nil {
		t.Fatal(err)
	}
	mistakes, err := a.store.Mistakes(t.Context())
	if err != nil || len(mistakes) != 1 || !strings.Contains(mistakes[0].Claim, "four working days") {
		t.Errorf("what stands on the page is taken for a mistake: %+v, %v", mistakes, err)
	}
	a.rewrites(t, deliveryPage)
	if _, turn, d := a.asks(t, aboutBelgium); turn.State != desk.HeldBack {
		t.Errorf("the wrong words are on the page again: %s %s %q", turn.State, turn.Reason, d.Draft.Text)
	}
}

// rewrites puts another text in the place of the page on delivery.
func (a *App) rewrites(t *testing.T, text string) {
	t.Helper()
	pages := fstest.MapFS{"delivery.md": {Data: []byte(text)}}
	if _, err := a.library.Import(t.Context(), pages, knowledge.Options{Source: "test", Trusted: true}); err != nil {
		t.Fatal(err)
	}
	if err := a.shelf.load(t.Context()); err != nil {
		t.Fatal(err)
	}
}
