package guard

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// reading is one sentence, of a claim or of a source, made ready for comparison: for each token the word, the key by
// which it is compared ("" for a word that carries nothing), how much it weighs, and what it costs to step to it from
// the token before, 1 inside a clause and less across its border.
type reading struct {
	text     string
	words    []string
	keys     []string
	ids      []int32  // of the keys, as the reader numbers them; 0 for none
	heads    []string // keys of the words that can be denied, those with which people ask included
	weights  []float64
	crossing []float64
	stepBack []float64 // what it costs to step back over the same: less
	capital  []bool
	opening  []bool   // stands where a sentence puts a capital
	elided   []string // what an elision cut off its front: "n" of "n'est"
	filler   []bool   // one of the words with which people ask: tells places apart, and is no content
	colon    []bool   // a colon stands before it
	contact  []bool   // belongs to an address or a telephone number; nil where there is none
	figures  []figure
	holds    []families // of the figure that begins at a token
	row      bool       // of a table
}

// reader makes readings in one language.
type reader struct {
	stemmer *analysis.Stemmer
	known   map[string]string // word -> key
	ids     map[string]int32  // key -> number, from 1
}

// id gives the number of a key.
func (r *reader) id(key string) int32 {
	if key == "" {
		return 0
	}
	id, ok := r.ids[key]
	if !ok {
		id = int32(len(r.ids) + 1) //nolint:gosec // far fewer words than that: longestShelf bounds them
		r.ids[key] = id
	}
	return id
}

func newReader(language desk.Language) *reader {
	return &reader{analysis.NewStemmer(language), map[string]string{}, map[string]int32{}}
}

// keyLength is how many letters of its stem a word is compared by: what is derived from one word has them in common.
const keyLength = 6

// key gives what a folded word is compared by, empty for function words, and whether it is one with which people ask.
func (r *reader) key(word string) (key string, filler bool) {
	_, filler = fillers[word]
	if known, ok := r.known[word]; ok {
		return known, filler
	}
	if len(word) > 1 && (filler || !analysis.Stop(r.stemmer.Language(), word)) {
		key = r.stemKey(word)
	}
	if len(r.known) < 200_000 {
		r.known[word] = key
	}
	return key, filler
}

// stemKey gives the key of a word whatever it is.
func (r *reader) stemKey(word string) string {
	stem := r.stemmer.Stem(word)
	if c := meaning(stem); c != "" {
		return c
	}
	if len(stem) > 4 && r.stemmer.Language() == desk.French {
		stem = strings.TrimRight(stem, "e") // "débitée" beside "débité": the accents are folded before
		if c := meaning(stem); c != "" {
			return c
		}
	}
	if len(stem) > keyLength {
		return stem[:keyLength]
	}
	return stem
}

// meaning gives the name under which a stem goes with others of its meaning; empty where it goes alone.
func meaning(stem string) string {
	if c, ok := sayings[stem]; ok {
		return c
	}
	return concepts[stem]
}

// read makes the reading of a sentence.
func (r *reader) read(text string) *reading {
	runes := []rune(text)
	tokens := analysis.Tokens(text)
	n := len(tokens)
	sc := newScanner(text, tokens, runes)
	d := &reading{
		text: text, words: sc.words, keys: make([]string, n), ids: make([]int32, n), stepBack: make([]float64, n), heads: make([]string, n), weights: make([]float64, n),
		crossing: make([]float64, n), capital: make([]bool, n), opening: make([]bool, n), colon: make([]bool, n), elided: make([]string, n), filler: make([]bool, n),
	}
	d.figures = sc.all()
	for i, t := range tokens {
		gap := ""
		if i > 0 {
			gap = sc.stretch(tokens[i-1].End, t.Start)
		}
		d.crossing[i] = crossingOf(gap, d.words, i)
		d.stepBack[i] = math.Sqrt(d.crossing[i])
		d.colon[i] = strings.Contains(gap, ":")
		d.capital[i] = unicode.IsUpper(runes[t.Start])
		d.opening[i] = i == 0 || gap != " " && strings.ContainsAny(gap, ".!?…:;\n\r\"«“(•|")
		d.elided[i] = elisionBefore(t, runes)
		d.keys[i], d.filler[i] = r.key(t.Text)
		d.heads[i] = d.keys[i]
		d.weights[i] = weightOf(t.Text, d.capital[i] && !d.opening[i], d.filler[i])
	}
	r.countries(d, tokens)
	if len(sc.barred) > 0 {
		d.contact = make([]bool, n)
		for i, t := range tokens {
			d.contact[i] = slices.ContainsFunc(sc.barred, func(b span) bool { return t.Start < b.to && b.from < t.End })
		}
	}
	d.holds = make([]families, n)
	for _, f := range d.figures {
		d.holds[f.from] = f.families
		for i := f.from; i < f.to; i++ {
			d.keys[i] = ""
		}
		d.keys[f.from], d.weights[f.from] = f.key(), 1.2
		if f.free {
			d.keys[f.from], d.weights[f.from] = concepts["free"], .7
		}
	}
	for i, key := range d.keys {
		d.ids[i] = r.id(key)
	}
	return d
}

