package web_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/vigie-desk/vigie/internal/desk"
)

// What a line can do to one request.
const (
	fine     = "fine"
	refuses  = "502 before"
	after502 = "502 after"    // the desk has done what it was asked, and the answer is a proxy's page
	cutAfter = "cut after"    // the same, and the connection ends
	half     = "half"         // half of the answer comes
	slow     = "slow"         // it comes late and in pieces
	silent   = "silent"       // nothing comes, ever
	mute     = "silent after" // the desk has done what it was asked, and nothing comes
)

// rough stands between a browser and the desk, and does to each request what fate says.
type rough struct {
	server *httptest.Server
	fate   atomic.Pointer[func(*http.Request) string]
	seen   sync.Map // how often each happened
}

func (h *house) rough() *rough {
	h.t.Helper()
	to, err := url.Parse(h.server.URL)
	if err != nil {
		h.t.Fatal(err)
	}
	f := &rough{}
	f.set(func(*http.Request) string { return fine })
	proxy := httputil.NewSingleHostReverseProxy(to)
	proxy.FlushInterval = -1
	proxy.ErrorHandler = func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) }
	f.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		how := (*f.fate.Load())(r)
		n, _ := f.seen.LoadOrStore(how, new(atomic.Int32))
		n.(*atomic.Int32).Add(1)
		f.serve(w, r, proxy, how)
	}))
	f.server.Config.ErrorLog = nil
	h.t.Cleanup(func() { f.server.CloseClientConnections(); f.server.Close() })
	return f
}

func (f *rough) set(fate func(*http.Request) string) { f.fate.Store(&fate) }

func (f *rough) serve(w http.ResponseWriter, r *http.Request, proxy http.Handler, how string) {
	if strings.HasSuffix(r.URL.Path, "/stream") && how == silent { // the line is open, and dead
		w.Header().Set("Content-Type", "text/event-stream")
		w.WriteHeader(http.StatusOK)
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
		return
	}
	if strings.HasSuffix(r.URL.Path, "/stream") && how != fine && how != refuses {
		ctx, cancel := context.WithTimeout(r.Context(), time.Duration(rand.IntN(1500))*time.Millisecond)
		defer cancel()
		proxy.ServeHTTP(w, r.WithContext(ctx))
		panic(http.ErrAbortHandler)
	}
	answer := httptest.NewRecorder()
	switch how {
	case fine:
		proxy.ServeHTTP(w, r)
		return
	case refuses:
		f.gateway(w)
		return
	case silent:
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	}
	proxy.ServeHTTP(answer, r)
	body := answer.Body.Bytes()
	if how == after502 {
		f.gateway(w)
		return
	}
	if how == cutAfter {
		panic(http.ErrAbortHandler)
	}
	if how == mute {
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	}
	maps.Copy(w.Header(), answer.Header())
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if how == slow {
		time.Sleep(400 * time.Millisecond)
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(body[:len(body)/2])
	_ = http.NewResponseController(w).Flush()
	if how == half && len(body) > 0 {
		panic(http.ErrAbortHandler)
	}
	time.Sleep(200 * time.Millisecond)
	_, _ = w.Write(body[len(body)/2:])
}

func (f *rough) gateway(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(http.StatusBadGateway)
	_, _ = w.Write([]byte("<html><head><title>502</title></head><body><h1>502 Bad Gateway</h1></body></html>"))
}

// storm throws dice for each request but those for what a page is made of.
func (f *rough) storm(t *testing.T) {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	if given := os.Getenv("VIGIE_STORM"); given != "" {
		n, err := strconv.ParseUint(given, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		seed = n
	}
	t.Logf("VIGIE_STORM=%d", seed)
	dice, mu := rand.New(rand.NewPCG(seed, 1)), sync.Mutex{}
	f.set(func(r *http.Request) string {
		mu.Lock()
		defer mu.Unlock()
		if strings.HasPrefix(r.URL.Path, "/static/") || r.URL.Path == "/widget.js" || strings.HasPrefix(r.URL.Path, "/widget/") {
			return fine
		}
		return []string{fine, fine, fine, refuses, after502, cutAfter, half, slow, slow}[dice.IntN(9)]
	})
}

// saidBy are the messages of one author in a conversation, as the desk keeps them.
func (h *house) saidBy(id string, by desk.Author) []string {
	h.t.Helper()
	list, err := h.db.Messages(context.Background(), id, 0, 500)
	if err != nil {
		h.t.Fatal(err)
	}
	var words []string
	for _, m := range list {
		if m.Author == by {
			words = append(words, m.Text)
		}
	}
	return words
}

// onlyOne gives the one conversation that there is in any state, and fails where there are more.
func (h *house) onlyOne() string {
	h.t.Helper()
	var ids []string
	for _, state := range []desk.ConversationState{desk.WithAssistant, desk.WaitingPerson, desk.WithPerson, desk.WaitingCustomer, desk.Resolved} {
		list, _, err := h.db.List(context.Background(), state, "", "", 100)
		if err != nil {
			h.t.Fatal(err)
		}
		for _, c := range list {
			ids = append(ids, c.ID)
		}
	}
	if len(ids) != 1 {
		h.t.Fatalf("there are %d conversations", len(ids))
	}
	return ids[0]
}

// TestChatInAStorm writes on while the line does everything that lines do: each message comes once, in order, and every
// answer is seen without anybody loading the page again.
func TestChatInAStorm(t *testing.T) {
	t.Parallel() // it waits more than it works
	h := open(t)
	line, ctx := h.rough(), chromiumFor(t, 8*time.Minute)
	do(ctx, t, chromedp.Navigate(line.server.URL+"/chat/web"), chromedp.WaitVisible(chromedp.ID("send")))
	line.storm(t)
	var want []string
	for i := range 6 {
		want = append(want, fmt.Sprint("question ", i))
		do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), want[i]), chromedp.Click(chromedp.ID("send")))
		patiently(ctx, t, `document.getElementById("text").value === ""`)
	}
	line.set(func(*http.Request) string { return fine })
	id := h.onlyOne()
	o := h.signUp("Claire Martin", desk.RoleOperator)
	h.want(h.ask(asked{method: "POST", path: conversations + "/" + id + "/operator-messages", key: h.key, body: map[string]any{"text": "after the storm", "operator": o.ID}}), http.StatusOK)
	patiently(ctx, t, `document.querySelectorAll(".bubble.customer").length === 6 && [...document.querySelectorAll(".bubble.operator")].length === 1`)
	if got := h.saidBy(id, desk.ByCustomer); !slices.Equal(got, want) {
		t.Errorf("kept: %q", got)
	}
	shown := eval[[]string](ctx, t, `[...document.querySelectorAll(".bubble.customer .text")].map((p) => p.textContent)`)
	if !slices.Equal(shown, want) {
		t.Errorf("shown: %q", shown)
	}
}

