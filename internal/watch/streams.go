package watch

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
	"github.com/vigie-desk/vigie/internal/watch/drift"
)

// Kind is what a stream counts as a failure of a conversation.
type Kind string

// The kinds, each with the age of a conversation at which it is looked at, whatever happened in it: one outcome a
// conversation, at a moment that no outcome can choose.
const (
	Blocked    Kind = "blocked"     // the guard held the assistant's first answer
	Faulty     Kind = "faulty"      // the first answer never came: a fault of ours, or too late
	HandedOver Kind = "handed_over" // a person was needed within the hour
	Unhappy    Kind = "unhappy"     // the customer called it wrong, or bad, or was upset after the first answer, within a day
	Rerouted   Kind = "rerouted"    // an operator gave it to another team within a day
	Wrong      Kind = "wrong"       // of answers drawn by lot and labelled within three days: a claim is wrong or misleading
	Repeated   Kind = "repeated"    // the same customer was back with another conversation within a week
)

// Kinds are all of them.
func Kinds() []Kind { return []Kind{Blocked, Faulty, HandedOver, Unhappy, Rerouted, Wrong, Repeated} }

// Age is when a conversation is looked at. A minute is more than a first decision takes.
func (k Kind) Age() time.Duration {
	switch k {
	case Blocked, Faulty:
		return time.Minute
	case HandedOver:
		return time.Hour
	case Unhappy, Rerouted:
		return 24 * time.Hour
	case Wrong:
		return 3 * 24 * time.Hour
	case Repeated:
		return 7 * 24 * time.Hour
	}
	return 7 * 24 * time.Hour
}

// Outcome is what a stream looks at: a conversation, or an answer of the sample, at its age.
type Outcome struct {
	Key          string // of what is counted: grows with time
	Conversation string
	Created      time.Time // of the conversation, or when the answer was drawn
	Topic        string
	Language     desk.Language
	Channel      string
	Failed       bool
}

// behind is what to look at: the answer of the sample, or the conversation.
func (o Outcome) behind() string {
	if _, turn, sampled := strings.Cut(o.Key, "/"); sampled {
		return turn
	}
	return o.Conversation
}

// in tells whether an outcome belongs to a scope.
func (o Outcome) in(scope string) bool {
	return scope == wholeDesk || scope == "topic:"+o.Topic || scope == "language:"+string(o.Language) || scope == "channel:"+o.Channel
}

const wholeDesk = "desk"

// Stream is one kind in one scope, with what it is held against and how it stands.
type Stream struct {
	Kind     Kind           `json:"kind"`
	Scope    string         `json:"scope"`
	Made     time.Time      `json:"made"`
	Baseline Window         `json:"baseline"`
	P0       float64        `json:"p0"` // the upper bound of the baseline's rate; 0: none
	PerDay   float64        `json:"per_day"`
	Standing drift.Standing `json:"standing"`
	Weight   float64        `json:"weight"`
	Delay    float64        `json:"delay"` // days to see a threefold rise
	Days     float64        `json:"days"`  // the desk's budget
	Cursor   string         `json:"cursor"`
	State    drift.State    `json:"state"`
	Failing  []string       `json:"failing,omitempty"` // conversations, the last ones
}

// Window is a stretch of time that a person has reviewed and found good.
type Window struct {
	From   time.Time `json:"from"`
	Until  time.Time `json:"until"`
	By     string    `json:"by"`
	Failed int       `json:"failed"`
	Of     int       `json:"of"`
}

// Line is the level at which a stream pages; 0: it never does.
func (s Stream) Line() float64 {
	if s.Weight == 0 {
		return 0
	}
	return s.Days / s.Weight
}

// Streams keeps streams and reads outcomes. Errors carry kinds.
type Streams interface {
	// Streams gives all, in the order in which they were made.
	Streams(ctx context.Context) ([]Stream, error)
	// SaveStreams writes streams by kind and scope.
	SaveStreams(ctx context.Context, list []Stream) error
	// Outcomes gives what is counted after a key (empty: from the first), created from a moment and up to another, in the order
	// of the keys, trials left out, and conversations that the assistant had no part in.
	Outcomes(ctx context.Context, kind Kind, after string, from, until time.Time, limit int) ([]Outcome, error)
}

