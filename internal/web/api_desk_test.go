package web_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestReviews(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOperator)
	for _, c := range []struct {
		action, text, state, turn string
		reply                     string
		ai                        bool
	}{
		{"approve", "", "waiting_customer", "sent", "You can return a lamp within 30 days of delivery. We pay the return postage inside the EU.", true},
		{"edit", "Thirty days.", "waiting_customer", "sent", "Thirty days.", false},
		{"refuse", "", "waiting_person", "handed_over", "", false},
		{"take_over", "", "person", "superseded", "", false},
	} {
		t.Run(c.action, func(t *testing.T) {
			held := h.say("hold on")
			turn := held.text("turn", "id")
			list := h.want(h.ask(asked{method: "GET", path: "/api/v1/reviews", key: h.key}), http.StatusOK)
			found := false
			for i := range len(list.at("reviews").([]any)) {
				if list.text("reviews", i, "turn") == turn {
					found = list.text("reviews", i, "draft", "text") != "" && list.text("reviews", i, "findings", 0, "check") == "covers"
				}
			}
			if !found {
				t.Fatalf("the draft is not listed: %s", list.raw)
			}
			decide := asked{method: "POST", path: "/api/v1/reviews/" + turn, key: h.key, body: map[string]any{"action": c.action, "text": c.text, "reason": "because", "operator": o.ID}}
			got := h.want(h.ask(decide), http.StatusOK)
			if got.text("state") != c.state || got.text("turn", "state") != c.turn || got.text("turn", "reply", "text") != c.reply {
				t.Errorf("%s", got.raw)
			}
			if reason, _ := h.acts.Load("review:" + c.action); reason != "because" {
				t.Errorf("on record because %v", reason)
			}
			if c.reply != "" && got.at("turn", "reply", "ai") != c.ai {
				t.Errorf("ai: %v", got.at("turn", "reply", "ai"))
			}
			again := h.ask(decide)
			if c.action != "take_over" && again.status != http.StatusConflict {
				t.Errorf("decided twice: %d %s", again.status, again.raw)
			}
		})
	}
	turn := h.say("hold on").text("turn", "id")
	for name, c := range map[string]struct {
		path string
		body map[string]any
		want int
	}{
		"another action": {turn, map[string]any{"action": "send"}, http.StatusUnprocessableEntity},
		"no action":      {turn, map[string]any{}, http.StatusUnprocessableEntity},
		"empty edit":     {turn, map[string]any{"action": "edit"}, http.StatusUnprocessableEntity},
		"nobody":         {turn, map[string]any{"action": "approve", "operator": "nobody"}, http.StatusUnprocessableEntity},
		"no such turn":   {"none", map[string]any{"action": "approve"}, http.StatusNotFound},
	} {
		if got := h.ask(asked{method: "POST", path: "/api/v1/reviews/" + c.path, key: h.key, body: c.body}); got.status != c.want {
			t.Errorf("%s: %d %s", name, got.status, got.raw)
		}
	}
	h.want(h.ask(asked{method: "GET", path: "/api/v1/reviews?cursor=nonsense", key: h.key}), http.StatusUnprocessableEntity)
}

