package retrieve

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// spoken is what a question says of the scope that it is about.
type spoken struct {
	values map[string][]string // by key: "plan Jardin", "npm v8", "in the UK"
	words  map[string]float64  // the folded words that said it, and how much they still count as content
	abroad []string            // names of countries, folded, for which no article is written in particular
}

// noVersion stands for a version that a question names and no article is for.
const noVersion = "\x00"

// What the words that name a scope still weigh: the articles of that scope need not repeat them. A version's number is
// no content at all.
const (
	namedWeight   = 0.3
	versionWeight = 0
)

// listen finds the values of scopes that a question names. A product is left out: see ProductKey.
func listen(text string, scopes desk.Scope, aliases map[string][]string) spoken {
	s := spoken{values: map[string][]string{}, words: map[string]float64{}}
	if len(scopes) == 0 {
		return s
	}
	text = opening(text)
	tokens := analysis.Tokens(text)
	reader := runeReader{text: text}
	words := make([]heard, 0, min(len(tokens), maxQuestionTokens))
	for _, t := range tokens[:min(len(tokens), maxQuestionTokens)] {
		words = append(words, heard{t.Text, reader.span(t.Start, t.End)})
	}
	for key, values := range scopes {
		for _, value := range values {
			switch {
			case key == ProductKey:
			case key == VersionKey && s.version(words, value, scopes):
				s.values[key] = append(s.values[key], value)
			case key == countryKey && s.country(words, value):
				s.values[key] = append(s.values[key], value)
			case s.phrase(words, value), s.anyPhrase(words, aliases[value]):
				s.values[key] = append(s.values[key], value)
			}
		}
	}
	if values, known := scopes[VersionKey]; known && len(s.values[VersionKey]) == 0 && namesOtherVersion(words, values) {
		s.values[VersionKey] = []string{noVersion}
	}
	if _, known := scopes[countryKey]; known && len(s.values[countryKey]) == 0 {
		s.abroad = countriesNamed(words)
	}
	for _, values := range s.values {
		slices.Sort(values)
	}
	return s
}

// namesOtherVersion tells whether a question names a version by the word "version", or by the words of the known ones
// ("panel 2" where there are panel 3 and panel 4). It is asked where none of the known ones is named.
func namesOtherVersion(words []heard, values []string) bool {
	for i := 1; i < len(words); i++ {
		if !isVersion(words[i].folded) {
			continue
		}
		before := words[i-1].folded
		if before == "version" || slices.ContainsFunc(values, func(v string) bool { return strings.HasPrefix(analysis.Fold(v), before+" ") }) {
			return true
		}
	}
	return false
}

// heard is a word of the question, folded and as it was written.
type heard struct{ folded, written string }

// phrase tells whether a value stands in a question, word for word. A value of one or two letters is a code: it must be
// written in capitals, since "us" and "it" are words too.
func (s *spoken) phrase(words []heard, value string) bool {
	wanted := analysis.Tokens(value)
	if len(wanted) == 0 || len(wanted) == 1 && wanted[0].Number() {
		return false
	}
	code := utf8.RuneCountInString(value) <= 2
	found := false
	for i := 0; i+len(wanted) <= len(words); i++ {
		equal := true
		for j, w := range wanted {
			equal = equal && words[i+j].folded == w.Text
		}
		if !equal || code && words[i].written != strings.ToUpper(words[i].written) {
			continue
		}
		found = true
		for j := range wanted {
			s.words[words[i+j].folded] = namedWeight
		}
	}
	return found
}

// anyPhrase tells whether one of a value's other names stands in a question.
func (s *spoken) anyPhrase(words []heard, names []string) bool {
	found := false
	for _, name := range names {
		found = s.phrase(words, name) || found
	}
	return found
}

// version tells whether a question names a version: "v8", "8.x", or a number after "version", "release", "v", the name of
// a product, or the words that stand before the number in the value itself.
func (s *spoken) version(words []heard, value string, scopes desk.Scope) bool {
	number := versionNumber(value)
	if !isVersion(number) {
		return s.phrase(words, value)
	}
	found := false
	for i, w := range words {
		if versionNumber(w.folded) != number {
			continue
		}
		announced := i > 0 && announcesVersion(words[i-1].folded, value, scopes)
		open := i+1 < len(words) && words[i+1].folded == "x"
		if !strings.HasPrefix(w.folded, "v") && !open && !announced {
			continue
		}
		found = true
		s.words[w.folded] = versionWeight
		if open {
			s.words["x"] = versionWeight
		}
		if announced && isVersionWord(words[i-1].folded) {
			s.words[words[i-1].folded] = versionWeight
		}
	}
	return found
}

func announcesVersion(word, value string, scopes desk.Scope) bool {
	before, _, several := strings.Cut(analysis.Fold(value), " ")
	return isVersionWord(word) || several && word == before || slices.Contains(scopes[ProductKey], word)
}

func isVersionWord(word string) bool {
	switch word {
	case "version", "versions", "v", "release", "ver":
		return true
	}
	return false
}

// country tells whether a question names a country by its name, its people or its code.
func (s *spoken) country(words []heard, value string) bool {
	found := s.phrase(words, value)
	for _, name := range countryNames(value) {
		found = s.phrase(words, name) || found
	}
	return found
}
