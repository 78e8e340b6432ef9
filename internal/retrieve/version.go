package retrieve

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// VersionKey is the key of a scope whose values have an order of their own.
const VersionKey = "version"

// ScopeOf gives the scope of an article. Where the contract names no version and the path has a folder that is one
// ("cli/v8/commands"), the article is of that version: several versions of a reference lie side by side so.
func ScopeOf(article *desk.Article) desk.Scope {
	if _, set := article.Contract.Scope[VersionKey]; set {
		return article.Contract.Scope
	}
	version := pathVersion(article.Path)
	if version == "" {
		return article.Contract.Scope
	}
	scope := desk.Scope{VersionKey: {version}}
	maps.Copy(scope, article.Contract.Scope)
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

// versionNumber gives what two spellings of one version share: "v8", "8.x", "8.0", "panel 8" and "8" are "8". Of a value
// without a number it gives the value.
func versionNumber(value string) string {
	number := strings.ToLower(value)
	if at := strings.LastIndexByte(number, ' '); at >= 0 && isVersion(strings.TrimPrefix(number[at+1:], "v")) {
		number = number[at+1:]
	}
	number = strings.TrimPrefix(number, "v")
	number = strings.TrimSuffix(number, ".x")
	return strings.TrimSuffix(number, ".0")
}

// compareVersions orders versions by their numbers, and anything else as text before them.
func compareVersions(a, b string) int {
	as, bs := versionNumber(a), versionNumber(b)
	switch {
	case isVersion(as) && !isVersion(bs):
		return 1
	case isVersion(bs) && !isVersion(as):
		return -1
	case !isVersion(as):
		return strings.Compare(as, bs)
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

// newest gives the newest version that an article holds for, or nothing.
func newest(article *desk.Article) string {
	values := ScopeOf(article)[VersionKey]
	if len(values) == 0 {
		return ""
	}
	return slices.MaxFunc(values, compareVersions)
}
