package contradict

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// value is one value said in a sentence, in a form that can be compared.
type value struct {
	kind   Kind
	unit   string  // values of different units are never compared
	low    float64 // of an amount or measure, in the unit; of a range, its lower end
	high   float64
	fine   string // the unit as written: within one, values must be equal, across two they may differ by a tenth
	text   string // of what is no number: the date, the address
	role   role
	per    string // what it is for each of: "month", "account"
	anchor anchor
	loose  bool // from "one", which in a translation may be an article
	first  int  // tokens of the sentence that it takes: first inclusive, last exclusive
	last   int
}

// role says how a value bounds what it is about.
type role int

const (
	plain role = iota
	most
	least
	every
)

// anchor is the event that a duration runs from or to: "within 14 days of delivery".
type anchor struct {
	before bool
	stems  []string
}

// word is one token of a sentence with what stands around it.
type word struct {
	analysis.Token
	raw         string // as written
	left, right rune   // the characters just before and after; 0 at the ends
	far         rune   // the first after it that is not white space
	opens       bool   // it opens a sentence, a line, or what stands after a colon
	number      float64
	isNumber    bool
}

// wordsOf cuts a sentence into words and reads the numbers. Thousands written apart ("1 000") become one word, a unit
// written to its number ("4GB") a word of its own.
func wordsOf(sentence string, language desk.Language) []word {
	runes := []rune(sentence)
	tokens := analysis.Tokens(sentence)
	words := make([]word, 0, len(tokens))
	for _, t := range tokens {
		w := wordAt(runes, t)
		if n := len(words); n > 0 {
			w.opens = strings.ContainsAny(string(runes[words[n-1].End:t.Start]), ".!?:\n•")
			if thousands(words[n-1], w) {
				words[n-1] = joined(words[n-1], w)
				words[n-1].read(language)
				continue
			}
		}
		if number, unit, ok := w.split(runes, language); ok {
			number.read(language)
			words = append(words, number, unit)
			continue
		}
		w.read(language)
		words = append(words, w)
	}
	return words
}

func wordAt(runes []rune, t analysis.Token) word {
	w := word{Token: t, raw: string(runes[t.Start:t.End]), opens: t.Start == 0}
	if t.Start > 0 {
		w.left = runes[t.Start-1]
	}
	if t.End < len(runes) {
		w.right, w.far = runes[t.End], farFrom(runes[t.End:])
	}
	return w
}

func joined(a, b word) word {
	a.Text += b.Text
	a.raw, a.End, a.right, a.far = a.Text, b.End, b.right, b.far
	return a
}

// read gives a word its number if it is one.
func (w *word) read(language desk.Language) {
	if w.Number() {
		w.number, w.isNumber = parseNumber(w.Text, language)
	} else if n, ok := numberWord(w.Text); ok && w.right != '-' && w.left != '-' {
		w.number, w.isNumber = n, true
	}
}

// split parts "4GB", "30min" and "90j" into number and unit.
func (w word) split(runes []rune, language desk.Language) (number, unit word, ok bool) {
	at := strings.IndexFunc(w.raw, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != ',' })
	if !w.Number() || at < 1 || utf8.RuneCountInString(w.raw) > 8 {
		return word{}, word{}, false
	}
	raw := w.raw[at:]
	if _, known := sizeUnit(raw, language); !known || raw == "m" || raw == "l" || raw == "g" || raw == "L" {
		if _, known = timeUnit(strings.ToLower(raw)); !known {
			return word{}, word{}, false
		}
	}
	cut := w.Start + at // the digits before are one byte each
	number = wordAt(runes, analysis.Token{Text: w.raw[:at], Start: w.Start, End: cut})
	unit = wordAt(runes, analysis.Token{Text: analysis.Fold(raw), Start: cut, End: w.End})
	number.opens = w.opens
	return number, unit, true
}

func thousands(before, w word) bool {
	group, _, _ := strings.Cut(strings.ReplaceAll(w.Text, ".", ","), ",")
	return len(group) == 3 && len(before.Text) <= 3 && w.Start == before.End+1 && w.left == ' ' && digits(before.Text) && digits(group)
}

func farFrom(runes []rune) rune {
	for _, r := range runes {
		if !unicode.IsSpace(r) {
			return r
		}
	}
	return 0
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// parseNumber reads "1,000.50", "1.200,00", "4,50", "17". A separator before exactly three last digits parts thousands
// if it is the language's own for that, else it is the decimal mark. A version ("1.2.3") and a time are no numbers.
func parseNumber(text string, language desk.Language) (float64, bool) {
	group, mark := ",", "."
	if language == desk.French {
		group, mark = ".", ","
	}
	switch {
	case strings.Contains(text, group) && strings.Contains(text, mark):
		if strings.LastIndex(text, group) > strings.LastIndex(text, mark) {
			group, mark = mark, group
		}
	case strings.Count(text, group) == 1 && len(text)-strings.LastIndex(text, group) != 4:
		group, mark = mark, group
	}
	whole, fraction, _ := strings.Cut(text, mark)
	parts := strings.Split(whole, group)
	for i, p := range parts {
		if !digits(p) || i > 0 && len(p) != 3 || len(parts) > 1 && len(p) > 3 {
			return 0, false
		}
	}
	n, err := strconv.ParseFloat(strings.Join(parts, "")+"."+fraction+"0", 64)
	return n, err == nil && (fraction == "" || digits(fraction)) && !math.IsInf(n, 0)
}

// numberWord reads the numbers that help centres write out. One is left out: in both languages it is an article too.
func numberWord(folded string) (float64, bool) {
	switch folded {
	case "two", "deux":
		return 2, true
	case "three", "trois":
		return 3, true
	case "four", "quatre":
		return 4, true
	case "five", "cinq":
		return 5, true
	case "six":
		return 6, true
	case "seven", "sept":
		return 7, true
	case "eight", "huit":
		return 8, true
	case "nine", "neuf":
		return 9, true
	case "ten", "dix":
		return 10, true
	case "twelve", "douze":
		return 12, true
	case "fourteen", "quatorze":
		return 14, true
	case "fifteen", "quinze":
		return 15, true
	case "twenty", "vingt":
		return 20, true
	case "thirty", "trente":
		return 30, true
	case "sixty", "soixante":
		return 60, true
	case "ninety":
		return 90, true
	}
	return 0, false
}

// differs tells whether two values of one kind and unit cannot both hold.
func (v value) differs(w value) bool {
	if v.text != "" || w.text != "" {
		return v.text != w.text
	}
	if v.fine == w.fine {
		return v.low != w.low || v.high != w.high
	}
	return apart(v.low, w.low) || apart(v.high, w.high)
}

func apart(a, b float64) bool { return math.Abs(a-b) > 0.1*math.Max(math.Abs(a), math.Abs(b)) }

// opposed tells whether two roles speak of different things: a least and a most may both hold.
func (r role) opposed(o role) bool {
	if r == every || o == every {
		return r != o
	}
	return r != plain && o != plain && r != o
}

// String is the value for people.
func (v value) String() string {
	if v.text != "" {
		return v.text
	}
	unit := v.unit
	if v.fine != "" {
		unit = v.fine
	}
	low := strconv.FormatFloat(v.low/scale(v), 'f', -1, 64)
	if v.low == v.high {
		return low + " " + unit
	}
	return low + "-" + strconv.FormatFloat(v.high/scale(v), 'f', -1, 64) + " " + unit
}
