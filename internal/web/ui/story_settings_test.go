package ui

import (
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Every state of the settings.
func TestEveryStateOfSettings(t *testing.T) {
	pages, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []desk.Language{desk.English, desk.French} {
		for name, page := range settingsStories(pages.Words(language)) {
			text, err := pages.Render(page)
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range examine(string(text), language) {
				t.Errorf("%s/%s: %s", name, language, fault)
			}
		}
	}
}

func settingsFrame(w *Words, name string) Settings {
	s := Settings{Frame: operatorFrame(w, desk.RoleLead), Name: name, Section: w.Settings.Operators}
	s.Here, s.Script = "settings", ""
	s.Menu = []Option{{Value: "/settings/operators", Label: "a", Chosen: true}, {Value: "/settings/teams", Label: nasty}}
	s.Record = []Deed{{At: now.Add(-time.Hour), By: nasty, What: nasty, Detail: nasty}, {At: now, By: "Ben", What: "did"}}
	return s
}

func settingsStories(w *Words) map[string]Page {
	two := []Option{{Value: "a", Label: nasty, Chosen: true}, {Value: "b", Label: "b"}}
	fault := settingsFrame(w, "operators")
	fault.Fault, fault.Record = nasty, nil
	people := SettingsOperators{
		Settings: settingsFrame(w, "operators"), Roles: two, Teams: two, Tongues: two, Mails: true, Email: nasty,
		People: []Person{
			{ID: "o1", Name: nasty, Email: nasty, Role: "lead", Team: nasty, Spoken: nasty, Seen: now, Here: true, Mine: true, Self: true, Roles: two, Teams: two, Tongues: two},
			{ID: "o2", Name: "b", Email: "b@x", Role: "owner", Team: "t"}, {ID: "o3", Name: "c", Email: "c@x", Role: "owner", Team: "t", Ended: true, Mine: true},
		},
		Invited: []Invited{{ID: "i1", Email: nasty, Role: "lead", Team: nasty, Expires: now, Mine: true}, {ID: "i2", Email: "x", Expires: now, Resets: true}},
		Link:    &OneTime{URL: "https://x.example/join/x", Email: nasty, Expires: now, Sent: true},
		Table:   Rights{Roles: []string{"a", "b"}, Rows: []Right{{Label: nasty, May: []bool{true, false}}}},
	}
	unsent := people
	unsent.Link = &OneTime{URL: "https://x.example/join/x", Email: "x", Expires: now, Resets: true, Unsent: true}
	all := map[string]Page{
		"operators": people, "operators unsent": unsent, "operators wrong": SettingsOperators{Settings: fault},
		"join": Join{Frame: frameIn(w), Email: nasty, Name: nasty}, "reset": Join{Frame: func() Frame { f := frameIn(w); f.Fault = nasty; return f }(), Email: "x", Resets: true},
	}
	return all
}
