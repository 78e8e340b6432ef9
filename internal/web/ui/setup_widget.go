package ui

import "github.com/vigie-desk/vigie/internal/desk"

// SetupWords are those of the page on which the chat on other sites is set up.
type SetupWords struct {
	Title, Says, Saved, Save                      string
	Tag, TagSays, Policy, PolicySays, Direct      string
	Origins, OriginsHint                          string
	Brand, BrandHint, Accent, AccentHint          string
	Position, Right, Left                         string
	Greeting, GreetingHint                        string // Greeting: %s: the language
	BadBrand, BadAccent, BadPosition, BadGreeting string
	BadOrigin                                     string // %s: the line
	Secret, SecretSays                            string
	Identity, IdentitySays                        string
}

// WidgetSetup is the page on which the chat on other sites is set up.
type WidgetSetup struct {
	Frame
	Inbox, Tag, Policy string
	Secret             string // signs customers' ids; for owners only, else empty
	Name, Origins      string
	Accent, Position   string
	Greetings          map[desk.Language]string
}

func (WidgetSetup) template() string { return "widget" }

// Greeted is what somebody reads who opens the chat, in one language.
type Greeted struct {
	Language    desk.Language
	Label, Text string
}

// Greets gives a field for each language.
func (s WidgetSetup) Greets() []Greeted {
	var list []Greeted
	for _, l := range []desk.Language{desk.English, desk.French} {
		list = append(list, Greeted{Language: l, Label: s.W.Spoken[l], Text: s.Greetings[l]})
	}
	return list
}
