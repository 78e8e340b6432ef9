package guard

import (
	"slices"
	"strings"
)

// numbers blocks a value that no source gives and the question did not either: numbers in digits or words, amounts,
// shares, dates, times, lengths of time, sizes. Values are compared as what they are: 1 000 € and €1,000 are one, 24
// hours and a day are one, working days and days are not.
//
// It does not compute: a sum that the sources do not give is blocked. A value that stands anywhere in the sources passes
// it, whatever it is said of: check binding looks at that.
func numbers(s *study, a *assessment) []string {
	var found []string
	for _, f := range a.figures {
		if f.soft || f.free || s.given(f) || a.listed > 1 && f.number == float64(a.listed) {
			continue
		}
		found = append(found, sprint("the value %q is in no source", clip(f.text)))
	}
	return found
}

// given tells whether a source or the question gives a value.
func (s *study) given(f figure) bool {
	if slices.ContainsFunc(s.library.figures, func(o occurrence) bool { return o.value().same(f) }) || slices.ContainsFunc(s.question.figures, f.same) {
		return true
	}
	text := strings.ReplaceAll(f.text, " ", "")
	return f.bare && len(text) >= 3 && strings.Contains(s.library.squashed, strings.ToLower(text))
}
