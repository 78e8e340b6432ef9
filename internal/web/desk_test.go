package web_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// TestNobodyYet knocks at every page of the desk before there is an operator.
func TestNobodyYet(t *testing.T) {
	h := open(t)
	for _, path := range []string{"/desk", "/desk/login", "/desk/stream", "/desk/conversations/x", "/desk/anything/else", "/knowledge"} {
		h.shows(h.want(h.get(browser(), path), http.StatusServiceUnavailable), "Nobody can sign in yet", "vigie serve", "but not", "<form")
	}
	for _, path := range []string{"/desk/login", "/desk/logout", "/desk/presence", "/desk/assistant", "/desk/reviews/x", "/desk/conversations/x/reply"} {
		h.want(h.post(browser(), path, "email", "a@b.example", "password", password), http.StatusServiceUnavailable)
	}
	h.shows(h.want(h.get(browser(), "/desk/setup/guess"), http.StatusNotFound), "but not", "<form method")
}

func TestSetup(t *testing.T) {
	h := open(t)
	link, err := h.access.NewSetup(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	path, client := "/desk/setup/"+link, browser()
	h.shows(h.want(h.get(client, path), http.StatusOK), "Set up this desk")
	wrong := h.want(h.post(client, path, "name", "Claire", "email", "claire@lumen.example", "password", "short"), http.StatusUnprocessableEntity)
	h.shows(wrong, `value="Claire"`, "Something in the form is not right.", "but not", "short")
	h.want(h.post(client, path, "name", "Claire", "email", "claire@lumen.example", "password", password), http.StatusSeeOther)
	h.shows(h.want(h.get(client, "/desk"), http.StatusOK), "Claire", "Nobody is waiting")
	h.want(h.get(browser(), path), http.StatusNotFound)
	h.want(h.post(browser(), path, "name", "Mallory", "email", "mallory@lumen.example", "password", password), http.StatusNotFound)
	all, err := h.db.Operators(context.Background())
	if err != nil || len(all) != 1 || all[0].Role != desk.RoleOwner {
		t.Errorf("%+v %v", all, err)
	}
}

func TestSignInAndOut(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOperator)
	client := browser()
	away := h.want(h.get(client, "/desk?view=held"), http.StatusSeeOther)
	if to := away.header.Get("Location"); to != "/desk/login?next=%2Fdesk%3Fview%3Dheld" {
		t.Errorf("sent to %q", to)
	}
	for name, c := range map[string][2]string{"password": {o.Email, "another password"}, "email": {"nobody@lumen.example", password}} {
		got := h.want(h.post(client, "/desk/login", "email", c[0], "password", c[1]), http.StatusUnauthorized)
		h.shows(got, "The e-mail address or the password is wrong.", "but not", c[1])
		if name == "password" {
			h.shows(got, `value="`+o.Email+`"`)
		}
	}
	for next, want := range map[string]string{
		"/desk?view=held": "/desk?view=held", "/knowledge": "/knowledge", "https://evil.example/desk": "/desk", "//evil.example/desk": "/desk",
		`/\evil.example`: "/desk", "/desk/login": "/desk", "/chat/web": "/desk", "": "/desk", "javascript:alert(1)": "/desk",
	} {
		got := h.want(h.post(client, "/desk/login", "email", o.Email, "password", password, "next", next), http.StatusSeeOther)
		if got.header.Get("Location") != want {
			t.Errorf("next %q: on to %q, want %q", next, got.header.Get("Location"), want)
		}
		later := h.clock().Add(time.Minute)
		h.setClock(func() time.Time { return later })
	}
	h.shows(h.get(client, "/desk"), "Claire Martin", "At the desk")
	h.want(h.post(client, "/desk/presence", "away", "yes"), http.StatusSeeOther)
	h.shows(h.get(client, "/desk"), "Come back")
	h.want(h.post(client, "/desk/presence", "away", "no"), http.StatusSeeOther)
	h.want(h.post(client, "/desk/logout"), http.StatusSeeOther)
	h.want(h.get(client, "/desk"), http.StatusSeeOther)
	gone, err := h.db.Operator(context.Background(), o.ID)
	if err != nil || !gone.Away {
		t.Errorf("signed out and still at the desk: %+v %v", gone, err)
	}
}

func TestSignInIsLimited(t *testing.T) {
	h := open(t)
	h.signUp("Claire Martin", desk.RoleOperator)
	refused := 0
	for range 14 {
		if got := h.post(browser(), "/desk/login", "email", "claire@lumen.example", "password", "a wrong password"); got.status == http.StatusTooManyRequests {
			refused++
			if got.header.Get("Retry-After") == "" {
				t.Error("no Retry-After")
			}
		}
	}
	if refused < 3 {
		t.Errorf("%d of 14 guesses refused", refused)
	}
}

