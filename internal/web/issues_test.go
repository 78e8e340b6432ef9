package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/burst"
)

// frozen freezes a topic, because of a turn.
func (h *house) frozen(first desk.Turn) burst.Freeze {
	h.t.Helper()
	f := burst.Freeze{
		ID: uuid.NewString(), Topic: "app & more", Terms: []string{"=device", "=logout"}, State: burst.Frozen, Customers: 6, Signed: 2, Evidence: 9e4, Since: h.clock(),
		First: []burst.Asked{{Conversation: first.Conversation, Turn: first.ID}},
	}
	if _, err := h.db.Freeze(context.Background(), f, func(burst.Freeze) bool { return false }); err != nil {
		h.t.Fatal(err)
	}
	return f
}

// logoutCard is a card as a lead fills it in.
func logoutCard(change ...string) []string {
	return append([]string{
		"title", "Logouts on two devices", "text-en", "We know that the app logs people out when they use two devices. Use one device until tonight.",
		"text-fr", "Nous savons que l'appli déconnecte qui utilise deux appareils. N'en utilisez qu'un jusqu'à ce soir.", "lasts", "8",
	}, change...)
}

func TestIssuesPage(t *testing.T) {
	h := open(t)
	said := h.say("Why am I logged out on my tablet?")
	turn := desk.Turn{ID: said.text("turn", "id"), Conversation: said.text("id")}
	f := h.frozen(turn)
	lead, operator := h.signedIn(h.signUp("Paula Lead", desk.RoleLead)), h.signedIn(h.signUp("Ben Hand", desk.RoleOperator))

	if page := h.get(operator, "/desk").raw; !strings.Contains(page, "The topic “app &amp; more” is frozen: 6 customers") {
		t.Error("the desk does not say that a topic is frozen")
	}
	page := h.get(operator, "/watch/issues").raw
	for _, want := range []string{"app &amp; more", "6 customers, 2 of them", "Why am I logged out on my tablet?", "/desk/conversations/" + turn.Conversation, "Leads and owners write cards"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, "<form method=\"post\" action=\"/watch") || strings.Contains(page, "/thaw") {
		t.Error("an operator is offered what only a lead may do")
	}
	card := "/watch/issues/freezes/" + f.ID + "/card"
	if got := h.post(operator, card, logoutCard("act", "write")...); got.status != http.StatusForbidden {
		t.Errorf("an operator wrote a card: %d", got.status)
	}
	for name, c := range map[string]struct{ form, says string }{
		"no title": {"title", "Give the card a title"}, "no words": {"text-fr", "Write the words in French"}, "no time": {"lasts", "Choose for how long"},
	} {
		if got := h.post(lead, card, logoutCard(c.form, "")...); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.raw, c.says) {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	if got := h.post(lead, card, logoutCard("text-en", "I am a real person, my name is Sam. You idiot.")...); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.raw, "The words in English cannot go out") {
		t.Errorf("words that claim to be a person: %d", got.status)
	}
	if got := h.post(lead, card, logoutCard("act", "preview")...); got.status != http.StatusOK || !strings.Contains(got.raw, "Not in force yet") || !strings.Contains(got.raw, "N&#39;en utilisez qu&#39;un") {
		t.Errorf("preview: %d", got.status)
	}
	if standing, err := h.db.Standing(t.Context(), h.clock().Add(-time.Hour)); err != nil || len(standing.Issues) != 0 {
		t.Fatalf("a preview wrote a card: %+v, %v", standing, err)
	}
	h.want(h.post(lead, card, logoutCard("act", "write")...), http.StatusSeeOther)
	if got := h.post(lead, card, logoutCard("act", "write")...); got.status != http.StatusConflict || !strings.Contains(got.raw, "Somebody ended this freeze") {
		t.Errorf("written twice: %d", got.status)
	}
	standing, err := h.db.Standing(t.Context(), h.clock().Add(-time.Hour))
	if err != nil || len(standing.Issues) != 1 || standing.Issues[0].Title != "Logouts on two devices" || standing.Issues[0].Until.Sub(standing.Issues[0].Since) != 8*time.Hour {
		t.Fatalf("%+v, %v", standing, err)
	}
	page = h.get(operator, "/watch/issues?lang=fr").raw
	for _, want := range []string{"Logouts on two devices", "En vigueur", "N&#39;en utilisez qu&#39;un", "Paula Lead"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	h.want(h.post(lead, "/watch/issues/"+standing.Issues[0].ID+"/end"), http.StatusSeeOther)
	if standing, err = h.db.Standing(t.Context(), h.clock().Add(-time.Hour)); err != nil || standing.Issues[0].State != burst.Over {
		t.Errorf("%+v, %v", standing, err)
	}
}

func TestThawNeedsAReason(t *testing.T) {
	h := open(t)
	said := h.say("Why am I logged out on my tablet?")
	f := h.frozen(desk.Turn{ID: said.text("turn", "id"), Conversation: said.text("id")})
	lead := h.signedIn(h.signUp("Paula Lead", desk.RoleLead))
	thaw := "/watch/issues/freezes/" + f.ID + "/thaw"
	if got := h.post(lead, thaw, "reason", " "); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.raw, "Say why") {
		t.Errorf("%d", got.status)
	}
	h.want(h.post(lead, thaw, "reason", "a school class tried the app"), http.StatusSeeOther)
	if page := h.get(lead, "/watch/issues").raw; !strings.Contains(page, "a school class tried the app") || !strings.Contains(page, "Nothing is frozen") {
		t.Error("the page does not say that it was thawed, and why")
	}
	// A card for what nobody has reported yet.
	if got := h.post(lead, "/watch/issues", logoutCard("topic", "app", "sample", "hello!")...); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.raw, "Give a question that says") {
		t.Errorf("%d", got.status)
	}
	h.want(h.post(lead, "/watch/issues", logoutCard("topic", "app", "sample", "Why does it log me out on my phone?")...), http.StatusSeeOther)
	standing, err := h.db.Standing(t.Context(), h.clock().Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if _, found := standing.Known(burst.Read("je suis déconnecté de ma tablette", desk.French), h.clock()); !found {
		t.Errorf("%+v", standing.Issues)
	}
}

// Where somebody comes from is kept as a keyed hash: the same for two sessions of one network, and no address.
func TestOriginIsKept(t *testing.T) {
	h := open(t)
	var origins []string
	for range 2 {
		got := h.want(h.ask(asked{method: "POST", path: conversations, body: map[string]any{"text": "Why am I logged out on my tablet?"}, header: map[string]string{"X-Forwarded-For": "203.0.113.9"}}), http.StatusAccepted)
		s, err := h.db.NoteSymptom(t.Context(), burst.Symptom{Turn: got.text("turn", "id"), Conversation: got.text("id"), Terms: []string{"=logout"}, At: h.clock()}, "")
		if err != nil {
			t.Fatal(err)
		}
		origins = append(origins, s.Origin)
	}
	if origins[0] == "" || origins[0] != origins[1] || strings.Contains(origins[0], ".") {
		t.Errorf("%q", origins)
	}
}
