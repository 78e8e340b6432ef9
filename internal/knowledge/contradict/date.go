package contradict

import (
	"fmt"
	"strings"
)

// dateAt reads "2026-12-31", "31 December 2026", "December 31, 2026", "31 décembre", "le 1er mars 2026".
func dateAt(words []word, i int) (value, bool) {
	v := value{kind: Date, first: i}
	dayOf := func(w word) int {
		text := strings.TrimRight(w.Text, "erstndh")
		if digits(text) && len(text) <= 2 && len(w.Text)-len(text) <= 2 {
			return atoi(text)
		}
		return 0
	}
	year := func(j int) int {
		if j < len(words) && len(words[j].Text) == 4 && digits(words[j].Text) {
			if y := atoi(words[j].Text); y >= 1900 && y <= 2200 {
				return y
			}
		}
		return 0
	}
	var y, m, d int
	switch w := words[i]; {
	case year(i) > 0 && i+2 < len(words) && w.right == '-' && words[i+1].right == '-' && digits(words[i+1].Text) && digits(words[i+2].Text):
		y, m, d = year(i), atoi(words[i+1].Text), atoi(words[i+2].Text)
		v.last = i + 3
	case dayOf(w) > 0 && i+1 < len(words) && month(words[i+1].Text) > 0:
		d, m, y = dayOf(w), month(words[i+1].Text), year(i+2)
		v.last = i + 2
	case month(w.Text) > 0 && capital(w.raw) && i+1 < len(words) && dayOf(words[i+1]) > 0:
		m, d, y = month(w.Text), dayOf(words[i+1]), year(i+2)
		v.last = i + 2
	}
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return value{}, false
	}
	v.unit, v.text = "day of year", fmt.Sprintf("%02d-%02d", m, d)
	if y > 0 {
		v.unit, v.text = "date", fmt.Sprintf("%04d-%02d-%02d", y, m, d)
		v.last = max(v.last, i+3)
	}
	return v, true
}

func atoi(s string) int {
	n := 0
	for i := range len(s) {
		n = 10*n + int(s[i]-'0')
		if n > 1e6 {
			return 0
		}
	}
	return n
}
