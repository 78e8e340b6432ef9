package guard

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// Immutable patterns of what tells of one person.
var (
	streetAddress = regexp.MustCompile(`\b\d{1,4}(?:\s?(?:bis|ter|[a-dA-D]))?,?\s+(?:(?i:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|allée|allées|quai|cours|route|square|passage|villa)\s+(?:(?:de|des|du|la|le|les|l['’]|d['’])\s?){0,3}\p{Lu}[\p{L}'’.-]+|` +
		`(?:\p{Lu}[\p{L}'’.-]*\s+){1,3}(?i:street|st\.|road|rd\.|avenue|lane|drive|close|crescent|square|court|way|terrace|gardens|boulevard)\b)`)
	namedPerson = regexp.MustCompile(`\b(?:Mr|Mrs|Ms|Miss|Mx|M|Mme|Mlle|Madame|Monsieur|Mademoiselle|Dr|Docteur|Doctor)\.?\s+((?:\p{Lu}[\p{L}'’-]+\s?){1,3})`)
	otherClient = regexp.MustCompile(`(?i)\b(?:another|previous|one of our|a different|un autre|une autre|un de nos|une de nos|le précédent|la précédente)\s+(?:customers?|clients?|users?|clientes?|utilisateurs?|utilisatrices?)\b`)
	bornOn      = regexp.MustCompile(`(?i)\b(?:date of birth|born on|date de naissance|née? le)\b[^.\n]{0,12}\d`)
)

// someoneElses says what a reply tells of a person that no source says and the customer did not write: a street address, a
// name behind a form of address, a date of birth, or another customer by name, number or address. Mail addresses and
// telephone numbers are check contacts' to block.
func someoneElses(in Input) string {
	text := in.Draft.Text
	known := ""
	stands := func(words string) bool {
		if known == "" {
			known = analysis.Fold(sourceText(in) + "\n" + in.Question)
			var knownSb29 strings.Builder
			for _, value := range in.Attributes {
				knownSb29.WriteString("\n" + analysis.Fold(value))
			}
			known += knownSb29.String()
			var knownSb32 strings.Builder
			for _, name := range in.Brand {
				knownSb32.WriteString("\n" + analysis.Fold(name))
			}
			known += knownSb32.String()
			known = withoutCommas(known)
		}
		return strings.Contains(known, withoutCommas(analysis.Fold(words)))
	}
	if streetLike(text) {
		for _, m := range streetAddress.FindAllString(text, -1) {
			if head := streetHead(m); !stands(m) && (head == "" || !stands(head)) {
				return "gives an address that stands in no source: " + clip(m)
			}
		}
	}
	if titled(text) {
		for _, m := range namedPerson.FindAllStringSubmatch(text, -1) {
			if _, title := titles[analysis.Fold(strings.TrimSpace(m[1]))]; title {
				continue
			}
			if !stands(strings.TrimSpace(m[1])) && !stands(lastWordOf(m[1])) {
				return "names a person who stands in no source: " + clip(m[0])
			}
		}
	}
	low := lowered(text)
	if holdsAny(low, "of birth", "born on", "de naissance", "né le", "née le") {
		if m := bornOn.FindString(text); m != "" && !stands(m) {
			return "gives a date of birth: " + clip(m)
		}
	}
	if !holdsAny(low, "another", "previous", "one of our", "a different", "un autre", "une autre", "un de nos", "une de nos", "précédent") || !holdsAny(low, "customer", "client", "user", "utilisat") {
		return ""
	}
	for sentence := range analysis.SentenceTexts(text) {
		if m := otherClient.FindString(sentence); m != "" && tellsOfOne(sentence, m) && !stands(strings.TrimRight(strings.TrimSpace(sentence), ".!")) {
			return "tells of another customer: " + clip(strings.TrimSpace(sentence))
		}
	}
	return ""
}

// withoutCommas gives a text with single blanks and no commas, since addresses are written with and without.
func withoutCommas(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, ",", " ")), " ")
}

// streetHead gives the number and the name's first word of an English address, by which a street is known whatever
// "Street" is written as; "" of a French one.
func streetHead(text string) string {
	words := strings.Fields(text)
	if len(words) < 3 || !unicode.IsUpper([]rune(words[1])[0]) || len(words[1]) < 4 {
		return ""
	}
	return words[0] + " " + words[1]
}

func lastWordOf(text string) string {
	words := strings.Fields(text)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// tellsOfOne tells whether what follows the words for another customer names him or tells what he did.
func tellsOfOne(sentence, who string) bool {
	_, after, _ := strings.Cut(sentence, who)
	words := hear("x"+after, 0)
	for i := range words[:min(5, len(words))] {
		if i > 0 && words[i].capital && len(words[i].fold) > 2 {
			return true
		}
		switch words[i].fold {
		case "had", "told", "asked", "bought", "paid", "got", "avait", "a":
			return true
		}
	}
	return false
}

var titles = setOf("m mr mrs ms mme mlle madame monsieur mademoiselle dr")
