package guard

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// magnitude is a value in a unit that values of one kind can be compared in: lengths of time in minutes, months or working
// days, money by currency, dates as yyyymmdd (yyyy 0: not said), times of day in minutes since midnight.
type magnitude struct {
	unit  string
	value float64
}

// figure is one value that a text gives, in each way in which it may be read: "17 h" is a time of day and a length of
// time. Two figures are the same value if they share one reading.
type figure struct {
	from, to int // tokens, the unit's words included
	number   float64
	any      []magnitude
	weekday  int    // that stands before a date, Sunday 1; 0: none
	bare     bool   // a number alone: no unit, and no word right behind that it could count
	soft     bool   // "a week", "one day": so common that it need not stand in a source
	free     bool   // costs nothing
	text     string // as it was written
	bound    bound
	turn     turn
	rate     []string // "month" in "a month", "per user and month"
	families families
}

// families are the kinds of values that a figure may be, a bit each; what has no bit of its own shares one.
type families uint16

func familyOf(unit string) families {
	switch kindOfUnit(unit) {
	case "time":
		return 1
	case "money":
		return 2
	case "count":
		return 4
	case "%":
		return 8
	case "date":
		return 16
	case "clock":
		return 32
	case "ordinal":
		return 64
	case "byte":
		return 128
	}
	return 256
}

// same tells whether two figures give one value.
func (f figure) same(g figure) bool {
	if f.otherDay(g) || g.otherDay(f) {
		return false
	}
	for _, m := range f.any {
		if slices.Contains(g.any, m) {
			return true
		}
		if m.unit == "date" && slices.ContainsFunc(g.any, m.sameDay) {
			return true
		}
	}
	return (f.bare || g.bare) && f.number == g.number || f.partOf(g) || g.partOf(f)
}

// otherDay tells whether the day of the week that a date was given cannot be that of another: "Monday 4 May" and "Tuesday 4
// May", or the 4 May of a year in which it is no Monday.
func (f figure) otherDay(g figure) bool {
	if f.weekday == 0 {
		return false
	}
	return g.weekday > 0 && g.weekday != f.weekday ||
		slices.ContainsFunc(g.any, func(m magnitude) bool { return m.unit == "date" && !agrees(m.value, f.weekday-1) })
}

// partOf tells whether an ordinal in digits is the day of a date, or a number its year: "on the 25th", "in 2027".
func (f figure) partOf(g figure) bool {
	if len(f.any) != 1 || f.any[0].unit != "ordinal" && f.any[0].unit != "" {
		return false
	}
	part := int(f.any[0].value)
	return slices.ContainsFunc(g.any, func(m magnitude) bool {
		return m.unit == "date" && (f.any[0].unit == "" && part > 1900 && int(m.value)/10000 == part || f.any[0].unit == "ordinal" && part > 3 && int(m.value)%100 == part)
	})
}

// sameDay tells whether two dates agree in what both say: the year and the day may be left out.
func (m magnitude) sameDay(n magnitude) bool {
	if m.unit != "date" || n.unit != "date" {
		return false
	}
	agree := func(a, b int) bool { return a == b || a == 0 || b == 0 }
	a, b := int(m.value), int(n.value)
	return agree(a/10000, b/10000) && a/100%100 == b/100%100 && agree(a%100, b%100) && (a/10000 != 0 && b/10000 != 0 || a%100 != 0 && b%100 != 0)
}

// kinds of figures that compete for one place: a price with a price, a delay with a delay.
func kindOfUnit(unit string) string {
	switch unit {
	case "minute", "month", "working day", "ouvrable day", "working hour":
		return "time"
	case "€", "$", "£", "¥", "chf":
		return "money"
	case "":
		return "count"
	}
	return unit
}

func (f figure) kinds() []string {
	var kinds []string
	for _, m := range f.any {
		kinds = appendNew(kinds, kindOfUnit(m.unit))
	}
	return kinds
}

// competes tells whether two figures could stand in each other's place.
func (f *figure) competes(g *figure) bool {
	if both := f.families & g.families; both != 256 {
		return both != 0
	}
	return slices.ContainsFunc(f.any, func(m magnitude) bool {
		return slices.ContainsFunc(g.any, func(n magnitude) bool { return m.unit == n.unit })
	})
}

// key names the value for comparisons of what stands around other values.
func (f figure) key() string {
	if len(f.any) == 0 {
		return ""
	}
	return "#" + f.any[0].unit + strconv.FormatFloat(f.any[0].value, 'g', -1, 64)
}

// figuresIn reads the figures of a text. Numbers of list items, places in the sources ("passage 2"), telephone numbers
// and addresses are none.
func figuresIn(text string, tokens []analysis.Token, runes []rune) []figure {
	return newScanner(text, tokens, runes).all()
}

func (s *scanner) all() []figure {
	tokens := s.tokens
	for s.at < len(tokens) {
		if f, ok := s.next(); ok {
			f.text = strings.TrimSpace(s.stretch(tokens[f.from].Start, tokens[f.to-1].End))
			s.list = append(s.list, f)
			s.at = max(f.to, s.at+1)
			continue
		}
		s.at++
	}
	s.shareUnits()
	for i := range s.list {
		s.bounds(&s.list[i])
		for _, m := range s.list[i].any {
			s.list[i].families |= familyOf(m.unit)
		}
	}
	return s.list
}

// scanner reads figures from left to right.
type scanner struct {
	text   string
	tokens []analysis.Token
	runes  []rune
	words  []string
	barred []span // runes of addresses and telephone numbers
	factor []unit // of each figure of list, the unit it was read with
	list   []figure
	at     int
}

type span struct{ from, to int }

