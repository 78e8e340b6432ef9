package web_test

import (
	"bufio"
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web"
)

// TestConversationGoesFromHandToHand walks a conversation through every move of the page.
func TestConversationGoesFromHandToHand(t *testing.T) {
	h := open(t)
	claire, jonas := h.signUp("Claire Martin", desk.RoleOperator), h.signUp("Jonas Weber", desk.RoleOperator)
	client := h.signedIn(claire)
	id := h.say("person please").text("id")
	page := "/desk/conversations/" + id
	do := func(path string, status int, fields ...string) answer {
		return h.want(h.post(client, page+path, fields...), status)
	}
	do("/assign", http.StatusSeeOther, "to", "operator:"+jonas.ID)
	h.shows(h.get(client, page), "<dd>Jonas Weber</dd>", "waiting for a person", "Give back to the assistant", "Take over")
	h.shows(h.get(h.signedIn(jonas), "/desk?view=mine"), "person please", `id="count-mine">1<`)
	do("/assign", http.StatusSeeOther, "to", "team:support")
	h.shows(h.get(client, "/desk?view=unassigned"), "person please")
	for _, wrong := range []string{"", "operator:nobody", "team:nobody", "planet:earth"} {
		do("/assign", http.StatusUnprocessableEntity, "to", wrong)
	}
	h.want(h.post(client, "/desk/conversations/none/assign", "to", "team:support"), http.StatusNotFound)
	do("/take-over", http.StatusSeeOther)
	do("/resolve", http.StatusSeeOther)
	h.shows(h.get(client, page), "Open again", "but not", `/resolve"`, `/give-back"`)
	h.shows(do("/assign", http.StatusConflict, "to", "team:support"), "Open again", `role="alert"`)
	do("/reopen", http.StatusSeeOther)
	do("/reopen", http.StatusConflict)
	h.shows(h.get(client, page), "in a person&#39;s hands")
	do("/give-back", http.StatusSeeOther) // and the assistant answers what nobody has answered
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		c, err := h.db.Conversation(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		if c.State == desk.WaitingCustomer && c.Owner.Kind == desk.OwnedByAssistant {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("given back, and it stays %s", c.State)
		}
	}
	for _, act := range []string{"conversation:assign", "conversation:give_back", "conversation:reopen"} {
		if _, recorded := h.acts.Load(act); !recorded {
			t.Errorf("%s is not on record", act)
		}
	}
}

// TestNotesStayInside writes notes and looks for them everywhere a customer, a company's server or the assistant reads.
func TestNotesStayInside(t *testing.T) {
	h := open(t, func(_ *house, cfg *web.Config, _ *web.Deps) { cfg.KeyChannel = "webhook" })
	o := h.signUp("Claire Martin", desk.RoleOperator)
	client := h.signedIn(o)
	const secret = "between-us-only"
	visitor := browser()
	h.want(h.post(visitor, "/chat/web", "text", "person please", "key", "018f0000-0000-7000-8000-0000000000cc"), http.StatusSeeOther)
	chat := h.want(h.get(visitor, "/chat/web"), http.StatusOK)
	_, rest, _ := strings.Cut(chat.raw, `data-conversation="`)
	id, _, _ := strings.Cut(rest, `"`)
	byKey := h.say("person please").text("id")
	for _, c := range []string{id, byKey} {
		stream := h.listen(t, visitor, c)
		page := "/desk/conversations/" + c
		h.want(h.post(client, page+"/reply", "text", secret+" first", "way", "note"), http.StatusSeeOther)
		h.want(h.post(client, page+"/reply", "text", secret, "way", "nonsense"), http.StatusUnprocessableEntity)
		both, err := client.PostForm(h.server.URL+page+"/reply", url.Values{"text": {secret}, "way": {"note", "reply"}})
		if err != nil || both.StatusCode != http.StatusUnprocessableEntity {
			t.Fatal(both, err)
		}
		_ = both.Body.Close()
		h.shows(h.get(client, page), secret+" first", "private note")
		h.want(h.post(client, page+"/reply", "text", "An answer for everybody.", "way", "reply"), http.StatusSeeOther)
		if got := stream("An answer for everybody."); strings.Contains(got, secret) || strings.Contains(got, "note") {
			t.Errorf("the stream carries a note: %s", got)
		}
		thread := h.want(h.ask(asked{method: "GET", path: conversations + "/" + c, key: h.key}), http.StatusOK)
		h.shows(thread, "An answer for everybody.", "but not", secret)
		said, err := h.db.Messages(context.Background(), c, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said {
			if strings.Contains(m.Text, secret) {
				t.Error("a note among the messages, which the assistant and every channel read")
			}
		}
	}
	h.shows(h.get(visitor, "/chat/web"), "An answer for everybody.", "but not", secret)
	due, err := h.db.DueDeliveries(context.Background(), h.clock().Add(time.Hour), 100)
	if err != nil || len(due) == 0 {
		t.Fatalf("%d deliveries for the company's server, %v", len(due), err)
	}
	for _, d := range due {
		parcel, err := h.db.Parcel(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(parcel.Message.Text, secret) {
			t.Error("the webhook carries a note")
		}
	}
	if strings.Contains(h.logged(), secret) {
		t.Error("the log holds a note")
	}
}

// listen follows a conversation's stream from its beginning, and gives what came until a text did.
func (h *house) listen(t *testing.T, visitor *http.Client, id string) func(until string) string {
	t.Helper()
	ctx, leave := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(leave)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.server.URL+conversations+"/"+id+"/stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	client := visitor
	if visitor.Jar != nil && len(visitor.Jar.Cookies(r.URL)) == 0 {
		client = http.DefaultClient
	}
	r.Header.Set("Authorization", "Bearer "+h.key)
	resp, err := client.Do(r) //nolint:bodyclose // leave ends it
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatal(err, resp)
	}
	return func(until string) string {
		var all strings.Builder
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			all.WriteString(lines.Text() + "\n")
			if strings.Contains(lines.Text(), until) {
				leave()
				return all.String()
			}
		}
		t.Errorf("the stream ended early: %s", all.String())
		return all.String()
	}
}

