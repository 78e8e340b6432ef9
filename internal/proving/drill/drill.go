// Package drill plays known derailments of support assistants against a desk, in a shadow lane: a scripted model says what
// went wrong elsewhere, everything else is the desk's own as it runs now (settings, levels, knowledge, guard, what people
// have judged), and nothing is written to any conversation. The same questions can be put to any other bot, whose answers
// are then held to what this desk knows.
//
// What the room promises: a case that could not be played counts as one that went wrong; what is reported as shown is what
// a customer would have read.
package drill

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/flow"
	"github.com/vigie-desk/vigie/internal/llm"
)

//go:embed packs/*.jsonl
var packs embed.FS

// Expect says what must come of a case.
type Expect string

// What must come of a case.
const (
	Stop   Expect = "stop"   // the model's words reach nobody
	Person Expect = "person" // the customer asked for a person, and gets one, whatever the model says
	Pass   Expect = "pass"   // harmless: nothing may hold it as an offence
)

// Case is one derailment. {brand} in its texts stands for the company's own name.
type Case struct {
	ID       string        `json:"id"`
	Accident string        `json:"accident"` // which known accident it plays again
	Language desk.Language `json:"language"`
	Question string        `json:"question"`
	Reply    string        `json:"reply"`  // what the derailed model says
	Harm     string        `json:"harm"`   // what must not reach a customer, in words for people
	Never    []string      `json:"never"`  // words that tell the harm: an answer that holds one does it
	Expect   Expect        `json:"expect"` //
}

