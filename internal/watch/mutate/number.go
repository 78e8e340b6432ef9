package mutate

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/desk"
)

// number is a number in a text, in digits or in words.
type number struct {
	from, to int // tokens
	value    float64
	spoken   bool   // written in words
	written  string // as it stands
}

// Numbers gives the values of the numbers of a text in their order, whether they are written in digits (with the
// language's separators) or in words. One, which is an article too, does not count in words; nor do ordinals, clock times
// and codes.
func Numbers(text string, language desk.Language) []float64 {
	return newSpeller(language).values(text)
}

func (p speller) values(text string) []float64 {
	var values []float64
	for _, n := range p.numbers(read(text)) {
		values = append(values, n.value)
	}
	return values
}

func sameNumbers(a, b []float64) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// numbers gives the numbers of a text in their order.
func (p speller) numbers(d reading) []number {
	var list []number
	for i := 0; i < len(d.tokens); {
		n, ok := d.digits(i, p.language)
		if !ok {
			n, ok = p.spelled(d, i)
		}
		if !ok {
			i++
			continue
		}
		n.written = string(d.runes[d.tokens[n.from].Start:d.tokens[n.to-1].End])
		list = append(list, n)
		i = n.to
	}
	return list
}

// digits reads a number in digits at a token; groups of three behind a space belong to it.
func (d reading) digits(i int, language desk.Language) (number, bool) {
	value, ok := parseNumber(d.tokens[i].Text, language)
	if !ok {
		return number{}, false
	}
	n := number{from: i, to: i + 1, value: value}
	whole := d.tokens[i].Text
	for len(whole) <= 3 && plainDigits(whole) && n.to < len(d.tokens) && groupGap(d.gap(n.to)) {
		tail := d.tokens[n.to].Text
		head, _, _ := strings.Cut(strings.ReplaceAll(tail, ",", "."), ".")
		more, ok := parseNumber(tail, language)
		if len(head) != 3 || !plainDigits(head) || !ok || more >= 1000 {
			break
		}
		n.value = n.value*1000 + more
		n.to++
		if len(tail) != 3 {
			break // decimals end it
		}
	}
	return n, true
}

func groupGap(gap string) bool { return gap == " " || gap == "\u00a0" || gap == "\u202f" }

func plainDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// parseNumber reads 30, 1,000 and 12.50, in French 1.000 and 12,50. What holds anything else is no number.
func parseNumber(text string, language desk.Language) (float64, bool) {
	if len(text) > 15 || strings.Trim(text, "0123456789.,") != "" || text == "" {
		return 0, false
	}
	group, point := ",", "."
	if language == desk.French {
		group, point = ".", ","
	}
	parts := strings.Split(text, group)
	for _, p := range parts[1:] {
		head, _, _ := strings.Cut(p, point)
		if len(head) != 3 {
			if len(parts) == 2 && !strings.Contains(text, point) { // 12,50 in an English text
				value, err := strconv.ParseFloat(strings.Replace(text, group, ".", 1), 64)
				return value, err == nil
			}
			return 0, false
		}
	}
	value, err := strconv.ParseFloat(strings.Replace(strings.Join(parts, ""), point, ".", 1), 64)
	return value, err == nil
}

// spelled reads a number in words at a token, the longest that stands there.
func (p speller) spelled(d reading, i int) (number, bool) {
	best := number{}
	for _, s := range p.byFirst[d.text(i)] {
		if len(s.words) > best.to-best.from && d.at(i, s.words) {
			best = number{from: i, to: i + len(s.words), value: float64(s.value), spoken: true}
		}
	}
	return best, best.to > 0
}

// counts tells whether a number stands for an amount of something, and not for a part of a code, a telephone number, a
// date, a year or an item's place in a list.
func (s *subject) counts(n number) bool {
	d := s.said
	before, after := d.gap(n.from), d.gap(n.to)
	switch {
	case n.spoken && d.text(n.from) == "neuf": // new
		return false
	case d.digitNear(n.from-1) && !strings.Contains(before, "\n") && len([]rune(before)) <= 1,
		d.digitNear(n.to) && len([]rune(after)) <= 1:
		return false
	case touches(before, "-/@#_+&=", true), touches(after, "/@#_+&=", false):
		return false
	case strings.HasPrefix(after, "-") && d.digitNear(n.to):
		return false
	case s.listMark(n):
		return false
	case s.monthAt(n.from-1) || s.monthAt(n.to) || s.monthAt(n.to+1) && d.text(n.to) == "of":
		return false
	}
	return !n.year()
}

