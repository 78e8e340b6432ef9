package guard

import (
	"slices"
	"strings"
)

// leastSupport was taken from the coverage table of a study of this kind of check (0.8 let 63 to 78 % of supported and 8
// to 12 % of unsupported sentences pass).
const leastSupport = .65

// support blocks a claim whose words the sources do not hold together: less than leastSupport of its content words stand
// in the one or two stretches that come nearest, words of one root and of one meaning counted as one; what only the
// question says counts for a part.
//
// It catches invented sentences. It cannot catch words of the sources put together into another meaning, and may block a
// true sentence in wholly other words.
func support(s *study, a *assessment) []string {
	switch {
	case a.empty || a.listed > 0:
		return nil
	case a.long:
		return []string{"it has too many words to be compared"}
	case len(a.windows) == 0 && len(a.said)+len(a.figures) > 0:
		return []string{"no source comes near it"}
	case s.citesStranger(a) != "":
		return []string{sprint("it goes by %q, which is no source of ours", s.citesStranger(a))}
	case a.share >= leastSupport:
		if part := s.unsupportedPart(a); part != "" {
			return []string{sprint("no source says %q", clip(part))}
		}
		return nil
	}
	return []string{sprint("%.0f %% of its words stand together in a source; not there: %s", 100*a.share, clip(strings.Join(s.uncovered(a), ", ")))}
}

// citesStranger gives what a claim says it goes by ("according to an internal memo") where the sources know nothing of it.
func (s *study) citesStranger(a *assessment) string {
	for i := range a.words {
		if !firstPhraseAt(a.words[i:], attributions) {
			continue
		}
		for n := i + 1; n < min(len(a.words), i+7) && (n == i+1 || a.crossing[n] == 1); n++ {
			key := a.keys[n]
			if key == "" || key[0] == '#' || a.filler[n] || slices.Contains(a.words[i:i+2], a.words[n]) {
				continue
			}
			if len(s.library.byKey[key]) == 0 && !s.asked[key] && !slices.ContainsFunc(s.library.heads, func(h map[string]bool) bool { return h[key] }) && slices.Contains(a.said, key) {
				return a.words[n]
			}
		}
	}
	return ""
}

// attributions open what a sentence goes by.
var attributions = markerTable("according to", "as per", "based on", "as stated in", "apres", "selon", "aux termes", "conformement a")
