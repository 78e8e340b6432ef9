package retrieve

import (
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// ProductKey is the key of a scope whose values are everyday words ("mobile", "billing") that a question may hold without
// choosing anything: only the customer's attributes choose a product.
const ProductKey = "product"

// door tells which articles and units may be shown to this customer for this question.
type door struct {
	at         time.Time
	attributes map[string]string
	named      spoken
	own        Part // set while another language is searched: counterparts that are written here count instead
}

// article tells whether an article may be shown at all.
func (d door) article(a *desk.Article) bool {
	return a.Contract.InForce(d.at) && d.scope(ScopeOf(a)) && !d.written(a)
}

// written tells whether the customer may be told the same page in the customer's own language.
func (d door) written(a *desk.Article) bool {
	if d.own == nil || a.Key == "" {
		return false
	}
	doc := d.own.Counterpart(a.Key)
	return doc != nil && doc.Article.Contract.InForce(d.at) && d.scope(ScopeOf(&doc.Article))
}

// scope tells whether a scope fits the customer, and what the question names.
func (d door) scope(s desk.Scope) bool {
	if !s.Admits(d.attributes) {
		return false
	}
	for key, wanted := range d.named.values {
		values, restricts := s[key]
		if restricts && !slices.ContainsFunc(values, func(v string) bool { return slices.Contains(wanted, v) }) {
			return false
		}
	}
	return true
}

// abroad tells whether a question is about a country that an article is not for: the article is for others, and does not
// speak of it.
func (d door) abroad(doc *Document) bool {
	if _, restricts := doc.Article.Contract.Scope[countryKey]; !restricts || len(d.named.abroad) == 0 {
		return false
	}
	for i := range doc.Passages {
		text := " " + strings.Join(Words(doc.Passages[i].Unit.Text), " ") + " "
		if slices.ContainsFunc(d.named.abroad, func(name string) bool { return strings.Contains(text, " "+name+" ") }) {
			return false
		}
	}
	return true
}

// chosen tells whether the question or the customer's attributes have settled a key.
func (d door) chosen(key string) bool {
	_, known := d.attributes[key]
	return known || len(d.named.values[key]) == 1
}
