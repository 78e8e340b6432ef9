package web_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web"
)

// oneTime finds the one-time link on a page, as a path.
func (h *house) oneTime(page answer) string {
	h.t.Helper()
	found := regexp.MustCompile(`value="` + regexp.QuoteMeta(h.server.URL) + `(/join/[^"]+)"`).FindStringSubmatch(page.raw)
	if found == nil {
		h.t.Fatalf("no link on the page: %s", page.raw)
	}
	return found[1]
}

// Somebody is invited, joins, is changed, chooses another password, is deactivated, and comes back.
func TestOperatorsLife(t *testing.T) {
	h := open(t)
	owner := h.signUp("Claire Martin", desk.RoleOwner)
	boss := h.signedIn(owner)
	page := h.want(h.post(boss, "/settings/operators", "email", "Nora@lumen.example", "role", "operator", "team", "support", "language-fr", "yes"), http.StatusOK)
	path := h.oneTime(page)
	nora := browser()
	h.shows(h.want(h.get(nora, path), http.StatusOK), "nora@lumen.example")
	h.want(h.post(nora, path, "name", "Nora", "password", "short"), http.StatusUnprocessableEntity)
	h.want(h.post(nora, path, "name", "Nora", "password", password), http.StatusSeeOther)
	h.want(h.get(nora, "/desk"), http.StatusOK)
	h.want(h.get(nora, "/settings/operators"), http.StatusForbidden)
	h.want(h.get(browser(), path), http.StatusNotFound) // used
	h.want(h.post(browser(), path, "name", "Mallory", "password", password), http.StatusNotFound)
	h.want(h.post(boss, "/settings/operators", "email", "nora@lumen.example", "role", "operator", "team", "support"), http.StatusConflict)

	list, err := h.db.Operators(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	id := ""
	for _, o := range list {
		if o.Name == "Nora" {
			id = o.ID
			if len(o.Languages) != 1 || o.Languages[0] != desk.French || o.Role != desk.RoleOperator {
				t.Errorf("joined as %+v", o)
			}
		}
	}
	at := "/settings/operators/" + id
	h.want(h.post(boss, at, "act", "change", "role", "lead", "team", "support", "language-en", "yes"), http.StatusSeeOther)
	h.want(h.get(nora, "/settings/operators"), http.StatusOK)
	h.want(h.post(nora, "/settings/operators/"+owner.ID, "act", "end"), http.StatusForbidden)
	h.want(h.post(nora, "/settings/operators", "email", "x@lumen.example", "role", "owner", "team", "support"), http.StatusForbidden)

	reset := h.oneTime(h.want(h.post(boss, at, "act", "reset"), http.StatusOK))
	h.want(h.post(browser(), reset, "password", "another quiet harbour"), http.StatusSeeOther)
	h.want(h.get(nora, "/desk"), http.StatusSeeOther) // the session from before is over
	nora = browser()
	h.want(h.post(nora, "/desk/login", "email", "nora@lumen.example", "password", password), http.StatusUnauthorized)
	h.want(h.post(nora, "/desk/login", "email", "nora@lumen.example", "password", "another quiet harbour"), http.StatusSeeOther)

	mine := h.say("person please").text("id")
	h.want(h.post(nora, "/desk/conversations/"+mine+"/take-over"), http.StatusSeeOther)
	h.want(h.post(boss, at, "act", "end"), http.StatusSeeOther)
	h.want(h.get(nora, "/desk"), http.StatusSeeOther)
	h.want(h.post(nora, "/desk/presence", "away", "no"), http.StatusUnauthorized)
	h.want(h.post(browser(), "/desk/login", "email", "nora@lumen.example", "password", "another quiet harbour"), http.StatusUnauthorized)
	h.want(h.post(boss, "/desk/conversations/"+mine+"/assign", "to", "operator:"+id), http.StatusUnprocessableEntity)
	c, err := h.db.Conversation(context.Background(), mine)
	if err != nil || c.Owner != (desk.Owner{Kind: desk.OwnedByTeam, ID: "support"}) || c.Due.IsZero() {
		t.Errorf("what she had in hand: %+v, %v", c, err)
	}
	h.want(h.post(boss, at, "act", "return"), http.StatusSeeOther)
	h.want(h.post(browser(), "/desk/login", "email", "nora@lumen.example", "password", "another quiet harbour"), http.StatusSeeOther)

	h.shows(h.want(h.post(boss, "/settings/operators/"+owner.ID, "act", "end"), http.StatusConflict), "the last owner")
	h.shows(h.want(h.post(boss, "/settings/operators/"+owner.ID, "act", "change", "role", "lead", "team", "support"), http.StatusConflict), "the last owner")
	h.shows(h.get(boss, "/settings/operators"), "deactivated an operator", "operator → lead", "Claire Martin", "activated an operator again")
}

// A link that was changed, was signed elsewhere, has expired or was withdrawn opens nothing.
func TestLinksThatDoNotWork(t *testing.T) {
	h := open(t)
	boss := h.signedIn(h.signUp("Claire Martin", desk.RoleOwner))
	path := h.oneTime(h.post(boss, "/settings/operators", "email", "nora@lumen.example", "role", "operator", "team", "support"))
	token := strings.TrimPrefix(path, "/join/")
	id, _, _ := strings.Cut(token, ".")
	for name, wrong := range map[string]string{
		"changed": token[:len(token)-2] + "xx", "of another server": access.SignLink([]byte(strings.Repeat("o", 32)), id, h.clock().Add(time.Hour)),
		"unknown": access.SignLink([]byte(strings.Repeat("s", 32)), "nothing", h.clock().Add(time.Hour)), "longer": token + ".x", "id alone": id,
	} {
		if got := h.get(browser(), "/join/"+wrong); got.status != http.StatusNotFound {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	before := h.clock()
	h.setClock(func() time.Time { return before.Add(access.InvitationGood) })
	h.want(h.get(browser(), path), http.StatusNotFound)
	h.setClock(func() time.Time { return before.Add(access.InvitationGood - time.Minute) })
	h.want(h.get(browser(), path), http.StatusOK)
	h.setClock(func() time.Time { return before })
	h.want(h.post(boss, "/settings/invitations/"+id+"/withdraw"), http.StatusSeeOther)
	h.want(h.get(browser(), path), http.StatusNotFound)
}

// Links are mailed where mail is set up, and stand on the page whether or not the mail server takes them.
func TestLinksAreMailed(t *testing.T) {
	var mailed []string
	var refused error
	h := open(t, func(_ *house, _ *web.Config, d *web.Deps) {
		d.Settings.Mail = func(_ context.Context, to string, _ desk.Language, _, text string) error {
			mailed = append(mailed, to+" "+text)
			return refused
		}
	})
	boss := h.signedIn(h.signUp("Claire Martin", desk.RoleOwner))
	page := h.post(boss, "/settings/operators", "email", "nora@lumen.example", "role", "operator", "team", "support")
	if path := h.oneTime(page); len(mailed) != 1 || !strings.HasPrefix(mailed[0], "nora@lumen.example ") || !strings.HasSuffix(mailed[0], path) {
		t.Errorf("mailed %q", mailed)
	}
	h.shows(page, "It was mailed, too.")
	refused = desk.Errorf(desk.Unavailable, "no")
	page = h.want(h.post(boss, "/settings/operators", "email", "mia@lumen.example", "role", "operator", "team", "support"), http.StatusOK)
	h.shows(page, "pass the link on yourself")
	h.oneTime(page)
	if strings.Contains(h.logged(), "mia@lumen.example") || strings.Contains(h.logged(), "/join/") && strings.Contains(h.logged(), h.oneTime(page)) {
		t.Error("an address or a link is in the log")
	}
}

// A team's hours become what customers are promised, before they are saved and after.
func TestTeamHours(t *testing.T) {
	h := open(t)
	h.setClock(func() time.Time { return time.Date(2026, 1, 5, 22, 0, 0, 0, time.UTC) }) // a Monday night
	boss := h.signedIn(h.signUp("Claire Martin", desk.RoleLead))
	at := "/settings/teams/support"
	h.shows(h.want(h.get(boss, at), http.StatusOK), "10:00 (UTC) tomorrow", "demain à 10 h 00 (UTC)", "Nobody has set these hours")
	hours := []string{"name", "The Lumen team", "language-en", "yes", "zone", "Europe/Paris", "works-3", "yes", "open-3", "10:00", "close-3", "16:30", "holidays", "2026-01-07\n"}
	h.shows(h.want(h.post(boss, at, append(hours, "act", "preview")...), http.StatusOK), "Wednesday 14 January, 11:00 (CET)", "Nothing was saved")
	h.shows(h.get(boss, at), "10:00 (UTC) tomorrow")
	h.want(h.post(boss, at, hours...), http.StatusSeeOther)
	h.shows(h.get(boss, at), "Wednesday 14 January, 11:00 (CET)", "2026-01-07", "but not", "Nobody has set these hours")
	got := h.say("person please")
	if by := got.text("turn", "handover", "promise_at"); by != "2026-01-14T10:00:00Z" {
		t.Errorf("a real hand-over promises %s, the page said Wednesday 14 January, 11:00 (CET)", by)
	}
	for fault, fields := range map[string][]string{
		"tick at least one":      {"works-3", ""},
		"time zone is not known": {"zone", "Mars/Olympus"},
		"beginning and a later":  {"close-3", "09:00"},
		"is not a date like":     {"holidays", "25/12/2026"},
		"name of 1 to 80":        {"name", " "},
	} {
		fault = strings.Replace(fault, "tick", "Tick", 1)
		h.shows(h.want(h.post(boss, at, append(hours, fields...)...), http.StatusUnprocessableEntity), fault)
	}
}

func TestAutonomyIsConfirmed(t *testing.T) {
	h := open(t)
	boss := h.signedIn(h.signUp("Claire Martin", desk.RoleLead))
	h.say("hold on, how long may I wait?")
	h.say("hold on, and in Belgium?")
	page := h.want(h.get(boss, "/settings/autonomy?scope=desk&level=off"), http.StatusOK)
	h.shows(page, "2 conversations in hand", "Stop it now")
	if levels, err := h.db.Levels(context.Background()); err != nil || len(levels) != 0 {
		t.Errorf("asking changed something: %v, %v", levels, err)
	}
	h.shows(h.get(boss, "/settings/autonomy?scope=language:fr&level=off"), "no conversation in hand")
	h.want(h.post(boss, "/settings/autonomy", "scope", "topic:returns", "level", "draft"), http.StatusSeeOther)
	h.shows(h.get(boss, "/settings/autonomy"), "topic:returns", "let the assistant write drafts only")
	h.want(h.post(boss, "/settings/autonomy", "scope", "topic:returns", "level", "off"), http.StatusSeeOther)
	h.want(h.post(boss, "/settings/autonomy", "scope", "topic:returns", "level", "draft"), http.StatusSeeOther)
	levels, err := h.db.Levels(context.Background())
	if err != nil || len(levels) != 1 || levels[0].Level != desk.DraftOnly {
		t.Errorf("%v, %v", levels, err)
	}
	h.want(h.post(boss, "/settings/autonomy", "scope", "elsewhere", "level", "off"), http.StatusUnprocessableEntity)
	h.want(h.post(boss, "/settings/autonomy", "scope", "desk", "level", "more"), http.StatusUnprocessableEntity)
}

func TestKeysOnThePage(t *testing.T) {
	h := open(t)
	boss := h.signedIn(h.signUp("Claire Martin", desk.RoleOwner))
	h.want(h.post(boss, "/settings/keys", "name", "shop"), http.StatusUnprocessableEntity)
	page := h.want(h.post(boss, "/settings/keys", "name", "shop", "scope", "knowledge:read"), http.StatusOK)
	secret := regexp.MustCompile(`value="(vgk_[^"]+)"`).FindStringSubmatch(page.raw)
	if secret == nil {
		t.Fatal(page.raw)
	}
	h.shows(h.get(boss, "/settings/keys"), "shop", "Last used: never", "but not", secret[1])
	h.want(h.ask(asked{method: "GET", path: "/api/v1/articles", key: secret[1]}), http.StatusOK)
	h.want(h.ask(asked{method: "GET", path: "/api/v1/operators", key: secret[1]}), http.StatusForbidden)
	keys, err := h.db.APIKeys(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		if k.Name == "shop" {
			if k.Used.IsZero() {
				t.Error("that the key was used is not noted")
			}
			h.want(h.post(boss, "/settings/keys/"+k.ID+"/revoke"), http.StatusSeeOther)
		}
	}
	h.want(h.ask(asked{method: "GET", path: "/api/v1/articles", key: secret[1]}), http.StatusUnauthorized)
	h.shows(h.get(boss, "/settings/keys"), "revoked", "made a key")
}

func TestModelOnThePage(t *testing.T) {
	h := open(t)
	boss := h.signedIn(h.signUp("Claire Martin", desk.RoleLead))
	h.shows(h.get(boss, "/settings/model"), "1200 of 5000", "vigie.conf:3", "but not", "connection refused")
	h.shows(h.post(boss, "/settings/model"), "connection refused", "until then answers are quotes", "made a test call")
}

func TestWordsAtHandOver(t *testing.T) {
	h := open(t)
	boss := h.signedIn(h.signUp("Claire Martin", desk.RoleLead))
	h.shows(h.want(h.post(boss, "/settings/words", "text-en", "Somebody will come."), http.StatusUnprocessableEntity), "English: put {time} where")
	h.shows(h.want(h.post(boss, "/settings/words", "text-en", "{name} by {time}"), http.StatusUnprocessableEntity), "only {team} and {time}")
	h.shows(h.want(h.post(boss, "/settings/words", "text-fr", "{team} arrive au plus tard {time}.", "act", "preview"), http.StatusOK), "The Lumen team arrive au plus tard", "Nothing was saved")
	h.want(h.post(boss, "/settings/words", "text-en", "{team} reads you and answers by {time}."), http.StatusSeeOther)
	if text := h.say("person please").text("turn", "notice", "text"); !strings.Contains(text, "The Lumen team reads you and answers by ") {
		t.Errorf("a customer reads %q", text)
	}
	h.shows(h.get(boss, "/settings/words"), "changed the words", "The Lumen team reads you and answers by ")
}

func TestCannedReplies(t *testing.T) {
	h := open(t)
	boss := h.signedIn(h.signUp("Claire Martin", desk.RoleLead))
	h.want(h.post(boss, "/settings/replies", "title", "Hello", "language", "en", "text", "Hello {name},"), http.StatusUnprocessableEntity)
	h.want(h.post(boss, "/settings/replies", "title", "Hello", "language", "en", "text", "Hello {customer},\n{operator} here."), http.StatusSeeOther)
	list, err := h.db.Canned(context.Background())
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	id := h.say("person please").text("id")
	page := h.get(boss, "/desk/conversations/"+id+"?insert="+list[0].ID)
	h.shows(page, "Hello,\nClaire Martin here.</textarea>", `data-text="Hello,`)
	h.shows(h.get(boss, "/desk/conversations/"+id), "but not", "Claire Martin here.</textarea>")
	h.want(h.post(boss, "/settings/replies", "id", list[0].ID, "act", "drop"), http.StatusSeeOther)
	h.shows(h.get(boss, "/desk/conversations/"+id), "but not", `id="canned"`)
	h.want(h.post(boss, "/settings/replies", "id", "none", "title", "x", "language", "en", "text", "x"), http.StatusNotFound)
}

func TestRetentionIsCountedFirst(t *testing.T) {
	h := open(t)
	past := time.Now().AddDate(0, -4, 0)
	h.setClock(func() time.Time { return past })
	boss := h.signedIn(h.signUp("Claire Martin", desk.RoleOwner))
	id := h.say("person please").text("id")
	h.want(h.post(boss, "/desk/conversations/"+id+"/resolve"), http.StatusSeeOther)
	h.shows(h.want(h.get(boss, "/settings/retention?months=3"), http.StatusOK), "nothing would be deleted now")
	h.setClock(time.Now)
	h.shows(h.get(boss, "/settings/retention?months=3"), "Resolved conversations older than 3 months: 1.", "for ever")
	h.want(h.get(boss, "/settings/retention?months=-1"), http.StatusUnprocessableEntity)
	h.want(h.post(boss, "/settings/retention", "months", "121"), http.StatusUnprocessableEntity)
	h.want(h.post(boss, "/settings/retention", "months", "3"), http.StatusSeeOther)
	h.shows(h.get(boss, "/settings/retention"), "after the last message: 3.")
	h.want(h.post(boss, "/settings/retention", "months", "0"), http.StatusSeeOther)
	h.shows(h.get(boss, "/settings/retention"), "for ever")
}
