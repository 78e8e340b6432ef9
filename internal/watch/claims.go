package watch

import (
	"context"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

// Claims keeps what customers were told that was new, and what people found of it. Errors carry kinds.
type Claims interface {
	// Tellings gives what was told since a moment and whatever waits for a person, newest first.
	Tellings(ctx context.Context, since time.Time, limit int) ([]desk.Telling, error)
	// NewMoments gives the answers with fresh claims since a moment, told or kept back.
	NewMoments(ctx context.Context, since time.Time) ([]novelty.Moment, error)
	// SettleTelling is a Conflict where that was said already.
	SettleTelling(ctx context.Context, told desk.Telling, judged desk.JudgedClaim) error
	// Judge remembers what a person found of a claim.
	Judge(ctx context.Context, judged desk.JudgedClaim) error
	Decision(ctx context.Context, turn string) (desk.Decision, error)
}

// Ration says how many may be told.
type Ration interface {
	NoveltyBudget(ctx context.Context) (int, error)
}

// Told is a new claim that a customer read, with its words.
type Told struct {
	desk.Telling
	Claim    desk.NewClaim
	Topic    string
	Language desk.Language
}

// Budget is how far the novelty budget is used, and what another would mean.
type Budget struct {
	Most       int
	Unreviewed int // customers told what nobody has looked at
	Hour       int // customers told within the last hour
	Told       []Told
	Past       time.Duration // what If looks back at
	If         []Exposure
}

// Exposure is what a budget would have let out in the past.
type Exposure struct {
	Most int
	Told int // answers told unseen
}

// NoveltySetting names the setting that says how many customers may be told new claims unseen, NoveltyBudget the number where
// nobody has set another.
const (
	NoveltySetting = "novelty_budget"
	NoveltyBudget  = 5
)

const (
	past      = 7 * 24 * time.Hour
	toldMost  = 200
	budgetTop = 100
)

// Budget tells how far the novelty budget is used.
func (s *Service) Budget(ctx context.Context) (Budget, error) {
	now := s.Now()
	b := Budget{Past: past}
	var err error
	if b.Most, err = s.Ration.NoveltyBudget(ctx); err != nil {
		return b, err
	}
	tellings, err := s.Claims.Tellings(ctx, now.Add(-past), toldMost)
	if err != nil {
		return b, err
	}
	unseen, hour := map[string]bool{}, map[string]bool{}
	for _, t := range tellings {
		if t.State == desk.TellingOpen {
			unseen[t.Customer] = true
		}
		if now.Sub(t.At) < time.Hour {
			hour[t.Customer] = true
		}
		d, err := s.Claims.Decision(ctx, t.Turn)
		if err != nil {
			return b, err
		}
		told := Told{Telling: t, Topic: d.Topic, Language: d.Draft.Language}
		if t.N < len(d.New) { // its words may have been deleted
			told.Claim = d.New[t.N]
		}
		b.Told = append(b.Told, told)
	}
	b.Unreviewed, b.Hour = len(unseen), len(hour)
	moments, err := s.Claims.NewMoments(ctx, now.Add(-past))
	if err != nil {
		return b, err
	}
	for _, most := range budgets(b.Most) {
		b.If = append(b.If, Exposure{most, novelty.Exposed(moments, most)})
	}
	return b, nil
}

// budgets are those that a person may think of, with the one that holds.
func budgets(now int) []int {
	list := []int{0, 1, 5, 10, 20, 50}
	if !slices.Contains(list, now) {
		list = append(list, now)
	}
	slices.Sort(list)
	return list
}

// CheckBudget refuses a budget that is none.
func CheckBudget(most int) error {
	if most < 0 || most > budgetTop {
		return desk.Errorf(desk.Invalid, "how many customers may be told: give a number from 0 to %d", budgetTop)
	}
	return nil
}

// JudgeTelling says what an operator found of a new claim that a customer was told. Right, it is known from now on; wrong, it
// and its like are said to nobody, and the customer who was told makes it an incident. Conflict where it was said already.
func (s *Service) JudgeTelling(ctx context.Context, turn string, n int, right bool, by desk.Operator) error {
	d, err := s.Claims.Decision(ctx, turn)
	if err != nil {
		return err
	}
	if n < 0 || n >= len(d.New) {
		return desk.Errorf(desk.NotFound, "the answer %s has no new claim %d", turn, n)
	}
	told := desk.Telling{Turn: turn, N: n, State: desk.TellingWrong}
	if right {
		told.State = desk.TellingRight
	}
	judged := desk.JudgedClaim{ID: s.NewID(), Turn: turn, Text: d.New[n].Text, Language: d.Draft.Language, Right: right, By: by.ID, At: s.Now()}
	if err := s.Claims.SettleTelling(ctx, told, judged); err != nil || right {
		return err
	}
	return s.toldWrong(ctx, turn, d, by)
}

// toldWrong makes an incident of a claim that a customer was told and that an operator found wrong.
func (s *Service) toldWrong(ctx context.Context, turn string, d desk.Decision, by desk.Operator) error {
	scope := wholeDesk
	if d.Topic != "" {
		scope = "topic:" + d.Topic
	}
	told, err := s.Store.Turn(ctx, turn)
	if err != nil {
		return err
	}
	_, err = s.Raise(ctx, breaker.Signal{
		Cause: breaker.CauseNovelty, Severity: breaker.Major, Stream: "told", Scope: scope, Value: 1, Line: 1, By: by.ID, Since: told.Created, Conversations: []string{told.Conversation},
	})
	return err
}

// foundWrong refuses a claim that customers were told, and makes an incident of it.
func (s *Service) foundWrong(ctx context.Context, turn string, d desk.Decision, text string, by desk.Operator) error {
	judged := desk.JudgedClaim{ID: s.NewID(), Turn: turn, Text: text, Language: d.Draft.Language.Or(d.Language), By: by.ID, At: s.Now()}
	if err := s.Claims.Judge(ctx, judged); err != nil {
		return err
	}
	return s.toldWrong(ctx, turn, d, by)
}

// Touched says who was told something while an incident lasted.
type Touched struct {
	Conversations int
	Customers     int
	Answers       []Decided // the newest, some
}

// Decided is one answer of the desk as those who watch see it.
type Decided struct {
	Turn         string
	Conversation string
	State        desk.TurnState
	Decision     desk.Decision
	At           time.Time
}
