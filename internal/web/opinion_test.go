package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// A browser without scripts: an answer is called wrong, an operator finds it so, and the customer hears of both.
func TestWrongWithoutScripts(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOperator)
	client := browser()
	h.want(h.post(client, "/chat/web", "text", "How long may I wait to return a lamp?", "key", ""), http.StatusSeeOther)
	page := h.get(client, "/chat/web")
	h.shows(page, "This is wrong", "The whole answer", "We pay the return postage inside the EU.</label>", `name="claim" value="1"`)
	_, rest, _ := strings.Cut(page.raw, `name="turn" value="`)
	turn, _, _ := strings.Cut(rest, `"`)
	_, rest, _ = strings.Cut(page.raw, `data-conversation="`)
	id, _, _ := strings.Cut(rest, `"`)

	for name, c := range map[string]struct {
		turn, claim string
		status      int
	}{
		"no such turn": {"nothing", "", http.StatusNotFound}, "no such claim": {turn, "7", http.StatusUnprocessableEntity},
		"no number": {turn, "x", http.StatusUnprocessableEntity}, "below the whole": {turn, "-2", http.StatusUnprocessableEntity},
		"somebody else's": {h.say("mine").text("turn", "id"), "", http.StatusNotFound},
	} {
		if got := h.post(client, "/chat/web/wrong", "turn", c.turn, "claim", c.claim); got.status != c.status {
			t.Errorf("%s: %d, want %d", name, got.status, c.status)
		}
	}
	h.want(h.post(browser(), "/chat/web/wrong", "turn", turn), http.StatusNotFound)
	for range 2 { // the second time nothing happens
		h.want(h.post(client, "/chat/web/wrong", "turn", turn, "claim", "1"), http.StatusSeeOther)
	}
	page = h.get(client, "/chat/web")
	h.shows(page, "You called this wrong. A person will look at it.", "Our team has this before it", "but not", "The whole answer")
	if n := strings.Count(page.raw, "Our team has this before it"); n != 1 {
		t.Errorf("thanked %d times", n)
	}

	desk := h.signedIn(o)
	h.shows(h.get(desk, "/desk"), "Answers that customers call wrong", "We pay the return postage inside the EU.", "/desk/conversations/"+id)
	one := h.get(desk, "/desk/conversations/"+id)
	h.shows(one, "The customer calls this wrong", "The answer is right", "The answer is wrong", "Nobody has looked yet")
	_, rest, _ = strings.Cut(one.raw, "/reports/")
	report, _, _ := strings.Cut(rest, `"`)
	at := "/desk/conversations/" + id + "/reports/"
	h.want(h.post(browser(), at+report, "found", "wrong"), http.StatusUnauthorized)
	h.want(h.post(desk, at+"nothing", "found", "wrong"), http.StatusNotFound)
	h.want(h.post(desk, at+report, "found", "maybe"), http.StatusUnprocessableEntity)
	h.shows(h.get(desk, "/desk/conversations/"+id), "Nobody has looked yet")
	h.want(h.post(desk, at+report, "found", "wrong"), http.StatusSeeOther)
	h.shows(h.get(desk, "/desk/conversations/"+id), "Found wrong", "Claire Martin", "Report looked at: it is wrong", "The answer is right", "but not", ">The answer is wrong<")
	h.shows(h.get(desk, "/desk"), "but not", "Answers that customers call wrong")
	h.shows(h.get(client, "/chat/web"), "You were right: this is wrong.", "you were right, it was wrong")
	acts, err := h.db.Acts(context.Background(), turn)
	if err != nil || len(acts) != 1 || acts[0].Name != "report:wrong" || acts[0].By != o.ID {
		t.Errorf("on record: %+v %v", acts, err)
	}
	if got := h.post(desk, at+report, "found", "wrong"); got.status != http.StatusConflict {
		t.Errorf("the same again: %d", got.status)
	}
}

// At the end, and not before, a customer is asked once what they think.
func TestRateWithoutScripts(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOperator)
	client := browser()
	h.want(h.post(client, "/chat/web", "text", "thanks in advance", "key", ""), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "but not", "How did we do?") // nothing has been answered yet
	h.want(h.post(client, "/chat/web", "text", "How long may I wait to return a lamp?", "key", ""), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "but not", "How did we do?")
	h.want(h.post(client, "/chat/web", "text", "thanks a lot", "key", ""), http.StatusSeeOther)
	page := h.get(client, "/chat/web")
	h.shows(page, "How did we do?", "Good</label>")
	for score, status := range map[string]int{"": 422, "0": 422, "4": 422, "good": 422} {
		if got := h.post(client, "/chat/web/rate", "score", score); got.status != status {
			t.Errorf("%q: %d", score, got.status)
		}
	}
	h.want(h.post(browser(), "/chat/web/rate", "score", "3"), http.StatusNotFound)
	h.want(h.post(client, "/chat/web/rate", "score", "2", "words", " quick, <b>but</b> late "), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "Thank you for telling us.", "but not", "How did we do?")
	h.want(h.post(client, "/chat/web/rate", "score", "1"), http.StatusSeeOther) // nothing to mend
	_, rest, _ := strings.Cut(page.raw, `data-conversation="`)
	id, _, _ := strings.Cut(rest, `"`)
	h.shows(h.get(h.signedIn(o), "/desk/conversations/"+id), "What the customer thought", "So-so", "quick, &lt;b&gt;but&lt;/b&gt; late")
	if strings.Contains(h.logged(), "but</b> late") {
		t.Error("a customer's words are in the log")
	}
	// A conversation that an operator has closed is over too.
	other := browser()
	h.want(h.post(other, "/chat/web", "text", "person please", "key", ""), http.StatusSeeOther)
	_, rest, _ = strings.Cut(h.get(other, "/chat/web").raw, `data-conversation="`)
	id, _, _ = strings.Cut(rest, `"`)
	h.want(h.post(h.signedIn(o), "/desk/conversations/"+id+"/resolve"), http.StatusSeeOther)
	h.shows(h.get(other, "/chat/web"), "How did we do?")
}

// Reports count against the limits for messages.
func TestReportsAreLimited(t *testing.T) {
	h := open(t)
	at := time.Now().UTC()
	h.setClock(func() time.Time { return at })
	begun := h.want(h.ask(asked{method: "POST", path: conversations, body: map[string]any{"text": "how long?"}, header: wait(10)}), http.StatusOK)
	refused := 0
	for range 30 {
		got := h.ask(asked{method: "POST", path: conversations + "/" + begun.text("id") + "/reports", key: begun.text("visitor_token"), body: map[string]any{"turn": begun.text("turn", "id")}})
		if got.status == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused == 0 {
		t.Error("thirty at once were all taken")
	}
}

// One visitor cannot keep the whole help centre from being said.
func TestFewReportsFromOneNetwork(t *testing.T) {
	h := open(t)
	at := time.Now().UTC()
	h.setClock(func() time.Time { return at })
	taken := 0
	for range 9 {
		begun := h.want(h.ask(asked{method: "POST", path: conversations, body: map[string]any{"text": "how long?"}, header: wait(10)}), http.StatusOK)
		got := h.ask(asked{method: "POST", path: conversations + "/" + begun.text("id") + "/reports", key: begun.text("visitor_token"), body: map[string]any{"turn": begun.text("turn", "id")}})
		if got.status < 300 {
			taken++
		} else if got.status != http.StatusTooManyRequests {
			t.Fatalf("status %d: %s", got.status, got.raw)
		}
	}
	if taken == 0 || taken > 6 {
		t.Errorf("%d of 9 reports from one network were taken, want at most 6", taken)
	}
}
