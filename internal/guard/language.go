package guard

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// language holds a draft to the customer's language: the draft says it is written in it, its sources are, and its words
// belong to it, as a whole and sentence by sentence.
//
// It catches a French page quoted to an English customer, a page filed under the wrong language, a sentence of the other
// language or of Spanish, German, Italian, Portuguese or Dutch, and words in another script. Words between quotation marks,
// and what the sources write in the same words, may be foreign: names of products and menus are. It cannot tell the
// language of a few words without function words (a table of names).
func language(in Input) ([]desk.Finding, error) {
	block := func(claim int, format string, args ...any) desk.Finding {
		return desk.Finding{Check: "language", Severity: desk.Block, Claim: claim, Message: fmt.Sprintf(format, args...)}
	}
	if in.Language != desk.English && in.Language != desk.French {
		return []desk.Finding{block(desk.WholeDraft, "the customer's language %q is not one that a reply can be written in", in.Language)}, nil
	}
	var found []desk.Finding
	if in.Draft.Language != in.Language {
		found = append(found, block(desk.WholeDraft, "the draft is in %q, the customer writes %q", in.Draft.Language, in.Language))
	}
	if spoken := spokenIn(draftTokens(in)); spoken != desk.Unknown && spoken != in.Language {
		found = append(found, block(desk.WholeDraft, "the draft's words are in %q, the customer writes %q", spoken, in.Language))
	}
	for n, claim := range in.Draft.Claims {
		for s := range sourcesOf(in, claim) {
			if l := in.Sources[s].Language; l != in.Language {
				found = append(found, block(n, "%q is in %q, the customer writes %q", in.Sources[s].Title, l, in.Language))
			}
		}
	}
	return append(found, foreignSentences(in)...), nil
}

// foreignSentences reports the sentences whose words belong to another language than the customer's, unless they stand word
// for word in a source that they cite.
func foreignSentences(in Input) []desk.Finding {
	var found []desk.Finding
	var quoted map[int]bool
	known := knownPairs{in: in}
	text := []rune(in.Draft.Text)
	for _, u := range utterances(in) {
		why := foreign(u.words, in.Language, &known, text)
		if why == "" {
			continue
		}
		if quoted == nil {
			quoted = quotedClaims(in)
		}
		if !quoted[u.claim] {
			found = append(found, desk.Finding{
				Check: "language", Severity: desk.Block, Claim: u.claim,
				Message: fmt.Sprintf("%s, and the customer writes %q: %q", why, in.Language, clip(u.text)),
			})
		}
	}
	return found
}

// knownPairs is the words that the sources or the customer write, behind "" and behind the word before. It reads them when
// it is first asked: few sentences need it.
type knownPairs struct {
	in    Input
	pairs map[[2]string]bool
}

func (k *knownPairs) holds(before, word string) bool {
	if k.pairs == nil {
		k.pairs = map[[2]string]bool{}
		for _, text := range []string{sourceText(k.in), k.in.Question} {
			before := ""
			for _, w := range hear(text, 0) {
				k.pairs[[2]string{before, w.fold}], k.pairs[[2]string{"", w.fold}] = true, true
				before = w.fold
			}
		}
	}
	return k.pairs[[2]string{before, word}]
}

// foreign says why a sentence's words are not of a language; empty where they may be. text holds the words as they are written.
func foreign(words []heardWord, language desk.Language, known *knownPairs, text []rune) string {
	own, other, letters, script, spoken := 0, 0, 0, 0, 0
	third := [len(furtherLanguages)]int{}
	for i := range words {
		w := &words[i]
		if w.quoted || w.number() {
			continue
		}
		spoken++
		en, fr := analysis.Stop(desk.English, w.fold), analysis.Stop(desk.French, w.fold)
		switch {
		case en == fr:
		case en == (language == desk.English):
			own++
		case i > 0 && known.holds(words[i-1].fold, w.fold):
		default:
			other++
		}
		if in := furtherWords[w.fold]; in != 0 && (!en || language != desk.English) && (!fr || language != desk.French) {
			for n := range third {
				third[n] += int(in >> n & 1)
			}
		}
		if w.end > len(text) || w.start >= w.end {
			continue
		}
		switch written := text[w.start:w.end]; {
		case !latin(written) && len(written) >= 2 && !known.holds("", w.fold):
			script++
		case !w.capital && strangeLetters(written, language) && !known.holds("", w.fold):
			letters++
		}
	}
	if script > 0 {
		return "words stand in another script"
	}
	if other >= 2 && own == 0 && spoken >= 4 || other >= 4 && other >= 3*own {
		return "the sentence is in the other language"
	}
	for n, count := range third {
		if count >= 3 && count >= 2*own {
			return "the sentence reads like " + furtherLanguages[n].name
		}
	}
	if letters >= 2 && letters*5 >= spoken {
		return "the words are written with another language's letters"
	}
	return ""
}

// furtherLanguages are told by function words that neither English nor French writes alike.
var furtherLanguages = [...]struct {
	name  string
	words map[string]struct{}
}{
	{"Spanish", setOf("el los las una del y por para con su sus lo al mas pero como puede usted este esta eso muy tambien sin hay nos cuando desde hasta donde debe")},
	{"German", setOf("der die das und ist nicht sie ein eine einen einem auf mit von zu im den dem fur wird kann sich auch bei oder ihre ihr ihren sind konnen wir ich wenn aus nach werden")},
	{"Italian", setOf("il lo gli della dello degli che non per con una sono puo questo alla nel nella dei delle anche come piu suo sua essere entro dopo deve")},
	{"Portuguese", setOf("o os uma do da dos das em nao para com por seu sua voce pode mais como ao pela pelo quando ate deve sao")},
	{"Dutch", setOf("het een en van niet met op voor dat zijn kunt wordt u uw naar ook bij of worden binnen als wij deze moet")},
}

// furtherWords gives for a function word which of the further languages write it: a bit for each.
var furtherWords = func() map[string]uint8 {
	all := map[string]uint8{}
	for n := range furtherLanguages {
		for w := range furtherLanguages[n].words {
			all[w] |= 1 << n
		}
	}
	return all
}()

// latin tells whether every letter of a word is Latin, or a sign of science.
func latin(word []rune) bool {
	for _, r := range word {
		if unicode.IsLetter(r) && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Common) {
			return false
		}
	}
	return true
}

// strangeLetters tells whether a word has a letter that a language does not write.
func strangeLetters(word []rune, language desk.Language) bool {
	own := "éèêëàâäîïôöùûüÿçœæñ"
	if language == desk.English {
		own = "éèêïç"
	}
	for _, r := range word {
		if r > unicode.MaxASCII && unicode.IsLetter(r) && unicode.Is(unicode.Latin, r) && !strings.ContainsRune(own, unicode.ToLower(r)) {
			return true
		}
	}
	return false
}

// spokenLanguage tells which language a text's function words belong to: at least four of them and three times as many as
// of the other, else Unknown.
func spokenLanguage(text string) desk.Language { return spokenIn(analysis.Tokens(text)) }

// spokenIn is spokenLanguage of a text's tokens.
func spokenIn(tokens []analysis.Token) desk.Language {
	english, french := 0, 0
	for _, t := range tokens {
		en, fr := analysis.Stop(desk.English, t.Text), analysis.Stop(desk.French, t.Text)
		switch {
		case en && !fr:
			english++
		case fr && !en:
			french++
		}
	}
	switch {
	case english >= 4 && english >= 3*french:
		return desk.English
	case french >= 4 && french >= 3*english:
		return desk.French
	}
	return desk.Unknown
}