// TestReviewsPages finds every draft among conversations that wait for other things.
func TestReviewsPages(t *testing.T) {
	h := open(t)
	h.signUp("Claire Martin", desk.RoleOperator)
	want := map[string]bool{}
	for i := range 30 {
		if i%3 == 0 {
			want[h.say("hold on").text("turn", "id")] = true
		} else {
			h.say("person please")
		}
	}
	got, cursor := map[string]bool{}, ""
	for range 40 {
		page := h.want(h.ask(asked{method: "GET", path: "/api/v1/reviews?limit=4&cursor=" + cursor, key: h.key}), http.StatusOK)
		for i := range len(page.at("reviews").([]any)) {
			got[page.text("reviews", i, "turn")] = true
		}
		if cursor = page.text("next"); cursor == "" {
			break
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d drafts on the pages, want %d", len(got), len(want))
	}
}

func TestOperatorsOverTheAPI(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleLead)
	list := h.want(h.ask(asked{method: "GET", path: "/api/v1/operators", key: h.key}), http.StatusOK)
	if list.text("operators", 0, "presence") != "offline" || strings.Contains(list.raw, "argon2") {
		t.Errorf("%s", list.raw)
	}
	set := func(id, state string) answer {
		return h.ask(asked{method: "PUT", path: "/api/v1/operators/" + id + "/presence", key: h.key, body: map[string]any{"presence": state}})
	}
	for state, want := range map[string]int{"online": http.StatusOK, "away": http.StatusOK, "offline": http.StatusUnprocessableEntity, "": http.StatusUnprocessableEntity} {
		got := h.want(set(o.ID, state), want)
		if want == http.StatusOK && got.text("presence") != state {
			t.Errorf("set %q: %s", state, got.raw)
		}
	}
	h.want(set("nobody", "away"), http.StatusNotFound)

	id := h.say("person please").text("id")
	sent := h.want(h.ask(asked{method: "POST", path: conversations + "/" + id + "/operator-messages", key: h.key, body: map[string]any{"text": "Hello, I am Claire.", "operator": o.ID}}), http.StatusOK)
	thread := h.want(h.ask(asked{method: "GET", path: conversations + "/" + id, key: h.key}), http.StatusOK)
	last := len(thread.at("messages").([]any)) - 1
	if thread.text("messages", last, "id") != sent.text("message") || thread.text("messages", last, "name") != "Claire Martin" || thread.at("messages", last, "ai") != false || thread.text("state") != "waiting_customer" {
		t.Errorf("%s", thread.raw)
	}
	h.want(h.ask(asked{method: "POST", path: conversations + "/none/operator-messages", key: h.key, body: map[string]any{"text": "x"}}), http.StatusNotFound)
	h.want(h.ask(asked{method: "POST", path: conversations + "/" + id + "/operator-messages", key: h.key, body: map[string]any{"text": " "}}), http.StatusUnprocessableEntity)
}

func TestAssistantSwitch(t *testing.T) {
	h := open(t)
	stop := h.want(h.ask(asked{method: "POST", path: "/api/v1/assistant/stop", key: h.key, body: map[string]any{"scope": "topic:billing"}}), http.StatusOK)
	if stop.text("scope") != "topic:billing" || stop.text("levels", 0, "level") != "off" || !strings.HasPrefix(stop.text("levels", 0, "by"), "key:") {
		t.Errorf("%s", stop.raw)
	}
	whole := h.want(h.ask(asked{method: "POST", path: "/api/v1/assistant/stop", key: h.key}), http.StatusOK)
	if whole.text("scope") != "desk" || len(whole.at("levels").([]any)) != 2 {
		t.Errorf("%s", whole.raw)
	}
	h.want(h.ask(asked{method: "POST", path: "/api/v1/assistant/start", key: h.key, body: map[string]any{}}), http.StatusOK)
	start := h.want(h.ask(asked{method: "POST", path: "/api/v1/assistant/start", key: h.key, body: map[string]any{"scope": "topic:billing"}}), http.StatusOK)
	if len(start.at("levels").([]any)) != 0 {
		t.Errorf("%s", start.raw)
	}
	for _, scope := range []string{"everything", "topic:", "planet:earth"} {
		h.want(h.ask(asked{method: "POST", path: "/api/v1/assistant/stop", key: h.key, body: map[string]any{"scope": scope}}), http.StatusUnprocessableEntity)
	}
}

func TestCheck(t *testing.T) {
	h := open(t)
	check := func(text string) answer {
		return h.want(h.ask(asked{method: "POST", path: "/api/v1/check", key: h.key, body: map[string]any{
			"id": "q1", "question": "How long may I return a lamp?", "language": "en", "answer": text,
			"sources": []map[string]any{{"id": "s1", "title": "Returns", "text": "You can return a lamp within 30 days of delivery."}},
		}}), http.StatusOK)
	}
	if got := check("You can return a lamp within 30 days of delivery."); got.text("verdict") != "pass" || got.text("id") != "q1" || got.text("claims", 0, "evidence", 0, "source") != "s1" {
		t.Errorf("a true answer: %s", got.raw)
	}
	if got := check("You can return a lamp within 90 days of delivery."); got.text("verdict") != "hold" {
		t.Errorf("a false answer: %s", got.raw)
	}
	h.want(h.ask(asked{method: "POST", path: "/api/v1/check", key: h.key, body: map[string]any{"answer": "x"}}), http.StatusUnprocessableEntity)
}

