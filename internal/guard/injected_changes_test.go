package guard

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// change is one way to alter a sentence; "" where it cannot be done.
type change struct {
	name string
	bad  bool
	make func(p realPage, sentence string) string
}

func replaceFirst(pattern string, with func(match string) string) func(realPage, string) string {
	re := regexp.MustCompile(pattern)
	return func(_ realPage, s string) string {
		at := re.FindStringIndex(s)
		if at == nil {
			return ""
		}
		next := with(s[at[0]:at[1]])
		if next == "" || next == s[at[0]:at[1]] {
			return ""
		}
		return s[:at[0]] + next + s[at[1]:]
	}
}

// swapWords replaces the first of some pairs of words that stands in a sentence.
func swapWords(pairs ...string) func(realPage, string) string {
	return func(_ realPage, s string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			re := regexp.MustCompile(`(^|[^\p{L}])` + regexp.QuoteMeta(pairs[i]) + `($|[^\p{L}])`)
			if at := re.FindStringSubmatchIndex(s); at != nil {
				return s[:at[3]] + pairs[i+1] + s[at[4]:]
			}
		}
		return ""
	}
}

// beforeNumber replaces a limit that stands before a number.
func beforeNumber(limits string, opposite map[string]string) func(realPage, string) string {
	re := regexp.MustCompile(`(?:^|[\s(])(` + limits + `) [€$£]?\d`)
	return func(_ realPage, s string) string {
		at := re.FindStringSubmatchIndex(s)
		if at == nil {
			return ""
		}
		return s[:at[2]] + opposite[s[at[2]:at[3]]] + s[at[3]:]
	}
}

var digits = regexp.MustCompile(`\d+`)

// absentNumber gives a number that a page does not hold.
func absentNumber(p realPage, near string) string {
	for _, n := range []string{"47", "83", "29", "67", "370", "58", "94"} {
		if !strings.Contains(p.text, n) && n != near {
			return n
		}
	}
	return ""
}

// changeFigure replaces a figure that a test picks by another text.
func changeFigure(pick func(f figure) bool, with func(p realPage, f figure) string) func(realPage, string) string {
	return func(p realPage, s string) string {
		runes := []rune(s)
		tokens := analysis.Tokens(s)
		for _, f := range figuresIn(s, tokens, runes) {
			if f.free || f.soft || !pick(f) {
				continue
			}
			from, to := tokens[f.from].Start, tokens[f.to-1].End
			next := with(p, f)
			if next == "" || next == f.text {
				continue
			}
			return string(runes[:from]) + next + string(runes[to:])
		}
		return ""
	}
}

func ofKind(kinds ...string) func(figure) bool {
	return func(f figure) bool {
		return slices.ContainsFunc(f.kinds(), func(k string) bool { return slices.Contains(kinds, k) })
	}
}

func newNumber(p realPage, f figure) string {
	at := digits.FindStringIndex(f.text)
	if at == nil {
		return ""
	}
	n := absentNumber(p, f.text[at[0]:at[1]])
	if n == "" {
		return ""
	}
	return f.text[:at[0]] + n + strings.TrimLeft(f.text[at[1]:], ".,0123456789")
}

// otherFigure gives another value of the kind from the same page.
func otherFigure(p realPage, f figure) string {
	for s := range analysis.SentenceTexts(p.start()) {
		if strings.Contains(s, f.text) || len(s) > 400 {
			continue
		}
		for _, g := range figuresOf(s) {
			if g.competes(&f) && !g.same(f) && !g.bare && !g.soft && !g.free && len(g.text) < 30 {
				return g.text
			}
		}
	}
	return ""
}

var midName = regexp.MustCompile(`[a-zà-ÿ,] (\p{Lu}[\p{L}]{3,})`)

func changeName(with func(p realPage, s, name string) string) func(realPage, string) string {
	return func(p realPage, s string) string {
		for _, at := range midName.FindAllStringSubmatchIndex(s, -1) {
			name := s[at[2]:at[3]]
			folded := analysis.Fold(name)
			_, month := dateWords[folded]
			_, common := notNames[folded]
			if month || common || strings.ToUpper(name) == name {
				continue
			}
			if next := with(p, s, name); next != "" {
				return strings.ReplaceAll(s, name, next)
			}
		}
		return ""
	}
}

