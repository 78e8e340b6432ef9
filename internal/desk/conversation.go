package desk

import "time"

// ConversationState says whose move it is. The allowed moves are one table, in room conversation.
type ConversationState string

// The states of a conversation. Every state but Resolved has an owner and a due time.
const (
	WithAssistant   ConversationState = "assistant"        // the AI has the next word
	WaitingPerson   ConversationState = "waiting_person"   // a person owes the customer a word, and has promised when
	WithPerson      ConversationState = "person"           // an operator has taken it over
	WaitingCustomer ConversationState = "waiting_customer" // the customer has the next word
	Resolved        ConversationState = "resolved"         // done, until the customer writes again
)

// OwnerKind says what sort of owner a conversation has.
type OwnerKind string

// The kinds of owner.
const (
	OwnedByAssistant OwnerKind = "assistant"
	OwnedByTeam      OwnerKind = "team"
	OwnedByPerson    OwnerKind = "person"
)

// Owner is who answers for a conversation: the assistant, a team, or one operator. ID is empty for the assistant.
type Owner struct {
	Kind OwnerKind
	ID   string
}

// Conversation is everything between one customer and the desk about one matter.
type Conversation struct {
	ID       string
	Inbox    string // the door it came through: its inbox's id
	Customer string // the customer's id
	Channel  string // how replies travel: "widget", "api", "webhook"
	State    ConversationState
	Owner    Owner
	Team     string // the team that answers for it once a person must
	Due      time.Time
	Urgency  Urgency // the highest since it was last resolved
	Language Language
	Trial    bool // made by `vigie ask`: statistics leave it out
	Events   int64
	Created  time.Time
	Updated  time.Time
}

// Urgency says who of those that wait for a person is looked at first, whatever was promised. It orders: more is sooner.
type Urgency int

// The urgencies, from least to most.
const (
	Ordinary Urgency = iota
	Pressing         // harm or loss within hours, or somebody vulnerable
)

// Author says who wrote a message.
type Author string

// The authors. An AI's message never looks like a person's; a notice is the desk's own fixed words.
const (
	ByCustomer  Author = "customer"
	ByAssistant Author = "assistant"
	ByOperator  Author = "operator"
	ByDesk      Author = "desk"
)

// Message is one thing that was said in a conversation.
type Message struct {
	ID           string
	Conversation string
	Turn         string // the turn it opened or answered; empty for an operator's own word
	Author       Author
	Operator     string // who wrote it, where Author is ByOperator
	Name         string // how that operator is shown to the customer
	Text         string
	Language     Language
	Files        []File        // sent with it; of a message that is being taken, their ids may be all that is known
	Claims       []Claim       // of an assistant's message: what it says and what that stands on
	Seq          int64         // its place among the conversation's events; given by the store
	Delivery     DeliveryState // how it travels outward; empty in our own channels, where the commit delivers it
	Created      time.Time
}

// Event is one thing that happened in a conversation: kind "message", "turn", "promise", "delivery" (failed) or "state", with an id or the
// state it names. It holds no words.
type Event struct {
	Seq  int64
	Kind string
	Ref  string
	At   time.Time
}

// AI tells whether the machine chose these words or this moment to speak: an assistant's answer or a notice of the desk.
func (m Message) AI() bool { return m.Author == ByAssistant || m.Author == ByDesk }

// Customer is a person who writes to the desk. Attributes are signed by the company's own site, or absent.
type Customer struct {
	ID         string
	Name       string
	Email      string
	Attributes map[string]string
	Signed     bool // the identity carries a valid HMAC
}

// Inbox is one door with its brand, language, team and rules for visitors.
type Inbox struct {
	ID       string
	Brand    string
	Language Language
	Team     string
	Visitors bool     // people without a key may write
	Origins  []string // web origins that may embed the widget; empty: this server's own only
}

// Team is a group of operators with hours and languages.
type Team struct {
	ID        string
	Name      string
	Languages []Language
	Hours     Hours
}

// Role says what an operator may do.
type Role string

// The roles, from least to most.
const (
	RoleOperator Role = "operator"
	RoleLead     Role = "lead"
	RoleOwner    Role = "owner"
)

// Operator is a human who answers. Online means signed in, present by choice, and active lately.
type Operator struct {
	ID        string
	Name      string
	Email     string
	Team      string
	Role      Role
	Languages []Language
	Away      bool
	Seen      time.Time
	Ended     time.Time // deactivated since; zero: may sign in
	SignedIn  time.Time // who signed in before this no longer is; zero: whoever did, is
}

// PromiseState says how a promise stands.
type PromiseState string

// The states of a promise.
const (
	PromiseOpen      PromiseState = "open"
	PromiseKept      PromiseState = "kept"
	PromiseMissed    PromiseState = "missed"
	PromiseWithdrawn PromiseState = "withdrawn"
)

// Promise is who answers a customer, by when. A missed one tells the customer a new time once.
type Promise struct {
	ID           string
	Conversation string
	Turn         string
	Team         string
	State        PromiseState
	By           time.Time
	Misses       int
	Created      time.Time
}

// DeliveryState says how the sending of one message stands.
type DeliveryState string

// The states of a delivery.
const (
	Queued    DeliveryState = "queued"
	Delivered DeliveryState = "delivered"
	Failed    DeliveryState = "failed"
)

// Delivery is one message on its way out through one channel. Its id is stable across attempts, so that the receiver
// can recognise a repeat.
type Delivery struct {
	ID           string
	Message      string
	Conversation string
	Channel      string
	State        DeliveryState
	Epoch        int64 // raised by each claim: who holds an older one has lost it
	Attempts     int   // that failed
	Next         time.Time
	Fault        string // why the last attempt failed, in a sentence for the operator; never the customer's words
	Recipient    string // of a mail to an operator: who; empty: the customer
	After, Seq   int64  // of a mail: it brings the messages after one event, up to another
	Refused      bool   // its reader cannot be reached, nor will another message be
}

// Reach is how a customer who has left is reached by mail about one conversation.
type Reach struct {
	Conversation string
	Email        string // empty: not at all
	Epoch        int64  // raised with each new address
	Refused      bool   // a mail server would not take mail for this address
	Seen         time.Time
	SeenSeq      int64 // the last event that the customer has seen
}

// Set tells whether mail goes out about this conversation.
func (r Reach) Set() bool { return r.Email != "" && !r.Refused }