// patiently waits for what may take several tries: in a storm, each of which has one chance in three, for as long as leaves
// one run in a thousand to fail by chance.
func patiently(ctx context.Context, t *testing.T, script string) {
	t.Helper()
	for deadline := time.Now().Add(90 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		there, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script))
		if err == nil && there {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("never came: %s: %v\n%s", script, err, eval[string](ctx, t, `document.body?.innerText + "\nfield: " + document.getElementById("text")?.value + "\nwidget: " + document.querySelector("vigie-chat")?.shadowRoot.querySelector(".root").innerText + "\nits field: " + document.querySelector("vigie-chat")?.shadowRoot.querySelector("#text").value`))
		}
	}
}

// TestChatTypedOnWhileSending types on while a message is on its way, over a line that has lost its answer: the message
// counts once, and what was typed meanwhile stays to be sent by itself.
func TestChatTypedOnWhileSending(t *testing.T) {
	h := open(t)
	line, ctx := h.rough(), chromium(t)
	do(ctx, t, chromedp.Navigate(line.server.URL+"/chat/web"))
	for i, how := range []string{slow, cutAfter, after502, "page lost"} {
		n := atomic.Int32{}
		line.set(func(r *http.Request) string {
			post := r.Method == http.MethodPost
			if how == "page lost" && !post && r.URL.Path == "/chat/web" && n.Add(1) < 3 {
				return cutAfter // the message was taken, and the page that it leads to never came
			}
			if post && how != "page lost" && n.Add(1) < 3 {
				return how
			}
			return fine
		})
		first, second := fmt.Sprint("first ", i), fmt.Sprint("and a half sentence ", i)
		do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), first), chromedp.Click(chromedp.ID("send")), chromedp.SendKeys(chromedp.ID("text"), " "+second))
		patiently(ctx, t, fmt.Sprintf(`document.querySelectorAll(".bubble.customer").length === %d && document.getElementById("text").value.trim() === %q`, 2*i+1, second))
		line.set(func(*http.Request) string { return fine })
		do(ctx, t, chromedp.Click(chromedp.ID("send")))
		patiently(ctx, t, fmt.Sprintf(`document.querySelectorAll(".bubble.customer").length === %d && document.getElementById("text").value === ""`, 2*i+2))
	}
	if got := h.saidBy(h.onlyOne(), desk.ByCustomer); len(got) != 8 {
		t.Errorf("kept: %q", got)
	}
}