func newScanner(text string, tokens []analysis.Token, runes []rune) *scanner {
	s := &scanner{text: text, tokens: tokens, runes: runes, words: spokenWords(tokens, runes)}
	s.barred = contactSpans(text)
	return s
}

// word gives a token's word; empty beyond the text.
func (s *scanner) word(i int) string {
	if i < 0 || i >= len(s.words) {
		return ""
	}
	return s.words[i]
}

// gap gives what stands between a token and the one before it.
func (s *scanner) gap(i int) string {
	switch {
	case i <= 0:
		return s.stretch(0, s.tokens[0].Start)
	case i >= len(s.tokens):
		return s.stretch(s.tokens[len(s.tokens)-1].End, len(s.runes))
	}
	return s.stretch(s.tokens[i-1].End, s.tokens[i].Start)
}

// stretch gives the runes [from, to) of the text.
func (s *scanner) stretch(from, to int) string {
	if len(s.runes) == len(s.text) { // every byte is a code point
		return s.text[from:to]
	}
	return string(s.runes[from:to])
}

// joined tells whether only blanks or a hyphen stand before a token.
func (s *scanner) joined(i int) bool {
	return i > 0 && i < len(s.tokens) && strings.Trim(s.gap(i), " \u00a0\u202f\u2009-‑") == ""
}

func (s *scanner) next() (figure, bool) {
	t := s.tokens[s.at]
	if !t.Number() && !member(figureStarts, s.words[s.at]) {
		return figure{}, false
	}
	if slices.ContainsFunc(s.barred, func(b span) bool { return t.Start < b.to && b.from < t.End }) {
		return figure{}, false
	}
	if f, ok := s.date(); ok {
		return s.keep(f, unit{}), true
	}
	if f, ok := s.clock(); ok {
		return s.keep(f, unit{}), true
	}
	if f, ok := s.fraction(); ok {
		return s.keep(f, unit{}), true
	}
	if f, ok := s.nothing(); ok {
		return s.keep(f, unit{}), true
	}
	return s.amount()
}

func (s *scanner) keep(f figure, u unit) figure {
	s.factor = append(s.factor, u)
	return f
}

// amount reads a number and its unit.
func (s *scanner) amount() (figure, bool) {
	n, ok := s.number(s.at)
	if !ok || s.numbersLine(n) || s.refers(n) {
		return figure{}, false
	}
	f := figure{from: s.at, to: n.to, number: n.value, soft: n.one}
	u, end := s.unit(n)
	switch {
	case n.ordinal:
		f.any = []magnitude{{"ordinal", n.value}}
		f.soft = f.soft || n.spelt
		return s.keep(f, unit{}), true
	case n.one && u.name == "":
		return figure{}, false // "one of them", "une plante"
	case u.name != "":
		f.to = end
		f.any = u.measures(n)
		f.soft = n.one && !s.firm(f)
		return s.keep(f, u), true
	case n.spelt && n.value == 2 && !s.counts(n.to):
		return figure{}, false // "the two"
	}
	f.bare = !s.counts(n.to)
	for _, v := range n.values() {
		f.any = append(f.any, magnitude{"", v})
	}
	return s.keep(f, unit{}), true
}

// counts tells whether the token at i is a word that a number before it can count.
func (s *scanner) counts(i int) bool {
	w := s.word(i)
	return s.joined(i) && w != "" && (w[0] < '0' || w[0] > '9') && !analysis.Stop("en", w) && !analysis.Stop("fr", w)
}

// firm tells whether "one" or "a" before a unit of time is meant as a number.
func (s *scanner) firm(f figure) bool {
	first := s.word(f.from)
	if first == "one" && f.any[0].unit != "minute" {
		return true
	}
	switch f.any[0].unit {
	case "working day", "ouvrable day":
		return true
	}
	switch s.word(f.from - 1) {
	case "within", "sous", "takes", "take", "prend", "pendant":
		return true
	}
	return false
}

// numbersLine tells whether a number only numbers a line.
func (s *scanner) numbersLine(n number) bool {
	return s.at == 0 && !n.spelt && listNumber(s.runes, s.tokens[0], 0)
}

func (s *scanner) refers(n number) bool { return reference(s.tokens, s.at) }

// shareUnits gives a number without a unit the one of the next in a range or pair ("30 to 59 minutes"), or of the one
// before in a comparison ("2 jours, contre 3 pour").
func (s *scanner) shareUnits() {
	for i := len(s.list) - 2; i >= 0; i-- {
		f, g := &s.list[i], s.list[i+1]
		if f.bare && g.from-f.to <= 1 && rangeWord(s.word(f.to), g.from-f.to) {
			s.inherit(f, i, i+1)
		}
	}
	for i := 1; i < len(s.list); i++ {
		if s.list[i].bare && s.factor[i].name == "" && s.factor[i-1].name != "" {
			s.inherit(&s.list[i], i, i-1)
		}
	}
}

func (s *scanner) inherit(f *figure, i, from int) {
	if u := s.factor[from]; u.name != "" {
		s.factor[i] = u
		f.any = append(u.measures(number{value: f.number}), f.any...)
		f.bare = false
		return
	}
	for _, m := range s.list[from].any {
		if day := f.number; m.unit == "date" && from > i && day == math.Trunc(day) && day >= 1 && day <= 31 {
			f.any = append([]magnitude{{"date", math.Floor(m.value/100)*100 + day}}, f.any...)
			f.bare = false
		}
	}
}

func rangeWord(w string, between int) bool {
	if between == 0 {
		return true // "2-4"
	}
	switch w {
	case "to", "and", "or", "a", "et", "ou", "au", "until":
		return true
	}
	return false
}