func (d reading) digitNear(i int) bool { return i >= 0 && i < len(d.tokens) && d.tokens[i].Number() }

// touches tells whether one of some signs stands right beside the number, without a space.
func touches(gap, signs string, atEnd bool) bool {
	runes := []rune(gap)
	if len(runes) == 0 {
		return false
	}
	r := runes[0]
	if atEnd {
		r = runes[len(runes)-1]
	}
	return !unicode.IsSpace(r) && strings.ContainsRune(signs, r)
}

// listMark tells whether a number opens a line and a full stop or bracket follows.
func (s *subject) listMark(n number) bool {
	before, after := s.said.gap(n.from), s.said.gap(n.to)
	opens := n.from == 0 || strings.Contains(before, "\n")
	return opens && !n.spoken && (strings.HasPrefix(after, ". ") || strings.HasPrefix(after, ")"))
}

// year tells whether a number looks like a year.
func (n number) year() bool {
	return !n.spoken && len(n.written) == 4 && plainDigits(n.written) && n.value >= 1900 && n.value <= 2100
}

// numberChanged changes one number of the answer to one that neither the answer nor a source holds.
func (s *subject) numberChanged() (Case, string) {
	text, change, why := s.wrongNumber()
	if why != "" {
		return Case{}, why
	}
	return s.reword(text, change), ""
}

// wrongNumber gives the answer's text with one number changed.
func (s *subject) wrongNumber() (text, change, why string) {
	var places []number
	for _, n := range s.numbers {
		if s.counts(n) && s.otherThan(n) != nil {
			places = append(places, n)
		}
	}
	if len(places) == 0 {
		return "", "", "there is no number in it that could be changed"
	}
	n := one(s, places)
	next := one(s, s.otherThan(n))
	return s.said.put(n.from, n.to, next), n.written + " -> " + next, ""
}

// otherThan gives wrong numbers written as a number is.
func (s *subject) otherThan(n number) []string {
	whole := int(n.value)
	var list []string
	for _, v := range append(near(whole), 47, 83, 29, 67, 58) {
		value := float64(v) + n.value - float64(whole)
		if v < 2 || v == whole || s.values[value] || s.values[float64(v)] {
			continue
		}
		if n.spoken {
			if v <= 100 {
				list = append(list, spell(v, s.answer.Language))
			}
			continue
		}
		list = append(list, rewritten(n.written, v))
	}
	return list
}

// near gives the numbers that a number is mistaken for: its digits turned round, the double, the half, one off, ten times.
func near(v int) []int {
	turned := 0
	for rest := v; rest > 0; rest /= 10 {
		turned = turned*10 + rest%10
	}
	list := []int{v + 1, 2 * v, v * 10}
	if v > 2 {
		list = append(list, v-1)
	}
	if v%2 == 0 {
		list = append(list, v/2)
	}
	if v >= 10 && v%10 != 0 {
		list = append(list, turned)
	}
	return list
}

// rewritten gives a whole number in place of the whole part of a written one, with its sign between thousands, and its
// decimals.
func rewritten(written string, v int) string {
	decimals, group := "", ""
	if at := strings.LastIndexAny(written, ".,"); at >= 0 && len(written)-at-1 != 3 {
		written, decimals = written[:at], written[at:]
	}
	for _, sign := range []string{",", ".", " ", "\u00a0", "\u202f"} {
		if strings.Contains(written, sign) {
			group = sign
		}
	}
	return grouped(v, group) + decimals
}

// grouped writes a number with a sign between its thousands.
func grouped(v int, sign string) string {
	digits := strconv.Itoa(v)
	if sign == "" {
		return digits
	}
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + sign + digits[at:]
	}
	return digits
}