// countries gives each country that is named one key, whatever it is called: "UK" and "United Kingdom".
func (r *reader) countries(d *reading, tokens []analysis.Token) {
	for i := 0; i < len(tokens); i++ {
		if !d.capital[i] {
			continue
		}
		code, n := countryAt(tokens[i:min(len(tokens), i+3)])
		if code == "" || tokens[i].Text == "us" && !d.shouted(i) {
			continue
		}
		if part, is := nations[tokens[i].Text]; is && code == "gb" {
			code = part
		}
		d.keys[i], d.heads[i], d.filler[i], d.weights[i] = "@"+code, "@"+code, false, nameWeight
		for k := i + 1; k < i+n; k++ {
			d.keys[k], d.heads[k] = "", ""
		}
		i += n - 1
	}
}

// nations are parts of a country that rules tell apart, by the first word of their name.
var nations = map[string]string{
	"england": "gb-eng", "angleterre": "gb-eng", "scotland": "gb-sct", "ecosse": "gb-sct", "wales": "gb-wls", "northern": "gb-nir", "irlande": "gb-nir",
}

// shouted tells whether a word of two letters was written in capitals.
func (d *reading) shouted(i int) bool { return strings.Contains(d.text, strings.ToUpper(d.words[i])) }

// weightOf gives how much a word tells of what is spoken of: a name most, the verbs of every help page little.
func weightOf(word string, name, filler bool) float64 {
	if name {
		return nameWeight
	}
	if _, ok := commonWords[word]; ok || filler {
		return .4
	}
	return 1
}

// crossingOf gives what it costs to step over what stands between two words.
func crossingOf(gap string, words []string, i int) float64 {
	if i == 0 {
		return 1
	}
	cost := 1.
	switch {
	case gap == " ":
	case strings.ContainsAny(gap, ";|\n—") || strings.Contains(gap, " – "):
		cost = .3
	case strings.ContainsAny(gap, ".!?"):
		cost = .4
	case strings.ContainsAny(gap, ",()"):
		cost = .6
	}
	switch words[i] {
	case "but", "mais", "while", "whereas", "tandis", "contre", "against", "than", "alors", "however", "although", "otherwise", "sinon", "devant":
		cost = min(cost, .4)
	case "and", "et", "or", "ou":
		cost = min(cost, .7)
	}
	return cost
}

// commonWords are the words that stand in every help page: they tell little of what a value belongs to.
var commonWords = setOf(`cost costs costing price prices pay pays paid payment take takes taken get gets give gives given include includes
	included available use used using apply applies applied month months year years day days time times customer customers user users
	valid change changed changes plan plans account accounts service services maximum minimum limit limited limits allowed
	coute coutent cout prix tarif payer paie compris comprend comprennent inclus disponible disponibles utiliser utilise applique
	appliquent mois annee jour jours delai delais client clients utilisateur utilisateurs valable valables formule formules compte
	comptes service services maximum minimum limite limites permet permettent`)

// content gives the keys of a reading, each once, figures left out.
func (d *reading) content() []string {
	var keys []string
	for i, k := range d.keys {
		if k != "" && k[0] != '#' && !d.filler[i] {
			keys = appendNew(keys, k)
		}
	}
	return keys
}

// context is what stands around a place of a sentence: keys with how near they are, 1 at the place itself.
type context struct {
	slots []int32 // key number -> place in the lists below, from 1
	ids   []int32
	keys  []string
	near  []float64
	best  []float64 // of one comparison: how near the other place has each
}

func newContext(r *reader) *context { return &context{slots: make([]int32, len(r.ids)+1)} }

func (c *context) add(key string, id int32, near float64) {
	if id == 0 || int(id) >= len(c.slots) {
		return
	}
	if at := c.slots[id]; at > 0 {
		c.near[at-1] = max(c.near[at-1], near)
		return
	}
	c.ids, c.keys, c.near, c.best = append(c.ids, id), append(c.keys, key), append(c.near, near), append(c.best, 0)
	c.slots[id] = int32(len(c.ids)) //nolint:gosec // as above
}

// note remembers how near another place has a key.
func (c *context) note(id int32, near float64) {
	if at := c.slots[id]; at > 0 && near > c.best[at-1] {
		c.best[at-1] = near
	}
}

const (
	reach       = 40 // tokens on either side of a place that are looked at
	rivalPassed = .6 // what it costs to step over another value of the family
	negligible  = .04
	nameWeight  = 1.6
)

// around walks from a place outwards and gives each token with how near it is. What stands behind the next border
// belongs to a value less than what stands before it; a name or a value far off still tells what is spoken of.
//
// What stands beyond another value of a family belongs to that one more than to this; 0 looks at none.
func (d *reading) around(from, to int, family families, visit func(i int, near float64)) {
	give := func(i int, crossed float64, steps int) {
		far := 1 + float64(steps)/12
		if d.weights[i] > 1 {
			far = math.Sqrt(far)
		}
		visit(i, crossed/far)
	}
	crossed := 1.
	for i := from - 1; i >= max(0, from-reach) && crossed > negligible; i-- {
		crossed *= d.stepBack[i+1]
		if d.holds[i]&family != 0 {
			crossed *= rivalPassed
		}
		give(i, crossed, from-i)
	}
	crossed = 1.
	for i := to; i < min(len(d.keys), to+reach) && crossed > negligible; i++ {
		if d.crossing[i] < 1 {
			crossed *= d.crossing[i] * .75
		}
		if d.holds[i]&family != 0 {
			crossed *= rivalPassed
		}
		give(i, crossed, i-to+1)
	}
}

// contextOf gives the context of a place of a claim, weighed.
func (d *reading) contextOf(r *reader, f figure) *context {
	c := newContext(r)
	d.around(f.from, f.to, f.families, func(i int, near float64) { c.add(d.keys[i], d.ids[i], near*d.weights[i]) })
	return c
}
