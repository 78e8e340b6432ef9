package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Abbreviations that never end a sentence: what they belong to follows.
var neverEnd = set(`mm mme mmes mlle mlles mr mrs ms dr drs prof me mgr messrs e.g i.e eg ie cf c.-à-d càd viz vs p.ex ex
	p pp art arts fig chap vol n.b`)

// Abbreviations that stay open before a number or a lower-case word: "No. 5", but "No. You cannot."; "12 janv. 2025".
var openBeforeNumber = set(`no nos n nr num ch ext min max ver v rev l r d tel tél réf ref env approx sect
	janv févr fév avr juil sept oct nov déc jan feb mar apr jun jul aug sep dec`)

// Shortened words that stay open before a lower-case word, and end a sentence before a capital.
var shortenedWords = set(`etc resp incl excl adj av a.m p.m am pm u.s u.k e.u inc ltd corp co sa s.a sarl
	temp info admin misc spec dir gén adm intl natl govt assoc univ est dept`)

// Company and country endings: the sentence goes on unless a usual opener follows.
var companyWords = set(`inc ltd corp co llc plc al st ste bd u.s u.k e.u s.a s.a.s bros`)

// Words that usually open a sentence, in English and French, folded.
var openers = set(`the this that these those it its he she they we you i a an in on if when while for to as at after before
	however but and or there here what why how who please note such each all any some no not once by with your our from
	le la les l un une des ce cette ces il elle ils elles on nous vous je si quand lorsque pour en dans sur par avec sans
	c mais ou et donc or ni car est que qui comment pourquoi attention notez votre vos notre nos chaque tout toute toutes
	tous aucun aucune seul seuls selon depuis apres avant`)

func has(words map[string]struct{}, word string) bool {
	_, ok := words[word]
	return ok
}

// abbreviated takes a word without its full stop. "M" is a title only as a capital.
func abbreviated(word string) bool {
	return word == "M" || has(neverEnd, strings.ToLower(word))
}

func beforeNumber(word string) bool { return has(openBeforeNumber, strings.ToLower(word)) }
func shortened(word string) bool    { return has(shortenedWords, strings.ToLower(word)) }
func company(word string) bool      { return has(companyWords, strings.ToLower(word)) }

// initial tells whether a word is one capital letter, or capitals with full stops between: "J", "U.S.A".
func initial(word string) bool {
	capitals := 0
	for i, r := range word {
		switch {
		case unicode.IsUpper(r) && (i == 0 || word[i-1] == '.'):
			capitals++
		case r != '.':
			return false
		}
	}
	return capitals > 0
}

// closesBefore tells whether a word before a full stop is plainly a whole word, so that even a lower-case word after it
// may open a sentence.
func closesBefore(word string) bool {
	letters := 0
	for _, r := range word {
		if !unicode.IsLetter(r) && r != '\'' && r != '’' && r != '-' {
			return false
		}
		letters++
	}
	return letters >= 4
}

// opener tells whether a text begins with a word that usually opens a sentence.
func opener(rest string) bool {
	rest = strings.TrimLeft(rest, "\"'“‘«([ \u00a0")
	end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(rest)
	}
	return has(openers, Fold(rest[:end]))
}

// lastWord gives what follows the last space, bracket, slash or quote.
func lastWord(said string) string {
	at := strings.LastIndexFunc(said, boundary)
	if at < 0 {
		return said
	}
	_, size := utf8.DecodeRuneInString(said[at:])
	return said[at+size:]
}

// boundary tells whether a sign parts words.
func boundary(r rune) bool {
	switch r {
	case '(', '[', '{', '"', '\'', '“', '‘', '«', '’', '/':
		return true
	}
	return unicode.IsSpace(r)
}

// listMarker gives the bytes of the marker of a list item that opens a text, without and with its full stops and
// brackets: "1.", "12)", "b.", "iv.". Both are 0 where none does.
func listMarker(text string) (bare, marked int) {
	const longest = 4
	bare = strings.IndexAny(text[:min(len(text), longest+1)], ".)")
	if bare <= 0 {
		return 0, 0
	}
	head := text[:bare]
	number := strings.Trim(head, "0123456789") == ""
	if number && bare > 3 || !number && bare > 1 && strings.Trim(head, "ivx") != "" {
		return 0, 0
	}
	return bare, len(text) - len(strings.TrimLeft(text[bare:], ".)"))
}
