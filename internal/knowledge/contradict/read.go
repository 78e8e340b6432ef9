package contradict

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// reader reads the values of sentences in one language.
type reader struct {
	language desk.Language
	stemmer  *analysis.Stemmer
}

// stop tells whether a word says nothing about a subject: the small words, and those that only bound a value.
func (r *reader) stop(folded string) bool {
	switch folded {
	case "within", "per", "every", "least", "maximum", "minimum", "max", "min", "please", "may", "might", "must", "able", "limit",
		"approximately", "around", "exactly", "additional", "currently", "also", "usually", "day", "days", "period",
		"following", "since", "suivant", "suivants", "suivante", "compter", "jusqu'a", "environ", "chaque", "veuillez", "doit", "doivent", "doivent-ils", "actuellement", "jour", "jours", "delai":
		return true
	}
	return analysis.Stop(r.language, folded)
}

// terms gives the stems of a text's content words, sorted, numbers left out. French stems are cut at six letters, where
// the stemmer keeps "retour" and "retourn" apart, and y is written i.
func (r *reader) terms(text string) []string {
	const cut = 6
	var terms []string
	for _, t := range analysis.Tokens(text) {
		if t.Number() || r.stop(t.Text) {
			continue
		}
		stem := strings.ReplaceAll(r.stemmer.Stem(t.Text), "y", "i") // renvoyer, renvoi
		if runes := []rune(stem); r.language == desk.French && len(runes) > cut {
			stem = string(runes[:cut])
		}
		if stem != "" {
			terms = append(terms, stem)
		}
	}
	return uniq(terms)
}

// values reads every value of a sentence: addresses, then measures from left to right, then what it allows.
func (r *reader) values(text string, words []word) []value {
	found := contacts(text, words)
	for i := 0; i < len(words); {
		if at := slices.IndexFunc(found, func(v value) bool { return v.kind == Contact && v.first <= i && i < v.last }); at >= 0 {
			i = found[at].last
			continue
		}
		v, ok := r.at(words, i)
		if !ok {
			i++
			continue
		}
		v.role = roleOf(words, v.first, v.last)
		if v.per == "" {
			v.per = r.per(words, v.last)
		}
		found = append(found, v)
		i = max(v.last, i+1)
	}
	if v, ok := r.permission(words); ok {
		found = append(found, v)
	}
	return found
}

// at reads the value that begins at a word.
func (r *reader) at(words []word, i int) (value, bool) {
	if v, ok := dateAt(words, i); ok {
		return v, true
	}
	w, loose := words[i], one(words, i)
	if loose {
		w.number, w.isNumber = 1, true
	}
	if !w.isNumber || i == 0 && (w.right == '.' || w.right == ')') { // a list's marker
		return value{}, false
	}
	low, high, next := w.number, w.number, i+1
	if n, after, ok := rangeEnd(words, i); ok {
		high, next = n, after
	}
	v := value{low: low, high: high, loose: loose, first: i, last: next}
	for _, read := range []func([]word, *value) bool{r.money, r.share, r.time, r.size, r.count} {
		if read(words, &v) {
			return v, true
		}
	}
	return value{}, false
}

// one tells whether a word is the number one: before a unit of time, and no part of "one of".
func one(words []word, i int) bool {
	switch words[i].Text {
	case "one", "un", "une":
		if i+1 < len(words) {
			_, unit := timeUnit(words[i+1].Text)
			return unit
		}
	}
	return false
}

// rangeEnd reads the upper end of "30 to 60", "30-60", "30 à 60", "between 30 and 60".
func rangeEnd(words []word, i int) (n float64, next int, ok bool) {
	if i+1 < len(words) && words[i+1].isNumber && dash(words[i].right) && words[i+1].Start == words[i].End+1 {
		return words[i+1].number, i + 2, words[i+1].number > words[i].number
	}
	if i+2 < len(words) && words[i+2].isNumber && words[i+2].number > words[i].number {
		switch join := words[i+1].Text; {
		case join == "to", join == "a" && words[i+1].raw == "à",
			(join == "and" || join == "et") && i > 0 && (words[i-1].Text == "between" || words[i-1].Text == "entre"):
			return words[i+2].number, i + 3, true
		}
	}
	return 0, 0, false
}

func dash(r rune) bool { return r == '-' || r == '\u2013' || r == '\u2014' }

// money reads "$7", "7 €", "7 USD".
func (r *reader) money(words []word, v *value) bool {
	name, ok := currency(string(words[v.first].left))
	if !ok && words[v.last-1].right != 0 {
		name, ok = currency(string(words[v.last-1].right))
	}
	if !ok {
		name, ok = signAfterSpace(words, v.last-1)
	}
	if !ok && v.last < len(words) {
		if name, ok = currency(words[v.last].Text); ok {
			v.last++
		}
	}
	v.kind, v.unit = Amount, name
	return ok
}

