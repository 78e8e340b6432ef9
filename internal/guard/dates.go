package guard

import (
	"math"
	"strings"
	"time"
	"unicode"
)

// date reads a date at the scanner's token: "13 December 2026", "December 13th", "13/12/2026", "2026-12-13", "May 2027",
// in both languages, with or without a day of the week before it.
func (s *scanner) date() (figure, bool) {
	i := s.at
	if day, ok := weekdayNames[s.word(i)]; ok {
		if _, again := weekdayNames[s.word(i+1)]; again || i+1 >= len(s.tokens) {
			return figure{}, false
		}
		s.at = i + 1
		f, found := s.date()
		s.at = i
		if !found || f.any[0].unit != "date" {
			return figure{}, false
		}
		f.from, f.weekday = i, day+1
		if !agrees(f.any[0].value, day) {
			f.any = []magnitude{{"no such date", f.any[0].value}}
		}
		return f, true
	}
	for _, read := range []func(int) (int, int, int, int){s.dayMonth, s.monthDay, s.slashes, s.dashes} {
		if y, m, d, to := read(i); to > i {
			f := figure{from: i, to: to, any: []magnitude{{"date", float64(y*10000 + m*100 + d)}}}
			if d <= 12 && d > 0 && m <= 12 && strings.Contains(s.tokens[i].Text, "/") {
				f.any = append(f.any, magnitude{"date", float64(y*10000 + d*100 + m)})
			}
			return f, true
		}
	}
	return figure{}, false
}

// agrees tells whether a date falls on a day of the week; without its year nobody can say that it does not.
func agrees(date float64, weekday int) bool {
	v := int(date)
	if v/10000 == 0 || v%100 == 0 {
		return true
	}
	return int(time.Date(v/10000, time.Month(v/100%100), v%100, 0, 0, 0, 0, time.UTC).Weekday()) == weekday
}

// month gives the month that a token names; "may" and "mars" only with a capital or beside a number, which callers see to.
func (s *scanner) month(i int) int {
	m := monthNames[s.word(i)]
	if m == 5 && s.word(i) == "may" && !unicode.IsUpper(s.runes[s.tokens[i].Start]) {
		return 0
	}
	return m
}

