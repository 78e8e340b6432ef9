package guard

import (
	"maps"
	"slices"
	"strings"
)

// clausePair is one clause of a claim and the clause of its windows that comes nearest to it.
type clausePair struct {
	from, to    int           // tokens of the claim
	clausePlace               // the nearest
	others      []clausePlace // those that come nearly as near
	own         float64       // weight of the claim's keys
}

// clausePlace is one clause of a line.
type clausePlace struct {
	line     int // of the library; -1: none shares a word
	lineFrom int // tokens of that line
	lineTo   int
	shared   float64 // weight of the keys in both
}

// clauseSpans cuts a reading into clauses: at semicolons, dashes, "but" and its kin, and where "and" opens a sentence of
// its own.
func (d *reading) clauseSpans() []span {
	var list []span
	from := 0
	for i := 1; i < len(d.words); i++ {
		if d.crossing[i] <= .4 || d.crossing[i] < 1 && i+1 < len(d.words) && joinsSentence(d.words[i]) && subjectWord(d.words[i+1]) {
			list = append(list, span{from, i})
			from = i
		}
	}
	return append(list, span{from, len(d.words)})
}

func joinsSentence(w string) bool {
	return w == "and" || w == "et" || w == "or" || w == "so" || w == "donc"
}

func subjectWord(w string) bool {
	switch w {
	case "it", "they", "we", "you", "he", "she", "this", "that", "i", "il", "elle", "ils", "elles", "vous", "nous", "on", "cela":
		return true
	}
	return false
}

// pairs finds for each clause of a claim the nearest clause of its windows.
func (s *study) pairs(a *assessment) []clausePair {
	var list []clausePair
	ids := s.linesOf(a)
	for _, c := range a.clauseSpans() {
		p := clausePair{from: c.from, to: c.to, clausePlace: clausePlace{line: -1}}
		var all []clausePlace
		own := a.contentOf(c.from, c.to)
		for _, key := range slices.Sorted(maps.Keys(own)) {
			p.own += own[key]
		}
		for _, id := range ids {
			for _, sp := range s.library.lines[id].clauseSpans() {
				place := clausePlace{id, sp.from, sp.to, s.library.lines[id].sharedWeight(own, sp)}
				all = append(all, place)
				if place.shared > p.shared {
					p.clausePlace = place
				}
			}
		}
		for _, place := range all {
			if place.shared >= .85*p.shared && place.shared > 0 {
				p.others = append(p.others, place)
			}
		}
		list = append(list, p)
	}
	return list
}

// sharedWeight gives the weight of the keys of a stretch that are among others; order of the map does not matter to it.
func (d *reading) sharedWeight(own map[string]float64, sp span) float64 {
	seen := make([]string, 0, sp.to-sp.from)
	total := 0.
	for i := sp.from; i < sp.to; i++ {
		if w, ok := own[d.keys[i]]; ok && d.keys[i] != "" && !slices.Contains(seen, d.keys[i]) {
			seen = append(seen, d.keys[i])
			total += w
		}
	}
	return total
}

// polarity is what a stretch of a sentence denies.
type polarity struct {
	denied     []string // keys that stand close to a negation
	heads      []string // the first of them behind each negation
	any        bool
	restricted bool // holds only under a condition, or says "only"
	only       bool // "only", "if"
	except     bool // "unless", "except"
}

