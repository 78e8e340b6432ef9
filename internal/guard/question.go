package guard

import (
	"slices"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// asked is what a question names and wants, read by rule.
type asked struct {
	parts     []part   // the clauses that ask; all clauses where none plainly does
	names     []string // folded words with a capital where a sentence does not put one
	plans     []named  // what stands before "plan", after "forfait" and the like
	versions  []string // version numbers and error codes, folded, without "v"
	numbers   []string // the other numbers
	countries []string // codes
}

// part is one clause that asks something.
type part struct {
	text    string
	stems   []string // of its content words, each once
	price   bool     // asks for an amount
	negated bool     // asks about what is not, or not allowed
	defines bool     // asks what a thing is
	refers  bool     // points at something said in another clause
}

// named is a plan's name. proper: it was written with a capital, so it is a name and not an adjective.
type named struct {
	name   string
	proper bool
}

// readQuestion reads a question in a language.
func readQuestion(question string, language desk.Language, stemmer *analysis.Stemmer) asked {
	var a asked
	var all, said []part
	for _, clause := range clausesOf(question) {
		p := part{
			text: clause.text, stems: contentStems(clause.text, stemmer), price: asksPrice(clause.words),
			negated: asksNegation(clause.words, language), defines: defines(clause.words), refers: refers(clause.words),
		}
		all = append(all, p)
		if clause.asks() {
			a.parts = append(a.parts, p)
		}
		if !clause.inquires() {
			said = append(said, p)
		}
	}
	a.parts = joinEmpty(a.parts)
	for i, p := range a.parts {
		if p.refers && len(said) > 0 { // "Can I undo it?" asks about what was said before
			a.parts[i].stems = stemsOf(append([]part{p}, said...))
		}
	}
	if asking := stemsOf(a.parts); len(asking) <= 1 && !slices.ContainsFunc(a.parts, func(p part) bool { return p.price || p.negated }) {
		a.parts = []part{{text: question, stems: stemsOf(all)}} // "Is something wrong?": the rest says with what
	}
	w := newWritten(question)
	a.plans = w.plans()
	a.names = w.names(language)
	a.versions, a.numbers = w.numbers()
	a.countries = w.countries()
	return a
}

// stemsOf gives the stems of all parts, each once.
func stemsOf(parts []part) []string {
	var stems []string
	for _, p := range parts {
		for _, s := range p.stems {
			stems = appendNew(stems, s)
		}
	}
	return stems
}

// joinEmpty gives parts without content words ("and how?") to the part before.
func joinEmpty(parts []part) []part {
	var joined []part
	for _, p := range parts {
		if len(p.stems) == 0 && len(joined) > 0 {
			last := &joined[len(joined)-1]
			last.price, last.negated = last.price || p.price, last.negated || p.negated
			continue
		}
		joined = append(joined, p)
	}
	return joined
}

// contentStems gives the stems of the words of a text that carry its subject, each once: no function words, none of the
// words with which people ask.
func contentStems(text string, stemmer *analysis.Stemmer) []string {
	var stems []string
	for _, t := range analysis.Tokens(text) {
		if _, filler := fillers[t.Text]; filler || len(t.Text) < 2 || t.Number() || analysis.Stop(stemmer.Language(), t.Text) {
			continue
		}
		stems = appendNew(stems, stemmer.Stem(t.Text))
	}
	return stems
}

// Words with which people ask, in both languages, folded. They say nothing of the subject.
var fillers = setOf(`please want wants wanted need needs like know tell help possible way question ask asking wondering
	wonder hope trying try tried get got getting make makes anyone someone something anything everything thing things
	also still really actually currently maybe sure sorry regards best dear team would may might much many long often
	happen happens happened soon away gone wrong good well already yet else give explain understand find mean means able let work works
	bonjour madame monsieur cordialement salutations merci aimerais souhaite souhaiterais voudrais savoir aide aider
	aidez possible question moyen chose choses quelque quelqu'un actuellement vraiment bref desole peux puis dois doit
	pouvez pourriez voulez veuillez comprendre comprends expliquer trouver trouve dire dites passe passer arrive
	cas facon maniere combien temps beaucoup toujours encore deja
	option options doable easiest easy easily fastest fast faster quick quickly simple simplest somehow done around automated
	facile facilement rapidement demarche demarches solution solutions`)

// clause is a stretch of a question between sentence ends and the words that open another question.
type clause struct {
	text   string
	words  []string // folded
	marked bool     // ends with a question mark
}

// clausesOf cuts a question at the ends of its sentences, and before "and", "et", "or", "ou", "also" or a comma where a
// word that asks follows.
func clausesOf(question string) []clause {
	var clauses []clause
	for sentence := range analysis.SentenceTexts(question) {
		runes := []rune(sentence)
		tokens := analysis.Tokens(sentence)
		from := 0
		for i := 1; i < len(tokens); i++ {
			if opensPart(tokens, i, runes) {
				clauses = append(clauses, newClause(string(runes[from:tokens[i].Start]), false))
				from = tokens[i].Start
			}
		}
		clauses = append(clauses, newClause(string(runes[from:]), strings.Contains(sentence, "?")))
	}
	return clauses
}

func newClause(text string, marked bool) clause {
	c := clause{text: strings.TrimSpace(text), marked: marked}
	for _, t := range analysis.Tokens(text) {
		c.words = append(c.words, t.Text)
	}
	return c
}

// opensPart tells whether a new question begins at a token: it joins, or follows a comma, and a word that asks comes next.
func opensPart(tokens []analysis.Token, i int, runes []rune) bool {
	switch tokens[i].Text {
	case "and", "et", "or", "ou", "also", "plus", "but", "mais":
		for n := i + 1; n < min(i+3, len(tokens)); n++ {
			if asksWord(tokens[n].Text) {
				return true
			}
		}
		return false
	}
	comma := strings.ContainsRune(string(runes[tokens[i-1].End:tokens[i].Start]), ',')
	return comma && asksWord(tokens[i].Text) && tokens[i].Text != "when" && tokens[i].Text != "quand"
}

// asks tells whether a clause asks or requests.
func (c clause) asks() bool {
	if c.inquires() {
		return true
	}
	for _, w := range c.words {
		switch w {
		case "please", "want", "need", "like", "veux", "voudrais", "souhaite", "aimerais", "souhaiterais", "pouvez", "pourriez":
			return true
		}
	}
	return false
}

// inquires tells whether a clause asks, by its sign or by the word it opens with.
func (c clause) inquires() bool {
	if c.marked {
		return true
	}
	for i, w := range c.words {
		if i < 3 && asksWord(w) || w == "how" || w == "comment" || w == "combien" {
			return true
		}
	}
	return false
}

func asksWord(w string) bool {
	switch w {
	case "how", "what", "what's", "when", "where", "where's", "why", "which", "who", "can", "could", "do", "does", "is", "are", "will", "should",
		"comment", "combien", "quand", "pourquoi", "quel", "quelle", "quels", "quelles", "puis", "peut", "pouvez", "pourriez", "est", "dois", "faut":
		return true
	}
	return false
}

// asksPrice tells whether a clause asks for an amount of money.
func asksPrice(words []string) bool {
	for i, w := range words {
		switch w {
		case "price", "prices", "pricing", "cost", "costs", "prix", "tarif", "tarifs", "cout", "coute", "coutent":
			return asksBefore(words[:i])
		case "much":
			return i > 0 && words[i-1] == "how" && i+1 < len(words) && copula(words[i+1])
		}
	}
	return false
}

// asksBefore tells whether one of the words before asks, so that "the price that I paid" is not taken for a question.
func asksBefore(words []string) bool {
	if len(words) == 0 {
		return true
	}
	for _, w := range words[:min(len(words), 5)] {
		if w == "how" || w == "what" || w == "what's" || w == "combien" || w == "quel" || w == "quels" || w == "does" {
			return true
		}
	}
	return false
}

func copula(w string) bool {
	switch w {
	case "is", "are", "does", "do", "for", "will", "would", "was", "to", "the":
		return true
	}
	return false
}

// asksNegation tells whether a clause asks what is not so, or not allowed: "which items can't I return", "can I not pay".
// A complaint ("I can't log in"), a why, a how and what a subordinate clause denies make no such question.
func asksNegation(words []string, language desk.Language) bool {
	asking := -1
	for i, w := range words {
		switch w {
		case "why", "how", "pourquoi", "comment", "if", "si", "that", "so", "because", "even", "since", "though", "que", "parce", "car", "meme":
			return false
		}
		if asking < 0 && i < 4 && asksWord(w) {
			asking = i
		}
		if asking >= 0 && i-asking <= 5 && negates(words, i, language) {
			return true
		}
	}
	return false
}

// defines tells whether a clause asks what a thing is.
func defines(words []string) bool {
	joined := strings.Join(words[:min(len(words), 5)], " ") + " "
	for _, opening := range []string{
		"what is a ", "what is an ", "what is the meaning ", "what does ", "what's a ", "what's an ", "est ce que c'est ",
		"est ce qu'une ", "est ce un ", "est ce une ", "en quoi consiste ", "c'est quoi ", "a quoi sert ", "qu'est ce ",
	} {
		if strings.HasPrefix(joined, opening) {
			return true
		}
	}
	return false
}

// refers tells whether a clause holds a word that stands for something said elsewhere.
func refers(words []string) bool {
	for _, w := range words {
		switch w {
		case "it", "this", "that", "them", "these", "those", "so", "cela", "ca", "ceci", "celui", "celle", "y":
			return true
		}
	}
	return false
}

// negates tells whether the word at i says "not". A French "plus", "pas" or "jamais" needs no "ne" before it but "plus"
// does, since it also says "more".
func negates(words []string, i int, language desk.Language) bool {
	w := words[i]
	if language != desk.French {
		return w == "not" || w == "never" || w == "cannot" || strings.HasSuffix(w, "n't")
	}
	switch w {
	case "pas", "jamais", "aucun", "aucune":
		return true
	case "plus":
		for _, b := range words[max(0, i-4):i] {
			if b == "ne" || b == "n" {
				return true
			}
		}
	}
	return false
}

// letterShare gives how many of a text's letters are capitals, 0 to 1.
func letterShare(text string) float64 {
	letters, capitals := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				capitals++
			}
		}
	}
	return float64(capitals) / float64(max(1, letters))
}
