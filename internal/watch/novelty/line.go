package novelty

import (
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// word is one word of a sentence that counts: a content word by its stem, or a marked one: a number, what stands beside it,
// a negation, a condition, a modal, a quantifier, a name. Words that carry nothing are left out.
type word struct {
	stem   string
	marked bool
}

// line is a sentence as it is compared.
type line struct {
	words      []word
	all, small int // words, and those of them that are known small words of its language or carry logic
}

// read takes a sentence apart.
func read(s *analysis.Stemmer, text string) line {
	var l line
	text = signs.Replace(text)
	runes := []rune(text)
	for _, t := range analysis.Tokens(text) {
		if negatedBefore(runes, t.Start) {
			l.words = append(l.words, word{"ne", true})
		}
		for _, w := range opened(t.Text) {
			small := carriesNothing(s.Language(), w)
			sense, marks := book.marked[w]
			l.all++
			if small || marks || hasDigit(w) {
				l.small++
			}
			switch {
			case marks:
				l.words = append(l.words, word{sense, true})
			case hasDigit(w):
				l.words = append(l.words, word{number(w), true})
			case !small:
				l.words = append(l.words, word{s.Stem(w), named(runes, t.Start)})
			}
		}
	}
	beside(l.words)
	return l
}

// beside marks the content words on both sides of a number: 30 what, and what of it.
func beside(words []word) {
	var near []int
	for i, w := range words {
		if !numeral(w.stem) {
			continue
		}
		for _, n := range []int{i - 1, i + 1} {
			if n >= 0 && n < len(words) {
				near = append(near, n)
			}
		}
	}
	for _, n := range near {
		words[n].marked = true
	}
}

// signs are what counts as words, written as words.
var signs = strings.NewReplacer("€", " eur ", "$", " usd ", "£", " gbp ", "%", " percent ", "\u00a0", " ", "\u202f", " ", "+", " plus ")

// opened takes a contraction apart: can't is can and not.
func opened(token string) []string {
	if token == "cannot" {
		return []string{"can", "not"}
	}
	if token == "won't" {
		return []string{"will", "not"}
	}
	if head, found := strings.CutSuffix(token, "n't"); found && head != "" {
		if head == "ca" {
			head = "can"
		}
		return []string{head, "not"}
	}
	for _, tail := range []string{"'ll", "'re", "'ve", "'d", "'m", "'s"} {
		if head, found := strings.CutSuffix(token, tail); found && head != "" {
			return []string{head}
		}
	}
	return []string{token}
}

// negatedBefore tells whether a word stands behind a French n', which the cutting of words drops.
func negatedBefore(text []rune, start int) bool {
	return start >= 2 && (text[start-1] == '\'' || text[start-1] == '’') && (text[start-2] == 'n' || text[start-2] == 'N') &&
		(start == 2 || !unicode.IsLetter(text[start-3]))
}

// named tells whether a word is written like a name: with a capital, and not because the sentence opens with it; or within
// an address.
func named(text []rune, start int) bool {
	if start < len(text) && unicode.IsUpper(text[start]) {
		for i := start - 1; i >= 0; i-- {
			if unicode.IsLetter(text[i]) || unicode.IsDigit(text[i]) {
				return true
			}
			if text[i] == '.' || text[i] == '!' || text[i] == '?' {
				return false
			}
		}
		return false
	}
	begin, end := start, start
	for begin > 0 && !unicode.IsSpace(text[begin-1]) {
		begin--
	}
	for end < len(text) && !unicode.IsSpace(text[end]) {
		end++
	}
	chunk := string(text[begin:end])
	return strings.Contains(chunk, "@") || strings.Contains(chunk, "://") || strings.HasPrefix(chunk, "www.")
}

func hasDigit(w string) bool { return strings.ContainsAny(w, "0123456789") }

func numeral(stem string) bool { return stem != "" && stem[0] >= '0' && stem[0] <= '9' }

// number writes a number in one way: 1,000 and 1.000 as 1000, 4,90 and 4.9 as 4.9. A comma or point before exactly three
// digits groups them.
func number(w string) string {
	if strings.Trim(w, "0123456789.,") != "" {
		return w // 24/7, 10:30, 2x
	}
	parts := strings.FieldsFunc(w, func(r rune) bool { return r == '.' || r == ',' })
	if len(parts) < 2 {
		return w
	}
	last := parts[len(parts)-1]
	if len(last) == 3 && parts[0] != "0" {
		return strings.Join(parts, "")
	}
	whole := strings.Join(parts[:len(parts)-1], "")
	if fraction := strings.TrimRight(last, "0"); fraction != "" {
		return whole + "." + fraction
	}
	return whole
}
