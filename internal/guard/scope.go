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
// that conflicts blocks. A scope that nothing settles blocks too, unless the question names something that stands in the
// page's title or headings, or the customer can read whom the quotation is for; then it is noted. Of a product or a
// version that nothing settles it warns: a page about a product says so in its subject, and of versions the newest was
// searched for.
//
// It catches the French price told in Germany and version 1's steps told of version 2, where the sources say what they
// hold for. It cannot see a scope that nobody wrote down.
func scope(in Input) ([]desk.Finding, error) {
	if !slices.ContainsFunc(in.Sources, func(s Source) bool { return len(s.Scope) > 0 }) {
		return nil, nil
	}
	q := readScope(in)
	var found []desk.Finding
	seen := map[string]bool{}
	for _, p := range cited(in) {
		for _, key := range slices.Sorted(maps.Keys(p.source.Scope)) {
			severity, why := q.conflict(in, p, key)
			if why == "" {
				continue
			}
			message := fmt.Sprintf("%q holds for %s %s; %s", p.source.Title, key, strings.Join(p.source.Scope[key], ", "), why)
			if !seen[message] {
				seen[message] = true
				found = append(found, desk.Finding{Check: "scope", Severity: severity, Claim: desk.WholeDraft, Message: message})
			}
		}
	}
	return found, nil
}

// scopeQuestion is what a question says about scopes.
type scopeQuestion struct {
	named map[string][]string // key -> values that the question names
	plans []string            // names of plans by the way they are written; they may be a scope's value in other words
	names []string            // every name, plans included
}

// conflict judges one key of a source's scope; an empty reason means that it fits.
func (q scopeQuestion) conflict(in Input, p *passage, key string) (desk.Severity, string) {
	values, named := p.source.Scope[key], q.named[key]
	about := wordsOf(strings.Join(append([]string{p.source.Title}, p.source.Path...), "\n"))
	for _, asked := range named {
		if !scopeHolds(key, values, asked) {
			return desk.Block, "the question is about " + asked
		}
	}
	if key == "plan" {
		for _, asked := range q.plans {
			if !scopeHolds(key, values, asked) && !strings.Contains(about, " "+asked+" ") && !strings.Contains(wordsOf(p.words), " "+asked+" ") {
				return desk.Block, "the question is about " + asked
			}
		}
	}
	if has := in.Attributes[key]; has != "" {
		// A question may be about another plan than the customer's own, so what it names comes first.
		if len(named) == 0 && !scopeHolds(key, values, has) {
			return desk.Block, "the customer's is " + has
		}
		return desk.Note, ""
	}
	if len(named) > 0 || slices.ContainsFunc(q.names, func(n string) bool { return strings.Contains(about, " "+n+" ") }) {
		return desk.Note, ""
	}
	switch {
	case visible(in, p, key, values):
		return desk.Note, "the customer's is not known, and the quotation says whom it is for"
	case key == "product" || key == "version":
		return desk.Warn, "the customer's is not known, and the quotation does not say whom it is for"
	}
	return desk.Block, "the customer's is not known, and the quotation does not say whom it is for"
}

// scopeHolds tells whether a value falls under one of a scope's.
func scopeHolds(key string, values []string, asked string) bool {
	return slices.ContainsFunc(values, func(v string) bool {
		switch key {
		case "country":
			return sameCountry(countryCode(v), countryCode(asked))
		case "version":
			return sameVersion(v, asked)
		}
		return scopeValue(v) == scopeValue(asked)
	})
}

// sameVersion tells whether what holds for one version holds for another: "v4", "4.x" and "4.0" hold for "4", "4.x" for
// "4.2" too.
func sameVersion(holds, asked string) bool {
	bare := func(v string) string { return strings.TrimSuffix(strings.TrimSuffix(scopeValue(v), ".x"), ".0") }
	return bare(holds) == bare(asked) || strings.HasSuffix(scopeValue(holds), ".x") && strings.HasPrefix(scopeValue(asked), bare(holds)+".")
}

// scopeValue gives a value of a scope in one spelling: folded, a version without its "v".
func scopeValue(value string) string {
	folded := strings.TrimSpace(analysis.Fold(value))
	if bare, ok := strings.CutPrefix(folded, "v"); ok && bare != "" && bare[0] >= '0' && bare[0] <= '9' {
		return bare
	}
	return folded
}

// visible tells whether one of a scope's values can be read in what the customer is shown, or the line that describes the
// scope.
func visible(in Input, p *passage, key string, values []string) bool {
	if line := p.source.Scope.Describe(p.source.Language); line != "" && strings.Contains(in.Draft.Text, line) {
		return true
	}
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

// readScope gives what a question says about scopes: countries by the table of names, versions by how they are written,
// and every value that one of the sources given knows.
func readScope(in Input) scopeQuestion {
	w := newWritten(in.Question)
	q := scopeQuestion{named: map[string][]string{"country": countriesIn(in.Question), "version": w.versions()}, names: w.names(in.Language)}
	for _, p := range w.plans() {
		q.names = appendNew(q.names, p.name)
		if p.proper {
			q.plans = appendNew(q.plans, p.name)
		}
	}
	words := wordsOf(in.Question)
	for _, s := range in.Sources {
		for key, values := range s.Scope {
			if key == "country" || key == "version" {
				continue
			}
			for _, v := range values {
				if said := strings.TrimSpace(wordsOf(v)); said != "" && spelled(said) && strings.Contains(words, " "+said+" ") {
					q.named[key] = appendNew(q.named[key], scopeValue(v))
				}
			}
		}
	}
	return q
}

// spelled tells whether a value can be recognised among other words: a bare number cannot.
func spelled(value string) bool { return strings.Trim(value, "0123456789 .") != "" }
