package web

import (
	"context"
	"io/fs"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/watch/recall"
)

// What the wiring hands over, and who has it:
//
//	Conversations  *conversation.Service
//	Review         *review.Service
//	Access         *access.Service; its Keys need APIKeyByHash and AddAPIKey with access.Key for the store's APIKey
//	Threads        *store.DB
//	Ledger         *store.DB
//	People         *store.DB (its Inbox, Teams, Operator, Operators, SetAway)
//	Presence       (*store.DB).Seen
//	Opinions       *store.DB
//	Doors          *store.DB
//	Issues         *store.DB
//	Settings       *store.DB and closures of the wiring, see settings.go
//	Customer       (*store.DB).Customer
//	Board, Viewers *store.DB
//	Moves          *review.Service
//	Finder         *search.Service
//	WatchCase      func(id) { return db.Subscribe(store.TopicCase(id)) }
//	WatchAnswering func(id) { return db.Subscribe(store.TopicAnswering(id)) }
//	Held           (*store.DB).Held
//	Library        *knowledge.Library
//	Sessions       (*store.DB).Sessions(now)
//	Remembered     a closure over (*store.DB).IdempotencyKey
//	Act            a closure over (*store.DB).Act, with an id and the time
//	Watch          func(id) { return db.Subscribe(store.TopicConversation(id)) }
//	WatchDesk      func() { return db.Subscribe(store.TopicDesk) }
//	Steps          a closure over (*store.DB).Steps and the settings
//	Ready          (*store.DB).Ping, and whatever else must work before messages can be taken
//	Offer          func(c) { f.Offer(c) }, of *flow.Flow
//	Expected       (*flow.Flow).Expected
//	Assistant      Stop: LowerLevel(scope, level, by), then, where that is Off, conversation.Service.Stop with
//	               conversation.InScope; Start: ClearLevel, or SetLevel to DraftOnly; Levels: (*store.DB).Levels
//	Reach          *store.DB
//	Files          *store.DB
//	Recalls        *recall.Service
//	RecallBook, Holds *store.DB
//	Version        (*knowledge.Library).Version
//	Acts           (*store.DB).Acts
//	CheckEdit      (*flow.Flow).Recheck
//	Contradicted   (*knowledge.Library).Contradictions: both sides of each, by their article
//	Check          guard.Inspect, with Micros filled in
//	Shelves        *store.DB
//	Incidents, Console *store.DB
//	Duty, Bounds, Samples *watch.Service
//	Drills         *store.DB
//	StartDrill     a closure that begins one on record, for a loop of the wiring to play
//	Curator        *knowledge.Library
//	Try            a question sent the whole way as a trial, with what the search found
//
// Every method may be called by many requests at once, obeys its context, and gives errors with a desk.Kind; an error
// without one is shown to nobody and logged.

// Conversations takes customers' messages. See conversation.Service.
type Conversations interface {
	Accept(ctx context.Context, in conversation.Incoming) (conversation.Accepted, error)
	// End hands a turn over; Conflict where it has ended.
	End(ctx context.Context, conversationID, turn string, reason desk.Reason) error
	// Report keeps that an answer was called wrong; Conflict where it was before.
	Report(ctx context.Context, r desk.Report) error
	// SettleReport keeps what an operator found of it; Conflict where that stands already.
	SettleReport(ctx context.Context, r desk.Report, found desk.ReportState, by desk.Operator) error
}

// Review is the operator's half. See review.Service.
type Review interface {
	ReplyOnce(ctx context.Context, conversationID, id string, by desk.Operator, text string) error
	// ReplyWith is ReplyOnce with files, named and carried; FileError where one cannot be taken.
	ReplyWith(ctx context.Context, conversationID, id string, by desk.Operator, text string, files []string, carried []desk.Upload, most desk.FileLimits) error
	TakeOver(ctx context.Context, conversationID string, by desk.Operator) error
	Resolve(ctx context.Context, conversationID string, by desk.Operator) error
	Decide(ctx context.Context, turn string, verb review.Verb, text string, by desk.Operator) error
}

// Threads reads conversations. NotFound for one that does not exist.
type Threads interface {
	Conversation(ctx context.Context, id string) (desk.Conversation, error)
	Visitor(ctx context.Context, id string) (fingerprint string, err error)
	Messages(ctx context.Context, conversationID string, after int64, limit int) ([]desk.Message, error)
	RecentMessages(ctx context.Context, conversationID string, limit int) ([]desk.Message, error)
	Events(ctx context.Context, conversationID string, after int64, limit int) ([]desk.Event, error)
}

// Ledger reads turns and what was decided. NotFound for what does not exist.
type Ledger interface {
	Turn(ctx context.Context, id string) (desk.Turn, error)
	LastTurn(ctx context.Context, conversationID string) (desk.Turn, error)
	Decision(ctx context.Context, turn string) (desk.Decision, error)
	OpenPromise(ctx context.Context, conversationID string) (desk.Promise, error)
	TurnPromise(ctx context.Context, turn string) (desk.Promise, error)
}

