package guard

import (
	"slices"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// steps blocks what a claim tells of a procedure otherwise than the sources do: a way through menus ("Account > Billing")
// that they do not give, and what is to be done first while they do another thing first.
//
// It compares ways step by step, and "first" by the words of its clause. It cannot see an order that neither side marks.
func steps(s *study, a *assessment) []string {
	var found []string
	for _, step := range menuSteps(a.text) {
		if !s.library.ways[step] {
			found = append(found, sprint("no source goes from %q to %q", step[0], step[1]))
		}
	}
	if what := s.otherFirst(a); what != "" {
		found = append(found, sprint("the source does another thing first: %q", clip(what)))
	}
	return found
}

// menuSteps gives the steps of the menu paths in a text, as the folded words on either side of each sign.
func menuSteps(text string) [][2]string {
	var list [][2]string
	for i, r := range text {
		if r != '>' && r != '›' && r != '→' || i == 0 {
			continue
		}
		before := analysis.Tokens(lastWord(text[:i]))
		after := analysis.Tokens(firstWord(strings.TrimLeft(text[i:], ">›→")))
		if len(before) > 0 && len(after) > 0 {
			list = append(list, [2]string{before[len(before)-1].Text, after[0].Text})
		}
	}
	return list
}

// lastWord gives the last run of letters and digits of a text, on its last line.
func lastWord(text string) string {
	text = text[strings.LastIndexByte(text, '\n')+1:]
	text = strings.TrimRightFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return text[strings.LastIndexFunc(text, unicode.IsSpace)+1:]
}

// firstWord gives the first run of letters and digits of a text, on its first line.
func firstWord(text string) string {
	text, _, _ = strings.Cut(text, "\n")
	text = strings.TrimLeftFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if end := strings.IndexFunc(text, unicode.IsSpace); end >= 0 {
		return text[:end]
	}
	return text
}

// otherFirst gives the line that does one thing of a claim first where the claim does another thing first.
func (s *study) otherFirst(a *assessment) string {
	spans := a.stepSpans()
	for n, sp := range spans {
		if !slices.ContainsFunc(a.words[sp.from:sp.to], firstly) {
			continue
		}
		own := a.contentOf(sp.from, sp.to)
		for _, w := range []string{"first", "firstly", "beforehand", "abord", "prealable", "prealablement"} {
			delete(own, s.library.reader.stemKey(w))
		}
		for _, id := range s.sharing(a.contentOf(0, len(a.words))) {
			l := &s.library.lines[id]
			if l.row || !slices.ContainsFunc(l.words, firstly) || l.sharedWeight(own, span{0, len(l.words)}) >= 1 || sharesWord(a.words[sp.from:sp.to], l.words) {
				continue
			}
			for k, other := range spans {
				if k != n && l.sharedWeight(a.contentOf(other.from, other.to), span{0, len(l.words)}) >= 1.4 {
					return strings.TrimSpace(l.text)
				}
			}
		}
	}
	return ""
}

// sharesWord tells whether two stretches have a word in common that says something.
func sharesWord(words, others []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return len(w) > 3 && !firstly(w) && !analysisStop(w) && slices.Contains(others, w)
	})
}

// firstly tells whether a word says that a thing is done before others.
func firstly(w string) bool {
	switch w {
	case "first", "firstly", "beforehand", "abord", "prealable", "prealablement":
		return true
	}
	return false
}

// stepSpans cuts a reading where one step ends and the next begins: at commas, and before "and" and "then".
func (d *reading) stepSpans() []span {
	var list []span
	from := 0
	for i := 1; i < len(d.words); i++ {
		w := d.words[i]
		if d.crossing[i] <= .7 || w == "then" || w == "puis" || w == "ensuite" {
			list = append(list, span{from, i})
			from = i
		}
	}
	return append(list, span{from, len(d.words)})
}
