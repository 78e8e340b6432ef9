package contradict

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Facts are the comparable statements of a set of pages, found again by the words that they share. Putting or removing a
// page costs in proportion to that page. Not safe for concurrent use.
type Facts struct {
	sheets map[string]*sheet
	keys   map[string][]*sheet // source and key -> a page and its translations
	blocks map[string][]fact   // language, kind, unit and one stem -> what is said with it
	count  map[stemIn]int      // language and stem -> statements that hold it
	total  int
	titles map[string]int // language, scope and title -> pages that have it
	read   map[desk.Language]*reader
	bar    func(Kind) bar
	common int // from how many pages on a title names no subject
}

// fact is one value of one statement.
type fact struct {
	in    *statement
	value int
}

func (f fact) v() *value { return &f.in.values[f.value] }

// crowded is how many facts may share a stem before it says nothing about which of them belong together.
const crowded = 100

// NewFacts makes an empty set.
func NewFacts() *Facts {
	return &Facts{
		sheets: map[string]*sheet{}, keys: map[string][]*sheet{}, blocks: map[string][]fact{}, count: map[stemIn]int{},
		titles: map[string]int{}, read: map[desk.Language]*reader{}, bar: barOf, common: commonTitle,
	}
}

func (f *Facts) reader(language desk.Language) *reader {
	r := f.read[language]
	if r == nil {
		r = &reader{language: language, stemmer: analysis.NewStemmer(language)}
		f.read[language] = r
	}
	return r
}

// Find gives the contradictions among pages, ordered by id.
func Find(pages []Page) []Contradiction {
	f := NewFacts()
	for _, p := range pages {
		f.Put(p)
	}
	return f.All()
}

// Put adds a page, or replaces the one with its article's id.
func (f *Facts) Put(p Page) {
	f.Remove(p.Article.ID)
	s := f.reader(p.Article.Language).sheetOf(p)
	f.titles[s.titleKey()]++
	f.sheets[p.Article.ID] = s
	f.keys[s.key()] = append(f.keys[s.key()], s)
	for _, st := range s.statements {
		f.total++
		for _, stem := range st.said {
			f.count[stemIn{st.sheet.article.Language, stem}]++
		}
		for i := range st.values {
			for _, block := range blocksOf(fact{st, i}) {
				f.blocks[block] = append(f.blocks[block], fact{st, i})
			}
		}
	}
}

// Remove takes a page out.
func (f *Facts) Remove(article string) {
	s := f.sheets[article]
	if s == nil {
		return
	}
	delete(f.sheets, article)
	if f.titles[s.titleKey()]--; f.titles[s.titleKey()] == 0 {
		delete(f.titles, s.titleKey())
	}
	if f.keys[s.key()] = slices.DeleteFunc(f.keys[s.key()], func(x *sheet) bool { return x == s }); len(f.keys[s.key()]) == 0 {
		delete(f.keys, s.key())
	}
	for _, st := range s.statements {
		f.total--
		for _, stem := range st.said {
			key := stemIn{st.sheet.article.Language, stem}
			if f.count[key]--; f.count[key] == 0 {
				delete(f.count, key)
			}
		}
		for i := range st.values {
			for _, block := range blocksOf(fact{st, i}) {
				kept := slices.DeleteFunc(f.blocks[block], func(x fact) bool { return x.in == st })
				if f.blocks[block] = kept; len(kept) == 0 {
					delete(f.blocks, block)
				}
			}
		}
	}
}

// key is what a page shares with its translations.
func (s *sheet) key() string { return s.article.Source + "\x00" + s.article.Key }

func (s *sheet) titleKey() string {
	return string(s.article.Language) + "\x00" + strings.Join(combinations(s.article.Contract.Scope), "|") + "\x00" + strings.Join(s.title, " ")
}

// stemIn is a stem in its language.
type stemIn struct {
	language desk.Language
	stem     string
}

// weight is how much a stem says: ln(1 + statements / statements that hold it).
func (f *Facts) weight(st *statement, stem string) float64 {
	return math.Log1p(float64(f.total+1) / float64(f.count[stemIn{st.sheet.article.Language, stem}]+1))
}

// blocksOf gives the names of the groups in which a fact's rivals are found: one for each combination of its scope's
// values and each stem.
func blocksOf(x fact) []string {
	v := x.v()
	prefix := string(x.in.sheet.article.Language) + "\x00" + string(v.kind) + "\x00" + v.unit + "\x00"
	scopes := combinations(x.in.sheet.scopes[x.in.unit])
	blocks := make([]string, 0, len(x.in.said)*len(scopes))
	for _, scope := range scopes {
		for _, stem := range x.in.said {
			blocks = append(blocks, prefix+scope+"\x00"+stem)
		}
	}
	return blocks
}

