package retrieve

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// VersionKey is the key of a scope whose values have an order of their own.
const VersionKey = "version"

// ScopeOf gives the scope of an article. Where the contract names no version and the path has a folder that is one
// ("cli/v8/commands"), the article is of that version: several versions of a reference lie side by side so.
func ScopeOf(article desk.Article) desk.Scope {
	if _, set := article.Contract.Scope[VersionKey]; set {
		return article.Contract.Scope
	}
	version := pathVersion(article.Path)
	if version == "" {
		return article.Contract.Scope
	}
	scope := desk.Scope{VersionKey: {version}}
	for key, values := range article.Contract.Scope {
		scope[key] = values
	}
	return scope
}

// pathVersion gives the version that a folder of a path names, or nothing.
func pathVersion(path string) string {
	folder, rest, more := strings.Cut(path, "/")
	for more {
		if len(folder) > 1 && (folder[0] == 'v' || folder[0] == 'V') && isVersion(folder[1:]) {
			return strings.ToLower(folder)
		}
		folder, rest, more = strings.Cut(rest, "/")
	}
	return ""
}

// isVersion tells whether a text is numbers with dots between, the last of which may be x.
func isVersion(text string) bool {
	parts := strings.Split(text, ".")
	for i, p := range parts {
		if p == "x" && i > 0 && i == len(parts)-1 {
			return true
		}
		if _, err := strconv.ParseUint(p, 10, 32); err != nil {
			return false
		}
	}
	return true
}

// versionNumber gives what two spellings of one version share: "v8", "8.x" and "8" are "8".
func versionNumber(value string) string {
	number := strings.TrimPrefix(strings.ToLower(value), "v")
	number = strings.TrimSuffix(number, ".x")
	return strings.TrimSuffix(number, ".0")
}

// compareVersions orders versions by their numbers, and anything else as text before them.
func compareVersions(a, b string) int {
	as, bs := versionNumber(a), versionNumber(b)
	if !isVersion(as) || !isVersion(bs) {
		if isVersion(as) != isVersion(bs) {
			return map[bool]int{true: 1, false: -1}[isVersion(as)]
		}
		return compareStrings(as, bs)
	}
	return slices.CompareFunc(strings.Split(as, "."), strings.Split(bs, "."), func(x, y string) int {
		return versionPart(x) - versionPart(y)
	})
}

func versionPart(part string) int {
	n, err := strconv.Atoi(part)
	if err != nil {
		return 0
	}
	return n
}

// namedValues gives the values of scopes that a question names itself: "plan Jardin", "npm v8", "in the UK".
func namedValues(text string, scopes desk.Scope) map[string][]string {
	if len(scopes) == 0 {
		return nil
	}
	text = opening(text)
	tokens := analysis.Tokens(text)
	reader := runeReader{text: text}
	words := make([]named, 0, min(len(tokens), maxQuestionTokens))
	for _, t := range tokens[:min(len(tokens), maxQuestionTokens)] {
		words = append(words, named{t.Text, reader.span(t.Start, t.End)})
	}
	found := map[string][]string{}
	for key, values := range scopes {
		for _, value := range values {
			if key == VersionKey && namesVersion(words, value, scopes) || names(words, value) {
				found[key] = append(found[key], value)
			}
		}
	}
	return found
}

// named is a word of the question, folded and as it was written.
type named struct{ folded, written string }

// names tells whether a value stands in a question, word for word. A value of one or two letters is a code: it must be
// written in capitals, since "us" and "it" are words too.
func names(words []named, value string) bool {
	wanted := analysis.Tokens(value)
	if len(wanted) == 0 || len(wanted) == 1 && wanted[0].Number() {
		return false
	}
	code := utf8.RuneCountInString(value) <= 2
	for i := 0; i+len(wanted) <= len(words); i++ {
		equal := true
		for j, w := range wanted {
			equal = equal && words[i+j].folded == w.Text
		}
		if equal && (!code || words[i].written == strings.ToUpper(words[i].written)) {
			return true
		}
	}
	return false
}

// namesVersion tells whether a question names a version: "v8", "8.x", or a number after "version", "release", "v" or the
// name of a product.
func namesVersion(words []named, value string, scopes desk.Scope) bool {
	number := versionNumber(value)
	if !isVersion(number) {
		return false
	}
	for i, w := range words {
		if versionNumber(w.folded) != number {
			continue
		}
		if strings.HasPrefix(w.folded, "v") || i > 0 && announcesVersion(words[i-1].folded, scopes) {
			return true
		}
	}
	return false
}

func announcesVersion(word string, scopes desk.Scope) bool {
	switch word {
	case "version", "versions", "v", "release", "npm", "ver":
		return true
	}
	return slices.Contains(scopes["product"], word)
}

// door tells which articles and units may be shown to this customer for this question.
type door struct {
	at         time.Time
	attributes map[string]string
	named      map[string][]string
}

// article tells whether an article may be shown at all.
func (d door) article(a *desk.Article) bool {
	return a.Contract.InForce(d.at) && d.scope(ScopeOf(*a))
}

// scope tells whether a scope fits the customer, and what the question names.
func (d door) scope(s desk.Scope) bool {
	if !s.Admits(d.attributes) {
		return false
	}
	for key, wanted := range d.named {
		values, restricts := s[key]
		if restricts && !intersects(values, wanted) {
			return false
		}
	}
	return true
}

// chosen tells whether the question or the customer's attributes have settled a key.
func (d door) chosen(key string) bool {
	_, known := d.attributes[key]
	return known || len(d.named[key]) == 1
}

func intersects(a, b []string) bool {
	return slices.ContainsFunc(a, func(v string) bool { return slices.Contains(b, v) })
}
