package chunk

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// scopes finds the scope values that headings and row labels name.
type scopes struct {
	values []scopeValue
	cached map[string]desk.Scope
}

type scopeValue struct {
	key, value string
	words      []string // the value's, folded
	keyWord    string
}

func newScopes(known desk.Scope) *scopes {
	s := &scopes{cached: map[string]desk.Scope{}}
	for _, key := range slices.Sorted(maps.Keys(known)) {
		for _, v := range known[key] {
			words := wordsOf(analysis.Fold(v))
			if len(words) > 0 {
				s.values = append(s.values, scopeValue{key: key, value: v, words: words, keyWord: analysis.Fold(key)})
			}
		}
	}
	return s
}

// of gives the scope that a path of headings and a row's label name: for each key the values of the innermost that names
// any; nil where none does.
func (s *scopes) of(path []string, label string) desk.Scope {
	if len(s.values) == 0 {
		return nil
	}
	var scope desk.Scope
	for _, heading := range append(slices.Clip(path), label) {
		for key, values := range s.named(heading) {
			if scope == nil {
				scope = desk.Scope{}
			}
			scope[key] = values
		}
	}
	return scope
}

// named gives the values that one heading names. A heading that excludes ("all plans except Garden") names none: what it
// leaves is not known here.
func (s *scopes) named(heading string) desk.Scope {
	if scope, done := s.cached[heading]; done {
		return scope
	}
	scope := desk.Scope{}
	folded := analysis.Fold(heading)
	words, raw := wordsOf(folded), wordsOf(heading)
	if !excludes(words) {
		for _, v := range s.values {
			if v.in(words, raw) {
				scope[v.key] = append(scope[v.key], v.value)
			}
		}
	}
	s.cached[heading] = scope
	return scope
}

// in tells whether a heading says the value in whole words. A bare number must follow its key or a "v" ("version 8", "v8");
// a value of one or two letters must stand in capitals, so that "us" is not found in "Contact us".
func (v scopeValue) in(words, raw []string) bool {
	for i := 0; i+len(v.words) <= len(words); i++ {
		if !slices.Equal(words[i:i+len(v.words)], v.words) {
			continue
		}
		whole := strings.Join(v.words, "")
		switch {
		case strings.Trim(whole, "0123456789.") == "":
			if i > 0 && (words[i-1] == v.keyWord || words[i-1] == "v") {
				return true
			}
		case len(whole) <= 2 && strings.IndexFunc(whole, unicode.IsDigit) < 0:
			if len(raw) == len(words) && raw[i] == strings.ToUpper(raw[i]) {
				return true
			}
		default:
			return true
		}
	}
	return false
}

func excludes(words []string) bool {
	for _, w := range words {
		switch w {
		case "not", "except", "excluding", "without", "other", "non", "pas", "sauf", "hors", "hormis", "sans", "autre", "autres":
			return true
		}
	}
	return false
}

// wordsOf cuts at all but letters, digits and full stops between digits.
func wordsOf(text string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool { return r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	kept := words[:0]
	for _, w := range words {
		if w = strings.Trim(w, "."); w != "" {
			kept = append(kept, w)
		}
	}
	return kept
}
