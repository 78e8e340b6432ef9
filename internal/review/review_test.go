package review_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/store/storetest"
)

// room is a desk on a database, with two operators.
type room struct {
	db            *store.DB
	conversations *conversation.Service
	review        *review.Service
	ann, ben      desk.Operator
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// onBoth runs a test on SQLite and on PostgreSQL.
func onBoth(t *testing.T, f func(t *testing.T, r *room)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, newRoom(t, store.Config{Folder: storetest.Folder(t)})) })
	t.Run("postgres", func(t *testing.T) { f(t, newRoom(t, store.Config{URL: storetest.Postgres(t)})) })
}

func newRoom(t *testing.T, cfg store.Config) *room {
	t.Helper()
	ctx := t.Context()
	db, err := store.Open(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	r := &room{db: db}
	r.conversations = conversation.New(db, time.Now, newID, conversation.Defaults())
	r.review = review.New(db, r.conversations.HandOver, time.Now, newID)
	err = errors.Join(
		db.PutTeam(ctx, desk.Team{ID: "support", Name: "Support"}),
		db.PutInbox(ctx, desk.Inbox{ID: "web", Brand: "Test", Language: desk.English, Team: "support", Visitors: true}),
	)
	for _, o := range []*desk.Operator{&r.ann, &r.ben} {
		*o = desk.Operator{ID: newID(), Name: "An operator", Email: newID() + "@example.org", Team: "support", Role: desk.RoleOwner}
		err = errors.Join(err, db.AddOperator(ctx, *o, "x", time.Now()))
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const drafted = "You can return a lamp within 30 days."

// hold gives a conversation whose only turn is held with a draft.
func (r *room) hold(t *testing.T) (conversationID, turn string) {
	t.Helper()
	ctx := t.Context()
	got, err := r.conversations.Accept(ctx, conversation.Incoming{Text: "How long may I wait?", Opening: conversation.Opening{
		Conversation: desk.Conversation{Inbox: "web", Channel: "widget"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	claim, err := r.db.ClaimTurn(ctx, conversation.Claim{Turn: got.Turn, Conversation: got.Conversation}, time.Now(), time.Now().Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	err = r.conversations.Settle(ctx, claim, desk.Decision{
		Action: desk.Hold, Reason: desk.AutonomyDraft, Language: desk.English, Draft: desk.Draft{Mode: desk.Compose, Language: desk.English, Text: drafted},
	})
	if err != nil {
		t.Fatal(err)
	}
	return got.Conversation, got.Turn
}

// act is one thing that somebody does with a held draft.
type act struct {
	name string
	do   func(ctx context.Context, r *room, conversationID, turn string) error
}

func decide(verb review.Verb, text string) func(context.Context, *room, string, string) error {
	return func(ctx context.Context, r *room, _, turn string) error {
		return r.review.Decide(ctx, turn, verb, text, r.ann)
	}
}

func acts() []act {
	return []act{
		{"approve", decide(review.Approve, "")},
		{"approve too", decide(review.Approve, "")},
		{"edit", decide(review.Edit, "Thirty days.")},
		{"refuse", decide(review.Refuse, "")},
		{"take over", decide(review.TakeOver, "")},
		{"another takes over", func(ctx context.Context, r *room, _, turn string) error {
			return r.review.Decide(ctx, turn, review.TakeOver, "", r.ben)
		}},
		{"the customer writes", func(ctx context.Context, r *room, conversationID, _ string) error {
			_, err := r.conversations.Accept(ctx, conversation.Incoming{Conversation: conversationID, Text: "And for the UK?"})
			return err
		}},
		{"its time is over", func(ctx context.Context, r *room, conversationID, turn string) error {
			return r.conversations.End(ctx, conversationID, turn, desk.ReviewLate)
		}},
	}
}

// Every two of these acts at the same instant, and all of them: the draft or other words in its place go out at most
// once, only where the act that sent them says so, and whoever comes too late is told what happened.
func TestAtTheSameInstant(t *testing.T) {
	onBoth(t, func(t *testing.T, r *room) {
		all := acts()
		for i := range all {
			for j := i + 1; j < len(all); j++ {
				r.collide(t, all[i], all[j])
			}
		}
		for range 5 {
			r.collide(t, all...)
		}
	})
}

func (r *room) collide(t *testing.T, together ...act) {
	t.Helper()
	conversationID, turn := r.hold(t)
	errs := make([]error, len(together))
	begin := make(chan struct{})
	var group sync.WaitGroup
	var names []string
	for i, a := range together {
		names = append(names, a.name)
		group.Go(func() {
			<-begin
			errs[i] = a.do(t.Context(), r, conversationID, turn)
		})
	}
	close(begin)
	group.Wait()
	place := strings.Join(names, ", ")
	done, sending := 0, 0
	for i, err := range errs {
		name := together[i].name
		switch {
		case err == nil && name == "the customer writes":
			// A customer is never refused; where the draft had gone, this is a message like any other.
		case err == nil:
			done++
			if strings.HasPrefix(name, "approve") || name == "edit" {
				sending++
			}
		case !desk.Is(err, desk.Conflict):
			t.Errorf("%s: %s: %v", place, name, err)
		case name != "its time is over" && !strings.Contains(err.Error(), "nothing was sent: "):
			t.Errorf("%s: %s is told %q", place, name, err)
		}
	}
	if done > 1 {
		t.Errorf("%s: %d acts on one draft were done", place, done)
	}
	said, err := r.db.Messages(t.Context(), conversationID, 0, 200)
	if err != nil {
		t.Fatal(err)
	}
	sent := 0
	for _, m := range said {
		if m.Author == desk.ByAssistant || m.Author == desk.ByOperator {
			sent++
		}
	}
	if sent != sending {
		t.Errorf("%s: %d answers for %d acts that send one", place, sent, sending)
	}
	r.ended(t, place, turn)
}

// ended fails where a turn is still held.
func (r *room) ended(t *testing.T, place, turn string) {
	t.Helper()
	now, err := r.db.Turn(t.Context(), turn)
	if err != nil {
		t.Fatal(err)
	}
	if now.State.Open() {
		t.Errorf("%s: the turn is still %s", place, now.State)
	}
}

// Each act alone does what it says, and every act after it is told what became of the draft.
func TestTooLate(t *testing.T) {
	told := map[string]string{
		"approve": "sent an answer", "edit": "sent an answer", "refuse": "refused it", "take over": "taken the conversation over",
		"the customer writes": "the customer wrote again", "its time is over": "nobody had decided in time",
	}
	onBoth(t, func(t *testing.T, r *room) {
		for _, first := range acts() {
			want, asked := told[first.name]
			if !asked {
				continue
			}
			conversationID, turn := r.hold(t)
			if err := first.do(t.Context(), r, conversationID, turn); err != nil {
				t.Fatal(first.name, err)
			}
			for _, verb := range []review.Verb{review.Approve, review.Edit, review.Refuse, review.TakeOver} {
				err := r.review.Decide(t.Context(), turn, verb, "x", r.ben)
				if !desk.Is(err, desk.Conflict) || !strings.Contains(fmt.Sprint(err), want) {
					t.Errorf("%s, then %s: %v, want something about %q", first.name, verb, err, want)
				}
			}
		}
		_, turn := r.hold(t)
		if err := r.review.Decide(t.Context(), turn, "send", "", r.ann); !desk.Is(err, desk.Invalid) {
			t.Errorf("an action that does not exist: %v", err)
		}
		if err := r.review.Decide(t.Context(), "none", review.Approve, "", r.ann); !desk.Is(err, desk.NotFound) {
			t.Errorf("a turn that does not exist: %v", err)
		}
	})
}
