package ui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Words are everything that pages say, in one language. A test sees to it that no language misses any.
type Words struct {
	Language desk.Language

	Skip        string // link to the main part
	SwitchTo    string // the language switch's label
	Other       string // the other language's name, in that language
	OtherCode   desk.Language
	AIName      string // what the assistant is called on each of its messages
	NoticeName  string // what the desk's own notices are called
	You         string
	PersonLabel string // after a person's name
	TeamMember  string // a person whose name is not known
	Colon       string // with its spaces

	Chat      ChatWords
	Start     StartWords
	Account   AccountWords
	Desk      DeskWords
	Board     BoardWords
	Case      CaseWords
	Drafts    DraftWords
	Assistant AssistantWords
	Knowledge KnowledgeWords
	Fault     FaultWords
	Mail      MailWords
	Widget    WidgetWords
	Opinion   OpinionWords
	Setup     SetupWords
	Steps     StepsWords
	Shelf     ShelfWords
	Watch     WatchWords
	Drills    DrillWords
	Issues    IssueWords
	Notices   NoticeWords
	Recall    RecallWords
	Settings  SettingsWords
	Files     FileWords

	Reasons   map[desk.Reason]string
	States    map[desk.ConversationState]string
	Travels   map[desk.DeliveryState]string // how a message to a company's own server stands
	Turns     map[desk.TurnState]string
	Kinds     map[desk.ClaimKind]string
	Severity  map[desk.Severity]string
	Levels    map[desk.Autonomy]string
	LevelSays map[desk.Autonomy]string  // what a level means
	Modes     map[desk.Mode]string      // how a draft was made
	Checks    map[string]string         // what a check found, in plain words, by its name
	Acts      map[string]string         // what somebody did, by its name on record
	Fates     map[desk.TurnState]string // what became of a draft that no longer waits
	Roles     map[desk.Role]string
	Standings map[string]string
	Spoken    map[desk.Language]string // names of languages, in this one
	Faults    map[desk.Kind]string     // what a page says of an error

	days, months []string
}

// ChatWords are those of the customer's page.
type ChatWords struct {
	Title         string // %s: the brand
	Says          string // at the top: this is an AI
	SaysMore      string
	Reach         string // left out where nobody is on the roster
	Person        string // the button
	PersonMessage string // what the button writes
	Empty         string
	EmptyMore     string
	Log           string // label of the log
	Label         string // of the text field
	Hint          string
	Send          string
	Checked       string // verdict on an answer with sources
	Approved      string // %s: who approved it
	Fixed         string // verdict on a fixed sentence
	Sources       string // %s: how many
	Thinking      string
	ThinkingMore  string
	Show          string // link to see whether there is an answer
	Held          string
	HandedOver    string
	Undated       string // handed over, and no time is promised
	ByWhen        string // %s who, %s when
	Nobody        string
	PersonHas     string // %s: who
	Resolved      string
	Closed        string
	ClosedMore    string
	Retrying      string // %s: seconds; shown by the page's script
	Sending       string
	Offline       string
	New           string // button: another conversation
	TooLong       string
	EmptyText     string
}

// StartWords are those of the start page.
type StartWords struct{ Title, Says, Chat, ChatMore, Desk, DeskMore, Knowledge, KnowledgeMore, API, APIMore string }

// AccountWords are those of signing in and setting up.
type AccountWords struct {
	SignIn, Email, Password, Enter, Wrong, SignOut string
	Setup, SetupSays, Name, NameHint, PasswordHint string
	SetupEnter, Unset, UnsetSays, UnsetCommand     string
	UnsetMore, Out                                 string
}

// DeskWords are those of the list and of the frame around it.
type DeskWords struct {
	Title, Waiting, Drafts, WithPerson, Answered, Resolved string
	Team, AllTeams, Show                                   string
	Empty, EmptyMore, EmptyOther                           string
	Due, Late, In                                          string // Late and In: %s: how long
	DraftBadge, PersonBadge, UrgentBadge, Trial            string
	Nameless, Next, First, List                            string
	Here, Away, GoAway, ComeBack                           string
	Knowledge                                              string
	Owner, Mine                                            string
}

// CaseWords are those of one conversation on the desk.
type CaseWords struct {
	Title, Back, Why, Reason, Topic, Question, Promise, State, Owner, Team, Language, Channel, Took, Versions string
	Customer, Identity, Signed, Unsigned, Name, Email, Attributes                                             string
	Reply, ReplyHint, Send, TakeOver, Resolve, Facts, Log, None, Earlier, Findings                            string
	YourName                                                                                                  string // %s: the name that customers see
}

