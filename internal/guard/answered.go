package guard

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// repliesTo is what check covers asks of a model's own words, which may answer in other words than the question's: each
// clause that asks finds a word of its own, or of the same meaning, in the draft or the titles of its sources, or the
// kind of thing that it asks for (an amount, a length of time, a place); a plan that is named is named; a country is not
// answered by another. What a customer tells of himself need not be repeated.
func repliesTo(in Input) []desk.Finding {
	s := studied(in)
	if s.over != "" {
		return []desk.Finding{{Check: "covers", Severity: desk.Block, Claim: desk.WholeDraft, Message: s.over}}
	}
	if len(s.claims) > 0 && !slices.ContainsFunc(s.claims, func(a assessment) bool { return len(a.said) > 0 || len(a.figures) > 0 }) {
		return nil // says that it cannot say
	}
	in = unbranded(in)
	stemmer := analysis.NewStemmer(in.Language)
	asked := readQuestion(in.Question, in.Language, stemmer)
	shown := shownIn(in, stemmer)
	c := coverage{asked: asked, shown: shown, stemmer: stemmer}
	c.otherPlan(s.ownWords(in.Draft))
	c.otherCountry()
	r := newReader(in.Language)
	r.stemmer = stemmer
	keys := s.shownKeys()
	touched := s.touches(r, in.Question, keys) > 0
	if missing := s.leftOutName(); missing != "" {
		c.say(desk.Block, "the question asks about %q too, the answer does not name it", missing)
	}
	if line := s.passedOver(keys, s.askingKeys(r, asked.parts)); line != "" {
		c.say(desk.Block, "the page says of what the question asks %q, and the answer goes by something else", clip(line))
	}
	for i, p := range asked.parts {
		switch {
		case len(asked.parts) > 1 && s.leavesOut(r, asked.parts, i):
			c.say(desk.Block, "%q is not answered", clip(p.text))
		case s.answers(r, p, keys, in, len(asked.parts) > 1):
		case len(asked.parts) == 1 && !p.negated && firstPhrase(wordsOf(p.text), firmWants()) == "" && (touched || !s.knows(r, in.Question)):
			c.say(desk.Note, "%q finds few of its words in the answer", clip(p.text))
		default:
			c.say(desk.Block, "%q is not what the answer is about", clip(p.text))
		}
	}
	return c.found
}

// askingKeys gives the keys of the clauses of a question that ask.
func (s *study) askingKeys(r *reader, parts []part) map[string]bool {
	keys := map[string]bool{}
	for _, p := range parts {
		for _, key := range r.read(p.text).keys {
			keys[key] = true
		}
	}
	return keys
}

// knows tells whether the sources have words of a question that tell what it is about.
func (s *study) knows(r *reader, text string) bool {
	for _, t := range analysis.Tokens(text) {
		key, filler := r.key(t.Text)
		_, polite := politeWords[t.Text]
		_, light := lightWords[t.Text]
		_, common := commonWords[t.Text]
		if key != "" && !filler && !polite && !light && !common && len(s.library.byKey[key]) > 0 {
			return true
		}
	}
	return false
}

// firmWants gives the words that ask for what nothing else answers.
func firmWants() []string { return []string{"what time", "quelle heure"} }

// touches gives how many words of a text a customer finds in the answer, in these words or others of their meaning.
func (s *study) touches(r *reader, text string, keys map[string]bool) int {
	held := 0
	for _, t := range analysis.Tokens(text) {
		if key, filler := r.key(t.Text); key != "" && !filler && keys[key] {
			held++
		}
	}
	return held
}

// otherPlan blocks where the answer names plans, and not the one that is asked about.
func (c *coverage) otherPlan(draft string) {
	for _, plan := range c.asked.plans {
		if !c.shown.plans[plan.name] && !c.shown.words[plan.name] && len(newWritten(draft).plans()) > 0 {
			c.say(desk.Block, "the question is about the plan %q, the answer about another", plan.name)
		}
	}
}

// otherCountry blocks where the answer names countries, and not the one that is asked about.
func (c *coverage) otherCountry() {
	if len(c.asked.countries) == 0 || len(c.shown.countries) == 0 {
		return
	}
	for _, asked := range c.asked.countries {
		if slices.ContainsFunc(c.shown.countries, func(holds string) bool { return sameCountry(holds, asked) }) {
			return
		}
	}
	c.say(desk.Block, "the question is about the country %q, the answer about another", c.asked.countries[0])
}

// shownKeys gives the keys of what a customer is answered from: the claims, the lines that they stand on, and the titles and
// headings above those.
func (s *study) shownKeys() map[string]bool {
	keys := map[string]bool{}
	for n := range s.claims {
		a := &s.claims[n]
		for _, key := range a.keys {
			keys[key] = true
		}
		for _, w := range a.windows {
			for key := range s.library.heads[s.library.lines[w.from].source] {
				keys[key] = true
			}
			for _, n := range s.library.lines[max(0, w.from-1):min(len(s.library.lines), w.to+1)] {
				for _, key := range n.keys {
					keys[key] = true
				}
			}
		}
	}
	return keys
}

// answers tells whether a clause that asks is answered, as far as words and kinds of values tell. Of several clauses one
// that the sources know words of must find some of them in the answer.
func (s *study) answers(r *reader, p part, keys map[string]bool, in Input, several bool) bool {
	words := wordsOf(p.text)
	if p.negated && !restricts(in.Draft.Text) {
		return false
	}
	for _, want := range wants {
		if firstPhrase(words, want.asks) == "" {
			continue
		}
		if s.gives(want.kinds) {
			return true
		}
		if want.firm {
			return false
		}
	}
	all, known := 0, 0
	for _, t := range analysis.Tokens(p.text) {
		key, filler := r.key(t.Text)
		_, polite := politeWords[t.Text]
		_, light := lightWords[t.Text]
		if key == "" || filler || polite || light {
			continue
		}
		all++
		if len(s.library.byKey[key]) > 0 {
			known++
		}
	}
	held := s.touches(r, p.text, keys)
	return all == 0 || held > 0 || several && known == 0
}

// want is a kind of value that words of a question ask for.
type want struct {
	asks  []string
	kinds []string
	firm  bool // nothing else answers it
}

// wants are the kinds of values that words of a question ask for.
var wants = []want{
	{strings.Split("how much is,how much are,how much does,how much do,how much will,how much for,how much to,what does it cost,price,cost,costs,combien coute,combien coutent,quel prix,tarif,coute combien", ","), []string{"money", "%"}, false},
	{strings.Split("how long,when,how soon,how fast,how quickly,how far ahead,deadline,until when,what moment,a quel moment,combien de temps,en combien,quand,quel delai,jusqu a quand,delai", ","), []string{"time", "date", "clock"}, false},
	{strings.Split("what time,quelle heure", ","), []string{"clock"}, true},
	{strings.Split("how many,combien de,combien d", ","), []string{"count", "time", "byte", "money"}, false},
	{strings.Split("combien", ","), []string{"money", "count", "%", "time", "byte"}, false},
}

// gives tells whether a draft gives a value of one of some kinds.
func (s *study) gives(kinds []string) bool {
	for n := range s.claims {
		for _, f := range s.claims[n].figures {
			if slices.ContainsFunc(f.kinds(), func(k string) bool { return slices.Contains(kinds, k) }) {
				return true
			}
		}
	}
	return false
}