// combinations gives one text for each choice of one value a key. A scope of very many choices gives its keys only.
func combinations(scope desk.Scope) []string {
	const most = 16
	texts := []string{""}
	for _, key := range slices.Sorted(maps.Keys(scope)) {
		if len(texts)*len(scope[key]) > most {
			return []string{strings.Join(slices.Sorted(maps.Keys(scope)), ",")}
		}
		var longer []string
		for _, t := range texts {
			for _, v := range scope[key] {
				longer = append(longer, t+key+"="+v+";")
			}
		}
		texts = longer
	}
	return texts
}

// All gives every contradiction, ordered by id.
func (f *Facts) All() []Contradiction {
	found := map[string]Contradiction{}
	for _, s := range f.sheets {
		f.compare(s, found)
	}
	return inOrder(found)
}

// Of gives the contradictions that touch an article, ordered by id: those of All that do.
func (f *Facts) Of(article string) []Contradiction {
	found := map[string]Contradiction{}
	if s := f.sheets[article]; s != nil {
		f.compare(s, found)
	}
	return inOrder(found)
}

func inOrder(found map[string]Contradiction) []Contradiction {
	var list []Contradiction
	for _, c := range found {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b Contradiction) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// compare looks for what contradicts the statements of one page.
func (f *Facts) compare(s *sheet, found map[string]Contradiction) {
	for _, other := range f.keys[s.key()] {
		switch {
		case other.article.Language == s.article.Language:
		case other.article.ID < s.article.ID:
			f.translated(other, s, found)
		default:
			f.translated(s, other, found)
		}
	}
	for _, st := range s.statements {
		for i := range st.values {
			x := fact{st, i}
			seen := map[fact]bool{}
			for _, block := range blocksOf(x) {
				near := f.blocks[block]
				if len(near) > crowded {
					continue
				}
				for _, y := range near {
					if y.in.sheet == s || seen[y] {
						continue
					}
					seen[y] = true
					if f.contradicts(x, y) {
						c := f.report(x, y)
						found[c.ID] = c
					}
				}
			}
		}
	}
}

// report writes a contradiction down, the side with the lesser article and place first.
func (f *Facts) report(x, y fact) Contradiction {
	a, b := side(x), side(y)
	if a.Article > b.Article {
		x, y, a, b = y, x, b, a
	}
	shared := intersection(x.in.said, union(y.in.said, y.in.about))
	slices.SortFunc(shared, func(s, t string) int {
		return strings.Compare(sortKey(f.weight(y.in, s), s), sortKey(f.weight(y.in, t), t))
	})
	sum := sha256.Sum256([]byte(strings.Join([]string{a.Version, b.Version, strconv.Itoa(a.Start), strconv.Itoa(b.Start), a.Value, b.Value}, "\x00")))
	return Contradiction{
		ID: "con_" + hex.EncodeToString(sum[:12]), Kind: x.v().kind, Subject: strings.Join(shared[:min(len(shared), 5)], " "),
		Left: a, Right: b, Withholds: x.v().withholds(),
	}
}

func sortKey(weight float64, stem string) string {
	return strconv.Itoa(100000-int(1000*weight)) + stem
}

func side(x fact) Side {
	a := x.in.sheet.article
	return Side{
		Article: a.ID, Version: a.Version, Unit: x.in.sheet.unitIDs[x.in.unit], Value: x.v().String(), Quote: x.in.quote,
		Start: x.in.start, End: x.in.end,
	}
}

// meets tells whether two contracts can hold for the same customer at the same time: the same keys restrict both, with a
// value in common for each, and their times overlap.
func meets(x, y fact) bool {
	a, b := x.in.sheet.scopes[x.in.unit], y.in.sheet.scopes[y.in.unit]
	if len(a) != len(b) {
		return false
	}
	for key, values := range a {
		if !slices.ContainsFunc(values, func(v string) bool { return slices.Contains(b[key], v) }) {
			return false
		}
	}
	return overlap(x.in.sheet.article.Contract, y.in.sheet.article.Contract)
}

func overlap(a, b desk.Contract) bool {
	ends := func(first, second desk.Contract) bool {
		return !first.ValidUntil.IsZero() && !second.ValidFrom.Before(first.ValidUntil)
	}
	return !ends(a, b) && !ends(b, a)
}
