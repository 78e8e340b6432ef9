package web_test

import (
	"net/http"
	"testing"
)

func TestSmoke(t *testing.T) {
	h := open(t)
	got := h.say("how long may I wait to return a lamp?")
	t.Log(got.raw)
	id := got.text("id")
	t.Log(h.ask(asked{method: "GET", path: "/api/v1/conversations/" + id, key: h.key}).raw)
	t.Log(h.ask(asked{method: "POST", path: "/api/v1/conversations", body: map[string]any{"text": "person please"}, header: map[string]string{"Prefer": "wait=5"}}).raw)
	t.Log(h.ask(asked{method: "POST", path: "/api/v1/conversations", key: h.key, body: map[string]any{"text": "hold on"}, header: map[string]string{"Prefer": "wait=5"}}).raw)
	t.Log(h.ask(asked{method: "POST", path: "/api/v1/conversations", key: h.key, body: map[string]any{"txt": ""}}).raw)
	t.Log(h.ask(asked{method: "POST", path: "/api/v1/conversations", key: h.key, body: `{"text": "a`}).raw)
	t.Log(h.ask(asked{method: "POST", path: "/api/v1/conversations", key: h.key, body: "{\"text\": \"a\xff\"}"}).raw)
	t.Log(h.ask(asked{method: "GET", path: "/api/v1/reviews", key: h.key}).raw)
	t.Log(h.ask(asked{method: "GET", path: "/api/v1/articles"}).raw)
	t.Log(h.ask(asked{method: "GET", path: "/openapi.json"}).raw)
	_ = http.StatusOK
	t.Log(h.logged())
}
