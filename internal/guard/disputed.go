package guard

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// disputed blocks a claim whose value another article gives otherwise, of the same thing in the same words: two pages
// that say 5 and 10 working days of one refund. It looks at composed drafts, and at word-for-word sentences of them too.
//
// It catches two values of one kind where what stands around both fits the claim alike. It cannot see a dispute between
// pages that name the thing in other words.
func disputed(in Input) ([]desk.Finding, error) {
	if in.Draft.Mode != desk.Compose {
		return nil, nil
	}
	s := studied(in)
	if s.over != "" {
		return []desk.Finding{{Check: "disputed", Severity: desk.Block, Claim: desk.WholeDraft, Message: s.over}}, nil
	}
	var found []desk.Finding
	for n := range s.claims {
		a := &s.claims[n]
		why := ""
		for _, f := range a.figures {
			if why = s.rival(a, f); why != "" {
				break
			}
		}
		if why == "" {
			why = s.denial(a)
		}
		if why != "" {
			found = append(found, desk.Finding{Check: "disputed", Severity: desk.Block, Claim: n, Message: why})
		}
	}
	return found, nil
}

// alike is how well a rival value must fit, as a share of how well the claim's own does.
const alike = .9

// rival says which other article gives another value for the same.
func (s *study) rival(a *assessment, f figure) string {
	if f.soft && !f.free {
		return ""
	}
	c := a.contextOf(s.library.reader, f)
	own, total := fit{score: -1}, 0.
	for _, near := range c.near {
		total += near
	}
	for _, o := range s.library.figures {
		if o.value().same(f) {
			if score := s.affinity(c, o); score > own.score {
				own = fit{o, score}
			}
		}
	}
	if own.score < .5*total {
		return ""
	}
	home := s.in.Sources[s.library.lines[own.at.line].source].Article
	for _, o := range s.library.figures {
		v := o.value()
		if v.same(f) || !v.competes(&f) || s.in.Sources[s.library.lines[o.line].source].Article == home {
			continue
		}
		if score := s.affinity(c, o); score >= alike*own.score && !s.repeatedAt(o.line, f) && s.sameMatter(a, o) {
			return sprint("another page says %q where this says %q", clip(v.text), clip(f.text))
		}
	}
	return ""
}

// sameMatter tells whether a claim says most of the words around another page's value: what it does not say may be what
// tells the two apart.
func (s *study) sameMatter(a *assessment, o occurrence) bool {
	said, all := 0., 0.
	v := o.value()
	seen := []string{}
	o.in.around(v.from, v.to, 0, func(i int, near float64) {
		key := o.in.keys[i]
		if key == "" || near < .3 || slices.Contains(seen, key) {
			return
		}
		seen = append(seen, key)
		all += o.in.weights[i] * near
		if slices.Contains(a.keys, key) {
			said += o.in.weights[i] * near
		}
	})
	return said >= .6*all
}

// repeatedAt tells whether the other page's line gives the claim's value too.
func (s *study) repeatedAt(line int, f figure) bool {
	return slices.ContainsFunc(s.library.lines[line].figures, f.same)
}

// denial says that another article denies what a claim says, or the other way round.
func (s *study) denial(a *assessment) string {
	for _, p := range a.clauses {
		if p.line < 0 || p.shared < .7*p.own {
			continue
		}
		home := s.in.Sources[s.library.lines[p.line].source].Article
		own := a.contentOf(p.from, p.to)
		for id := range s.near(own) {
			n := s.library.lines[id]
			if s.in.Sources[n.source].Article == home || isHeading(n.text) || fragment(n.text) {
				continue
			}
			for _, sp := range n.clauseSpans() {
				at := clausePlace{id, sp.from, sp.to, n.sharedWeight(own, sp)}
				if at.shared >= .7*p.own && at.shared >= .6*n.ownWeight(sp.from, sp.to) && (s.flipped(a, p, at) != "" || a.reversed(p, n.reading, at)) {
					return "another page says the opposite"
				}
			}
		}
	}
	return ""
}

// fragment tells whether a line is an item of a list that goes on with the sentence before the list: it says nothing alone.
func fragment(text string) bool {
	text = strings.TrimSpace(text)
	return listItem(text) && (strings.HasSuffix(text, ";") || strings.HasSuffix(text, ","))
}

// reversed tells whether one side makes a duty of what the other denies: "needs a reservation", "without a reservation".
func (d *reading) reversed(p clausePair, e *reading, at clausePlace) bool {
	claim, source := d.forceOf(p.from, p.to), e.forceOf(at.lineFrom, at.lineTo)
	cp, sp := d.polarityOf(p.from, p.to), e.polarityOf(at.lineFrom, at.lineTo)
	if claim.duty && !cp.any && sp.any && !source.duty {
		return slices.ContainsFunc(sp.denied, func(k string) bool { return d.says(k, p.from, p.to) })
	}
	if source.duty && !sp.any && cp.any && !claim.duty {
		return slices.ContainsFunc(cp.denied, func(k string) bool { return e.says(k, at.lineFrom, at.lineTo) })
	}
	return false
}

// contentOf gives the keys of a stretch with their weights.
func (d *reading) contentOf(from, to int) map[string]float64 {
	own := map[string]float64{}
	for i := from; i < to; i++ {
		if d.keys[i] != "" {
			own[d.keys[i]] = d.weights[i]
		}
	}
	return own
}

// near gives the lines that hold at least half of some keys.
func (s *study) near(own map[string]float64) map[int]bool {
	held := map[int]int{}
	for key := range own {
		for _, id := range s.library.byKey[key] {
			held[id]++
		}
	}
	near := map[int]bool{}
	for id, n := range held {
		if 2*n >= len(own) {
			near[id] = true
		}
	}
	return near
}