const (
	// budgetDays is in how many days a desk is to get one false page at most.
	budgetDays = 90
	// scopeLeast is how many outcomes of a window make a scope worth a stream of its own.
	scopeLeast = 100
	// outcomesMost is what is read at a time.
	outcomesMost = 500
	// failingMost is how many conversations a stream remembers.
	failingMost = breaker.FirstConversations
)

// Learn has every stream held against what a person has reviewed: the conversations created from one moment up to another. It
// makes the streams that this has enough of, and begins all of them anew. Invalid for a window without conversations.
func (s *Service) Learn(ctx context.Context, from, until time.Time, by desk.Operator) ([]Stream, error) {
	known, err := s.Streams.Streams(ctx)
	if err != nil {
		return nil, err
	}
	list := known
	for _, kind := range Kinds() {
		ripe := until
		if last := s.Now().Add(-kind.Age()); last.Before(ripe) { // what is younger than its age has not failed yet
			ripe = last
		}
		outcomes, err := s.all(ctx, kind, from, ripe, math.MaxInt)
		if err != nil {
			return nil, err
		}
		for _, scope := range scopes(outcomes) {
			list = learnt(list, kind, scope, outcomes, Window{From: from, Until: ripe, By: by.ID}, s.Now())
		}
	}
	if !slices.ContainsFunc(list, func(st Stream) bool { return st.Baseline.Of > 0 }) {
		return nil, desk.Errorf(desk.Invalid, "there is no conversation in this time to learn from: choose a longer one")
	}
	weigh(list)
	if err := s.Streams.SaveStreams(ctx, list); err != nil {
		return nil, err
	}
	if err := s.saveMemo(ctx, anchorsMemo, Anchors{State: drift.Start(s.Now())}); err != nil {
		return nil, err
	}
	return list, s.learnAudience(ctx, from, until)
}

// all reads the outcomes of a window, page by page, until there are so many.
func (s *Service) all(ctx context.Context, kind Kind, from, until time.Time, most int) ([]Outcome, error) {
	var list []Outcome
	after := ""
	for len(list) < most {
		page, err := s.Streams.Outcomes(ctx, kind, after, from, until, outcomesMost)
		if err != nil || len(page) == 0 {
			return list, err
		}
		list, after = append(list, page...), page[len(page)-1].Key
	}
	return list, nil
}

// scopes gives the whole desk, and each topic, language and channel that has enough outcomes.
func scopes(outcomes []Outcome) []string {
	counts := map[string]int{}
	for _, o := range outcomes {
		for _, scope := range []string{"topic:" + o.Topic, "language:" + string(o.Language), "channel:" + o.Channel} {
			counts[scope]++
		}
	}
	var list []string
	for scope, n := range counts {
		if n >= scopeLeast && n < len(outcomes) { // all of them is the desk itself
			list = append(list, scope)
		}
	}
	slices.Sort(list)
	return append([]string{wholeDesk}, list...)
}

// learnt gives the streams with one held against a window.
func learnt(list []Stream, kind Kind, scope string, outcomes []Outcome, window Window, now time.Time) []Stream {
	at := slices.IndexFunc(list, func(st Stream) bool { return st.Kind == kind && st.Scope == scope })
	if at < 0 {
		list, at = append(list, Stream{Kind: kind, Scope: scope, Made: now}), len(list)
	}
	st := &list[at]
	cursor := st.Cursor
	for _, o := range outcomes {
		cursor = max(cursor, o.Key) // nothing of the window is fed: it is what the stream is held against
		if !o.in(scope) {
			continue
		}
		window.Of++
		if o.Failed {
			window.Failed++
		}
	}
	st.Baseline, st.Cursor, st.Failing, st.State = window, cursor, nil, drift.Start(now)
	st.PerDay = float64(window.Of) / max(1, window.Until.Sub(window.From).Hours()/24)
	st.P0 = 0
	if p0, err := drift.Baseline(window.Failed, window.Of); err == nil {
		st.P0 = p0
	}
	return list
}

