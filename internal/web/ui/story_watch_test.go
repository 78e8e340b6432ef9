package ui

import (
	"github.com/vigie-desk/vigie/internal/desk"
)

// watchStories are the pages of the watch in every state.
func watchStories(w *Words) map[string]Page {
	base := func(leads bool) Watching {
		f := operatorFrame(w, desk.RoleLead)
		f.Here, f.Script = "watch", "watch.js"
		return Watching{Frame: f, Leads: leads}
	}
	said := base(true)
	said.Fault, said.Done = nasty, nasty
	line := func(id string, waits bool) IncidentLine {
		return IncidentLine{ID: id, What: nasty, Scope: nasty, Stage: "open", Says: "s", Critical: true, Since: now, Waits: waits}
	}
	full := Console{
		Watching: said, Level: "off", LevelSays: nasty, Duty: []string{nasty, "x"}, Damaged: true,
		Incidents: []IncidentLine{line("a", true), line("b", false)}, Closed: []IncidentLine{line("c", false)},
		Levels: []Level{{Scope: "topic:x", Label: nasty, Level: "off", Says: "s", By: nasty, At: now}, {Scope: "desk", Label: "d", Level: "draft", Says: "s"}},
		Breakers: []BreakerLine{
			{Scope: "topic:x", Name: nasty, State: "open", Says: "s", Level: "draft", Left: "l", Full: 20, Since: now, Probe: true},
			{Scope: "desk", Name: "d", State: "half_open", Says: "s", Level: "draft", Left: "l", Run: 7, Full: 20, Since: now},
			{Scope: "language:fr", Name: "f", State: "ready", Says: "s", Level: "off", Left: "l", Run: 20, Full: 20, Since: now, Close: true},
		},
		SelfTest: &SelfTestBox{At: now, Below: true, Says: nasty, Cases: 2000, Catch: nasty, False: nasty, Reasons: []string{nasty}},
		Drill:    &DrillLine{ID: "d", Begun: now, By: nasty, State: "failed", Says: nasty, Played: true, Cases: 72, Harmful: 3},
		Days:     90, Learnt: nasty, Besides: []string{nasty, "x"}, Streams: []StreamLine{
			{Kind: "blocked", Scope: "desk", Name: nasty, Where: nasty, Seen: 300, Failed: 9, Rate: "3 %", Base: "2 %", Level: 100, Standing: "watched", Paged: true, At: "/watch/streams/blocked/desk"},
			{Kind: "faulty", Scope: "topic:x", Name: "n", Where: "w", Rate: "–", Base: "2 %", Standing: "too_quiet", Says: nasty, At: "/watch/streams/faulty/topic:x"},
		},
		Budget: BudgetBox{Most: 5, Unreviewed: 9, Hour: 3, Used: 100, Days: 7, Told: []ToldLine{
			{Turn: "t", Text: nasty, Language: desk.French, Topic: nasty, Case: "/desk/conversations/c", At: now, State: "open", Says: "s"},
			{Turn: "u", N: 1, Case: "/desk/conversations/d", At: now, State: "wrong", Says: "s"},
			{Turn: "v", Text: "x", Case: "/desk/conversations/e", At: now, State: "right", Says: "s"},
		}, If: []IfLine{{Most: 0}, {Most: 5, Told: 3, Now: true}, {Most: 50, Told: 33}}},
		Latest: []DecidedLine{{At: now, Case: "/desk/conversations/c", Question: nasty, Answer: nasty, Language: desk.English, Action: "a", Sent: true, Reason: nasty}, {At: now, Case: "/desk/conversations/c", Action: "b"}},
		Health: []HealthLine{{Name: "n", Count: 3, Href: "/knowledge"}, {Name: nasty, Href: "/knowledge"}},
	}
	plain := full
	plain.Watching, plain.Damaged = base(false), false
	incident := IncidentPage{
		Watching: said, Line: line("a", true), Severity: "critical", Facts: []Fact{{nasty, nasty}}, Touched: nasty, Typed: nasty, ZoneName: "CET", Burst: true, Pending: []string{nasty, "x"}, Tongues: []Option{{"en", nasty, false}, {"fr", "f", true}}, Began: "2026-11-23T10:00",
		Recalls: []RecallLine{{At: "/recalls/r", Label: nasty, Said: nasty, Language: desk.French, Listed: 9, Sent: 7}, {At: "/recalls/s", Origin: nasty, Label: "l"}}, Conversations: []GapLink{{1, "/desk/conversations/c"}},
		Timeline: []TimeLine{{At: now, Kind: "alarm", Name: "n", By: nasty, Text: nasty}, {At: now, Kind: "stage", Name: "n", What: nasty}}, Told: []ToldOfLine{
			{Who: nasty, Way: "w", Rung: "r", State: "queued", Says: "s", At: now, Next: now, Tries: 3, Fault: nasty},
			{Who: "x", Way: "w", Rung: "r", State: "failed", Says: "s", At: now, Tries: 10},
			{Who: "y", Way: "w", Rung: "r", State: "delivered", Says: "s", At: now},
		}, Acts: []IncidentAct{{"acknowledge", nasty}, {"close", "c"}},
	}
	list := []DrillLine{
		{ID: "a", Begun: now, By: nasty, State: "running", Says: "s"},
		{ID: "b", Begun: now, By: nasty, State: "passed", Says: nasty, Played: true, Cases: 72, Own: true},
		{ID: "c", Begun: now, By: "x", State: "failed", Says: "s", Played: true, Cases: 72, Harmful: 3},
		{ID: "d", Begun: now, By: "x", State: "broken", Says: nasty},
		{ID: "e", Begun: now, By: "x", State: "interrupted", Says: "s"},
	}
	often := []Option{{Value: "", Label: nasty}, {Value: "monthly", Label: "m", Chosen: true}}
	drill := DrillPage{
		Watching: said, Line: list[2], Verdict: nasty, Facts: []Fact{{nasty, nasty}}, Measures: []DrillMeasure{{nasty, true}, {nasty, false}},
		Harms:     []DrillHarm{{ID: nasty, Language: desk.French, Question: nasty, Said: nasty, Harm: nasty, Checks: nasty, Few: nasty}, {ID: "x", Question: "q", Harm: "h"}},
		Accidents: []DrillAccident{{nasty, 6, 1, nasty, nasty}, {"x", 6, 0, "c", "t"}}, Cases: []DrillCase{{nasty, nasty, nasty, "1 ms", true}, {"x", "o", "c", "2 ms", false}},
	}
	return map[string]Page{
		"drills": DrillsPage{Watching: said, Drills: list, Plan: nasty, Often: often}, "drills none": DrillsPage{Watching: base(true), Plan: "p", Often: often},
		"drills as an operator": DrillsPage{Watching: base(false), Drills: list, Running: true, Plan: "p"}, "drills while one runs": DrillsPage{Watching: base(true), Drills: list[:1], Running: true, Plan: "p", Often: often},
		"drill": drill, "drill running": DrillPage{Watching: base(true), Line: list[0], Explains: nasty, Facts: []Fact{{"f", nasty}}}, "drill damaged": DrillPage{Watching: base(false), Line: list[2], Damaged: true},
		"watch": full, "watch as an operator": plain, "watch quiet": Console{Watching: base(true), Level: "auto", LevelSays: "l", Budget: BudgetBox{Most: 5, Days: 7}},
		"samples": SamplesPage{Watching: said, Left: 7, Rate: nasty, Agreement: nasty, Labels: []Option{{Value: "right", Label: nasty}, {Value: "wrong", Label: "w"}}, Open: []Sample{
			{Turn: "t", Case: "/desk/conversations/c", Question: nasty, Language: desk.French, Part: nasty, Claims: []Claim{{Text: nasty, Sources: sources()}, {Text: "x"}}},
		}},
		"behind":      BehindPage{Watching: base(false), Back: "/watch/incidents/a", BackSays: nasty, Heading: nasty, Says: nasty, Lines: full.Latest, More: true},
		"behind none": BehindPage{Watching: base(false), Back: "/watch/incidents/a", BackSays: "b", Heading: "h", Says: "s"},
		"stream": StreamPage{
			Watching: said, Line: full.Streams[0], Facts: []Fact{{nasty, nasty}}, Picture: &Picture{Width: 600, Height: 120, Points: "0,120 600,20", Alarm: "30", Says: nasty},
			Days: []DayLine{{Day: now, Seen: 300, Failed: 9, Rate: "3 %", Sum: "1,20"}}, Failing: full.Latest,
		},
		"stream quiet": StreamPage{Watching: base(false), Line: full.Streams[1]},
		"samples none": SamplesPage{Watching: base(false)},
		"incident":     incident, "incident closed": IncidentPage{Watching: base(false), Line: line("a", false), Touched: "t", Closed: true},
	}
}
