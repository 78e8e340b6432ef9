package guard

import (
	"slices"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// quantity is a number that a text gives, in one spelling, and what it counts where that is money, a share or a time.
type quantity struct {
	value string
	unit  string // "€", "%", "day", …; empty: not said, or something else
	at    int    // index of its token
}

// quantitiesIn gives the numbers of a text: digits, and number words from two on ("one" is mostly no number).
func quantitiesIn(text string) []quantity {
	tokens := analysis.Tokens(text)
	runes := []rune(text)
	var list []quantity
	for i, t := range tokens {
		value, unit := "", ""
		if t.Number() {
			value, unit = valueOf(t.Text)
		} else if n, ok := spelledNumbers[t.Text]; ok {
			value = n
		}
		if value == "" || listNumber(runes, t, i) || reference(tokens, i) {
			continue
		}
		if scale := scaleAfter(tokens, i); scale != "" {
			value = scaled(value, scale)
		}
		if unit == "" {
			unit = unitOf(runes, tokens, i)
		}
		if value == "2" && unit == "" && !t.Number() { // "the two" counts nothing
			continue
		}
		list = append(list, quantity{value, unit, i})
	}
	return list
}

// listNumber tells whether a number only numbers a line: it stands first and a point or bracket and a space follow.
func listNumber(runes []rune, t analysis.Token, i int) bool {
	return i == 0 && t.End+1 < len(runes) && (runes[t.End] == '.' || runes[t.End] == ')') && runes[t.End+1] == ' '
}

// reference tells whether a number names a place in the sources or measures the answer itself: "passage 2", "in 80 words".
func reference(tokens []analysis.Token, i int) bool {
	for n := max(0, i-3); n < i; n++ {
		switch tokens[n].Text {
		case "passage", "passages", "source", "sources", "document", "documents", "extrait", "extraits":
			return true
		}
	}
	return i+1 < len(tokens) && (tokens[i+1].Text == "words" || tokens[i+1].Text == "mots")
}

// valueOf reads a token that starts with a digit: the number, and the unit glued to it ("5km", "70k", "3rd", "10pm").
func valueOf(token string) (value, unit string) {
	end := strings.IndexFunc(token, func(r rune) bool { return !strings.ContainsRune("0123456789.,:/", r) })
	if end < 0 {
		return decimal(numeral(token)), ""
	}
	value = decimal(numeral(token[:end]))
	switch suffix := token[end:]; suffix {
	case "st", "nd", "rd", "th", "er", "e", "eme", "s":
		return value, ""
	case "k", "m", "bn":
		return scaled(value, suffix), ""
	case "h", "hr", "hrs":
		return value, "hour"
	case "min", "mins":
		return value, "minute"
	default:
		return value, suffix
	}
}

// decimal takes closing zeros off the decimals: 4.50 is 4.5.
func decimal(number string) string {
	if !strings.Contains(number, ".") || strings.Count(number, ".") > 1 {
		return number
	}
	return strings.TrimSuffix(strings.TrimRight(number, "0"), ".")
}

func scaleAfter(tokens []analysis.Token, i int) string {
	if i+1 >= len(tokens) {
		return ""
	}
	switch w := tokens[i+1].Text; w {
	case "thousand", "mille":
		return "k"
	case "million", "millions":
		return "m"
	case "billion", "billions", "milliard", "milliards":
		return "bn"
	}
	return ""
}

// scaled multiplies a number by its scale; what is not a plain number is left as it is.
func scaled(value, scale string) string {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return value
	}
	switch scale {
	case "k":
		n *= 1e3
	case "m":
		n *= 1e6
	case "bn":
		n *= 1e9
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// unitOf gives the unit of the number at i: a currency or percent sign beside it, or one of the next two words.
func unitOf(runes []rune, tokens []analysis.Token, i int) string {
	t := tokens[i]
	for _, r := range slices.Concat(runes[max(0, t.Start-2):t.Start], runes[t.End:min(len(runes), t.End+2)]) {
		if strings.ContainsRune("€$£¥%", r) {
			return string(r)
		}
	}
	working := false
	for n := i + 1; n < min(len(tokens), i+4); n++ {
		word := tokens[n].Text
		if unit, ok := unitNames[word]; ok {
			if working || n+1 < len(tokens) && unit == "day" && workingWord(tokens[n+1].Text) {
				return "working " + unit
			}
			return unit
		}
		working = working || workingWord(word)
		if !working && n > i+1 {
			return ""
		}
	}
	return ""
}

func workingWord(w string) bool {
	switch w {
	case "business", "working", "ouvre", "ouvres", "ouvrable", "ouvrables":
		return true
	}
	return false
}

// matches tells whether a number said in a claim is one said in a source: the same value, and not of another unit.
func (q quantity) matches(source quantity) bool {
	return q.value == source.value && (q.unit == source.unit || q.unit == "" || source.unit == "")
}

var unitNames = map[string]string{
	"second": "second", "seconds": "second", "seconde": "second", "secondes": "second", "minute": "minute", "minutes": "minute", "mins": "minute",
	"hour": "hour", "hours": "hour", "heure": "hour", "heures": "hour", "day": "day", "days": "day", "jour": "day", "jours": "day",
	"week": "week", "weeks": "week", "semaine": "week", "semaines": "week", "month": "month", "months": "month", "mois": "month",
	"year": "year", "years": "year", "an": "year", "ans": "year", "annee": "year", "annees": "year",
	"euro": "€", "euros": "€", "eur": "€", "dollar": "$", "dollars": "$", "usd": "$", "pound": "£", "pounds": "£", "gbp": "£",
	"percent": "%", "pourcent": "%",
}

var spelledNumbers = map[string]string{
	"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11",
	"twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90", "hundred": "100",
	"deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "sept": "7", "huit": "8", "dix": "10", "onze": "11", "douze": "12", "quinze": "15",
	"vingt": "20", "trente": "30", "quarante": "40", "cinquante": "50", "soixante": "60", "cent": "100",
}
