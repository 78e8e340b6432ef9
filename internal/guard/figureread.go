package guard

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// number is a number as it was written, without its unit.
type number struct {
	value   float64
	or      float64 // a second reading, where separators can be read in two ways; else 0
	from    int
	to      int // token behind it
	suffix  string
	spelt   bool // in words
	one     bool // "a", "one", "une"
	ordinal bool
}

func (n number) values() []float64 {
	if n.or != 0 {
		return []float64{n.value, n.or}
	}
	return []float64{n.value}
}

// number reads a number at a token.
func (s *scanner) number(i int) (number, bool) {
	t := s.tokens[i]
	if !t.Number() {
		return s.spelled(i)
	}
	if strings.Contains(t.Text, "/") {
		return number{}, false // "24/7"
	}
	end := strings.IndexFunc(t.Text, func(r rune) bool { return !strings.ContainsRune("0123456789.,", r) })
	digits, suffix := t.Text, ""
	if end >= 0 {
		digits, suffix = t.Text[:end], t.Text[end:]
	}
	n := number{from: i, to: i + 1, suffix: suffix}
	for suffix == "" && n.to < len(s.tokens) && s.thousands(digits, n.to) {
		next := s.tokens[n.to].Text
		digits += next
		n.to++
	}
	value, or, ok := readDigits(digits)
	if !ok {
		return number{}, false
	}
	n.value, n.or = value, or
	switch suffix {
	case "st", "nd", "rd", "th", "er", "re", "e", "eme", "nde":
		n.ordinal, n.suffix = true, ""
	case "s":
		n.suffix = ""
	case "k", "m", "bn":
		n.value, n.or, n.suffix = n.value*scaleOf(suffix), 0, ""
	}
	if scale := scaleOf(s.word(n.to)); scale > 1 && len(s.word(n.to)) > 2 && s.joined(n.to) {
		n.value, n.or, n.to = n.value*scale, 0, n.to+1
		if w := s.word(n.to); w == "de" || w == "d" {
			n.to++
		}
	}
	return n, true
}

// thousands tells whether the token at i goes on with a number whose digits stand in groups of three: "10 000".
func (s *scanner) thousands(digits string, i int) bool {
	gap, next := []rune(s.gap(i)), s.tokens[i].Text
	if len(gap) != 1 || !strings.ContainsRune(" \u00a0\u202f\u2009'’", gap[0]) || strings.ContainsAny(digits, ".,") {
		return false
	}
	whole, _, _ := strings.Cut(next, ",")
	whole, _, _ = strings.Cut(whole, ".")
	return len(whole) == 3 && strings.Trim(whole, "0123456789") == "" && strings.Trim(next, "0123456789,.") == "" &&
		(len(digits) <= 3 || len(digits)%3 == 0) && digits[0] != '0'
}

// readDigits reads digits with separators. A single separator before three digits may be either: 1.500 is 1.5 and 1500.
func readDigits(digits string) (value, or float64, ok bool) {
	digits = strings.TrimRight(digits, ".,")
	parse := func(text string) (float64, bool) {
		v, err := strconv.ParseFloat(text, 64)
		return v, err == nil
	}
	points, commas := strings.Count(digits, "."), strings.Count(digits, ",")
	last := strings.LastIndexAny(digits, ".,")
	switch {
	case last < 0:
		value, ok = parse(digits)
	case points > 0 && commas > 0: // the last one is the decimal sign
		whole := strings.NewReplacer(".", "", ",", "").Replace(digits[:last])
		value, ok = parse(whole + "." + digits[last+1:])
	case points+commas > 1: // groups of thousands, or a version
		value, ok = parse(strings.NewReplacer(".", "", ",", "").Replace(digits))
	case len(digits)-last == 4 && digits[0] != '0': // three digits behind
		value, ok = parse(digits[:last] + digits[last+1:])
		or, _ = parse(digits[:last] + "." + digits[last+1:])
	default:
		value, ok = parse(digits[:last] + "." + digits[last+1:])
	}
	return value, or, ok
}

func scaleOf(word string) float64 {
	switch word {
	case "k", "thousand":
		return 1e3
	case "m", "million", "millions":
		return 1e6
	case "bn", "billion", "billions", "milliard", "milliards":
		return 1e9
	}
	return 1
}

