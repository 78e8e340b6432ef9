package knowledge

import (
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Sort is a question that people ask of the whole shelf.
type Sort string

// The sorts of article that need a person.
const (
	AnySort      Sort = ""
	Expired      Sort = "expired"      // approved, and its end has come
	ReviewDue    Sort = "due"          // in force, and past its review date
	Contradicted Sort = "contradicted" // on one side of a contradiction that nobody has settled
	Suspicious   Sort = "suspicious"   // reads like instructions to a model
)

// Browse picks articles for a list that is ordered by title. Zero fields do not restrict.
type Browse struct {
	Language desk.Language
	Topic    string
	Status   desk.Status
	Sort     Sort
	Title    string // words that the title holds as they stand, without case and accents
	At       time.Time
	After    Place
	Limit    int
}

// Place is where an article stands in the list.
type Place struct{ Folded, ID string }

// Edition is one version of an article, without its text.
type Edition struct {
	ID      string
	Number  int
	Title   string
	Written time.Time
}

// Folded is the title by which an article stands in the list: never empty.
func Folded(a desk.Article) string {
	if title := analysis.Fold(strings.TrimSpace(a.Title)); title != "" {
		return title
	}
	return analysis.Fold(a.ID)
}

// FoldedTitle gives what is looked for in titles, as they are kept.
func (q Browse) FoldedTitle() string { return analysis.Fold(strings.TrimSpace(q.Title)) }
