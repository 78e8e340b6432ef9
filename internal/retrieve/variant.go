package retrieve

import (
	"maps"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// entry is one line of the ranking: an article, and those that say the same or are variants of the same page.
type entry struct {
	first    candidate
	variants []candidate // of the page, for other values of its scope
	twins    []candidate // other pages whose best unit has the same words
	named    bool        // the question names what sets the first apart from its variants
}

const (
	twinsAmong   = 12  // entries at the head of the ranking among which twins and variants without a shape are looked for
	twinTerms    = 8   // content words below which equal text says nothing about two pages
	kinTitle     = 0.6 // share of two titles' words in common that makes variants of pages with different scopes
	versionShare = 0.6 // of the best score, from which a newer version of the page goes first
	rivalShare   = 0.5 // of the first score, from which a variant may be meant
)

// collapse makes one entry of the variants of a page. It takes the candidates best first.
func collapse(found []candidate, asked map[string]bool) []entry {
	var entries []entry
	places := map[string]int{}
	for i := range found {
		c := &found[i]
		shape := c.document.Shape
		if place, seen := places[shape]; seen && shape != "" {
			entries[place].variants = append(entries[place].variants, *c)
			continue
		}
		if len(entries) < twinsAmong && joins(entries, c) {
			continue
		}
		places[shape] = len(entries)
		entries = append(entries, entry{first: *c})
	}
	for i := range entries {
		entries[i].preferNamed(asked)
		entries[i].preferNewest()
	}
	return entries
}

// joins adds a candidate to the entry that it belongs to although their paths do not say so.
func joins(entries []entry, c *candidate) bool {
	for i := range entries {
		e := &entries[i]
		if e.first.kin(c) {
			e.variants = append(e.variants, *c)
			return true
		}
		if e.first.twin(c) {
			e.twins = append(e.twins, *c)
			return true
		}
	}
	return false
}

// twin tells whether two articles' best units say the same in nearly the same words, or have nearly the same words under
// one title.
func (c *candidate) twin(o *candidate) bool {
	a, b := len(c.topPassage().Terms), len(o.topPassage().Terms)
	if a >= twinTerms && 10*a >= 9*b && 10*b >= 9*a && c.mayEqual(o) && sameText(c.top(), o.top()) {
		return true
	}
	mine, theirs := &c.document.Article, &o.document.Article
	return mine.Title != "" && strings.EqualFold(mine.Title, theirs.Title) && overlap(c.top(), o.top()) >= 0.75
}

// mayEqual compares the terms of two best units one by one from both ends, which is cheap: units that say the same begin
// or end alike. Terms of different shards cannot be compared.
func (c *candidate) mayEqual(o *candidate) bool {
	if c.shard != o.shard {
		return true
	}
	a, b := c.topPassage().Terms, o.topPassage().Terms
	n, alike := min(len(a), len(b)), 0
	for i := range n {
		if a[i] == b[i] || a[len(a)-1-i] == b[len(b)-1-i] {
			alike++
		}
	}
	return 2*alike >= n
}

// kin tells whether two articles are the same page for different values of one key, by their titles. Paths that name
// their scope are believed instead.
func (c *candidate) kin(o *candidate) bool {
	return shapedByTitle(c.document.Shape) && shapedByTitle(o.document.Shape) && disjoint(ScopeOf(&c.document.Article), ScopeOf(&o.document.Article)) &&
		overlap(c.document.Article.Title, o.document.Article.Title) >= kinTitle
}

// disjoint tells whether two scopes restrict the same keys and share no value of one of them.
func disjoint(a, b desk.Scope) bool {
	apart := false
	for key, values := range a {
		theirs, both := b[key]
		if !both {
			return false
		}
		apart = apart || !slices.ContainsFunc(values, func(v string) bool { return slices.Contains(theirs, v) })
	}
	return apart && len(a) == len(b)
}

func (c *candidate) topPassage() *Passage { return &c.document.Passages[c.units[0].place] }

func (c *candidate) top() string { return c.topPassage().Unit.Text }

// preferNamed puts the variant first whose title has a word of the question that no other variant's title has: the value
// of a scope may go by another name in the text ("balcony", "formule Balcon").
func (e *entry) preferNamed(asked map[string]bool) {
	if len(e.variants) == 0 {
		return
	}
	all := append([]candidate{e.first}, e.variants...)
	counts := map[string]int{}
	titles := make([][]string, len(all))
	for i := range all {
		for _, t := range analysis.Tokens(all[i].document.Article.Title) {
			if !slices.Contains(titles[i], t.Text) {
				titles[i] = append(titles[i], t.Text)
				counts[t.Text]++
			}
		}
	}
	chosen := -1
	for i, title := range titles {
		if !slices.ContainsFunc(title, func(word string) bool { return counts[word] == 1 && asked[word] }) {
			continue
		}
		if chosen >= 0 {
			return
		}
		chosen = i
	}
	if chosen < 0 || all[chosen].score < rivalShare*e.first.score {
		return
	}
	e.named = true
	if chosen > 0 {
		e.first, e.variants[chosen-1] = e.variants[chosen-1], e.first
	}
}

// preferNewest puts the newest version first among those that score nearly alike.
func (e *entry) preferNewest() {
	best := newest(&e.first.document.Article)
	if best == "" || e.named {
		return
	}
	enough := versionShare * e.first.score
	for i := range e.variants {
		o := &e.variants[i]
		if v := newest(&o.document.Article); v != "" && o.score >= enough && compareVersions(v, best) > 0 {
			e.first, e.variants[i] = e.variants[i], e.first
			best = v
		}
	}
}

// ambiguity names the key by which the variants of an entry answer differently, or nothing. A key is settled by the
// question, by the customer's attributes, or by equal words in every variant that may be meant.
func (e *entry) ambiguity(d door) *Ambiguity {
	mine := ScopeOf(&e.first.document.Article)
	for _, key := range slices.Sorted(maps.Keys(mine)) {
		if d.chosen(key) || e.named {
			continue
		}
		values, differ := slices.Clone(mine[key]), false
		for i := range e.variants {
			o := &e.variants[i]
			theirs := ScopeOf(&o.document.Article)[key]
			values = append(values, theirs...)
			rival := o.score >= rivalShare*e.first.score && !slices.ContainsFunc(theirs, func(v string) bool { return slices.Contains(mine[key], v) })
			differ = differ || rival && len(theirs) > 0 && !o.says(e.first.topPassage())
		}
		if !differ {
			continue
		}
		slices.SortFunc(values, func(a, b string) int {
			if key == VersionKey {
				return compareVersions(b, a)
			}
			return strings.Compare(a, b)
		})
		return &Ambiguity{Key: key, Values: slices.Compact(values)}
	}
	return nil
}

// says tells whether an article has a unit that says the same as a passage.
func (c *candidate) says(p *Passage) bool {
	if sameText(c.top(), p.Unit.Text) {
		return true
	}
	for i := range c.document.Passages {
		o := &c.document.Passages[i]
		if 10*len(o.Terms) >= 9*len(p.Terms) && 10*len(p.Terms) >= 9*len(o.Terms) && sameText(o.Unit.Text, p.Unit.Text) {
			return true
		}
	}
	return false
}
