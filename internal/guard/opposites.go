package guard

import (
	"slices"
	"strings"
)

// opposites blocks a claim that says the opposite of a word of its source: before for after, minimum for maximum, with
// for without, enable for disable. The nearest clause of its evidence must say the one and not the other, and share most
// of the other words.
//
// It knows the pairs of its table only, and says nothing where either side denies.
func opposites(s *study, a *assessment) []string {
	var found []string
	for _, p := range a.clauses {
		if p.line < 0 || p.shared < mostlySaid*p.own {
			continue
		}
		why := ""
		for _, at := range p.others {
			if why = s.opposed(a, p, at); why == "" {
				break
			}
		}
		if why != "" {
			found = append(found, why)
		}
	}
	if len(found) == 0 {
		for _, t := range a.twins {
			if !t.whole() {
				continue
			}
			if why := s.opposed(a, t.part, t.part.clausePlace); why != "" {
				return []string{why}
			}
		}
	}
	if said, instead := s.inPlaceOf(a); len(found) == 0 && said != "" {
		found = append(found, sprint("it says %q where the source says %q", clip(said), clip(instead)))
	}
	return found
}

// mostlySaid is how much of a clause the source's must share before single words are compared.
const mostlySaid = .55

func (s *study) opposed(a *assessment, p clausePair, at clausePlace) string {
	n := s.library.lines[at.line]
	for i := p.from; i < p.to; i++ {
		if a.limits(i) {
			continue // check binding compares the limits of values
		}
		for _, other := range oppositeWords[a.words[i]] {
			if slices.Contains(a.words, other) || !slices.Contains(n.words[at.lineFrom:at.lineTo], other) || slices.Contains(n.words, a.words[i]) {
				continue
			}
			if a.polarityOf(p.from, p.to).any == n.polarityOf(at.lineFrom, at.lineTo).any || other == "without" || other == "sans" || a.words[i] == "without" || a.words[i] == "sans" {
				return sprint("it says %q where the source says %q", a.words[i], other)
			}
		}
	}
	return ""
}

// limits tells whether a word of measure limits a value close by, and compares nothing.
func (a *assessment) limits(i int) bool {
	switch a.words[i] {
	case "plus", "moins", "more", "less", "fewer", "least", "most", "minimum", "maximum", "over", "under", "above", "below":
	default:
		return false
	}
	if i+1 < len(a.words) && (a.words[i+1] == "than" || a.words[i+1] == "que") && i > 0 && inFigure(a.reading, i-1) {
		return false
	}
	return slices.ContainsFunc(a.figures, func(f figure) bool { return f.from > i && f.from-i <= 4 || f.to <= i && i-f.to <= 3 })
}

// oppositeWords gives for each word those that say its opposite.
var oppositeWords = oppositeTable(
	"before/after", "minimum/maximum", "with/without", "enable enabled enables/disable disabled disables", "add added adds/remove removed removes", "more/less fewer",
	"above over/below under", "earlier/later", "increase increased/decrease decreased reduce reduced", "include included includes/exclude excluded excludes", "first/last",
	"on/off", "open opens opened/close closes closed", "start starts/end ends", "optional/mandatory required compulsory", "higher/lower", "allow allowed/forbid forbidden prohibited",
	"always/never", "all/none", "free/paid", "public/private", "inside/outside", "same/different", "online/offline", "new/former previous old", "least/most", "earliest/latest",
	"avant/apres", "avec/sans", "minimum/maximum", "active activer/desactive desactiver", "ajouter ajoute/retirer supprimer", "plus/moins", "superieur superieure/inferieur inferieure",
	"inclus compris/exclu", "premier premiere/dernier derniere", "ouvert ouvrir/ferme fermer", "debut/fin", "facultatif facultative/obligatoire", "gratuit gratuite/payant payante",
	"toujours/jamais", "hausse augmente/baisse diminue", "majeur/mineur", "public/prive", "dans/hors", "nouveau nouvelle nouvel/ancien ancienne precedent precedente",
)

func oppositeTable(pairs ...string) map[string][]string {
	table := map[string][]string{}
	for _, p := range pairs {
		sides := splitSides(p)
		for _, w := range sides[0] {
			table[w] = append(table[w], sides[1]...)
		}
		for _, w := range sides[1] {
			table[w] = append(table[w], sides[0]...)
		}
	}
	return table
}

func splitSides(pair string) [2][]string {
	one, other, _ := strings.Cut(pair, "/")
	return [2][]string{strings.Fields(one), strings.Fields(other)}
}
