package web_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web"
)

var update = flag.Bool("update", false, "write docs/permissions.md")

// who is for whom a route is. Everybody else is refused: 401, 403, 404, or sent to sign in.
type who string

const (
	everyone    who = "everyone"                              // and what they see is public, or their own
	ownCustomer who = "the conversation's own"                // and keys with the scope; another customer is told that it does not exist
	anyCustomer who = "customers"                             // in whose browser a conversation is: it is about that one, and no other
	reader      who = "the conversation's own, and operators" // and keys with the scope
	byKey       who = "API keys"                              // with the scope; signing in at the desk does not open it
	anyOperator who = "operators"                             // everybody who has signed in
	anyLead     who = "leads and owners"                      //
	anyOwner    who = "owners"                                //
	byLink      who = "who holds the link"                    // a token in the address; without one it does not exist
	nobodyAtAll who = "nobody: there is no such page"
)

// lets tells whom a route lets in, of those whom the test tries.
func (w who) lets(asker string) bool {
	in := map[who][]string{
		everyone: {"nobody", "customer", "other customer", "operator", "lead", "owner", "key"}, ownCustomer: {"customer", "key"}, anyCustomer: {"customer", "other customer"}, byKey: {"key"}, reader: {"customer", "key", "operator", "lead", "owner"},
		anyOperator: {"operator", "lead", "owner"}, anyLead: {"lead", "owner"}, anyOwner: {"owner"},
	}
	return slices.Contains(in[w], asker)
}

func askers() []string {
	return []string{"nobody", "customer", "other customer", "operator", "lead", "owner", "key"}
}

// right is one line of the table: for whom a route is, and, where the pattern's own will not do, the path to try it at.
type right struct {
	who  who
	path string
}

