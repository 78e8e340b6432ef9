// Package audience tells whether customers ask what they asked in a time that was good. It learns how often stems were in
// questions then, scores how strange each question is, and bets that later ones are no stranger or plainer (drift.Jumper).
//
// What the room promises: while questions are exchangeable with those of that time, the chance that it ever alarms is 1 in 20
// at most. It keeps stems that several customers used, and no question.
package audience

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/drift"
)

// Question is what a conversation began with.
type Question struct {
	Conversation string // ids grow with time
	Customer     string
	Created      time.Time
	Language     desk.Language
	Text         string // empty: deleted
}

// Audience is what customers asked in the time that a person found good, and whether they still do. The zero Audience has
// learnt nothing.
type Audience struct {
	Stems   map[desk.Language]map[string]int `json:"stems"`  // in how many questions of the first half of that time
	Asked   map[desk.Language]int            `json:"asked"`  // questions of that half
	Scores  []float64                        `json:"scores"` // strangeness of the second half's, and of what came since; sorted
	Jumper  drift.Jumper                     `json:"jumper"`
	Cursor  string                           `json:"cursor"`
	Since   int                              `json:"since"`            // questions since
	Alarmed time.Time                        `json:"alarmed,omitzero"` // customers ask other things
}

const (
	least     = 100   // questions of a time that say what is usual
	most      = 5_000 // scores that are kept; then new ones are held against these
	stemLeast = 2     // customers who used a stem before it is kept: what one alone wrote is theirs
)

// Learn takes questions, in the order in which they came, for what is usual: the first half of them says how strange a word
// is, the second how strange a question is. Of fewer than a hundred it learns nothing.
func Learn(list []Question) Audience {
	list = slices.DeleteFunc(slices.Clone(list), func(q Question) bool { return len(stemsOf(q)) == 0 })
	if len(list) < least {
		return Audience{}
	}
	a := Audience{Stems: map[desk.Language]map[string]int{}, Asked: map[desk.Language]int{}}
	half := len(list) / 2
	who := map[desk.Language]map[string]map[string]bool{} // stems, by whom
	for _, q := range list[:half] {
		a.Asked[q.Language]++
		if a.Stems[q.Language] == nil {
			a.Stems[q.Language], who[q.Language] = map[string]int{}, map[string]map[string]bool{}
		}
		for _, stem := range stemsOf(q) {
			a.Stems[q.Language][stem]++
			if who[q.Language][stem] == nil {
				who[q.Language][stem] = map[string]bool{}
			}
			who[q.Language][stem][q.Customer] = true
		}
	}
	for language, stems := range a.Stems {
		for stem := range stems {
			if len(who[language][stem]) < stemLeast {
				delete(stems, stem)
			}
		}
	}
	for _, q := range list[half:] {
		a.keep(a.strangeness(q))
	}
	return a
}

// strangeness is how rare a question's stems were in the time that was good: the mean square of log((asked+1)/(in+1)), in its own
// language. A language that nobody wrote is as strange as can be.
func (a Audience) strangeness(q Question) float64 {
	stems := stemsOf(q)
	sum := 0.0
	asked := a.Asked[q.Language]
	if asked == 0 {
		return math.MaxFloat64
	}
	for _, stem := range stems {
		rare := math.Log(float64(asked+1) / float64(a.Stems[q.Language][stem]+1))
		sum += rare * rare // of real questions, other matters are seen two to three times as soon as by the plain mean
	}
	return sum / float64(max(1, len(stems)))
}

func (a *Audience) keep(score float64) {
	at, _ := slices.BinarySearch(a.Scores, score)
	a.Scores = slices.Insert(a.Scores, at, score)
}

// Learnt tells whether there is something to hold questions against.
func (a Audience) Learnt() bool { return len(a.Scores) > 0 }

// Take feeds one question; one without words says nothing. Its p-value is its rank among all scores; ties are broken by its id, which nobody chose.
func (a *Audience) Take(q Question) {
	a.Cursor = q.Conversation
	if !a.Learnt() || len(stemsOf(q)) == 0 {
		return
	}
	score := a.strangeness(q)
	first, _ := slices.BinarySearch(a.Scores, score)
	last, _ := slices.BinarySearchFunc(a.Scores, score, func(x, y float64) int {
		if x <= y {
			return -1
		}
		return 1
	})
	n := len(a.Scores)
	a.Jumper = a.Jumper.Step(drift.ConformalP(n-last, last-first+1, n+1, uniform(q.Conversation)))
	a.Since++
	if n < most {
		a.keep(score)
	}
	if a.Jumper.Value() >= drift.JumperAlarm && a.Alarmed.IsZero() {
		a.Alarmed = q.Created
	}
}

// uniform gives a number in [0, 1) that an id stands for.
func uniform(id string) float64 {
	sum := sha256.Sum256([]byte(id))
	return float64(binary.BigEndian.Uint64(sum[:8])>>11) / (1 << 53)
}

// stemsOf gives what a question is made of, each once. Words that every question has are not strange.
func stemsOf(q Question) []string {
	stemmer := analysis.NewStemmer(q.Language.Or(desk.English))
	var stems []string
	for _, t := range analysis.Tokens(q.Text) {
		stem := stemmer.Stem(t.Text)
		if stem != "" && !strings.ContainsAny(stem, "0123456789") && !slices.Contains(stems, stem) { // numbers are those of one order
			stems = append(stems, stem)
		}
	}
	return stems
}
