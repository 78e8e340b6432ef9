package retrieve

import (
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Holds says what sorts of values a unit holds, one bit each: what a question of "how much" or "how long" asks for.
type Holds uint8

// The sorts of values.
const (
	HoldsMoney Holds = 1 << iota
	HoldsTime
	HoldsNumber
	HoldsSteps
	HoldsPlace   // an address of the web, of mail, or a telephone number
	HoldsOpening // it is the first prose of its article, which says what the thing is
	HoldsUntil   // a time by which something must be done: "within 72 hours", "sous 14 jours"
)

// HoldsOf looks at a unit and at its words, as Words gives them.
func HoldsOf(unit *desk.Unit, words []string) Holds {
	var holds Holds
	if unit.Kind == desk.Steps {
		holds |= HoldsSteps
	}
	if strings.ContainsAny(unit.Text, "€$£") {
		holds |= HoldsMoney
	}
	if strings.Contains(unit.Text, "://") || strings.Contains(unit.Text, "www.") || strings.Contains(unit.Text, "@") {
		holds |= HoldsPlace
	}
	afterNumber, limit := false, -limitReach
	for i, word := range words {
		if limitWord(words, i) {
			limit = i
		}
		digit := word[0] >= '0' && word[0] <= '9'
		if digit && strings.Contains(word, ":") {
			holds |= HoldsTime
		}
		if afterNumber {
			holds |= unitOfValue(word)
			if unitOfValue(word) == HoldsTime && i-limit <= limitReach && !waiting(words, limit, word) {
				holds |= HoldsUntil
			}
		}
		afterNumber = digit || spelledNumber(word)
		if afterNumber {
			holds |= HoldsNumber
		}
	}
	return holds
}

// limitReach is how many words may stand between what sets a limit and the unit of time: "within the first 72 hours".
const limitReach = 5

// limitWord tells whether a word sets a time limit: "within", "no later than", "jusqu'à", "sous".
func limitWord(words []string, i int) bool {
	switch words[i] {
	case "within", "until", "deadline", "jusqu", "sous", "limite", "maximum":
		return true
	case "than":
		return i > 0 && words[i-1] == "later"
	case "to":
		return i > 0 && words[i-1] == "up"
	case "tard":
		return i > 0 && words[i-1] == "plus"
	case "les":
		return i > 0 && words[i-1] == "dans"
	}
	return false
}

// waiting tells whether a limit is the end of a wait: "until 24 hours have passed" asks for patience, "until 31 March"
// for haste.
func waiting(words []string, limit int, unit string) bool {
	switch unit {
	case "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years":
		return words[limit] == "until"
	}
	return false
}

func unitOfValue(word string) Holds {
	switch word {
	case "eur", "euro", "euros", "usd", "dollar", "dollars", "pound", "pounds", "gbp", "cents", "centimes", "chf", "francs":
		return HoldsMoney
	case "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years",
		"working", "business", "am", "pm", "january", "february", "march", "april", "may", "june", "july", "august", "september",
		"october", "november", "december", "seconde", "secondes", "heure", "heures", "h", "jour", "jours", "semaine", "semaines",
		"mois", "an", "ans", "annee", "annees", "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout",
		"septembre", "octobre", "novembre", "decembre":
		return HoldsTime
	}
	return 0
}

func spelledNumber(word string) bool {
	switch word {
	case "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fourteen", "fifteen", "thirty",
		"un", "une", "deux", "trois", "quatre", "cinq", "sept", "huit", "neuf", "dix", "douze", "quatorze", "quinze", "trente":
		return true
	}
	return false
}

// wanted gives the sorts of values that the intents of a question ask for.
func wanted(intents []string) Holds {
	var holds Holds
	for _, intent := range intents {
		switch intent {
		case "?much":
			holds |= HoldsMoney
		case "?when":
			holds |= HoldsTime
		case "?until":
			return HoldsUntil
		case "?many":
			holds |= HoldsNumber
		case "?how":
			holds |= HoldsSteps
		case "?what":
			holds |= HoldsOpening
		case "?where":
			holds |= HoldsPlace
		}
	}
	return holds
}
