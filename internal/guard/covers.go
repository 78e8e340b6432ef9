package guard

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Shares of a question's content words that the draft must hold, chosen on the development halves of the retrieval sets.
const (
	leastShare  = .40 // of each clause that asks; less blocks
	defineShare = .75 // of a clause that asks what a thing is
	enough      = 3   // words that will do, however long the clause
	doubtful    = .50 // of the whole question; less warns
	prefixMatch = 5   // letters that two stems must share to count as one word
)

// covers holds a draft to the question: what the customer names (names, plans, countries, versions, error codes) is
// named in the quotation, its headings, its title or its scope; each clause that asks finds its words there; who asks for
// a price is told an amount, who asks what is not allowed is told a negation.
//
// It catches the right answer to another question, and an answer to half of one. It counts words: it cannot see that the
// words are all there and say something else, and it may block an answer in wholly other words.
func covers(in Input) ([]desk.Finding, error) {
	if in.Draft.Mode == desk.Compose {
		return repliesTo(in), nil
	}
	in = unbranded(in)
	stemmer := analysis.NewStemmer(in.Language)
	a := readQuestion(in.Question, in.Language, stemmer)
	s := shownIn(in, stemmer)
	c := coverage{asked: a, shown: s, stemmer: stemmer}
	c.names(in.Brand)
	c.plans()
	c.countries()
	c.numbers()
	c.parts()
	c.choice(in)
	return c.found, nil
}

// choice blocks passages that a model chose although nothing of the question stands in them or in their headings: that
// their page's title names it says what the page is about, not the passage.
func (c *coverage) choice(in Input) {
	if in.Draft.Mode != desk.Select {
		return
	}
	stems := stemsOf(c.asked.parts)
	untitled := in
	untitled.Sources = slices.Clone(in.Sources)
	for i := range untitled.Sources {
		untitled.Sources[i].Title = ""
	}
	s := shownIn(untitled, c.stemmer)
	if len(stems) > 0 && !slices.ContainsFunc(stems, s.holds) {
		c.say(desk.Block, "nothing of the question stands in the passages, only in the title of their page")
	}
}

// shown is what a customer gets to see: the draft, and the titles and headings of what it quotes.
type shown struct {
	words     map[string]bool // folded tokens
	stemSet   map[string]bool // the stems of all of them
	prefixes  map[string]bool // the first letters of the stems
	squashed  string          // the folded tokens without anything between: "wifi" finds "Wi-Fi"
	plans     map[string]bool // names of plans, from the text and the scopes
	countries []string
	numbers   map[string]bool
	amount    bool // an amount of money, or "free"
	negation  bool // says "not" or restricts
}

func shownIn(in Input, stemmer *analysis.Stemmer) shown {
	var b strings.Builder
	b.WriteString(in.Draft.Text)
	s := shown{words: map[string]bool{}, stemSet: map[string]bool{}, prefixes: map[string]bool{}, plans: map[string]bool{}, numbers: map[string]bool{}}
	for _, source := range citedSources(in) {
		b.WriteString("\n" + source.Title + "\n" + strings.Join(source.Path, "\n") + "\n")
		for key, values := range source.Scope {
			s.addScope(key, values)
		}
	}
	w := newWritten(b.String())
	var squashed strings.Builder
	for _, t := range w.tokens {
		squashed.WriteString(t.Text)
		if !s.words[t.Text] {
			s.add(t, stemmer)
		}
	}
	s.squashed = squashed.String()
	for _, p := range w.plans() {
		s.plans[p.name] = true
	}
	s.countries = append(s.countries, w.countries()...)
	s.amount = holdsAmount(in.Draft.Text)
	s.negation = restricts(in.Draft.Text)
	return s
}

func (s *shown) add(t analysis.Token, stemmer *analysis.Stemmer) {
	s.words[t.Text] = true
	if t.Number() {
		s.numbers[numeral(t.Text)] = true
	} else if version, ok := strings.CutPrefix(t.Text, "v"); ok && version != "" && version[0] >= '0' && version[0] <= '9' {
		s.numbers[version] = true
	}
	s.addStem(stemmer.Stem(t.Text))
}

func (s *shown) addStem(stem string) {
	s.stemSet[stem] = true
	if len(stem) >= prefixMatch {
		s.prefixes[stem[:prefixMatch]] = true
	}
	if concept, ok := concepts[stem]; ok {
		s.stemSet[concept] = true
	}
}

