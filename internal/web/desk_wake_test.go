package web_test

import (
	"bufio"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// TestDeskWakes: on a busy desk a page hears of the list every other second, of the conversation that it shows at once.
func TestDeskWakes(t *testing.T) {
	h := open(t)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	shown, other := h.say("person first").text("id"), h.say("person second").text("id")
	resp, err := client.Get(h.server.URL + "/desk/stream?conversation=" + shown)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = resp.Body.Close() })
	told := make(chan time.Time, 100)
	go func() {
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if strings.HasPrefix(lines.Text(), "event: changed") || strings.HasPrefix(lines.Text(), "event: hello") {
				told <- time.Now()
			}
		}
	}()
	hears := func(most time.Duration) {
		t.Helper()
		select {
		case <-told:
		case <-time.After(most):
			t.Fatalf("nothing was told within %v", most)
		}
	}
	write := func(id string) {
		t.Helper()
		h.want(h.ask(asked{method: "POST", path: conversations + "/" + id + "/messages", key: h.key, body: map[string]any{"text": "person still here"}}), http.StatusAccepted)
	}
	hears(2 * time.Second)
	write(other)
	hears(time.Second) // a quiet desk hears at once
	for range 12 {
		write(other)
		time.Sleep(100 * time.Millisecond)
	}
	if n := len(told); n > 1 {
		t.Errorf("a busy desk was told %d times in little more than a second", n)
	}
	for len(told) > 0 {
		<-told
	}
	write(shown)
	hears(time.Second)
	write(other)
	hears(4 * time.Second) // nothing is forgotten
}
