package app

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// With nobody on the roster the log says so once, and once more when the first customer waits; the first operator
// brings the promise with them.
func TestRosterIsWatched(t *testing.T) {
	a := newApp(t, "")
	var log bytes.Buffer
	a.log = slog.New(slog.NewTextHandler(&log, nil))
	r := &roster{App: a}
	look := func() {
		t.Helper()
		for range 3 {
			if err := r.look(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	look()
	if n := strings.Count(log.String(), "level=WARN"); n != 1 || !strings.Contains(log.String(), "vigie operator add") {
		t.Errorf("%d warnings at the start:\n%s", n, &log)
	}
	ask := func() string {
		t.Helper()
		got, err := a.conversations.Accept(t.Context(), conversation.Incoming{Text: "a person, please", Opening: conversation.Opening{
			Conversation: desk.Conversation{Inbox: commonInbox, Channel: "widget"},
		}})
		if err != nil {
			t.Fatal(err)
		}
		if err := a.conversations.End(t.Context(), got.Conversation, got.Turn, desk.AskedForPerson); err != nil {
			t.Fatal(err)
		}
		return got.Conversation
	}
	first, second := ask(), ask()
	look()
	if n := strings.Count(log.String(), "level=ERROR"); n != 1 || !strings.Contains(log.String(), first) {
		t.Errorf("%d errors for customers who wait for nobody:\n%s", n, &log)
	}
	if _, err := a.access.AddOperator(t.Context(), desk.Operator{Name: "Ann", Email: "ann@example.org", Team: "support", Role: desk.RoleOwner}, "correct horse battery"); err != nil {
		t.Fatal(err)
	}
	look()
	for _, id := range []string{first, second} {
		if p, err := a.store.OpenPromise(t.Context(), id); err != nil || p.By.IsZero() {
			t.Errorf("promise %+v, %v", p, err)
		}
	}
	if n := strings.Count(log.String(), "\n"); n != 3 {
		t.Errorf("%d lines:\n%s", n, &log)
	}
}