// People reads who is who, and notes who is at the desk.
type People interface {
	Inbox(ctx context.Context, id string) (desk.Inbox, error)
	Teams(ctx context.Context) ([]desk.Team, error)
	Operator(ctx context.Context, id string) (desk.Operator, error)
	Operators(ctx context.Context) ([]desk.Operator, error)
	SetAway(ctx context.Context, id string, away bool, at time.Time) error
}

// Reach is how customers who have left are reached by mail.
type Reach interface {
	// Reach gives the zero Reach for a conversation without an address.
	Reach(ctx context.Context, conversationID string) (desk.Reach, error)
	// SetAddress has mail go to an address, or, where it is empty, to none. Busy for an address given too often.
	SetAddress(ctx context.Context, conversationID, email string, at time.Time) error
	// NoteSeen notes that a customer is there, and has seen up to an event; 0: nothing new.
	NoteSeen(ctx context.Context, conversationID string, seq int64, at time.Time) error
}

// Board reads the folders of the desk. A cursor "" is the beginning, and the end.
type Board interface {
	Folder(ctx context.Context, shelf review.Shelf, cursor string, limit int) ([]review.Waiting, string, error)
	// FolderCounts tells how much is in each, review.CountMost + 1 for more than that; what is resolved is not counted.
	FolderCounts(ctx context.Context, operator, team string) (map[review.Folder]int, error)
	// CustomerConversations gives a customer's conversations, the newest first.
	CustomerConversations(ctx context.Context, customer string, limit int) ([]review.Waiting, error)
	Notes(ctx context.Context, conversationID string, limit int) ([]review.Note, error)
}

// Moves gives conversations to whoever shall have them, and keeps what operators tell one another. See review.Service.
type Moves interface {
	Assign(ctx context.Context, conversationID string, to desk.Operator) error
	AssignTeam(ctx context.Context, conversationID, team string) error
	GiveBack(ctx context.Context, conversationID string) (*conversation.Claim, error)
	Reopen(ctx context.Context, conversationID string, by desk.Operator) error
	AddNote(ctx context.Context, conversationID, id string, by desk.Operator, text string) error
}

// Viewers knows who looks at a conversation, by leases.
type Viewers interface {
	SeeViewer(ctx context.Context, conversationID, operator string, now time.Time, sight review.Sight) error
	Viewers(ctx context.Context, conversationID string, now time.Time) ([]review.Viewer, error)
}

// Finder looks for conversations by words. A cursor "" is the beginning, and the end.
type Finder interface {
	Find(ctx context.Context, text, cursor string, limit int) ([]review.Waiting, string, error)
}

// Library is the company's knowledge. See knowledge.Library.
type Library interface {
	Get(ctx context.Context, id string) (knowledge.Entry, error)
	List(ctx context.Context, q knowledge.Query) ([]knowledge.Head, error)
	Put(ctx context.Context, p knowledge.Page) (knowledge.Entry, bool, error)
	Delete(ctx context.Context, id, by string) error
	Import(ctx context.Context, fsys fs.FS, opts knowledge.Options) (knowledge.Report, error)
}

// Assistant is the red button. A scope is one that conversation.CheckScope takes.
type Assistant interface {
	// Stop lowers what the assistant may do in a scope to off or draft, from the moment it returns; Conflict where it is
	// lower already. Off gives the conversations that it has in hand there to people, and tells how many.
	Stop(ctx context.Context, scope string, level desk.Autonomy, by string) (moved int, err error)
	// Start undoes a Stop of the same scope, as far as draft or wholly.
	Start(ctx context.Context, scope string, level desk.Autonomy, by string) error
	// Levels lists the scopes that have a level of their own.
	Levels(ctx context.Context) ([]desk.Level, error)
	// Ceiling is the most that the settings let the assistant do anywhere.
	Ceiling() desk.Autonomy
}

// Remembered is what a request with an idempotency key has made.
type Remembered struct {
	BodyHash     string
	Conversation string
	Turn         string
}

// Woken gives a channel that receives after something changed, at once or merged with later changes, and a function that
// ends it. Who is woken reads what there is.
type Woken func() (<-chan struct{}, func())