// spelled reads number words from a token on: "twenty-five", "quatre-vingt-dix-sept", "two hundred", "half a dozen".
func (s *scanner) spelled(i int) (number, bool) {
	n := number{from: i, spelt: true}
	switch w := s.word(i); w {
	case "one", "une", "un", "a", "an":
		if _, ok := unitWords[s.word(s.skipKind(i+1))]; !ok && !(w == "a" && scaleOf(s.word(i+1)) > 1) && s.word(i+1) != "hundred" && s.word(i+1) != "dozen" && s.word(i+1) != "cent" {
			return n, false
		}
		if scaleOf(s.word(i+1)) == 1 && s.word(i+1) != "hundred" && s.word(i+1) != "dozen" {
			n.value, n.to, n.one = 1, i+1, true
			return n, !s.rates(i)
		}
	}
	if v, ok := ordinalWords[s.word(i)]; ok {
		n.value, n.to, n.ordinal = v, i+1, true
		return n, v > 1
	}
	total, group, at := 0.0, 0.0, i
	for ; at < len(s.tokens) && (at == i || s.joined(at)); at++ {
		w := s.word(at)
		v, ok := cardinalWords[w]
		switch {
		case ok && v >= 100 && v < 1000: // hundred, cent
			group = max(group, 1) * 100
		case ok && v >= 1000:
			total, group = total+max(group, 1)*v, 0
		case w == "vingt" && group == 4, w == "vingts" && group == 4:
			group = 80
		case ok && (at == i || fits(group, v)):
			group += v
		case s.oneMore(at, group):
			return number{from: i, to: at + 1, spelt: true, value: total + group + 1}, true
		case at > i && (w == "and" || w == "et") && s.joined(at+1) && (fits(group, cardinalWords[s.word(at+1)]) || s.oneMore(at+1, group)) && group >= 20:
			continue
		case at == i && (w == "a" || w == "one"):
			continue
		case w == "dozen" && at > i:
			group = max(group, 1) * 12
		default:
			goto done
		}
	}
done:
	n.value, n.to = total+group, at
	return n, n.value >= 2 && at > i
}

// oneMore tells whether the word at i ends a number that goes on from tens or hundreds with a one: "twenty-one", "vingt et un",
// "quatre-vingt-un". A one that opens a word of its own ("fifty one-way tickets") does not, nor an article.
func (s *scanner) oneMore(i int, group float64) bool {
	if group < 20 || int(group)%10 != 0 || i >= len(s.tokens) {
		return false
	}
	before := s.word(i - 1)
	joining := before == "and" || before == "et"
	switch s.word(i) {
	case "one":
		return s.gap(i) == "-" || s.gap(i+1) != "-" && (!joining || int(group)%100 == 0)
	case "un", "une":
		return s.gap(i) == "-" || before == "et"
	}
	return false
}

// fits tells whether a number word may follow what was read: "twenty five", "soixante quinze", not "five twenty".
func fits(group, v float64) bool {
	switch {
	case v == 0:
		return false
	case group == 0:
		return true
	case group == 10: // dix-sept
		return v >= 7 && v < 10
	case int(group)%100 == 0:
		return v < 100
	case int(group)%100 == 60 || int(group)%100 == 80:
		return v < 20
	}
	return group >= 20 && int(group)%10 == 0 && v < 10
}

// rates tells whether "a" or "un" before a unit of time says how often: "€6 a day".
func (s *scanner) rates(i int) bool {
	switch s.word(i) {
	case "a", "an":
		if len(s.list) > 0 && i-s.list[len(s.list)-1].to <= 3 && s.joined(i) {
			return true
		}
		switch s.word(i - 1) {
		case "times", "once", "twice", "hours", "user", "users", "days", "much", "many":
			return true
		}
	case "un", "une":
		return s.word(i-1) == "par"
	}
	return false
}

// skipKind steps over the words that tell kinds of days apart.
func (s *scanner) skipKind(i int) int {
	for workingWord(s.word(i)) || kindOfDay(s.word(i)) {
		i++
	}
	return i
}

func kindOfDay(w string) bool {
	switch w {
	case "calendar", "full", "consecutive", "whole", "entire", "calendaires", "francs", "consecutifs", "more", "next", "bonne", "petite":
		return true
	}
	return false
}

// unitAt gives the unit that a token names. "Go" and "To" are sizes only as they are spelt with a capital.
func (s *scanner) unitAt(i int) (unit, bool) {
	u, ok := unitWords[s.word(i)]
	switch s.word(i) {
	case "to", "go", "mo", "ko", "l", "an":
		return u, ok && (unicode.IsUpper(s.runes[s.tokens[i].Start]) || s.word(i) == "an" && s.gapless(i))
	}
	return u, ok
}