// TestChatFirstMessagesPageIsLost has the page after the very first message never come, though its cookie did: the same
// message sent again is the same message.
func TestChatFirstMessagesPageIsLost(t *testing.T) {
	h := open(t)
	client := browser()
	const key = "a-key-that-nobody-can-guess-0001"
	h.want(h.post(client, "/chat/web", "text", "my question", "key", key), http.StatusSeeOther)
	h.want(h.post(client, "/chat/web", "text", "my question", "key", key), http.StatusSeeOther)
	id := h.onlyOne()
	if got := h.saidBy(id, desk.ByCustomer); len(got) != 1 {
		t.Errorf("kept: %q", got)
	}
	h.want(h.post(client, "/chat/web", "text", "another question", "key", "a-key-that-nobody-can-guess-0002"), http.StatusSeeOther)
	if got := h.saidBy(id, desk.ByCustomer); len(got) != 2 {
		t.Errorf("kept: %q", got)
	}
}

// TestSilentLine has the line say nothing at all for half a minute, on the chat's page and on the desk: both come back by
// themselves, and what was typed is there.
func TestSilentLine(t *testing.T) {
	t.Parallel() // it waits more than it works
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOwner)
	id := h.say("person first").text("id")
	line := h.rough()
	chat, board := chromiumFor(t, 3*time.Minute), chromiumFor(t, 3*time.Minute)
	do(chat, t, chromedp.Navigate(line.server.URL+"/chat/web"), chromedp.WaitVisible(chromedp.ID("send")))
	do(board, t, chromedp.Navigate(line.server.URL+"/desk/login?lang=en"), chromedp.SendKeys(chromedp.ID("email"), o.Email), chromedp.SendKeys(chromedp.ID("password"), password+"\r"),
		chromedp.WaitVisible(chromedp.CSS("[data-desk=live] #list")), chromedp.Navigate(line.server.URL+"/desk/conversations/"+id), chromedp.WaitVisible(chromedp.CSS("[data-desk=live] #text")))
	line.set(func(r *http.Request) string {
		if strings.HasSuffix(r.URL.Path, "/stream") {
			return fine
		}
		if r.Method == http.MethodPost {
			return mute
		}
		return silent
	})
	do(chat, t, chromedp.SendKeys(chromedp.ID("text"), "my question"), chromedp.Click(chromedp.ID("send")))
	do(board, t, chromedp.SendKeys(chromedp.ID("text"), "We are on it."), chromedp.Click(chromedp.CSS("#composer .primary")))
	time.Sleep(30 * time.Second) // as long as the silence
	if got := eval[string](chat, t, `document.getElementById("text").value`); got != "my question" {
		t.Errorf("the field holds %q", got)
	}
	line.set(func(*http.Request) string { return fine })
	patiently(chat, t, `document.querySelectorAll(".bubble.customer").length === 1 && document.querySelector(".bubble.assistant") !== null && document.getElementById("text").value === ""`)
	patiently(board, t, `document.querySelectorAll(".bubble.operator").length === 1 && document.getElementById("text").value === ""`)
	if got := h.saidBy(id, desk.ByOperator); len(got) != 1 {
		t.Errorf("kept: %q", got)
	}
}

// TestChatOverADeadStream has the chat's stream be open and say nothing: the page opens another by itself, and what was said
// meanwhile is there. Its long pauses are made short.
func TestChatOverADeadStream(t *testing.T) {
	h := open(t)
	line, ctx := h.rough(), chromium(t)
	hurry := map[string]any{"source": `{ const real = window.setTimeout; window.setTimeout = (f, ms, ...a) => real(f, ms >= 45000 ? 1500 : ms, ...a); }`}
	do(ctx, t, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		return tab.Call(ctx, "Page.addScriptToEvaluateOnNewDocument", hurry, nil)
	}))
	var dead atomic.Bool
	line.set(func(r *http.Request) string {
		if strings.HasSuffix(r.URL.Path, "/stream") && dead.Load() {
			return silent
		}
		return fine
	})
	do(ctx, t, chromedp.Navigate(line.server.URL+"/chat/web"), chromedp.SendKeys(chromedp.ID("text"), "my question"), chromedp.Click(chromedp.ID("send")))
	comes(ctx, t, `document.querySelector(".bubble.assistant") !== null`)
	dead.Store(true)
	do(ctx, t, chromedp.Navigate(line.server.URL+"/chat/web"), chromedp.WaitVisible(chromedp.ID("send")))
	o := h.signUp("Claire Martin", desk.RoleOperator)
	h.want(h.ask(asked{method: "POST", path: conversations + "/" + h.onlyOne() + "/operator-messages", key: h.key, body: map[string]any{"text": "while it was dead", "operator": o.ID}}), http.StatusOK)
	time.Sleep(time.Second)
	if eval[bool](ctx, t, `document.querySelector(".bubble.operator") !== null`) {
		t.Fatal("the stream is not dead")
	}
	dead.Store(false)
	comes(ctx, t, `document.querySelectorAll(".bubble.operator").length === 1`)
}

