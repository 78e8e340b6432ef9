package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web"
)

// event is one server-sent event; a comment has the name "#".
type event struct {
	id, name string
	data     map[string]any
}

// follow opens a stream and gives its events as they come; the channel closes when the stream ends.
func (h *house) follow(client *http.Client, path, key string, header map[string]string) (<-chan event, answer) {
	h.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	h.t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.server.URL+path, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	for name, value := range header {
		r.Header.Set(name, value)
	}
	resp, err := client.Do(r) //nolint:bodyclose // the goroutine below closes it when the stream ends
	if err != nil {
		h.t.Fatal(err)
	}
	events := make(chan event, 100)
	go func() {
		defer close(events)
		defer func() { _ = resp.Body.Close() }()
		var e event
		lines := bufio.NewScanner(resp.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			line := lines.Text()
			field, value, _ := strings.Cut(line, ": ")
			switch {
			case line == "" && e.name != "":
				events <- e
				e = event{}
			case strings.HasPrefix(line, ":"):
				e.name = "#"
			case field == "id":
				e.id = value
			case field == "event":
				e.name = value
			case field == "data":
				_ = json.Unmarshal([]byte(value), &e.data)
			}
		}
	}()
	return events, answer{status: resp.StatusCode, header: resp.Header}
}

// next gives the next event that is not a comment.
func next(t *testing.T, events <-chan event) event {
	t.Helper()
	for {
		select {
		case e, open := <-events:
			if !open {
				t.Fatal("the stream ended")
			}
			if e.name != "#" {
				return e
			}
		case <-time.After(5 * time.Second):
			t.Fatal("no event came")
		}
	}
}

func TestStream(t *testing.T) {
	h := open(t)
	h.signUp("Claire Martin", desk.RoleOperator)
	begun := h.want(h.ask(asked{method: "POST", path: conversations, body: map[string]any{"text": "hold on"}, header: wait(5)}), http.StatusOK)
	id, token := begun.text("id"), begun.text("visitor_token")
	path := conversations + "/" + id
	events, resp := h.follow(http.DefaultClient, path+"/stream", token, nil)
	for name, want := range map[string]string{"Content-Type": "text/event-stream", "X-Accel-Buffering": "no", "Cache-Control": "no-store"} {
		if got := resp.header.Get(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	hello := next(t, events)
	if hello.name != "hello" || hello.id != "" || hello.data["state"] != "waiting_person" {
		t.Errorf("hello: %+v", hello)
	}
	// From the beginning, in order and without a gap.
	var seen []event
	for last := 0; ; {
		e := next(t, events)
		seen = append(seen, e)
		last++
		if e.id != strconv.Itoa(last) {
			t.Fatalf("event %d has the id %s", last, e.id)
		}
		if e.name == "state" {
			break
		}
	}
	if seen[0].name != "message" || seen[0].data["text"] != "hold on" {
		t.Errorf("first: %+v", seen[0])
	}
	for _, e := range seen {
		if text := fmt.Sprint(e.data); strings.Contains(text, "30 days") || strings.Contains(text, "covers") {
			t.Errorf("a visitor is shown a held draft or its findings: %s", text)
		}
	}
	// What happens now comes now.
	h.want(h.ask(asked{method: "POST", path: "/api/v1/reviews/" + begun.text("turn", "id"), key: h.key, body: map[string]any{"action": "approve"}}), http.StatusOK)
	turn := next(t, events)
	if turn.name != "turn" || turn.data["state"] != "sent" || turn.data["reply"] == nil {
		t.Errorf("turn: %+v", turn)
	}
	said := next(t, events)
	if said.name != "message" || said.data["ai"] != true || said.data["author"] != "assistant" {
		t.Errorf("message: %+v", said)
	}
	// Taken up again where it broke off: by header, and by address, the header first.
	for name, again := range map[string]struct {
		query, header string
	}{"header": {"", turn.id}, "address": {"?after=" + turn.id, ""}, "both": {"?after=0", turn.id}} {
		events, _ := h.follow(http.DefaultClient, path+"/stream"+again.query, token, map[string]string{"Last-Event-ID": again.header})
		next(t, events)
		if e := next(t, events); e.id != said.id || e.name != "message" {
			t.Errorf("%s: goes on with %+v, want event %s", name, e, said.id)
		}
	}
	last := next(t, events)
	// Beyond the end is the end: hello says so, and nothing of what comes is passed over.
	beyond, _ := h.follow(http.DefaultClient, path+"/stream", token, map[string]string{"Last-Event-ID": "9999"})
	if hello := next(t, beyond); fmt.Sprint(hello.data["after"]) != last.id {
		t.Errorf("beyond the end: %+v, want after %s", hello, last.id)
	}
	h.want(h.ask(asked{method: "POST", path: path + "/messages", key: token, body: map[string]any{"text": "more"}}), http.StatusAccepted)
	if e := next(t, beyond); e.name != "message" || e.data["text"] != "more" {
		t.Errorf("beyond the end, then: %+v", e)
	}
	h.want(h.ask(asked{method: "GET", path: path + "/stream?after=x", key: token}), http.StatusUnprocessableEntity)
	h.want(h.ask(asked{method: "GET", path: path + "/stream", key: token, header: map[string]string{"Last-Event-ID": "-1"}}), http.StatusUnprocessableEntity)
}

func TestStreamBeatsAndEnds(t *testing.T) {
	h := open(t, func(_ *house, c *web.Config, _ *web.Deps) { c.Heartbeat, c.Streams = 20*time.Millisecond, 2 })
	id := h.say("hello").text("id")
	path := conversations + "/" + id + "/stream"
	events, _ := h.follow(http.DefaultClient, path+"?after=99", h.key, nil)
	next(t, events)
	for range 3 {
		if e := <-events; e.name != "#" {
			t.Fatalf("%+v, want a beat", e)
		}
	}
	second, _ := h.follow(http.DefaultClient, path+"?after=99", h.key, nil)
	next(t, second)
	full := h.want(h.ask(asked{method: "GET", path: path, key: h.key}), http.StatusTooManyRequests)
	if full.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	// A message is still taken while every place is busy; only its wait is cut short.
	h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, body: map[string]any{"text": "x"}, header: wait(10)}), http.StatusAccepted)
	h.face.Close()
	for name, ch := range map[string]<-chan event{"first": events, "second": second} {
		deadline := time.After(5 * time.Second)
		for open := true; open; {
			select {
			case _, open = <-ch:
			case <-deadline:
				t.Fatalf("the %s stream outlives the server", name)
			}
		}
	}
}