// share reads "20 %", "20 percent", "20 pour cent".
func (r *reader) share(words []word, v *value) bool {
	v.kind, v.unit = Percentage, "%"
	if words[v.last-1].right == '%' || words[v.last-1].far == '%' {
		return true
	}
	if v.last < len(words) && (words[v.last].Text == "percent" || words[v.last].Text == "pourcent") {
		v.last++
		return true
	}
	if v.last+1 < len(words) && words[v.last].Text == "pour" && words[v.last+1].Text == "cent" {
		v.last += 2
		return true
	}
	return false
}

func signAfterSpace(words []word, i int) (string, bool) { return currency(string(words[i].far)) }

// time reads "14 days", "5 working days", "5 jours ouvrés", and what the duration runs from.
func (r *reader) time(words []word, v *value) bool {
	i := v.last
	business := i < len(words) && working(words[i].Text)
	if business {
		i++
	} else if i < len(words) && (words[i].Text == "calendar" || words[i].Text == "consecutive" || words[i].Text == "full") {
		i++
	}
	if i >= len(words) {
		return false
	}
	unit, ok := timeUnit(words[i].Text)
	if !ok || words[i].Text == "an" && r.language != desk.French || v.loose && unit.name == "second" {
		return false
	}
	i++
	if i < len(words) && working(words[i].Text) {
		business = true
		i++
	}
	if past(words, v.first, i) {
		return false
	}
	v.kind, v.unit, v.fine, v.last = Duration, unit.unit, unit.name, i
	if business {
		v.unit, v.fine = "working "+unit.name, ""
	} else {
		v.low, v.high = v.low*unit.scale, v.high*unit.scale
	}
	v.anchor = r.anchor(words, i)
	return true
}

// past tells "5 days ago", "5 years old", "il y a 5 jours": no length of anything that the company grants.
func past(words []word, first, last int) bool {
	if last < len(words) && (words[last].Text == "ago" || words[last].Text == "old") {
		return true
	}
	return follows(words, first, "a") && follows(words, first-1, "y")
}

// anchor reads what a duration runs from or to.
func (r *reader) anchor(words []word, i int) anchor {
	if i >= len(words) {
		return anchor{}
	}
	a := anchor{}
	switch words[i].Text {
	case "before", "avant", "prior":
		a.before = true
	case "of", "from", "after", "following", "since", "apres", "suivant", "a", "depuis", "de", "des":
	default:
		return anchor{}
	}
	for _, w := range words[i+1 : min(len(words), i+9)] {
		if w.isNumber || len(a.stems) == 3 {
			break
		}
		if _, unit := timeUnit(w.Text); !unit && !r.stop(w.Text) && w.Text != "date" {
			a.stems = append(a.stems, r.terms(w.Text)...)
		}
	}
	return a
}

// size reads "5 GB", "30 cm".
func (r *reader) size(words []word, v *value) bool {
	if v.last >= len(words) {
		return false
	}
	unit, ok := sizeUnit(words[v.last].raw, r.language)
	if !ok {
		return false
	}
	v.kind, v.unit, v.fine = Size, unit.unit, unit.name
	v.low, v.high, v.last = v.low*unit.scale, v.high*unit.scale, v.last+1
	return true
}

// count reads "5 devices": a number before a noun, which is its unit. A number that names a thing (version 5, step 5,
// Debian 11, 2024) counts nothing.
func (r *reader) count(words []word, v *value) bool {
	w := words[v.first]
	if v.last >= len(words) || w.left == '.' || w.left == '#' || w.right == '.' || w.right == ':' || w.right == ')' || w.right == ',' ||
		w.right == '/' || w.left == '/' || w.left == 'v' || v.low != float64(int64(v.low)) || v.low >= 1900 && v.low <= 2100 && len(w.Text) == 4 {
		return false
	}
	if v.first > 0 {
		label := words[v.first-1]
		if labels(label.Text) || v.first > 1 && capital(label.raw) && words[v.first].Number() {
			return false
		}
	}
	noun := words[v.last]
	if noun.isNumber || r.stop(noun.Text) || name(noun) || strings.ContainsRune(".,;:()", noun.left) {
		return false
	}
	v.last++
	head := r.stemmer.Stem(noun.Text)
	v.kind, v.unit = Count, head
	return head != ""
}

func labels(folded string) bool {
	switch folded {
	case "version", "versions", "step", "steps", "article", "articles", "section", "sections", "port", "ports", "page", "figure",
		"chapter", "error", "code", "etape", "chapitre", "erreur", "rfc", "no", "number", "numero", "level", "option", "tls", "ipv",
		"http", "type", "bis", "annex", "appendix", "paragraph", "class", "phase", "part", "partie", "exit", "id", "bits":
		return true
	}
	return false
}

func capital(raw string) bool {
	for _, r := range raw {
		return r >= 'A' && r <= 'Z' || r >= 'À' && r <= 'Þ'
	}
	return false
}