// polarityOf reads the negations of the tokens [from, to).
func (d *reading) polarityOf(from, to int) polarity {
	var p polarity
	for i := from; i < to; i++ {
		w := d.words[i]
		if i > from && opensUntil(d.words[i:]) {
			p.restricted = true
			p.except, p.only = p.except || w == "a", p.only || w != "a"
			break // "as long as you do not change it" denies nothing of what stands before
		}
		if _, ok := restrictors[w]; ok {
			p.restricted = true
			_, p2 := exceptWords[w]
			p.except, p.only = p.except || p2, p.only || !p2
		}
		if d.limitsBelow(i) {
			continue // "never more than 10 days" denies nothing
		}
		if d.ne(i) {
			if d.followed(i, to, "que", 8) || d.elidedQue(i, to) {
				p.restricted, p.only = true, true
				if !d.followed(i, to, "pas", 6) {
					continue
				}
			}
			p.any = true
			p.heads = d.deny(p.heads, i, to, 1)
			p.denied = d.deny(p.denied, i, to, 2)
			continue
		}
		concept, lexical := denyingWords[w]
		switch {
		case comparing(w): // "instead of a refund", not "on the Wednesday instead"
			if i+1 < to && (d.words[i+1] == "of" || d.words[i+1] == "than" || d.words[i+1] == "que" || d.elided[i+1] == "qu") {
				p.any = true
				p.denied = d.deny(p.denied, i+1, to, 1)
			}
		case lexical:
			p.any = true
			if concept != "" {
				p.denied = appendNew(p.denied, concept)
			}
			p.denied = d.denyBack(p.denied, i, from, 2)
			p.denied = d.deny(p.denied, i+1, to, 1)
		case d.negates(i, from, to):
			p.any = true
			if w != "nor" && w != "ni" && !d.neBefore(i, from) { // "ne V pas N": what is denied stands behind "ne"
				p.heads = d.deny(p.heads, i+1, to, 1)
			}
			p.denied = d.deny(p.denied, i+1, to, 2)
			p.denied = d.denyNothing(p.denied, i, from)
		}
	}
	if len(p.denied) > 1 && p.denied[0] == needed {
		p.denied = p.denied[1:] // "no need to send": sending is denied
		if slices.Equal(p.heads, []string{needed}) {
			p.heads = []string{p.denied[0]}
		}
	}
	return p
}

// needed is the key of "need" and its kin.
var needed = sayings["need"]

// opensUntil tells whether words open with how long a thing holds.
func opensUntil(words []string) bool {
	if len(words) < 2 {
		return false
	}
	if len(words) > 2 && words[0] == "a" && words[1] == "moins" {
		return true // "à moins qu'il n'arrive": its "ne" denies nothing
	}
	return words[0] == "tant" && words[1] == "que" || len(words) > 2 && (words[0] == "as" || words[0] == "so") && words[1] == "long" && words[2] == "as"
}

// neBefore tells whether a "ne" stands before a token, near enough to be the other half of its negation.
func (d *reading) neBefore(i, from int) bool {
	for n := i - 1; n >= max(from, i-4); n-- {
		if d.ne(n) {
			return true
		}
	}
	return false
}

// limitsBelow tells whether a negation at a token goes with "more than": it sets a limit.
func (d *reading) limitsBelow(i int) bool {
	if w := d.words[i]; !d.ne(i) && w != "never" && w != "not" && w != "jamais" && w != "pas" && w != "cannot" && !strings.HasSuffix(w, "n't") {
		return false
	}
	for n := i + 2; n < min(len(d.words), i+7); n++ {
		more := d.words[n] == "than" && (d.words[n-1] == "more" || d.words[n-1] == "longer") || (d.words[n] == "de" || d.words[n] == "que") && d.words[n-1] == "plus"
		if more && slices.ContainsFunc(d.figures, func(f figure) bool { return f.from > n && f.from-n <= 2 }) {
			return true
		}
	}
	return false
}

// denyNothing adds what "nobody" and "nothing" say of what stands before them.
func (d *reading) denyNothing(denied []string, i, from int) []string {
	switch d.words[i] {
	case "nothing":
		return d.denyBack(nil, i, from, 1)
	case "nobody":
		return d.denyBack(denied, i, from, 1)
	}
	return denied
}

// comparing tells whether a word puts one thing in the place of another.
func comparing(w string) bool { return w == "instead" || w == "rather" || w == "plutot" }

// ne tells whether the token at i carries the French "ne".
func (d *reading) ne(i int) bool { return d.words[i] == "ne" || d.elided[i] == "n" }

