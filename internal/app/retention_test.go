package app

import (
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/web"
)

// Nothing is deleted until a time is set that can be read; then only by the server that has the lease.
func TestRetain(t *testing.T) {
	ctx, cfg := t.Context(), config.Defaults()
	cfg.Data = filepath.Join(t.TempDir(), "desk")
	at := time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)
	a, err := Build(ctx, cfg, func() time.Time { return at }, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	got, err := a.conversations.Accept(ctx, conversation.Incoming{Text: "My secret is zebraquagga", Language: desk.English, Opening: conversation.Opening{
		Conversation: desk.Conversation{Inbox: commonInbox, Channel: "widget"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	ben := desk.Operator{ID: "o1", Name: "Ben", Team: "support", Role: desk.RoleOwner}
	people := review.New(a.store, a.conversations.HandOver, a.now, newID)
	if err := people.TakeOver(ctx, got.Conversation, ben); err != nil {
		t.Fatal(err)
	}
	if err := people.Resolve(ctx, got.Conversation, ben); err != nil {
		t.Fatal(err)
	}
	has := func() bool {
		said, err := a.store.Messages(ctx, got.Conversation, 0, 10)
		if err != nil || len(said) == 0 {
			t.Fatal(said, err)
		}
		return strings.Contains(said[0].Text, "zebraquagga")
	}
	round := func(setting, holder string, want bool) {
		t.Helper()
		if err := a.store.SetSetting(ctx, web.RetentionSetting, setting); err != nil {
			t.Fatal(err)
		}
		_ = a.retain(holder)(ctx) // a setting that cannot be read is an error, and deletes nothing
		if has() != want {
			t.Errorf("with %q as %s: the words are there: %v", setting, holder, !want)
		}
	}
	at = at.AddDate(1, 0, 0)
	round("", "mine", true)
	round("twelve", "mine", true)
	round("0", "mine", true)
	round("13", "mine", true)
	at = at.Add(10 * time.Minute) // the lease that the last round took is over
	if mine, err := a.store.TakeLease(ctx, retentionLease, "another", at, at.Add(time.Hour)); err != nil || !mine {
		t.Fatal(mine, err)
	}
	round("6", "mine", true)
	round("6", "another", false)
}
