package web_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/search"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/store/storetest"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/watch/recall"
	"github.com/vigie-desk/vigie/internal/web"
)

// house is a whole desk in a temporary folder, with a stand-in for the assistant: what it answers is in the message.
type house struct {
	t             testing.TB
	db            *store.DB
	conversations *conversation.Service
	access        *access.Service
	library       *knowledge.Library
	finder        *search.Service
	recalls       *recall.Service
	server        *httptest.Server
	face          *web.Server
	key           string // an API key that may do everything
	log           *bytes.Buffer
	logs          sync.Mutex
	expected      atomic.Int64 // nanoseconds
	asleep        atomic.Bool  // the assistant answers nothing
	blind         atomic.Bool  // what operators write cannot be checked
	acts          sync.Map     // what was done last of each sort, and why
	watch         atomic.Pointer[func() time.Time]
	tower         *watch.Service
	steps         web.Steps // what has been done of the first ones
}

const adminKey = "test-key-that-may-do-everything"

// open builds and serves a house. change adjusts the configuration and the parts before the face is made.
func open(t *testing.T, change ...func(*house, *web.Config, *web.Deps)) *house {
	t.Helper()
	return openFor(t, change...)
}

func openFor(t testing.TB, change ...func(*house, *web.Config, *web.Deps)) *house {
	t.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, store.Config{Folder: storetest.Folder(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	h := &house{t: t, db: db, key: adminKey, log: &bytes.Buffer{}}
	h.setClock(func() time.Time { return time.Now().UTC() })
	newID := func() string { return uuid.Must(uuid.NewV7()).String() }
	now := func() time.Time { return h.clock() }
	h.conversations = conversation.New(db, now, newID, conversation.Defaults())
	h.access = access.New(access.Parts{Operators: db, Keys: db, Settings: db, Now: now, NewID: newID, Random: rand.Reader, Invitations: db})
	h.library = knowledge.New(knowledge.Config{Shelf: db, Conflicts: db, Now: now, NewID: newID})
	h.furnish(ctx)
	cfg := web.Defaults()
	cfg.Version, cfg.Inbox, cfg.CommonTeam = "test", "web", "support"
	cfg.Secret, cfg.IdentitySecret = bytes.Repeat([]byte("s"), 32), []byte("identity")
	people := review.New(db, h.conversations.HandOver, now, newID)
	h.finder = search.New(db)
	h.tower = watch.New(watch.Parts{Store: db, Claims: db, Ration: db, Streams: db, Samples: db, Memos: db, Questions: db, Now: now, NewID: newID})
	h.recalls = recall.New(db, db.InForce, now, newID, time.UTC)
	deps := web.Deps{
		WatchAnswering: func(id string) (<-chan struct{}, func()) { return db.Subscribe(store.TopicAnswering(id)) },
		WatchCase:      func(id string) (<-chan struct{}, func()) { return db.Subscribe(store.TopicCase(id)) },
		Conversations:  h.conversations, Review: people, Moves: people, Viewers: db, Finder: h.finder, Access: h.access,
		Threads: db, Ledger: db, People: db, Opinions: db, Doors: db, Library: h.library, Assistant: h, Sessions: db.Sessions(now),
		Files: db, Board: db, Presence: db.Seen, Reach: db, Held: db.Held, Customer: db.Customer,
		Remembered: func(ctx context.Context, caller, name string, since time.Time) (web.Remembered, error) {
			r, err := db.IdempotencyKey(ctx, caller, name, since)
			return web.Remembered(r), err
		},
		Act: func(ctx context.Context, who, act, ref, reason string) error {
			h.acts.Store(act, reason)
			return db.Act(ctx, newID(), who, act, ref, reason, now())
		},
		Version: h.library.Version, Acts: db.Acts, CheckEdit: h.checkEdit,
		Watch:        func(id string) (<-chan struct{}, func()) { return db.Subscribe(store.TopicConversation(id)) },
		WatchDesk:    func() (<-chan struct{}, func()) { return db.Subscribe(store.TopicDesk) },
		Offer:        func(c conversation.Claim) { go h.answer(c) },
		Expected:     func() time.Duration { return time.Duration(h.expected.Load()) },
		Check:        func(r guard.Request) guard.Report { return guard.Inspect(r, now()) },
		Contradicted: h.contradicted, Steps: func(context.Context) (web.Steps, error) { return h.steps, nil },
		Recalls: h.recalls, RecallBook: db, Holds: db,
		Shelves: db, Curator: h.library, Try: h.try,
		Incidents: db, Console: db, Behind: db, Instruments: h.tower, Duty: h.tower, Bounds: h.tower, Samples: h.tower, Issues: db, Drills: db, StartDrill: h.startDrill,
		Ready: db.Ping, Metrics: prometheus.NewRegistry(), Now: now, NewID: newID,
	}
	h.settings(&deps)
	for _, c := range change {
		c(h, &cfg, &deps)
	}
	h.face, err = web.New(cfg, deps, slog.New(slog.NewJSONHandler(h, &slog.HandlerOptions{Level: slog.LevelDebug})))
	if err != nil {
		t.Fatal(err)
	}
	h.server = httptest.NewServer(h.face)
	t.Cleanup(func() { h.face.Close(); h.server.Close() })
	return h
}

func (h *house) clock() time.Time                { return (*h.watch.Load())() }
func (h *house) setClock(clock func() time.Time) { h.watch.Store(&clock) }

// Write keeps the log.
func (h *house) Write(p []byte) (int, error) {
	h.logs.Lock()
	defer h.logs.Unlock()
	return h.log.Write(p)
}

func (h *house) logged() string {
	h.logs.Lock()
	defer h.logs.Unlock()
	return h.log.String()
}

func (h *house) furnish(ctx context.Context) {
	h.t.Helper()
	err := h.db.PutTeam(ctx, desk.Team{ID: "support", Name: "The Lumen team", Languages: []desk.Language{desk.English, desk.French}})
	for _, i := range []desk.Inbox{
		{ID: "web", Brand: "Lumen", Language: desk.English, Team: "support", Visitors: true, Origins: []string{"https://shop.example"}},
		{ID: "partners", Brand: "Lumen partners", Language: desk.French, Team: "support"},
	} {
		if err == nil {
			err = h.db.PutInbox(ctx, i)
		}
	}
	if err == nil {
		err = h.access.EnsureKey(ctx, "everything", adminKey, access.Admin)
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

// contradicted implements web.Deps.Contradicted.
func (h *house) contradicted(ctx context.Context) (map[string]bool, error) {
	list, err := h.library.Contradictions(ctx)
	found := map[string]bool{}
	for _, c := range list {
		found[c.Left.Article], found[c.Right.Article] = true, true
	}
	return found, err
}

// Stop implements web.Assistant.
func (h *house) Stop(ctx context.Context, scope string, level desk.Autonomy, by string) (int, error) {
	lowered, err := h.db.LowerLevel(ctx, desk.Level{Scope: scope, Level: level, By: by, At: h.clock()})
	if err == nil && !lowered {
		err = desk.Errorf(desk.Conflict, "lower already")
	}
	return 0, err
}

// Start implements web.Assistant.
func (h *house) Start(ctx context.Context, scope string, level desk.Autonomy, by string) error {
	if level == desk.DraftOnly {
		return h.db.SetLevel(ctx, desk.Level{Scope: scope, Level: level, By: by, At: h.clock()})
	}
	return h.db.ClearLevel(ctx, scope)
}

// Ceiling implements web.Assistant.
func (h *house) Ceiling() desk.Autonomy { return desk.Auto }

// checkEdit stands in for the guard: it holds back what speaks of forever, and keeps the findings of a draft that is not
// changed. Where h.blind is set it cannot look.
func (h *house) checkEdit(_ context.Context, _ desk.Turn, d desk.Decision, text, author string) ([]desk.Finding, desk.Verdict, error) {
	if h.blind.Load() {
		return nil, desk.Held, desk.Errorf(desk.Unavailable, "the knowledge is away")
	}
	var found []desk.Finding
	if text == d.Draft.Text {
		found = append(found, d.Findings...)
	}
	for n, c := range guard.Claims(text, desk.English) {
		if strings.Contains(c.Text, "forever") && author != "" {
			found = append(found, desk.Finding{Check: "support", Severity: desk.Block, Claim: n, Message: "not there: forever"})
		}
	}
	return found, desk.VerdictOf(found), nil
}

// Levels implements web.Assistant.
func (h *house) Levels(ctx context.Context) ([]desk.Level, error) { return h.db.Levels(ctx) }

// answer stands in for the flow: the first word of the message says what becomes of it.
func (h *house) answer(c conversation.Claim) {
	if h.asleep.Load() {
		return
	}
	ctx := context.Background()
	claim, err := h.db.ClaimTurn(ctx, c, h.clock(), h.clock().Add(time.Minute))
	if err != nil {
		return
	}
	said, err := h.db.RecentMessages(ctx, c.Conversation, 1)
	if err != nil || len(said) == 0 {
		return
	}
	_ = h.conversations.Settle(ctx, claim, decisionFor(said[0].Text))
}

func decisionFor(text string) desk.Decision {
	language := desk.English
	if strings.Contains(text, "français") {
		language = desk.French
	}
	draft := quoted(language)
	d := desk.Decision{Topic: "returns", Language: language, Question: text, Draft: draft, Elapsed: 7 * time.Millisecond}
	switch word, _, _ := strings.Cut(text, " "); word {
	case "hold":
		d.Action, d.Reason = desk.Hold, desk.AutonomyDraft
		d.Findings = []desk.Finding{{Check: "covers", Severity: desk.Warn, Claim: desk.WholeDraft, Message: "the question names a plan that the draft does not"}}
	case "blocked":
		d = composedDraft(d)
	case "asides":
		d.Action, d.Reason = desk.Send, desk.Answered
		d.Findings = []desk.Finding{
			{Check: "model", Severity: desk.Note, Claim: desk.WholeDraft, Message: "the provider is overloaded"},
			{Check: "support", Severity: desk.Note, Claim: desk.WholeDraft, Message: "of the model's choice, which was not used: it invents a rule"},
		}
	case "failed":
		d.Action, d.Reason = desk.HandOver, desk.GuardHeld
		d.Findings = []desk.Finding{{Check: "numbers", Severity: desk.Block, Claim: desk.WholeDraft, Message: "the check failed: gave no answer within 2s"}}
	case "thanks":
		d.Action, d.Reason, d.Draft = desk.Send, desk.Courtesy, desk.Draft{Language: language, Text: "You are welcome."}
	case "person", "I", "Je":
		d.Action, d.Reason, d.Draft = desk.HandOver, desk.AskedForPerson, desk.Draft{}
	case "unknown:":
		d.Action, d.Reason, d.Draft = desk.HandOver, desk.NotCovered, desk.Draft{}
	case "danger":
		d.Action, d.Reason, d.Draft = desk.HandOver, desk.Vulnerable, desk.Draft{}
	case "which":
		d.Action, d.Reason, d.Draft = desk.Clarify, desk.Ambiguous, desk.Draft{Language: language, Text: "Which version do you use: 2 or 3?"}
	default:
		d.Action, d.Reason = desk.Send, desk.Answered
	}
	return d
}

// composedDraft is a model's draft that the checks hold back: one sentence stands, one does not.
func composedDraft(d desk.Decision) desk.Decision {
	second := "You can also swap it for a new one at any time."
	if d.Language == desk.French {
		second = "Vous pouvez aussi l'échanger à tout moment."
	}
	c := d.Draft.Claims[0]
	n := c.End
	d.Draft.Mode, d.Draft.Text = desk.Compose, c.Text+" "+second
	d.Draft.Claims = []desk.Claim{c, {Start: n + 1, End: n + 1 + len([]rune(second)), Text: second, Kind: desk.PolicyClaim}}
	d.Action, d.Reason = desk.Hold, desk.GuardHeld
	d.Versions = desk.Versions{Guard: "guard-2", Knowledge: 7, Model: "scripted-8b", Prompt: "compose 3"}
	d.Findings = []desk.Finding{
		{Check: "policy", Severity: desk.Block, Claim: 1, Message: `"at any time" is a promise or a rule, and the evidence does not say it`},
		{Check: "covers", Severity: desk.Warn, Claim: desk.WholeDraft, Message: "the question names a plan that the draft does not"},
	}
	return d
}

func quoted(language desk.Language) desk.Draft {
	first, second := "You can return a lamp within 30 days of delivery.", "We pay the return postage inside the EU."
	title := "Returns and refunds"
	if language == desk.French {
		first, second = "Vous pouvez renvoyer une lampe dans les 30 jours suivant la livraison.", "Nous payons le retour dans l'Union européenne."
		title = "Retours et remboursements"
	}
	n := len([]rune(first))
	evidence := func(quote string) []desk.Evidence {
		return []desk.Evidence{{Article: "returns", Version: "v1", Title: title, URL: "https://lumen.example/help/returns", Quote: quote}}
	}
	return desk.Draft{Mode: desk.Quote, Language: language, Text: first + " " + second, Claims: []desk.Claim{
		{Start: 0, End: n, Text: first, Kind: desk.PolicyClaim, Evidence: evidence(first)},
		{Start: n + 1, End: n + 1 + len([]rune(second)), Text: second, Kind: desk.PriceClaim, Evidence: evidence(second)},
	}}
}

// asked is one request of a test.
type asked struct {
	method, path string
	key          string // bearer
	body         any    // JSON; a string goes as it is
	header       map[string]string
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	raw    string
	body   map[string]any
}

func (h *house) ask(a asked) answer {
	h.t.Helper()
	return h.askWith(http.DefaultClient, a)
}

func (h *house) askWith(client *http.Client, a asked) answer {
	h.t.Helper()
	var body io.Reader
	switch b := a.body.(type) {
	case nil:
	case string:
		body = strings.NewReader(b)
	case []byte:
		body = bytes.NewReader(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			h.t.Fatal(err)
		}
		body = bytes.NewReader(text)
	}
	r, err := http.NewRequest(a.method, h.server.URL+a.path, body)
	if err != nil {
		h.t.Fatal(err)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if a.key != "" {
		r.Header.Set("Authorization", "Bearer "+a.key)
	}
	for name, value := range a.header {
		r.Header.Set(name, value)
	}
	resp, err := client.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	got := answer{status: resp.StatusCode, header: resp.Header, raw: string(raw)}
	if strings.Contains(resp.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(raw, &got.body); err != nil {
			h.t.Fatalf("%s %s: not JSON: %v: %s", a.method, a.path, err, raw)
		}
	}
	return got
}

// at digs into an answer: at("turn", "reply", "text").
func (a answer) at(path ...any) any {
	var v any = a.body
	for _, step := range path {
		switch s := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[s]
		case int:
			list, _ := v.([]any)
			if s >= len(list) {
				return nil
			}
			v = list[s]
		}
	}
	return v
}

func (a answer) text(path ...any) string {
	if v := a.at(path...); v != nil {
		return fmt.Sprint(v)
	}
	return ""
}

// want fails unless the answer has a status. Where a message was only to be taken, it may have been answered already.
func (h *house) want(a answer, status int) answer {
	h.t.Helper()
	if a.status != status && (status != http.StatusAccepted || !a.taken() || h.asleep.Load()) {
		h.t.Fatalf("status %d, want %d: %s", a.status, status, a.raw)
	}
	return a
}

// taken tells whether a message was taken: answered already, or yet to be.
func (a answer) taken() bool { return a.status == http.StatusAccepted || a.status == http.StatusOK }

// say begins a conversation with the key, and waits for the decision.
func (h *house) say(text string) answer {
	h.t.Helper()
	return h.want(h.ask(asked{
		method: "POST", path: "/api/v1/conversations", key: h.key, body: map[string]any{"text": text}, header: map[string]string{"Prefer": "wait=10"},
	}), http.StatusOK)
}

// browser is a client that keeps cookies and does not follow redirects.
func browser() *http.Client {
	jar, _ := cookiejar.New(nil)
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