func (s *scanner) whole(i, least, most int) (int, bool) {
	if i < 0 || i >= len(s.tokens) || !s.tokens[i].Number() {
		return 0, false
	}
	text := s.tokens[i].Text
	for _, suffix := range []string{"st", "nd", "rd", "th", "er"} {
		text = strings.TrimSuffix(text, suffix)
	}
	n := 0
	for _, r := range text {
		if r < '0' || r > '9' || n > 10_000 {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, n >= least && n <= most
}

// year gives the year at a token, or 0 and the same token.
func (s *scanner) year(i int) (int, int) {
	if strings.Contains(s.gap(min(i, len(s.tokens))), ".") && !strings.HasPrefix(s.gap(min(i, len(s.tokens))), ".") {
		return 0, i
	}
	if y, ok := s.whole(i, 1900, 2200); ok && strings.Trim(s.gap(i), " ,.\u00a0\u202f") == "" {
		return y, i + 1
	}
	return 0, i
}

func (s *scanner) dayMonth(i int) (y, m, d, to int) {
	d, ok := s.whole(i, 1, 31)
	at := i + 1
	if s.word(at) == "of" {
		at++
	}
	if !ok || at >= len(s.tokens) || !s.joined(at) && s.word(at) != "of" {
		return 0, 0, 0, 0
	}
	if m = s.month(at); m == 0 {
		return 0, 0, 0, 0
	}
	y, to = s.year(at + 1)
	return y, m, d, to
}

func (s *scanner) monthDay(i int) (y, m, d, to int) {
	if m = s.month(i); m == 0 || i+1 >= len(s.tokens) || strings.Trim(s.gap(i+1), " .\u00a0") != "" {
		return 0, 0, 0, 0
	}
	if d, ok := s.whole(i+1, 1, 31); ok {
		if _, unit := unitWords[s.word(i+2)]; unit && s.joined(i+2) {
			return 0, 0, 0, 0
		}
		y, to = s.year(i + 2)
		return y, m, d, to
	}
	if y, to = s.year(i + 1); y > 0 {
		return y, m, 0, to
	}
	return 0, 0, 0, 0
}

// slashes reads 13/12/2026 and 13.12.2026, the day first where that can be, and 2026/12/13.
func (s *scanner) slashes(i int) (y, m, d, to int) {
	for _, sign := range []string{"/", "."} {
		parts := strings.Split(s.tokens[i].Text, sign)
		if len(parts) != 3 {
			continue
		}
		n := [3]int{}
		for k, p := range parts {
			for _, r := range p {
				if r < '0' || r > '9' || len(p) > 4 {
					return 0, 0, 0, 0
				}
				n[k] = n[k]*10 + int(r-'0')
			}
		}
		y, m, d = n[2], n[1], n[0]
		if n[0] > 31 {
			y, m, d = n[0], n[1], n[2]
		}
		if m > 12 && d <= 12 {
			m, d = d, m
		}
		if y >= 1900 && y <= 2200 && m >= 1 && m <= 12 && d >= 1 && d <= 31 {
			return y, m, d, i + 1
		}
	}
	return 0, 0, 0, 0
}

// dashes reads 2026-12-13.
func (s *scanner) dashes(i int) (y, m, d, to int) {
	if i+2 >= len(s.tokens) || s.gap(i+1) != "-" || s.gap(i+2) != "-" {
		return 0, 0, 0, 0
	}
	y, isYear := s.whole(i, 1900, 2200)
	m, isMonth := s.whole(i+1, 1, 12)
	d, isDay := s.whole(i+2, 1, 31)
	if !isYear || !isMonth || !isDay {
		return 0, 0, 0, 0
	}
	return y, m, d, i + 3
}

// clock reads a time of day: "17:30", "8 h 30", "9.00 am", "5 pm", "noon". What may be a length of time too has both
// readings.
func (s *scanner) clock() (figure, bool) {
	i := s.at
	if s.word(i) == "half" && s.word(i+1) == "past" || s.word(i) == "quarter" && (s.word(i+1) == "past" || s.word(i+1) == "to") {
		if n, ok := s.number(min(i+2, len(s.tokens)-1)); ok && n.value <= 12 && i+2 < len(s.tokens) {
			m := map[string]float64{"half past": 30, "quarter past": 15, "quarter to": -15}[s.word(i)+" "+s.word(i+1)]
			return figure{from: i, to: n.to, any: []magnitude{{"clock", n.value*60 + m}, {"clock", n.value*60 + m + 12*60}}}, true
		}
	}
	switch s.word(i) {
	case "noon", "midi":
		return figure{from: i, to: i + 1, any: []magnitude{{"clock", 12 * 60}}}, s.word(i-1) != "apres"
	case "midnight", "minuit":
		return figure{from: i, to: i + 1, any: []magnitude{{"clock", 24 * 60}, {"clock", 0}}}, true
	}
	if !s.tokens[i].Number() {
		return figure{}, false
	}
	hours, minutes, suffix, ok := clockDigits(s.tokens[i].Text)
	if !ok {
		return figure{}, false
	}
	f := figure{from: i, to: i + 1}
	if suffix == "" && s.joined(f.to) {
		suffix = s.word(f.to)
		if meridiem(suffix) != 0 || suffix == "h" || suffix == "heures" || suffix == "heure" || suffix == "hrs" {
			f.to++
		}
	}
	if suffix == "a" || suffix == "p" { // "9 a.m."
		if s.word(f.to) == suffix && s.word(f.to+1) == "m" {
			suffix, f.to = suffix+"m", f.to+2
		}
	}
	if shift := meridiem(suffix); shift != 0 {
		f.any = []magnitude{{"clock", float64((hours%12)*60 + minutes + (shift-1)*12*60)}}
		return f, hours <= 12
	}
	switch suffix {
	case "h", "heures", "heure", "hrs":
		if m, ok := s.whole(f.to, 0, 59); ok && s.joined(f.to) && minutes == 0 && len(s.tokens[f.to].Text) == 2 && suffix != "hrs" {
			minutes, f.to = m, f.to+1
			if w := s.word(f.to); w == "min" || w == "minutes" {
				f.to++
			}
		}
		if hours > 24 {
			return figure{}, false
		}
		total := float64(hours*60 + minutes)
		f.any, f.number = []magnitude{{"clock", total}, {"minute", total}}, float64(hours)
		return f, true
	case "":
	}
	if strings.Contains(s.tokens[i].Text, ":") && hours <= 24 {
		f.to = i + 1
		f.any = []magnitude{{"clock", float64(hours*60 + minutes)}}
		return f, true
	}
	return figure{}, false
}

// meridiem gives 1 for "am", 2 for "pm", else 0.
func meridiem(word string) int {
	switch word {
	case "am":
		return 1
	case "pm":
		return 2
	}
	return 0
}

// clockDigits cuts "17:30", "9.00am", "8h30", "17h" and "9" into hours, minutes and what is glued to them.
func clockDigits(token string) (hours, minutes int, suffix string, ok bool) {
	read := func(text string) (int, string) {
		n, i := 0, 0
		for ; i < len(text) && i < 3 && text[i] >= '0' && text[i] <= '9'; i++ {
			n = n*10 + int(text[i]-'0')
		}
		return n, text[i:]
	}
	hours, rest := read(token)
	if hours > 24 {
		return 0, 0, "", false
	}
	if rest != "" && strings.ContainsRune(":.h", rune(rest[0])) {
		if m, after := read(rest[1:]); len(rest)-1-len(after) == 2 && m < 60 {
			if rest[0] == 'h' {
				return hours, m, "h", after == "" || after == "min"
			}
			return hours, m, after, after == "" || meridiem(after) > 0 || after == "h"
		}
	}
	return hours, 0, rest, rest == "" || rest == "h" || rest == "hrs" || meridiem(rest) > 0
}

// fraction reads "an hour and a half", "half an hour", "trois quarts d'heure", "une heure et demie", "un an et demi".
func (s *scanner) fraction() (figure, bool) {
	i, share, at := s.at, 0., s.at
	switch s.word(i) {
	case "fortnight", "fortnights":
		return figure{from: i, to: i + 1, any: []magnitude{{"minute", 14 * 24 * 60}}}, true
	case "half", "demi":
		share, at = .5, i+1
	case "quarter", "quart":
		share, at = .25, i+1
	case "three", "trois":
		if w := s.word(i + 1); w == "quarters" || w == "quarts" {
			share, at = .75, i+2
		}
	}
	if share > 0 {
		for w := s.word(at); w == "of" || w == "a" || w == "an" || w == "d"; w = s.word(at) {
			at++
		}
		if s.word(at) == "dozen" || s.word(at) == "douzaine" {
			return figure{from: i, to: at + 1, number: 12 * share, any: []magnitude{{"", 12 * share}}}, true
		}
		if u, ok := unitWords[s.word(at)]; ok && kindOfUnit(u.name) == "time" {
			return figure{from: i, to: at + 1, any: []magnitude{{u.name, round(share * u.factor)}}}, true
		}
		return figure{}, false
	}
	n, ok := s.number(i)
	if !ok || n.ordinal {
		return figure{}, false
	}
	u, end := s.unit(n)
	if u.name == "" {
		return figure{}, false
	}
	w := s.word(end) + " " + s.word(end+1) + " " + s.word(end+2)
	switch {
	case strings.HasPrefix(w, "and a half"):
		end += 3
	case strings.HasPrefix(w, "et demi"):
		end += 2
	default:
		return figure{}, false
	}
	return figure{from: i, to: end, any: []magnitude{{u.name, round((n.value + .5) * u.factor)}}}, true
}

// nothing reads what costs nothing as an amount: "free of charge", "gratuit", "sans frais".
func (s *scanner) nothing() (figure, bool) {
	i := s.at
	f := figure{from: i, to: i + 1, any: []magnitude{{"€", -1}}, soft: true, free: true, number: math.NaN()}
	next := s.word(i + 1)
	switch s.word(i) {
	case "free":
		if unicode.IsUpper(s.runes[s.tokens[i].Start]) && i > 0 || s.word(i-1) == "feel" || s.word(i-1) == "toll" {
			return figure{}, false
		}
		if i > 0 && strings.Contains(s.gap(i), "-") {
			return figure{}, false
		}
		if next == "of" && s.word(i+2) == "charge" {
			f.to = i + 3
		}
		return f, next != "to" && next != "from" && next != "of" || f.to > i+1
	case "gratuit", "gratuite", "gratuits", "gratuites", "gratuitement", "gratis", "complimentary":
		return f, true
	case "sans":
		f.to = i + 2
		return f, next == "frais"
	case "no":
		f.to = i + 2
		return f, (next == "charge" || next == "fee" || next == "cost") && s.word(i+2) != "for"
	case "without":
		f.to = i + 2
		return f, next == "charge"
	}
	return figure{}, false
}

// contactSpans gives the runes of addresses and telephone numbers, whose digits are no figures. A date or an amount may
// look like a telephone number, so only what opens with "+" or "0" counts as one.
func contactSpans(text string) []span {
	var spans []span
	add := func(at []int) {
		from := len([]rune(text[:at[0]]))
		spans = append(spans, span{from, from + len([]rune(text[at[0]:at[1]]))})
	}
	if strings.Contains(text, "@") {
		for _, at := range mailAddress.FindAllStringIndex(text, -1) {
			add(at)
		}
	}
	if strings.Contains(text, "//") || strings.Contains(text, "www.") {
		for _, at := range webAddress.FindAllStringIndex(text, -1) {
			add(at)
		}
	}
	if strings.ContainsAny(text, "+0") {
		for _, at := range phoneNumber.FindAllStringIndex(text, -1) {
			if text[at[0]] == '+' || text[at[0]] == '0' {
				add(at)
			}
		}
	}
	return spans
}