func (d *reading) followed(i, to int, word string, within int) bool {
	return slices.Contains(d.words[i:min(to, i+within)], word)
}

// elidedQue tells whether "qu'" stands close behind "ne".
func (d *reading) elidedQue(i, to int) bool {
	return slices.Contains(d.elided[i:min(to, i+8)], "qu")
}

// negates tells whether a word denies what follows, and is no comparison ("no later than") or answer ("No, …").
func (d *reading) negates(i, from, to int) bool {
	w, next := d.words[i], ""
	if i+1 < to {
		next = d.words[i+1]
	}
	if ends := i+1 >= to || d.crossing[i+1] < 1 || d.colon[i+1]; ends && (w == "no" || w == "non" || w == "not" || w == "don't" || w == "pas" && i == from) {
		return false // an answer: "No, …", "Unfortunately not: …"
	}
	switch w {
	case "no", "non":
		if next == "charge" || next == "cost" || next == "fee" || next == "extra" {
			return false
		}
		if next == "worries" || next == "problem" || next == "panic" {
			return false
		}
		return next != "later" && next != "more" && next != "less" && next != "fewer" && (next != "longer" || i+2 >= to || d.words[i+2] != "than") && next != "plus" && next != "matter"
	case "not":
		return next != "only" && next != "more" && next != "later" && next != "exceeding" && next != "less"
	case "pas":
		return next != "seulement" && next != "plus" && next != "inquietude" && next != "souci" && next != "soucis" && next != "probleme" && next != "panique"
	case "aucun", "aucune", "ni", "nor", "neither", "none", "nobody", "nothing", "nowhere", "never", "jamais", "without", "sans":
		return (w != "sans" || next != "frais") && (w != "without" || next != "charge")
	}
	_, ok := denials[w]
	return ok
}

// deny adds the next keys behind a token, up to a border.
func (d *reading) deny(list []string, i, to, most int) []string {
	for n := i; n < min(to, i+7) && most > 0; n++ {
		if _, leavesOut := exceptWords[d.words[n]]; leavesOut || n > i && d.crossing[n] <= .4 {
			break
		}
		if k := d.heads[n]; k != "" && (k[0] < '0' || k[0] > '9') && k[0] != '#' {
			list = appendNew(list, k)
			most--
		}
	}
	return list
}

func (d *reading) denyBack(list []string, i, from, most int) []string {
	for n := i - 1; n >= max(from, i-6) && most > 0; n-- {
		if k := d.heads[n]; k != "" && (k[0] < '0' || k[0] > '9') && k[0] != '#' {
			list = appendNew(list, k)
			most--
		}
	}
	return list
}

// restrictors are the words that make a sentence hold in some cases only.
var restrictors = setOf(`unless except excepting excluding only solely exclusively if provided otherwise
	sauf hormis excepte uniquement seulement seul seule seuls seules exclusivement moins condition reserve reservee reserves reservees hors si pourvu sinon`)

// exceptWords are those of them that name what is left out.
var exceptWords = setOf(`unless except excepting excluding sauf hormis excepte moins hors otherwise sinon`)

// denyingWords deny by themselves; the concept is what their opposite says.
var denyingWords = map[string]string{
	"impossible": "=possible", "unavailable": "=available", "forbidden": "=allowed", "prohibited": "=allowed", "banned": "=allowed",
	"excluded": "=included", "nonrefundable": "=refund", "unable": "=possible", "ineligible": "=eligible", "refused": "=accepted", "refuse": "=accepted",
	"interdit": "=allowed", "interdite": "=allowed", "interdits": "=allowed", "interdites": "=allowed", "exclu": "=included", "exclue": "=included", "exclus": "=included",
	"exclues": "=included", "indisponible": "=available", "indisponibles": "=available", "inutile": "=required",
	"refuses": "=accepted", "avoid": "", "avoiding": "", "eviter": "", "evitez": "", "waived": "=charged", "exempt": "=charged",
}
