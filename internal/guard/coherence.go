package guard

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// coherence blocks a reply that is broken as a text: the marks of a template left in it, a sentence said twice in a row or a
// word four times, words in no order, an end in mid-sentence, a list whose numbers skip, a yes beside a no, two sentences
// that differ only in a negation or a number. What a source writes in the same way may stand.
//
// It catches the output of a model that failed and of broken assembly. It cannot tell sense from nonsense in good grammar;
// check form knows loops over the whole text.
func coherence(in Input) ([]desk.Finding, error) {
	var found []desk.Finding
	block := func(claim int, format string, args ...any) {
		found = append(found, desk.Finding{Check: "coherence", Severity: desk.Block, Claim: claim, Message: fmt.Sprintf(format, args...)})
	}
	text, known := in.Draft.Text, sourceText(in)
	if mark := leftOver(text, known, in.Question); mark != "" {
		block(desk.WholeDraft, "the draft holds what a template left: %q", clip(mark))
	}
	if why := skipping(text); why != "" && !strings.Contains(strip(known).text, strip(text).text) {
		block(desk.WholeDraft, "%s", why)
	}
	sentences := utterances(in)
	quoted := quotedClaims(in)
	var sources *orders
	shuffled := func(words []heardWord) bool {
		if len(words) < leastShuffled {
			return false
		}
		if sources == nil {
			if inOrderOf(words, lowered(known)) {
				return false
			}
			sources = newOrders(known)
		}
		return sources.shuffled(words)
	}
	for n, u := range sentences {
		switch {
		case quoted[u.claim]:
		case stutters(u.words):
			block(u.claim, "words are said over and over")
		case gibberish(u.words, known):
			block(u.claim, "words are no words")
		case disordered(u.words, in.Draft.Language) || endsOpen(u.words, u.text, in.Draft.Language) || shuffled(u.words):
			block(u.claim, "the words stand in no order")
		case n > 0 && len(u.words) >= 4 && slices.Equal(foldsOf(u.words), foldsOf(sentences[n-1].words)):
			block(u.claim, "the sentence is said twice")
		}
	}
	if n := len(sentences); n > 0 && !quoted[sentences[n-1].claim] && unfinished(text, sentences[n-1].words) {
		block(sentences[n-1].claim, "the draft ends in mid-sentence")
	}
	if why := opposed(sentences, quoted); why != "" {
		block(desk.WholeDraft, "%s", why)
	}
	return found, nil
}

// templateMarks are what a template or a program leaves where it had nothing to put.
var templateMarks = regexp.MustCompile(`\{\{[^}\n]{0,60}\}\}|\{%[^%\n]{0,60}%\}|\$\{[^}\n]{0,60}\}|\{[a-z][a-z_]{1,30}\}|%[sd]\b|<%[^%\n]{0,60}%>|` +
	`\[(?i:insert|your|customer|client|name|nom|prénom|date|company|link|lien|insérer|insérez|votre|order|number|numéro|amount|montant|product|produit|todo|tbd|placeholder|à compléter)\b[^\]\n]{0,60}\](?:[^(]|$)|` +
	`<(?i:your|insert|customer|client|votre|name|nom)[ _-]?[a-z _-]{0,40}>|\b(?i:lorem ipsum|undefined|\[object Object\]|NaN)\b|\bX{4,}\b|\bT(?:ODO|BD)\b|\bFI(?:XME)\b|_{5,}`)

// leftOver gives the first mark of a template that neither the sources nor the question write.
func leftOver(text, known, question string) string {
	if !markLike(text) {
		return ""
	}
	for _, m := range templateMarks.FindAllString(text, -1) {
		if !strings.Contains(known+"\n"+question, strings.TrimSpace(m)) {
			return m
		}
	}
	return ""
}

// markLike tells whether a text may hold what templateMarks looks for.
func markLike(text string) bool {
	if strings.ContainsAny(text, "{[<") || holdsAny(text, "%s", "%d", "XXXX", "ODO", "TBD", "XME", "_____") {
		return true
	}
	low := lowered(text)
	return holdsAny(low, "lorem ipsum", "undefined") || holdsWord(low, "nan")
}

// skipping says where the numbers of a list do not follow each other: a number past the first that is neither the one after
// the last, nor 1 again.
func skipping(text string) string {
	last := 0
	for line := range strings.Lines(text) {
		number, _, ok := strings.Cut(strings.TrimLeft(line, " \t"), ". ")
		if !ok {
			number, _, ok = strings.Cut(strings.TrimLeft(line, " \t"), ") ")
		}
		n, err := strconv.Atoi(number)
		if !ok || err != nil || n < 1 || n > 99 {
			continue
		}
		if last > 0 && n != last+1 && n != 1 {
			return fmt.Sprintf("the list goes from %d to %d", last, n)
		}
		last = n
	}
	return ""
}

