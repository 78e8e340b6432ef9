package guard

import (
	_ "embed"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed phrases/human.txt
var humanText string

var humanBook, humanFail = parseBook(humanText, nil)

// human blocks a reply that claims to be a person, denies being a machine, takes a person's name or role, says of itself
// what an assistant has no part in (see beyondAssistant), or answers "yes" to "are you a person?" without saying that it is
// an assistant.
//
// It catches the common forms in English and French, a signature with a name, and any life that "I" tell. It cannot catch a person put on by tone
// alone; the mark that every channel puts on the assistant's messages stands against that.
func human(in Input) ([]desk.Finding, error) {
	if humanFail != nil {
		return nil, humanFail
	}
	var found []desk.Finding
	block := func(claim int, why string) {
		found = append(found, desk.Finding{Check: "human", Severity: desk.Block, Claim: claim, Message: why})
	}
	sentences := utterances(in)
	var quoted map[int]bool
	for _, u := range sentences {
		m, why := personIn(u.words, in.Brand)
		said := u.words[m.from:m.to]
		if why == "" {
			said, why = beyondAssistant(u.words, strings.HasSuffix(strings.TrimRight(u.text, " \"»*_"), "?"), in.Brand), "says of itself what an assistant has no part in"
		}
		if len(said) == 0 {
			continue
		}
		if quoted == nil {
			quoted = quotedClaims(in)
		}
		if quoted[u.claim] && m.tag != "person" && m.tag != "denies" {
			continue // a page's story, word for word
		}
		block(u.claim, why+": "+saidOf(said))
	}
	if why := liesAboutItself(in, sentences); why != "" {
		block(desk.WholeDraft, why)
	}
	if name := signature(in); name != "" {
		block(desk.WholeDraft, "is signed with a person's name: "+clip(name))
	}
	return found, nil
}

// personIn gives the first pattern of a sentence that only a person could say, and why.
func personIn(words []heardWord, brand []string) (phraseMatch, string) {
	matches := humanBook.find(words)
	machine := -1 // the first word that says the writer is a machine
	for _, m := range matches {
		if m.tag == "machine" && !negatedBefore(words, m.from) && machine < 0 {
			machine = m.from
		}
	}
	for _, m := range matches {
		if conditional(words, m.from) && m.tag != "denies" || m.from > 0 && questionTurn(words[m.from-1].fold) {
			continue
		}
		switch m.tag {
		case "person":
			if !negatedIn(words[m.from:m.to]) && !negatedBefore(words, m.from) {
				return m, "claims to be a person"
			}
		case "denies":
			return m, "denies being a machine"
		case "life":
			return m, "tells of a person's life"
		case "role":
			if machine < 0 && !negatedIn(words[m.from:m.to]) {
				return m, "claims a person's role"
			}
		case "named":
			title := m.from+1 < m.to && words[m.from+1].capital && words[m.from+1].fold == "am" // of a book, a film
			if machine < 0 && !title && !branded(words[m.from:m.to], brand) && !negatedIn(words[m.from:m.to]) {
				return m, "takes a person's name"
			}
		}
	}
	return phraseMatch{}, ""
}

// questionTurn tells whether the word before "I am" turns it into a question: "am I", "suis-je".
func questionTurn(word string) bool { return word == "am" || word == "was" || word == "if" }

// negatedIn tells whether words hold a negation.
func negatedIn(words []heardWord) bool {
	for i := range words {
		switch words[i].fold {
		case "not", "no", "never", "pas", "jamais", "aucun", "aucune", "nor", "neither", "ni", "plus":
			return true
		}
	}
	return false
}

// negatedBefore tells whether one of the three words before words[at] in its clause is a negation.
func negatedBefore(words []heardWord, at int) bool {
	for i := at; i > max(0, at-3); i-- {
		if words[i].before != noPause {
			return false
		}
		if negatedIn(words[i-1 : i]) {
			return true
		}
	}
	return false
}

// branded tells whether a name among words is the company's or its assistant's.
func branded(words []heardWord, brand []string) bool {
	for i := range words {
		if !words[i].capital {
			continue
		}
		for _, name := range brand {
			for _, w := range hear(name, 0) {
				if w.fold == words[i].fold {
					return true
				}
			}
		}
	}
	return false
}

// liesAboutItself judges a yes or no to a customer who asks whether a person or a machine writes.
func liesAboutItself(in Input, sentences []utterance) string {
	if len(sentences) == 0 {
		return ""
	}
	asked := tagsIn(hear(in.Question, 0))
	if !asked["asks person"] && !asked["asks machine"] {
		return ""
	}
	for _, u := range sentences {
		if tagsIn(u.words)["machine"] {
			return ""
		}
	}
	yes, no := openingWord(sentences[0].words)
	switch {
	case asked["asks person"] && yes:
		return "says yes to a customer who asks whether a person writes"
	case asked["asks machine"] && no:
		return "says no to a customer who asks whether a machine writes"
	}
	return ""
}

// tagsIn gives the tags of the patterns in words.
func tagsIn(words []heardWord) map[string]bool {
	tags := map[string]bool{}
	for _, m := range humanBook.find(words) {
		tags[m.tag] = true
	}
	return tags
}

// openingWord tells whether words open with a yes or a no.
func openingWord(words []heardWord) (yes, no bool) {
	if len(words) == 0 {
		return false, false
	}
	switch words[0].fold {
	case "yes", "yep", "yeah", "sure", "absolutely", "indeed", "certainly", "definitely", "oui", "absolument", "certainement", "exactement", "tout":
		return true, false
	case "of", "bien":
		return len(words) > 1 && (words[1].fold == "course" || words[1].fold == "sur"), false
	case "no", "nope", "non":
		return false, true
	}
	return false, false
}

// signature gives the name that a reply is signed with: a last line of one to four words, a name first, behind a greeting
// or a dash, without a word of machines or of the company.
func signature(in Input) string {
	lines := strings.Split(strings.TrimSpace(in.Draft.Text), "\n")
	last := strings.TrimSpace(lines[len(lines)-1])
	before := ""
	if len(lines) > 1 {
		before = strings.TrimSpace(strings.Join(lines[:len(lines)-1], "\n"))
	}
	dashed := strings.HasPrefix(last, "—") || strings.HasPrefix(last, "–") || strings.HasPrefix(last, "-- ")
	name := strings.TrimLeft(last, "—–- ")
	closing := hear(before[max(0, len(before)-60):], 0)
	greeted := len(closing) > 0 && farewell(closing[len(closing)-1].fold) || len(closing) > 1 && closing[len(closing)-2].fold == "a" && closing[len(closing)-1].fold == "vous"
	if inline := hear(name, 0); len(inline) >= 2 && farewell(inline[0].fold) {
		name, greeted = strings.TrimLeft(name[strings.IndexAny(name+" ", " ,"):], " ,"), true
	}
	words := hear("x "+name, 0)
	if len(words) > 0 {
		words = words[1:]
	}
	if !dashed && !greeted || len(words) == 0 || len(words) > 6 || len(words) > 1 && functionWord(words[1].fold) || !words[0].capital || branded(words, in.Brand) {
		return ""
	}
	for _, m := range humanBook.find(words) {
		if m.tag == "machine" {
			return ""
		}
	}
	switch words[0].fold {
	case "the", "your", "our", "le", "la", "l", "votre", "notre", "team", "support", "service", "equipe", "customer":
		return ""
	}
	return name
}

func farewell(word string) bool {
	switch word {
	case "regards", "sincerely", "cordialement", "cheers", "faithfully", "truly", "wishes", "salutations", "amicalement":
		return true
	}
	return false
}
