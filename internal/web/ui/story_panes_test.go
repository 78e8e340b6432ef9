package ui

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// boardStories are the states of the desk's own page and of a conversation on it.
func boardStories(w *Words, options []Option, facts []Fact) map[string]Page {
	list := Desk{
		Frame: operatorFrame(w, desk.RoleOwner), Pane: ListPane, View: "waiting", Label: nasty, Href: "/desk?a=b&c=d", Teams: options, Team: nasty,
		Next: "/desk?cursor=x&y=z", First: "/desk?x&y", Scopes: options,
		Folders: []Folder{{Name: "mine", Label: nasty, Href: "/desk?view=mine", Count: "999+", Chosen: true}, {Name: "resolved", Label: "closed", Href: "/desk"}},
		Levels:  []Level{{Scope: "desk", Label: "all", Level: "stopped", Says: nasty, Off: true, By: nasty, At: now}, {Scope: "topic:x", Label: "x", Level: "drafts"}},
		May:     nasty, Ceiling: nasty, Means: []Meaning{{"auto", nasty}, {"off", "nothing"}}, ToDraft: "drafts", ToOff: "stopped", Stopped: true,
		Lines: []Line{
			{ID: "c1", Href: "/x", Name: nasty, Preview: nasty, Team: "t", Channel: nasty, Language: desk.French, Due: now.Add(-time.Hour), Draft: true, Urgent: true, Mood: nasty},
			{ID: "c2", Href: "/x", Name: "n", Team: "t", Due: now.Add(time.Hour), Waits: true, Trial: true, Owner: nasty, Chosen: true},
			{ID: "c3", Href: "/x", Name: "n", Team: "t", Owner: "me", Mine: true},
		},
	}
	empty, asOperator, found := list, list, list
	empty.Lines, empty.Levels, empty.Teams, empty.Next, empty.First, empty.Nothing, empty.More = nil, nil, nil, "", "", nasty, "more"
	asOperator.Frame, asOperator.Pane = operatorFrame(w, desk.RoleOperator), FolderPane
	asOperator.Me.Away, asOperator.Fault, asOperator.Done = true, nasty, "done"
	found.Search = nasty
	thread := []Entry{{Bubble: Bubble{ID: "n1", Author: desk.ByOperator, Name: nasty, Text: nasty, At: now}, Note: true}}
	for _, b := range messages() {
		b.Why = "/desk/conversations/c1?turn=t&pane=details"
		thread = append(thread, Entry{Bubble: b})
	}
	beside := list
	beside.Beside = true
	held := drafts()[1]
	whole := Case{
		Frame: operatorFrame(w, desk.RoleLead), Pane: ThreadPane, Board: beside, ID: "c1", Href: "/desk/conversations/c1", Details: "/desk/conversations/c1?pane=details&x",
		Name: nasty, State: "waiting", Thread: thread, Earlier: true, Why: facts, Facts: facts, Who: facts, Past: list.Lines,
		Claims: drafts()[0].Claims, Findings: drafts()[0].Findings, Text: nasty, AsNote: true, Present: nasty, Shown: nasty, CanAnswer: true, Record: facts, Key: "k",
		Owners: options, Opened: "t1",
	}
	withDraft, done := whole, whole
	withDraft.Draft, withDraft.Mine, withDraft.Machine, withDraft.Pane = &held, true, true, DetailsPane
	done.Resolved, done.Claims, done.Findings, done.Fault, done.Past, done.Opened = true, nil, nil, "fault", nil, ""
	return map[string]Page{
		"desk": list, "desk empty": empty, "desk operator": asOperator, "desk found": found,
		"case": whole, "case draft": withDraft, "case over": done,
	}
}
