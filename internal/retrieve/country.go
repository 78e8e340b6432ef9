package retrieve

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// countryKey is the key of a scope whose values are countries, by code or by name.
const countryKey = "country"

//go:embed words/countries.txt
var countriesText string

// theCountries maps every name and code to the names of its country, folded. It is read once and never changes.
var theCountries = readCountries(countriesText)

func readCountries(text string) map[string][]string {
	countries := map[string][]string{}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Fields(analysis.Fold(line))
		var names []string
		for _, f := range fields {
			names = append(names, strings.ReplaceAll(f, "_", " "))
		}
		for i, n := range names {
			if i == 0 || !slices.Contains(fields[:1], n) {
				countries[n] = names
			}
		}
	}
	return countries
}

// countriesNamed gives the names of countries and peoples in a question. Codes are left out: two letters mean too much.
func countriesNamed(words []heard) []string {
	var found []string
	for i, w := range words {
		names := []string{w.folded}
		if i+1 < len(words) {
			names = append(names, w.folded+" "+words[i+1].folded)
		}
		for _, name := range names {
			if _, known := theCountries[name]; known && len(name) > 2 {
				found = append(found, name)
			}
		}
	}
	return found
}

// countryNames gives the other names of a country.
func countryNames(value string) []string { return theCountries[analysis.Fold(value)] }
