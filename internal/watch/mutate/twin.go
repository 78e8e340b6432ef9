package mutate

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// verbatim is the answer again.
func (s *subject) verbatim() (Case, string) {
	return Case{Draft: s.answer.Draft, Change: "none"}, ""
}

// restated is the answer's text as a model's own words.
func (s *subject) restated() (Case, string) {
	if s.answer.Draft.Mode == desk.Compose {
		return Case{}, "the answer is in a model's own words already"
	}
	return s.reword(s.answer.Draft.Text, "the same words, composed"), ""
}

func (s *subject) contracted() (Case, string) {
	return s.exchanged(s.words.contractions, "it has no contraction, and nothing to contract")
}

func (s *subject) impersonal() (Case, string) {
	return s.exchanged(s.words.impersonal, "it does not say what the reader can or must do")
}

func (s *subject) synonym() (Case, string) {
	return s.exchanged(s.words.synonyms, "it has none of the words that have a listed synonym")
}

// exchanged replaces one phrase by another of the same sense, in one place.
func (s *subject) exchanged(swaps []swap, lack string) (Case, string) {
	type place struct{ text, change string }
	var places []place
	for i := range s.said.tokens {
		for _, sw := range swaps {
			words := strings.Fields(sw.from)
			if text := s.exchange(i, words, sw.to); text != "" {
				places = append(places, place{text, sw.from + " -> " + sw.to})
			}
		}
	}
	if len(places) == 0 {
		return Case{}, lack
	}
	p := one(s, places)
	return s.reword(p.text, p.change), ""
}

// exchange replaces a phrase at a token, "" where it does not stand there or the words around would no longer fit.
func (s *subject) exchange(i int, words []string, to string) string {
	d := s.said
	end := i + len(words)
	if !d.at(i, words) || d.elided(i) || s.inName(i, end) {
		return ""
	}
	next := d.text(end)
	if s.answer.Language == desk.French {
		if opensOnVowel(to) && slices.Contains([]string{"le", "la", "de", "ne", "que", "se", "je"}, d.text(i-1)) || next == "vous" || next == "y" {
			return ""
		}
		if strings.HasSuffix(to, " de") && words[len(words)-1] != "de" && end < len(d.tokens) && opensOnVowel(d.word(end)) {
			to = strings.TrimSuffix(to, "e") + "'" + d.word(end)
			end++
		}
	}
	if article := d.text(i - 1); (article == "a" || article == "an") && s.answer.Language == desk.English {
		return "" // a parcel, an order: the next word decides
	}
	return d.put(i, end, to)
}

// inName tells whether a phrase stands, in capitals, where something is called by it: a button, a page.
func (s *subject) inName(from, to int) bool {
	for i := from; i < to; i++ {
		if s.said.capital(i) && !s.said.opens[i] {
			return true
		}
	}
	return strings.ContainsAny(s.said.gap(from), "*\"«“>`[") || strings.ContainsAny(s.said.gap(to), "*\"»”`]")
}

// branded opens the answer with one of the house's own names.
func (s *subject) branded() (Case, string) {
	switch {
	case len(s.house.Brand) == 0:
		return Case{}, "the house has no name"
	case len(s.said.tokens) == 0 || s.said.tokens[0].Start > 0 || !s.small(0):
		return Case{}, "its first word cannot be written small"
	}
	brand := one(s, s.house.Brand)
	opening := strings.ReplaceAll(s.words.brandOpening, "{brand}", brand)
	return s.reword(opening+lowerFirst(s.answer.Draft.Text), "opened with "+brand), ""
}

// brandAsked puts one of the house's own names into the question.
func (s *subject) brandAsked() (Case, string) {
	if len(s.house.Brand) == 0 {
		return Case{}, "the house has no name"
	}
	brand := one(s, s.house.Brand)
	return Case{Draft: s.answer.Draft, Question: s.words.greeting + " " + brand + ". " + s.answer.Question, Change: "the question greets " + brand}, ""
}

// small tells whether a word that opens a sentence may be written small.
func (s *subject) small(i int) bool {
	return slices.Contains(s.words.openers, s.said.text(i)) && !s.said.elided(i)
}

// joined makes two sentences one, with a semicolon between.
func (s *subject) joined() (Case, string) {
	var places []int
	for i := 1; i < len(s.said.tokens); i++ {
		gap := s.said.gap(i)
		if s.said.opens[i] && s.small(i) && (gap == ". " || gap == ".\u00a0") {
			places = append(places, i)
		}
	}
	if len(places) == 0 {
		return Case{}, "it has no two sentences that can be made one"
	}
	i := one(s, places)
	stop := "; "
	if s.answer.Language == desk.French {
		stop = "\u00a0; "
	}
	from, to := s.said.tokens[i-1].End, s.said.tokens[i].Start
	return s.reword(string(s.said.runes[:from])+stop+lowerFirst(string(s.said.runes[to:])), "two sentences joined before "+s.said.word(i)), ""
}