// DraftWords are those of a held draft.
type DraftWords struct {
	Title, Says, Draft, Findings, NoFindings, Evidence, NoEvidence string
	Approve, Edit, EditLabel, EditSend, Refuse, Reason, Question   string
	Whole, Sentence, Open                                          string // Sentence: %s
	Supported, Look, Blocked, Detail                               string
	Version, Replaced, Earlier, Gone                               string // Version, Earlier: %d; Replaced: %d, %d
	Overrule, OverruleSays, OverruleReason, OverruleSend           string
	Against, AgainstSays, ApproveAgainst, NoReason, NoText         string
	TakeOver, Mode, Model, Unused, InPlace                         string // Unused: %s
	Record, RecordLine                                             string // RecordLine: %s who, %s when
}

// AssistantWords are those of the red button and of the levels.
type AssistantWords struct {
	Title, Stopped, Stop, StopSays, StopNow, Start, Scope          string
	Desk, Language, Channel, Inbox, Topic, TopicHint, By, NotYours string
	Widget, API, Moved                                             string // Moved: %d
	May, Ceiling, For, Level, Lower, LowerSays, ToDraft, Already   string // May, Ceiling, For: %s
}

// KnowledgeWords are those of the list of articles.
type KnowledgeWords struct {
	Title, Says, Article, Standing, Owner, Until, Review, Topic                  string
	Empty, EmptyMore, Next, First, All, Filter, Show, Never, Version, Suspicious string
	Scope                                                                        string
}

// FaultWords are those of the page for errors.
type FaultWords struct{ Title, Back, Home, Request string }

// Moved says how many conversations went from the assistant to people.
func (w *Words) Moved(n int) string { return fmt.Sprintf(w.Assistant.Moved, n) }

// Number says a number with two digits behind the point.
func (w *Words) Number(x float64) string {
	return strings.Replace(strconv.FormatFloat(x, 'f', 2, 64), ".", w.pick(".", ","), 1)
}

// Percent says a share with one digit behind the point.
func (w *Words) Percent(share float64) string {
	text := strconv.FormatFloat(share, 'f', 1, 64)
	if w.Language == desk.French {
		return strings.Replace(text, ".", ",", 1) + "\u00a0%"
	}
	return text + " %"
}

// When says a moment as people do, in a zone, which it names: the time, and the day as far as it is not today.
func (w *Words) When(t, now time.Time, zone *time.Location) string {
	local, here := t.In(zone), now.In(zone)
	clock := w.clock(local)
	switch days(here, local) {
	case 0:
		return w.pick("%s today", "aujourd'hui à %s", clock)
	case 1:
		return w.pick("%s tomorrow", "demain à %s", clock)
	case -1:
		return w.pick("%s yesterday", "hier à %s", clock)
	}
	return w.pick("%[2]s, %[1]s", "%[2]s à %[1]s", clock, w.date(local, local.Year() != here.Year()))
}

// Stamp says a moment in the past in few letters: the time, with the day where it is not today.
func (w *Words) Stamp(t, now time.Time, zone *time.Location) string {
	local, here := t.In(zone), now.In(zone)
	clock := local.Format("15:04")
	if w.Language == desk.French {
		clock = local.Format("15\u00a0h\u00a004")
	}
	if days(here, local) == 0 {
		return clock
	}
	return w.date(local, local.Year() != here.Year()) + ", " + clock
}

func (w *Words) clock(local time.Time) string {
	if w.Language == desk.French {
		return local.Format("15\u00a0h\u00a004 (MST)")
	}
	return local.Format("15:04 (MST)")
}

// Date says a day.
func (w *Words) Date(t time.Time, zone *time.Location) string { return w.date(t.In(zone), true) }

func (w *Words) date(local time.Time, year bool) string {
	day := strconv.Itoa(local.Day())
	if w.Language == desk.French && local.Day() == 1 {
		day = "1er"
	}
	text := w.days[local.Weekday()] + " " + day + " " + w.months[local.Month()-1]
	if year {
		text += local.Format(" 2006")
	}
	return text
}

// Lasting says how long something takes, roughly.
func (w *Words) Lasting(d time.Duration) string {
	switch d = d.Abs(); {
	case d < time.Minute:
		return w.pick("less than a minute", "moins d'une minute")
	case d < time.Hour:
		return w.pick("%d min", "%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return w.pick("%d h", "%d h", int(d.Hours()))
	}
	return w.pick("%d days", "%d jours", int(d.Hours()/24))
}

func (w *Words) pick(english, french string, args ...any) string {
	if w.Language == desk.French {
		return fmt.Sprintf(french, args...)
	}
	return fmt.Sprintf(english, args...)
}

// days counts the midnights between two local times.
func days(from, to time.Time) int {
	midnight := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(midnight(to).Sub(midnight(from)).Hours() / 24)
}
