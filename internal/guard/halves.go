package guard

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// ownWords gives the claims of a draft that stand word for word in no source: what the model put in its own words.
func (s *study) ownWords(d desk.Draft) string {
	var b strings.Builder
	for n, c := range d.Claims {
		if !s.claims[n].verbatim {
			b.WriteString(c.Text + "\n")
		}
	}
	return b.String()
}

// leavesOut tells whether one of several parts of a question that asks for a value (when, how much, how long) has words of
// its own that the sources know, and the draft says none of them: the value that it gives answers another part.
func (s *study) leavesOut(r *reader, parts []part, i int) bool {
	words := wordsOf(parts[i].text)
	if !slices.ContainsFunc(wants, func(w want) bool { return firstPhrase(words, w.asks) != "" }) {
		return false
	}
	known := false
	for _, key := range s.matter(r, parts[i].text) {
		elsewhere := false
		for k, p := range parts {
			elsewhere = elsewhere || k != i && slices.Contains(s.matter(r, p.text), key)
		}
		if elsewhere || len(s.library.byKey[key]) == 0 {
			continue
		}
		if slices.ContainsFunc(s.claims, func(a assessment) bool { return slices.Contains(a.keys, key) }) {
			return false
		}
		known = true
	}
	return known
}

// matter gives the keys of the words of a text that say what it is about.
func (s *study) matter(r *reader, text string) []string {
	var keys []string
	for _, t := range analysis.Tokens(text) {
		key, filler := r.key(t.Text)
		_, polite := politeWords[t.Text]
		_, light := lightWords[t.Text]
		if key != "" && !filler && !polite && !light && !t.Number() {
			keys = appendNew(keys, key)
		}
	}
	return keys
}

// leftOutName gives a name that the question joins to another by "and" and that the draft does not say while it says the
// other: of two things asked about one is answered. An answer for both, or for all, names neither or says so.
func (s *study) leftOutName() string {
	d := s.question
	for i := 1; i+1 < len(d.words); i++ {
		next := i + 1
		for next+1 < len(d.words) && next < i+3 && analysisStop(d.words[next]) {
			next++ // "a lemon and an olive", "to Belgium and to Corsica"
		}
		if d.words[i] != "and" && d.words[i] != "et" && d.words[i] != "&" || !s.thing(i-1) || !s.thing(next) {
			continue
		}
		one, other := s.told(d.keys[i-1]), s.told(d.keys[next])
		switch {
		case one == other || s.saysOfAll():
		case one:
			return d.words[next]
		default:
			return d.words[i-1]
		}
	}
	return ""
}

// passedOver gives a line of the pages cited that is about what the customer asked while the answer goes by another: it
// opens with a word of the question that neither the answer nor its lines have, and rules something, or it holds two that
// are not near those lines either.
func (s *study) passedOver(near, asking map[string]bool) string {
	missing, said := map[string]bool{}, s.saidKeys()
	for i, key := range s.question.keys {
		w := s.question.words[i]
		_, polite := politeWords[w]
		_, light := lightWords[w]
		if key != "" && key[0] != '#' && !s.question.filler[i] && s.question.weights[i] >= 1 && !said[key] && !polite && !light {
			missing[key] = true
		}
	}
	cited := s.citedPages()
	for id := range s.library.lines {
		n := &s.library.lines[id]
		if isHeading(n.text) || !cited[s.in.Sources[n.source].Article] {
			continue
		}
		var held []string
		for _, key := range n.keys {
			about := slices.Contains(n.labelKeys, key) && s.tableUsed(id) || s.opensWith(n, key) && len(s.library.byKey[key]) <= 2
			if missing[key] && about && n.rules() {
				return strings.TrimSpace(n.text)
			}
			if missing[key] && !near[key] && asking[key] {
				held = appendNew(held, key)
			}
		}
		if len(held) >= 2 {
			return strings.TrimSpace(n.text)
		}
	}
	return ""
}

// saidKeys gives the keys of the claims of a draft, of the lines that they stand on, and of the titles above those.
func (s *study) saidKeys() map[string]bool {
	keys := map[string]bool{}
	note := func(list []string) {
		for _, key := range list {
			keys[key] = true
		}
	}
	for n := range s.claims {
		note(s.claims[n].keys)
		for _, w := range s.claims[n].windows {
			for key := range s.library.heads[s.library.lines[w.from].source] {
				keys[key] = true
			}
			for id := w.from; id < w.to; id++ {
				note(s.library.lines[id].keys)
			}
		}
	}
	return keys
}

// rules tells whether a line makes an exception, denies, gives what stands behind a colon, or is a row of a table.
func (n *line) rules() bool {
	p := n.polarityOf(0, len(n.words))
	return n.row || p.any || p.restricted || slices.Contains(n.colon[:min(len(n.colon), 6)], true)
}

// tableUsed tells whether an answer stands on another row of the table that a row belongs to.
func (s *study) tableUsed(id int) bool {
	return slices.ContainsFunc(s.claims, func(a assessment) bool {
		return slices.ContainsFunc(s.linesOf(&a), func(other int) bool { return other != id && s.library.lines[other].row && s.sameTable(other, id) })
	})
}

// opensWith tells whether a line is about a thing that the question names: its first word that tells anything is that very
// word, but for a plural, and none of those that many things go by.
func (s *study) opensWith(n *line, key string) bool {
	if key == "" || key[0] == '=' {
		return false
	}
	for i, k := range n.keys {
		if k != "" && k[0] != '#' && !n.filler[i] {
			one := strings.TrimRight(n.words[i], "sx")
			return k == key && slices.ContainsFunc(s.question.words, func(w string) bool { return strings.TrimRight(w, "sx") == one })
		}
	}
	return false
}

// citedPages gives the articles that the claims of a draft are aligned to.
func (s *study) citedPages() map[string]bool {
	cited := map[string]bool{}
	for n := range s.claims {
		for _, w := range s.claims[n].windows {
			cited[s.in.Sources[s.library.lines[w.from].source].Article] = true
		}
	}
	return cited
}

// thing tells whether a word of the question is a name that the sources write with a capital, and no country, or one that
// labels a row of a table.
func (s *study) thing(i int) bool {
	d := s.question
	return d.keys[i] != "" && (s.isLabel(d.keys[i]) || d.capital[i] && !d.opening[i] && d.keys[i][0] != '@' && s.library.names[d.words[i]])
}

func (s *study) isLabel(key string) bool {
	return slices.ContainsFunc(s.library.rows, func(id int) bool { return slices.Contains(s.library.lines[id].labelKeys, key) })
}

func (s *study) told(key string) bool {
	return slices.ContainsFunc(s.claims, func(a assessment) bool { return slices.Contains(a.keys, key) })
}

func (s *study) saysOfAll() bool {
	return slices.ContainsFunc(s.claims, func(a assessment) bool {
		return slices.ContainsFunc(a.words, func(w string) bool {
			switch w {
			case "both", "each", "all", "either", "every", "deux", "chaque", "toutes", "tous", "chacune", "chacun":
				return true
			}
			return false
		})
	})
}