func TestDeskList(t *testing.T) {
	h := open(t)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	for i := range 30 {
		h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, header: wait(5), body: map[string]any{
			"text": fmt.Sprintf("person number %d <b>", i), "customer": map[string]any{"name": fmt.Sprintf("Customer %02d", i)},
		}}), http.StatusOK)
	}
	h.say("hold on")
	seen := map[string]bool{}
	path := "/desk"
	for pages := 0; path != "" && pages < 5; pages++ {
		page := h.want(h.get(client, path), http.StatusOK)
		for i := range 30 {
			if name := fmt.Sprintf("Customer %02d", i); strings.Contains(page.raw, name) {
				seen[name] = true
			}
		}
		h.shows(page, "To answer", "&lt;b&gt;", "The Lumen team", "but not", "<b>")
		_, rest, more := strings.Cut(page.raw, `<a class="button" href="/desk?cursor=`)
		path = ""
		if more {
			address, _, _ := strings.Cut(rest, `"`)
			path = "/desk?cursor=" + strings.ReplaceAll(address, "&amp;", "&")
		}
	}
	if len(seen) != 30 {
		t.Errorf("%d of 30 on the pages", len(seen))
	}
	h.shows(h.want(h.get(client, "/desk?view=held"), http.StatusOK), "hold on", "Draft to check", `id="count-held">1<`, `id="count-waiting">31<`, "but not", "Customer 01")
	h.shows(h.want(h.get(client, "/desk?view=mine"), http.StatusOK), "Nothing here.", `id="count-mine">0<`)
	h.shows(h.want(h.get(client, "/desk?view=nonsense&team=nobody"), http.StatusOK), "Nobody is waiting")
	h.want(h.get(client, "/desk?cursor=nonsense"), http.StatusUnprocessableEntity)
}

func TestDeskConversation(t *testing.T) {
	h := open(t)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	begun := h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, header: wait(5), body: map[string]any{
		"text": "hold on", "customer": map[string]any{"id": "c-9", "name": "Amélie Durand", "email": "amelie@example.com", "attributes": map[string]string{"plan": "pro"}},
	}}), http.StatusOK)
	id, turn := begun.text("id"), begun.text("turn", "id")
	page := h.want(h.get(client, "/desk/conversations/"+id), http.StatusOK)
	h.shows(page, "Conversation with Amélie Durand", "amelie@example.com", "plan pro", "signed by the company", "answers need approval here", "Draft to check",
		"the question names a plan that the draft does not", "Returns and refunds", "Customers see your name: Claire Martin.")
	h.shows(h.want(h.post(client, "/desk/reviews/"+turn, "action", "edit", "text", " "), http.StatusUnprocessableEntity), "Please write at least one word.", "Draft to check")
	h.want(h.post(client, "/desk/reviews/"+turn, "action", "nonsense"), http.StatusUnprocessableEntity)
	h.want(h.post(client, "/desk/reviews/"+turn, "action", "approve"), http.StatusSeeOther)
	h.shows(h.get(client, "/desk/conversations/"+id), "Checked and approved by Claire Martin", "but not", "Draft to check")
	conflict := h.want(h.post(client, "/desk/reviews/"+turn, "action", "refuse"), http.StatusConflict)
	h.shows(conflict, "Nothing was sent: somebody else has answered already.", "Conversation with Amélie Durand")
	empty := h.want(h.post(client, "/desk/conversations/"+id+"/reply", "text", " "), http.StatusUnprocessableEntity)
	h.shows(empty, "Conversation with Amélie Durand", `role="alert"`)
	h.want(h.post(client, "/desk/conversations/"+id+"/take-over"), http.StatusSeeOther)
	h.shows(h.get(client, "/desk/conversations/"+id), "in a person&#39;s hands", "but not", `/take-over"`)
	h.shows(h.get(client, "/desk?view=mine"), "Amélie Durand", "With you")
	h.want(h.post(client, "/desk/conversations/"+id+"/resolve"), http.StatusSeeOther)
	h.shows(h.get(client, "/desk/conversations/"+id), "closed", "but not", `/resolve"`)
	h.want(h.get(client, "/desk/conversations/none"), http.StatusNotFound)
	h.want(h.post(client, "/desk/conversations/none/reply", "text", "x"), http.StatusNotFound)
	h.shows(h.want(h.get(client, "/desk/none"), http.StatusNotFound), "Claire Martin")
}

