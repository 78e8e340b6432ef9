package guard

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// naming blocks a name that no source and not the question gives, and a name that does not stand where the sources say
// the rest of the sentence: another plan's, another person's, another place's.
//
// A name is a word with a capital where the sentence puts none, or a day of the week or month that belongs to no date. It
// cannot see a name at the very start of a sentence that the sources never write.
func naming(s *study, a *assessment) []string {
	var found []string
	if pair := s.strangePair(a); pair != "" {
		found = append(found, sprint("the name %q is in no source", pair))
	}
	if label := s.otherRow(a); label != "" {
		found = append(found, sprint("the sources say this of another row than %q", clip(label)))
	}
	for _, n := range a.names {
		switch {
		case slices.Contains(s.question.words, n.word) || s.ours(n.word) || s.onAWay(a, n.word) || n.country != "" && s.asked[n.country]:
		case !s.known(n):
			found = append(found, sprint("the name %q is in no source", n.word))
		case !s.stands(a, n) || s.replaced(a, n):
			found = append(found, sprint("the sources say this of something else than %q", n.word))
		}
	}
	return found
}

// onAWay tells whether a name is a step of a way through menus that the sources give.
func (s *study) onAWay(a *assessment, name string) bool {
	return slices.ContainsFunc(menuSteps(a.text), func(step [2]string) bool { return s.library.ways[step] && (step[0] == name || step[1] == name) })
}

// nameUse is a name as a claim uses it.
type nameUse struct {
	at       int // token
	word     string
	stem     string
	key      string
	country  string // key of the country that it names
	initials string // of the names that it stands among
}

// namesIn gives the names of a claim.
func (s *study) namesIn(a *assessment) []nameUse {
	var list []nameUse
	d := a.reading
	w := newWritten(d.text)
	initials := w.initials()
	for i, word := range d.words {
		country := ""
		if strings.HasPrefix(d.keys[i], "@") {
			country = d.keys[i]
		}
		if a.brand != nil && a.brand[i] {
			continue
		}
		if !a.aside[i] && (country != "" || s.isName(d, i, w.spelt) && !s.insideCountry(d, i)) {
			key := s.library.reader.stemKey(word)
			if country != "" {
				key = country
			}
			list = append(list, nameUse{i, word, s.library.reader.stemmer.Stem(word), key, country, initials[word]})
		}
	}
	return list
}

func (s *study) isName(d *reading, i int, spelt bool) bool {
	w := d.words[i]
	if len(w) < 2 || w[0] >= '0' && w[0] <= '9' || inFigure(d, i) || analysis.Stop(s.library.reader.stemmer.Language(), w) {
		return false
	}
	_, month := dateWords[w]
	_, common := notNames[w]
	_, polite := politeWords[w]
	_, filler := fillers[w]
	switch {
	case month:
		return d.capital[i] && spelt || i > 0 && w != "may" && w != "mars" && w != "march" && d.words[i-1] != "" && d.words[i-1][0] >= '0' && d.words[i-1][0] <= '9'
	case common || filler || polite && d.opening[i]:
		return false
	}
	return d.capital[i] && spelt && (!d.opening[i] || s.library.names[w] && !s.library.small[w])
}

func inFigure(d *reading, i int) bool {
	return slices.ContainsFunc(d.figures, func(f figure) bool { return f.from <= i && i < f.to && !f.free })
}

// strangePair gives a name that goes on with a small word which the sources never put there: "Étape Plus" for "Étape".
func (s *study) strangePair(a *assessment) string {
	for _, n := range a.names {
		i := n.at + 1
		if i >= len(a.words) || !a.capital[i] || a.crossing[i] < 1 || !analysisStop(a.words[i]) {
			continue
		}
		pair := a.words[i-1] + " " + a.words[i]
		if !s.library.pairs[pair] && !strings.Contains(wordsOf(s.in.Question), " "+pair+" ") {
			return pair
		}
	}
	return ""
}

// analysisStop tells whether a word is a function word of either language, or one with which people ask.
func analysisStop(word string) bool {
	_, filler := fillers[word]
	return filler || analysis.Stop(desk.English, word) || analysis.Stop(desk.French, word)
}

// insideCountry tells whether a token goes on with the name of a country.
func (s *study) insideCountry(d *reading, i int) bool {
	for n := i - 1; n >= max(0, i-2); n-- {
		if strings.HasPrefix(d.keys[n], "@") {
			return d.keys[i] == ""
		}
	}
	return false
}

// known tells whether a source has a name, in another form or glued to other words.
func (s *study) known(n nameUse) bool {
	l := s.library
	if n.country != "" {
		return len(l.byKey[n.country]) > 0 || slices.ContainsFunc(l.heads, func(h map[string]bool) bool { return h[n.country] })
	}
	return l.said[n.word] || l.stems[n.stem] || len(n.word) >= 4 && strings.Contains(l.squashed, n.word) || n.initials != "" && (l.said[n.initials] || l.said[n.initials+"s"])
}

