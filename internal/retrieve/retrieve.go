// Package retrieve finds the units of the knowledge that answer a customer's question, and says when none does.
//
// It is arithmetic over a View that it is handed: articles are ranked by BM25F over title, headings, text and address,
// the best of them are looked into unit by unit, variants of one page become one entry, and a small logistic model turns
// what was counted into the probability that the first article answers. Only articles in force, approved and open to the
// customer's attributes are ever returned. It never fails: a question that nothing answers gives a Result that is not
// covered.
package retrieve

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Query is a question and what is known of who asks.
type Query struct {
	Text       string
	Language   desk.Language
	At         time.Time
	Attributes map[string]string // the customer's allowed attributes: plan, country, version, product; lower case
	Topic      string            // where set, articles of this topic are preferred a little
	Vector     []float32         // of the question, or nil
	Limit      int               // hits wanted; 0 means 10
}

// Parts explain a score. Each lies in [0,1].
type Parts struct {
	Article  float64 // BM25F of the whole article, as a share of the best possible
	Unit     float64 // BM25 of the unit with its headings, as a share of the best possible
	Title    float64 // how well question and title cover each other
	Phrase   float64 // words of the question standing together in the unit, as a share of its pairs
	Coverage float64 // share of the question's weight of words found in the unit, its headings and the title
	Values   float64 // 1 where the unit holds a value of the sort that is asked for: money, a time, steps, an address
	Cosine   float64 // of the vectors, 0 where there are none
}

// Hit is one unit with its article.
type Hit struct {
	Unit          desk.Unit
	Article       desk.Article
	Score         float64
	Parts         Parts
	OtherLanguage bool // not in the customer's language, in which nothing was found
}

// ArticleHit is one article of the ranking; variants of one page and pages that say the same are one entry.
type ArticleHit struct {
	Article       desk.Article
	Score         float64
	Parts         Parts          // of its best unit
	Variants      []desk.Article // the others of the entry, best first
	OtherLanguage bool
}

// Ambiguity says that variants of the page answer differently, and what to ask the customer.
type Ambiguity struct {
	Key    string   // of the scope: version, plan, country, product
	Values []string // sorted, versions newest first
}

// Result is what a search found.
type Result struct {
	Hits      []Hit        // units, best first; an article's variants left out
	Articles  []ArticleHit // best first
	Score     float64      // probability that the first article answers the question
	Covered   bool         // Score has reached the threshold
	Ambiguous *Ambiguity   // nil where one answer holds
	Features  Features     // what the probability was made of
	Language  desk.Language
}
