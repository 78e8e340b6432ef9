package web_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web"
)

const conversations = "/api/v1/conversations"

func wait(seconds int) map[string]string {
	return map[string]string{"Prefer": fmt.Sprintf("wait=%d", seconds)}
}

func TestConversationShapes(t *testing.T) {
	h := open(t)
	h.signUp("Claire Martin", desk.RoleOperator)
	got := h.say("how long may I wait to return a lamp?")
	quote := func(text string) map[string]any {
		return map[string]any{"article": "returns", "version": "v1", "title": "Returns and refunds", "url": "https://lumen.example/help/returns", "quote": text}
	}
	first, second := "You can return a lamp within 30 days of delivery.", "We pay the return postage inside the EU."
	want := map[string]any{
		"id": got.at("id"), "state": "waiting_customer",
		"turn": map[string]any{
			"id": got.at("turn", "id"), "state": "sent", "topic": "returns", "reason": "answered", "findings": []any{}, "millis": 7.0,
			"reply": map[string]any{"text": first + " " + second, "language": "en", "ai": true, "claims": []any{
				map[string]any{"text": first, "kind": "policy", "evidence": []any{quote(first)}},
				map[string]any{"text": second, "kind": "price", "evidence": []any{quote(second)}},
			}},
		},
	}
	if diff := cmp.Diff(want, got.body); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
	if got.header.Get("Preference-Applied") != "wait=10" || got.header.Get("Location") != conversations+"/"+got.text("id") {
		t.Errorf("headers %v", got.header)
	}

	handed := h.say("person please")
	if handed.text("state") != "waiting_person" || handed.text("turn", "state") != "handed_over" || handed.text("turn", "handover", "reason") != "asked_for_person" ||
		handed.text("turn", "handover", "team") != "support" || handed.at("turn", "reply") != nil || !strings.Contains(handed.text("turn", "notice", "text"), "The Lumen team") {
		t.Errorf("handed over: %s", handed.raw)
	}
	if by, err := time.Parse(time.RFC3339, handed.text("turn", "handover", "promise_at")); err != nil || !by.After(time.Now()) {
		t.Errorf("promise_at %q: %v", handed.text("turn", "handover", "promise_at"), err)
	}

	held := h.say("hold on")
	if held.text("turn", "state") != "held" || held.at("turn", "reply") != nil || held.text("turn", "notice", "text") == "" || held.text("turn", "findings", 0, "severity") != "warn" {
		t.Errorf("held: %s", held.raw)
	}
	if strings.Contains(held.raw, first) {
		t.Error("a held draft is in the answer")
	}
	asked := h.say("which one")
	if asked.text("turn", "state") != "clarified" || !strings.Contains(asked.text("turn", "reply", "text"), "Which version") {
		t.Errorf("clarified: %s", asked.raw)
	}
}

func TestWait(t *testing.T) {
	h := open(t)
	h.asleep.Store(true)
	begun := time.Now()
	got := h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, body: map[string]any{"text": "hello there"}, header: wait(1)}), http.StatusAccepted)
	if took := time.Since(begun); took < time.Second || took > 5*time.Second {
		t.Errorf("waited %v, want a second", took)
	}
	if got.text("turn", "state") != "accepted" || got.text("state") != "assistant" || got.at("turn", "millis") != 0.0 || got.text("turn", "reason") != "" {
		t.Errorf("not decided: %s", got.raw)
	}
	for prefer, applied := range map[string]string{
		"": "", "wait=x": "", "respond-async": "", "wait=-1": "", "wait=0": "wait=0", `respond-async, wait="0"`: "wait=0", "WAIT = 0": "wait=0",
	} {
		got := h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, body: map[string]any{"text": "hello"}, header: map[string]string{"Prefer": prefer}}), http.StatusAccepted)
		if got.header.Get("Preference-Applied") != applied {
			t.Errorf("Prefer: %q: applied %q, want %q", prefer, got.header.Get("Preference-Applied"), applied)
		}
	}
}

