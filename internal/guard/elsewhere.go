package guard

import (
	"slices"
	"strings"
)

// conditionsElsewhere gives the conditions of lines that a claim was not aligned to: a line all of whose main words the
// claim says limits it too, wherever it stands on a page that the claim goes by. What a line adds "even when" the claim
// holds counts where the question asks for the thing that it is added for.
func (s *study) conditionsElsewhere(a *assessment) []string {
	own := a.contentOf(0, len(a.words))
	denies := a.polarityOf(0, len(a.words)).any
	for _, id := range s.sharing(own) {
		n := &s.library.lines[id]
		if n.row || !s.pageOf(a, n.source) || opensCase(n.words) {
			continue
		}
		if s.addsOn(a, own, n) {
			return []string{sprint("it leaves out what its source adds in this case: %q", clip(strings.TrimSpace(n.text)))}
		}
		if denies {
			continue
		}
		for _, m := range n.markers() {
			if measuring(n.words[m.from:m.to]) {
				continue
			}
			if main := n.contentOf(n.clauseStart(m.from), n.caseBefore(m.from)); len(main) >= 2 && s.saysMain(a, own, main, n) && !s.kept(a, restriction{line: id, from: m.from, to: m.to}) {
				return []string{sprint("it leaves out a condition of its source: %q", clip(strings.Join(n.words[m.from:m.to], " ")))}
			}
		}
	}
	return nil
}

// measuring tells whether a marker is a bare "only" or "other than", which may belong to a single word of its line.
func measuring(words []string) bool {
	switch markerAt(words) {
	case 1:
		return words[0] == "only" || words[0] == "uniquement" || words[0] == "seulement"
	case 2:
		return words[0] == "other"
	}
	return false
}

// saysMain tells whether one clause of a claim says the main part of a line, and what it denies.
func (s *study) saysMain(a *assessment, own, main map[string]float64, n *line) bool {
	if !holdsAll(own, main) || n.polarityOf(0, len(n.words)).any && !n.polarityOf(0, len(n.words)).restricted {
		return false
	}
	return slices.ContainsFunc(a.clauses, func(p clausePair) bool { return holdsAll(a.contentOf(p.from, p.to), main) })
}

// clauseStart gives where the clause begins that holds a token.
func (d *reading) clauseStart(i int) int {
	for _, sp := range d.clauseSpans() {
		if sp.from <= i && i < sp.to {
			return sp.from
		}
	}
	return 0
}

// caseBefore gives where "if" stands in the clause before a token, or the token.
func (d *reading) caseBefore(i int) int {
	for n := d.clauseStart(i) + 1; n < i; n++ {
		if d.words[n] == "if" || d.words[n] == "si" || d.words[n] == "when" || d.words[n] == "quand" {
			return n
		}
	}
	return i
}

// pageOf tells whether a source belongs to a page that a claim is aligned to, or to the page that comes first.
func (s *study) pageOf(a *assessment, source int) bool {
	article := s.in.Sources[source].Article
	return slices.ContainsFunc(a.windows, func(w window) bool { return s.in.Sources[s.library.lines[w.from].source].Article == article }) || s.titled(a, source)
}

// titled tells whether a claim says most words of a page's title: the page is about what it says.
func (s *study) titled(a *assessment, source int) bool {
	title := s.library.reader.read(s.in.Sources[source].Title).content()
	held := 0
	for _, key := range title {
		if slices.Contains(a.keys, key) {
			held++
		}
	}
	return held >= 2 && 2*held >= len(title)
}

// addsOn tells whether a line adds something that holds even where the claim does, for a thing that the question names.
func (s *study) addsOn(a *assessment, own map[string]float64, n *line) bool {
	at := -1
	for i := range n.words {
		if firstPhraseAt(n.words[i:], evenPhrases) {
			at = i
		}
	}
	if at < 0 {
		return false
	}
	even, main := n.contentOf(at, len(n.words)), n.contentOf(0, at)
	asked, told := 0, 0
	for key, weight := range main {
		if _, said := own[key]; said || key[0] == '#' || key[0] == '@' || weight < 1 || !s.asked[key] {
			continue
		}
		asked++
		if s.beside(a, func(d *reading) bool { return d != s.question && slices.Contains(d.keys, key) }) {
			told++
		}
	}
	delete(even, "even")
	return len(even) > 0 && holdsAll(own, even) && asked > 0 && told == 0
}

var evenPhrases = markerTable("even when", "even if", "even where", "even with", "meme quand", "meme si", "meme lorsque", "meme lorsqu", "meme en cas de", "meme avec")
