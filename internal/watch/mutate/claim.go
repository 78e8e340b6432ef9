package mutate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// leastOverlap is the share of words (intersection to union) from which a sentence is taken for one of the answer's.
const leastOverlap = .3

// drafted makes a text into a draft of a model's own words: each sentence is a claim, with the kind and evidence of the
// claim of the answer that it comes from. A sentence that comes from none is a policy without evidence.
func (s *subject) drafted(text string) desk.Draft {
	d := desk.Draft{Mode: desk.Compose, Language: s.answer.Draft.Language, Text: text}
	claims := s.answer.Draft.Claims
	words := make([]map[string]bool, len(claims))
	for i, c := range claims {
		words[i] = wordSet(c.Text)
	}
	at := 0
	for sentence := range analysis.SentenceTexts(text) {
		length := utf8.RuneCountInString(sentence)
		said := strings.TrimSpace(sentence)
		if strings.ContainsFunc(said, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			lead := utf8.RuneCountInString(sentence[:len(sentence)-len(strings.TrimLeftFunc(sentence, unicode.IsSpace))])
			claim := desk.Claim{Start: at + lead, End: at + lead + utf8.RuneCountInString(said), Text: said, Kind: desk.PolicyClaim}
			if n := nearest(wordSet(said), words); n >= 0 {
				claim.Kind, claim.Evidence = claims[n].Kind, claims[n].Evidence
			}
			d.Claims = append(d.Claims, claim)
		}
		at += length
	}
	return d
}

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, t := range analysis.Tokens(text) {
		set[t.Text] = true
	}
	return set
}

// nearest gives the index of the set that overlaps most with another (P. Jaccard, 1912), -1 where none overlaps enough.
func nearest(words map[string]bool, sets []map[string]bool) int {
	best, most := -1, leastOverlap
	for i, set := range sets {
		both := 0
		for w := range words {
			if set[w] {
				both++
			}
		}
		if all := len(words) + len(set) - both; all > 0 && float64(both)/float64(all) > most {
			best, most = i, float64(both)/float64(all)
		}
	}
	return best
}