// TestWaitIsWoken answers while somebody waits, and stops the server while somebody else does.
func TestWaitIsWoken(t *testing.T) {
	h := open(t, func(h *house, c *web.Config, _ *web.Deps) { c.Limits.Longest = 20 * time.Second })
	h.asleep.Store(true)
	first := h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, body: map[string]any{"text": "hello"}}), http.StatusAccepted)
	go func() {
		time.Sleep(200 * time.Millisecond)
		h.asleep.Store(false)
		got := h.ask(asked{method: "POST", path: conversations + "/" + first.text("id") + "/messages", key: h.key, body: map[string]any{"text": "person"}})
		if got.status != http.StatusAccepted && got.status != http.StatusOK { // a loaded machine looks only once the answer is there
			t.Errorf("status %d: %s", got.status, got.raw)
		}
	}()
	begun := time.Now()
	got := h.want(h.ask(asked{method: "POST", path: conversations + "/" + first.text("id") + "/messages", key: h.key, body: map[string]any{"text": "again"}, header: wait(20)}), http.StatusOK)
	if got.text("turn", "state") != "merged" || time.Since(begun) > 5*time.Second {
		t.Errorf("after %v: %s", time.Since(begun), got.raw)
	}
	h.asleep.Store(true)
	time.AfterFunc(200*time.Millisecond, h.face.Close)
	begun = time.Now()
	h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, body: map[string]any{"text": "hello"}, header: wait(20)}), http.StatusAccepted)
	if time.Since(begun) > 5*time.Second {
		t.Errorf("a stopping server kept the wait open for %v", time.Since(begun))
	}
}

func TestVisitorsOwnConversationOnly(t *testing.T) {
	h := open(t)
	mine := h.want(h.ask(asked{method: "POST", path: conversations, body: map[string]any{"text": "mine"}, header: wait(5)}), http.StatusOK)
	other := h.want(h.ask(asked{method: "POST", path: conversations, body: map[string]any{"text": "other"}, header: wait(5)}), http.StatusOK)
	withKey := h.say("by the company")
	token, id := mine.text("visitor_token"), mine.text("id")
	if token == "" || withKey.at("visitor_token") != nil {
		t.Fatalf("tokens: %q, %v", token, withKey.at("visitor_token"))
	}
	h.want(h.ask(asked{method: "GET", path: conversations + "/" + id, key: token}), http.StatusOK)
	again := h.want(h.ask(asked{method: "POST", path: conversations + "/" + id + "/messages", key: token, body: map[string]any{"text": "more"}, header: wait(5)}), http.StatusOK)
	if again.at("visitor_token") != nil || again.text("id") != id {
		t.Errorf("further: %s", again.raw)
	}
	missing := h.ask(asked{method: "GET", path: conversations + "/none", key: token})
	for name, theirs := range map[string]string{"another visitor's": other.text("id"), "the company's": withKey.text("id"), "none": "none"} {
		for _, a := range []asked{
			{method: "GET", path: conversations + "/" + theirs},
			{method: "GET", path: conversations + "/" + theirs + "/stream"},
			{method: "POST", path: conversations + "/" + theirs + "/messages", body: map[string]any{"text": "intruding"}},
		} {
			a.key = token
			got := h.want(h.ask(a), http.StatusNotFound)
			if got.raw != missing.raw {
				t.Errorf("%s: %s %s can be told from one that does not exist: %s", name, a.method, a.path, got.raw)
			}
			a.key = ""
			h.want(h.ask(a), http.StatusUnauthorized)
			a.key = "vgv_wrong"
			h.want(h.ask(a), http.StatusNotFound)
			a.key = "no such key, at all"
			h.want(h.ask(a), http.StatusUnauthorized)
		}
	}
	thread := h.want(h.ask(asked{method: "GET", path: conversations + "/" + other.text("id"), key: h.key}), http.StatusOK)
	if strings.Contains(thread.raw, "intruding") {
		t.Error("a refused message was kept")
	}
	if strings.Contains(h.want(h.ask(asked{method: "GET", path: conversations + "/" + id, key: token}), http.StatusOK).raw, `"owner"`) {
		t.Error("a visitor is told who owns the conversation")
	}
}