func otherName(p realPage, s, name string) string {
	for _, at := range midName.FindAllStringSubmatchIndex(p.start(), -1) {
		next := p.start()[at[2]:at[3]]
		_, month := dateWords[analysis.Fold(next)]
		_, common := notNames[analysis.Fold(next)]
		if !month && !common && next != name && !strings.Contains(s, next) && len(next) > 3 && !strings.HasPrefix(next, name) && !strings.HasPrefix(name, next) {
			return next
		}
	}
	return ""
}

func cutCondition(markers string) func(realPage, string) string {
	re := regexp.MustCompile(`,? (?:` + markers + `)( [^,;.]*)\.$`)
	return func(_ realPage, s string) string {
		at := re.FindStringIndex(s)
		if at == nil || at[0] < 30 {
			return ""
		}
		return s[:at[0]] + "."
	}
}

func append1(tail string) func(realPage, string) string {
	return func(_ realPage, s string) string { return strings.TrimSuffix(s, ".") + tail }
}

func opening(words string) func(realPage, string) string {
	return func(_ realPage, s string) string {
		r, size := utf8.DecodeRuneInString(s)
		first, _, _ := strings.Cut(s, " ")
		if len(first) > 1 && strings.ToUpper(first) == first || midName.MatchString("a "+s) && !common(first) {
			return ""
		}
		return words + string(unicode.ToLower(r)) + s[size:]
	}
}

// common tells whether a word may be written small.
func common(word string) bool {
	w := analysis.Fold(strings.Trim(word, ",.'’"))
	_, filler := fillers[w]
	_, verb := imperatives[w]
	return filler || verb || analysis.Stop(desk.English, w) || analysis.Stop(desk.French, w)
}

// numberInWords writes small numbers out, or the other way round.
var inWords = map[string][2]string{
	"2": {"two", "deux"}, "3": {"three", "trois"}, "4": {"four", "quatre"}, "5": {"five", "cinq"}, "6": {"six", "six"}, "7": {"seven", "sept"}, "8": {"eight", "huit"},
	"10": {"ten", "dix"}, "12": {"twelve", "douze"}, "14": {"fourteen", "quatorze"}, "15": {"fifteen", "quinze"}, "20": {"twenty", "vingt"}, "30": {"thirty", "trente"}, "60": {"sixty", "soixante"}, "18": {"eighteen", "dix-huit"}, "16": {"sixteen", "seize"},
}

func spellOut(language int) func(realPage, string) string {
	plain := regexp.MustCompile(`^\d+( [\p{L}]+)*$`)
	return changeFigure(func(f figure) bool { return !f.bare && ofKind("time", "count")(f) && !ofKind("clock")(f) }, func(_ realPage, f figure) string {
		at := digits.FindString(f.text)
		words, ok := inWords[at]
		if !ok || !plain.MatchString(f.text) {
			return ""
		}
		return strings.Replace(f.text, at, words[language], 1)
	})
}

func sameLength(language int) func(realPage, string) string {
	equal := map[string][2]string{
		"24 hours": {"one day", ""}, "48 hours": {"two days", ""}, "72 hours": {"three days", ""}, "7 days": {"one week", ""}, "14 days": {"two weeks", ""}, "12 months": {"one year", ""},
		"24 heures": {"", "un jour"}, "48 heures": {"", "deux jours"}, "8 jours": {"", "huit jours"}, "14 jours": {"", "deux semaines"}, "15 jours": {"", "quinze jours"}, "12 mois": {"", "un an"}, "2 ans": {"", "24 mois"}, "1 an": {"", "12 mois"},
		"3 ans": {"", "36 mois"}, "6 mois": {"", "six mois"}, "24 mois": {"", "deux ans"}, "1 mois": {"", "un mois"}, "2 mois": {"", "deux mois"}, "60 days": {"sixty days", ""}, "30 days": {"thirty days", ""}, "1 hour": {"60 minutes", ""},
	}
	return changeFigure(ofKind("time"), func(_ realPage, f figure) string { return equal[f.text][language] })
}

