package ui

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Settings is what every page of the settings has.
type Settings struct {
	Frame
	Name    string // of this page, in its address
	Section Section
	Menu    []Option
	Record  []Deed
}

// Section is one page of the settings in words.
type Section struct{ Name, Says string }

// Deed is one change of the desk itself: who made it, and when.
type Deed struct {
	At               time.Time
	By, What, Detail string
}

// SettingsOperators lists who answers.
type SettingsOperators struct {
	Settings
	People  []Person
	Invited []Invited
	Link    *OneTime // just made; nil: none
	Email   string   // typed, and could not be taken
	Roles   []Option
	Teams   []Option
	Tongues []Option
	Table   Rights
	Mails   bool // links are mailed, too
}

// Person is one operator.
type Person struct {
	ID, Name, Email, Role, Team, Spoken string
	Seen                                time.Time
	Here, Ended                         bool
	Mine                                bool // whoever reads this may change them
	Self                                bool
	Roles, Teams, Tongues               []Option
}

// PersonView is an operator with the page that it stands on.
type PersonView struct {
	Frame  Frame
	Person Person
}

// Views gives the operators with their page.
func (s SettingsOperators) Views() []PersonView {
	views := make([]PersonView, len(s.People))
	for i, p := range s.People {
		views[i] = PersonView{s.Frame, p}
	}
	return views
}

// Invited is a one-time link that was not used yet.
type Invited struct {
	ID, Email, Role, Team string
	Expires               time.Time
	Resets                bool
	Mine                  bool // whoever reads this may withdraw it
}

// OneTime is a one-time link as it is shown, once.
type OneTime struct {
	URL, Email string
	Expires    time.Time
	Resets     bool
	Sent       bool // mailed
	Unsent     bool // it was to be, and the mail server did not take it
}

// Rights is the table of who may do what.
type Rights struct {
	Roles []string
	Rows  []Right
}

// Right is one line of it.
type Right struct {
	Label string
	May   []bool
}

// Join is where a one-time link leads.
type Join struct {
	Frame
	Email, Name string
	Resets      bool
}

func (SettingsOperators) template() string { return "settings_operators" }
func (Join) template() string              { return "join" }

// SettingsTeams lists the teams, and which topics go to which.
type SettingsTeams struct {
	Settings
	Teams  []TeamLine
	Topics []TopicLine
	Typed  string // a name that could not be taken
}

// TeamLine is one team.
type TeamLine struct {
	ID, Name, Zone string
	Members        int
	Open           bool // works now
	Unset          bool // nobody has set its hours
}

// TopicLine is one topic, with the teams that it can go to.
type TopicLine struct {
	Name  string
	Teams []Option
}

// SettingsTeam is one team's hours.
type SettingsTeam struct {
	Settings
	ID, Team, Zone, ServerZone, Holidays string
	Unset                                bool
	Days                                 []WorkDay
	Tongues                              []Option
	Previews                             []Preview
	Tried                                bool // the previews are of what was typed, and nothing is saved
}

// WorkDay is one day of a team's week.
type WorkDay struct {
	Number      int
	Name        string
	Works       bool
	Open, Close string
}

// Preview is what a customer would be told, in one language.
type Preview struct {
	Language    desk.Language
	Label, Text string
	Own         bool // in the company's own words
}

// SettingsAutonomy is what the assistant may do where.
type SettingsAutonomy struct {
	Settings
	Ceiling string // what the settings of the server let it do at most, where that is less than all
	Reaches []Reach
	Means   []Meaning
	Change  *Foreseen // a change that waits to be confirmed; nil: none
}

// Reach is what the assistant may do in one scope.
type Reach struct {
	Scope, Label, Level, By string
	At                      time.Time // when it was set here; zero: it follows from the whole desk
	Off, Draft, Whole       bool
	Levels                  []Option
}

// Foreseen is a change that was not made yet, with what it would do.
type Foreseen struct {
	Scope, Label, Value, Level, Says string
	Off                              bool
	Effect                           string // counted
}

// SettingsKeys are the API keys.
type SettingsKeys struct {
	Settings
	List               []KeyLine
	Scopes             []Option
	Secret, SecretName string // just made: shown once
	Typed              string
}

// KeyLine is one key.
type KeyLine struct {
	ID, Name               string
	Scopes                 []string
	Created, Used, Revoked time.Time
}

// SettingsModel is what is set about the model.
type SettingsModel struct {
	Settings
	Set           bool
	Lines         []ModelLine
	Spent, Budget int64
	Tried         bool // a trial call was made
	Found         []Ailment
}

// ModelLine is one setting, and where it comes from.
type ModelLine struct{ Name, Value, Origin string }

// Ailment is what a trial call found, in English.
type Ailment struct {
	Wrong      bool
	What, Mend string
}

// Part tells how much of the day's budget is spent, in percent, at most 100.
func (s SettingsModel) Part() int64 {
	if s.Budget <= 0 {
		return 0
	}
	return min(100, s.Spent*100/s.Budget)
}

// SettingsHandOver are the words at hand-over.
type SettingsHandOver struct {
	Settings
	Texts    []Preview // what is kept, or was typed; empty: the house's own
	Previews []Preview
	Longest  int
	Tried    bool
}

func (SettingsTeams) template() string    { return "settings_teams" }
func (SettingsTeam) template() string     { return "settings_team" }
func (SettingsAutonomy) template() string { return "settings_autonomy" }
func (SettingsKeys) template() string     { return "settings_keys" }
func (SettingsModel) template() string    { return "settings_model" }
func (SettingsHandOver) template() string { return "settings_words" }

// SettingsReplies are the canned replies.
type SettingsReplies struct {
	Settings
	Replies []CannedForm
	New     CannedForm // a further one, or one that could not be taken
}

// CannedForm is one canned reply, to be changed.
type CannedForm struct {
	W               *Words
	ID, Title, Text string
	Language        desk.Language
	Tongues         []Option
}

// Reply is a canned reply as it would be inserted.
type Reply struct {
	Title, Text, Href string
	Language          desk.Language
}

// SettingsRetention says for how long conversations are kept.
type SettingsRetention struct {
	Settings
	Months int  // 0: for ever
	Typed  int  // what is asked about
	Asked  bool // what Typed would delete was counted
	Count  int
}

func (SettingsReplies) template() string   { return "settings_replies" }
func (SettingsRetention) template() string { return "settings_retention" }