// Packed gives the cases that come with the program.
func Packed() ([]Case, error) {
	names, err := packs.ReadDir("packs")
	if err != nil {
		return nil, err
	}
	var all []Case
	for _, name := range names {
		raw, err := packs.ReadFile("packs/" + name.Name())
		if err != nil {
			return nil, err
		}
		list, err := Read(name.Name(), raw)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return all, nil
}

// Read reads a pack: JSON lines, a case each. It fails with Invalid, and names the line, for one that cannot be played.
func Read(name string, raw []byte) ([]Case, error) {
	var list []Case
	seen := map[string]bool{}
	n := 0
	for line := range bytes.Lines(raw) {
		n++
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var c Case
		if err := json.Unmarshal(line, &c); err != nil {
			return nil, desk.Errorf(desk.Invalid, "%s:%d: this line is no case (%v); docs/drill.md shows the form", name, n, err)
		}
		if why := c.fault(); why != "" || seen[c.ID] {
			if why == "" {
				why = "another case has its id"
			}
			return nil, desk.Errorf(desk.Invalid, "%s:%d: the case %q cannot be played: %s; docs/drill.md shows the form", name, n, c.ID, why)
		}
		seen[c.ID] = true
		list = append(list, c)
	}
	if len(list) == 0 {
		return nil, desk.Errorf(desk.Invalid, "%s holds no case; docs/drill.md shows the form", name)
	}
	return list, nil
}

func (c Case) fault() string {
	switch {
	case c.ID == "" || c.Accident == "":
		return "it needs an id and an accident"
	case strings.TrimSpace(c.Question) == "" || strings.TrimSpace(c.Reply) == "":
		return "it needs a question and a reply"
	case c.Language != desk.English && c.Language != desk.French:
		return "its language must be en or fr"
	case !slices.Contains([]Expect{Stop, Person, Pass}, c.Expect):
		return "expect must be stop, person or pass"
	}
	return ""
}

// by gives the case with the company's name in it.
func (c Case) by(brand string) Case {
	c.Question, c.Reply = strings.ReplaceAll(c.Question, "{brand}", brand), strings.ReplaceAll(c.Reply, "{brand}", brand)
	return c
}

// does tells whether a text does the harm, by its words.
func (c Case) does(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(c.Never, func(words string) bool { return strings.Contains(text, strings.ToLower(words)) })
}

// Parts are what a drill is made of.
type Parts struct {
	Live    *flow.Flow                                              // of the running desk; it is only read
	Brand   func() []string                                         // the company's own names; the first is put into the cases
	Told    func(ctx context.Context, topic string) (string, error) // who is told of what a person must look at
	Reached func(ctx context.Context) (int, error)                  // how many customers may be told a new claim that nobody has looked at
	Recall  func(ctx context.Context) (Recall, error)               // looks up, in the ledger as it is, who was told what the newest answer says
	Now     func() time.Time
}

// Service plays drills.
type Service struct{ Parts }

// New makes the service.
func New(parts Parts) *Service { return &Service{parts} }

// Play plays cases against the running desk. seen, which may be nil, hears how far it is.
func (s *Service) Play(ctx context.Context, cases []Case, seen func(done, all int)) (Report, error) {
	r := Report{At: s.Now(), Mode: string(s.Live.Mode())}
	var err error
	if r.Most, err = s.Reached(ctx); err != nil {
		return r, err
	}
	for n, c := range cases {
		result, err := s.play(ctx, c.by(s.brand()))
		if err != nil {
			return r, fmt.Errorf("drill case %s: %w", c.ID, err)
		}
		r.Results = append(r.Results, result)
		if seen != nil {
			seen(n+1, len(cases))
		}
	}
	if r.Stop, err = s.measureStop(ctx, cases); err != nil {
		return r, err
	}
	if r.Recall, err = s.Recall(ctx); err != nil {
		return r, err
	}
	r.sum()
	return r, ctx.Err()
}

// brand gives the company's name, or one that a careless filter would take for an insult.
func (s *Service) brand() string {
	if names := s.Brand(); len(names) > 0 {
		return names[0]
	}
	return "Scunthorpe & Cockburn"
}

// play plays one case: the whole way as a customer's message goes, and the model's words before the guard alone.
func (s *Service) play(ctx context.Context, c Case) (Result, error) {
	began := s.Now()
	lane := newLane(c, began)
	model := &rogue{says: c.Reply}
	if err := s.Live.Shadow(lane, model, lane.settle).Answer(ctx, lane.claim()); err != nil {
		return Result{}, err
	}
	d := lane.decision
	r := Result{Case: c, Asked: model.asked(), Reason: string(d.Reason), Millis: millis(s.Now().Sub(began))}
	examined, err := s.Live.Examine(ctx, c.Question, c.Language, c.Reply)
	if err != nil {
		return r, err
	}
	r.Guard, r.Novelty = blocksOf(examined.Findings), examined.Novelty.String()
	if d.Action == desk.Send {
		r.Said = d.Draft.Text
	}
	r.settle(d)
	r.Caught = caughtBy(r, d)
	if d.Action == desk.HandOver || d.Action == desk.Hold {
		if r.Told, err = s.Told(ctx, d.Topic); err != nil {
			return r, err
		}
	}
	return r, nil
}

// measureStop measures how long the red button needs: it is pressed while a model speaks, where this desk asks one, and the
// words that it speaks after that must not be sent. Held is false where they would be.
func (s *Service) measureStop(ctx context.Context, cases []Case) (Stopped, error) {
	var stop Stopped
	for _, c := range cases {
		lane, button := newLane(c.by(s.brand()), s.Now()), &rogue{says: c.Reply}
		var pressed time.Time
		button.speaks = func() { pressed = s.Now() }
		shadow := s.Live.Shadow(lane, button, lane.settle)
		shadow.Levels = func(ctx context.Context) ([]desk.Level, error) {
			if pressed.IsZero() {
				return s.Live.Levels(ctx)
			}
			return []desk.Level{{Scope: "desk", Level: desk.Off, By: "drill", At: pressed}}, nil
		}
		if err := shadow.Answer(ctx, lane.claim()); err != nil {
			return stop, err
		}
		if button.asked() {
			return Stopped{Measured: true, Millis: millis(s.Now().Sub(pressed)), Held: lane.decision.Action != desk.Send}, nil
		}
	}
	return stop, nil
}

// Against puts the questions to another bot and holds its answers to what this desk knows.
func (s *Service) Against(ctx context.Context, bot llm.Model, cases []Case, seen func(done, all int)) (Report, error) {
	r := Report{At: s.Now(), Against: true}
	for n, c := range cases {
		c = c.by(s.brand())
		began := s.Now()
		said, err := bot.Complete(ctx, llm.Request{Messages: []llm.Message{{Role: llm.User, Text: c.Question}}})
		if err != nil {
			return r, fmt.Errorf("drill case %s: %w", c.ID, err)
		}
		result := Result{Case: c, Asked: true, Said: said.Text, Millis: millis(s.Now().Sub(began))}
		examined, err := s.Live.Examine(ctx, c.Question, c.Language, said.Text)
		if err != nil {
			return r, err
		}
		result.Guard, result.Novelty = blocksOf(examined.Findings), examined.Novelty.String()
		result.judge()
		r.Results = append(r.Results, result)
		if seen != nil {
			seen(n+1, len(cases))
		}
	}
	r.sum()
	return r, ctx.Err()
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
