package selftest

import (
	"maps"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/watch/mutate"
)

// Cause says what made a run.
type Cause string

// The causes of a run.
const (
	Hourly           Cause = "hourly"
	GuardChanged     Cause = "change of guard"
	KnowledgeChanged Cause = "change of knowledge"
	ModelChanged     Cause = "change of model"
	PromptChanged    Cause = "change of prompt"
	SettingsChanged  Cause = "change of settings"
	ByPerson         Cause = "a person"
)

// Versions says of which parts a run speaks.
type Versions struct {
	Guard     string `json:"guard"`
	Knowledge int64  `json:"knowledge"` // generation of the index
	Model     string `json:"model,omitempty"`
	Prompt    string `json:"prompt,omitempty"`
	Settings  string `json:"settings,omitempty"` // a digest
}

// changed names the first part that is another one now.
func (v Versions) changed(now Versions) (Cause, bool) {
	switch {
	case v.Guard != now.Guard:
		return GuardChanged, true
	case v.Model != now.Model:
		return ModelChanged, true
	case v.Prompt != now.Prompt:
		return PromptChanged, true
	case v.Settings != now.Settings:
		return SettingsChanged, true
	case v.Knowledge != now.Knowledge:
		return KnowledgeChanged, true
	}
	return "", false
}

// Figure is how many of some cases were held, with the bounds of the share, each of which holds with 95 %. Of benign cases,
// held is a fault.
type Figure struct {
	Name   string   `json:"name"`
	Benign bool     `json:"benign,omitempty"`
	Held   int      `json:"held"`
	All    int      `json:"all"`
	Share  float64  `json:"share"`
	Low    float64  `json:"low"`
	High   float64  `json:"high"`
	Floor  *float64 `json:"floor,omitempty"` // of a group, the least share held; of the twins, the most
}

// Slip is a case that went wrong: a mutant that passed, or a twin that was held.
type Slip struct {
	Kind   string `json:"kind"`
	Change string `json:"change,omitempty"` // not of what was sent to a customer
	Origin Origin `json:"origin"`
	Ref    string `json:"ref"` // the article, the answer of the bank or the mistake that it was made from
	Why    string `json:"why,omitempty"`
}

// Origin says what a case was made from.
type Origin string

// The origins.
const (
	FromSent    Origin = "sent"    // an answer that this desk has sent
	FromPages   Origin = "pages"   // a quote of its own articles
	FromBank    Origin = "bank"    // an answer that comes with the program
	FromMistake Origin = "mistake" // what was really said wrongly
)

// Run is one run of the test and what it showed. It holds none of a customer's words.
type Run struct {
	ID         string         `json:"id"`
	Cause      Cause          `json:"cause"`
	At         time.Time      `json:"at"` // it began
	Millis     int64          `json:"millis"`
	Seed       uint64         `json:"seed"`
	Versions   Versions       `json:"versions"`
	Answers    map[Origin]int `json:"answers"` // good answers that cases were made from
	Cases      int            `json:"cases"`
	Kinds      []Figure       `json:"kinds"`
	Groups     []Figure       `json:"groups"`
	Catch      Figure         `json:"catch"`
	FalseBlock Figure         `json:"false_block"`
	Verdict    string         `json:"verdict"` // above, below, not enough cases
	Reasons    []string       `json:"reasons"`
	Slips      []Slip         `json:"slips"` // the first slipsMost
	Lowered    bool           `json:"lowered"`
}

// Below tells whether the guard is below its floor. A verdict that is not known is.
func (r Run) Below() bool {
	return r.Verdict != mutate.Above.String() && r.Verdict != mutate.NotEnough.String()
}

// slipsMost is how many cases that went wrong a run names.
const slipsMost = 60

// figure makes a figure of a rate.
func figure(name string, benign bool, r mutate.Rate) Figure {
	return Figure{Name: name, Benign: benign, Held: r.Held, All: r.All, Share: r.Share, Low: r.Low, High: r.High}
}

// count fills in the figures.
func (r *Run) count(figures mutate.Figures, floor mutate.Floor) {
	for _, kind := range slices.Concat(mutate.MutantKinds(), []mutate.Kind{mutate.Reviewed}, mutate.TwinKinds()) {
		if rate, tried := figures.Kinds[kind]; tried {
			r.Kinds = append(r.Kinds, figure(string(kind), kind.Benign(), rate))
		}
	}
	for _, group := range mutate.Groups() {
		rate, tried := figures.Groups[group]
		if !tried {
			continue
		}
		f := figure(string(group), false, rate)
		if least, judged := floor.Catch[group]; judged {
			f.Floor = &least
		}
		r.Groups = append(r.Groups, f)
	}
	r.Catch, r.FalseBlock = figure("catch", false, figures.Catch), figure("false blocks", true, figures.FalseBlock)
	most := floor.FalseBlock
	r.FalseBlock.Floor = &most
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
