package guard

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
)

//go:embed phrases/obey.txt
var obeyText string

var obeyBook, obeyFail = parseBook(obeyText, nil)

// obeys says how a reply follows an order that a source or the customer slipped to the model; empty where it does not. It
// looks for the words of one who obeys ("I ignore my rules", "developer mode enabled"), for what only the order of a source
// says, and for the yes or the confirmation that the customer's order wants. asked says that the customer gives one.
func obeys(r *orderReader, asked bool) string {
	sentences := utterances(r.in)
	for _, u := range sentences {
		if m := firstOf(obeyBook.find(u.words), u.words); m != "" {
			return "the draft reads as if it followed an order to the model: " + m
		}
	}
	if said := payloadSaid(r, sentences); said != "" {
		return "the draft says what only an order to a model in a source says: " + said
	}
	if asked && len(sentences) > 0 {
		return obeysCustomer(r.in.Question, sentences)
	}
	return ""
}

// firstOf gives the words of the first match that no negation or condition takes back.
func firstOf(matches []phraseMatch, words []heardWord) string {
	for _, m := range matches {
		if m.tag == "obeys" && refusedIn(words[m.from:m.to]) {
			continue
		}
		if !takenBackBefore(words, m.from) && !conditional(words, m.from) && (m.from == 0 || words[m.from-1].fold != "can") {
			return saidOf(words[m.from:m.to])
		}
	}
	return ""
}

// refusedIn tells whether words say that something is not done.
func refusedIn(words []heardWord) bool {
	return takenBackIn(words) || slices.ContainsFunc(words, func(w heardWord) bool { return w.fold == "cannot" })
}

// payloadSaid gives the words of a reply that stand in a source's order to the model, or in the sentence behind it, and
// nowhere else: two words of weight, or one that is written like a code.
func payloadSaid(r *orderReader, sentences []utterance) string {
	ordered := false
	for n := range r.in.Sources {
		ordered = ordered || slices.ContainsFunc(r.sentences(n), func(s sourceSentence) bool { return s.order })
	}
	if !ordered {
		return ""
	}
	var order []heardWord
	elsewhere := map[string]bool{}
	note := func(words []heardWord) {
		for i := range words {
			elsewhere[words[i].fold] = true
		}
	}
	note(hear(r.in.Question, 0))
	for n := range r.in.Sources {
		behind := false
		for _, s := range r.sentences(n) {
			if s.order || behind && len(s.words) < 25 {
				order, behind = append(order, s.words...), s.order
				continue
			}
			behind = false
			note(s.words)
		}
	}
	payload := map[string]bool{}
	for i := range order {
		if w := order[i].fold; !elsewhere[w] && len(w) > 3 && !functionWord(w) {
			payload[w] = true
		}
	}
	var said []string
	for _, u := range sentences {
		for i := range u.words {
			if w := u.words[i].fold; payload[w] && !slices.Contains(said, w) {
				said = append(said, w)
				if coded(w) {
					return w
				}
			}
		}
	}
	if len(said) >= 2 {
		return clip(strings.Join(said, " "))
	}
	return ""
}

// coded tells whether a word has letters and digits, as a voucher's code does.
func coded(word string) bool {
	return strings.ContainsFunc(word, unicode.IsDigit) && strings.ContainsFunc(word, unicode.IsLetter)
}

// obeysCustomer says how a reply gives the customer what his order to the model wants: a yes, a confirmation, or the words
// between his quotation marks.
func obeysCustomer(question string, sentences []utterance) string {
	asked := hear(question, 0)
	wants := map[string]bool{}
	var dictated []string
	for i := range asked {
		wants[asked[i].fold] = true
		if asked[i].quoted {
			dictated = append(dictated, asked[i].fold)
		}
	}
	yes, _ := openingWord(sentences[0].words)
	switch first := sentences[0].words[0].fold; {
	case yes && (wants["yes"] || wants["oui"] || wants["agree"] || wants["accepte"] || wants["accept"]):
		return "the customer orders a yes of the model, and the draft says it"
	case (wants["confirm"] || wants["confirme"] || wants["confirmez"] || wants["confirmes"]) && strings.HasPrefix(first, "confirm"), yes && (wants["confirm"] || wants["confirme"] || wants["confirmez"]):
		return "the customer orders the model to confirm, and the draft does"
	}
	if len(dictated) >= 2 {
		said := make([]string, 0, 16)
		for _, u := range sentences {
			said = append(said, foldsOf(u.words)...)
		}
		if strings.Contains(" "+strings.Join(said, " ")+" ", " "+strings.Join(dictated, " ")+" ") {
			return "the draft says the words that the customer orders the model to say"
		}
	}
	return ""
}
