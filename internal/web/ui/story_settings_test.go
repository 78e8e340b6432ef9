package ui

import (
	"maps"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

func settingsFrame(w *Words, name string) Settings {
	s := Settings{Frame: operatorFrame(w, desk.RoleLead), Name: name, Section: w.Settings.Operators}
	s.Here, s.Script = "settings", ""
	s.Menu = []Option{{Value: "/settings/operators", Label: "a", Chosen: true}, {Value: "/settings/teams", Label: nasty}}
	s.Record = []Deed{{At: now.Add(-time.Hour), By: nasty, What: nasty, Detail: nasty}, {At: now, By: "Ben", What: "did"}}
	return s
}

func settingsStories(w *Words) map[string]Page {
	two := []Option{{Value: "a", Label: nasty, Chosen: true}, {Value: "b", Label: "b"}}
	failed := frameIn(w)
	failed.Fault = nasty
	fault := settingsFrame(w, "operators")
	fault.Fault, fault.Record = nasty, nil
	people := SettingsOperators{
		Settings: settingsFrame(w, "operators"), Roles: two, Teams: two, Tongues: two, Mails: true, Email: nasty,
		People: []Person{
			{ID: "o1", Name: nasty, Email: nasty, Role: "lead", Team: nasty, Spoken: nasty, Seen: now, Here: true, Mine: true, Self: true, Roles: two, Teams: two, Tongues: two},
			{ID: "o2", Name: "b", Email: "b@x", Role: "owner", Team: "t"},
			{ID: "o3", Name: "c", Email: "c@x", Role: "owner", Team: "t", Ended: true, Mine: true},
		},
		Invited: []Invited{{ID: "i1", Email: nasty, Role: "lead", Team: nasty, Expires: now, Mine: true}, {ID: "i2", Email: "x", Expires: now, Resets: true}},
		Link:    &OneTime{URL: "https://x.example/join/x", Email: nasty, Expires: now, Sent: true},
		Table:   Rights{Roles: []string{"a", "b"}, Rows: []Right{{Label: nasty, May: []bool{true, false}}}},
	}
	unsent := people
	unsent.Link = &OneTime{URL: "https://x.example/join/x", Email: "x", Expires: now, Resets: true, Unsent: true}
	all := map[string]Page{
		"operators": people, "operators unsent": unsent, "operators wrong": SettingsOperators{Settings: fault},
		"join": Join{Frame: frameIn(w), Email: nasty, Name: nasty}, "reset": Join{Frame: failed, Email: "x", Resets: true},
	}
	maps.Copy(all, houseStories(w, two))
	return all
}

func houseStories(w *Words, two []Option) map[string]Page {
	previews := []Preview{{Language: desk.English, Label: "English", Text: nasty, Own: true}, {Language: desk.French, Label: "French", Text: nasty}}
	day := []WorkDay{{Number: 1, Name: "Monday", Works: true, Open: "09:00", Close: "18:00"}, {Number: 0, Name: "Sunday", Open: "00:00", Close: "00:00"}}
	reaches := []Reach{
		{Scope: "desk", Label: "all", Level: "x", Whole: true, Levels: two},
		{Scope: "topic:a", Label: nasty, Level: nasty, By: nasty, At: now, Off: true, Levels: two},
		{Scope: "topic:b", Label: "b", Level: "d", Draft: true, Levels: two},
	}
	model := SettingsModel{Settings: settingsFrame(w, "model"), Set: true, Spent: 70, Budget: 100, Lines: []ModelLine{{nasty, nasty, nasty}, {"VIGIE_MODEL_KEY", "", "default"}}}
	tried, good := model, model
	tried.Tried, tried.Found = true, []Ailment{{Wrong: true, What: nasty, Mend: nasty}, {What: "w", Mend: "m"}}
	good.Tried = true
	return map[string]Page{
		"teams": SettingsTeams{
			Settings: settingsFrame(w, "teams"), Teams: []TeamLine{{ID: "a", Name: nasty, Zone: nasty, Members: 1, Open: true}, {ID: "b", Name: "b", Unset: true}},
			Topics: []TopicLine{{Name: "returns", Teams: two}}, Typed: nasty,
		},
		"teams empty": SettingsTeams{Settings: settingsFrame(w, "teams")},
		"team":        SettingsTeam{Settings: settingsFrame(w, "teams"), ID: "a", Team: nasty, Zone: nasty, ServerZone: "UTC", Holidays: nasty, Unset: true, Days: day, Tongues: two, Previews: previews},
		"team tried":  SettingsTeam{Settings: settingsFrame(w, "teams"), ID: "a", Team: "t", Days: day, Previews: previews, Tried: true},
		"autonomy": SettingsAutonomy{Settings: settingsFrame(w, "autonomy"), Ceiling: nasty, Reaches: reaches, Means: []Meaning{{"a", nasty}}, Change: &Foreseen{
			Scope: "desk", Label: nasty, Value: "off", Level: nasty, Says: nasty, Off: true, Effect: w.InHand(3),
		}},
		"autonomy raise": SettingsAutonomy{Settings: settingsFrame(w, "autonomy"), Reaches: reaches[:1], Change: &Foreseen{Scope: "desk", Label: "a", Value: "auto", Level: "b", Says: "c"}},
		"keys": SettingsKeys{
			Settings: settingsFrame(w, "keys"), Secret: "vgk_x", SecretName: nasty, Typed: nasty, Scopes: two,
			List: []KeyLine{{ID: "k1", Name: nasty, Scopes: []string{nasty, "admin"}, Created: now, Used: now}, {ID: "k2", Name: "b", Created: now, Revoked: now}},
		},
		"keys empty": SettingsKeys{Settings: settingsFrame(w, "keys")}, "model": model, "model tried": tried, "model good": good, "model none": SettingsModel{Settings: settingsFrame(w, "model")},
		"replies":         SettingsReplies{Settings: settingsFrame(w, "replies"), Replies: []CannedForm{{W: w, ID: "r1", Title: nasty, Text: nasty, Language: desk.French, Tongues: two}}, New: CannedForm{W: w, Tongues: two}},
		"replies empty":   SettingsReplies{Settings: settingsFrame(w, "replies"), New: CannedForm{W: w, Title: nasty, Text: nasty, Tongues: two}},
		"retention":       SettingsRetention{Settings: settingsFrame(w, "retention")},
		"retention asked": SettingsRetention{Settings: settingsFrame(w, "retention"), Months: 24, Typed: 12, Asked: true, Count: 7},
		"retention none":  SettingsRetention{Settings: settingsFrame(w, "retention"), Typed: 12, Asked: true},
		"retention all":   SettingsRetention{Settings: settingsFrame(w, "retention"), Months: 3, Asked: true},
		"case canned": func() Page {
			one := boardStories(w, two, nil)["case"].(Case)
			one.Canned = []Reply{{Title: nasty, Text: nasty, Href: "/desk?x#text", Language: desk.French}, {Title: "b", Text: "b", Href: "/desk?y#text"}}
			return one
		}(),
		"words": SettingsHandOver{Settings: settingsFrame(w, "words"), Texts: previews, Previews: previews, Longest: 600, Tried: true},
	}
}