// weigh shares the budget out.
func weigh(list []Stream) {
	streams := make([]drift.Stream, len(list))
	for i, st := range list {
		streams[i] = drift.Stream{Scoped: st.Scope != wholeDesk, P0: st.P0, PerDay: st.PerDay}
	}
	for i, share := range drift.Shares(streams, budgetDays) {
		list[i].Standing, list[i].Weight, list[i].Delay, list[i].Days = share.Standing, share.Weight, share.Delay, budgetDays
	}
}

// Feed takes every conversation that has come to its age into its streams, and raises an incident for each stream that passes
// its line. One server at a time does it.
func (s *Service) Feed(ctx context.Context, raise func(context.Context, breaker.Signal) error) error {
	list, err := s.Streams.Streams(ctx)
	if err != nil || len(list) == 0 {
		return err
	}
	for _, kind := range Kinds() {
		for {
			more, err := s.feed(ctx, kind, list, raise)
			if err != nil {
				return err
			}
			if !more {
				break
			}
		}
	}
	return s.hear(ctx)
}

// feed takes one page of outcomes of a kind, and tells whether there may be more. What is raised is raised before it is
// written that it was: twice is one incident, never is none.
func (s *Service) feed(ctx context.Context, kind Kind, list []Stream, raise func(context.Context, breaker.Signal) error) (more bool, err error) {
	after, found := "", false
	for _, st := range list {
		if st.Kind == kind && (!found || st.Cursor < after) {
			after, found = st.Cursor, true
		}
	}
	if !found {
		return false, nil
	}
	page, err := s.Streams.Outcomes(ctx, kind, after, time.Time{}, s.Now().Add(-kind.Age()), outcomesMost)
	if err != nil || len(page) == 0 {
		return false, err
	}
	for i := range list {
		if list[i].Kind != kind {
			continue
		}
		before := list[i].State.Paged
		list[i].take(page)
		if list[i].State.Paged && !before {
			if err := raise(ctx, list[i].signal(s.Now())); err != nil {
				return false, err
			}
		}
	}
	return len(page) == outcomesMost, s.Streams.SaveStreams(ctx, list)
}

// take feeds outcomes that are newer than the last one. An outcome counts at the age at which it was looked at.
func (s *Stream) take(page []Outcome) {
	detector := drift.Detector{P0: s.P0, Weight: s.Weight, Days: s.Days}
	for _, o := range page {
		if o.Key <= s.Cursor {
			continue
		}
		s.Cursor = o.Key
		if !o.in(s.Scope) {
			continue
		}
		if o.Failed {
			s.Failing = append(s.Failing[max(0, len(s.Failing)+1-failingMost):], o.Conversation)
		}
		if s.P0 > 0 {
			s.State = detector.Observe(s.State, o.Created.Add(s.Kind.Age()), o.Failed)
		}
	}
}

func (s *Stream) signal(now time.Time) breaker.Signal {
	return breaker.Signal{
		Cause: breaker.CauseDrift, Severity: breaker.Major, Stream: string(s.Kind), Scope: s.Scope, Value: s.State.Level(), Line: s.Line(), At: now,
		Conversations: s.Failing,
	}
}

// Restart begins a stream anew after a person has seen to its alarm. NotFound for a stream that is not there.
func (s *Service) Restart(ctx context.Context, kind Kind, scope string) error {
	list, err := s.Streams.Streams(ctx)
	if err != nil {
		return err
	}
	for i := range list {
		if list[i].Kind == kind && list[i].Scope == scope {
			list[i].State, list[i].Failing = list[i].State.Reset(s.Now()), nil
			return s.Streams.SaveStreams(ctx, list[i:i+1])
		}
	}
	return desk.Errorf(desk.NotFound, "there is no stream %s of %s", kind, scope)
}
