package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web"
)

// TestChatWithoutScripts goes through a whole conversation with forms and links only.
func TestChatWithoutScripts(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleLead)
	client := browser()
	empty := h.want(h.get(client, "/chat/web"), http.StatusOK)
	h.shows(empty, "You are writing to an AI assistant, not to a person.", "Talk to a person", "What can we help you with?", "but not", `http-equiv="refresh"`, `class="bubble`)
	sent := h.want(h.post(client, "/chat/web", "text", "How long may I wait to return a lamp?", "key", field(empty, "key")), http.StatusSeeOther)
	if to := sent.header.Get("Location"); to != "/chat/web#stage" {
		t.Errorf("on to %q", to)
	}
	answered := h.want(h.get(client, "/chat/web"), http.StatusOK)
	h.shows(answered, "How long may I wait", "AI assistant", "within 30 days of delivery", "Checked against our help pages", "Returns and refunds",
		`href="https://lumen.example/help/returns"`, "<blockquote>", "Begin another conversation", "but not", `http-equiv="refresh"`, "What can we help you with?")

	h.want(h.post(client, "/chat/web/person", "key", field(answered, "person-key")), http.StatusSeeOther)
	handed := h.want(h.get(client, "/chat/web"), http.StatusOK)
	h.shows(handed, "I would like to talk to a person.", "Automatic message, not a person", "A person will answer you here.", "The Lumen team, by ")

	desk := h.signedIn(o)
	_, rest, _ := strings.Cut(handed.raw, `data-conversation="`)
	id, _, _ := strings.Cut(rest, `"`)
	h.want(h.post(desk, "/desk/conversations/"+id+"/take-over"), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "Claire Martin is answering you in person.")
	h.want(h.post(desk, "/desk/conversations/"+id+"/reply", "text", "Hello, I am Claire."), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "Hello, I am Claire.", "Claire Martin", "a person", "but not", "is answering you in person")
	h.want(h.post(desk, "/desk/conversations/"+id+"/resolve"), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "This conversation is closed.")

	h.want(h.post(client, "/chat/web/new"), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "What can we help you with?", "but not", "Hello, I am Claire.")
	h.shows(h.get(browser(), "/chat/web"), "What can we help you with?", "but not", "Hello, I am Claire.")
}

func TestChatWaits(t *testing.T) {
	h := open(t)
	h.asleep.Store(true)
	client := browser()
	begun := time.Now()
	h.want(h.post(client, "/chat/web", "text", "hello", "key", "0d4c0d5e-3f51-4b3f-8a51-3a3d7a3c1b11"), http.StatusSeeOther)
	if took := time.Since(begun); took > 8*time.Second {
		t.Errorf("the form took %v", took)
	}
	h.shows(h.get(client, "/chat/web"), "Looking for a checked answer", `<meta http-equiv="refresh" content="3">`, "Show the answer")
	// The same form sent again is the same message.
	h.want(h.post(browser(), "/chat/web", "text", "hello", "key", "0d4c0d5e-3f51-4b3f-8a51-3a3d7a3c1b11"), http.StatusSeeOther)
	page := h.get(client, "/chat/web")
	if n := strings.Count(page.raw, `class="bubble customer"`); n != 1 {
		t.Errorf("%d messages of one form", n)
	}
}

func TestChatHeld(t *testing.T) {
	h := open(t)
	h.signUp("Claire Martin", desk.RoleOperator)
	client := browser()
	h.want(h.post(client, "/chat/web", "text", "hold on", "key", ""), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "A person is checking the answer before you get it.", "The Lumen team, by ", "but not", "within 30 days")
	// The button calls a person whatever the draft does.
	h.want(h.post(client, "/chat/web/person", "key", ""), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "A person will answer you here.")
}

func TestChatRefusals(t *testing.T) {
	h := open(t, func(_ *house, c *web.Config, _ *web.Deps) { c.Limits.Visitor = web.Limit{PerMinute: 1, Burst: 2} })
	client := browser()
	for name, c := range map[string]struct {
		text   string
		status int
		says   string
	}{
		"empty":    {"", http.StatusUnprocessableEntity, "Please write at least one word."},
		"blank":    {" \n ", http.StatusUnprocessableEntity, "Please write at least one word."},
		"control":  {"\x01", http.StatusUnprocessableEntity, "Something in the form is not right."},
		"too long": {strings.Repeat("å", 20_001), http.StatusRequestEntityTooLarge, "This message is too long."},
		"too much": {strings.Repeat("x", 2<<20), http.StatusRequestEntityTooLarge, "This message is too long."},
	} {
		got := h.post(client, "/chat/web", "text", c.text, "key", "")
		if got.status != c.status || !strings.Contains(got.raw, c.says) || !strings.Contains(got.raw, "Talk to a person") {
			t.Errorf("%s: %d %s", name, got.status, clip(got.raw))
		}
	}
	// Past the limit the text stays in its field, and the answer says when to come back.
	for range 3 {
		h.want(h.post(client, "/chat/web", "text", "hello", "key", ""), http.StatusSeeOther)
	}
	got := h.want(h.post(client, "/chat/web", "text", "what I typed <b>", "key", ""), http.StatusTooManyRequests)
	h.shows(got, "what I typed &lt;b&gt;</textarea>", "Nothing was lost", `role="alert"`)
	if got.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
}

