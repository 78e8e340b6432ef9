package guard

import (
	"regexp"
	"strings"
	"testing"
)

// looks are the cheap looks beside the patterns that they spare.
var looks = []struct {
	name    string
	look    func(string) bool
	pattern *regexp.Regexp
	texts   []string // that the pattern matches
}{
	{"key", prefixedKey, keyPrefix, []string{"sk_live_abcdefghijkl", "tok-abcdefghijkl", "AKIAABCDEFGHIJKL", "ghp_abcdefghijklmnopqrst", "xoxb-abcdefghij", "SG.abcdefghijklmnop", "eyJabcdefgh.abcdefgh", "hf_abcdefghijklmnopqrst"}},
	{"credential", func(text string) bool { return credentialNamed(text) || !strings.ContainsAny(text, "0123456789") }, credential, []string{"The paſſword is: hunter22", "PIN code: 12345", "your toKen = 1abcd", "clé d'accès est 1abcd", "CODE SECRET : ٣abcd 1", "Identifiant : a1b2c3"}},
	{"card", func(text string) bool { return longNumber(text, 13) }, cardNumber, []string{"4111 1111 1111 1111", "4111-1111-1111-1111", "4111\u202f1111\u00a01111.1111"}},
	{"account", accountLike, ibanNumber, []string{"FR76 3000 6000 0112 3456 7890 189", "xDE89370400440532013000 GB29NWBK60161331926819"}},
	{"insured", func(text string) bool { return longNumber(text, 9) && strings.Contains(text, "-") }, ssnUS, []string{"078-05-1120"}},
	{"insured in France", func(text string) bool { return longNumber(text, 13) }, nirFrench, []string{"1 84 12 76 451 089 46", "184122A45108946", "2.84.12.2B.451.089.46"}},
	{"link", func(text string) bool { return strings.Contains(text, "//") || holdsWorldWide(text) }, linkPattern, []string{"wWw.a", "//x", "see WWW.b.c", "a.b www.c"}},
	{"host", dotted, barePattern, []string{"a.bc", "é.éa", "x-.ab", "1.23"}},
	{"phone", func(text string) bool { return longNumber(text, 8) }, phonePattern, []string{"+33 (0)1 23 45 67 89", "0 1 2 3 4 5 6 7", "01.23.45.67", "(555) 123–4567"}},
	{"dialled", dialled, shortNumber, []string{"Call us on 3949", "appelez le 36 39", "tapez 1\t0"}},
	{"mail in words", mailWorded, mailInWords, []string{"a [AT] b", "jo ( arobase ) b", "john at mail dot com", "jean chez mail point fr", "a <at> b", "x{@}y"}},
	{"street", streetLike, streetAddress, []string{"12 rue Monge", "12bis, Avenue de la Paix", "4 ter allée Monge", "14 Baker Street", "7\n Élysée Court", "12 B impaſſe Noire", "3 a place d'Armes", "9 d villa Noire"}},
	{"title", titled, namedPerson, []string{"M. Durand", "Mme Élise", "(Dr Who)", "Miss\nMarple"}},
	{"template", markLike, templateMarks, []string{"{{x}}", "{% y %}", "{name}", "%s", "<% x %>", "[insert name]", "<your name>", "lorem ipſum", "UNDEFINED", "NaN", "nan", "x[object Object]x", "XXXX", "_____", "T" + "ODO", "T" + "BD", "FI" + "XME"}},
}

// TestLooksNeverSpareAMatch gives each look what its pattern matches.
func TestLooksNeverSpareAMatch(t *testing.T) {
	var answers []string
	for _, c := range blindCases(t, "cases.jsonl") {
		answers = append(answers, c.Answer)
	}
	for _, l := range looks {
		for _, text := range l.texts {
			if !l.pattern.MatchString(text) {
				t.Errorf("%s: the pattern does not match %q", l.name, text)
			}
		}
		for _, text := range append(l.texts, answers...) {
			if m := l.pattern.FindString(text); m != "" && l.name != "card" && l.name != "credential" && !l.look(text) {
				t.Errorf("%s: the look spares %q", l.name, m)
			}
		}
		for _, text := range l.texts {
			if !l.look("Hello, " + text + " and more") {
				t.Errorf("%s: the look spares %q", l.name, text)
			}
		}
	}
}
