package guard

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// cue is how strongly a sentence restricts its neighbour.
type cue int

const (
	noCue     cue = iota
	weakCue       // it denies something: binds where it speaks of the same thing
	strongCue     // it names a condition or an exception: binds where it shares a word or points back
	openCue       // it opens by restricting what was just said: binds its neighbour whatever it says
)

// cueIn judges a sentence. A question restricts nothing: in a list of questions it opens another matter.
func cueIn(text string) cue {
	if strings.HasSuffix(strings.TrimRight(text, " \t\r\n*_\"»"), "?") {
		return noCue
	}
	tokens := analysis.Tokens(text)
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.Text
	}
	switch {
	case openingCues.at(words):
		return openCue
	case strongCues.within(words):
		return strongCue
	case slices.ContainsFunc(words, func(w string) bool { _, ok := denials[w]; return ok }) || frenchDenial(words):
		return weakCue
	}
	return noCue
}

// cues are phrases by their first word.
type cues map[string][][]string

func newCues(phrases ...string) cues {
	c := cues{}
	for _, phrase := range phrases {
		words := strings.Fields(phrase)
		c[words[0]] = append(c[words[0]], words)
	}
	return c
}

// at tells whether words open with one of the phrases.
func (c cues) at(words []string) bool {
	if len(words) == 0 {
		return false
	}
	return slices.ContainsFunc(c[words[0]], func(phrase []string) bool {
		return len(phrase) <= len(words) && slices.Equal(phrase, words[:len(phrase)])
	})
}

// within tells whether one of the phrases stands among words.
func (c cues) within(words []string) bool {
	for i := range words {
		if c.at(words[i:]) {
			return true
		}
	}
	return false
}

// restricts tells whether a text holds any word that restricts or denies.
func restricts(text string) bool { return cueIn(text) != noCue }

// binds tells whether a sentence behind a quotation restricts it. next: it stands right behind.
func (c cue) binds(next bool, subject map[string]bool, text string, stemmer *analysis.Stemmer) bool {
	switch c {
	case noCue:
		return false
	case openCue:
		return next || shared(subject, text, stemmer) >= 1
	case strongCue:
		return shared(subject, text, stemmer) >= 1 || next && opensBack(text)
	case weakCue:
		return next && (sameSubject(subject, text, stemmer) || opensBack(text))
	}
	return false
}

// sameSubject tells whether the first content word of a sentence, which mostly names what it speaks of, is a subject's.
func sameSubject(subject map[string]bool, text string, stemmer *analysis.Stemmer) bool {
	stems := contentStems(text, stemmer)
	return len(stems) > 0 && subject[stems[0]]
}

// bindsAhead tells whether a sentence before a quotation restricts it: it says so ("the following", a colon), or is a
// condition on the same thing.
func (c cue) bindsAhead(next bool, subject map[string]bool, text string, stemmer *analysis.Stemmer) bool {
	switch c {
	case noCue:
		return false
	case openCue, strongCue:
		return pointsAhead(text) || next && shared(subject, text, stemmer) >= 2
	case weakCue:
		return next && pointsAhead(text)
	}
	return false
}

// subjectOf gives the stems of the content words of a text.
func subjectOf(text string, stemmer *analysis.Stemmer) map[string]bool {
	subject := map[string]bool{}
	for _, stem := range contentStems(text, stemmer) {
		subject[stem] = true
	}
	return subject
}

// shared gives how many content stems a text shares with a subject.
func shared(subject map[string]bool, text string, stemmer *analysis.Stemmer) int {
	n := 0
	for _, stem := range contentStems(text, stemmer) {
		if subject[stem] {
			n++
		}
	}
	return n
}

// opensBack tells whether a sentence begins by pointing at the one before.
func opensBack(text string) bool {
	tokens := openingTokens(text, 6)
	if len(tokens) == 0 {
		return false
	}
	kind, ok := backward[tokens[0].Text]
	return ok && (kind != pronoun || !impersonal(tokens[1:]))
}

// openingTokens gives so many tokens of a text's opening, or more; all where it has fewer.
func openingTokens(text string, least int) []analysis.Token {
	const opening = 80 // bytes; no token reaches over a blank
	if len(text) > opening {
		if i := strings.IndexByte(text[opening:], ' '); i >= 0 {
			if tokens := analysis.Tokens(text[:opening+i]); len(tokens) >= least {
				return tokens
			}
		}
	}
	return analysis.Tokens(text)
}

// pointsAhead tells whether a sentence announces what follows.
func pointsAhead(text string) bool {
	words := wordsOf(text)
	return strings.HasSuffix(strings.TrimRight(text, " \t\r\n*_"), ":") || firstPhrase(words, aheadPhrases) != ""
}

var aheadPhrases = []string{
	"following", "below", "this section", "this page", "ci dessous", "suivant", "suivante", "suivants", "suivantes",
	"ce qui suit", "cette section", "cette page", "cette rubrique",
}