// TestFormSentTwice has a browser send the same form again: one message, one note, and the browser goes on.
func TestFormSentTwice(t *testing.T) {
	h := open(t)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	id := h.say("person please").text("id")
	for way, key := range map[string]string{"reply": "018f0000-0000-7000-8000-0000000000aa", "note": "018f0000-0000-7000-8000-0000000000bb"} {
		for range 3 {
			h.want(h.post(client, "/desk/conversations/"+id+"/reply", "text", "only once "+way, "way", way, "key", key), http.StatusSeeOther)
		}
		if page := h.get(client, "/desk/conversations/"+id); strings.Count(page.raw, "only once "+way) != 1 {
			t.Errorf("%s: %d times", way, strings.Count(page.raw, "only once "+way))
		}
	}
	// Another conversation's id is no excuse: nothing was written, and the operator is told.
	other := h.say("person please").text("id")
	h.want(h.post(client, "/desk/conversations/"+other+"/reply", "text", "x", "way", "reply", "key", "018f0000-0000-7000-8000-0000000000aa"), http.StatusConflict)
}

// TestWhoElseIsHere tells operators of one another, by name, and nobody of themselves.
func TestWhoElseIsHere(t *testing.T) {
	h := open(t)
	at := h.clock()
	h.setClock(func() time.Time { return at })
	claire, jonas := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator)), h.signedIn(h.signUp("Jonas Weber", desk.RoleOperator))
	id := h.say("person please").text("id")
	page := "/desk/conversations/" + id
	see := func(client *http.Client, doing string) string {
		t.Helper()
		return h.want(h.post(client, page+"/viewers", "doing", doing), http.StatusOK).text("says")
	}
	if got := see(claire, "looking"); got != "" {
		t.Errorf("alone, and told %q", got)
	}
	if got := see(jonas, "typing"); got != "Claire Martin is looking at this." {
		t.Errorf("told %q", got)
	}
	h.shows(h.get(claire, page), "Jonas Weber is writing here.", "but not", "Claire Martin is looking")
	at = at.Add(7 * time.Second)
	if got := see(claire, "looking"); got != "Jonas Weber is looking at this." {
		t.Errorf("told %q", got)
	}
	see(jonas, "leaving")
	if got := see(claire, "looking"); got != "" {
		t.Errorf("told %q", got)
	}
	h.want(h.post(claire, page+"/viewers", "doing", "sleeping"), http.StatusUnprocessableEntity)
	h.want(h.post(claire, "/desk/conversations/none/viewers", "doing", "looking"), http.StatusNotFound)
	h.want(h.post(browser(), page+"/viewers", "doing", "looking"), http.StatusUnauthorized)
}

// TestWhoAnswers tells the customer who writes an answer, and nothing of who only looks or writes a note.
func TestWhoAnswers(t *testing.T) {
	h := open(t)
	claire := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	id := h.say("person please").text("id")
	doing := func(what string) {
		t.Helper()
		h.want(h.post(claire, "/desk/conversations/"+id+"/viewers", "doing", what), http.StatusOK)
	}
	events, _ := h.follow(http.DefaultClient, conversations+"/"+id+"/stream", h.key, nil)
	told := func(want string) {
		t.Helper()
		for {
			if e := next(t, events); e.name == "typing" {
				if e.data["name"] != want || e.id != "" {
					t.Errorf("told %q under the number %q, want %q", e.data["name"], e.id, want)
				}
				return
			}
		}
	}
	doing("looking")
	doing("typing")
	doing("answering")
	told("Claire Martin")
	doing("answering") // a page forgets who is not told again
	told("Claire Martin")
	doing("typing")
	told("")
	doing("leaving")
	doing("answering")
	told("Claire Martin")
	doing("leaving")
	told("")
}

// TestDeskSearch finds a conversation from the field of the desk.
func TestDeskSearch(t *testing.T) {
	h := open(t)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	id := h.say("person my Lämpchen is broken").text("id")
	if err := h.finder.Index(context.Background()); err != nil {
		t.Fatal(err)
	}
	h.shows(h.want(h.get(client, "/desk?q=lampchen"), http.StatusOK), "/desk/conversations/"+id+"?q=lampchen", "Found for “lampchen”")
	h.shows(h.want(h.get(client, "/desk?q=%22%3E%3Cscript%3E"), http.StatusOK), "Nothing was found", "but not", "<script>")
	h.want(h.get(client, "/desk?q=lamp&cursor=nonsense"), http.StatusUnprocessableEntity)
}
