package flow

import (
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// complete gives the question that a message asks. A follow-up ("and for the UK?") is completed with the customer's
// question before it; one with nothing before it, or a message without a word to search for, is unclear.
func complete(now string, before []string, language desk.Language) (question string, unclear bool) {
	terms := analysis.NewStemmer(language).Terms(now)
	leaning := leans(now, len(terms))
	switch {
	case len(terms) == 0 && len(before) == 0:
		return now, true
	case !leaning:
		return now, false
	case len(before) == 0:
		return now, len(terms) < 2
	}
	return before[len(before)-1] + "\n" + now, false
}

// leans tells whether a short message cannot be understood without the one before it: it opens as a continuation, or it
// speaks of a thing by a pronoun alone.
func leans(text string, terms int) bool {
	const short = 4
	if terms > short {
		return false
	}
	folded := strings.TrimSpace(analysis.Fold(text))
	for _, opening := range continuations() {
		if strings.HasPrefix(folded, opening) {
			return true
		}
	}
	return terms <= 1
}

func continuations() []string {
	return []string{
		"and ", "what about", "how about", "same for", "same question", "also ", "or ", "but ", "even ", "is it", "does it", "can it", "does that", "is that", "what if",
		"then ", "so ", "for ", "in ", "with ", "on ",
		"et ", "ou ", "mais ", "meme ", "aussi ", "pareil", "idem", "alors ", "et si", "c'est", "est-ce que c'est", "est-ce que ca", "pour ", "en ", "avec ", "dans ce cas", "du coup",
	}
}
