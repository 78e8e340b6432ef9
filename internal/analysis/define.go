package analysis

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quoted terms and the words with which pages define them, in English and French.
var definitions = []*regexp.Regexp{
	regexp.MustCompile(`^["“]([^"”]{2,40})["”](?: here| \(.{1,40}\))? (?:means?|stands? for|refers? to|includes?|does not include|do not include|covers?)\b`),
	regexp.MustCompile(`\b[Bb]y ["“]([^"”]{2,40})["”],? (?:we|is|are|it is) (?:here )?(?:do not |don't )?(?:mean|meant|understand|understood)\b`),
	regexp.MustCompile(`^« ?([^»]{2,40}?) ?» (?:désigne(?:nt)?|signifie(?:nt)?|s['’]entend(?:ent)?|veut dire|veulent dire|comprend|comprennent|ne comprend pas|ne comprennent pas)(?:[ ,.]|$)`),
	regexp.MustCompile(`\b[Pp]ar « ?([^»]{2,40}?) ?»,? (?:on entend|nous entendons|il faut entendre|nous n['’]entendons pas)(?:[ ,.]|$)`),
	regexp.MustCompile(`\b[Oo]n (?:entend par|appelle) « ?([^»]{2,40}?) ?»`),
}

// Defines gives the term that a sentence defines for its page (“"Days" means days on which banks are open”), in lower
// case, and whether it defines one. Only terms in quotation marks count: what is defined otherwise is not told from what
// is merely explained.
func Defines(sentence string) (term string, ok bool) {
	if !strings.ContainsAny(sentence, "\"“«") {
		return "", false // most sentences: nothing is quoted
	}
	sentence = strings.Join(strings.Fields(strings.NewReplacer("*", "", "_", "", "\u00a0", " ", "\u202f", " ").Replace(sentence)), " ")
	sentence = strings.TrimLeft(sentence, "-–•> ")
	for _, form := range definitions {
		if found := form.FindStringSubmatch(sentence); found != nil {
			return strings.ToLower(strings.TrimSpace(found[1])), true
		}
	}
	return "", false
}

// Uses tells whether a text uses a term in its ordinary spelling. A term with a capital inside a sentence ("the Sponsor")
// shows by itself that it is a defined one, and does not count.
func Uses(text, term string) bool {
	for rest := text; ; {
		i := strings.Index(rest, term)
		if i < 0 {
			return false
		}
		before, after := rest[:i], rest[i+len(term):]
		if !endsInLetter(before) && !beginsWithLetter(strings.TrimPrefix(after, "s")) {
			return true
		}
		rest = after
	}
}

func endsInLetter(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r)
}

func beginsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}
