package ui

import "github.com/vigie-desk/vigie/internal/desk"

// stepStories are the states of the start page's list.
func stepStories(w *Words) map[string]Page {
	list := func(done int, names ...string) []Step {
		var steps []Step
		for i, name := range names {
			step := Step{StepWords: w.Steps.Each[name], Href: "/x?a=b&c=d", Done: i < done}
			if i%3 == 2 {
				step.Href = ""
			}
			steps = append(steps, step)
		}
		return steps
	}
	own := []string{"import", "ask", "answer", "invite", "hours", "mail", "widget"}
	demo := []string{"demo-book", "demo-ask", "demo-hand", "demo-desk", "demo-look"}
	plain, owner := frameIn(w), operatorFrame(w, desk.RoleOwner)
	plain.Here, owner.Here, owner.Script = "start", "start", ""
	return map[string]Page{
		"start steps demo": Start{Frame: plain, Inbox: "web", Steps: &Steps{Demo: true, Enter: nasty, List: list(1, demo...)}},
		"start steps own":  Start{Frame: owner, Inbox: "web", Steps: &Steps{List: list(3, own...)}},
		"start steps over": Start{Frame: owner, Inbox: "web", Steps: &Steps{List: list(7, own...)}},
		"start steps shut": Start{Frame: owner, Inbox: "web", Shut: true},
	}
}