// stutters tells whether words are said over and over in a row: one four times, a run of two to four three times, or two
// pairs of equal neighbours in a sentence. Words that language doubles ("nous nous", "had had") are no pair.
func stutters(words []heardWord) bool {
	for period := 1; period <= 4; period++ {
		run := 0
		for i := period; i < len(words); i++ {
			if words[i].fold != words[i-period].fold || words[i].number() {
				run = 0
				continue
			}
			if run++; period == 1 && run >= 3 || period > 1 && run >= 2*period {
				return true
			}
		}
	}
	pairs := 0
	for i := 1; i < len(words); i++ {
		if words[i].fold == words[i-1].fold && words[i].before == noPause && !member(doubledWords, words[i].fold) {
			pairs++
		}
	}
	return pairs >= 2
}

var doubledWords = setOf("nous vous had that is in bla so very tres")

// gibberish tells whether a quarter of a sentence's words, and two at least, have four letters and more, no vowel, and stand
// in no source.
func gibberish(words []heardWord, known string) bool {
	odd := 0
	for i := range words {
		w := words[i].fold
		if len(w) < 4 || strings.HasPrefix(w, "http") || words[i].capital || words[i].quoted || strings.ContainsAny(w, "aeiouy0123456789") || strings.ContainsFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) {
			continue
		}
		if !strings.Contains(analysis.Fold(known), w) {
			odd++
		}
	}
	return odd >= 2 && odd*4 >= len(words)
}

// disordered tells whether words stand where grammar lets none stand: an article or preposition before another that may not
// follow it, or at the end. Two such places in a sentence make it one without order.
func disordered(words []heardWord, language desk.Language) bool {
	grammar := englishGrammar
	if language == desk.French {
		grammar = frenchGrammar
	}
	breaks := 0
	for i := range words {
		end := i+1 == len(words) || words[i+1].before != noPause && !words[i+1].quoted
		switch kind := grammar[words[i].fold]; {
		case words[i].quoted:
		case kind == article && end:
			breaks++
		case kind == article && grammar[words[i+1].fold] != 0 && !words[i+1].capital:
			breaks++
		case kind == preposition && language == desk.French && end && i+1 == len(words):
			breaks++
		case kind == preposition && !end && (grammar[words[i+1].fold] == verb || language == desk.French && grammar[words[i+1].fold] == preposition):
			breaks++
		case kind == verb && !end && grammar[words[i+1].fold] == verb:
			breaks++
		}
	}
	return breaks >= 2
}

// endsOpen tells whether a sentence is closed on a word that no sentence of its language ends on.
func endsOpen(words []heardWord, text string, language desk.Language) bool {
	text = strings.TrimRight(text, " \t\r\n\u00a0*_")
	if len(words) < 5 || !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "!") || strings.HasSuffix(text, "..") {
		return false
	}
	last := words[len(words)-1]
	if last.quoted || last.capital {
		return false
	}
	if language == desk.French {
		return member(frenchOpen, last.fold)
	}
	return member(englishOpen, last.fold)
}

var (
	frenchOpen  = setOf("de du des les et par aux au mes tes ses nos vos votre notre leurs mon ton")
	englishOpen = setOf("the and or our your my their its an because if")
)

// The kinds of function words that grammar puts in few places.
const (
	article     = 1
	preposition = 2
	verb        = 3
)

var (
	englishGrammar = kindsOf("the a an our your my their its", "of from with into for at by within during", "is are was were has have does")
	frenchGrammar  = kindsOf("le la les un une du des ce cette ces mon ma mes notre nos votre vos leur", "de dans pour par sans chez sur vers a", "est sont etait sera ont")
)

func kindsOf(articles, prepositions, verbs string) map[string]int {
	kinds := map[string]int{}
	for kind, words := range map[int]string{article: articles, preposition: prepositions, verb: verbs} {
		for w := range strings.FieldsSeq(words) {
			kinds[w] = kind
		}
	}
	return kinds
}

// orders is the sentences of the sources: their words, and which word follows which.
type orders struct {
	words []map[string]bool
	pairs map[[2]string]bool
}

func newOrders(text string) *orders {
	o := &orders{pairs: map[[2]string]bool{}}
	for sentence := range analysis.SentenceTexts(text) {
		set := map[string]bool{}
		before := ""
		for _, w := range hear(sentence, 0) {
			set[w.fold] = true
			o.pairs[[2]string{before, w.fold}] = true
			before = w.fold
		}
		o.words = append(o.words, set)
	}
	return o
}

// leastShuffled is how many words a sentence has at least of which shuffled tells.
const leastShuffled = 8

