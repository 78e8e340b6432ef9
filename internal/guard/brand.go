package guard

import (
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// brandTokens marks the tokens of a text that stand inside one of the company's own names, written out whole. A part of a
// name is a word like any other: of "Virgin Money", money is what every page speaks of.
func brandTokens(words []string, brand []string) []bool {
	var marked []bool
	for _, name := range brand {
		parts := foldedWords(name)
		if len(parts) == 0 {
			continue
		}
		for i := 0; i+len(parts) <= len(words); i++ {
			if !namesAt(words[i:], parts) {
				continue
			}
			if marked == nil {
				marked = make([]bool, len(words))
			}
			for n := range parts {
				marked[i+n] = true
			}
		}
	}
	return marked
}

// namesAt tells whether words begin with a name, its last word perhaps with an "'s".
func namesAt(words, name []string) bool {
	for n, part := range name {
		word := words[n]
		if n == len(name)-1 {
			word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
		}
		if word != part {
			return false
		}
	}
	return true
}

func foldedWords(text string) []string {
	tokens := analysis.Tokens(text)
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.Text
	}
	return words
}

// unbranded gives an input whose question is without the company's own names, which ask nothing: who greets the company by
// its name, or names it in passing, wants to know what the rest says. A question that has no other words stays as it is.
func unbranded(in Input) Input {
	if len(in.Brand) == 0 || in.Question == "" {
		return in
	}
	tokens := analysis.Tokens(in.Question)
	marked := brandTokens(foldedWords(in.Question), in.Brand)
	if marked == nil {
		return in
	}
	runes := []rune(in.Question)
	var rest strings.Builder
	from := 0
	for i, t := range tokens {
		if marked[i] {
			rest.WriteString(string(runes[from:t.Start]))
			from = t.End
		}
	}
	rest.WriteString(string(runes[from:]))
	if len(contentStems(rest.String(), analysis.NewStemmer(in.Language))) > 0 {
		in.Question = rest.String()
	}
	return in
}

// signs tells whether a token of a claim that names the company says no more than who writes, or thanks for the custom.
func signs(word string) bool {
	switch word {
	case "team", "equipe", "choosing", "chosen", "choisi", "choisir", "trusting", "confiance", "fidelite", "loyalty", "support", "service", "customer", "client", "clients", "clientele", "care":
		return true
	}
	return false
}

// closes tells whether a word at i only opens the end of a letter: "kind regards", "meilleures salutations".
func closes(words []string, i int) bool {
	if i+1 >= len(words) {
		return false
	}
	switch words[i+1] {
	case "regards", "wishes":
		return words[i] == "kind" || words[i] == "kindest" || words[i] == "best" || words[i] == "warm"
	case "salutations":
		return words[i] == "meilleures" || words[i] == "sinceres"
	}
	return false
}
