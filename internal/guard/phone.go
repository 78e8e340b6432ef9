package guard

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

var (
	phonePattern = regexp.MustCompile(`(?:\+[\s\x{a0}]?)?\(?\d(?:(?:[\s\x{a0}\x{202f}()\-–/]{0,3}|\.)\d){7,15}`)
	datePattern  = regexp.MustCompile(`\b(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d|\d{1,3}(?:\.\d{1,3}){3})\b`)
	amountSpaced = regexp.MustCompile(`^[1-9]\d{0,2}(?:[\s\x{a0}\x{202f}.]\d{3})+$`)
	shortNumber  = regexp.MustCompile(`(?i)\b(?:call|dial|ring|phone|text|appelez|appeler|composez|composer|faites|tapez)\s+(?:(?:us|nous)\s+)?(?:(?:on|at|the|number|le|au|numéro)\s+){0,2}(\d[\d\s]{1,6}\d)\b`)
)

// phone is a telephone number, or another long number that could be taken for one.
type phone struct {
	written string
	digits  string // without the sign for a foreign call and without "(0)"
	foreign bool   // written with the code of its country
	pairs   bool   // written in pairs, as in France
}

// phonesIn finds the long numbers of a text that are no dates or amounts, and the short ones that a reader is told to call.
func phonesIn(text string) []phone {
	if !longNumber(text, 8) && !dialled(text) {
		return nil
	}
	text = datePattern.ReplaceAllString(text, "|")
	var phones []phone
	text = take(text, phonePattern, func(m string) bool {
		if !amountSpaced.MatchString(strings.TrimLeft(m, "(")) {
			phones = append(phones, phoneOf(m))
		}
		return true
	})
	for _, m := range shortNumber.FindAllStringSubmatch(text, -1) {
		if digits := onlyDigits(m[1]); len(digits) <= 6 && len(digits) >= 2 {
			phones = append(phones, phone{written: m[1], digits: digits})
		}
	}
	return phones
}

// dialled tells whether a text may name a short number that a reader is told to call.
func dialled(text string) bool {
	return numberRow(text) && holdsAny(lowered(text), "call", "dial", "ring", "phone", "text", "appele", "compose", "faites", "tapez")
}

func phoneOf(written string) phone {
	p := phone{written: strings.TrimSpace(written)}
	plain := strings.ReplaceAll(written, "(0)", "")
	p.digits = onlyDigits(plain)
	switch {
	case strings.HasPrefix(plain, "+"):
		p.foreign = true
	case strings.HasPrefix(p.digits, "00") && len(p.digits) > 10:
		p.foreign, p.digits = true, p.digits[2:]
	}
	groups := strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsDigit(r) })
	p.pairs = len(groups) == 1 || len(groups) >= 4 && len(groups[len(groups)-2]) == 2 && len(groups[0]) == 2
	return p
}

func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// numbering says how a country's numbers are written at home: with a leading 0 that a call from abroad leaves out, or
// without; and with how many digits, that 0 counted. Source: ITU-T E.164 national numbering plans.
type numbering struct {
	code        string
	trunk       bool
	least, most int
}

var (
	frenchNumbering  = []numbering{{"33", true, 10, 10}}
	otherFrench      = []numbering{{"32", true, 9, 10}, {"41", true, 10, 10}, {"352", false, 6, 9}, {"1", false, 10, 10}}
	englishNumbering = []numbering{{"44", true, 10, 11}, {"353", true, 9, 10}, {"61", true, 10, 10}, {"64", true, 9, 10}, {"1", false, 10, 10}}
	// further countries, for a text in either language.
	furtherNumbering = []numbering{{"49", true, 11, 13}, {"31", true, 10, 10}, {"34", false, 9, 9}, {"351", false, 9, 9}, {"39", false, 9, 11}, {"45", false, 8, 8}}
)

// same tells whether two numbers are one, written for a call from home or from abroad. french says that the page is in
// French, where ten digits in pairs are a number in France.
func (p phone) same(q phone, french bool) bool {
	if p.foreign == q.foreign {
		return p.digits == q.digits || p.digits == "1"+q.digits || q.digits == "1"+p.digits // 1: North America from within
	}
	if q.foreign {
		p, q = q, p
	}
	plans := slices.Concat(englishNumbering, furtherNumbering)
	if french {
		plans = frenchNumbering
		if !q.pairs || len(q.digits) != 10 {
			plans = slices.Concat(otherFrench, furtherNumbering)
		}
	}
	return slices.ContainsFunc(plans, func(n numbering) bool {
		home, ok := strings.CutPrefix(p.digits, n.code)
		if n.trunk {
			home = "0" + home
		}
		return ok && home == q.digits && len(home) >= n.least && len(home) <= n.most
	})
}