// gapless tells whether "an" behind a number is the French year: nothing that an English article could belong to follows.
func (s *scanner) gapless(i int) bool {
	_, unit := unitWords[s.word(i+1)]
	return !unit
}

// unit is how the numbers before it are measured.
type unit struct {
	name   string
	factor float64
	also   []unit // other readings
}

func (u unit) measures(n number) []magnitude {
	var list []magnitude
	for _, v := range n.values() {
		list = append(list, magnitude{u.name, round(v * u.factor)})
		for _, o := range u.also {
			list = append(list, magnitude{o.name, round(v * o.factor)})
		}
		if v == 0 && kindOfUnit(u.name) == "money" {
			list = append(list, magnitude{"€", -1})
		}
	}
	return list
}

func round(v float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	return r
}

// unit finds the unit of a number: glued to it, a sign beside it, or the words behind it. end is the token behind it all.
func (s *scanner) unit(n number) (u unit, end int) {
	if n.suffix != "" {
		if u, ok := unitWords[n.suffix]; ok {
			return u, n.to
		}
		return unit{name: n.suffix, factor: 1}, n.to
	}
	before, after := s.gap(n.from), s.gap(n.to)
	switch w := s.word(n.from - 1); w {
	case "eur", "usd", "gbp", "chf", "jpy":
		return unit{name: unitWords[w].name, factor: 1}, n.to
	}
	if r := lastSign(before); r != "" {
		return unit{name: r, factor: 1}, n.to
	}
	if r := firstSign(after); r != "" {
		return unit{name: r, factor: 1}, n.to
	}
	if !s.joined(n.to) {
		return unit{}, n.to
	}
	first, second := s.word(n.to), s.word(n.to+1)
	if (first == "per" || first == "pour") && second == "cent" {
		return unit{name: "%", factor: 1}, n.to + 2
	}
	at, working := n.to, false
	for ; s.joined(at) && (workingWord(s.word(at)) || kindOfDay(s.word(at))); at++ {
		working = working || workingWord(s.word(at))
	}
	u, ok := s.unitAt(at)
	if !ok || !s.joined(at) {
		return unit{}, n.to
	}
	end = at + 1
	for s.joined(end) && (workingWord(s.word(end)) || kindOfDay(s.word(end))) && s.word(end) != "next" && s.word(end) != "more" {
		if w := s.word(end); strings.HasPrefix(w, "ouvrable") {
			return unit{name: "ouvrable day", factor: 1}, end + 1
		}
		working = working || workingWord(s.word(end))
		end++
	}
	if working && strings.HasPrefix(s.word(at), "hour") || working && strings.HasPrefix(s.word(at), "heure") {
		return unit{name: "working hour", factor: 1}, end
	}
	if working {
		return unit{name: "working day", factor: 1}, end
	}
	return u, end
}

func lastSign(gap string) string {
	gap = strings.TrimRight(gap, " \u00a0\u202f")
	for _, sign := range []string{"€", "$", "£", "¥"} {
		if strings.HasSuffix(gap, sign) {
			return sign
		}
	}
	return ""
}

func firstSign(gap string) string {
	gap = strings.TrimLeft(gap, " \u00a0\u202f")
	for _, sign := range []string{"€", "$", "£", "¥", "%"} {
		if strings.HasPrefix(gap, sign) {
			return sign
		}
	}
	return ""
}

// spokenWords gives the folded words, with what an elision cut off where it matters: "jusqu'à" is "jusqua".
func spokenWords(tokens []analysis.Token, runes []rune) []string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.Text
		if elided := elisionBefore(t, runes); elided == "jusqu" {
			words[i] = elided + t.Text
		}
	}
	return words
}

// elisionBefore gives the letters that an elision cut off a token's front: "n" of "n'est".
func elisionBefore(t analysis.Token, runes []rune) string {
	if t.Start < 2 || runes[t.Start-1] != '\'' && runes[t.Start-1] != '’' {
		return ""
	}
	from := t.Start - 1
	for from > 0 && t.Start-from < 8 && (runes[from-1] >= 'a' && runes[from-1] <= 'z' || runes[from-1] >= 'A' && runes[from-1] <= 'Z') {
		from--
	}
	return strings.ToLower(string(runes[from : t.Start-1]))
}
