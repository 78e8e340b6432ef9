package mutate

import (
	"strings"
)

// swap is a phrase and what it may be replaced by; from is folded words with single spaces.
type swap struct{ from, to string }

// englishUnits are units and what they are mistaken for.
func englishUnits() []swap {
	return []swap{
		{"working days", "weeks"},
		{"business days", "weeks"},
		{"working day", "week"},
		{"business day", "week"},
		{"calendar days", "weeks"},
		{"days", "weeks"},
		{"day", "week"},
		{"weeks", "months"},
		{"week", "month"},
		{"hours", "days"},
		{"hour", "day"},
		{"minutes", "hours"},
		{"minute", "hour"},
		{"months", "years"},
		{"month", "year"},
		{"years", "months"},
		{"year", "month"},
		{"seconds", "minutes"},
		{"euros", "dollars"},
		{"euro", "dollar"},
		{"eur", "USD"},
		{"usd", "EUR"},
		{"gbp", "EUR"},
		{"dollars", "euros"},
		{"pounds", "dollars"},
		{"pence", "pounds"},
		{"kg", "g"},
		{"g", "kg"},
		{"cm", "m"},
		{"km", "m"},
		{"mb", "GB"},
		{"gb", "MB"},
		{"litres", "millilitres"},
		{"metres", "centimetres"},
		{"percent", "euros"},
	}
}

func frenchUnits() []swap {
	return []swap{
		{"jours ouvres", "semaines"},
		{"jours ouvrables", "semaines"},
		{"jour ouvre", "semaine"},
		{"jours calendaires", "semaines"},
		{"jours", "semaines"},
		{"jour", "semaine"},
		{"semaines", "mois"},
		{"semaine", "mois"},
		{"heures", "jours"},
		{"heure", "jour"},
		{"minutes", "heures"},
		{"minute", "heure"},
		{"mois", "ans"},
		{"ans", "mois"},
		{"an", "mois"},
		{"annees", "mois"},
		{"secondes", "minutes"},
		{"euros", "dollars"},
		{"euro", "dollar"},
		{"eur", "USD"},
		{"usd", "EUR"},
		{"dollars", "euros"},
		{"centimes", "euros"},
		{"kg", "g"},
		{"g", "kg"},
		{"cm", "m"},
		{"km", "m"},
		{"mo", "Go"},
		{"go", "Mo"},
		{"litres", "millilitres"},
		{"metres", "centimetres"},
	}
}

// unitChanged changes the unit of one number: days to weeks, EUR to USD.
func (s *subject) unitChanged() (Case, string) {
	type place struct{ text, change string }
	var places []place
	d := s.said
	for _, n := range s.numbers {
		if text, change := s.otherSign(n); text != "" {
			places = append(places, place{text, change})
		}
		for _, unit := range s.words.units {
			words := strings.Fields(unit.from)
			if !d.at(n.to, words) || strings.ContainsAny(d.gap(n.to), ".,;:\n()") {
				continue
			}
			was := n.written + " " + unit.from
			if next := n.written + " " + unit.to; !s.holdsPhrase(next) {
				places = append(places, place{d.put(n.to, n.to+len(words), unit.to), was + " -> " + next})
			}
			break // the longest stands first
		}
	}
	if len(places) == 0 {
		return Case{}, "there is no number with a unit in it"
	}
	p := one(s, places)
	return s.reword(p.text, p.change), ""
}

// otherSign changes the sign of a currency, or of a hundredth, that stands beside a number; "" where none does.
func (s *subject) otherSign(n number) (text, change string) {
	d := s.said
	before, after := []rune(d.gap(n.from)), []rune(strings.TrimLeft(d.gap(n.to), " \u00a0\u202f"))
	if len(before) > 0 {
		if next := otherCurrency(before[len(before)-1]); next != "" {
			at := d.tokens[n.from].Start - 1
			return d.splice(at, at+1, next), string(d.runes[at]) + n.written + " -> " + next + n.written
		}
	}
	if len(after) > 0 {
		if next := otherCurrency(after[0]); next != "" {
			at := d.tokens[n.to-1].End + len([]rune(d.gap(n.to))) - len(after)
			return d.splice(at, at+1, next), n.written + " " + string(after[0]) + " -> " + n.written + " " + next
		}
	}
	return "", ""
}

func otherCurrency(sign rune) string {
	switch sign {
	case '€':
		return "$"
	case '$':
		return "£"
	case '£':
		return "€"
	case '%':
		return "€"
	}
	return ""
}
