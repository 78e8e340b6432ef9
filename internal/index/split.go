package index

import (
	"math"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// splitter finds the words in one that lost the space between them ("respecterpour"), as happens where markup was
// removed from a page. It knows words by the number of articles they stand in.
type splitter struct {
	language  desk.Language
	analyser  *retrieve.Analyser
	frequency func(term string) int
}

// What the splitter asks of a word, and of its parts.
const (
	gluedMost     = 2 // articles: a word in more is a word
	gluedShortest = 6 // letters
	partFewest    = 3 // articles
	partShortest  = 3 // letters; a stop word may have two
	partsMost     = 4
	gluedLongest  = 64 // bytes
)

// parts gives the terms of the content words that a rare word was glued from, or none.
func (s *splitter) parts(word, term string) []string {
	if len(word) > gluedLongest || utf8.RuneCountInString(word) < gluedShortest || word[0] >= '0' && word[0] <= '9' {
		return nil
	}
	if s.frequency(term) > gluedMost {
		return nil
	}
	return s.cut([]rune(word))
}

// cut finds the likeliest way to read a run of letters as known words, by dynamic programming from left to right.
func (s *splitter) cut(word []rune) []string {
	type state struct {
		score float64
		from  int
		parts int
		term  string
	}
	best := make([]state, len(word)+1)
	for end := 2; end <= len(word); end++ {
		for start := 0; start <= end-2; start++ {
			if start > 0 && best[start].parts == 0 || best[start].parts >= partsMost || start == 0 && end == len(word) {
				continue
			}
			score, term := s.likelihood(word[start:end])
			if score == 0 {
				continue
			}
			if total := best[start].score + score; best[end].parts == 0 || total > best[end].score {
				best[end] = state{total, start, best[start].parts + 1, term}
			}
		}
	}
	var parts []string
	for end := len(word); end > 0 && best[end].parts > 0; end = best[end].from {
		if best[end].term != "" {
			parts = append(parts, best[end].term)
		}
	}
	return parts
}

// likelihood gives the logarithm of a word's frequency, below 0, and its term, empty for a stop word; 0 for a word that
// is too short or too rare to be read out of a longer one.
func (s *splitter) likelihood(part []rune) (float64, string) {
	word := string(part)
	if analysis.Stop(s.language, word) {
		return math.Log(0.02), ""
	}
	if len(part) < partShortest {
		return 0, ""
	}
	term, _ := s.analyser.Term(word)
	n := s.frequency(term)
	if n < partFewest {
		return 0, ""
	}
	return math.Log(float64(n) / float64(1000+n)), term
}