func TestRedButton(t *testing.T) {
	h := open(t)
	operator, lead := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator)), h.signedIn(h.signUp("Jonas Weber", desk.RoleLead))
	h.want(h.post(operator, "/desk/assistant", "act", "stop", "scope", "desk"), http.StatusSeeOther)
	h.shows(h.get(operator, "/desk"), "The assistant is stopped", "Assistant: stopped", "the whole desk", "by Claire Martin", "A lead or an owner can let it go on.")
	h.want(h.post(operator, "/desk/assistant", "act", "start", "scope", "desk"), http.StatusForbidden)
	h.shows(h.get(lead, "/desk"), "Let it go on")
	h.want(h.post(lead, "/desk/assistant", "act", "start", "scope", "desk"), http.StatusSeeOther)
	h.shows(h.get(lead, "/desk"), "but not", "Assistant: stopped")
	h.want(h.post(operator, "/desk/assistant", "act", "stop", "scope", "desk", "topic", "billing"), http.StatusSeeOther)
	h.shows(h.get(lead, "/desk"), "the topic billing")
	h.want(h.post(operator, "/desk/assistant", "act", "stop", "scope", "planet:earth"), http.StatusUnprocessableEntity)
	// What says nothing else stops: the red button fails safe.
	h.want(h.post(operator, "/desk/assistant"), http.StatusSeeOther)
	h.shows(h.get(lead, "/desk"), "The assistant is stopped")
}

func TestPresenceIsNoted(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOperator)
	client := h.signedIn(o)
	seen := func() time.Time {
		o, err := h.db.Operator(context.Background(), o.ID)
		if err != nil {
			t.Fatal(err)
		}
		return o.Seen
	}
	at := time.Now().UTC()
	step := func(live string) time.Time {
		at = at.Add(2 * time.Minute)
		moment := at
		h.setClock(func() time.Time { return moment })
		h.want(h.get(client, "/desk", "X-Vigie-Live", live), http.StatusOK)
		return seen()
	}
	if got := step(""); !got.Equal(at.Truncate(time.Microsecond)) {
		t.Errorf("a page was opened: seen %v, want %v", got, at)
	}
	before := seen()
	if got := step("yes"); !got.Equal(before) {
		t.Error("a page that read itself again counts as a person")
	}
	if got := step("active"); got.Equal(before) {
		t.Error("a hand on the mouse does not count")
	}
}

func TestKnowledgePage(t *testing.T) {
	h := open(t)
	h.shelve()
	h.want(h.get(browser(), "/knowledge"), http.StatusServiceUnavailable)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	h.want(h.get(browser(), "/knowledge"), http.StatusSeeOther)
	page := h.want(h.get(client, "/knowledge"), http.StatusOK)
	h.shows(page, "About returns", "standing-in_force", "standing-review_due", "standing-expired", "standing-not_yet", "standing-draft", "Only for Country fr, be", "Jonas Weber", "no end")
	h.shows(h.want(h.get(client, "/knowledge?status=draft"), http.StatusOK), "About draft", "but not", "About returns")
	h.shows(h.want(h.get(client, "/knowledge?topic=returns&lang=fr"), http.StatusOK), "About returns", "en vigueur", "but not", "About draft")
	h.shows(h.want(h.get(client, "/knowledge?status=nonsense&lang=en"), http.StatusOK), "About returns")
	h.shows(h.want(h.get(client, "/knowledge?topic=none"), http.StatusOK), "No article fits")
}

// TestDeskUrgentFirst shows who is in danger before all who waited longer, marked in words.
func TestDeskUrgentFirst(t *testing.T) {
	h := open(t)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	at := h.clock()
	h.setClock(func() time.Time { return at })
	for i, text := range []string{"person first", "person second", "danger third", "person fourth", "danger fifth"} {
		at = at.Add(10 * time.Minute)
		h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, header: wait(5), body: map[string]any{
			"text": text, "customer": map[string]any{"name": fmt.Sprintf("Customer %d", i+1)},
		}}), http.StatusOK)
	}
	for lang, badge := range map[string]string{"en": "Urgent", "fr": "Urgent"} {
		page := h.want(h.get(client, "/desk?lang="+lang), http.StatusOK)
		last := -1
		for _, name := range []string{"Customer 3", "Customer 5", "Customer 1", "Customer 2", "Customer 4"} {
			at := strings.Index(page.raw, name)
			if at <= last {
				t.Errorf("%s: %s stands at %d, after %d", lang, name, at, last)
			}
			last = at
		}
		if n := strings.Count(page.raw, `<span class="tag tag-urgent">`+badge); n != 2 {
			t.Errorf("%s: %d are marked as urgent", lang, n)
		}
	}
}

// TestDeskEmpty shows every tab with nothing in it.
func TestDeskEmpty(t *testing.T) {
	h := open(t)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	for lang, words := range map[string][2]string{"en": {"Nobody is waiting", "Nothing here."}, "fr": {"Personne n'attend", "Rien ici."}} {
		for _, view := range []string{"waiting", "mine", "unassigned", "held", "answered", "all", "resolved"} {
			want := words[1]
			if view == "waiting" {
				want = strings.ReplaceAll(words[0], "'", "&#39;")
			}
			h.shows(h.want(h.get(client, "/desk?view="+view+"&lang="+lang), http.StatusOK), want, "but not", `rel="next"`)
		}
	}
}
