package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web"
)

// The first steps are for owners who are signed in, in both languages, ticked by facts; a browser can put them away.
func TestFirstStepsOfADesk(t *testing.T) {
	h := open(t)
	h.steps = web.Steps{Known: true, Asked: true}
	owner, operator := h.signedIn(h.signUp("Odile Owner", desk.RoleOwner)), h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	for who, b := range map[string]*http.Client{"a stranger": browser(), "an operator": operator} {
		if page := h.get(b, "/").raw; strings.Contains(page, `class="steps"`) || strings.Contains(page, `action="/steps"`) {
			t.Errorf("%s is shown the first steps", who)
		}
	}
	page := h.get(owner, "/?lang=en").raw
	if n := strings.Count(page, `"step-done"`); n != 2 || !strings.Contains(page, "2 of 7 done") {
		t.Errorf("%d ticks: %s", n, page)
	}
	if page := h.get(owner, "/?lang=fr").raw; !strings.Contains(page, "2 sur 7") || !strings.Contains(page, "Premiers pas") {
		t.Error("not in French")
	}
	h.want(h.post(owner, "/steps", "hide", "yes"), http.StatusSeeOther)
	if page := h.get(owner, "/").raw; strings.Contains(page, `class="steps"`) || !strings.Contains(page, `value="no"`) {
		t.Error("put away, and still there, or never to be had again")
	}
	h.want(h.post(owner, "/steps", "hide", "no"), http.StatusSeeOther)
	if page := h.get(owner, "/").raw; !strings.Contains(page, `class="steps"`) {
		t.Error("they do not come back")
	}
}

// At a demo everybody is shown them, with what to sign in with.
func TestFirstStepsOfADemo(t *testing.T) {
	h := open(t, func(_ *house, cfg *web.Config, _ *web.Deps) {
		cfg.Demo = &web.DemoLogin{Email: "nadia@brindille.example", Password: "a walk in the garden"}
	})
	h.steps = web.Steps{Known: true}
	page := h.get(browser(), "/?lang=en").raw
	for _, want := range []string{"1 of 5 done", "nadia@brindille.example", "a walk in the garden", `href="/desk?view=held"`} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing", want)
		}
	}
}
