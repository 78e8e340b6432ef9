package app

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/web"
)

// helpFolder writes pages into a folder.
func helpFolder(t *testing.T, texts map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

const (
	returning = "# Returning a lamp\n\nYou can return a lamp within 14 days of delivery.\n"
	questions = "# Returning a lamp: questions\n\nYou can return a lamp within 30 days of delivery.\n"
	howLong   = "How many days do I have to return a lamp after delivery?"
)

// TestTry sends a question the whole way, says what was found, and leaves nothing that counts.
func TestTry(t *testing.T) {
	a := newApp(t, helpFolder(t, map[string]string{"returns.md": returning}))
	got, err := a.try(t.Context(), web.Question{Text: howLong, Attributes: map[string]string{"plan": "garden"}})
	if err != nil || got.State != desk.Sent || !got.Covered || len(got.Passages) == 0 || got.Score < got.Needed || got.Passages[0].Article.Title != "Returning a lamp" {
		t.Errorf("%+v %v", got, err)
	}
	missing, err := a.try(t.Context(), web.Question{Text: "Do you ship fireworks to the moon?", Language: desk.English})
	if err != nil || missing.State != desk.HandedOver || missing.Covered || !missing.Searching || missing.Decision.Reason != desk.NotCovered {
		t.Errorf("%+v %v", missing, err)
	}
	person, err := a.try(t.Context(), web.Question{Text: "I want to talk to a human being", Language: desk.English})
	if err != nil || person.Searching || len(person.Passages) > 0 {
		t.Errorf("%+v %v", person, err)
	}
	missed, err := a.store.Missed(t.Context(), a.now().Add(-time.Hour), 10)
	counts, countErr := a.store.FolderCounts(t.Context(), "nobody", "")
	if err != nil || countErr != nil || len(missed) > 0 {
		t.Errorf("a trial is among what customers asked: %v %v %v", missed, err, countErr)
	}
	for folder, n := range counts {
		if n > 0 {
			t.Errorf("a trial stands in the folder %s", folder)
		}
	}
}

// TestRulingsReachTheAnswer: a contradiction keeps both passages back; the one that a person finds right is said again within
// a second of the word, and an article that is withdrawn is not.
func TestRulingsReachTheAnswer(t *testing.T) {
	a := newApp(t, helpFolder(t, map[string]string{"returns.md": returning, "faq.md": questions}))
	news, stop := a.store.Subscribe(store.TopicKnowledge)
	defer stop()
	ctx, end := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- a.shelf.follow(ctx, news, 500*time.Millisecond) }()
	defer func() {
		end()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}()
	state := func() desk.TurnState {
		t.Helper()
		got, err := a.try(t.Context(), web.Question{Text: howLong})
		if err != nil {
			t.Fatal(err)
		}
		return got.State
	}
	within := func(what string, want bool) {
		t.Helper()
		for end := time.Now().Add(time.Second); ; time.Sleep(20 * time.Millisecond) {
			if (state() == desk.Sent) == want {
				return
			}
			if time.Now().After(end) {
				t.Fatalf("%s: sent is %v a second later", what, !want)
			}
		}
	}
	if got := state(); got == desk.Sent {
		t.Fatal("what is contradicted was sent")
	}
	list, err := a.library.Contradictions(t.Context())
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	right := knowledge.LeftHolds
	if list[0].Right.Value == "14 day" {
		right = knowledge.RightHolds
	}
	if _, err := a.library.Settle(t.Context(), list[0].ID, right, true, "op"); err != nil {
		t.Fatal(err)
	}
	within("settled", true)
	heads, err := a.library.List(t.Context(), knowledge.Query{Status: desk.StatusApproved})
	if err != nil || len(heads) != 1 {
		t.Fatal(heads, err)
	}
	id := heads[0].Article.ID
	if _, err := a.library.Restate(t.Context(), id, 1, desk.StatusWithdrawn, "op"); err != nil {
		t.Fatal(err)
	}
	within("withdrawn", false)
	if _, err := a.library.Restate(t.Context(), id, 1, desk.StatusApproved, "op"); err != nil {
		t.Fatal(err)
	}
	within("approved", true)
	stood := heads[0].Article.Contract
	ended := stood
	ended.ValidUntil = a.now().Add(-time.Hour)
	if _, err := a.library.Amend(t.Context(), knowledge.Amendment{Article: id, From: 1, Contract: ended, Stood: stood, By: "op"}); err != nil {
		t.Fatal(err)
	}
	within("expired", false)
}
