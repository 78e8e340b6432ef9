package ui

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// shelfStories are every state of the pages of the knowledge.
func shelfStories(w *Words, options []Option, facts []Fact) map[string]Page {
	base := func(room string, role desk.Role) Shelved {
		s := Shelved{Frame: operatorFrame(w, role), Room: room, Disputes: 3}
		s.Here, s.Script = "knowledge", ""
		return s
	}
	lead := desk.RoleLead
	fields := []Field{{"plan", "Plan", nasty}, {"country", "Country", ""}}
	article := Article{
		ID: "a", At: "/knowledge/articles/a", Title: nasty, URL: "https://lumen.example", Topic: nasty, Owner: nasty, Source: nasty, Language: desk.French, Standing: "expired",
		StandingLabel: "expired", Number: 3, From: now, Until: now, Review: now, Suspicious: true, Scope: facts,
	}
	passages := []Passage{
		{Number: 1, Kind: "prose", Label: "Text", Text: nasty},
		{Number: 2, Kind: "code", Label: "Code", Path: nasty, Text: nasty, Scope: facts, Disputed: true, Headings: []Heading{{3, nasty}, {4, "b"}, {5, "c"}, {6, "d"}}},
		{Number: 3, Kind: "list", Label: "List", Text: "one\ntwo", Disputed: true},
	}
	leaf := func(view string, role desk.Role, change func(*Leaf)) Leaf {
		l := Leaf{
			Shelved: base("articles", role), Article: article, View: view, Status: "approved", Approved: nasty, Amended: nasty, Path: nasty, Updated: now,
			Disputed: true, Passages: passages, Count: 3, Earlier: "/knowledge/articles/a?from=0", Later: "/knowledge/articles/a?from=500",
			Acts: []string{nasty, "b"}, Form: TermsForm{Mark: "m", Number: 3, Owner: nasty, From: "2026-01-01", Scope: fields},
		}
		if change != nil {
			change(&l)
		}
		return l
	}
	editions := []Edition{{Number: 2, Title: nasty, Written: now, Right: true, Newest: true}, {Number: 1, Title: "b", Written: now.Add(-time.Hour), Left: true}}
	compared := &Compared{Before: 1, After: 2, Titles: []string{nasty, "b"}, Added: 1, Removed: 1, Cut: 9, Hunks: []Hunk{
		{Skipped: 4, Lines: []DiffLine{{"stayed", nasty}, {"removed", nasty}, {"added", nasty}, {"stayed", ""}}}, {Lines: []DiffLine{{"added", "b"}}},
	}}
	tried := Tried{
		Outcome: "held", Reason: nasty, Said: nasty, SaidLanguage: desk.French, Understood: nasty, Topic: nasty, Why: []string{nasty, "b"}, Chance: 31, Needed: 57,
		Found: []Found{{At: "/knowledge/articles/a", Title: nasty, Path: nasty, Text: nasty, Language: desk.French, Score: 100, Other: true}, {At: "/knowledge/articles/b", Title: "b", Text: "t"}},
		Claims: []Claim{
			{Text: nasty, Kind: "price", Sources: sources(), Verdict: "stands"},
			{Text: "alone", Kind: "fact", Verdict: "held back", Blocked: true, Findings: findings()},
			{Text: "Hello!", Kind: "courtesy", Plain: true},
		},
		Findings: findings(), Made: nasty, Millis: "1.2",
	}
	sent, nothing := tried, Tried{Outcome: "handed over", Reason: "r", Why: []string{"nothing"}, Millis: "0.1"}
	sent.Sent, sent.Covered, sent.Why, sent.Findings, sent.Made = true, true, nil, nil, ""
	wrong := base("try", desk.RoleOperator)
	wrong.Fault = nasty
	side := Side{At: "/knowledge/articles/a", Title: nasty, Standing: "in_force", StandingLabel: "in force", Value: nasty, Language: desk.French, Number: 2, Updated: now, Words: []Word{{nasty, false}, {nasty, true}}}
	dispute := func(id, wrong string, same bool) Dispute {
		return Dispute{ID: id, Kind: "Amount", Withholds: same, Same: same, Left: side, Right: Side{At: "/knowledge/articles/b", Title: "b"}, Wrong: wrong}
	}
	said := base("disputes", lead)
	said.Fault, said.Done = nasty, nasty
	broken := base("import", lead)
	broken.Fault, broken.Script = nasty, "import.js"
	return map[string]Page{
		"shelf filtered": Shelf{Shelved: base("articles", lead), Statuses: options, Sorts: options, Languages: options, Query: nasty, Filtered: true},
		"leaf":           leaf("text", lead, nil), "leaf units": leaf("units", desk.RoleOperator, nil),
		"leaf draft":     leaf("text", lead, func(l *Leaf) { l.Status, l.Approved, l.Acts, l.Disputed = "draft", "", nil, false }),
		"leaf withdrawn": leaf("text", lead, func(l *Leaf) { l.Status, l.Passages, l.Earlier, l.Later = "withdrawn", nil, "", "" }),
		"leaf plain": leaf("text", desk.RoleOperator, func(l *Leaf) {
			l.Article = Article{ID: "b", At: "/knowledge/articles/b", Title: "b"}
			l.Approved, l.Amended = "", ""
		}),
		"leaf wrong":    leaf("text", lead, func(l *Leaf) { l.Fault, l.FormFault, l.Form.Open = nasty, nasty, true }),
		"leaf versions": leaf("versions", lead, func(l *Leaf) { l.Editions, l.Compared = editions, compared }),
		"leaf same":     leaf("versions", lead, func(l *Leaf) { l.Editions, l.Compared = editions, &Compared{Before: 1, After: 2} }),
		"leaf one":      leaf("versions", lead, func(l *Leaf) { l.Editions = editions[:1] }),
		"try":           Trying{Shelved: base("try", desk.RoleOperator), Languages: options, Attributes: fields},
		"try held":      Trying{Shelved: base("try", lead), Question: nasty, Tried: &tried},
		"try sent":      Trying{Shelved: base("try", lead), Question: nasty, Tried: &sent},
		"try nothing":   Trying{Shelved: wrong, Question: nasty, Tried: &nothing},
		"disputes":      Disputes{Shelved: said, Open: []Dispute{dispute("x", "", false), dispute("y", "", true)}, Marked: []Dispute{dispute("z", "left", false), dispute("v", "right", false)}, More: 3},
		"disputes read": Disputes{Shelved: base("disputes", desk.RoleOperator), Open: []Dispute{dispute("x", "", false)}},
		"disputes none": Disputes{Shelved: base("disputes", lead)},
		"gaps": Gaps{Shelved: base("gaps", lead), Days: 30, Asked: 9, Cut: true, Unseen: 4, Gaps: []Gap{
			{Question: nasty, Topic: nasty, Language: desk.French, Asked: 3, Last: now, Links: []GapLink{{1, "/desk/conversations/c"}, {2, "/desk/conversations/d"}}, More: 2, Try: "/knowledge/try?q=x"},
			{Question: "q", Asked: 1, Last: now, Try: "/knowledge/try?q=y"},
		}},
		"gaps none":     Gaps{Shelved: base("gaps", desk.RoleOperator), Days: 30},
		"import":        Importing{Shelved: base("import", lead), Source: nasty},
		"import broken": Importing{Shelved: broken, Source: nasty, Draft: true, Whole: true},
		"import done": Importing{Shelved: base("import", lead), Source: "s", Report: &Brought{
			Counts: facts, Faults: []Skipped{{nasty, nasty, true}, {"b", "c", false}}, Empty: []string{nasty}, Notes: []string{nasty}, Clashes: 2, More: 7,
		}},
		"import clean": Importing{Shelved: base("import", lead), Source: "s", Report: &Brought{Counts: facts}},
	}
}

func knowledgeFrame(w *Words) Frame {
	f := operatorFrame(w, desk.RoleOwner)
	f.Here, f.Script = "knowledge", ""
	return f
}
