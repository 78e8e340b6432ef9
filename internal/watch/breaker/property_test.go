package breaker

import (
	"encoding/json"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

func someEvent(kinds []EventKind) *rapid.Generator[Event] {
	return rapid.Custom(func(t *rapid.T) Event {
		e := Event{
			Kind: rapid.SampledFrom(kinds).Draw(t, "kind"),
			By:   rapid.SampledFrom([]string{"", " ", "op-1", "op-2"}).Draw(t, "by"),
			At:   noon.Add(time.Duration(rapid.Int64Range(-1e12, 1e15).Draw(t, "at"))),
		}
		e.Cut = rapid.SampledFrom([]Cut{CutNone, CutNone, CutToDraft, CutToOff}).Draw(t, "cut")
		e.Drill = rapid.Bool().Draw(t, "drill")
		e.Severity = rapid.SampledFrom([]Severity{Major, Critical}).Draw(t, "severity")
		e.Incident = rapid.SampledFrom([]string{"", "i1", "i2"}).Draw(t, "incident")
		e.Burst = rapid.SampledFrom([]string{"", "b1", "b2"}).Draw(t, "burst")
		return e
	})
}

// someHistory is made of single events, of runs of approvals, and of whole climbs to ready, so that every state comes up.
func someHistory(t *rapid.T) []Event {
	var events []Event
	for range rapid.IntRange(0, 20).Draw(t, "parts") {
		switch rapid.IntRange(0, 4).Draw(t, "part") {
		case 0:
			events = append(events, approvals(rapid.SampledFrom([]int{1, 2, 18, 19, 20}).Draw(t, "run"))...)
		case 1:
			events = append(events, someEvent([]EventKind{Alarm}).Draw(t, "alarm"), probe)
			events = append(events, approvals(rapid.SampledFrom([]int{19, 20, 21}).Draw(t, "run"))...)
		case 2:
			events = append(events, Event{Kind: DrillPassed, At: noon}, closes)
		default:
			events = append(events, someEvent(EventKinds()).Draw(t, "event"))
		}
	}
	return events
}

// someBreaker is one that events have made.
func someBreaker(t *rapid.T) Breaker {
	b := New("topic:x")
	for _, e := range someHistory(t) {
		b, _ = Apply(b, e)
	}
	return b
}

func TestAnyHistoryKeepsThePromises(t *testing.T) {
	reached := map[State]int{}
	closings := 0
	rapid.Check(t, func(t *rapid.T) {
		w := &walker{t: t}
		b := New("topic:x")
		for _, e := range someHistory(t) {
			b, _ = w.step(b, e)
			reached[b.State]++
		}
		if w.since > 0 {
			closings++
		}
	})
	for _, s := range States() {
		if reached[s] == 0 {
			t.Errorf("no history came to %s", s)
		}
	}
	if closings == 0 {
		t.Error("no history came to a closing")
	}
}

func TestNoMachineRaises(t *testing.T) {
	var machine []EventKind
	for _, k := range append(EventKinds(), "nonsense", Unreadable) {
		if !k.Person() {
			machine = append(machine, k)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		b := someBreaker(t)
		least := b.Level()
		for _, e := range rapid.SliceOfN(someEvent(machine), 1, 60).Draw(t, "machine") {
			b, _ = Apply(b, e)
			if b.Level() > least {
				t.Fatalf("%s gives %s after %s", e.Kind, b.Level(), least)
			}
			least = b.Level()
		}
	})
}

func TestAnAlarmIsNeverFreer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := someBreaker(t)
		after, err := Apply(before, someEvent([]EventKind{Alarm, GuardBelowFloor, HungCheck, DrillFailed}).Draw(t, "alarm"))
		switch {
		case err != nil:
			t.Fatal(err)
		case after.State != Open, after.Level() > before.Level(), after.Level() > desk.DraftOnly:
			t.Fatalf("%+v gives %+v", before, after)
		case after.Run != 0 || after.DrillPassed || before.DrillAsked && !after.DrillAsked || before.Cut == CutToOff && after.Cut != CutToOff:
			t.Fatalf("something was forgotten: %+v gives %+v", before, after)
		}
	})
}

func TestOnlyANamedPersonCloses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := someBreaker(t)
		e := someEvent(EventKinds()).Draw(t, "event")
		after, err := Apply(before, e)
		if before.State != Closed && after.State == Closed {
			switch {
			case err != nil || e.Kind != PersonCloses || !named(e) || after.By != e.By:
				t.Fatalf("%+v closed %+v", e, before)
			case before.State != Ready || before.Run != FullRun || before.DrillAsked && !before.DrillPassed:
				t.Fatalf("closed too early: %+v", before)
			}
		}
	})
}

// However a row was spoilt, nothing makes it freer than the least.
func TestAnyRowIsReadCarefully(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := Breaker{
			Scope: rapid.SampledFrom([]string{"", "desk", "topic:x"}).Draw(t, "scope"),
			State: rapid.SampledFrom(append(States(), "", "x")).Draw(t, "state"),
			Cut:   rapid.SampledFrom([]Cut{"", CutToDraft, CutToOff, "auto"}).Draw(t, "cut"),
			Run:   rapid.IntRange(-1, 22).Draw(t, "run"), Refusals: rapid.IntRange(-1, 3).Draw(t, "refusals"),
			DrillAsked: rapid.Bool().Draw(t, "asked"), DrillPassed: rapid.Bool().Draw(t, "passed"),
			Why: rapid.SampledFrom(append(EventKinds(), "", Unreadable)).Draw(t, "why"),
			By:  rapid.SampledFrom([]string{"", "op"}).Draw(t, "by"),
		}
		e := someEvent(append(EventKinds(), "x")).Draw(t, "event")
		after, err := Apply(b, e)
		switch {
		case b.Check() != nil && (b.Level() != desk.Off || after.Level() != desk.Off || !desk.Is(err, desk.Internal)):
			t.Fatalf("%+v is taken: %v, %+v", b, err, after)
		case b.Scope != "" && after.Check() != nil:
			t.Fatalf("%+v with %s: %v", b, e.Kind, after.Check())
		case after.Level() > b.Level() && (!e.Kind.Person() || !named(e)):
			t.Fatalf("%s raised %+v", e.Kind, b)
		}
	})
}

// Levels leaves out what is not lowered and nothing else, and gives what each breaker leaves.
func TestLevelsAreThoseOfBreakers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := map[string]desk.Autonomy{}
		var breakers []Breaker
		for _, scope := range []string{"desk", "topic:x", "language:fr", "channel:api"} {
			b := someBreaker(t)
			b.Scope = scope
			breakers = append(breakers, b)
			if b.Level() < desk.Auto {
				want[scope] = b.Level()
			}
		}
		got := map[string]desk.Autonomy{}
		for _, l := range Levels(breakers) {
			got[l.Scope] = l.Level
		}
		if !maps.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

func TestBreakerThroughJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := someBreaker(t)
		row, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		again, err := ReadBreaker(b.Scope, row)
		if diff := cmp.Diff(b, again); err != nil || diff != "" {
			t.Fatalf("%v, %s", err, diff)
		}
	})
}
