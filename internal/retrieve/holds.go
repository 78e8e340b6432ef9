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
	afterNumber := false
	for _, word := range words {
		digit := word[0] >= '0' && word[0] <= '9'
		if digit && strings.Contains(word, ":") {
			holds |= HoldsTime
		}
		if afterNumber {
			holds |= unitOfValue(word)
		}
		afterNumber = digit || spelledNumber(word)
		if afterNumber {
			holds |= HoldsNumber
		}
	}
	return holds
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
