package issues

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
	"github.com/vigie-desk/vigie/internal/watch/burst"
)

// memory keeps in memory what the store keeps in tables, and counts what is read.
type memory struct {
	symptoms []burst.Symptom
	part     map[string]string
	standing burst.Standing
	waiting  []conversation.Known
	raised   map[string]bool
	past     [][]string
	read     int // symptoms
	fault    error
}

func (m *memory) NoteSymptom(_ context.Context, s burst.Symptom, part string) (burst.Symptom, error) {
	s.Customer, s.Signed = "u"+s.Turn, true
	if m.part == nil {
		m.part = map[string]string{}
	}
	m.part[s.Turn] = part
	m.symptoms = append(slices.DeleteFunc(m.symptoms, func(o burst.Symptom) bool { return o.Turn == s.Turn }), s)
	return s, m.fault
}

func (m *memory) RecentSymptoms(_ context.Context, since time.Time, limit int) (list []burst.Symptom, err error) {
	for _, s := range slices.Backward(m.symptoms) {
		if s.At.After(since) && m.part[s.Turn] == "" && len(list) < limit {
			list = append(list, s)
		}
	}
	m.read += len(list)
	return list, m.fault
}

func (m *memory) PastSymptoms(context.Context, time.Time, time.Time, int) ([][]string, error) {
	return m.past, m.fault
}

func (m *memory) StandingGeneration(context.Context) (int64, error) {
	return int64(len(m.standing.Freezes)), m.fault
}

func (m *memory) Standing(context.Context, time.Time) (burst.Standing, error) {
	return m.standing, m.fault
}

func (m *memory) Freeze(_ context.Context, f burst.Freeze, same func(burst.Freeze) bool) (bool, error) {
	if slices.ContainsFunc(m.standing.Freezes, same) {
		return false, nil
	}
	m.standing.Freezes = append(m.standing.Freezes, f)
	for _, asked := range f.First {
		m.part[asked.Turn] = f.ID
	}
	return true, m.fault
}

func (m *memory) Unraised(context.Context, int) (list []burst.Freeze, err error) {
	for _, f := range m.standing.Freezes {
		if !m.raised[f.ID] {
			list = append(list, f)
		}
	}
	return list, m.fault
}

func (m *memory) NoteRaised(_ context.Context, id string) error {
	m.raised[id] = true
	return m.fault
}

func (m *memory) Waiting(context.Context, int) ([]conversation.Known, error) {
	return m.waiting, m.fault
}
func (m *memory) ExpireIssues(context.Context, time.Time) error { return m.fault }

// counting is a service over a memory, with a clock of its own.
func counting(m *memory) (*Service, *time.Time) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	m.raised = map[string]bool{}
	ids := 0
	s := New(Parts{Symptoms: m, Freezes: m, Waits: m, Rules: burst.Defaults(), Now: func() time.Time { return now }, NewID: func() string {
		ids++
		return fmt.Sprint("id", ids)
	}})
	return s, &now
}

func asks(t *testing.T, s *Service, n int, text string) burst.Standing {
	t.Helper()
	standing, err := s.Count(t.Context(), burst.Symptom{Turn: strconv.Itoa(n), Conversation: "c" + strconv.Itoa(n), Topic: "app", Terms: burst.Read(text, desk.English)})
	if err != nil {
		t.Fatal(err)
	}
	return standing
}

const logout = "Why does the app log me out on my tablet?"

// The fifth customer freezes the topic once; the sixth belongs to the freeze. A turn that is counted twice counts one.
func TestCountFreezesOnce(t *testing.T) {
	m := &memory{}
	s, now := counting(m)
	for n := range 7 {
		*now = now.Add(time.Minute)
		asks(t, s, n, logout)
		if standing := asks(t, s, n, logout); (len(standing.Freezes) == 1) != (n >= 4) {
			t.Fatalf("after %d: %+v", n+1, standing)
		}
	}
	if f := m.standing.Freezes[0]; f.Topic != "app" || f.Customers != 5 || len(f.First) != 5 || m.part["6"] != f.ID || m.part["0"] != f.ID {
		t.Errorf("%+v, parts %v", f, m.part)
	}
}

// However busy the hour, a question reads the last half minute and not the hour; what others have written in between is seen.
func TestWindowIsReadOnce(t *testing.T) {
	m := &memory{}
	for n := range 10_000 {
		m.past = append(m.past, burst.Read(fmt.Sprintf("what is item%d", n), desk.English))
	}
	s, now := counting(m)
	for n := range 500 {
		*now = now.Add(5 * time.Second)
		asks(t, s, n, fmt.Sprintf("where is thing%d of box%d", n, n))
	}
	if each := m.read / 500; each > 10 {
		t.Errorf("%d rows are read for each question", each)
	}
	for n := range 4 { // on another server
		if _, err := m.NoteSymptom(t.Context(), burst.Symptom{Turn: fmt.Sprint("other", n), Topic: "app", Terms: burst.Read(logout, desk.English), At: now.Add(time.Duration(-n) * 5 * time.Second)}, ""); err != nil {
			t.Fatal(err)
		}
	}
	*now = now.Add(time.Second)
	if standing := asks(t, s, 1000, logout); len(standing.Freezes) != 1 {
		t.Errorf("what another server wrote was not counted: %+v", standing)
	}
}

// Whatever cannot be read or written is an error.
func TestFaultsAreSaid(t *testing.T) {
	m := &memory{fault: desk.Errorf(desk.Unavailable, "away")}
	s, _ := counting(m)
	if _, err := s.Count(t.Context(), burst.Symptom{Turn: "t", Terms: []string{"=logout"}}); !desk.Is(err, desk.Unavailable) {
		t.Errorf("counted: %v", err)
	}
	if _, err := s.Standing(t.Context()); !desk.Is(err, desk.Unavailable) {
		t.Errorf("standing: %v", err)
	}
	if err := s.Step(t.Context()); !desk.Is(err, desk.Unavailable) {
		t.Errorf("step: %v", err)
	}
}

// People are called until they have been; one conversation that cannot be told does not keep the others waiting.
func TestStepGoesOn(t *testing.T) {
	issue := burst.Issue{ID: "i", State: burst.InForce, Words: map[desk.Language]string{desk.English: "We know."}}
	m := &memory{standing: burst.Standing{Freezes: []burst.Freeze{{ID: "f", Topic: "app", State: burst.Frozen, First: []burst.Asked{{Conversation: "c"}}}}, Issues: []burst.Issue{issue}}}
	for _, id := range []string{"a", "b", "c"} {
		m.waiting = append(m.waiting, conversation.Known{Wait: conversation.Wait{Conversation: id}, Issue: map[bool]string{true: "i", false: "gone"}[id != "c"]})
	}
	s, _ := counting(m)
	told := map[string]string{}
	s.Tell = func(_ context.Context, k conversation.Known) error {
		told[k.Conversation] = k.Issue
		if k.Conversation == "a" {
			return errors.New("broken")
		}
		return nil
	}
	calls := 0
	s.Raise = func(_ context.Context, signal breaker.Signal) error {
		calls++
		if signal.Cause != breaker.CauseBurst || signal.Scope != "topic:app" || signal.Conversations[0] != "c" {
			t.Errorf("%+v", signal)
		}
		if calls == 1 {
			return errors.New("nobody there")
		}
		return nil
	}
	for range 3 {
		if err := s.Step(t.Context()); err == nil {
			t.Error("no fault")
		}
	}
	if calls != 2 || told["a"] != "i" || told["b"] != "i" || told["c"] != "" || len(told) != 3 {
		t.Errorf("%d calls, told %v", calls, told)
	}
}
