package app

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/store/storetest"
	"github.com/vigie-desk/vigie/internal/watch/recall"
)

// The program is killed over and over between the approval of a recall and the end of its sending: in the end everybody who
// was told has one correction, and nobody two.
func TestRecallKilledWhileSending(t *testing.T) {
	t.Parallel() // it waits more than it works, or works on one core
	if testing.Short() {
		t.Skip("kills the program again and again")
	}
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		folder := t.TempDir()
		correctsOnce(t, serving(t, "VIGIE_DATA="+folder), store.Config{Folder: folder})
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		url := storetest.Postgres(t)
		correctsOnce(t, serving(t, "VIGIE_DATA="+t.TempDir(), "VIGIE_DATABASE="+url), store.Config{URL: url})
	})
}

const wronglySaid = "You can return a lamp within 60 days."

func correctsOnce(t *testing.T, p *program, cfg store.Config) {
	t.Helper()
	p.start() // furnishes the desk
	p.kill()
	ctx := t.Context()
	db, err := store.Open(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	told := toldWrong(ctx, t, db, 160)
	id := approvedRecall(ctx, t, db)
	deadline := time.Now().Add(2 * time.Minute)
	for kills := 0; ; kills++ {
		left, err := db.QueuedCorrections(ctx, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(left) == 0 || time.Now().After(deadline) {
			t.Logf("killed %d times", kills)
			break
		}
		p.start()
		time.Sleep(time.Duration(kills*7%60) * 10 * time.Millisecond)
		p.kill()
	}
	for _, c := range told {
		said, err := db.Messages(ctx, c, 0, 20)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, m := range said {
			if m.Author == desk.ByDesk && strings.Contains(m.Text, wronglySaid) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("conversation %s has %d corrections", c, n)
		}
	}
	list, err := db.Recipients(ctx, id)
	if err != nil || len(list) != len(told) {
		t.Fatalf("%d recipients for %d who were told: %v", len(list), len(told), err)
	}
	for _, r := range list {
		if r.Standing != recall.Sent || r.Message == "" {
			t.Errorf("%+v", r)
		}
	}
}

// toldWrong has the assistant say the wrong thing in so many conversations.
func toldWrong(ctx context.Context, t *testing.T, db *store.DB, n int) (conversations []string) {
	t.Helper()
	on := conversation.New(db, time.Now, newID, conversation.Defaults())
	for i := range n {
		got, err := on.Accept(ctx, conversation.Incoming{Text: fmt.Sprint("How long? ", i), Language: desk.English, Opening: conversation.Opening{
			Conversation: desk.Conversation{Inbox: commonInbox, Channel: "widget"},
		}})
		if err != nil {
			t.Fatal(err)
		}
		now := time.Now()
		claim, err := db.ClaimTurn(ctx, conversation.Claim{Turn: got.Turn, Conversation: got.Conversation}, now, now.Add(time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		d := desk.Decision{Action: desk.Send, Reason: desk.Answered, Language: desk.English, Draft: desk.Draft{
			Mode: desk.Quote, Language: desk.English, Text: wronglySaid, Claims: []desk.Claim{{End: len(wronglySaid), Text: wronglySaid, Kind: desk.PolicyClaim}},
		}}
		if err := on.Settle(ctx, claim, d); err != nil {
			t.Fatal(err)
		}
		conversations = append(conversations, got.Conversation)
	}
	return conversations
}

func approvedRecall(ctx context.Context, t *testing.T, db *store.DB) string {
	t.Helper()
	s := recall.New(db, db.InForce, time.Now, newID, time.UTC)
	id, err := s.Propose(ctx, recall.Ask{Kind: recall.FromSearch, Seeds: recall.SeedsOf(desk.English, wronglySaid), By: "one"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Write(ctx, id, map[desk.Language]string{desk.English: "On {date} our assistant said: {said} It is 14 days."}, true, desk.Operator{ID: "one"}); err != nil {
		t.Fatal(err)
	}
	r, err := db.Recall(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Approve(ctx, id, r.Revision, desk.Operator{ID: "two", Role: desk.RoleLead}, ""); err != nil {
		t.Fatal(err)
	}
	return id
}
