// Package conversation keeps the promise that nobody is left: it accepts messages, holds the states and their allowed
// moves in one table (moves.go), hands over with words and a date that the roster can keep, and sweeps up what was left
// undone. It decides; the store applies each change in one transaction or not at all. It owns the tables conversations,
// messages, turns, promises and events.
package conversation

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Current is what a change is planned on: read inside the change's own transaction, with the conversation held.
type Current struct {
	Conversation desk.Conversation
	Open         []desk.Turn   // open turns, oldest first
	Promise      *desk.Promise // the open promise, if any

	// Roster reads, in the same transaction, who could answer for a team at a moment. A team that does not exist is NotFound.
	Roster func(team string, now time.Time) (Roster, error)
	// Exposure counts, in the same transaction, how many other customers than this conversation's were told new claims unseen.
	// Until the transaction ends nobody else can tell one.
	Exposure func(now time.Time) (desk.Exposure, error)
	// Frozen gives, in the same transaction, the freeze that keeps the assistant silent on a topic, empty for none: whoever
	// freezes it later waits until the transaction has ended. nil: nothing is frozen.
	Frozen func(topic string) (freeze string, err error)
	// TeamOf gives the team that answers for a topic, the common one for a topic without.
	TeamOf func(topic string) (string, error)
}

// Turn gives an open turn.
func (c Current) Turn(id string) (desk.Turn, bool) {
	for _, t := range c.Open {
		if t.ID == id {
			return t, true
		}
	}
	return desk.Turn{}, false
}

// TurnMove is one compare-and-set on a turn: nothing changes unless its state and epoch are as expected.
type TurnMove struct {
	Turn   string
	From   desk.TurnState
	Epoch  int64
	To     desk.TurnState
	Reason desk.Reason
	Topic  string
	Due    time.Time // of a held turn: when a person must have looked; else kept
	At     time.Time
}

// Change is everything that one step changes. It is applied in one transaction or not at all.
type Change struct {
	Conversation desk.Conversation // as it stands afterwards; ID, Inbox, Customer and Created never change
	NewTurn      *desk.Turn
	Turns        []TurnMove
	Messages     []desk.Message
	ClosePromise desk.PromiseState // of the open one: kept, missed or withdrawn; empty: it stays
	NewPromise   *desk.Promise
	Decision     *desk.Decision // the ledger's entry
	DecisionTurn string
	Key          *IdempotencyKey
	Report       *desk.Report // what the customer calls wrong, new
	Settled      *desk.Report // how that was settled
	Tellings     []desk.Telling
	Judged       []desk.JudgedClaim // what a person found of new claims
	FileLimits   desk.FileLimits
	NewFiles     []desk.Upload  // that came with the message itself; those that came before are named in it
	Wait         *Wait          // who waits for the end of a freeze from now on
	Known        *Known         // whoever waited has been told a known issue, or needs not be
	Undelivered  *desk.Delivery // claimed, and given up for good: compare-and-set on its epoch
	Correction   *Correction    // one of the messages is the correction of a recall
	At           time.Time
}

// Correction names the message that puts right what a conversation's customer was told. Conflict where the recall's
// correction went out already, or may not go out any more.
type Correction struct{ Recall, Message string }

// IdempotencyKey remembers which turn a request made. It holds ids and a hash, never words.
type IdempotencyKey struct {
	Caller   string
	Name     string
	BodyHash string
}

// KeyKept is how long an idempotency key is remembered. An older one counts as forgotten by its age.
const KeyKept = 24 * time.Hour

// Store applies changes. Its errors carry kinds: NotFound for a conversation that does not exist, Conflict where a
// compare-and-set changed no row, Unavailable where nothing can be written.
type Store interface {
	// OpenConversation inserts a customer (or finds the one with the same external id), a conversation and its first change.
	OpenConversation(ctx context.Context, opening Opening, c Change) error
	// ChangeConversation reads a conversation, plans (with Plan) and applies, in one transaction. plan is pure and may run
	// twice.
	ChangeConversation(ctx context.Context, id string, plan func(Current) (Change, error)) error
	// Overdue lists what the sweeper must look at, oldest first, at most limit of each kind.
	Overdue(ctx context.Context, at time.Time, limit int) (Overdue, error)
}

// Opening is what a new conversation begins with.
type Opening struct {
	Customer     desk.Customer
	External     string // the company's own id of the customer, signed; empty: unknown
	Conversation desk.Conversation
	Visitor      string // SHA-256 of the visitor's token, hex
	Origin       string // a keyed hash of the network prefix it came from; empty: the door does not say
	Reached      bool   // a customer who has left gets mail, where an address is known
}

// Config is what a desk decides about its conversations.
type Config struct {
	AnswerWithin time.Duration  // from acceptance to a reply or a hand-over
	Zone         *time.Location // the server's, for teams without one
	CommonTeam   string
	MessageLimit int                    // code points in one message
	Closes       func(text string) bool // a message that thanks or says goodbye, and asks for nothing
}

// Defaults gives the house's settings: 15 s to an answer, 20,000 code points a message.
func Defaults() Config {
	return Config{AnswerWithin: 15 * time.Second, Zone: time.UTC, CommonTeam: "support", MessageLimit: 20_000, Closes: func(string) bool { return false }}
}

// Service is the room's work. It is safe for concurrent use.
type Service struct {
	store Store
	now   func() time.Time
	newID func() string
	cfg   Config
}

// New makes the service.
func New(store Store, now func() time.Time, newID func() string, cfg Config) *Service {
	return &Service{store: store, now: now, newID: newID, cfg: cfg}
}