// rights is the table of every route. It is written into docs/permissions.md.
func rights() map[string]right {
	table := map[string]right{}
	for _, group := range []struct {
		who      who
		patterns string
	}{
		{everyone, `/
			GET /healthz
			GET /readyz
			GET /metrics
			GET /openapi.json
			GET /openapi.yaml
			GET /openapi-3.0.json
			GET /openapi-3.0.yaml
			OPTIONS /api/v1/conversations
			OPTIONS /api/v1/conversations/
			POST /api/v1/conversations
			GET /chat/{inbox}
			POST /chat/{inbox}
			POST /chat/{inbox}/person
			POST /chat/{inbox}/new
			POST /chat/{inbox}/email
			POST /steps
			OPTIONS /files/
			GET /static/{address...}
			GET /widget.js
			GET /widget/{settings}
			GET /desk/login
			POST /desk/login`},
		{ownCustomer, `GET /api/v1/conversations/{id}
			GET /api/v1/conversations/{id}/stream
			POST /api/v1/conversations/{id}/messages
			POST /api/v1/conversations/{id}/reports
			POST /api/v1/conversations/{id}/rating
			POST /api/v1/conversations/{id}/files`},
		{reader, `GET /files/{id}/{name}`},
		{anyCustomer, `POST /chat/{inbox}/wrong
			POST /chat/{inbox}/rate`},
		{byKey, `POST /api/v1/conversations/{id}/operator-messages
			GET /api/v1/articles
			GET /api/v1/articles/{id}
			PUT /api/v1/articles/{id}
			DELETE /api/v1/articles/{id}
			POST /api/v1/imports
			GET /api/v1/reviews
			POST /api/v1/reviews/{turn}
			POST /api/v1/assistant/stop
			POST /api/v1/assistant/start
			GET /api/v1/recalls
			POST /api/v1/recalls
			GET /api/v1/recalls/{id}
			GET /api/v1/operators
			PUT /api/v1/operators/{id}/presence
			POST /api/v1/check`},
		{anyOperator, `GET /desk
			GET /desk/stream
			POST /desk/presence
			POST /desk/assistant
			POST /desk/reviews/{turn}
			GET /desk/conversations/{id}
			POST /desk/conversations/{id}/reply
			POST /desk/conversations/{id}/take-over
			POST /desk/conversations/{id}/resolve
			POST /desk/conversations/{id}/assign
			POST /desk/conversations/{id}/give-back
			POST /desk/conversations/{id}/reopen
			POST /desk/conversations/{id}/viewers
			POST /desk/conversations/{id}/files
			POST /desk/conversations/{id}/reports/{report}
			GET /knowledge
			GET /knowledge/articles/{id}
			GET /knowledge/try
			POST /knowledge/try
			GET /knowledge/contradictions
			GET /knowledge/gaps
			GET /watch
			GET /watch/reviews
			POST /watch/reviews/{turn}
			POST /watch/claims/{turn}/{n}
			GET /watch/incidents/{id}
			GET /watch/incidents/{id}/answers
			GET /watch/streams/{kind}/{scope}
			POST /watch/incidents/{id}
			GET /watch/incidents/{id}/report
			GET /watch/drills
			GET /watch/drills/{id}
			GET /watch/drills/{id}/report.md
			GET /watch/drills/{id}/report.html
			GET /watch/issues
			GET /recalls
			POST /recalls
			GET /recalls/{id}
			POST /recalls/{id}
			GET /recalls/{id}/report.md
			POST /desk/logout`},
		{anyLead, `POST /watch/issues
			POST /watch/issues/{id}/end
			POST /watch/issues/freezes/{id}/card
			POST /watch/issues/freezes/{id}/thaw
			GET /knowledge/import
			POST /knowledge/import
			POST /knowledge/articles/{id}/status
			POST /knowledge/articles/{id}/terms
			POST /knowledge/contradictions/{id}
			POST /desk/conversations/{id}/hold
			GET /desk/widget
			POST /desk/widget
			GET /settings
			GET /settings/operators
			POST /settings/operators
			POST /settings/operators/{id}
			POST /settings/invitations/{id}/withdraw
			GET /settings/teams
			POST /settings/teams
			POST /settings/topics
			GET /settings/teams/{id}
			POST /settings/teams/{id}
			GET /settings/autonomy
			POST /settings/autonomy
			GET /settings/model
			POST /settings/model
			GET /settings/words
			POST /settings/words
			GET /settings/replies
			POST /settings/replies
			POST /watch/budget
			POST /watch/breakers
			POST /watch/drills
			POST /watch/drills/schedule
			POST /watch/streams`},
		{anyOwner, `GET /settings/keys
			POST /settings/keys
			POST /settings/keys/{id}/revoke
			GET /settings/retention
			POST /settings/retention`},
		{byLink, `GET /desk/setup/{token}
			POST /desk/setup/{token}
			GET /back/{token}
			POST /back/{token}
			GET /join/{token}
			POST /join/{token}`},
		{nobodyAtAll, `/api/
			/desk/
			/knowledge/
			/watch/
			/recalls/
			/settings/`},
	} {
		for pattern := range strings.Lines(group.patterns) {
			if pattern = strings.TrimSpace(pattern); pattern != "" {
				table[pattern] = right{who: group.who}
			}
		}
	}
	for pattern, path := range places() {
		r := table[pattern]
		r.path = path
		table[pattern] = r
	}
	return table
}

