package mutate

import (
	"slices"
	"strconv"
	"strings"
)

func (s *subject) monthAt(i int) bool {
	if !slices.Contains(s.words.months, s.said.text(i)) {
		return false
	}
	return s.words.smallDays || s.said.capital(i)
}

// dateChanged changes a day, a month, a weekday, a year, a clock time or a written date to one that no source holds.
func (s *subject) dateChanged() (Case, string) {
	type place struct {
		from, to int
		next     []string
	}
	var places []place
	for i := range s.said.tokens {
		next := s.otherDate(i)
		if len(next) > 0 {
			places = append(places, place{i, i + 1, next})
		}
	}
	if len(places) == 0 {
		return Case{}, "there is no date in it that could be changed"
	}
	p := one(s, places)
	next := one(s, p.next)
	return s.reword(s.said.put(p.from, p.to, next), s.said.word(p.from)+" -> "+next), ""
}

// otherDate gives what the part of a date at a token may be changed to; nil where none stands there.
func (s *subject) otherDate(i int) []string {
	d := s.said
	word := d.text(i)
	switch {
	case s.monthAt(i) && s.inDate(i):
		return s.absent(s.words.months, s.words.monthNames)
	case slices.Contains(s.words.weekdays, word) && (s.words.smallDays || d.capital(i)):
		first := 0
		if strings.HasSuffix(word, "s") { // every week
			first = 7
		}
		return s.absent(s.words.weekdays[first:first+7], s.words.weekdayNames[first:first+7])
	case !d.tokens[i].Number():
		return nil
	case s.monthAt(i-1) || s.monthAt(i+1):
		return s.otherDay(word, strings.HasPrefix(word, "0"))
	case strings.Count(word, ":") == 1 && strings.Trim(word, "0123456789:") == "":
		return s.otherClock(word)
	case isoDate(d, i):
		return s.otherDay(word, true)
	case strings.Count(word, "/") == 2 && strings.Trim(word, "0123456789/") == "":
		first, rest, _ := strings.Cut(word, "/")
		var list []string
		for _, day := range s.otherDay(first, len(first) == 2) {
			list = append(list, day+"/"+rest)
		}
		return list
	}
	return s.otherYear(word)
}

// inDate tells whether a month's name stands where a date may: may and mars are other words too.
func (s *subject) inDate(i int) bool {
	d := s.said
	return d.digitNear(i-1) || d.digitNear(i+1) || slices.Contains(s.words.beforeMonth, d.text(i-1))
}

// absent gives the names of a list of which no source speaks.
func (s *subject) absent(folded, names []string) []string {
	var list []string
	for n, word := range folded {
		if !s.holdsPhrase(word) {
			list = append(list, names[n])
		}
	}
	return list
}

// otherDay gives other days of a month, of two digits where they are padded.
func (s *subject) otherDay(word string, padded bool) []string {
	day, err := strconv.Atoi(word)
	if err != nil || day < 1 || day > 31 {
		return nil
	}
	var list []string
	for _, next := range []int{(day+8)%28 + 1, (day+13)%28 + 1, (day+19)%28 + 1} {
		written := strconv.Itoa(next)
		if padded && next < 10 {
			written = "0" + written
		}
		if next != day && !s.values[float64(next)] {
			list = append(list, written)
		}
	}
	return list
}

// otherClock moves a time of day by some hours.
func (s *subject) otherClock(word string) []string {
	hour, rest, _ := strings.Cut(word, ":")
	h, err := strconv.Atoi(hour)
	if err != nil || h > 23 {
		return nil
	}
	var list []string
	for _, off := range []int{2, 5, 7} {
		if next := strconv.Itoa((h+off)%24) + ":" + rest; !strings.Contains(s.ground, " "+next+" ") {
			list = append(list, next)
		}
	}
	return list
}

func (s *subject) otherYear(word string) []string {
	year, err := strconv.Atoi(word)
	if err != nil || len(word) != 4 || year < 1900 || year > 2100 {
		return nil
	}
	var list []string
	for _, next := range []int{year + 1, year - 1, year + 2} {
		if !s.values[float64(next)] {
			list = append(list, strconv.Itoa(next))
		}
	}
	return list
}

// isoDate tells whether a token is the day of 2006-01-02.
func isoDate(d reading, i int) bool {
	return i >= 2 && d.gap(i) == "-" && d.gap(i-1) == "-" && len(d.text(i)) == 2 && len(d.text(i-1)) == 2 && len(d.text(i-2)) == 4 &&
		plainDigits(d.text(i-2)+d.text(i-1)+d.text(i))
}