func TestArticles(t *testing.T) {
	h := open(t)
	put := func(id string, body map[string]any) answer {
		return h.ask(asked{method: "PUT", path: "/api/v1/articles/" + id, key: h.key, body: body})
	}
	until := time.Now().Add(24 * time.Hour).UTC().Format(time.RFC3339)
	first := h.want(put("returns", map[string]any{
		"title": "Returns", "text": "You can return a lamp within 30 days.", "language": "en", "topic": "returns", "url": "https://lumen.example/returns",
		"contract": map[string]any{"owner": "Claire", "valid_until": until, "applies_to": map[string]any{"country": []string{"fr"}}},
	}), http.StatusOK)
	if first.at("changed") != true || first.text("standing") != "in_force" || first.text("contract", "approved_by") == "" || first.text("contract", "valid_until") != until {
		t.Errorf("%s", first.raw)
	}
	same := h.want(put("returns", map[string]any{
		"title": "Returns", "text": "You can return a lamp within 30 days.", "language": "en", "topic": "returns", "url": "https://lumen.example/returns",
		"contract": map[string]any{"owner": "Claire", "valid_until": until, "applies_to": map[string]any{"country": []string{"fr"}}},
	}), http.StatusOK)
	if same.at("changed") != false || same.text("version") != first.text("version") {
		t.Errorf("the same text again: %s", same.raw)
	}
	h.want(put("draft", map[string]any{"text": "Not yet said.", "contract": map[string]any{"status": "draft"}}), http.StatusOK)
	h.want(put("old", map[string]any{"text": "Long ago.", "contract": map[string]any{"valid_until": "2020-01-01T00:00:00Z"}}), http.StatusOK)
	for id, standing := range map[string]string{"returns": "in_force", "draft": "draft", "old": "expired"} {
		got := h.want(h.ask(asked{method: "GET", path: "/api/v1/articles/" + id, key: h.key}), http.StatusOK)
		if got.text("standing") != standing || got.text("text") == "" {
			t.Errorf("%s: %s", id, got.raw)
		}
	}
	var seen []string
	for after := ""; ; {
		page := h.want(h.ask(asked{method: "GET", path: "/api/v1/articles?limit=2&after=" + after, key: h.key}), http.StatusOK)
		for i := range len(page.at("articles").([]any)) {
			seen = append(seen, page.text("articles", i, "id"))
		}
		if after = page.text("next"); after == "" {
			break
		}
	}
	if fmt.Sprint(seen) != "[draft old returns]" {
		t.Errorf("pages hold %v", seen)
	}
	h.want(h.ask(asked{method: "DELETE", path: "/api/v1/articles/returns", key: h.key}), http.StatusNoContent)
	if got := h.want(h.ask(asked{method: "GET", path: "/api/v1/articles/returns", key: h.key}), http.StatusOK); got.text("standing") != "withdrawn" {
		t.Errorf("withdrawn: %s", got.raw)
	}
	h.want(h.ask(asked{method: "GET", path: "/api/v1/articles/none", key: h.key}), http.StatusNotFound)
	h.want(h.ask(asked{method: "DELETE", path: "/api/v1/articles/none", key: h.key}), http.StatusNotFound)
	h.want(put("empty", map[string]any{"text": " "}), http.StatusUnprocessableEntity)
	h.want(put("odd", map[string]any{"text": "x", "contract": map[string]any{"status": "fine"}}), http.StatusUnprocessableEntity)
	h.want(put("odd", map[string]any{"text": "x", "contract": map[string]any{"valid_until": "tomorrow"}}), http.StatusUnprocessableEntity)
	h.want(h.ask(asked{method: "GET", path: "/api/v1/articles?status=fine", key: h.key}), http.StatusUnprocessableEntity)
	h.want(h.ask(asked{method: "GET", path: "/api/v1/articles?color=red", key: h.key}), http.StatusUnprocessableEntity)
}

func zipped(files map[string]string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, _ := z.Create(name)
		_, _ = w.Write([]byte(text))
	}
	_ = z.Close()
	return b.Bytes()
}

func tarred(files map[string]string, extra ...*tar.Header) []byte {
	var b bytes.Buffer
	g := gzip.NewWriter(&b)
	w := tar.NewWriter(g)
	for name, text := range files {
		_ = w.WriteHeader(&tar.Header{Name: name, Typeflag: tar.TypeReg, Size: int64(len(text)), Mode: 0o600})
		_, _ = w.Write([]byte(text))
	}
	for _, head := range extra {
		_ = w.WriteHeader(head)
	}
	_ = w.Close()
	_ = g.Close()
	return b.Bytes()
}