// inOrderOf tells, without reading the sources' sentences, of words of which more than a quarter stand there behind the
// word before, that they are not shuffled. text is the sources' words in lower case.
func inOrderOf(words []heardWord, text string) bool {
	kept := 0
	for i := 1; i < len(words); i++ {
		pair := words[i-1].fold + " " + words[i].fold
		if asciiOnly(pair) && standsIn(text, pair) {
			if kept++; kept*4 > len(words) {
				return true
			}
		}
	}
	return false
}

// standsIn tells whether words stand in a text between blanks, or before a full stop or a comma that a blank follows.
func standsIn(text, words string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return false
		}
		i += from
		rest := text[i+len(words):]
		if i > 0 && text[i-1] == ' ' && (strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ", ")) {
			return true
		}
		from = i + 1
	}
}

// shuffled tells whether a sentence of eight words and more has nearly all of them from one sentence of the sources, and
// nearly none in an order that the sources have: words put in a bag and drawn.
func (o *orders) shuffled(words []heardWord) bool {
	if len(words) < leastShuffled {
		return false
	}
	kept := 0
	for i := 1; i < len(words); i++ {
		if o.pairs[[2]string{words[i-1].fold, words[i].fold}] {
			kept++
		}
	}
	if kept*4 > len(words) {
		return false
	}
	return slices.ContainsFunc(o.words, func(set map[string]bool) bool {
		if len(set) > 3*len(words) {
			return false // a list of everything holds any words
		}
		shared := 0
		for i := range words {
			if set[words[i].fold] {
				shared++
			}
		}
		return shared*10 >= len(words)*9
	})
}

// unfinished tells whether a draft ends in mid-sentence: on a comma, colon or opening bracket, or without a closing mark on
// a word that something must follow.
func unfinished(text string, words []heardWord) bool {
	text = strings.TrimRight(text, " \t\r\n\u00a0*_`")
	if text == "" {
		return false
	}
	switch {
	case strings.HasSuffix(text, ","), strings.HasSuffix(text, ":"), strings.HasSuffix(text, "("), strings.HasSuffix(text, "["),
		strings.HasSuffix(text, "«"), strings.HasSuffix(text, "“"), strings.HasSuffix(text, " -"), strings.HasSuffix(text, "–"), strings.HasSuffix(text, "—"):
		return true
	case strings.Count(text, "```")%2 == 1:
		return true
	}
	_, open := openWords[words[len(words)-1].fold]
	return open && !strings.ContainsAny(text[len(text)-1:], ".!?)\"'") && !strings.HasSuffix(text, "»") && !strings.HasSuffix(text, "…") && !words[len(words)-1].quoted
}

var openWords = setOf(`the a an of to with and or but for your our my from by at which that because if when is are was were will can must should have has
	le la les un une des du de et ou mais pour votre notre vos nos par avec dans que qui si est sont sera peut doit avez au aux`)

// opposed says how two sentences of a reply gainsay each other: one opens with yes and another with no; or they have the same
// words but for a negation, or for their numbers.
func opposed(sentences []utterance, quoted map[int]bool) string {
	yes, no := false, false
	seen := map[string]int{} // content of a sentence without negations: index
	bare := map[string]int{} // the same without numbers
	for n, u := range sentences {
		if len(u.words) > 1 {
			saysYes, saysNo := u.words[0].fold == "yes" || u.words[0].fold == "oui", u.words[0].fold == "no" && u.words[1].before != noPause || u.words[0].fold == "non"
			yes, no = yes || saysYes, no || saysNo
		}
		if quoted[u.claim] || len(u.words) < 4 {
			continue
		}
		content, numberless := contentOf(u.words)
		if before, ok := seen[content]; ok && deniesIt(u.words) != deniesIt(sentences[before].words) {
			return fmt.Sprintf("%q is said and denied", clip(sentences[before].text))
		}
		if before, ok := bare[numberless]; ok && numberless != content && !sameContent(sentences[before].words, content) {
			return fmt.Sprintf("%q is said with two numbers", clip(u.text))
		}
		seen[content], bare[numberless] = n, n
	}
	if yes && no {
		return "the reply says yes and no"
	}
	return ""
}

func sameContent(words []heardWord, content string) bool {
	c, _ := contentOf(words)
	return c == content
}

// contentOf gives a sentence's words without negations, and these without numbers.
func contentOf(words []heardWord) (content, numberless string) {
	var all, less strings.Builder
	for i := range words {
		if words[i].number() && i < 2 {
			continue // the number of a list's item
		}
		switch words[i].fold {
		case "not", "never", "no", "do", "does", "did", "ne", "n", "pas", "jamais":
			continue
		}
		all.WriteString(words[i].fold + " ")
		if !words[i].number() {
			less.WriteString(words[i].fold + " ")
		}
	}
	return all.String(), less.String()
}

func deniesIt(words []heardWord) bool {
	return slices.ContainsFunc(words, func(w heardWord) bool {
		return w.fold == "not" || w.fold == "never" || w.fold == "pas" || w.fold == "jamais"
	})
}