func reorder(joiner string) func(realPage, string) string {
	re := regexp.MustCompile(`^(` + joiner + `) ([^,;:.]{10,90}), ([^;:.]{15,})\.$`)
	return func(_ realPage, s string) string {
		m := re.FindStringSubmatch(s)
		if m == nil || strings.Contains(m[3], ",") {
			return ""
		}
		r, size := utf8.DecodeRuneInString(m[3])
		return string(unicode.ToUpper(r)) + m[3][size:] + " " + strings.ToLower(m[1][:1]) + m[1][1:] + " " + m[2] + "."
	}
}

func changesIn(language desk.Language) []change {
	if language == desk.French {
		return frenchChanges()
	}
	return []change{
		{"number changed", true, changeFigure(ofKind("count"), newNumber)},
		{"amount changed", true, changeFigure(ofKind("money", "%"), newNumber)},
		{"date changed", true, changeFigure(ofKind("date", "clock"), newNumber)},
		{"duration changed", true, changeFigure(ofKind("time"), newNumber)},
		{"unit changed", true, replaceFirst(`\d+ (?:days?|hours?|months?|minutes?|weeks?|years?)\b`, func(m string) string {
			return strings.NewReplacer("days", "weeks", "day", "week", "hours", "days", "hour", "day", "months", "years", "month", "year", "minutes", "hours", "minute", "hour", "weeks", "months", "week", "month", "years", "months", "year", "month").Replace(m)
		})},
		{"name absent", true, changeName(func(realPage, string, string) string { return "Zorvexia" })},
		{"values swapped", true, changeFigure(func(f figure) bool { return !f.bare }, otherFigure)},
		{"names swapped", true, changeName(otherName)},
		{"negation flipped", true, swapWords("cannot", "can", "can't", "can", "do not", "do", "don't", "do", "does not", "does", "is not", "is", "are not", "are", "must not", "must", "will not", "will", "can", "cannot", "will", "will not", "is", "is not", "are", "are not", "must", "must not")},
		{"modality raised", true, swapWords("may", "must", "can", "must", "should", "must", "might", "will always", "usually", "always", "must", "may, if you like,", "need to", "may, if you like,")},
		{"condition dropped", true, cutCondition(`unless|except|only if|provided that|provided|as long as|only when|other than`)},
		{"comparator changed", true, beforeNumber(`at least|at most|up to|more than|less than|within|no more than|minimum of|maximum of|under|over`, map[string]string{"at least": "at most", "at most": "at least", "up to": "at least", "more than": "less than", "less than": "more than", "within": "after", "no more than": "at least", "minimum of": "maximum of", "maximum of": "minimum of", "under": "over", "over": "under"})},
		{"side changed", true, swapWords("before", "after", "after", "before", "minimum", "maximum", "maximum", "minimum", "with", "without", "without", "with", "enable", "disable", "disable", "enable", "add", "remove", "more", "less")},
		{"day kind changed", true, swapWords("business days", "days", "working days", "days", "calendar days", "business days")},
		{"promise added", true, append1(", and this is always guaranteed free of charge.")},
		{"policy added", true, append1(", because our policy allows only one device per customer.")},
		{"invented sentence", true, func(_ realPage, s string) string {
			return []string{"Loyal subscribers receive a birthday voucher every spring.", "Our engineers inspect each parcel by hand before it leaves Rotterdam.", "Late complaints are handed to an outside arbitrator."}[len(s)%3]
		}},
		{"ok: opening", false, opening("In short, ")},
		{"ok: yes", false, opening("Yes, ")},
		{"ok: number words", false, spellOut(0)},
		{"ok: same length", false, sameLength(0)},
		{"ok: contraction", false, swapWords("cannot", "can't", "do not", "don't", "does not", "doesn't", "is not", "isn't", "are not", "aren't", "will not", "won't", "you will", "you'll", "can't", "cannot", "don't", "do not")},
		{"ok: synonyms", false, swapWords("must", "have to", "need to", "must", "purchase", "buy", "delete", "remove", "modify", "change", "allows you to", "lets you", "in order to", "to", "may", "can", "create", "make", "choose", "select", "select", "choose", "receive", "get", "unless", "except if", "at least", "a minimum of", "up to", "at most", "required", "needed", "immediately", "at once", "click", "press")},
		{"ok: reordered", false, reorder(`If|When|Once|After|Before`)},
		{"ok: you", false, swapWords("your", "the", "users", "people", "the user", "you", "You can", "It is possible to")},
	}
}

