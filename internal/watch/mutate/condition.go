package mutate

import (
	"strings"
)

const (
	leastMain   = 3 // words that a sentence keeps when it loses its condition
	leastClause = 2 // words of a condition
)

// conditionDropped takes away a condition or an exception: the clause that holds it, or the sentence that restricts the one
// before.
func (s *subject) conditionDropped() (Case, string) {
	type place struct{ text, change string }
	var places []place
	note := func(text string, from, to int) {
		if strings.TrimSpace(text) != "" {
			dropped := string(s.said.runes[from:to])
			places = append(places, place{text, strings.TrimSpace(dropped) + " -> "})
		}
	}
	for i := range s.said.tokens {
		for _, marker := range s.words.restrictions {
			words := foldedPhrase(marker)
			if !s.said.at(i, words) {
				continue
			}
			if from, to, ok := s.clauseAt(i, len(words)); ok {
				note(s.without(from, to, s.said.opens[i]), from, to)
			}
			break // the longest stands first
		}
		if s.said.opens[i] && i > 0 {
			for _, marker := range s.words.asides {
				if !s.said.at(i, foldedPhrase(marker)) {
					continue
				}
				from, to := s.said.tokens[i].Start, s.sentenceEnd(i)
				note(s.said.splice(from, to, ""), from, to)
				break
			}
		}
	}
	if len(places) == 0 {
		return Case{}, "there is no condition or exception in it"
	}
	p := one(s, places)
	return s.reword(strings.TrimSpace(p.text), p.change), ""
}

// clauseAt gives the span, in code points, of the clause that a marker of some words opens at a token, with the comma that
// cuts it off.
func (s *subject) clauseAt(i, words int) (from, to int, ok bool) {
	d := s.said
	end := i + words
	for end < d.ends[i] && (end == i+words || !s.closes(end)) {
		end++
	}
	if end-i-words < leastClause {
		return 0, 0, false
	}
	first := i
	for first > 0 && !d.opens[first] {
		first--
	}
	if d.opens[i] { // "Unless ..., the rest"
		if end >= d.ends[i] || !strings.HasPrefix(d.gap(end), ",") || d.ends[i]-end < leastMain {
			return 0, 0, false
		}
		return d.tokens[i].Start, d.tokens[end].Start, true
	}
	if i-first < leastMain {
		return 0, 0, false
	}
	if before := d.text(i - 1); before == "and" || before == "et" || before == "but" || before == "mais" {
		i--
	}
	from = d.tokens[i-1].End
	return from, d.tokens[end-1].End, strings.TrimSpace(strings.Trim(d.gap(i), ", ")) == "" || strings.Contains(d.gap(i), ",")
}

// closes tells whether what stands before a token ends a clause.
func (s *subject) closes(i int) bool { return strings.ContainsAny(s.said.gap(i), ",;:.!?)(") }

// without gives the text without a clause; what follows an opening clause takes its capital.
func (s *subject) without(from, to int, opens bool) string {
	after := string(s.said.runes[to:])
	if opens {
		return string(s.said.runes[:from]) + upperFirst(after)
	}
	return string(s.said.runes[:from]) + strings.TrimPrefix(after, ",") // it may have stood between commas
}

// sentenceEnd gives the code point behind a token's sentence.
func (s *subject) sentenceEnd(i int) int {
	if end := s.said.ends[i]; end < len(s.said.tokens) {
		return s.said.tokens[end].Start
	}
	return len(s.said.runes)
}