// TestDeskInAStorm answers while the line does everything: each answer goes out once, and what others do is seen.
func TestDeskInAStorm(t *testing.T) {
	t.Parallel() // it waits more than it works
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOwner)
	id := h.say("person first").text("id")
	line, ctx := h.rough(), chromiumFor(t, 3*time.Minute)
	do(ctx, t, chromedp.Navigate(line.server.URL+"/desk/login?lang=en"), chromedp.SendKeys(chromedp.ID("email"), o.Email), chromedp.SendKeys(chromedp.ID("password"), password+"\r"),
		chromedp.WaitVisible(chromedp.CSS("[data-desk=live] #list")), chromedp.Navigate(line.server.URL+"/desk/conversations/"+id), chromedp.WaitVisible(chromedp.CSS("[data-desk=live] #text")))
	line.storm(t)
	var want []string
	for i := range 3 {
		want = append(want, fmt.Sprint("answer ", i))
		do(ctx, t, chromedp.SendKeys(chromedp.ID("text"), want[i]), chromedp.Click(chromedp.CSS("#composer .primary")))
		for deadline := time.Now().Add(40 * time.Second); len(h.saidBy(id, desk.ByOperator)) <= i || !eval[bool](ctx, t, `document.getElementById("sending").hidden`); time.Sleep(100 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("kept: %q; the field holds %q", h.saidBy(id, desk.ByOperator), eval[string](ctx, t, `document.getElementById("text").value`))
			}
		}
		patiently(ctx, t, `document.getElementById("text").value === ""`)
	}
	h.say("person second")
	line.set(func(*http.Request) string { return fine })
	patiently(ctx, t, fmt.Sprintf(`document.querySelectorAll(".bubble.operator").length === %d && document.querySelector("#list").innerText.includes("person second")`, len(want)))
	if got := h.saidBy(id, desk.ByOperator); !slices.Equal(got, want) {
		t.Errorf("kept: %q", got)
	}
}

// TestWidgetInAStorm is the same for the chat that other sites embed.
func TestWidgetInAStorm(t *testing.T) {
	t.Parallel() // it waits more than it works
	ctx, h := chromiumFor(t, 3*time.Minute), open(t)
	line := h.rough()
	e := &embedded{house: h, ctx: ctx, site: h.site(line.server.URL, "en", "")}
	h.allow(e.site.URL)
	e.visit()
	e.comes(`$(".launcher") !== null`)
	e.press(".launcher")
	line.storm(t)
	var want []string
	for i := range 6 {
		want = append(want, fmt.Sprint("question ", i))
		look[bool](e, `($("#text").focus(), true)`)
		e.do(chromedp.KeyEvent(want[i]), chromedp.KeyEvent("\r")) // what is said of the line moves the button away from a pointer
	}
	time.Sleep(15 * time.Second) // as long as the storm
	line.set(func(*http.Request) string { return fine })
	id := h.onlyOne()
	o := h.signUp("Claire Martin", desk.RoleOperator)
	h.want(h.ask(asked{method: "POST", path: conversations + "/" + id + "/operator-messages", key: h.key, body: map[string]any{"text": "after the storm", "operator": o.ID}}), http.StatusOK)
	patiently(ctx, t, inWidget(`$$(".bubble.customer").length === 6 && $$(".bubble.operator").length === 1 && $(".pending") === null`))
	if got := h.saidBy(id, desk.ByCustomer); !slices.Equal(got, want) {
		t.Errorf("kept: %q", got)
	}
	if got := e.texts("customer"); !slices.Equal(got, want) {
		t.Errorf("shown: %q", got)
	}
}