// addScope counts what a source's scope says as shown: the desk shows it beside the quotation.
func (s *shown) addScope(key string, values []string) {
	for _, value := range values {
		switch key {
		case "country":
			s.countries = append(s.countries, countryCode(value))
		case "plan":
			s.plans[analysis.Fold(value)] = true
		case "version":
			s.numbers[numeral(strings.TrimPrefix(analysis.Fold(value), "v"))] = true
		}
		for _, t := range analysis.Tokens(value) {
			s.words[t.Text] = true
		}
	}
}

// holds tells whether a stem, or a word near it, is shown.
func (s *shown) holds(stem string) bool {
	if s.stemSet[stem] || len(stem) >= prefixMatch && s.prefixes[stem[:prefixMatch]] {
		return true
	}
	concept, ok := concepts[stem]
	return ok && s.stemSet[concept]
}

// coverage is one run of the check.
type coverage struct {
	asked   asked
	shown   shown
	stemmer *analysis.Stemmer
	found   []desk.Finding
}

func (c *coverage) say(severity desk.Severity, format string, args ...any) {
	c.found = append(c.found, desk.Finding{Check: "covers", Severity: severity, Claim: desk.WholeDraft, Message: fmt.Sprintf(format, args...)})
}

func (c *coverage) names(brand []string) {
	brands := map[string]bool{}
	for _, b := range brand {
		for _, t := range analysis.Tokens(b) {
			brands[t.Text] = true
		}
	}
	for _, name := range c.asked.names {
		known := brands[name] || c.shown.words[name] || c.shown.stemSet[c.stemmer.Stem(name)] ||
			len(name) >= 4 && strings.Contains(c.shown.squashed, name)
		if !known {
			c.say(desk.Block, "the question names %q, the answer does not", name)
		}
	}
}

// plans blocks where a plan that the question names with a capital is nowhere shown, or where the answer speaks of other
// plans only.
func (c *coverage) plans() {
	for _, plan := range c.asked.plans {
		if c.shown.plans[plan.name] || c.shown.words[plan.name] {
			continue
		}
		switch {
		case plan.proper:
			c.say(desk.Block, "the question is about the plan %q, the answer is not", plan.name)
		case len(c.shown.plans) > 0:
			c.say(desk.Block, "the question is about the plan %q, the answer about another", plan.name)
		}
	}
}

func (c *coverage) countries() {
	for _, asked := range c.asked.countries {
		if slices.ContainsFunc(c.shown.countries, func(holds string) bool { return sameCountry(holds, asked) }) {
			continue
		}
		if c.shown.words["worldwide"] || c.shown.words["everywhere"] || c.shown.words["international"] || c.shown.words["partout"] {
			continue
		}
		c.say(desk.Block, "the question is about the country %q, the answer does not name it", asked)
	}
}

func (c *coverage) numbers() {
	for _, version := range c.asked.versions {
		if !c.shown.numbers[version] && !c.shown.words[version] {
			c.say(desk.Block, "the question is about version or code %q, the answer does not name it", version)
		}
	}
	for _, number := range c.asked.numbers {
		if !c.shown.numbers[number] {
			c.say(desk.Note, "the question mentions %q, the answer does not", number)
		}
	}
}

// parts looks at each clause that asks.
func (c *coverage) parts() {
	held, all := 0, 0
	for _, p := range c.asked.parts {
		found := 0
		for _, stem := range p.stems {
			if c.shown.holds(stem) {
				found++
			}
		}
		held, all = held+found, all+len(p.stems)
		least := min(leastShare*float64(len(p.stems)), enough)
		if p.defines {
			least = defineShare * float64(len(p.stems))
		}
		what := "the question"
		if len(c.asked.parts) > 1 {
			what = fmt.Sprintf("one part of the question, %q,", clip(p.text))
		}
		switch {
		case len(p.stems) > 0 && float64(found) < least:
			c.say(desk.Block, "%s is not what the answer is about: %d of its %d words are found", what, found, len(p.stems))
		case p.price && !c.shown.amount:
			c.say(desk.Block, "%s asks for a price, the answer gives no amount", what)
		case p.negated && !c.shown.negation:
			c.say(desk.Block, "%s asks what is not so or not allowed, the answer says nothing of the kind", what)
		}
	}
	if all > 1 && float64(held) < doubtful*float64(all) {
		c.say(desk.Warn, "the answer holds %d of the %d words of the question", held, all)
	}
}
