package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/recall"
)

// recallOf proposes a recall of what a text says.
func (h *house) recallOf(text string) string {
	h.t.Helper()
	id, err := h.recalls.Propose(context.Background(), recall.Ask{Kind: recall.FromSearch, Seeds: recall.SeedsOf(desk.English, text), By: "x"})
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

// revision reads the hidden field of the form that approves.
func revisionOf(t *testing.T, page string) string {
	t.Helper()
	_, rest, found := strings.Cut(page, `name="revision" value="`)
	revision, _, _ := strings.Cut(rest, `"`)
	if !found {
		t.Fatal("nothing to approve on the page")
	}
	return revision
}

const corrected = "On {date} our assistant told you: {said} That was wrong; it is 14 days."

// From the sentence on a conversation's page to the chat: an operator finds who was told, writes, a lead approves, the customer
// reads it, and the report says so. Who may not, may not; who wrote, does not approve.
func TestRecallPages(t *testing.T) {
	h := open(t)
	writer, lead := h.signUp("Will Writer", desk.RoleOperator), h.signUp("Lea Lead", desk.RoleLead)
	works, approves := h.signedIn(writer), h.signedIn(lead)
	told := h.say("How long may I wait to return a lamp?")
	other := h.say("How long may I wait to return a lamp?")
	page := h.get(works, "/desk/conversations/"+told.text("id")+"?pane=details").raw
	if !strings.Contains(page, `name="kind" value="claim"`) {
		t.Fatal("no way from the sentence to who was told it")
	}
	made := h.post(works, "/recalls", "kind", "claim", "turn", told.text("turn", "id"), "claim", "0")
	h.want(made, http.StatusSeeOther)
	at := made.header.Get("Location")
	shown := h.get(works, at).raw
	for _, c := range []string{told.text("id"), other.text("id")} {
		if !strings.Contains(shown, "/desk/conversations/"+c) {
			t.Errorf("conversation %s is not listed", c)
		}
	}
	if strings.Contains(shown, `value="approve"`) || strings.Contains(shown, `value="dismiss"`) {
		t.Error("an operator is offered what leads do")
	}
	h.want(h.post(works, at, "action", "dismiss", "reason", "no"), http.StatusForbidden)
	if refused := h.post(works, at, "action", "submit", "text-en", "It is 14 days."); refused.status != http.StatusUnprocessableEntity || !strings.Contains(refused.raw, "It is 14 days.") {
		t.Errorf("words without the wrong ones: %d", refused.status)
	}
	h.want(h.post(works, at, "action", "submit", "text-en", corrected), http.StatusSeeOther)
	revision := revisionOf(t, h.get(approves, at).raw)
	h.want(h.post(works, at, "action", "approve", "revision", revision), http.StatusForbidden)
	h.want(h.post(approves, at, "action", "approve", "revision", "1"), http.StatusConflict)
	h.want(h.post(approves, at, "action", "approve", "revision", revision), http.StatusSeeOther)
	if err := h.recalls.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	said, err := h.db.RecentMessages(t.Context(), told.text("id"), 5)
	if err != nil || !strings.Contains(said[len(said)-1].Text, "That was wrong; it is 14 days.") || said[len(said)-1].Author != desk.ByDesk {
		t.Errorf("the customer reads %+v, %v", said, err)
	}
	h.want(h.post(approves, at, "action", "close"), http.StatusSeeOther)
	report := h.get(works, at+"/report.md")
	if !strings.Contains(report.raw, told.text("id")) || !strings.Contains(report.raw, "Lea Lead") || !strings.HasPrefix(report.header.Get("Content-Type"), "text/markdown") {
		t.Errorf("the report:\n%s", report.raw)
	}
	if list := h.get(works, "/recalls").raw; !strings.Contains(list, at) {
		t.Error("the list lacks it")
	}
	if french := h.get(works, at+"?lang=fr").raw; !strings.Contains(french, "Ce qui était faux") {
		t.Error("no French page")
	}
}

// Who is alone at a desk approves with a reason, which stands on the page; a lead who is not alone does not.
func TestRecallAlone(t *testing.T) {
	h := open(t)
	h.say("How long may I wait to return a lamp?")
	owner := h.signUp("Olga Owner", desk.RoleOwner)
	client := h.signedIn(owner)
	at := "/recalls/" + url.PathEscape(h.recallOf("You can return a lamp within 30 days."))
	h.want(h.post(client, at, "action", "submit", "text-en", corrected), http.StatusSeeOther)
	page := h.get(client, at).raw
	revision := revisionOf(t, page)
	if !strings.Contains(page, `name="alone"`) {
		t.Error("no place for the reason")
	}
	h.want(h.post(client, at, "action", "approve", "revision", revision), http.StatusForbidden)
	h.want(h.post(client, at, "action", "approve", "revision", revision, "alone", "There is nobody else."), http.StatusSeeOther)
	if page := h.get(client, at).raw; !strings.Contains(page, "There is nobody else.") {
		t.Error("the reason is not on the page")
	}
}

// What cannot be looked for is refused on the page, with what was typed; a legal hold is a lead's.
func TestRecallRefusals(t *testing.T) {
	h := open(t)
	told := h.say("How long may I wait to return a lamp?").text("id")
	operator, lead := h.signedIn(h.signUp("An Operator", desk.RoleOperator)), h.signedIn(h.signUp("A Lead", desk.RoleLead))
	if got := h.post(operator, "/recalls", "kind", "search", "text", "the of and"); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.raw, "the of and") {
		t.Errorf("%d", got.status)
	}
	h.want(h.post(operator, "/recalls", "kind", "claim", "turn", "none"), http.StatusNotFound)
	h.want(h.get(operator, "/recalls/none"), http.StatusNotFound)
	h.want(h.post(operator, "/desk/conversations/"+told+"/hold", "held", "yes"), http.StatusForbidden)
	h.want(h.post(lead, "/desk/conversations/"+told+"/hold", "held", "yes"), http.StatusSeeOther)
	if held, err := h.db.LegalHold(t.Context(), told); err != nil || !held {
		t.Error("not held", err)
	}
	if page := h.get(lead, "/desk/conversations/"+told+"?pane=details").raw; !strings.Contains(page, "This conversation is under legal hold.") {
		t.Error("the page does not say so")
	}
	got := h.ask(asked{method: "POST", path: "/api/v1/recalls", key: h.key, body: map[string]any{"kind": "search", "text": "You can return a lamp within 30 days."}})
	h.want(got, http.StatusOK)
	if !strings.Contains(got.raw, "legal_hold") {
		t.Errorf("%s", got.raw)
	}
	h.want(h.ask(asked{method: "GET", path: "/api/v1/recalls/" + got.text("id"), key: h.key}), http.StatusOK)
	h.want(h.ask(asked{method: "GET", path: "/api/v1/recalls", key: h.key}), http.StatusOK)
}
