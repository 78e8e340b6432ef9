package guard

import (
	"slices"
	"strings"
)

// Shares of the words of a part of a sentence that the sources must hold.
const (
	leastAside = .5  // of what stands in brackets
	leastPart  = .34 // of what stands between commas, or behind a word that opens a clause
)

// unsupportedPart gives a part of a claim that the sources do not hold though they hold the whole: what stands between
// brackets or commas, or behind a word that opens a subordinate clause, is a claim of its own.
func (s *study) unsupportedPart(a *assessment) string {
	for _, sp := range a.parts() {
		held, all := 0., 0.
		aside := a.bracketed(sp)
		for _, key := range a.keysOf(sp) {
			w := a.weightOf(key)
			all += w
			if s.asked[key] || s.holdsNear(a, key) {
				held += w
			}
		}
		least := leastPart
		if aside {
			least = leastAside
		}
		if all >= 1.8 && held < least*all {
			return strings.Join(a.words[sp.from:sp.to], " ")
		}
	}
	return ""
}

// keysOf gives the keys of what a part says of the matter, each once.
func (a *assessment) keysOf(sp span) []string {
	var keys []string
	for i := sp.from; i < sp.to; i++ {
		if slices.Contains(a.said, a.keys[i]) && !a.aside[i] {
			keys = appendNew(keys, a.keys[i])
		}
	}
	return keys
}

// parts cuts a reading at its commas, brackets and the words that open a clause.
func (a *assessment) parts() []span {
	var list []span
	from := 0
	for i := 1; i < len(a.words); i++ {
		if a.crossing[i] <= .6 || a.colon[i] || startsPart(a.words[i]) {
			list = append(list, span{from, i})
			from = i
		}
	}
	return append(list, span{from, len(a.words)})
}

func startsPart(w string) bool {
	switch w {
	case "which", "because", "since", "knowing", "meaning", "although", "though", "whereas", "sachant", "car", "puisque", "parce", "afin", "bien", "so", "qui":
		return true
	}
	return false
}

// bracketed tells whether a part stands in brackets.
func (a *assessment) bracketed(sp span) bool {
	if sp.from == 0 {
		return false
	}
	_, rest, ok := strings.Cut(a.text, "(")
	return ok && strings.HasPrefix(wordsOf(rest), " "+strings.Join(a.words[sp.from:min(sp.to, sp.from+2)], " ")+" ")
}

// holdsNear tells whether the lines of a claim's windows, those two before or after them on their page, or their titles hold
// a key.
func (s *study) holdsNear(a *assessment, key string) bool {
	for _, w := range a.windows {
		if s.library.heads[s.library.lines[w.from].source][key] {
			return true
		}
		page := s.in.Sources[s.library.lines[w.from].source].Article
		for id := max(0, w.from-2); id < min(len(s.library.lines), w.to+2); id++ {
			if n := &s.library.lines[id]; s.in.Sources[n.source].Article == page && slices.Contains(n.keys, key) {
				return true
			}
		}
	}
	return false
}
