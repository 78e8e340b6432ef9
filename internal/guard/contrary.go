package guard

import (
	"maps"
	"slices"
	"strings"
)

// contrary says which line of the sources, wherever it stands, denies what a clause of a claim affirms: the clause says
// every word of that line, and the line denies one of them. The lines that a claim was aligned to are those that come
// nearest in words, and what forbids a thing may stand elsewhere on the page.
func (s *study) contrary(a *assessment) string {
	for _, p := range a.clauses {
		claim := a.polarityOf(p.from, p.to)
		if claim.any || claim.restricted || opensCase(a.words[p.from:p.to]) {
			continue
		}
		own := a.contentOf(p.from, p.to)
		for _, id := range s.sharing(own) {
			if n := &s.library.lines[id]; s.denies(a, p, own, n) {
				return sprint("it affirms what the source denies: %q", clip(strings.TrimSpace(n.text)))
			}
		}
	}
	return ""
}

// denies tells whether a line denies a clause all of whose words it has: what the line excepts is left out, and a line that
// holds in one case only says nothing.
func (s *study) denies(a *assessment, p clausePair, own map[string]float64, n *line) bool {
	if n.row || isHeading(n.text) || opensCase(n.words) || !strings.ContainsAny(closing(n.text), ".!;:") {
		return false
	}
	for _, sp := range n.clauseSpans() {
		for _, m := range n.markers() {
			if m.from > sp.from && m.from < sp.to {
				sp.to = m.from
			}
		}
		said := n.polarityOf(sp.from, sp.to)
		heads := slices.DeleteFunc(slices.Clone(said.heads), func(k string) bool { return k == needed || nothings[k] || possibles[k] })
		if !said.any || said.only || opensCase(n.words[sp.from:sp.to]) {
			continue
		}
		content := n.contentOf(sp.from, sp.to)
		maps.DeleteFunc(content, func(k string, _ float64) bool { return k == needed || nothings[k] || possibles[k] })
		if len(content) >= 2 && !slices.ContainsFunc(heads, func(k string) bool { return !a.says(k, p.from, p.to) }) && holdsAll(own, content) && a.together(p, n, sp, content, n.setsAgainst(sp)) {
			return true
		}
	}
	return false
}

// together tells whether a clause says some words of a line close to each other: in their order there, or in another order
// without a border between them.
func (a *assessment) together(p clausePair, n *line, sp span, content map[string]float64, inOrder bool) bool {
	var order []string
	for i := sp.from; i < sp.to; i++ {
		if _, ok := content[n.keys[i]]; ok {
			order = appendNew(order, n.keys[i])
		}
	}
	for from := p.from; from < p.to; from++ {
		if _, ok := content[a.keys[from]]; !ok {
			continue
		}
		next, seen, smooth := 0, map[string]bool{}, true
		for i := from; i < min(p.to, from+sp.to-sp.from+5); i++ {
			smooth = smooth && (i == from || a.crossing[i] == 1)
			key := a.keys[i]
			if _, ok := content[key]; !ok {
				continue
			}
			if next < len(order) && key == order[next] {
				next++
			}
			if seen[key] = true; next == len(order) || smooth && !inOrder && len(seen) == len(order) {
				return true
			}
		}
	}
	return false
}

// setsAgainst tells whether a stretch sets one thing against another, "the soil, not the leaves".
func (d *reading) setsAgainst(sp span) bool {
	for i := sp.from + 1; i < sp.to; i++ {
		if d.crossing[i] < 1 && (d.words[i] == "not" || d.words[i] == "pas" || d.words[i] == "non") {
			return true
		}
	}
	return false
}

// possibles are the keys of words that say that a thing can be done: who affirms it says "can" as well.
var possibles = map[string]bool{"possib": true, "=possible": true, "=allowed": true, "exist": true, "=available": true}

// nothings are the keys of words that say what a negation leaves: nothing.
var nothings = map[string]bool{"rien": true, "noth": true, "nothin": true, "anyth": true, "anythi": true, "aucun": true, "aucune": true, "person": true, "nobody": true}

func holdsAll(own, content map[string]float64) bool {
	for key := range content {
		if _, ok := own[key]; !ok {
			return false
		}
	}
	return true
}

// isHeading tells whether a line of Markdown is a heading.
func isHeading(text string) bool { return strings.HasPrefix(strings.TrimSpace(text), "#") }

// closing gives the last byte of a text but for white space and marks of Markdown.
func closing(text string) string {
	text = strings.TrimRight(text, " \t\r\n*_")
	return text[max(0, len(text)-1):]
}

// opensCase tells whether words open with a case: what follows holds in that case only.
func opensCase(words []string) bool {
	for _, w := range words[:min(2, len(words))] {
		switch w {
		case "if", "when", "once", "until", "while", "after", "otherwise", "si", "quand", "lorsque", "lorsqu", "apres", "sinon", "tant", "whether", "before", "avant":
			return true
		}
	}
	return false
}

// sharing gives the lines that share at least two of some keys, in order.
func (s *study) sharing(own map[string]float64) []int {
	held := map[int]int{}
	for key := range own {
		for _, id := range s.library.byKey[key] {
			held[id]++
		}
	}
	var ids []int
	for id, n := range held {
		if n >= 2 {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}
