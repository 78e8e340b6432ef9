package ui

import "github.com/vigie-desk/vigie/internal/desk"

// recallStories are every state of the pages of recalls.
func recallStories(w *Words, facts []Fact) map[string]Page {
	frame := func(role desk.Role) Frame {
		f := operatorFrame(w, role)
		f.Here, f.Script = "recalls", ""
		return f
	}
	people := []RecallPerson{
		{At: "/desk/conversations/c", Name: nasty, Channel: "Chat", Fate: "Sent", Told: now}, {At: "/desk/conversations/d", Name: "b", Channel: "Mail", Fate: "Mail came back", Bounced: true, Told: now},
	}
	recall := func(state string, role desk.Role, change func(*Recall)) Recall {
		r := Recall{
			Frame: frame(role), ID: "r", At: "/recalls/r", State: state, Label: state, Origin: "claim", Revision: 3, Facts: facts, Counts: facts, Fates: facts,
			Seeds: []RecallSeed{{Text: nasty, Language: desk.French, Title: nasty, At: "/knowledge/articles/a?view=versions", Changed: []string{"another number", nasty}, Still: nasty, StillAt: "/knowledge/articles/a"}, {Text: "b"}},
			Groups: []RecallGroup{
				{Wording: "w", Text: nasty, Language: desk.French, Count: 40, ByEvidence: 3, People: people, More: 38}, {Wording: "v", Text: "b", Count: 1, Out: true}, {Text: "deleted", Count: 1},
			},
			Barred: []RecallGroup{{Text: "erased", Count: 2, People: people}},
			Corrections: []RecallCorrection{
				{Language: desk.English, Label: "English", Text: nasty, Rightful: nasty, Preview: nasty}, {Language: desk.French, Label: "French", Text: "t", Missing: true},
			},
		}
		if change != nil {
			change(&r)
		}
		return r
	}
	wrong := frame(desk.RoleOperator)
	wrong.Fault = nasty
	line := RecallLine{At: "/recalls/r", State: "proposed", Label: "proposed", Origin: "change", Said: nasty, Language: desk.French, More: 2, ByItself: true, Open: true, Listed: 3, Sent: 1, Excluded: 2, Since: now}
	return map[string]Page{
		"recalls":         Recalls{Frame: frame(desk.RoleLead), Lines: []RecallLine{line, {At: "/recalls/s", State: "closed", Label: "closed", Origin: "search", Said: "b", Since: now}}, Next: "/recalls?after=x"},
		"recalls none":    Recalls{Frame: wrong, Text: nasty},
		"recalls page":    Recalls{Frame: frame(desk.RoleOperator), Paged: true},
		"recall proposed": recall("proposed", desk.RoleLead, func(r *Recall) { r.CanWrite, r.CanList, r.CanEnd, r.Partial = true, true, true, true }),
		"recall writer": recall("drafting", desk.RoleOperator, func(r *Recall) {
			r.CanWrite, r.CanList, r.Fault = true, true, nasty
		}),
		"recall read":    recall("waiting_approval", desk.RoleOperator, func(r *Recall) { r.CanWrite, r.Waits = true, true }),
		"recall approve": recall("waiting_approval", desk.RoleLead, func(r *Recall) { r.CanWrite, r.Waits, r.CanApprove, r.CanEnd = true, true, true, true }),
		"recall own":     recall("waiting_approval", desk.RoleLead, func(r *Recall) { r.CanWrite, r.Waits, r.CanApprove, r.Own = true, true, true, true }),
		"recall alone": recall("waiting_approval", desk.RoleOwner, func(r *Recall) {
			r.CanWrite, r.Waits, r.CanApprove, r.Own, r.Alone = true, true, true, true, true
		}),
		"recall sending": recall("sending", desk.RoleLead, func(r *Recall) { r.Going, r.CanClose = true, true }),
		"recall nobody":  recall("proposed", desk.RoleLead, func(r *Recall) { r.Groups, r.Barred, r.Corrections = nil, nil, nil }),
	}
}
