package index

import (
	"slices"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// acronyms are the short names that texts explain themselves, "two-factor authentication (2FA)" or "FICOBA (fichier
// national des comptes bancaires)": terms joined by blanks -> what else they are called.
type acronyms map[string][]string

// Limits of what is read as a short name and as what it stands for.
const (
	acronymShortest = 2 // letters
	acronymLongest  = 10
	longFormWords   = 10
)

// learn finds the short names of a text in both orders.
func (a acronyms) learn(text string, language desk.Language, analyser *retrieve.Analyser) {
	for at := strings.IndexByte(text, '('); at >= 0; {
		inside, after, closed := strings.Cut(text[at+1:], ")")
		if !closed {
			return
		}
		if len(inside) < 200 && !strings.Contains(inside, "(") {
			before := text[max(0, at-200):at]
			a.learnPair(lastWord(before), inside, false, language, analyser)
			a.learnPair(strings.TrimSpace(inside), before, true, language, analyser)
		}
		text = after
		at = strings.IndexByte(text, '(')
	}
}

func lastWord(text string) string {
	fields := strings.Fields(text)
	if len(fields) == 0 {
		return ""
	}
	return fields[len(fields)-1]
}

// learnPair keeps a short name with the words that it stands for: those at the end of a text that runs up to it, or all
// the words in brackets after it.
func (a acronyms) learnPair(short, long string, tail bool, language desk.Language, analyser *retrieve.Analyser) {
	letters, ok := acronymLetters(short)
	if !ok {
		return
	}
	var words []string
	for _, t := range analysis.Tokens(strings.ToValidUTF8(long, " ")) {
		words = append(words, t.Text)
	}
	if tail {
		words = longForm(words, letters)
	} else if len(words) > longFormWords || !stands(letters, words) {
		words = nil
	}
	var terms []string
	for _, word := range words {
		if term, content := analyser.Term(word); content {
			terms = append(terms, term)
		}
	}
	name, _ := analyser.Term(letters)
	if len(terms) < 2 || name == "" || analysis.Stop(language, letters) {
		return
	}
	a.add(name, strings.Join(terms, " "))
	a.add(strings.Join(terms, " "), name)
}

func (a acronyms) add(key, other string) {
	if !slices.Contains(a[key], other) {
		a[key] = append(a[key], other)
	}
}

// acronymLetters gives a short name in lower case, if it is one: capitals and digits, at least two of them capitals.
func acronymLetters(short string) (string, bool) {
	capitals, length := 0, 0
	for _, r := range short {
		switch {
		case unicode.IsUpper(r):
			capitals++
		case !unicode.IsDigit(r):
			return "", false
		}
		length++
	}
	if capitals < 2 || length < acronymShortest || length > acronymLongest {
		return "", false
	}
	return analysis.Fold(short), true
}

// longForm gives the fewest words at the end of a text that a short name stands for.
func longForm(words []string, letters string) []string {
	for start := len(words) - 2; start >= max(0, len(words)-longFormWords); start-- {
		if stands(letters, words[start:]) {
			return words[start:]
		}
	}
	return nil
}

// stands tells whether a short name is made of the beginnings of words, in their order: of the first, and of all but at
// most half of the others.
func stands(letters string, words []string) bool {
	if len(words) < 2 || letters == "" || !strings.HasPrefix(words[0], letters[:1]) {
		return false
	}
	return spell(letters, words) >= (len(words)+1)/2
}

// spell gives the greatest number of words whose beginnings spell the letters, of the first word always one to three
// letters, or -1. Row by row from the last word, so that no text can make it slow.
func spell(letters string, words []string) int {
	const none = -1
	most := make([]int, len(letters)+1) // by the letters that are spelled already
	for i := range most {
		most[i] = none
	}
	most[len(letters)] = 0
	for w, word := range slices.Backward(words) {
		row := make([]int, len(letters)+1)
		for i := range row {
			row[i] = none
			if w > 0 {
				row[i] = most[i]
			}
			for n := 1; n <= min(3, len(letters)-i, len(word)) && letters[i:i+n] == word[:n]; n++ {
				if rest := most[i+n]; rest >= 0 {
					row[i] = max(row[i], rest+1)
				}
			}
		}
		most = row
	}
	return most[0]
}
