package guard

import (
	"slices"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// countriesIn gives the codes (ISO 3166-1, lower case; "eu" for the Union) of the countries that a text names, in order,
// each once. A name that is also a common word ("US", "Turkey") counts only as it is spelt with capitals.
func countriesIn(text string) []string { return newWritten(text).countries() }

func (w written) countries() []string {
	var codes []string
	runes, tokens := w.runes, w.tokens
	for i := 0; i < len(tokens); {
		t := tokens[i]
		code, n := countryAt(tokens[i:])
		if code == "" {
			i++
			continue
		}
		spelt := string(runes[t.Start:tokens[i+n-1].End])
		i += n
		if capitalOnly[t.Text] && !unicode.IsUpper(runes[t.Start]) || t.Text == "us" && spelt != "US" {
			continue
		}
		codes = appendNew(codes, code)
	}
	return codes
}

// countryAt gives the country named by the first words of a list, and how many words name it; the longest name wins.
func countryAt(tokens []analysis.Token) (string, int) {
	const longest = 3
	for n := min(longest, len(tokens)); n > 0; n-- {
		words := make([]string, n)
		for i, t := range tokens[:n] {
			words[i] = t.Text
		}
		if code, ok := countryNames[strings.Join(words, " ")]; ok {
			return code, n
		}
	}
	return "", 0
}

// countryCode gives the code of a country that is written as a name or a code, else the folded text itself.
func countryCode(name string) string {
	folded := strings.Join(strings.Fields(analysis.Fold(name)), " ")
	if code, ok := countryNames[folded]; ok {
		return code
	}
	return folded
}

// sameCountry tells whether what holds for one country, or for the Union, holds for another.
func sameCountry(holds, asked string) bool {
	if holds == asked {
		return true
	}
	_, member := unionMembers[asked]
	return holds == "eu" && member
}

func appendNew(list []string, item string) []string {
	if slices.Contains(list, item) {
		return list
	}
	return append(list, item)
}

// Country names that are common words, or parts of common names, in lower case.
var capitalOnly = map[string]bool{"us": true, "turkey": true, "jordan": true, "chad": true, "georgia": true, "china": true, "union": true, "ue": true, "eu": true}

var unionMembers = setOf("at be bg cy cz de dk ee es fi fr gr hr hu ie it lt lu lv mt nl pl pt ro se si sk")

var countryNames = countryTable(`at austria,autriche; be belgium,belgique; bg bulgaria,bulgarie; hr croatia,croatie; cy cyprus,chypre;
	cz czechia,czech republic,tchequie,republique tcheque; dk denmark,danemark; ee estonia,estonie; fi finland,finlande;
	fr france; de germany,allemagne; gr greece,grece; hu hungary,hongrie; ie ireland,irlande; it italy,italie;
	lv latvia,lettonie; lt lithuania,lituanie; lu luxembourg; mt malta,malte; nl netherlands,holland,pays bas,hollande;
	pl poland,pologne; pt portugal; ro romania,roumanie; sk slovakia,slovaquie; si slovenia,slovenie; es spain,espagne;
	se sweden,suede; gb uk,united kingdom,great britain,britain,england,scotland,wales,northern ireland,irlande du nord,ecosse,royaume uni,grande bretagne,angleterre;
	us usa,us,united states,america,etats unis,amerique; ca canada,quebec; ch switzerland,suisse; no norway,norvege;
	is iceland,islande; au australia,australie; nz new zealand,nouvelle zelande; jp japan,japon; cn china,chine;
	kr south korea,coree du sud; in india,inde; br brazil,bresil; mx mexico,mexique; ar argentina,argentine; cl chile,chili;
	co colombia,colombie; za south africa,afrique du sud; ma morocco,maroc; dz algeria,algerie; tn tunisia,tunisie;
	sn senegal; ci ivory coast,cote ivoire; eg egypt,egypte; ng nigeria; ke kenya; tr turkey,turquie; ru russia,russie;
	ua ukraine; il israel; ae emirates,emirats; sa saudi arabia,arabie saoudite; sg singapore,singapour; hk hong kong;
	tw taiwan; th thailand,thailande; vn vietnam; id indonesia,indonesie; my malaysia,malaisie; ph philippines;
	jo jordan,jordanie; td chad,tchad; ge georgia,georgie; rs serbia,serbie; li liechtenstein; mc monaco; ad andorra,andorre;
	eu eu,ue,european union,union europeenne,europe`)

// countryTable reads "code name,name; …" into names -> code.
func countryTable(text string) map[string]string {
	table := map[string]string{}
	for entry := range strings.SplitSeq(text, ";") {
		code, names, _ := strings.Cut(strings.TrimSpace(entry), " ")
		for name := range strings.SplitSeq(names, ",") {
			table[strings.TrimSpace(name)] = code
		}
	}
	return table
}
