package web

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/knowledge/contradict"
)

// Shelves reads what the pages of the knowledge list. See store.DB.
type Shelves interface {
	// Browse gives a page of articles by title, and where the next goes on; none: there is none.
	Browse(ctx context.Context, q knowledge.Browse) ([]knowledge.Head, knowledge.Place, error)
	// Editions gives the versions of an article, the newest first.
	Editions(ctx context.Context, article string) ([]knowledge.Edition, error)
	// Missed gives the questions since a moment that nothing answered, the newest first.
	Missed(ctx context.Context, since time.Time, limit int) ([]knowledge.Miss, error)
}

// Curator is what leads do to the knowledge. See knowledge.Library.
type Curator interface {
	// Restate gives an article another status; Conflict where its number is no longer the newest.
	Restate(ctx context.Context, id string, number int, status desk.Status, operator string) (desk.Article, error)
	// Amend sets owner, dates and scope; Conflict where somebody changed them meanwhile.
	Amend(ctx context.Context, m knowledge.Amendment) (desk.Article, error)
	Contradictions(ctx context.Context) ([]contradict.Contradiction, error)
	// Settle keeps what an operator found; NotFound where the contradiction is no longer there.
	Settle(ctx context.Context, id string, verdict knowledge.Verdict, withdraw bool, by string) (contradict.Contradiction, error)
}

// Question is what somebody tries.
type Question struct {
	Text       string
	Language   desk.Language
	Attributes map[string]string
}

// Trial is what came of a question that was tried.
type Trial struct {
	State     desk.TurnState
	Decision  desk.Decision
	Said      string // what a customer would read
	Passages  []TrialPassage
	Covered   bool
	Score     float64 // probability that the first article answers
	Needed    float64 // the probability that is asked for
	Known     float64 // share of what is asked that the knowledge holds at all
	Variants  []string
	Took      time.Duration
	Searching bool // the knowledge was searched; false where something else decided before
}

// TrialPassage is a unit that the search found.
type TrialPassage struct {
	Article       desk.Article
	Unit          desk.Unit
	Score         float64
	OtherLanguage bool
}