// Words and phrases with which a sentence opens when it takes back a part of the one before. Folded; "l'" is cut off.
var openingCues = newCues(
	"however", "but", "unless", "except", "only if", "only when", "provided", "although", "though", "nevertheless", "nonetheless",
	"that said", "on the other hand", "exception", "exceptions", "not for", "this does not apply", "this doesn't apply",
	"this is not available", "this isn't available", "this only applies", "this applies only", "this is only", "warning", "caution",
	"important", "limitations", "restrictions", "beware", "with the exception",
	"toutefois", "cependant", "mais", "sauf", "hormis", "excepte", "a moins", "a condition", "sous reserve", "uniquement", "seulement",
	"neanmoins", "en revanche", "par contre", "attention", "exception", "exceptions", "cela ne", "ceci ne", "cette offre ne",
	"important", "avertissement", "a exception", "exclusion", "exclusions", "limite", "limites", "pourtant",
)

// Phrases that name a condition or an exception anywhere in a sentence.
var strongCues = newCues(
	"unless", "except", "excepting", "excluding", "only if", "only when", "only for", "only available", "available only", "applies only",
	"only applies", "only apply", "provided that", "providing that", "on condition that", "as long as", "subject to", "does not apply",
	"doesn't apply", "do not apply", "don't apply", "not apply", "not eligible", "not available", "isn't available", "not included",
	"not covered", "not refundable", "non refundable", "must first", "at least", "at most", "no later than", "no more than", "limited to",
	"however", "exception", "exceptions", "with the exception", "other than", "not for", "not valid", "before you can", "will not be able",
	"sauf", "hormis", "excepte", "exceptes", "a moins que", "a moins de", "a condition", "sous reserve", "uniquement", "seulement si",
	"seulement pour", "ne concerne pas", "ne concernent pas", "ne applique pas", "ne appliquent pas", "applique pas", "appliquent pas",
	"est pas possible", "est pas valable", "pas disponible", "exclu", "exclue", "exclus", "exclues", "non remboursable", "toutefois", "cependant",
	"en revanche", "par contre", "attention", "au plus tard", "au moins", "au maximum", "limite a", "limitee a", "reserve a", "reservee a", "reserve aux",
	"reservee aux", "reserves aux", "reservees aux", "ne pourrez pas", "obligatoirement", "au prealable", "prealablement", "doit abord", "devez abord", "dans la limite",
)

// Words that deny.
var denials = setOf(`not never cannot can't don't doesn't didn't won't isn't aren't wasn't weren't shouldn't couldn't wouldn't
	mustn't without neither nor impossible unable prohibited forbidden jamais interdit interdite interdits`)

// frenchDenial tells whether "ne … pas" or its kin stands among the words; "n'" is cut off, so "pas" alone must do.
func frenchDenial(words []string) bool {
	for i, w := range words {
		switch w {
		case "pas", "aucun", "aucune":
			return true
		case "ne":
			for _, v := range words[i:min(len(words), i+6)] {
				if v == "plus" || v == "que" || v == "jamais" || v == "ni" {
					return true
				}
			}
		}
	}
	return false
}

// How a word points back.
type backwardKind int

const (
	pronoun       backwardKind = iota // stands for something said before
	demonstrative                     // "this plan": may be said by a heading
	connective                        // goes on from the sentence before
)

var backward = map[string]backwardKind{
	"it": pronoun, "they": pronoun, "he": pronoun, "she": pronoun, "its": pronoun, "their": pronoun, "them": pronoun,
	"this": demonstrative, "these": demonstrative, "that": demonstrative, "those": demonstrative, "such": demonstrative,
	"otherwise": connective, "however": connective, "but": connective, "instead": connective, "therefore": connective,
	"also": connective, "nevertheless": connective, "conversely": connective, "likewise": connective, "similarly": connective,
	"consequently": connective, "furthermore": connective, "moreover": connective, "afterwards": connective, "and": connective, "or": connective, "then": connective, "thus": connective, "hence": connective,
	"elle": pronoun, "elles": pronoun, "ils": pronoun, "il": pronoun, "celui": pronoun, "celle": pronoun, "ceux": pronoun, "celles": pronoun,
	"leur": pronoun, "leurs": pronoun, "cela": demonstrative, "ceci": demonstrative, "ca": demonstrative,
	"ce": demonstrative, "cet": demonstrative, "cette": demonstrative, "ces": demonstrative,
	"toutefois": connective, "cependant": connective, "mais": connective, "sinon": connective, "neanmoins": connective,
	"ensuite": connective, "puis": connective, "donc": connective, "ainsi": connective, "alors": connective, "egalement": connective, "et": connective, "ou": connective,
}

// impersonal tells whether the words behind "it" or "il" make it stand for nothing: "it is possible", "il faut".
func impersonal(words []analysis.Token) bool {
	for i, t := range words[:min(len(words), 5)] {
		switch t.Text {
		case "possible", "important", "recommended", "necessary", "advisable", "useful", "best", "worth", "takes", "seems", "helps", "easy",
			"impossible", "recommande", "necessaire", "conseille", "preferable", "obligatoire", "interdit", "inutile", "essentiel", "utile":
			return true
		case "faut", "existe", "suffit", "convient", "agit", "y", "reste":
			return i <= 1
		}
	}
	return false
}

// pageWord tells whether a word names the page itself, so that "this page" needs nothing before it.
func pageWord(word string) bool {
	switch word {
	case "page", "article", "guide", "document", "section", "policy", "agreement", "notice", "statement", "website", "contrat", "accord", "service", "tutorial", "documentation", "help", "site", "faq", "fiche", "rubrique", "politique", "tutoriel":
		return true
	}
	return false
}