func TestChatDoors(t *testing.T) {
	h := open(t)
	h.shows(h.want(h.get(browser(), "/chat/nowhere"), http.StatusNotFound), "This did not work")
	h.shows(h.want(h.get(browser(), "/chat/partners"), http.StatusForbidden), "n&#39;est pas ouvert aux visiteurs", "but not", "<textarea")
	h.want(h.post(browser(), "/chat/partners", "text", "x"), http.StatusUnauthorized)
	framed := h.get(browser(), "/chat/web").header.Get("Content-Security-Policy")
	if !strings.Contains(framed, "frame-ancestors 'self' https://shop.example") || strings.Contains(framed, "unsafe") {
		t.Errorf("policy %q", framed)
	}
	// A cookie that opens nothing is no conversation.
	h.shows(h.get(browser(), "/chat/web", "Cookie", "vigie_chat_web=some.vgv_thing"), "What can we help you with?")
	h.shows(h.get(browser(), "/chat/web", "Cookie", "vigie_chat_web=nonsense"), "What can we help you with?")
	theirs := h.want(h.ask(asked{method: "POST", path: conversations, body: map[string]any{"text": "their secret"}, header: wait(5)}), http.StatusOK)
	id, token := theirs.text("id"), theirs.text("visitor_token")
	h.shows(h.get(browser(), "/chat/web", "Cookie", "vigie_chat_web="+id+"."+token), "their secret")
	for _, cookie := range []string{id + ".vgv_guess", id + ".", id, id + "." + token + "x"} {
		h.shows(h.get(browser(), "/chat/web", "Cookie", "vigie_chat_web="+cookie), "What can we help you with?", "but not", "their secret")
	}
}

func TestLanguages(t *testing.T) {
	h := open(t)
	h.signUp("Claire Martin", desk.RoleOperator)
	const english, french = "You are writing to an AI assistant", "Vous écrivez à un assistant IA"
	for name, c := range map[string]struct{ path, accept, cookie, want string }{
		"the inbox's":      {"/chat/web", "", "", english},
		"the browser's":    {"/chat/web", "fr-CH, fr;q=0.9, en;q=0.8", "", french},
		"by weight":        {"/chat/web", "fr;q=0.2, en;q=0.9", "", english},
		"not spoken":       {"/chat/web", "de, it;q=0.5", "", english},
		"refused":          {"/chat/web", "fr;q=0", "", english},
		"nonsense":         {"/chat/web", ";;q=,,fr;q=x", "", english},
		"asked":            {"/chat/web?lang=fr", "en", "", french},
		"asked before":     {"/chat/web", "en", "vigie_lang=fr", french},
		"asked otherwise":  {"/chat/web?lang=en", "fr", "vigie_lang=fr", english},
		"asked in another": {"/chat/web?lang=de", "fr", "", french},
	} {
		got := h.get(browser(), c.path, "Accept-Language", c.accept, "Cookie", c.cookie)
		if !strings.Contains(got.raw, c.want) {
			t.Errorf("%s: not in the language wanted", name)
		}
	}
	client := browser()
	h.get(client, "/?lang=fr")
	h.shows(h.get(client, "/chat/web"), french)
	h.shows(h.get(client, "/nowhere"), "Cela n&#39;a pas fonctionné")
	h.want(h.post(client, "/chat/web/person", "key", ""), http.StatusSeeOther)
	h.shows(h.get(client, "/chat/web"), "Je voudrais parler à une personne.", "Une personne vous répondra ici.", "vous répondra ici au plus tard")
}

// TestChatWithNobodyOnTheRoster promises no time and no person, in either language, until there is somebody.
func TestChatWithNobodyOnTheRoster(t *testing.T) {
	h := open(t)
	for lang, words := range map[string][]string{
		"en": {"Your conversation is kept for a person; no time is promised yet.", "There is nobody here yet who can answer you", "but not", "A person will answer you here.", "within reach", "takes over"},
		"fr": {"Votre conversation est gardée pour une personne\u00a0; aucun délai n&#39;est encore promis.", "encore personne ici pour vous répondre", "but not", "Une personne vous répondra ici.", "joignable", "prend le relais"},
	} {
		client := browser()
		h.want(h.post(client, "/chat/web/person?lang="+lang, "key", ""), http.StatusSeeOther)
		h.shows(h.want(h.get(client, "/chat/web?lang="+lang), http.StatusOK), words...)
	}
	h.signUp("Claire Martin", desk.RoleOperator)
	h.shows(h.want(h.get(browser(), "/chat/web"), http.StatusOK), "A person is always within reach.")
}
