package contradict

import (
	"slices"
	"strings"
)

// per reads what a value is for each of: "per account", "a month", "par mois", "/month".
func (r *reader) per(words []word, i int) string {
	if i >= len(words) {
		return ""
	}
	w := words[i]
	if w.left == '/' {
		return r.stemmer.Stem(w.Text)
	}
	switch w.Text {
	case "per", "a", "an", "each", "every", "par", "chaque":
		if i+1 < len(words) && (w.Text != "a" || w.raw == "a") {
			next := words[i+1].Text
			if _, unit := timeUnit(next); unit || w.Text == "per" || w.Text == "par" || w.Text == "each" || w.Text == "chaque" {
				return r.stemmer.Stem(next)
			}
		}
	case "monthly", "mensuel", "mensuelle":
		return r.stemmer.Stem("month")
	case "yearly", "annually", "annuel", "annuelle":
		return r.stemmer.Stem("year")
	}
	return ""
}

// roleOf reads the bound from the four words before a value and the two after it.
func roleOf(words []word, first, last int) role {
	lead, tail := texts(words[max(0, first-4):first]), texts(words[last:min(len(words), last+3)])
	has := func(text string, phrases ...string) bool {
		return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(text, " "+p+" ") })
	}
	switch {
	case has(lead, "every", "each", "chaque", "per", "par") || strings.HasSuffix(lead, " tous les ") || strings.HasSuffix(lead, " toutes les "):
		return every
	case has(lead, "at least", "minimum", "au moins", "minimum de", "no less than", "not less than", "min") || has(tail, "or more", "ou plus", "minimum"):
		return least
	case has(lead, "up to", "at most", "maximum", "within", "no more than", "not more than", "au plus", "jusqu'a", "jusqua", "sous", "dans les", "less than", "fewer than", "moins de", "under", "max", "limit", "limited to", "limite", "exceed") || has(tail, "or less", "or fewer", "ou moins", "maximum", "au plus"):
		return most
	case has(lead, "more than", "plus de", "over", "beyond", "au-dela de"):
		return least
	}
	return plain
}

// texts joins words by single spaces, one at each end.
func texts(words []word) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, w := range words {
		b.WriteString(w.Text)
		b.WriteByte(' ')
	}
	return b.String()
}