// places are where a pattern is tried whose parts are not those of a conversation.
func places() map[string]string {
	return map[string]string{
		"GET /static/{address...}": "$style", "/api/": "/api/nothing", "/desk/": "/desk/nothing", "/settings/": "/settings/nothing", "/knowledge/": "/knowledge/nothing", "/recalls/": "/recalls/x/nothing",
		"/watch/": "/watch/nothing", "GET /watch/incidents/{id}": "/watch/incidents/$incident", "GET /watch/incidents/{id}/answers": "/watch/incidents/$incident/answers", "GET /watch/streams/{kind}/{scope}": "/watch/streams/blocked/desk",
		"POST /watch/incidents/{id}": "/watch/incidents/$incident", "GET /watch/incidents/{id}/report": "/watch/incidents/$incident/report",
		"GET /watch/drills/{id}": "/watch/drills/$drill", "GET /watch/drills/{id}/report.md": "/watch/drills/$drill/report.md", "GET /watch/drills/{id}/report.html": "/watch/drills/$drill/report.html",
		"POST /watch/claims/{turn}/{n}": "/watch/claims/$fresh/0", "POST /watch/reviews/{turn}": "/watch/reviews/$sampled",
		"GET /recalls/{id}": "/recalls/$recall", "POST /recalls/{id}": "/recalls/$recall", "GET /recalls/{id}/report.md": "/recalls/$recall/report.md", "GET /api/v1/recalls/{id}": "/api/v1/recalls/$recall",
		"POST /knowledge/contradictions/{id}": "/knowledge/contradictions/$contradiction",
		"GET /knowledge/articles/{id}":        "/knowledge/articles/returns", "POST /knowledge/articles/{id}/status": "/knowledge/articles/returns/status", "POST /knowledge/articles/{id}/terms": "/knowledge/articles/returns/terms",
		"GET /api/v1/articles/{id}": "/api/v1/articles/returns", "PUT /api/v1/articles/{id}": "/api/v1/articles/returns", "DELETE /api/v1/articles/{id}": "/api/v1/articles/$spare",
		"PUT /api/v1/operators/{id}/presence": "/api/v1/operators/$operator/presence", "POST /settings/operators/{id}": "/settings/operators/$operator",
		"POST /settings/invitations/{id}/withdraw":       "/settings/invitations/$invitation/withdraw",
		"POST /desk/conversations/{id}/reports/{report}": "/desk/conversations/$conversation/reports/$report",
		"GET /settings/teams/{id}":                       "/settings/teams/support", "POST /settings/teams/{id}": "/settings/teams/support", "POST /settings/keys/{id}/revoke": "/settings/keys/$key/revoke",
		"POST /watch/issues/freezes/{id}/card": "/watch/issues/freezes/$freeze/card",
		"GET /files/{id}/{name}":               "$file", "OPTIONS /files/": "/files/x/y",
		"OPTIONS /api/v1/conversations/": "/api/v1/conversations/x", "GET /widget/{settings}": "/widget/web.json",
	}
}

// bodies are what a pattern is tried with that looks at it before it looks at who asks, or that says no more than 404
// otherwise.
func bodies() map[string]string {
	return map[string]string{
		"POST /api/v1/recalls": `{"kind": "search", "text": "You can return a lamp within 30 days."}`, "POST /recalls/{id}": "action=leave-out",
		"POST /api/v1/conversations/{id}/messages": `{"text": "And in Belgium?"}`, "POST /api/v1/conversations/{id}/rating": `{"score": 3}`,
		"POST /api/v1/conversations/{id}/reports": `{"turn": "$told"}`, "POST /chat/{inbox}/wrong": "claim=none",
	}
}

// TestEveryRoute tries every route that there is as everybody there is, and fails for a route that the table leaves out.
func TestEveryRoute(t *testing.T) {
	h := open(t, func(_ *house, c *web.Config, _ *web.Deps) {
		lots := web.Limit{PerMinute: 1e6, Burst: 1e6}
		c.Limits.Visitor, c.Limits.Network, c.Limits.SignIn, c.Limits.Inbox = lots, lots, lots, lots
	})
	table, patterns := rights(), h.face.Patterns()
	if len(patterns) < 50 {
		t.Fatalf("found %d patterns in the mux: this version of net/http keeps them in another place; mend Patterns in routes_inside_test.go", len(patterns))
	}
	for _, p := range patterns {
		if _, there := table[p]; !there {
			t.Errorf("the route %q is not in the table of rights.\n  Say for whom it is: add the line\n\t\t\t%s\n  to its group in rights() in internal/web/permissions_test.go (everyone, ownCustomer, byKey, anyOperator, anyLead, anyOwner, byLink),\n"+
				"  give it a path in places() if it needs one, and run: go test ./internal/web -run TestEveryRoute -update", p, p)
		}
	}
	for p := range table {
		if !slices.Contains(patterns, p) {
			t.Errorf("the table of rights has %q, which is no route any more: remove its line", p)
		}
	}
	t.Run("docs", func(t *testing.T) { documented(t, table) })
	if testing.Short() {
		t.Skip("-short: the routes were not tried")
	}
	try := h.askersOf()
	for _, p := range patterns {
		for _, asker := range askers() {
			r := table[p]
			if r.who == "" || asker == "key" && (r.who == anyOperator || r.who == anyLead || r.who == anyOwner) {
				continue
			}
			status, in := try.ask(t, p, r.path, asker)
			if in != r.who.lets(asker) {
				t.Errorf("%s as %s: status %d, let in: %v, want %v (%s)", p, asker, status, in, !in, r.who)
			}
		}
	}
}

