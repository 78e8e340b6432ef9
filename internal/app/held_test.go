package app

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/llm/fake"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/store/storetest"
)

const deliveryPage = "---\ntitle: Delivery times\nlang: en\ntopic: delivery\n---\n# Delivery times\n\nDelivery within France takes two working days. Delivery to Belgium takes four working days.\n"

// reviewed builds a desk with a page on delivery, an operator, and a model that says one thing; drafts are for people.
func reviewed(t *testing.T, server *fake.Server, flags map[string]string) (*App, desk.Operator) {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "delivery.md"), []byte(deliveryPage), 0o600); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{"mode": "compose", "model-url": server.URL().String(), "model": "scripted", "model-kind": "openai"}
	maps.Copy(all, flags)
	a := newAppWith(t, folder, all)
	o, err := a.access.AddOperator(t.Context(), desk.Operator{Name: "Claire Martin", Email: "claire@example.org", Team: "support", Role: desk.RoleOwner}, "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	return a, o
}

// writes sends a customer's message and gives its claim.
func (a *App) writes(t *testing.T, text string) conversation.Claim {
	t.Helper()
	got, err := a.conversations.Accept(t.Context(), conversation.Incoming{Text: text, Opening: conversation.Opening{
		Customer: desk.Customer{Name: "Amélie Durand"}, Conversation: desk.Conversation{Inbox: commonInbox, Channel: "widget"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return conversation.Claim{Turn: got.Turn, Conversation: got.Conversation}
}

const aboutBelgium = "How long does delivery to Belgium take?"

// A person takes over while the model thinks: what the model then says is dropped, whole, on both databases.
func TestPersonTakesOverWhileTheModelThinks(t *testing.T) {
	for name, flags := range map[string]func(t *testing.T) map[string]string{
		"sqlite": func(*testing.T) map[string]string { return nil },
		"postgres": func(t *testing.T) map[string]string {
			t.Helper()
			return map[string]string{"database": storetest.Postgres(t)}
		},
	} {
		for _, autonomy := range []string{"auto", "draft"} {
			t.Run(name+" "+autonomy, func(t *testing.T) {
				thinking, goOn := make(chan struct{}), make(chan struct{})
				server := fake.Start(t, fake.Func(func(fake.Request) fake.Step {
					close(thinking)
					<-goOn
					return fake.Text("Delivery to Belgium takes four working days.")
				}))
				settings := map[string]string{"autonomy": autonomy}
				maps.Copy(settings, flags(t))
				a, o := reviewed(t, server, settings)
				claim := a.writes(t, aboutBelgium)
				ended := make(chan error, 1)
				go func() { ended <- a.flow.Answer(context.WithoutCancel(t.Context()), claim) }()
				<-thinking
				if err := a.review.TakeOver(t.Context(), claim.Conversation, o); err != nil {
					t.Fatal(err)
				}
				close(goOn)
				if err := <-ended; !desk.Is(err, desk.Conflict) {
					t.Errorf("the flow ends with %v, want a conflict", err)
				}
				a.wantNothingSaid(t, claim, desk.Superseded)
			})
		}
	}
}

// wantNothingSaid fails where anything but the customer's own words stands in a conversation, or a decision in the ledger.
func (a *App) wantNothingSaid(t *testing.T, claim conversation.Claim, state desk.TurnState) {
	t.Helper()
	turn, err := a.store.Turn(t.Context(), claim.Turn)
	if err != nil || turn.State != state {
		t.Errorf("the turn is %s, want %s; %v", turn.State, state, err)
	}
	said, err := a.store.Messages(t.Context(), claim.Conversation, 0, 100)
	if err != nil || slices.ContainsFunc(said, func(m desk.Message) bool { return m.Author != desk.ByCustomer }) {
		t.Errorf("%+v %v", said, err)
	}
	if d, err := a.store.Decision(t.Context(), claim.Turn); !desk.Is(err, desk.NotFound) {
		t.Errorf("decided %+v, %v", d, err)
	}
}

// held answers one question and gives the turn with its decision.
func (a *App) held(t *testing.T, text string) (desk.Turn, desk.Decision) {
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
	if err != nil || turn.State != desk.HeldBack {
		t.Fatalf("%s %s %+v %v", turn.State, turn.Reason, d, err)
	}
	return turn, d
}

func blocking(findings []desk.Finding) []string {
	var names []string
	for _, f := range findings {
		if f.Severity == desk.Block {
			names = append(names, f.Check)
		}
	}
	return names
}

// What an operator writes in place of a draft is held to the same sources.
func TestEditIsHeldToTheSources(t *testing.T) {
	server := fake.Start(t, fake.Text("Delivery to Belgium takes four working days.").Always())
	a, o := reviewed(t, server, nil)
	turn, d := a.held(t, aboutBelgium)
	if turn.Reason != desk.AutonomyDraft || d.Versions.Model == "" || d.Versions.Prompt == "" {
		t.Errorf("held because %s, by %+v", turn.Reason, d.Versions)
	}
	for text, check := range map[string]string{
		d.Draft.Text: "",
		"It takes four working days for a delivery to Belgium.": "",
		// A letter names its writer and its reader.
		"Hello Amélie, delivery to Belgium takes four working days. Best regards, Claire Martin": "",
		"Delivery to Belgium takes four working days.\n\nThank you for your patience,\nClaire":   "",
		"Delivery to Belgium takes four working days.\n— Claire Martin":                          "",
		"Claire Martin will pay for it. Claire Martin":                                           "support",
		"Delivery to Belgium takes nine working days.":                                           "numbers",
		"Delivery to Belgium takes two working days.":                                            "binding",
		"Delivery to Belgium takes four working days. We guarantee a full refund if it is late.": "policy",
		"La livraison en Belgique prend quatre jours ouvrés.":                                    "support",
		strings.Repeat("Delivery to Belgium takes four working days. ", 400):                     "form",
	} {
		findings, verdict, err := a.flow.Recheck(t.Context(), turn, d, text, o.Name)
		if err != nil {
			t.Fatal(err)
		}
		blocked := blocking(findings)
		if (verdict == desk.Pass) != (check == "") || (verdict == desk.Pass) != (len(blocked) == 0) || check != "" && !slices.Contains(blocked, check) {
			t.Errorf("%.90q: %s, blocked by %v, want %q: %+v", text, verdict, blocked, check, findings)
		}
	}
}

// A draft that waits is approved only while what it stands on stands.
func TestApprovalLooksAgain(t *testing.T) {
	server := fake.Start(t, fake.Text("Delivery to Belgium takes four working days.").Always())
	a, o := reviewed(t, server, nil)
	turn, d := a.held(t, aboutBelgium)
	check := func(text string) []string {
		t.Helper()
		if err := a.shelf.load(t.Context()); err != nil {
			t.Fatal(err)
		}
		findings, verdict, err := a.flow.Recheck(t.Context(), turn, d, text, o.Name)
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, f := range findings {
			if f.Severity == desk.Block {
				said = append(said, f.Message)
			}
		}
		if (verdict == desk.Pass) != (len(said) == 0) {
			t.Errorf("%s with %q", verdict, said)
		}
		return said
	}
	if said := check(d.Draft.Text); len(said) > 0 {
		t.Fatalf("at once: %q", said)
	}
	rewrite := func(text string) {
		t.Helper()
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "delivery.md"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := a.library.Import(t.Context(), os.DirFS(folder), knowledge.Options{Source: "test", Trusted: true}); err != nil {
			t.Fatal(err)
		}
	}
	rewrite(strings.ReplaceAll(deliveryPage, "four", "six"))
	if said := check(d.Draft.Text); len(said) != 1 || !strings.Contains(said[0], "has changed since") {
		t.Errorf("after a change: %q", said)
	}
	// An edit is held to the page as it is today.
	if said := check("It takes six working days for a delivery to Belgium."); len(said) > 0 {
		t.Errorf("what the page says now: %q", said)
	}
	if said := check("It takes four working days for a delivery to Belgium."); len(said) == 0 {
		t.Error("what the page no longer says passes")
	}
	article := d.Draft.Claims[0].Evidence[0].Article
	if err := a.library.Delete(t.Context(), article, "test"); err != nil {
		t.Fatal(err)
	}
	if said := check(d.Draft.Text); len(said) != 1 || !strings.Contains(said[0], "withdrawn since") {
		t.Errorf("after it was withdrawn: %q", said)
	}
	if said := check("It takes six working days for a delivery to Belgium."); len(said) == 0 {
		t.Error("what no page says passes")
	}
}

// A page that cannot be read is a fault, never a pass.
func TestRecheckFailsClosed(t *testing.T) {
	server := fake.Start(t, fake.Text("Delivery to Belgium takes four working days.").Always())
	a, o := reviewed(t, server, nil)
	turn, d := a.held(t, aboutBelgium)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, verdict, err := a.flow.Recheck(ctx, turn, d, "Nine days.", o.Name); verdict == desk.Pass || err == nil && errors.Is(ctx.Err(), err) {
		t.Errorf("%s %v", verdict, err)
	}
	d.Draft.Claims = nil
	if _, verdict, err := a.flow.Recheck(t.Context(), turn, d, "Parcels are always free for everybody.", o.Name); verdict == desk.Pass || err != nil {
		t.Errorf("%s %v", verdict, err)
	}
}

// Lowered to draft for one topic, the assistant writes and waits; elsewhere it goes on. What was in hand stays where it
// is, and off moves it.
func TestLevels(t *testing.T) {
	server := fake.Start(t, fake.Text("Delivery to Belgium takes four working days.").Always())
	a, o := reviewed(t, server, map[string]string{"autonomy": "auto"})
	ask := func() desk.Turn {
		t.Helper()
		claim := a.writes(t, aboutBelgium)
		if err := a.flow.Answer(t.Context(), claim); err != nil {
			t.Fatal(err)
		}
		turn, err := a.store.Turn(t.Context(), claim.Turn)
		if err != nil {
			t.Fatal(err)
		}
		return turn
	}
	stop := func(scope string, level desk.Autonomy) int {
		t.Helper()
		moved, err := a.Stop(t.Context(), scope, level, o.ID)
		if err != nil {
			t.Fatal(err)
		}
		return moved
	}
	if turn := ask(); turn.State != desk.Sent {
		t.Fatalf("%s %s", turn.State, turn.Reason)
	}
	stop("topic:billing", desk.DraftOnly)
	if turn := ask(); turn.State != desk.Sent {
		t.Errorf("another topic is lowered: %s %s", turn.State, turn.Reason)
	}
	inHand := a.writes(t, aboutBelgium)
	if moved := stop("topic:delivery", desk.DraftOnly); moved != 0 {
		t.Errorf("draft moved %d", moved)
	}
	if turn, err := a.store.Turn(t.Context(), inHand.Turn); err != nil || turn.State != desk.Accepted {
		t.Errorf("%s %v", turn.State, err)
	}
	held := ask()
	if held.State != desk.HeldBack || held.Reason != desk.AutonomyDraft {
		t.Errorf("%s %s", held.State, held.Reason)
	}
	if moved := stop("topic:delivery", desk.Off); moved != 1 { // the held one; of the other the topic is not known yet
		t.Errorf("off moved %d", moved)
	}
	if turn, err := a.store.Turn(t.Context(), held.ID); err != nil || turn.Reason != desk.AssistantOff {
		t.Errorf("%s %v", turn.Reason, err)
	}
	if err := a.review.Decide(t.Context(), held.ID, review.Approve, "", o); !desk.Is(err, desk.Conflict) || !strings.Contains(err.Error(), "the assistant was stopped") {
		t.Errorf("%v", err)
	}
	if _, err := a.Stop(t.Context(), "topic:delivery", desk.DraftOnly, o.ID); !desk.Is(err, desk.Conflict) {
		t.Errorf("stop raised: %v", err)
	}
	if err := a.Start(t.Context(), "topic:delivery", desk.DraftOnly, o.ID); err != nil {
		t.Fatal(err)
	}
	if turn := ask(); turn.State != desk.HeldBack {
		t.Errorf("%s %s", turn.State, turn.Reason)
	}
	if err := a.Start(t.Context(), "topic:delivery", desk.Auto, o.ID); err != nil {
		t.Fatal(err)
	}
	if turn := ask(); turn.State != desk.Sent {
		t.Errorf("%s %s", turn.State, turn.Reason)
	}
	a.wantActs(t, "topic:delivery", "stop:draft", "stop", "start:draft", "start")
}

func (a *App) wantActs(t *testing.T, ref string, want ...string) {
	t.Helper()
	acts, err := a.store.Acts(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, act := range acts {
		names = append(names, act.Name)
		if act.By == "" || time.Since(act.At) > time.Minute {
			t.Errorf("%+v", act)
		}
	}
	if !slices.Equal(names, want) {
		t.Errorf("on record %q, want %q", names, want)
	}
}
