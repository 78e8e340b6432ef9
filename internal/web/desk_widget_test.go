package web_test

import (
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// A lead says which sites may show the chat and how it looks; the widget then does. Nobody else may.
func TestWidgetSetup(t *testing.T) {
	h := open(t)
	lead, other := h.signedIn(h.signUp("Claire Martin", desk.RoleLead)), h.signedIn(h.signUp("Ben Weber", desk.RoleOperator))
	h.want(h.get(other, "/desk/widget"), http.StatusForbidden)
	h.want(h.post(other, "/desk/widget", "origins", "https://evil.example"), http.StatusForbidden)
	h.want(h.get(browser(), "/desk/widget"), http.StatusSeeOther)
	h.shows(h.get(lead, "/desk/widget"), "https://shop.example", h.server.URL+"/widget.js", "connect-src "+h.server.URL, `value="Lumen"`)
	// The secret that signs customers is for owners.
	secret := hex.EncodeToString([]byte("identity"))
	h.shows(h.get(lead, "/desk/widget"), "but not", secret)
	h.shows(h.get(h.signedIn(h.signUp("Owen Reed", desk.RoleOwner)), "/desk/widget"), secret)
	good := func(change ...string) []string {
		return append([]string{"brand", "Lumen & Co", "origins", "https://Shop.example/\n\n http://localhost:3000 \nhttps://shop.example", "accent", "#FFCC00", "position", "left", "greeting-fr", "Bonjour !", "greeting-en", ""}, change...)
	}
	for name, bad := range map[string][]string{
		"a path": {"origins", "https://shop.example/help"}, "no scheme": {"origins", "shop.example"}, "another scheme": {"origins", "javascript:alert(1)"},
		"every site": {"origins", "https://*.example"}, "a policy": {"origins", "https://a.example;script-src *"}, "a user": {"origins", "https://a@b.example"},
		"too many": {"origins", strings.Join(sites(60), "\n")},
		"no name":  {"brand", " "}, "a long name": {"brand", strings.Repeat("x", 81)}, "no colour": {"accent", "red"}, "a style": {"accent", "#fff;x"},
		"elsewhere": {"position", "top"}, "a long greeting": {"greeting-fr", strings.Repeat("x", 201)},
	} {
		fields := map[string]string{}
		list := append(good(), bad...)
		for i := 0; i < len(list); i += 2 {
			fields[list[i]] = list[i+1]
		}
		var flat []string
		for k, v := range fields {
			flat = append(flat, k, v)
		}
		if got := h.post(lead, "/desk/widget?inbox=web", flat...); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.raw, `role="alert"`) {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	if look := h.ask(asked{method: "GET", path: "/widget/web.json"}); look.raw != `{"brand":"Lumen","language":"en"}` {
		t.Errorf("what was refused is kept: %s", look.raw)
	}
	h.want(h.post(lead, "/desk/widget?inbox=web", good()...), http.StatusSeeOther)
	h.shows(h.get(lead, "/desk/widget?inbox=web&saved"), "Saved.", "http://localhost:3000", "Lumen &amp; Co", "#ffcc00", "Bonjour !")
	for origin, status := range map[string]int{"http://localhost:3000": 200, "https://shop.example": 200, "https://evil.example": 403} {
		look := h.want(h.ask(asked{method: "GET", path: "/widget/web.json", header: map[string]string{"Origin": origin}}), status)
		if status == 200 && look.raw != `{"brand":"Lumen \u0026 Co","language":"en","accent":"#ffcc00","position":"left","greeting":{"fr":"Bonjour !"}}` {
			t.Error(look.raw)
		}
	}
	if _, done := h.acts.Load("widget:save"); !done {
		t.Error("not on record")
	}
	h.want(h.get(lead, "/desk/widget?inbox=nowhere"), http.StatusNotFound)
}

// sites gives so many origins.
func sites(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("https://a%d.example", i)
	}
	return list
}
