package guard

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// scope holds each cited source's scope against the customer's attributes and against what the question names. A value
// that conflicts blocks. A scope that nothing settles blocks too unless the customer can see it in the title, the
// headings or the words of the quotation; then it is noted.
//
// It catches the French price told in Germany and version 1's steps told of version 2, where the sources say what they
// hold for. It cannot see a scope that nobody wrote down.
func scope(in Input) ([]desk.Finding, error) {
	if !slices.ContainsFunc(in.Sources, func(s Source) bool { return len(s.Scope) > 0 }) {
		return nil, nil
	}
	named := namedScope(in)
	var found []desk.Finding
	for _, p := range cited(in) {
		for _, key := range slices.Sorted(maps.Keys(p.source.Scope)) {
			severity, why := scopeConflict(in, p, key, named[key])
			if why != "" {
				found = append(found, desk.Finding{Check: "scope", Severity: severity, Claim: desk.WholeDraft,
					Message: fmt.Sprintf("%q holds for %s %s; %s", p.source.Title, key, strings.Join(p.source.Scope[key], ", "), why)})
			}
		}
	}
	return found, nil
}

// scopeConflict judges one key of a source's scope; an empty reason means that it fits.
func scopeConflict(in Input, p *passage, key string, named []string) (desk.Severity, string) {
	values := p.source.Scope[key]
	for _, asked := range named {
		if !scopeHolds(key, values, asked) {
			return desk.Block, fmt.Sprintf("the question is about %s", asked)
		}
	}
	if has, ok := in.Attributes[key]; ok && has != "" {
		// A question may be about another plan than the customer's own, so what it names comes first.
		if len(named) == 0 && !scopeHolds(key, values, has) {
			return desk.Block, fmt.Sprintf("the customer's is %s", has)
		}
		return desk.Note, ""
	}
	if len(named) > 0 {
		return desk.Note, ""
	}
	if visible(in, p, key, values) {
		return desk.Note, "the customer's is not known, and the quotation says whom it is for"
	}
	return desk.Block, "the customer's is not known, and the quotation does not say whom it is for"
}

// scopeHolds tells whether a value falls under one of a scope's.
func scopeHolds(key string, values []string, asked string) bool {
	return slices.ContainsFunc(values, func(v string) bool {
		if key == "country" {
			return sameCountry(countryCode(v), countryCode(asked))
		}
		return scopeValue(v) == scopeValue(asked)
	})
}

// scopeValue gives a value of a scope in one spelling: folded, a version without its "v".
func scopeValue(value string) string {
	folded := strings.TrimSpace(analysis.Fold(value))
	if bare, ok := strings.CutPrefix(folded, "v"); ok && bare != "" && bare[0] >= '0' && bare[0] <= '9' {
		return bare
	}
	return folded
}

// visible tells whether one of a scope's values can be read in what the customer is shown.
func visible(in Input, p *passage, key string, values []string) bool {
	text := strings.Join(append([]string{in.Draft.Text, p.source.Title}, p.source.Path...), "\n")
	if key == "country" {
		return slices.ContainsFunc(countriesIn(text), func(c string) bool { return scopeHolds(key, values, c) })
	}
	words := wordsOf(text)
	return slices.ContainsFunc(values, func(v string) bool {
		said := strings.TrimSpace(wordsOf(v))
		return said != "" && (strings.Contains(words, " "+said+" ") || strings.Contains(words, " "+scopeValue(v)+" "))
	})
}

// namedScope gives for each key of a scope the values that the question names: countries by the table of names, versions
// and plans by how they are written, and every value that one of the sources given knows.
func namedScope(in Input) map[string][]string {
	named := map[string][]string{"country": countriesIn(in.Question)}
	w := newWritten(in.Question)
	named["version"] = w.versions()
	for _, p := range w.plans() {
		if p.proper {
			named["plan"] = appendNew(named["plan"], p.name)
		}
	}
	words := wordsOf(in.Question)
	for _, s := range in.Sources {
		for key, values := range s.Scope {
			if key == "country" {
				continue
			}
			for _, v := range values {
				if said := strings.TrimSpace(wordsOf(v)); said != "" && spelled(said) && strings.Contains(words, " "+said+" ") {
					named[key] = appendNew(named[key], scopeValue(v))
				}
			}
		}
	}
	return named
}

// spelled tells whether a value can be recognised among other words: a bare number cannot.
func spelled(value string) bool { return strings.Trim(value, "0123456789 .") != "" }