func TestVisitorsCookie(t *testing.T) {
	h := open(t)
	client := browser()
	got := h.want(h.askWith(client, asked{method: "POST", path: conversations, body: map[string]any{"text": "hello"}, header: wait(5)}), http.StatusOK)
	cookie := got.header.Get("Set-Cookie")
	for _, part := range []string{"vigie_chat_web=", "HttpOnly", "SameSite=Lax"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("cookie %q lacks %s", cookie, part)
		}
	}
	path := conversations + "/" + got.text("id")
	h.want(h.askWith(client, asked{method: "GET", path: path}), http.StatusOK)
	h.want(h.askWith(client, asked{method: "POST", path: path + "/messages", body: map[string]any{"text": "more"}}), http.StatusAccepted)
	// A header leaves no room for the cookie.
	h.want(h.askWith(client, asked{method: "GET", path: path, key: "vgv_wrong"}), http.StatusNotFound)
	// The cookie does not work from another site's page.
	h.want(h.askWith(client, asked{method: "POST", path: path + "/messages", body: map[string]any{"text": "forged"}, header: map[string]string{"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}}), http.StatusForbidden)
}

func TestInboxes(t *testing.T) {
	h := open(t)
	for name, c := range map[string]struct {
		a    asked
		want int
	}{
		"unknown":              {asked{body: map[string]any{"text": "x", "inbox": "nowhere"}, key: h.key}, http.StatusNotFound},
		"closed to visitors":   {asked{body: map[string]any{"text": "x", "inbox": "partners"}}, http.StatusUnauthorized},
		"open to keys":         {asked{body: map[string]any{"text": "x", "inbox": "partners"}, key: h.key}, http.StatusAccepted},
		"from nowhere":         {asked{body: map[string]any{"text": "x"}}, http.StatusAccepted},
		"from its own page":    {asked{body: map[string]any{"text": "x"}, header: map[string]string{"Origin": h.server.URL, "Sec-Fetch-Site": "same-origin"}}, http.StatusAccepted},
		"from an allowed site": {asked{body: map[string]any{"text": "x"}, header: map[string]string{"Origin": "https://shop.example", "Sec-Fetch-Site": "cross-site"}}, http.StatusAccepted},
		"from another site":    {asked{body: map[string]any{"text": "x"}, header: map[string]string{"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}}, http.StatusForbidden},
		"a key from anywhere":  {asked{body: map[string]any{"text": "x"}, key: h.key, header: map[string]string{"Origin": "https://evil.example"}}, http.StatusAccepted},
	} {
		t.Run(name, func(t *testing.T) {
			c.a.method, c.a.path = "POST", conversations
			got := h.ask(c.a)
			if got.status != c.want && (c.want != http.StatusAccepted || !got.taken()) {
				t.Fatalf("%d, want %d: %s", got.status, c.want, got.raw)
			}
			origin := c.a.header["Origin"]
			if c.want == http.StatusForbidden && !strings.Contains(got.text("detail"), origin) {
				t.Errorf("the refused origin is not named: %s", got.raw)
			}
			if share := got.header.Get("Access-Control-Allow-Origin"); (share != "") != (origin == "https://shop.example") {
				t.Errorf("shared with %q", share)
			}
		})
	}
	flight := h.want(h.ask(asked{method: "OPTIONS", path: conversations, header: map[string]string{"Origin": "https://shop.example", "Access-Control-Request-Method": "POST"}}), http.StatusNoContent)
	if flight.header.Get("Access-Control-Allow-Credentials") != "" || !strings.Contains(flight.header.Get("Access-Control-Allow-Headers"), "Idempotency-Key") {
		t.Errorf("preflight %v", flight.header)
	}
}

func TestIdempotency(t *testing.T) {
	h := open(t)
	key := "0f5f9f0e-6d5c-4f3e-9c1d-6a2d9a8a7b10"
	send := func(who, key string, body any) answer {
		return h.ask(asked{method: "POST", path: conversations, key: who, body: body, header: map[string]string{"Idempotency-Key": key, "Prefer": "wait=5"}})
	}
	for _, who := range []string{h.key, ""} {
		first := h.want(send(who, key, map[string]any{"text": "once"}), http.StatusOK)
		second := h.want(send(who, key, map[string]any{"text": "once"}), http.StatusOK)
		if first.raw != second.raw {
			t.Errorf("the same request again:\n%s\n%s", first.raw, second.raw)
		}
		if (first.text("visitor_token") == "") != (who != "") {
			t.Errorf("token %q", first.text("visitor_token"))
		}
		other := h.want(send(who, key, map[string]any{"text": "twice"}), http.StatusUnprocessableEntity)
		if other.text("kind") != "mismatch" {
			t.Errorf("another body: %s", other.raw)
		}
		messages := h.want(h.ask(asked{method: "GET", path: conversations + "/" + first.text("id"), key: h.key}), http.StatusOK)
		if list, _ := messages.at("messages").([]any); len(list) != 2 {
			t.Errorf("%d messages, want the question and the answer", len(list))
		}
		path := conversations + "/" + first.text("id") + "/messages"
		token := who
		if who == "" {
			token = first.text("visitor_token")
		}
		follow := func(text string) answer {
			return h.ask(asked{method: "POST", path: path, key: token, body: map[string]any{"text": text}, header: map[string]string{"Idempotency-Key": "short"}})
		}
		a, b := h.want(follow("more"), http.StatusAccepted), follow("more")
		if a.text("turn", "id") != b.text("turn", "id") {
			t.Errorf("a further message came twice: %s %s", a.raw, b.raw)
		}
		h.want(follow("else"), http.StatusUnprocessableEntity)
	}
	if got := send("", "guessable", map[string]any{"text": "x"}); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.raw, "Idempotency-Key") {
		t.Errorf("a key that can be guessed, without a name: %s", got.raw)
	}
	h.want(send(h.key, strings.Repeat("k", 256), map[string]any{"text": "x"}), http.StatusUnprocessableEntity)
}

// TestIdempotencyKeyOfYesterday makes a new message: a key is forgotten by its age, whether or not anybody swept it away.
func TestIdempotencyKeyOfYesterday(t *testing.T) {
	h := open(t)
	at := h.clock()
	h.setClock(func() time.Time { return at })
	for _, who := range []string{h.key, ""} {
		send := func(text string) answer {
			return h.ask(asked{method: "POST", path: conversations, key: who, body: map[string]any{"text": text}, header: map[string]string{
				"Idempotency-Key": "7d0f9a0e-6d5c-4f3e-9c1d-6a2d9a8a7b77", "Prefer": "wait=5",
			}})
		}
		first := h.want(send("once"), http.StatusOK)
		at = at.Add(24*time.Hour + time.Second)
		second := h.want(send("another matter"), http.StatusOK)
		if first.text("id") == second.text("id") {
			t.Errorf("yesterday's conversation was given: %s", second.raw)
		}
		if again := h.want(send("another matter"), http.StatusOK); again.text("turn", "id") != second.text("turn", "id") {
			t.Errorf("today's key made two turns: %s", again.raw)
		}
	}
}

// TestIdempotencyAtTheSameTime sends one request many times at once.
func TestIdempotencyAtTheSameTime(t *testing.T) {
	h := open(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	turns := map[string]int{}
	for range 12 {
		wg.Go(func() {
			got := h.ask(asked{method: "POST", path: conversations, body: map[string]any{"text": "at once"}, header: map[string]string{"Idempotency-Key": "5b0c2a52-9df1-4c0c-8f59-27f7b6a1c111", "Prefer": "wait=5"}})
			mu.Lock()
			defer mu.Unlock()
			turns[fmt.Sprint(got.status, got.text("turn", "id"), got.text("visitor_token"))]++
		})
	}
	wg.Wait()
	if len(turns) != 1 {
		t.Errorf("one request gave %v", turns)
	}
}

func TestIdentity(t *testing.T) {
	h := open(t)
	good := access.SignIdentity([]byte("identity"), "c-1")
	writes := h.keyWith("writes", access.ConversationsWrite)
	for name, c := range map[string]struct {
		key      string
		customer map[string]any
		want     int
	}{
		"signed":                       {"", map[string]any{"id": "c-1", "hmac": good, "attributes": map[string]string{"Plan": "PRO"}}, http.StatusAccepted},
		"wrongly signed":               {"", map[string]any{"id": "c-2", "hmac": good}, http.StatusUnauthorized},
		"a wrong signature with a key": {h.key, map[string]any{"id": "c-2", "hmac": good}, http.StatusUnauthorized},
		"not signed":                   {"", map[string]any{"id": "c-1"}, http.StatusUnauthorized},
		"attributes not signed":        {"", map[string]any{"attributes": map[string]string{"plan": "pro"}}, http.StatusUnauthorized},
		"a signature without an id":    {"", map[string]any{"hmac": good}, http.StatusUnprocessableEntity},
		"with a key":                   {h.key, map[string]any{"id": "c-3", "attributes": map[string]string{"plan": "pro"}}, http.StatusAccepted},
		"with a key that may not":      {writes, map[string]any{"id": "c-3"}, http.StatusForbidden},
		"name and address":             {"", map[string]any{"name": "Amélie", "email": "a@example.com"}, http.StatusAccepted},
		"an empty attribute":           {h.key, map[string]any{"attributes": map[string]string{"": "x"}}, http.StatusUnprocessableEntity},
		"a huge attribute":             {h.key, map[string]any{"attributes": map[string]string{"x": strings.Repeat("x", 201)}}, http.StatusUnprocessableEntity},
	} {
		t.Run(name, func(t *testing.T) {
			got := h.ask(asked{method: "POST", path: conversations, key: c.key, body: map[string]any{"text": "hello", "customer": c.customer}})
			if got.status != c.want && (c.want != http.StatusAccepted || !got.taken()) {
				t.Fatalf("%d, want %d: %s", got.status, c.want, got.raw)
			}
			if c.want != http.StatusAccepted {
				return
			}
			conv, err := h.db.Conversation(context.Background(), got.text("id"))
			if err != nil {
				t.Fatal(err)
			}
			who, err := h.db.Customer(context.Background(), conv.Customer)
			if err != nil {
				t.Fatal(err)
			}
			if who.Signed != (c.customer["id"] != nil) {
				t.Errorf("signed: %v", who.Signed)
			}
			if name == "signed" && who.Attributes["plan"] != "pro" {
				t.Errorf("attributes %v", who.Attributes)
			}
		})
	}
}

func (h *house) keyWith(name string, scopes ...access.Scope) string {
	h.t.Helper()
	_, secret, err := h.access.NewKey(context.Background(), name, scopes...)
	if err != nil {
		h.t.Fatal(err)
	}
	return secret
}

func TestBodiesThatAreRefused(t *testing.T) {
	h := open(t)
	for name, c := range map[string]struct {
		body   any
		want   int
		kind   string
		detail string
	}{
		"too large":        {append(append([]byte(`{"text":"`), bytes.Repeat([]byte("x"), 9<<20)...), `"}`...), http.StatusRequestEntityTooLarge, "too_large", "body"},
		"text too long":    {map[string]any{"text": strings.Repeat("x", 20_001)}, http.StatusRequestEntityTooLarge, "too_large", "20000 characters"},
		"cut off":          {`{"text": "x"`, http.StatusBadRequest, "invalid", "line 1"},
		"not JSON":         {"text=x", http.StatusBadRequest, "invalid", "byte 2"},
		"two values":       {`{"text":"x"} {"text":"y"}`, http.StatusBadRequest, "invalid", "byte"},
		"not UTF-8":        {"{\"text\":\"caf\xe9\"}", http.StatusBadRequest, "invalid", "byte 12 is not valid UTF-8"},
		"nothing":          {"", http.StatusBadRequest, "invalid", "body"},
		"a list":           {`[]`, http.StatusUnprocessableEntity, "invalid", "body"},
		"without text":     {map[string]any{}, http.StatusUnprocessableEntity, "invalid", "text"},
		"empty text":       {map[string]any{"text": ""}, http.StatusUnprocessableEntity, "invalid", "text"},
		"blank text":       {map[string]any{"text": " \n\t "}, http.StatusUnprocessableEntity, "invalid", "text"},
		"control text":     {map[string]any{"text": "\x00\x01"}, http.StatusUnprocessableEntity, "invalid", "text"},
		"a number as text": {map[string]any{"text": 7}, http.StatusUnprocessableEntity, "invalid", "text"},
		"unknown member":   {map[string]any{"text": "x", "txt": "y"}, http.StatusUnprocessableEntity, "invalid", "txt"},
		"unknown language": {map[string]any{"text": "x", "language": "de"}, http.StatusUnprocessableEntity, "invalid", "language"},
		"deep nesting":     {strings.Repeat("[", 100_000), http.StatusBadRequest, "invalid", "body"},
	} {
		t.Run(name, func(t *testing.T) {
			got := h.ask(asked{method: "POST", path: conversations, key: h.key, body: c.body})
			if got.status != c.want || got.text("kind") != c.kind || !strings.Contains(got.text("detail"), c.detail) {
				t.Errorf("%d %s, want %d %s about %q", got.status, clip(got.raw), c.want, c.kind, c.detail)
			}
			if got.header.Get("Content-Type") != "application/problem+json" || got.at("status") != float64(c.want) || got.text("title") == "" {
				t.Errorf("not a problem: %v %s", got.header, clip(got.raw))
			}
		})
	}
}

func clip(text string) string { return text[:min(len(text), 400)] }

// TestDocumentAndDoors reads the OpenAPI document and knocks at every door that it names, without a key, with one that
// may do nothing there, and with one that may.
func TestDocumentAndDoors(t *testing.T) {
	h := open(t)
	doc := h.want(h.ask(asked{method: "GET", path: "/openapi.json"}), http.StatusOK)
	if doc.text("openapi") != "3.1.0" {
		t.Errorf("openapi %q", doc.text("openapi"))
	}
	useless := h.keyWith("useless", access.CustomersWrite)
	paths, _ := doc.at("paths").(map[string]any)
	doors := 0
	for path, methods := range paths {
		for method, operation := range methods.(map[string]any) {
			doors++
			security := operation.(map[string]any)["security"].([]any)
			scope := fmt.Sprint(security[0].(map[string]any)["key"].([]any)[0])
			if _, err := access.ParseScope(scope); err != nil {
				t.Errorf("%s %s: %v", method, path, err)
			}
			a := asked{method: strings.ToUpper(method), path: strings.NewReplacer("{id}", "x", "{turn}", "x").Replace(path)}
			if method != "get" && method != "delete" {
				a.body = `{}`
			}
			if path == conversations {
				continue // visitors may come: seen elsewhere
			}
			if got := h.ask(a); got.status != http.StatusUnauthorized && (len(security) != 2 || got.status != http.StatusUnprocessableEntity) {
				t.Errorf("%s %s without a key: %d %s", method, path, got.status, got.raw)
			}
			a.key = useless
			if got := h.ask(a); got.status != http.StatusForbidden && (len(security) != 2 || got.status != http.StatusUnprocessableEntity) {
				t.Errorf("%s %s with a key for %s: %d %s", method, path, access.CustomersWrite, got.status, got.raw)
			}
			a.key = h.keyWith("right", access.Scope(scope))
			if got := h.ask(a); got.status == http.StatusUnauthorized || got.status == http.StatusForbidden || got.status >= 500 {
				t.Errorf("%s %s with a key for %s: %d %s", method, path, scope, got.status, got.raw)
			}
		}
	}
	if doors != 23 {
		t.Errorf("%d doors in the document, want 23", doors)
	}
	for _, a := range []asked{{method: "GET", path: "/api/v1/nothing"}, {method: "GET", path: conversations + "/x/nothing"}, {method: "GET", path: "/api/v2/conversations"}} {
		if got := h.want(h.ask(a), http.StatusNotFound); got.text("kind") != "not_found" {
			t.Errorf("%s: %s", a.path, got.raw)
		}
	}
}
