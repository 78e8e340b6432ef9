package proving

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
)

// realBaseRate is the share of wrong answers at which holds are priced: a set has many times more of them than a desk
// has, which makes every alarm look better than it is.
const realBaseRate = 0.03

// GroundingReport is what a set shows about the guard's Inspect.
type GroundingReport struct {
	N       int                `json:"n"`
	LeftOut int                `json:"n_generic"` // answers that state nothing; in no other figure
	Part    Part               `json:"part"`
	All     GroundingFigures   `json:"all"`
	Tasks   []GroundingFigures `json:"tasks"`  // by name
	P50     float64            `json:"p50_us"` // of one answer
}

// GroundingFigures are those of one task.
type GroundingFigures struct {
	Task       string           `json:"task"`
	N          int              `json:"n"`
	Wrong      int              `json:"n_wrong"`
	BaseRate   float64          `json:"base_rate"` // share of wrong answers
	Verdict    Detection        `json:"verdict"`   // a hold taken for "wrong"
	Everything Detection        `json:"hold_everything"`
	AUROC      float64          `json:"auroc"`                        // of 1 - score, wrong against right; 0 where one is missing
	Sentences  *SentenceFigures `json:"sentences,omitempty"`          // nil where nobody marked any
	Holds      []HoldRate       `json:"at_3_percent_wrong,omitempty"` // nil where right or wrong answers are missing
}

// Detection says how well an alarm rings for what it should.
type Detection struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// SentenceFigures are those of single sentences; one is wrong if a marked span overlaps it.
type SentenceFigures struct {
	N       int             `json:"n"`
	Wrong   int             `json:"n_wrong"`
	Shipped SentencePoint   `json:"shipped"` // flagged is what Inspect calls not supported
	Curve   []SentencePoint `json:"curve"`   // flagged is a score under a threshold: the most wrong ones for so many right ones
}

// SentencePoint is what flagging costs and catches.
type SentencePoint struct {
	Flagged float64 `json:"supported_flagged"` // share of the right sentences
	Recall  float64 `json:"recall"`            // share of the wrong ones flagged
}

// HoldRate says what a rule would do to a thousand answers of which 30 are wrong.
type HoldRate struct {
	Rule      string  `json:"rule"`
	Held      float64 `json:"held_per_1000"`
	Precision float64 `json:"precision"` // of a hold
	Sent      float64 `json:"wrong_sent_per_1000"`
	RightHeld int     `json:"n_right_held"` // in the set: what the precision stands on
}

// judged is a score from 0 to 1, low for what looks wrong, with the guard's decision and the truth.
type judged struct {
	score       float64
	held, wrong bool
}

type judgements []judged

// inspectedAnswers gathers what Inspect said about answers and about the sentences of marked ones.
type inspectedAnswers struct{ answers, sentences judgements }

func (a *inspectedAnswers) add(item GroundingItem, found guard.Report) {
	a.answers = append(a.answers, judged{found.Score, found.Verdict != desk.Pass.String(), item.Wrong})
	if !item.Marked {
		return
	}
	for _, c := range found.Claims {
		wrong := slices.ContainsFunc(item.Spans, func(s GroundingSpan) bool { return s.Start < c.End && c.Start < s.End })
		a.sentences = append(a.sentences, judged{c.Score, !c.Supported, wrong})
	}
}

func (a *inspectedAnswers) figures(task string) GroundingFigures {
	right, wrong := a.answers.tally(shipped)
	n := right.all + wrong.all
	f := GroundingFigures{
		Task: task, N: n, Wrong: wrong.all, BaseRate: ratio(wrong.all, n),
		Verdict:    detection(right, wrong),
		Everything: detection(a.answers.tally(everything)),
		AUROC:      a.answers.auroc(),
	}
	if right.all > 0 && wrong.all > 0 {
		f.Holds = a.answers.holds()
	}
	if len(a.sentences) > 0 {
		f.Sentences = a.sentences.figures()
	}
	return f
}

// alarm is a rule that flags.
type alarm func(judged) bool

func shipped(j judged) bool  { return j.held }
func everything(judged) bool { return true }

func under(score float64) alarm { return func(j judged) bool { return j.score < score } }

// flags counts how many of all were flagged.
type flags struct{ flagged, all int }

func (f flags) rate() float64 { return ratio(f.flagged, f.all) }

func (l judgements) tally(flag alarm) (right, wrong flags) {
	for _, j := range l {
		of := &right
		if j.wrong {
			of = &wrong
		}
		of.all++
		if flag(j) {
			of.flagged++
		}
	}
	return right, wrong
}

func detection(right, wrong flags) Detection {
	return Detection{
		Precision: ratio(wrong.flagged, wrong.flagged+right.flagged),
		Recall:    wrong.rate(),
		F1:        ratio(2*wrong.flagged, wrong.flagged+right.flagged+wrong.all),
	}
}

// auroc is the chance that a wrong one scores below a right one, equal ones counted half.
func (l judgements) auroc() float64 {
	list := make(guessed, len(l))
	for i, j := range l {
		list[i] = guess{confidence: j.score, inside: !j.wrong}
	}
	slices.SortStableFunc(list, func(a, b guess) int { return cmp.Compare(a.confidence, b.confidence) })
	return list.auroc()
}

// holds prices rules at the real base rate, by the shares of right and of wrong answers that they hold here.
func (l judgements) holds() []HoldRate {
	rates := []HoldRate{l.hold("verdict", shipped)}
	for _, score := range []float64{.2, .4, .6, .8} {
		rates = append(rates, l.hold(fmt.Sprintf("score under %.1f", score), under(score)))
	}
	return append(rates, l.hold("everything", everything))
}

func (l judgements) hold(rule string, flag alarm) HoldRate {
	right, wrong := l.tally(flag)
	caught, held := realBaseRate*wrong.rate(), (1-realBaseRate)*right.rate()
	return HoldRate{Rule: rule, Held: 1000 * (caught + held), Precision: share(caught, caught+held), Sent: 1000 * (realBaseRate - caught), RightHeld: right.flagged}
}

func (l judgements) figures() *SentenceFigures {
	right, wrong := l.tally(shipped)
	f := &SentenceFigures{N: len(l), Wrong: wrong.all, Shipped: SentencePoint{right.rate(), wrong.rate()}}
	for _, most := range []float64{.05, .1, .2, .4} {
		f.Curve = append(f.Curve, l.within(most))
	}
	return f
}

// within flags as many as it can, lowest scores first, without flagging more than a share of the right ones. Equal scores
// are flagged together or not at all.
func (l judgements) within(most float64) SentencePoint {
	sorted := slices.Clone(l)
	slices.SortFunc(sorted, func(a, b judged) int { return cmp.Compare(a.score, b.score) })
	right, wrong := l.tally(everything)
	point, flagged, caught := SentencePoint{}, 0, 0
	for i := 0; i < len(sorted); {
		for level := sorted[i].score; i < len(sorted) && sorted[i].score == level; i++ {
			if sorted[i].wrong {
				caught++
			} else {
				flagged++
			}
		}
		if ratio(flagged, right.all) > most {
			break
		}
		point = SentencePoint{ratio(flagged, right.all), ratio(caught, wrong.all)}
	}
	return point
}
