package app

import (
	"container/heap"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/app/demo"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

const (
	demoWeek  = 7 * 24 * time.Hour
	demoTopic = "billing" // whose answers the lead wants to see first
	demoSeed  = 20_260_105
)

// teller has a week happen: every message is accepted, answered, checked and reviewed by the same rooms as any other, at
// the moment that the clock shows.
type teller struct {
	*App
	clock  *demoClock
	until  time.Time // the present; nothing happens later
	dice   *rand.Rand
	people map[string]desk.Operator
	hours  desk.Hours
	names  map[desk.Language][]string
	events timeline
	tales  []*tale

	incident time.Time   // when it begins
	waiting  []happening // for a correction
}

// happening is what happens at a moment.
type happening func(context.Context) error

// tale is one story as far as it has been told.
type tale struct {
	demo.Story
	customer     desk.Customer
	conversation string
	turn         string // of the customer's last message
	states       []desk.TurnState
}

// event is something that happens at a moment.
type event struct {
	at    time.Time
	order int
	do    happening
}

// timeline gives events in the order of their moments, and of their making.
type timeline []event

func (t timeline) Len() int { return len(t) }
func (t timeline) Less(i, j int) bool {
	if !t[i].at.Equal(t[j].at) {
		return t[i].at.Before(t[j].at)
	}
	return t[i].order < t[j].order
}
func (t timeline) Swap(i, j int) { t[i], t[j] = t[j], t[i] }

// Push implements heap.Interface.
func (t *timeline) Push(x any) { *t = append(*t, x.(event)) }

// Pop implements heap.Interface.
func (t *timeline) Pop() any {
	last := (*t)[len(*t)-1]
	*t = (*t)[:len(*t)-1]
	return last
}

// tellWeek has the week before the present happen. It leaves the clock at the present.
func (a *App) tellWeek(ctx context.Context, clock *demoClock, until time.Time, seed uint64, people map[string]desk.Operator) ([]*tale, error) {
	week, err := demo.TheWeek()
	if err != nil {
		return nil, err
	}
	if err := a.recalls.Consider(ctx); err != nil { // of what changes from here on
		return nil, err
	}
	t := &teller{
		App: a, clock: clock, until: until, dice: rand.New(rand.NewPCG(seed, 1)), people: people, hours: demoHours(), names: week.Names, //nolint:gosec // dice of a story
	}
	t.incident = t.morning(until.Add(-4 * 24 * time.Hour))
	t.plan(until.Add(-demoWeek), func(ctx context.Context) error {
		_, err := a.Stop(ctx, "topic:"+demoTopic, desk.DraftOnly, people["hugo"].ID)
		return err
	})
	for n, story := range week.Stories {
		one := &tale{Story: story, customer: t.somebody(story.Language, n)}
		t.tales = append(t.tales, one)
		t.plan(t.beginning(story), func(ctx context.Context) error { return t.step(ctx, one, 0) })
	}
	for len(t.events) > 0 {
		next := heap.Pop(&t.events).(event)
		clock.set(next.at)
		if err := next.do(ctx); err != nil {
			return nil, err
		}
	}
	clock.set(until)
	return t.tales, t.sweep(ctx)
}

// plan has something happen, unless it lies in the future.
func (t *teller) plan(at time.Time, do happening) {
	if !at.After(t.until) {
		heap.Push(&t.events, event{at: at, order: t.dice.Int(), do: do})
	}
}

// beginning chooses when a story begins.
func (t *teller) beginning(s demo.Story) time.Time {
	switch s.When {
	case "now":
		return t.until.Add(-t.between(4*time.Minute, 90*time.Minute))
	case "incident":
		return t.incident
	}
	for {
		at := t.until.Add(-t.between(3*time.Hour, demoWeek-time.Hour))
		if s.When == "before" {
			at = t.incident.Add(-t.between(2*time.Hour, 48*time.Hour))
		}
		hour := at.In(t.hours.In(time.Local)).Hour()
		if s.When != "early" && 7 <= hour && hour < 23 && !t.stopped(at) {
			return at
		}
		over, _ := t.hours.After(at, 8*time.Hour, time.Local) // of work: by then the longest story is over
		if s.When == "early" && t.hours.Open(at, time.Local) && over.Before(t.until.Add(-2*time.Hour)) && !t.stopped(at) {
			return at
		}
	}
}

// morning gives an hour after the desk opens on the working day that comes next after a moment's day.
func (t *teller) morning(after time.Time) time.Time {
	day := after.In(t.hours.In(time.Local)).AddDate(0, 0, 1)
	at, _ := t.hours.After(time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, day.Location()), time.Hour, time.Local)
	return at
}

// stopped tells whether a story that begins now would meet an assistant that is silent about some of what it asks.
func (t *teller) stopped(at time.Time) bool {
	return at.After(t.incident.Add(-30*time.Minute)) && at.Before(t.incident.Add(6*time.Hour))
}

func (t *teller) between(least, most time.Duration) time.Duration {
	return least + time.Duration(t.dice.Int64N(int64(most-least))).Round(time.Second)
}

// somebody gives a customer. Each name is one person, who may write more than once.
func (t *teller) somebody(language desk.Language, n int) desk.Customer {
	list := t.names[language]
	name := list[n%len(list)]
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	return desk.Customer{Name: name, Email: strings.Map(plainLetter, first) + "@mail.example", Signed: true}
}

func plainLetter(r rune) rune {
	switch {
	case r == 'é' || r == 'è':
		return 'e'
	case 'a' <= r && r <= 'z':
		return r
	}
	return -1
}

// step does one thing of a story and plans the next.
func (t *teller) step(ctx context.Context, one *tale, n int) error {
	s := one.Steps[n]
	do := t.acts(ctx, one, s)
	if s.Who == "" {
		do = t.writes(ctx, one, s)
	} else if err := t.store.Seen(ctx, t.people[s.Who].ID, t.now()); err != nil {
		return err
	}
	if err := do(); err != nil {
		return fmt.Errorf("the demo's story %s/%s, %s: %w", one.Kind, one.Name, s.Verb, err)
	}
	promise, err := t.store.OpenPromise(ctx, one.conversation)
	if err != nil && !desk.Is(err, desk.NotFound) {
		return err
	}
	if !promise.By.IsZero() {
		t.plan(promise.By.Add(time.Second), t.sweep)
	}
	if n+1 == len(one.Steps) {
		return nil
	}
	next := func(ctx context.Context) error { return t.step(ctx, one, n+1) }
	if s.Verb == "corrected" {
		t.waiting = append(t.waiting, next)
		return nil
	}
	t.plan(t.after(one.Steps[n+1], promise.By), next)
	return nil
}

// sweep looks for what is overdue, as a running desk does each second.
func (t *teller) sweep(ctx context.Context) error {
	return t.conversations.Sweep(ctx, func(conversation.Claim) {})
}

// after says when the next thing of a story happens. Operators act in their hours, and before what was promised.
func (t *teller) after(next demo.Step, promised time.Time) time.Time {
	now := t.now()
	switch {
	case next.Verb == "asks":
		return now.Add(t.between(2*time.Minute, 20*time.Minute))
	case next.Who == "":
		return now.Add(t.between(40*time.Second, 4*time.Minute))
	case next.Verb == "late":
		at, _ := t.hours.After(promised, t.between(15*time.Minute, 40*time.Minute), time.Local)
		return at
	}
	at, _ := t.hours.After(now, t.between(3*time.Minute, 25*time.Minute), time.Local)
	if latest := promised.Add(-time.Minute); !promised.IsZero() && at.After(latest) {
		return latest
	}
	return at
}