// Deps are what the face stands on. Every field is needed.
type Deps struct {
	Conversations Conversations
	Review        Review
	Access        *access.Service
	Threads       Threads
	Ledger        Ledger
	People        People
	Board         Board
	Moves         Moves
	Viewers       Viewers
	Finder        Finder
	Library       Library
	Assistant     Assistant
	Sessions      scs.CtxStore
	Reach         Reach
	Opinions      Opinions
	Doors         Doors
	Shelves       Shelves
	Curator       Curator
	Settings      Settings
	Files         Files
	Incidents     Incidents
	Console       Console
	Behind        Behind
	Instruments   Instruments
	Duty          Duty
	Bounds        Bounds
	Samples       Samples
	Drills        Drills
	Issues        Issues
	Recalls       *recall.Service
	RecallBook    RecallBook
	Holds         Holds

	// Presence notes that an operator is active.
	Presence func(ctx context.Context, operator string, at time.Time) error
	// Customer reads a customer; NotFound for one that does not exist.
	Customer func(ctx context.Context, id string) (desk.Customer, error)
	// Held lists drafts that wait for an operator, soonest due first; team and cursor as for Desk.
	Held func(ctx context.Context, team, cursor string, limit int) ([]review.Draft, string, error)
	// Remembered finds what a caller's idempotency key has made since a moment; NotFound for a new one.
	Remembered func(ctx context.Context, caller, name string, since time.Time) (Remembered, error)
	// Act records what somebody did to the desk itself: who, what, to which thing, and why, where they said so.
	Act func(ctx context.Context, who, act, ref, reason string) error
	// Watch is woken by news of a conversation, WatchDesk by news of the list of what waits for people.
	Watch     func(conversationID string) (<-chan struct{}, func())
	WatchDesk Woken
	// WatchCase is woken by what concerns operators alone: notes in a conversation, and who looks at it.
	WatchCase func(conversationID string) (<-chan struct{}, func())
	// WatchAnswering is woken when an operator begins to write an answer, goes on, or ends.
	WatchAnswering func(conversationID string) (<-chan struct{}, func())
	// Offer has an accepted turn answered as soon as may be; it never waits. What it cannot take, the sweeper finds.
	Offer func(conversation.Claim)
	// Expected is how long a message accepted now would wait for its answer to be begun.
	Expected func() time.Duration
	// Version gives a version of an article as it was written; NotFound for one that does not exist.
	Version func(ctx context.Context, id string) (knowledge.Entry, error)
	// Acts gives what people did to one thing, oldest first.
	Acts func(ctx context.Context, ref string) ([]review.Act, error)
	// CheckEdit looks, as the guard would, at what an operator is about to send in answer to a held turn: the draft as it
	// stands, or other words in its place, which may hold their author's name.
	CheckEdit func(ctx context.Context, turn desk.Turn, d desk.Decision, text, author string) ([]desk.Finding, desk.Verdict, error)
	// Check looks at an answer that somebody wrote, as the guard would.
	Check func(guard.Request) guard.Report
	// Try sends a question the whole way as a trial, which no statistics count.
	Try func(ctx context.Context, q Question) (Trial, error)
	// Contradicted gives the articles that contradict another, or themselves, by id.
	Contradicted func(ctx context.Context) (map[string]bool, error)
	// StartDrill begins a drill of this desk in the background; Conflict while one is running, here or on another server.
	StartDrill func(ctx context.Context, by desk.Operator) (id string, err error)
	// Steps tells what has been done of the first steps at this desk.
	Steps func(ctx context.Context) (Steps, error)
	// Ready tells whether messages can be taken.
	Ready func(ctx context.Context) error

	Metrics *prometheus.Registry // the face adds its own; /metrics shows all of it
	Now     func() time.Time
	NewID   func() string
}

func (d Deps) missing() []string {
	var names []string
	for _, p := range []struct {
		name string
		set  bool
	}{
		{"Conversations", d.Conversations != nil},
		{"Review", d.Review != nil},
		{"Access", d.Access != nil},
		{"Threads", d.Threads != nil},
		{"Ledger", d.Ledger != nil},
		{"People", d.People != nil},
		{"Library", d.Library != nil},
		{"Assistant", d.Assistant != nil},
		{"Sessions", d.Sessions != nil},
		{"Opinions", d.Opinions != nil},
		{"Doors", d.Doors != nil},
		{"Settings", d.Settings.wired()},
		{"Files", d.Files != nil},
		{"Drills", d.Drills != nil},
		{"StartDrill", d.StartDrill != nil},
		{"Issues", d.Issues != nil},
		{"Recalls", d.Recalls != nil},
		{"RecallBook", d.RecallBook != nil},
		{"Holds", d.Holds != nil},
		{"Presence", d.Presence != nil},
		{"Reach", d.Reach != nil},
		{"Customer", d.Customer != nil},
		{"Board", d.Board != nil},
		{"Moves", d.Moves != nil},
		{"Viewers", d.Viewers != nil},
		{"Finder", d.Finder != nil},
		{"WatchCase", d.WatchCase != nil},
		{"WatchAnswering", d.WatchAnswering != nil},
		{"Held", d.Held != nil},
		{"Remembered", d.Remembered != nil},
		{"Act", d.Act != nil},
		{"Watch", d.Watch != nil},
		{"WatchDesk", d.WatchDesk != nil},
		{"Offer", d.Offer != nil},
		{"Expected", d.Expected != nil},
		{"Version", d.Version != nil},
		{"Acts", d.Acts != nil},
		{"CheckEdit", d.CheckEdit != nil},
		{"Check", d.Check != nil},
		{"Contradicted", d.Contradicted != nil},
		{"Steps", d.Steps != nil},
		{"Shelves", d.Shelves != nil},
		{"Curator", d.Curator != nil},
		{"Try", d.Try != nil},
		{"Ready", d.Ready != nil},
		{"Metrics", d.Metrics != nil},
		{"Now", d.Now != nil},
		{"NewID", d.NewID != nil},
	} {
		if !p.set {
			names = append(names, p.name)
		}
	}
	return names
}