// ours tells whether a name is the company's own.
func (s *study) ours(name string) bool {
	return slices.ContainsFunc(s.in.Brand, func(b string) bool { return strings.Contains(wordsOf(b), " "+name+" ") })
}

// stands tells whether the windows that a claim stands on hold a name.
func (s *study) stands(a *assessment, n nameUse) bool {
	if len(a.windows) == 0 || n.country == "" && !s.library.said[n.word] {
		return true
	}
	for _, w := range a.windows {
		if n.country != "" && s.library.heads[s.library.lines[w.from].source][n.country] {
			return true
		}
		if strings.Contains(s.library.titles[s.library.lines[w.from].source], " "+n.word+" ") {
			return true
		}
		from, to := w.from, w.to
		for s.sameTable(from-1, w.from) {
			from-- // several rows of one table may be told in one sentence
		}
		for s.sameTable(w.to-1, to) {
			to++
		}
		if !s.library.lines[w.from].row {
			from, to = s.stepsAround(from, to)
		}
		for _, line := range s.library.lines[from:to] {
			if slices.Contains(line.words, n.word) || slices.Contains(line.keys, n.key) {
				return true
			}
		}
	}
	return n.initials != "" && s.library.said[n.initials]
}

// stepsAround widens a stretch of lines by the items of the list that it stands in: several steps may be told in one
// sentence.
func (s *study) stepsAround(from, to int) (int, int) {
	item := func(id int) bool {
		n := &s.library.lines[id]
		return n.source == s.library.lines[from].source && listItem(strings.TrimLeft(n.text, " \t"))
	}
	first, last := from, to
	for first > 0 && from-first < 6 && item(first) && s.library.lines[first-1].source == s.library.lines[from].source {
		first--
	}
	for last < len(s.library.lines) && last-to < 6 && item(last) {
		last++
	}
	if first < from && !item(first) && first+1 <= from {
		first++
	}
	return first, last
}

// replaced tells whether the line that says the same as a claim's clause has another name where the claim has this one.
func (s *study) replaced(a *assessment, n nameUse) bool {
	for _, p := range a.clauses {
		if n.at < p.from || n.at >= p.to || p.line < 0 || p.shared < replacedShare*p.own {
			continue
		}
		for _, at := range p.others {
			line := s.library.lines[at.line]
			if slices.Contains(line.words, n.word) || slices.Contains(line.keys, n.key) || !s.rivalName(a, n.at, line, at) {
				return false
			}
		}
		return len(p.others) > 0
	}
	return false
}

// replacedShare is how much of a clause a line must say to be the one that a name was taken out of.
const replacedShare = .5

// rivalName tells whether a stretch of a line holds, among the same neighbours, a name that the claim does not.
func (s *study) rivalName(a *assessment, here int, n line, at clausePlace) bool {
	for i := at.lineFrom; i < at.lineTo; i++ {
		w := n.words[i]
		if !n.capital[i] || n.opening[i] && !s.library.names[w] || inFigure(n.reading, i) || len(w) < 2 || slices.Contains(a.words, w) || slices.Contains(a.keys, n.keys[i]) {
			continue
		}
		if !analysisStop(w) && sameNeighbours(a.words, here, n.words, i) >= 2 {
			return true
		}
	}
	return false
}

// sameNeighbours gives how many of the two words on either side of a place are those of another place.
func sameNeighbours(words []string, i int, others []string, n int) int {
	same := 0
	for _, step := range []int{-2, -1, 1, 2} {
		here, there := i+step, n+step
		if here >= 0 && here < len(words) && there >= 0 && there < len(others) && words[here] == others[there] {
			same++
		}
	}
	return same
}

// otherRow gives the label of a row that a claim names while what it says stands in another row of the table.
func (s *study) otherRow(a *assessment) string {
	for _, p := range a.clauses {
		if p.line < 0 || !s.library.lines[p.line].row || s.labelled(a, p, s.library.lines[p.line]) {
			continue
		}
		for id := p.line - mostRows; id <= p.line+mostRows; id++ {
			if id < 0 || id >= len(s.library.lines) || id == p.line {
				continue
			}
			if n := s.library.lines[id]; s.sameTable(id, p.line) && s.labelled(a, p, n) {
				return n.label
			}
		}
	}
	return ""
}

// mostRows is how far from a row its rivals are looked for.
const mostRows = 60

// labelled tells whether a clause says every word of a row's label.
func (s *study) labelled(a *assessment, p clausePair, n line) bool {
	return len(n.labelKeys) > 0 && !slices.ContainsFunc(n.labelKeys, func(key string) bool { return !a.says(key, p.from, p.to) })
}

// Days and months are names where they belong to no date.
var dateWords = setOf(`january february march april may june july august september october november december monday tuesday
	wednesday thursday friday saturday sunday janvier fevrier mars avril mai juin juillet aout septembre octobre novembre
	decembre lundi mardi mercredi jeudi vendredi samedi dimanche`)
