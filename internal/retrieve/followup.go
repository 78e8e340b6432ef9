package retrieve

import (
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

const (
	followUpMost = 5 // content words; a longer message is a question of its own, however it opens
	alone        = 1 // content words with which a message cannot stand alone
	openingAlone = 2 // or so many, where it opens as a continuation
)

// Complete gives the question that a message asks. A follow-up ("and for the UK?", "how do I cancel it?") is completed
// with the customer's question before it, from which what the follow-up names anew is taken out: another country, plan
// or version. One with nothing before it is unclear, and so is a message without a word to search for.
func Complete(now string, before []string, language desk.Language, view View) (question string, unclear bool) {
	terms := len(analysis.NewStemmer(language).Terms(opening(now)))
	continues := opensAsContinuation(now)
	leaning := terms <= followUpMost && (continues || pointsBack(now)) || terms <= alone
	if len(before) == 0 {
		return now, terms == 0 || continues && terms <= openingAlone
	}
	if !leaning {
		return now, false
	}
	return withoutNamed(before[len(before)-1], now, view.Scopes(), view.Aliases()) + "\n" + now, false
}

// withoutNamed takes out of a question the words that name a value of a scope whose key the follow-up names too.
func withoutNamed(question, followUp string, scopes desk.Scope, aliases map[string][]string) string {
	drop := map[string]bool{}
	for key := range listen(followUp, scopes, aliases).values {
		for word := range listen(question, desk.Scope{key: scopes[key]}, aliases).words {
			drop[word] = true
		}
	}
	if len(drop) == 0 {
		return question
	}
	runes := []rune(question)
	var b strings.Builder
	last := 0
	for _, t := range analysis.Tokens(question) {
		if drop[t.Text] {
			b.WriteString(string(runes[last:t.Start]))
			last = t.End
		}
	}
	return b.String() + string(runes[last:])
}

func opensAsContinuation(text string) bool {
	folded := strings.TrimSpace(analysis.Fold(opening(text)))
	for _, start := range []string{
		"and", "what about", "how about", "same for", "same question", "also", "or", "but", "even", "what if", "then", "so", "for", "with",
		"no", "not", "i meant", "sorry", "actually", "only", "which one",
		"et", "ou", "mais", "meme", "aussi", "pareil", "idem", "alors", "pour", "avec", "dans ce cas", "du coup", "non", "pas", "je voulais dire",
		"je parle", "pardon", "en fait", "plutot",
	} {
		if rest, found := strings.CutPrefix(folded, start); found && (rest == "" || rest[0] == ' ' || rest[0] == ',' || rest[0] == '?') {
			return true
		}
	}
	return false
}

// pointsBack tells whether a message speaks of a thing by a pronoun: "it", "them", "ça", "la suivre".
func pointsBack(text string) bool {
	tokens := analysis.Tokens(opening(text))
	for i, t := range tokens {
		switch t.Text {
		case "it", "its", "them", "they", "those", "that", "ones", "ca", "cela", "celle", "celui", "celles", "ceux", "lui", "eux":
			return true
		case "le", "la", "les", "l":
			if i+1 < len(tokens) && infinitive(tokens[i+1].Text) {
				return true
			}
		}
	}
	// An elision is cut off its word: "l'annuler" is seen by what stands before it.
	folded := analysis.Fold(opening(text))
	for _, t := range tokens {
		if infinitive(t.Text) && strings.Contains(folded, "l'"+t.Text) {
			return true
		}
	}
	return false
}

func infinitive(word string) bool {
	return len(word) > 3 && (strings.HasSuffix(word, "er") || strings.HasSuffix(word, "ir") || strings.HasSuffix(word, "re"))
}
