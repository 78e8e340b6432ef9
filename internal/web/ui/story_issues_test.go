package ui

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// issueStories are every state of the page of freezes and known issues.
func issueStories(w *Words) map[string]Page {
	base := func(role desk.Role) Frame {
		f := operatorFrame(w, role)
		f.Here, f.Script = "watch", ""
		return f
	}
	texts := []Preview{{Language: desk.English, Label: "English", Text: nasty}, {Language: desk.French, Label: "French", Text: nasty}}
	card := func(id string, change func(*CardForm)) *CardForm {
		c := &CardForm{W: w, ID: id, At: "/watch/issues", Topic: nasty, Sample: nasty, Title: nasty, Texts: texts, Lasts: []Option{{Value: "8", Label: "8 hours", Chosen: true}}, Longest: 1200}
		if change != nil {
			change(c)
		}
		return c
	}
	freeze := Freeze{ID: "f1", Topic: nasty, Since: now, Customers: 7, Signed: 3, More: 4, Questions: []Asked{{Address: "/desk/conversations/c1", Text: nasty, Language: desk.French}, {Address: "/desk/conversations/c2", Text: "b"}}}
	other := freeze
	other.ID, other.Signed, other.More = "f2", 0, 0
	known := []KnownIssue{{ID: "i1", Title: nasty, Topic: nasty, By: nasty, Texts: texts, Since: now, Until: now.Add(time.Hour)}}
	past := []PastIssue{{Topic: nasty, By: nasty, Reason: nasty, Since: now, Ended: now}, {Title: nasty, Topic: "t", Card: true, Since: now, Ended: now}}
	ends := known[0]
	ends.Ends, ends.ID = true, "i2"
	writing, wrong := freeze, base(desk.RoleLead)
	writing.Card = card("card-f1", func(c *CardForm) {
		c.Fault, c.Previews = nasty, []CardPreview{{Language: desk.English, Label: "English", Text: nasty, Findings: findings()}, {Language: desk.French, Label: "French", Text: nasty}}
	})
	other.Card = card("card-f2", nil)
	wrong.Fault = nasty
	return map[string]Page{
		"issues none":     Issues{Frame: base(desk.RoleOperator)},
		"issues operator": Issues{Frame: base(desk.RoleOperator), Frozen: []Freeze{freeze}, Known: known, Past: past},
		"issues lead":     Issues{Frame: wrong, Frozen: []Freeze{writing, other}, Known: []KnownIssue{ends}, Past: past, Fresh: card("card", func(c *CardForm) { c.Asks = true })},
	}
}