// TestStreamSlowReader stops reading: the server must let go of the connection, and of its place.
func TestStreamSlowReader(t *testing.T) {
	h := open(t, func(_ *house, c *web.Config, _ *web.Deps) { c.SlowReader = 300 * time.Millisecond })
	got := h.say("hello")
	for range 20 {
		h.want(h.ask(asked{method: "POST", path: conversations + "/" + got.text("id") + "/operator-messages", key: h.key, body: map[string]any{"text": strings.Repeat("å", 19_000)}}), http.StatusOK)
	}
	narrow := httptest.NewUnstartedServer(h.face)
	narrow.Config.ConnContext = func(ctx context.Context, c net.Conn) context.Context {
		_ = c.(*net.TCPConn).SetWriteBuffer(4096)
		return ctx
	}
	narrow.Start()
	t.Cleanup(narrow.Close)
	conn, err := net.Dial("tcp", narrow.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.(*net.TCPConn).SetReadBuffer(4096)
	if _, err := fmt.Fprintf(conn, "GET %s/%s/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n", conversations, got.text("id"), h.key); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); !strings.Contains(h.metrics(), "vigie_http_streams_dropped_total 1\n"); {
		if time.Now().After(deadline) {
			t.Fatalf("never dropped:\n%s", h.metrics())
		}
		time.Sleep(50 * time.Millisecond)
	}
	if !strings.Contains(h.metrics(), "vigie_http_streams 0\n") {
		t.Error("its place is not free")
	}
}

func (h *house) metrics() string {
	h.t.Helper()
	return h.want(h.ask(asked{method: "GET", path: "/metrics"}), http.StatusOK).raw
}

// TestDeskStreamEnds: an operator who is let go hears nothing more on a page that stays open.
func TestDeskStreamEnds(t *testing.T) {
	h := open(t, func(_ *house, c *web.Config, _ *web.Deps) { c.Heartbeat = 50 * time.Millisecond })
	h.signUp("Claire Martin", desk.RoleOwner)
	o := h.signUp("Jonas Weber", desk.RoleOperator)
	events, _ := h.follow(h.signedIn(o), "/desk/stream", "", nil)
	if e := next(t, events); e.name != "hello" {
		t.Fatalf("%+v", e)
	}
	select {
	case _, open := <-events:
		if !open {
			t.Fatal("the stream of somebody who may be here ended")
		}
	case <-time.After(200 * time.Millisecond):
	}
	if err := h.db.EndOperator(context.Background(), o.ID, access.Deed{ID: "end", By: o.ID, Act: "operators:end", Ref: "settings:operators", At: h.clock()}); err != nil {
		t.Fatal(err)
	}
	late := time.After(5 * time.Second)
	for {
		select {
		case _, open := <-events:
			if !open {
				return
			}
		case <-late:
			t.Fatal("the stream went on")
		}
	}
}

func TestDeskStream(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOperator)
	client := h.signedIn(o)
	events, resp := h.follow(client, "/desk/stream", "", nil)
	if resp.status != http.StatusOK || next(t, events).name != "hello" {
		t.Fatalf("status %d", resp.status)
	}
	id := h.say("person please").text("id")
	if e := next(t, events); e.name != "changed" {
		t.Errorf("%+v", e)
	}
	one, _ := h.follow(client, "/desk/stream?conversation="+id, "", nil)
	next(t, one)
	h.want(h.ask(asked{method: "POST", path: conversations + "/" + id + "/messages", key: h.key, body: map[string]any{"text": "more"}}), http.StatusOK)
	if e := next(t, one); e.name != "changed" {
		t.Errorf("%+v", e)
	}
	_, out := h.follow(http.DefaultClient, "/desk/stream", "", nil)
	if out.status != http.StatusUnauthorized {
		t.Errorf("without signing in: %d", out.status)
	}
}
