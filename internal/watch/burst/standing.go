package burst

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Holds tells whether a card is in force at a moment.
func (i Issue) Holds(at time.Time) bool {
	return i.State == InForce && !at.Before(i.Since) && at.Before(i.Until)
}

// Draft gives the card's words in a language, English where it has none in that: word for word, and with the card as the evidence
// of all of it.
func (i Issue) Draft(language desk.Language) desk.Draft {
	if i.Words[language] == "" {
		language = desk.English
	}
	text := i.Words[language]
	long := len([]rune(text))
	return desk.Draft{Mode: desk.Quote, Language: language, Text: text, Claims: []desk.Claim{{
		Start: 0, End: long, Text: text, Kind: desk.FactClaim,
		Evidence: []desk.Evidence{{Article: Prefix + i.ID, Version: Prefix + i.ID, Title: i.Title, Start: 0, End: long, Quote: text}},
	}}}
}

// Prefix begins the ids by which evidence names a card, where it otherwise names an article.
const Prefix = "issue:"

// Standing is what counts now: what is frozen, what is known, and what has ended lately.
type Standing struct {
	Freezes []Freeze
	Issues  []Issue
}

// Frozen gives the freeze that a question falls under: of its symptom whatever its topic, or of its topic. about tells whether it
// is the symptom.
func (s Standing) Frozen(topic string, terms []string) (f Freeze, about, found bool) {
	for _, one := range s.Freezes {
		if one.State == Frozen && Same(one.Terms, terms) {
			return one, true, true
		}
	}
	for _, one := range s.Freezes {
		if one.State == Frozen && one.Topic == topic {
			return one, false, true
		}
	}
	return Freeze{}, false, false
}

// Known gives the card that a question is told at a moment; of several the one that was written last.
func (s Standing) Known(terms []string, at time.Time) (issue Issue, found bool) {
	for _, one := range s.Issues {
		if one.Holds(at) && Same(one.Terms, terms) && (!found || one.Since.After(issue.Since)) {
			issue, found = one, true
		}
	}
	return issue, found
}

// Issue gives a card in force by its id.
func (s Standing) Issue(id string) (Issue, bool) {
	for _, one := range s.Issues {
		if one.ID == id && one.State == InForce {
			return one, true
		}
	}
	return Issue{}, false
}

// Part gives what a question belongs to: the freeze or the card of its symptom, empty for none. Such a question makes no other
// burst, and says nothing of what is usual.
func (s Standing) Part(terms []string, at time.Time) string {
	for _, one := range s.Freezes {
		if one.State == Frozen && Same(one.Terms, terms) {
			return one.ID
		}
	}
	if issue, found := s.Known(terms, at); found {
		return issue.ID
	}
	return ""
}

// Left leaves out the questions that were asked before a freeze of their symptom ended, or a card: what a person has dealt with is
// counted from the beginning.
func (s Standing) Left(recent []Symptom) []Symptom {
	var left []Symptom
	for _, r := range recent {
		if !s.dealtWith(r) {
			left = append(left, r)
		}
	}
	return left
}

func (s Standing) dealtWith(r Symptom) bool {
	for _, f := range s.Freezes {
		if f.State != Frozen && !r.At.After(f.Ended) && Same(f.Terms, r.Terms) {
			return true
		}
	}
	for _, i := range s.Issues {
		if i.State != InForce && !r.At.After(i.Ended) && Same(i.Terms, r.Terms) {
			return true
		}
	}
	return false
}
