// Package mutate makes the cases of the guard's self-test out of answers that were good: mutants, which a working guard
// must hold, and benign twins, which it must let pass. It runs no guard: it makes cases, verifies that each mutant shows,
// counts what a runner saw and holds the counts against a floor.
//
// What the room promises: nothing here panics, reads a clock or keeps a state; the same answer and the same seed give the
// same cases. A kind of case that an answer does not allow (there is no number in it to change) is named as missing, with
// the reason, and never faked. Offsets count code points.
package mutate

import (
	"math/rand/v2"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Answer is a good answer: a draft that was sent, or approved, with what was asked and what it stands on.
type Answer struct {
	Question string
	Language desk.Language // the customer's
	Draft    desk.Draft    // each claim quotes its evidence
	Sources  []desk.Unit   // the units that the guard was given with the draft
}

// House is what the desk knows of itself.
type House struct {
	Names  map[string][]string // kind of thing (plan, product, country) -> names of different things of that kind, as written
	Brand  []string            // names of the company and its products
	Checks []string            // names of the guard's checks
}

// Case is one thing to show to the guard. The runner lays Draft before it with the sources of the answer that the case was
// made from, and expects it held, or passed where the kind is benign.
type Case struct {
	Kind     Kind
	Question string
	Language desk.Language
	Draft    desk.Draft
	Change   string // what was done, in words for an operator

	// Reworded says that the draft's words are not those of the answer. Its claims then bear the evidence of the claims that
	// they came from; a runner whose guard aligns a model's own words with the sources aligns these too.
	Reworded bool
	Expire   []string // ids of articles whose contracts the runner declares ended before the decision
	Break    Break    // what the runner breaks; zero: nothing
	Mistake  string   // id of the reviewed mistake that this case is; empty: it was made
}

// Break is a check to put out of order, and how.
type Break struct {
	Check string
	How   Failure
}

// Missing is a kind of case that an answer does not allow, and why.
type Missing struct {
	Kind Kind
	Why  string
}

// Made is what came of one answer.
type Made struct {
	Cases   []Case
	Missing []Missing
}

// Maker makes cases for one house. It is not changed after New and may be used by several goroutines.
type Maker struct {
	house House
	words map[desk.Language]lexicon
}

// New makes a maker. The house's slices and maps must not be changed after it.
func New(house House) *Maker {
	return &Maker{house: house, words: map[desk.Language]lexicon{desk.English: englishLexicon(), desk.French: frenchLexicon()}}
}

// longestAnswer is how many bytes of an answer are worked on: several times what a customer is sent at once. The cost of
// making cases is that of a text for each place that could be changed.
const longestAnswer = 32_000

// recipe is one way to make a case of a kind; why says what an answer lacks for it.
type recipe struct {
	kind Kind
	make func(*subject) (c Case, why string)
}

// Mutants makes one mutant of each kind that the answer allows, in the order of MutantKinds. r chooses among the places
// and wordings; nil chooses the first of each. Every mutant has been verified: it shows, and none equals a twin.
func (m *Maker) Mutants(a Answer, r *rand.Rand) Made {
	made := m.all(a, r, mutantRecipes())
	kept, sight := made.Cases[:0], m.sightOf(a)
	for _, c := range made.Cases {
		if why := sight.invisible(c, nil); why != "" {
			made.Missing = append(made.Missing, Missing{c.Kind, why})
			continue
		}
		kept = append(kept, c)
	}
	made.Cases = kept
	return made
}

// Twins makes one benign twin of each kind that the answer allows, in the order of TwinKinds. Every twin says the same
// numbers as the answer. r chooses as in Mutants.
func (m *Maker) Twins(a Answer, r *rand.Rand) Made {
	made := m.all(a, r, twinRecipes())
	kept := made.Cases[:0]
	speller := m.words[a.Language].speller
	numbers := speller.values(a.Draft.Text)
	for _, c := range made.Cases {
		if !sameNumbers(numbers, speller.values(c.Draft.Text)) {
			made.Missing = append(made.Missing, Missing{c.Kind, "the wording would change how a number reads"})
			continue
		}
		kept = append(kept, c)
	}
	made.Cases = kept
	return made
}

func (m *Maker) all(a Answer, r *rand.Rand, recipes []recipe) Made {
	var made Made
	s, why := m.subject(a, r)
	for _, recipe := range recipes {
		if why != "" {
			made.Missing = append(made.Missing, Missing{recipe.kind, why})
			continue
		}
		c, lack := recipe.make(s)
		if lack != "" {
			made.Missing = append(made.Missing, Missing{recipe.kind, lack})
			continue
		}
		c.Kind, c.Language = recipe.kind, a.Language
		if c.Question == "" {
			c.Question = a.Question
		}
		made.Cases = append(made.Cases, c)
	}
	return made
}

func mutantRecipes() []recipe {
	return []recipe{
		{NumberChanged, (*subject).numberChanged},
		{NumberBorrowed, (*subject).numberBorrowed},
		{UnitChanged, (*subject).unitChanged},
		{DateChanged, (*subject).dateChanged},
		{NegationAdded, (*subject).negationAdded},
		{NegationRemoved, (*subject).negationRemoved},
		{NameSwapped, (*subject).nameSwapped},
		{ConditionDropped, (*subject).conditionDropped},
		{PolicyInvented, (*subject).policyInvented},
		{LanguageSwitched, (*subject).languageSwitched},
		{NumberBuried, (*subject).numberBuried},
		{Padded, (*subject).padded},
		{LinkAdded, (*subject).linkAdded},
		{ImageAdded, (*subject).imageAdded},
		{ScriptAdded, (*subject).scriptAdded},
		{ArticleExpired, (*subject).articleExpired},
		{CheckBroken, (*subject).checkBroken},
	}
}

func twinRecipes() []recipe {
	return []recipe{
		{Verbatim, (*subject).verbatim},
		{Restated, (*subject).restated},
		{Contracted, (*subject).contracted},
		{Impersonal, (*subject).impersonal},
		{Synonym, (*subject).synonym},
		{SpelledOut, (*subject).spelledOut},
		{Spaced, (*subject).spaced},
		{Grouped, (*subject).grouped},
		{Branded, (*subject).branded},
		{BrandAsked, (*subject).brandAsked},
		{Joined, (*subject).joined},
	}
}

// subject is one answer at work.
type subject struct {
	answer  Answer
	house   House
	words   lexicon
	dice    *rand.Rand
	said    reading
	numbers []number         // of the answer
	ground  string           // what is true: the sources' words, folded
	values  map[float64]bool // the numbers that are true of something
}

// subject reads an answer; why says what keeps it from being one.
func (m *Maker) subject(a Answer, r *rand.Rand) (s *subject, why string) {
	words, spoken := m.words[a.Language]
	switch {
	case !spoken:
		return nil, "the language is not one that replies are written in"
	case strings.TrimSpace(a.Draft.Text) == "":
		return nil, "the answer is empty"
	case len(a.Draft.Text) > longestAnswer:
		return nil, "the answer is longer than a reply may be"
	}
	s = &subject{answer: a, house: m.house, words: words, dice: r, said: read(a.Draft.Text), values: map[float64]bool{}}
	var truth strings.Builder
	truth.WriteString(a.Draft.Text)
	for _, text := range s.trueTexts() {
		truth.WriteString("\n" + text)
	}
	s.ground = plainWords(truth.String())
	s.numbers = words.speller.numbers(s.said)
	for _, v := range words.speller.values(truth.String()) {
		s.values[v] = true
	}
	return s, ""
}

// trueTexts gives the texts of the sources and of the evidence, each once.
func (s *subject) trueTexts() []string {
	var list []string
	seen := map[string]bool{}
	note := func(text string) {
		if text != "" && !seen[text] {
			seen[text] = true
			list = append(list, text)
		}
	}
	for _, u := range s.answer.Sources {
		note(u.Text)
	}
	for _, c := range s.answer.Draft.Claims {
		for _, e := range c.Evidence {
			note(e.Quote)
		}
	}
	return list
}

// pick gives a number below n, 0 without dice.
func (s *subject) pick(n int) int {
	if s.dice == nil || n < 2 {
		return 0
	}
	return s.dice.IntN(n)
}

// one gives one of a list that is not empty.
func one[T any](s *subject, list []T) T { return list[s.pick(len(list))] }
