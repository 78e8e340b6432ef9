package ui

import "time"

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
