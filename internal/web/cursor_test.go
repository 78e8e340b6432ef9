package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// TestCursorsAndLimits sends, to every list of the document, places that no page gave and limits that are none. Each is
// refused by name.
func TestCursorsAndLimits(t *testing.T) {
	h := open(t)
	h.signUp("Claire Martin", desk.RoleOperator)
	id := h.say("hold on").text("id")
	h.want(h.ask(asked{method: "PUT", path: "/api/v1/articles/returns", key: h.key, body: map[string]any{"text": "# Returns\n\nYou can return a lamp."}}), http.StatusOK)
	doc := h.want(h.ask(asked{method: "GET", path: "/openapi.json"}), http.StatusOK)
	tried := map[string]bool{}
	paths, _ := doc.at("paths").(map[string]any)
	for path := range paths {
		parameters, _ := doc.at("paths", path, "get", "parameters").([]any)
		for i := range parameters {
			name := doc.text("paths", path, "get", "parameters", i, "name")
			wrong := []string{"zzz", "-1", "!", "\x00", "a\xff", strings.Repeat("9", 500), "returns", "returns.", "1.", "1.2.x"}
			if name == "limit" {
				wrong = []string{"0", "-1", "201", "zzz", "1e9", strings.Repeat("9", 40)}
			}
			if doc.text("paths", path, "get", "parameters", i, "in") != "query" || !slices.Contains([]string{"after", "cursor", "limit"}, name) {
				continue
			}
			tried[path+" "+name] = true
			for _, value := range wrong {
				at := strings.Replace(path, "{id}", id, 1) + "?" + name + "=" + url.QueryEscape(value)
				got := h.ask(asked{method: "GET", path: at, key: h.key})
				if got.status != http.StatusUnprocessableEntity || got.text("kind") != "invalid" || !strings.Contains(got.text("detail"), name) || got.text("errors", 0, "location") != "query."+name {
					t.Errorf("%s: %d %s", clip(at), got.status, clip(got.raw))
				}
			}
		}
	}
	if len(tried) != 9 {
		t.Errorf("looked at %v", tried)
	}
	got := h.ask(asked{method: "GET", path: conversations + "/" + id + "/stream", key: h.key, header: map[string]string{"Last-Event-ID": "zzz"}})
	if got.status != http.StatusUnprocessableEntity || got.text("errors", 0, "location") != "header.Last-Event-ID" {
		t.Errorf("Last-Event-ID: %d %s", got.status, got.raw)
	}
}

// TestCursorOfAnotherList is none of this one.
func TestCursorOfAnotherList(t *testing.T) {
	h := open(t)
	h.signUp("Claire Martin", desk.RoleOperator)
	for range 3 {
		h.say("hold on")
	}
	next := h.want(h.ask(asked{method: "GET", path: "/api/v1/reviews?limit=1", key: h.key}), http.StatusOK).text("next")
	if next == "" {
		t.Fatal("no next page")
	}
	h.want(h.ask(asked{method: "GET", path: "/api/v1/reviews?limit=1&cursor=" + next, key: h.key}), http.StatusOK)
	h.want(h.ask(asked{method: "GET", path: "/api/v1/articles?after=" + next, key: h.key}), http.StatusUnprocessableEntity)
}

// TestPagesWithWrongPlaces: an address that no page gave is a page that says so, in either language.
func TestPagesWithWrongPlaces(t *testing.T) {
	h := open(t)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	for _, path := range []string{
		"/desk?cursor=zzz", "/desk?view=held&cursor=zzz", "/desk?view=resolved&cursor=1.x", "/knowledge?after=zzz", "/desk?team=%00", "/desk?team=%ff", "/knowledge?topic=%00",
	} {
		for lang, title := range map[string]string{"en": "This did not work", "fr": "Cela n"} {
			h.shows(h.want(h.get(client, path+"&lang="+lang), http.StatusUnprocessableEntity), title)
		}
	}
}