// A route that lets in who must stay out is seen: here, what everybody may read is called the owners'.
func TestEveryRouteCanFail(t *testing.T) {
	h := open(t)
	try := h.askersOf()
	if _, in := try.ask(t, "GET /healthz", "", "nobody"); in == anyOwner.lets("nobody") {
		t.Error("nobody is let in, and that was not seen")
	}
	if _, in := try.ask(t, "GET /settings/operators", "", "operator"); in == anyOperator.lets("operator") {
		t.Error("an operator is refused, and that was not seen")
	}
}

// attempts are the six, and a key that may do everything.
type attempts struct {
	h       *house
	people  map[string]desk.Operator
	jars    map[string][]*http.Cookie
	replace *strings.Replacer
}

func (h *house) askersOf() *attempts {
	h.t.Helper()
	h.shelve()
	a := &attempts{h: h, people: map[string]desk.Operator{}, jars: map[string][]*http.Cookie{}}
	base, _ := url.Parse(h.server.URL)
	for name, role := range map[string]desk.Role{"operator": desk.RoleOperator, "lead": desk.RoleLead, "owner": desk.RoleOwner} {
		a.people[name] = h.signUp(name+" "+name, role)
		a.jars[name] = h.signedIn(a.people[name]).Jar.Cookies(base)
	}
	target := h.signUp("target", desk.RoleOperator)
	for _, name := range []string{"customer", "other customer"} {
		client := browser()
		h.post(client, "/chat/web", "text", "How long may I wait to return a lamp?", "key", strings.Repeat("k", 8)+name)
		a.jars[name] = client.Jar.Cookies(base)
	}
	conversation, token := "", ""
	for _, c := range a.jars["customer"] {
		if id, rest, found := strings.Cut(c.Value, "."); found && strings.HasPrefix(c.Name, "vigie_chat_") {
			conversation, token = id, rest
		}
	}
	if conversation == "" {
		h.t.Fatal("the customer has no conversation")
	}
	held := h.say("hold on, how long may I wait?")
	told := h.say("How long may I wait to return a lamp?")
	report := desk.Report{ID: "report-1", Turn: told.text("turn", "id"), Conversation: told.text("id"), Created: h.clock()}
	if err := h.conversations.Report(context.Background(), report); err != nil {
		h.t.Fatal(err)
	}
	mine, err := h.db.LastTurn(context.Background(), conversation)
	if err != nil {
		h.t.Fatal(err)
	}
	style := h.askWith(browser(), asked{method: "GET", path: "/desk/login"}).raw
	_, style, _ = strings.Cut(style, `href="`)
	style, _, _ = strings.Cut(style, `"`)
	h.contradicting()
	page := h.get(h.signedIn(h.signUp("Paula Contra", desk.RoleLead)), "/knowledge/contradictions").raw
	_, contradiction, found := strings.Cut(page, `action="/knowledge/contradictions/`)
	if contradiction, _, _ = strings.Cut(contradiction, `"`); !found {
		h.t.Fatal("no contradiction is found")
	}
	recalled := h.recallOf("You can return a lamp within 30 days.")
	file := h.bringFile(conversation, token, "notes.txt", "hello")
	said := h.ask(asked{method: "POST", path: conversations + "/" + conversation + "/messages", key: token, body: map[string]any{"text": "Look at this", "files": []string{file.text("id")}}, header: wait(5)})
	if said.status >= 300 {
		h.t.Fatal(file.raw, said.raw)
	}
	incident, freeze := h.furnishWatch(), h.frozen(mine)
	a.replace = strings.NewReplacer("$incident", incident, "$drill", h.drilled(harmfulReport()).ID, "$fresh", h.tells("The lamp purrs.", "lamps"), "$sampled", h.sampled(), "$freeze", freeze.ID, "$recall", recalled, "$file", "/files/"+file.text("id")+"/notes.txt", "$contradiction", contradiction, "$conversation/reports/$report", report.Conversation+"/reports/"+report.ID, "$conversation", conversation,
		"$told", mine.ID, "$operator", target.ID, "$style", style, "{id}", conversation, "{turn}", held.text("turn", "id"), "{inbox}", "web", "{token}", "made-up.1.x")
	return a
}

