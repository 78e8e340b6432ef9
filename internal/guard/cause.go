package guard

import (
	"slices"
	"strings"
)

// cause blocks a reason that the sources do not give: what stands behind "because", "since", "car", "puisque" must stand,
// for the most part, in one line of the pages that the claim goes by.
//
// It catches an invented reason. It cannot see a reason of the page put to another matter in the page's own words.
func cause(s *study, a *assessment) []string {
	if a.empty {
		return nil
	}
	var found []string
	for i := range a.words {
		n := causeAt(a.words[i:])
		if n == 0 || a.aside[i] {
			continue
		}
		to := i + n
		for to < len(a.words) && (a.crossing[to] > .4 || to == i+n) {
			to++
		}
		if why := s.unreasoned(a, span{i + n, to}); why {
			found = append(found, sprint("no source gives the reason %q", clip(strings.Join(a.words[i:to], " "))))
		}
	}
	return found
}

// leastReason is the share of the words of a reason that one line of the page must hold.
const leastReason = .6

// unreasoned tells whether no line, with the one before it, holds enough of what stands in a stretch of a claim.
func (s *study) unreasoned(a *assessment, sp span) bool {
	keys := a.keysOf(sp)
	all := 0.
	for _, key := range keys {
		all += a.weightOf(key)
	}
	if all < 1.8 {
		return false
	}
	for id := range s.library.lines {
		if !s.pageOf(a, s.library.lines[id].source) {
			continue
		}
		held := 0.
		for _, key := range keys {
			if s.lineHolds(id, key) || id > 0 && s.library.lines[id-1].source == s.library.lines[id].source && s.library.lines[id].back && s.lineHolds(id-1, key) {
				held += a.weightOf(key)
			}
		}
		if held >= leastReason*all {
			return false
		}
	}
	return true
}

func (s *study) lineHolds(id int, key string) bool {
	return slices.Contains(s.library.lines[id].keys, key) || s.library.heads[s.library.lines[id].source][key]
}

// causeAt gives the length of the words that open a reason; 0 where none do.
func causeAt(words []string) int {
	for _, m := range causeMarkers[first(words)] {
		if len(words) >= len(m) && strings.Join(words[:len(m)], " ") == strings.Join(m, " ") {
			return len(m)
		}
	}
	return 0
}

var causeMarkers = markerTable("because", "because of", "due to", "owing to", "as a result of", "puisque", "puisqu", "parce que", "parce qu", "parce", "car", "en raison de", "en raison", "du fait", "a cause de")