func TestImports(t *testing.T) {
	h := open(t)
	files := map[string]string{"billing/refunds.md": "# Refunds\n\nWe refund within 14 days.", "billing/cards.html": "<h1>Cards</h1><p>We take cards.</p>"}
	var documents []map[string]string
	for path, text := range files {
		documents = append(documents, map[string]string{"path": path, "text": text})
	}
	link := &tar.Header{Name: "secrets.md", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}
	send := func(source, kind string, body any) answer {
		return h.ask(asked{method: "POST", path: "/api/v1/imports?source=" + source, key: h.key, body: body, header: map[string]string{"Content-Type": kind}})
	}
	for name, c := range map[string]struct {
		kind string
		body any
	}{
		"json": {"application/json; charset=utf-8", map[string]any{"documents": documents}}, "zip": {"application/zip", zipped(files)},
		"tar.gz": {"application/gzip", tarred(files, link)},
	} {
		got := h.want(send(name, c.kind, c.body), http.StatusOK)
		if got.at("added") != 2.0 || got.at("units") == 0.0 {
			t.Errorf("%s: %s", name, got.raw)
		}
		again := h.want(send(name, c.kind, c.body), http.StatusOK)
		if again.at("added") != 0.0 || again.at("unchanged") != 2.0 {
			t.Errorf("%s again: %s", name, again.raw)
		}
	}
	list := h.want(h.ask(asked{method: "GET", path: "/api/v1/articles?source=json", key: h.key}), http.StatusOK)
	if list.text("articles", 0, "contract", "status") != "approved" || list.text("articles", 0, "topic") != "billing" {
		t.Errorf("%s", list.raw)
	}
	h.want(h.ask(asked{method: "POST", path: "/api/v1/imports?source=drafts&as_draft=true", key: h.key, body: map[string]any{"documents": documents}}), http.StatusOK)
	list = h.want(h.ask(asked{method: "GET", path: "/api/v1/articles?source=drafts", key: h.key}), http.StatusOK)
	if list.text("articles", 0, "contract", "status") != "draft" {
		t.Errorf("as draft: %s", list.raw)
	}
	for name, c := range map[string]struct {
		kind string
		body any
		want int
	}{
		"no documents":    {"application/json", map[string]any{"documents": []any{}}, http.StatusUnprocessableEntity},
		"broken json":     {"application/json", `{"documents":`, http.StatusBadRequest},
		"unknown kind":    {"text/plain", "x", http.StatusUnprocessableEntity},
		"not a zip":       {"application/zip", "x", http.StatusUnprocessableEntity},
		"not a gzip":      {"application/gzip", "x", http.StatusUnprocessableEntity},
		"not a tar":       {"application/x-tar", "x", http.StatusUnprocessableEntity},
		"cut off":         {"application/gzip", tarred(files)[:60], http.StatusUnprocessableEntity},
		"twice one path":  {"application/json", map[string]any{"documents": []map[string]string{{"path": "a.md", "text": "x"}, {"path": "./a.md", "text": "y"}}}, http.StatusUnprocessableEntity},
		"no path":         {"application/json", map[string]any{"documents": []map[string]string{{"path": "/", "text": "x"}}}, http.StatusUnprocessableEntity},
		"nothing to read": {"application/zip", zipped(map[string]string{"photo.jpg": "x"}), http.StatusUnprocessableEntity},
	} {
		if got := send("bad", c.kind, c.body); got.status != c.want {
			t.Errorf("%s: %d, want %d: %s", name, got.status, c.want, got.raw)
		}
	}
	// A path that climbs stays inside the import.
	climbing := h.want(send("climbing", "application/json", map[string]any{"documents": []map[string]string{{"path": "../../etc/x.md", "text": "# X\n\nwords"}}}), http.StatusOK)
	if climbing.at("added") != 1.0 {
		t.Errorf("%s", climbing.raw)
	}
}

// TestImportBomb unpacks to more than an import takes.
func TestImportBomb(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: no 300 MB are packed")
	}
	h := open(t)
	var b bytes.Buffer
	g := gzip.NewWriter(&b)
	w := tar.NewWriter(g)
	const size = 300 << 20
	_ = w.WriteHeader(&tar.Header{Name: "big.md", Typeflag: tar.TypeReg, Size: size, Mode: 0o600})
	zeros := make([]byte, 1<<20)
	for range size >> 20 {
		_, _ = w.Write(zeros)
	}
	_ = w.Close()
	_ = g.Close()
	got := h.ask(asked{method: "POST", path: "/api/v1/imports?source=bomb", key: h.key, body: b.Bytes(), header: map[string]string{"Content-Type": "application/gzip"}})
	if got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("%d: %s", got.status, clip(got.raw))
	}
}