// ask tries a route as somebody, with a form or a body that says nothing.
func (a *attempts) ask(t *testing.T, pattern, path, asker string) (status int, in bool) {
	t.Helper()
	method, place, found := strings.Cut(pattern, " ")
	if !found {
		method, place = http.MethodGet, pattern
	}
	if path != "" {
		place = path
	}
	place = a.spare(t, a.replace.Replace(place))
	client := browser()
	jar, _ := cookiejar.New(nil)
	base, _ := url.Parse(a.h.server.URL)
	jar.SetCookies(base, a.jars[asker])
	client.Jar, client.Timeout = jar, 20*time.Second
	body := a.replace.Replace(bodies()[pattern])
	r, err := http.NewRequest(method, a.h.server.URL+place, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", a.h.server.URL)
	if strings.HasPrefix(place, "/api/") {
		r.Header.Set("Content-Type", "application/json")
	}
	if asker == "key" {
		r.Header.Set("Authorization", "Bearer "+adminKey)
	}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatalf("%s as %s: %v", pattern, asker, err)
	}
	_ = answer.Body.Close()
	if place == "/desk/logout" && a.people[asker].ID != "" {
		a.jars[asker] = a.h.signedIn(a.people[asker]).Jar.Cookies(base)
	}
	switch answer.StatusCode {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		return answer.StatusCode, place == "/desk/login" // a wrong password is what this page is for
	case http.StatusSeeOther:
		return answer.StatusCode, !strings.HasPrefix(answer.Header.Get("Location"), "/desk/login?next=")
	}
	return answer.StatusCode, true
}

// spare makes what a route uses up.
func (a *attempts) spare(t *testing.T, place string) string {
	t.Helper()
	if strings.Contains(place, "$invitation") {
		i, _, err := a.h.access.Invite(t.Context(), bytes.Repeat([]byte("s"), 32), access.Invitation{
			Email: "new@lumen.example", Team: "support", Role: desk.RoleOperator, By: "x",
		}, access.Deed{ID: fmt.Sprint("spare", time.Now().UnixNano()), At: a.h.clock()})
		if err != nil {
			t.Fatal(err)
		}
		place = strings.Replace(place, "$invitation", i.ID, 1)
	}
	if strings.Contains(place, "$key") {
		k, _, err := a.h.access.NewKey(t.Context(), "spare", access.CheckScope)
		if err != nil {
			t.Fatal(err)
		}
		place = strings.Replace(place, "$key", k.ID, 1)
	}
	return strings.Replace(place, "$spare", "returns", 1)
}

// documented compares docs/permissions.md with the tables, or writes it.
func documented(t *testing.T, table map[string]right) {
	t.Helper()
	var b strings.Builder
	b.WriteString("# Who may do what\n\nWritten by `go test ./internal/web -run TestEveryRoute -update` from the tables that the program and its tests use; change those.\n\n" +
		"## Roles\n\n`internal/access/permission.go` is the table. What stands in no line, nobody may do. One owner always remains.\n\n| | operator | lead | owner |\n|---|---|---|---|\n")
	for _, g := range access.Grants() {
		b.WriteString("| " + string(g.Permission))
		for _, role := range []desk.Role{desk.RoleOperator, desk.RoleLead, desk.RoleOwner} {
			b.WriteString(map[bool]string{true: " | yes", false: " | no"}[slices.Contains(g.Roles, role)])
		}
		b.WriteString(" |\n")
	}
	b.WriteString("\n## Routes\n\nEach is tried as each of these by `TestEveryRoute`: nobody, the customer whose conversation it is, another customer, an operator, a lead, an owner, " +
		"and a program with an API key of every scope. Who is not named is refused: 401, 403, 404, or the way to sign in.\n\n| route | for |\n|---|---|\n")
	var patterns []string
	for p := range table {
		patterns = append(patterns, p)
	}
	slices.SortFunc(patterns, func(x, y string) int { return strings.Compare(sortKey(x), sortKey(y)) })
	for _, p := range patterns {
		fmt.Fprintf(&b, "| `%s` | %s |\n", p, table[p].who)
	}
	const place = "../../docs/permissions.md"
	if *update {
		if err := os.WriteFile(place, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(place)
	if err != nil || string(have) != b.String() {
		t.Errorf("docs/permissions.md does not say what holds: %v; run go test ./internal/web -run TestEveryRoute -update", err)
	}
}

func sortKey(pattern string) string {
	method, path, found := strings.Cut(pattern, " ")
	if !found {
		return pattern
	}
	return path + " " + method
}