func frenchChanges() []change {
	return []change{
		{"number changed", true, changeFigure(ofKind("count"), newNumber)},
		{"amount changed", true, changeFigure(ofKind("money", "%"), newNumber)},
		{"date changed", true, changeFigure(ofKind("date", "clock"), newNumber)},
		{"duration changed", true, changeFigure(ofKind("time"), newNumber)},
		{"unit changed", true, replaceFirst(`\d+ (?:jours?|heures?|mois|minutes?|semaines?|ans?)\b`, func(m string) string {
			return strings.NewReplacer("jours", "semaines", "jour", "semaine", "heures", "jours", "heure", "jour", "mois", "ans", "minutes", "heures", "semaines", "mois", "ans", "mois", " an", " mois").Replace(m)
		})},
		{"name absent", true, changeName(func(realPage, string, string) string { return "Zorvexia" })},
		{"values swapped", true, changeFigure(func(f figure) bool { return !f.bare }, otherFigure)},
		{"names swapped", true, changeName(otherName)},
		{"negation flipped", true, func(p realPage, s string) string {
			if re := regexp.MustCompile(`(?:\bne |\bn['’])([\p{L}]+) pas\b`); re.MatchString(s) {
				return re.ReplaceAllString(s, "$1")
			}
			return swapWords("doit", "ne doit pas", "peut", "ne peut pas", "est", "n'est pas", "sont", "ne sont pas", "devez", "ne devez pas", "pouvez", "ne pouvez pas")(p, s)
		}},
		{"modality raised", true, swapWords("peut", "doit", "peuvent", "doivent", "pouvez", "devez", "doit", "peut, si vous le souhaitez,", "devez", "pouvez, si vous le souhaitez,", "généralement", "toujours")},
		{"condition dropped", true, cutCondition(`sauf|à condition|à moins|sous réserve|hormis|excepté|uniquement|seulement`)},
		{"comparator changed", true, beforeNumber(`au moins|au plus|au maximum|plus de|moins de|jusqu'à|maximum de|minimum de`, map[string]string{"au moins": "au plus", "au plus": "au moins", "au maximum": "au minimum", "plus de": "moins de", "moins de": "plus de", "jusqu'à": "au moins", "maximum de": "minimum de", "minimum de": "maximum de"})},
		{"side changed", true, swapWords("avant", "après", "après", "avant", "minimum", "maximum", "maximum", "minimum", "avec", "sans", "sans", "avec", "activer", "désactiver", "ajouter", "retirer", "supérieur", "inférieur", "inférieur", "supérieur")},
		{"day kind changed", true, swapWords("jours ouvrés", "jours", "jours ouvrables", "jours", "jours calendaires", "jours ouvrés")},
		{"promise added", true, append1(", et c'est toujours garanti et gratuit.")},
		{"policy added", true, append1(", car notre politique n'autorise qu'un seul appareil par client.")},
		{"invented sentence", true, func(_ realPage, s string) string {
			return []string{"Les abonnés fidèles reçoivent un bon d'anniversaire chaque printemps.", "Nos ingénieurs inspectent chaque colis à la main avant Rotterdam.", "Les plaintes tardives sont confiées à un arbitre extérieur."}[len(s)%3]
		}},
		{"ok: opening", false, opening("En bref, ")},
		{"ok: yes", false, opening("Oui, ")},
		{"ok: number words", false, spellOut(1)},
		{"ok: same length", false, sameLength(1)},
		{"ok: synonyms", false, swapWords("doit être", "est à", "devez", "êtes tenu de", "afin de", "pour", "supprimer", "effacer", "modifier", "changer", "choisir", "sélectionner", "obligatoire", "nécessaire", "au moins", "au minimum", "à condition de", "sous réserve de", "sauf", "hormis", "immédiatement", "tout de suite", "demander", "solliciter", "lorsque", "quand", "peut être", "est parfois")},
		{"ok: reordered", false, reorder(`Si|Lorsque|Quand|Après|Avant`)},
		{"ok: you", false, swapWords("votre", "le", "l'usager", "la personne", "Vous pouvez", "Il est possible de", "Vous devez", "Il faut")},
	}
}
