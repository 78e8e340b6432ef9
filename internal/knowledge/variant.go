package knowledge

import (
	"cmp"
	"hash/maphash"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Variants are sibling folders whose pages are versions of one another, though no rule said so. Their pages got the
// folder's name as scope version, so that they neither contradict each other nor answer for one another.
type Variants struct {
	Folder string   `json:"folder"` // their parent, empty at the top
	Names  []string `json:"names"`  // the siblings, oldest first
	Rule   string   `json:"rule"`   // what to give as --scope to say it outright
	Pages  int      `json:"pages"`  // how many got a scope from it
}

// Two folders are versions of one another where of the smaller one's pages at least half have a namesake in the other,
// and namesakes share at least a third of their lines on average.
const (
	leastNamesakes = 0.5
	leastLines     = 1.0 / 3
)

// sibling is one folder named like a version.
type sibling struct {
	name  string
	pages map[string]*page // by path below the folder
}

// proposeVersions finds sibling folders named like versions whose pages are nearly the same, and scopes their pages.
func proposeVersions(pages []page) []Variants {
	groups := siblings(pages)
	var found []Variants
	for _, folder := range slices.Sorted(maps.Keys(groups)) {
		same := alike(groups[folder])
		if len(same) < 2 {
			continue
		}
		v := Variants{Folder: folder, Rule: strings.TrimPrefix(folder+"/{"+versionKey+"}", "/")}
		for _, s := range same {
			v.Names = append(v.Names, s.name)
			for _, p := range s.pages {
				p.article.Contract.Scope = merge(p.article.Contract.Scope, desk.Scope{versionKey: {strings.ToLower(s.name)}})
				v.Pages++
			}
		}
		found = append(found, v)
	}
	return found
}

// siblings groups the pages without a version below folders named like versions, by the folder above those.
func siblings(pages []page) map[string][]*sibling {
	groups := map[string][]*sibling{}
	for i := range pages {
		p := &pages[i]
		if _, set := p.article.Contract.Scope[versionKey]; set {
			continue
		}
		folders := strings.Split(path.Dir(p.article.Path), "/")
		at := slices.IndexFunc(folders, namedLikeVersion)
		if at < 0 {
			continue
		}
		parent := strings.Join(folders[:at], "/")
		group := groups[parent]
		n := slices.IndexFunc(group, func(s *sibling) bool { return s.name == folders[at] })
		if n < 0 {
			n = len(group)
			group = append(group, &sibling{name: folders[at], pages: map[string]*page{}})
			groups[parent] = group
		}
		below := strings.TrimPrefix(p.article.Path, strings.TrimPrefix(parent+"/"+folders[at]+"/", "/"))
		group[n].pages[below] = p
	}
	for _, group := range groups {
		slices.SortFunc(group, func(a, b *sibling) int { return compareVersions(a.name, b.name) })
	}
	return groups
}

// alike gives the siblings that are a version of the one before or after them.
func alike(group []*sibling) []*sibling {
	kept := map[*sibling]bool{}
	for i := 1; i < len(group); i++ {
		if group[i-1].like(group[i]) {
			kept[group[i-1]], kept[group[i]] = true, true
		}
	}
	return slices.DeleteFunc(slices.Clone(group), func(s *sibling) bool { return !kept[s] })
}

func (s *sibling) like(other *sibling) bool {
	namesakes, lines := 0, 0.0
	for below, p := range s.pages {
		if twin := other.pages[below]; twin != nil {
			namesakes++
			lines += sharedLines(p.article.Text, twin.article.Text)
		}
	}
	smaller := min(len(s.pages), len(other.pages))
	return namesakes > 0 && float64(namesakes) >= leastNamesakes*float64(smaller) && lines >= leastLines*float64(namesakes)
}

// sharedLines is how many of their distinct lines two texts share, over those of the shorter one.
func sharedLines(a, b string) float64 {
	seed := maphash.MakeSeed()
	left, right := lineSet(seed, a), lineSet(seed, b)
	if len(left) > len(right) {
		left, right = right, left
	}
	shared := 0
	for line := range left {
		if right[line] {
			shared++
		}
	}
	return float64(shared) / float64(max(1, len(left)))
}

func lineSet(seed maphash.Seed, text string) map[uint64]bool {
	set := map[uint64]bool{}
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			set[maphash.String(seed, line)] = true
		}
	}
	return set
}

// namedLikeVersion takes v8, 8, 1.2, 1.x, v2.0, 2024.
func namedLikeVersion(folder string) bool {
	folder = strings.TrimPrefix(strings.ToLower(folder), "v")
	for i, part := range strings.Split(folder, ".") {
		if i > 0 && part == "x" {
			continue
		}
		if _, err := strconv.ParseUint(part, 10, 32); err != nil {
			return false
		}
	}
	return true
}

// compareVersions orders folder names by their numbers.
func compareVersions(a, b string) int {
	parts := func(s string) []string { return strings.Split(strings.TrimPrefix(strings.ToLower(s), "v"), ".") }
	number := func(s string) int { n, _ := strconv.Atoi(s); return n } // x counts as 0
	return cmp.Or(slices.CompareFunc(parts(a), parts(b), func(x, y string) int { return cmp.Compare(number(x), number(y)) }), cmp.Compare(a, b))
}
