package ui

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Shelved is what the pages of the knowledge have in common.
type Shelved struct {
	Frame
	Room     string // which of them: articles, try, disputes, gaps, import
	Disputes int    // contradictions that nobody has settled
}

// Curates tells whether the reader may change the knowledge.
func (s Shelved) Curates() bool { return s.Me != nil && s.Me.Leads }

// Day says a day of a contract: a date without a time is the same day everywhere.
func (f Frame) Day(t time.Time) string {
	if plainDate(t) {
		return f.W.Date(t, time.UTC)
	}
	return f.W.Date(t, f.Zone)
}

// LastDay says until when a text holds: a date without a time counts to its end.
func (f Frame) LastDay(t time.Time) string {
	if plainDate(t) {
		return f.W.Date(t.AddDate(0, 0, -1), time.UTC)
	}
	return f.W.Date(t, f.Zone)
}

func plainDate(t time.Time) bool {
	return t.UTC().Equal(t.UTC().Truncate(24 * time.Hour))
}

// Shelf is the list of articles.
type Shelf struct {
	Shelved
	Articles  []Article
	Statuses  []Option
	Sorts     []Option
	Languages []Option
	Topic     string
	Query     string
	Filtered  bool
	Next      string
	Paged     bool
}

// Article is one line of it, and what an article's own page has above its text.
type Article struct {
	ID, At, Title, URL, Topic, Owner, Source string // At: the address of its page
	Language                                 desk.Language
	Standing, StandingLabel                  string
	Number                                   int
	From, Until, Review                      time.Time
	Suspicious                               bool
	Scope                                    []Fact
}

// Leaf is the page of one article.
type Leaf struct {
	Shelved
	Article   Article
	View      string // text, units, versions
	Status    string
	Approved  string // who approved it, empty: nobody
	Amended   string // who set its terms, empty: its file says them
	Path      string
	Updated   time.Time
	Disputed  bool
	Passages  []Passage
	Count     int // of all its units
	Earlier   string
	Later     string
	Editions  []Edition
	Compared  *Compared
	Acts      []string
	Form      TermsForm
	ActFault  string   // why a status was not changed
	FormFault string   // why the terms were not
	Told      RecallOf // of the older of two versions: to find who was told something from it
}

// Passage is one unit of an article, with the headings that are new above it.
type Passage struct {
	Number   int
	Headings []Heading
	Kind     string // as it is kept
	Label    string // in words
	Path     string
	Text     string
	Scope    []Fact
	Disputed bool
}

// Heading is one heading above a passage. Level is that of its element.
type Heading struct {
	Level int
	Text  string
}

// Edition is one version of an article.
type Edition struct {
	Number       int
	Title        string
	Written      time.Time
	Left, Right  bool // of what is compared
	Newest, Sole bool
}

// Compared is what two versions of an article do not share.
type Compared struct {
	Before, After  int
	Titles         []string // both, where they differ
	Hunks          []Hunk
	Removed, Added int
	Cut            int // lines that are not shown
}

// Hunk is a run of lines with something new in it. Skipped is how many lines that stayed lie before it.
type Hunk struct {
	Skipped int
	Lines   []DiffLine
}

// DiffLine is a line of two versions.
type DiffLine struct {
	Fate string // stayed, removed, added
	Text string
}

// TermsForm are the fields of a contract as somebody fills them in.
type TermsForm struct {
	Open        bool
	Mark        string // of the contract that the form was made from
	Number      int
	Owner       string
	From, Until string
	Review      string
	Scope       []Field
}

// Field is one field of a form.
type Field struct{ Name, Label, Value string }

// Trying is the page on which a question is tried.
type Trying struct {
	Shelved
	Question   string
	Languages  []Option
	Attributes []Field
	Tried      *Tried
}

// Tried is what came of it.
type Tried struct {
	Outcome, Reason string
	Sent            bool
	Said            string // what a customer would read
	SaidLanguage    desk.Language
	Understood      string
	Topic           string
	Covered         bool
	Why             []string // why not
	Chance, Needed  int      // in per cent
	Found           []Found
	Claims          []Claim
	Findings        []Finding
	Made            string
	Millis          string
}

// Found is a passage that a search found.
type Found struct {
	At, Title, Path, Text string // At: the address of its article
	Language              desk.Language
	Score                 int // in per cent of the best
	Other                 bool
}

// Disputes is the page of contradictions.
type Disputes struct {
	Shelved
	Open   []Dispute
	Marked []Dispute
	More   int // not shown
}

// Dispute is one contradiction.
type Dispute struct {
	ID, Kind    string
	Withholds   bool
	Same        bool // both passages stand on one page
	Left, Right Side
	Wrong       string // left, right
	Anew        bool   // the reader may settle it
}

// Side is one passage of it.
type Side struct {
	At, Title, Standing, StandingLabel, Value string // At: the address of its article
	Language                                  desk.Language
	Number                                    int
	Updated                                   time.Time
	Words                                     []Word
}

// Word is a piece of a passage, and whether the other passage lacks it.
type Word struct {
	Text string
	Own  bool
}

// Gaps is the page of questions that nothing answered.
type Gaps struct {
	Shelved
	Days   int
	Gaps   []Gap
	Asked  int
	Cut    bool // older ones in these days were not read
	Unseen int  // groups that are not shown
}

// Gap is one group of them.
type Gap struct {
	Question, Topic string
	Language        desk.Language
	Asked           int
	Last            time.Time
	Links           []GapLink
	More            int
	Try             string
}

// GapLink leads to a conversation in which it was asked.
type GapLink struct {
	Number  int // in its group, from 1
	Address string
}

// Importing is the page on which files are brought in.
type Importing struct {
	Shelved
	Source string
	Draft  bool
	Whole  bool
	Report *Brought
}

// Brought says what an import did.
type Brought struct {
	Counts  []Fact
	Faults  []Skipped
	Empty   []string
	Notes   []string
	Clashes int
	More    int // faults, empty pages and notes that are not shown
}

// Skipped is a file that did not go in.
type Skipped struct {
	Path, Reason string
	Stays        bool
}

func (Shelf) template() string     { return "shelf" }
func (Leaf) template() string      { return "leaf" }
func (Trying) template() string    { return "trying" }
func (Disputes) template() string  { return "disputes" }
func (Gaps) template() string      { return "gaps" }
func (Importing) template() string { return "importing" }
