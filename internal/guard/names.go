package guard

import (
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// written is a text as its writer spelt it: the folded tokens, and for each how it was written.
type written struct {
	runes  []rune
	tokens []analysis.Token
	spelt  bool // capitals tell something: the text is neither shouted nor set in title case
}

func newWritten(text string) written {
	w := written{runes: []rune(text), tokens: analysis.Tokens(text)}
	w.spelt = letterShare(text) < .5 && !w.titleCase()
	return w
}

// titleCase tells whether most words past the first carry a capital.
func (w written) titleCase() bool {
	capitals, words := 0, 0
	for i := 1; i < len(w.tokens); i++ {
		if w.tokens[i].Number() {
			continue
		}
		words++
		if unicode.IsUpper(w.runes[w.tokens[i].Start]) {
			capitals++
		}
	}
	return words >= 4 && capitals*10 > words*6
}

// opens tells whether a token is the first of a sentence, a line, a quotation or what follows a colon, where a capital
// says nothing.
func (w written) opens(i int) bool {
	if i == 0 {
		return true
	}
	return strings.ContainsAny(string(w.runes[w.tokens[i-1].End:w.tokens[i].Start]), ".!?…:;\n\r\"«“(•")
}

// capital tells whether a token is written as a name.
func (w written) capital(i int) bool {
	return w.spelt && unicode.IsUpper(w.runes[w.tokens[i].Start])
}

// names gives the folded names of a text: tokens with a capital where the sentence does not put one. Left out are "I",
// months and days, forms of address, countries (read apart), and whom the writer says he is.
func (w written) names(language desk.Language) []string {
	var names []string
	for i, t := range w.tokens {
		if t.Number() || !w.capital(i) || w.opens(i) || len(t.Text) < 2 || analysis.Stop(language, t.Text) {
			continue
		}
		_, common := notNames[t.Text]
		_, filler := fillers[t.Text]
		_, country := countryNames[t.Text]
		if common || filler || country || w.introduces(i) {
			continue
		}
		names = appendNew(names, t.Text)
	}
	return names
}

// initials gives for each word of a run of two to six names the run's initials, small words left out: "Fair Labor
// Standards Act" gives "flsa".
func (w written) initials() map[string]string {
	initials := map[string]string{}
	var run []string
	close := func() {
		if len(run) >= 2 && len(run) <= 6 {
			var letters strings.Builder
			for _, name := range run {
				letters.WriteByte(name[0])
			}
			for _, name := range run {
				initials[name] = letters.String()
			}
		}
		run = nil
	}
	for i, t := range w.tokens {
		switch {
		case w.capital(i) && (i == 0 || w.tokens[i-1].End+1 >= t.Start || len(run) == 0):
			run = append(run, t.Text)
		case len(run) > 0 && (t.Text == "of" || t.Text == "the" || t.Text == "and" || t.Text == "de" || t.Text == "des" || t.Text == "du" || t.Text == "la"):
		default:
			close()
		}
	}
	close()
	return initials
}

// introduces tells whether the words before a token say that it is the writer or a place he is at: "my name is", "je
// m'appelle", "regards", "I live in".
func (w written) introduces(i int) bool {
	for n := 1; n <= 2 && i-n >= 0; n++ {
		switch w.tokens[i-n].Text {
		case "name", "appelle", "regards", "cordialement", "thanks", "merci", "mr", "mrs", "ms", "madame", "monsieur", "mme", "live", "habite":
			return true
		}
		if !w.capital(i - n) {
			break
		}
	}
	return i >= 2 && (w.tokens[i-1].Text == "is" && w.tokens[i-2].Text == "name" ||
		w.tokens[i-2].Text == "live" || w.tokens[i-2].Text == "habite")
}

var notNames = setOf(`january february march april may june july august september october november december monday tuesday
	wednesday thursday friday saturday sunday janvier fevrier mars avril mai juin juillet aout septembre octobre novembre
	decembre lundi mardi mercredi jeudi vendredi samedi dimanche i'm i've i'd i'll ok okay hi hello mr mrs ms mme sir
	christmas easter noel paques english french anglais francais asap faq pdf english url ai ia`)

// plans gives the names that stand before "plan", "tier" and their kin, or after "forfait", "formule" and theirs.
func (w written) plans() []named {
	var plans []named
	add := func(i int) {
		if i < 0 || i >= len(w.tokens) || w.tokens[i].Number() {
			return
		}
		t := w.tokens[i].Text
		_, plain := notPlans[t]
		if plain || analysis.Stop(desk.English, t) || analysis.Stop(desk.French, t) || len(t) < 2 {
			return
		}
		plans = append(plans, named{t, w.capital(i)})
	}
	for i, t := range w.tokens {
		switch t.Text {
		case "plan", "plans":
			add(i - 1)
			if i+1 < len(w.tokens) && w.capital(i+1) && !w.opens(i+1) {
				add(i + 1)
			}
		case "tier", "edition", "subscription", "membership":
			add(i - 1)
		case "forfait", "formule", "offre", "abonnement", "forfaits", "formules", "offres":
			if i+1 < len(w.tokens) && w.tokens[i+1].Start == t.End+1 {
				add(i + 1)
			}
		}
	}
	return plans
}

// Words beside "plan" that name none.
var notPlans = setOf(`paid new old current existing different other another same first second specific right wrong whole
	full annual yearly monthly weekly subscription pricing price payment billing action data change upgrade downgrade cancel
	switch choose select pick compare existing active default available following various several multiple own many
	action business-critical better best cheaper cheapest expensive each every any no one two three account user users
	annuel annuelle mensuel mensuelle actuel actuelle nouveau nouvelle ancien ancienne payant payante gratuit gratuite
	internet mobile telephone choisi choisie souscrit souscrite actif active existant existante speciale special
	disponible disponibles suivant suivante suivants suivantes dessus dessous commerciale promotionnelle emploi`)

// numbers gives the version numbers and codes of a text, and its other numbers, in one spelling each.
func (w written) numbers() (versions, others []string) {
	for i, t := range w.tokens {
		version, ok := strings.CutPrefix(t.Text, "v")
		switch {
		case ok && version != "" && version[0] >= '0' && version[0] <= '9':
			versions = appendNew(versions, version)
		case !t.Number():
		case w.versionAt(i):
			versions = appendNew(versions, t.Text)
		default:
			others = appendNew(others, numeral(t.Text))
		}
	}
	return versions, others
}

// versions gives the numbers that a text calls a version: "v2", "version 2".
func (w written) versions() []string {
	var versions []string
	for i, t := range w.tokens {
		bare, ok := strings.CutPrefix(t.Text, "v")
		switch {
		case ok && bare != "" && bare[0] >= '0' && bare[0] <= '9':
			versions = appendNew(versions, bare)
		case t.Number() && i > 0 && (w.tokens[i-1].Text == "version" || w.tokens[i-1].Text == "release" || w.tokens[i-1].Text == "v"):
			versions = appendNew(versions, t.Text)
		}
	}
	return versions
}

// versionAt tells whether the number at i is the number of a version, an error or a model, by the word before it.
func (w written) versionAt(i int) bool {
	if i == 0 || strings.ContainsAny(string(w.runes[w.tokens[i-1].End:w.tokens[i].Start]), ".!?,;:$€£") {
		return false
	}
	switch w.tokens[i-1].Text {
	case "version", "versions", "release", "error", "code", "erreur", "node", "python", "php", "ios", "android", "windows", "macos", "debian", "ubuntu":
		return true
	}
	_, common := notNames[w.tokens[i-1].Text]
	return w.capital(i-1) && !w.opens(i-1) && !common && len(w.tokens[i-1].Text) > 1
}

// numeral gives a number in one spelling: without thousands separators and closing zeros, a decimal comma as a point.
func numeral(text string) string {
	digits := strings.TrimRight(text, ".,:/")
	if i := strings.LastIndexAny(digits, ",."); i >= 0 && digits[i] == ',' && len(digits)-i-1 != 3 {
		digits = strings.ReplaceAll(digits[:i], ".", "") + "." + digits[i+1:]
	}
	digits = strings.ReplaceAll(digits, ",", "")
	if whole, decimals, found := strings.Cut(digits, "."); found && strings.Trim(decimals, "0") == "" {
		if decimals == "000" { // 1.000 as the French write a thousand
			return whole + decimals
		}
		return whole
	}
	return digits
}
