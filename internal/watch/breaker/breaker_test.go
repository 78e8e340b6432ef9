package breaker

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
)

var noon = time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)

// sent applies events one after another, a second apart, and wants none refused.
func sent(t testing.TB, b Breaker, events ...Event) Breaker {
	t.Helper()
	for i, e := range events {
		e.At = noon.Add(time.Duration(i) * time.Second)
		after, err := Apply(b, e)
		if err != nil {
			t.Fatalf("event %d, %s: %v", i, e.Kind, err)
		}
		b = after
	}
	return b
}

func approvals(n int) []Event {
	var events []Event
	for range n {
		events = append(events, Event{Kind: ApprovedUnchanged, By: "op"})
	}
	return events
}

var (
	major    = Event{Kind: Alarm, Severity: Major, Incident: "i1"}
	critical = Event{Kind: Alarm, Severity: Critical, Incident: "i2"}
	probe    = Event{Kind: Probe, By: "op"}
	closes   = Event{Kind: PersonCloses, By: "op"}
)

// inState gives a breaker in a state, made by events.
func inState(t testing.TB, s State) Breaker {
	t.Helper()
	b := New("topic:billing")
	switch s {
	case Closed:
		return b
	case Open:
		return sent(t, b, major)
	case HalfOpen:
		return sent(t, b, major, probe)
	case Ready:
		return sent(t, b, append([]Event{major, probe}, approvals(FullRun)...)...)
	}
	t.Fatalf("no way to %s", s)
	return b
}

// Every state with every event: the state after it, or ! where it is refused.
func TestEveryStateAndEvent(t *testing.T) {
	for kind, want := range map[EventKind][4]State{
		//                  closed  open      half_open ready
		Alarm:             {Open, Open, Open, Open},
		GuardBelowFloor:   {Open, Open, Open, Open},
		HungCheck:         {Open, Open, Open, Open},
		DrillFailed:       {Open, Open, Open, Open},
		DrillPassed:       {Closed, Open, HalfOpen, Ready},
		ApprovedUnchanged: {Closed, Open, HalfOpen, Ready},
		Edited:            {Closed, Open, HalfOpen, HalfOpen},
		Refused:           {Closed, Open, HalfOpen, HalfOpen},
		Freeze:            {Closed, Open, HalfOpen, Ready},
		Thaw:              {"!", "!", "!", "!"},
		Probe:             {"!", HalfOpen, "!", "!"},
		PersonCloses:      {"!", "!", "!", Closed},
		Unreadable:        {Open, Open, Open, Open},
		"no such event":   {Open, Open, Open, Open},
	} {
		for i, from := range []State{Closed, Open, HalfOpen, Ready} {
			before := inState(t, from)
			after, err := Apply(before, Event{Kind: kind, At: noon, By: "op", Severity: Major, Burst: "b"})
			switch {
			case want[i] == "!":
				if !desk.Is(err, desk.Conflict) || !cmp.Equal(after, before) {
					t.Errorf("%s in %s: %v, %+v", kind, from, err, after)
				}
			case after.State != want[i]:
				t.Errorf("%s in %s gives %s, want %s", kind, from, after.State, want[i])
			case kind == Unreadable || kind == "no such event":
				if !desk.Is(err, desk.Internal) || after.Level() != desk.Off || !strings.Contains(err.Error(), "topic:billing") {
					t.Errorf("%s in %s: %v, level %s", kind, from, err, after.Level())
				}
			case err != nil:
				t.Errorf("%s in %s: %v", kind, from, err)
			}
			if err := after.Check(); err != nil {
				t.Errorf("%s in %s: %v", kind, from, err)
			}
		}
	}
}

func TestTheTableIsWhole(t *testing.T) {
	for _, from := range States() {
		for _, kind := range EventKinds() {
			found := 0
			for _, r := range table() {
				if r.on == kind && r.from.has(from) && (r.when.holds == nil || kind.Person()) {
					found++
				}
			}
			if found != 1 && !kind.Person() || found > 1 {
				t.Errorf("%s in %s has %d rules without a condition", kind, from, found)
			}
		}
	}
}

func TestStories(t *testing.T) {
	drill := Event{Kind: Alarm, Severity: Major, Drill: true}
	run := func(head ...Event) []Event { return append(append(head, probe), approvals(FullRun)...) }
	for _, c := range []struct {
		name   string
		events []Event
		state  State
		level  desk.Autonomy
		run    int
	}{
		{"nothing", nil, Closed, desk.Auto, 0},
		{"major", []Event{major}, Open, desk.DraftOnly, 0},
		{"critical", []Event{critical}, Open, desk.Off, 0},
		{"major that asks for off", []Event{{Kind: Alarm, Severity: Major, Cut: CutToOff}}, Open, desk.Off, 0},
		{"critical that asks for draft", []Event{{Kind: Alarm, Severity: Critical, Cut: CutToDraft}}, Open, desk.Off, 0},
		{"major after critical stays off", []Event{critical, major}, Open, desk.Off, 0},
		{"critical after major", []Event{major, critical}, Open, desk.Off, 0},
		{"the guard's self-test", []Event{{Kind: GuardBelowFloor}}, Open, desk.DraftOnly, 0},
		{"a hung check", []Event{{Kind: HungCheck}}, Open, desk.DraftOnly, 0},
		{"a hung check that harms", []Event{{Kind: HungCheck, Severity: Critical}}, Open, desk.Off, 0},
		{"tried after off", []Event{critical, probe}, HalfOpen, desk.DraftOnly, 0},
		{"nineteen", append([]Event{major, probe}, approvals(19)...), HalfOpen, desk.DraftOnly, 19},
		{"twenty", run(major), Ready, desk.DraftOnly, 20},
		{"twenty-one", append(run(major), approvals(1)...), Ready, desk.DraftOnly, 20},
		{"an edit after nineteen", append(append([]Event{major, probe}, approvals(19)...), Event{Kind: Edited}), HalfOpen, desk.DraftOnly, 0},
		{"an edit when ready", append(run(major), Event{Kind: Edited}), HalfOpen, desk.DraftOnly, 0},
		{"a refusal when ready", append(run(major), Event{Kind: Refused}), HalfOpen, desk.DraftOnly, 0},
		{"two refusals when ready", append(run(critical), Event{Kind: Refused}, Event{Kind: Refused}), Open, desk.Off, 0},
		{"two refusals", []Event{major, probe, {Kind: Refused}, {Kind: Refused}}, Open, desk.DraftOnly, 0},
		{"refused, edited, refused", []Event{major, probe, {Kind: Refused}, {Kind: Edited}, {Kind: Refused}}, HalfOpen, desk.DraftOnly, 0},
		{"refused, approved, refused", []Event{major, probe, {Kind: Refused}, {Kind: ApprovedUnchanged}, {Kind: Refused}}, HalfOpen, desk.DraftOnly, 0},
		{"one refusal on each side of a probe", []Event{major, probe, {Kind: Refused}, major, probe, {Kind: Refused}}, HalfOpen, desk.DraftOnly, 0},
		{"closed", append(run(major), closes), Closed, desk.Auto, 0},
		{"closed, and open again at its own severity", append(run(critical), closes, major), Open, desk.DraftOnly, 0},
		{"ready, drill asked", run(drill), Ready, desk.DraftOnly, 20},
		{"closed after a drill", append(run(drill), Event{Kind: DrillPassed}, closes), Closed, desk.Auto, 0},
		{"closed after a drill before the probe", append(run(drill, Event{Kind: DrillPassed}), closes), Closed, desk.Auto, 0},
		{"a failed drill when ready", append(run(major), Event{Kind: DrillFailed}), Open, desk.DraftOnly, 0},
		{"frozen", []Event{{Kind: Freeze, Burst: "b"}}, Closed, desk.Off, 0},
		{"frozen twice, thawed once", []Event{{Kind: Freeze, Burst: "b"}, {Kind: Freeze, Burst: "a"}, {Kind: Freeze, Burst: "b"}, {Kind: Thaw, Burst: "b", By: "op"}}, Closed, desk.Off, 0},
		{"thawed", []Event{{Kind: Freeze, Burst: "b"}, {Kind: Thaw, Burst: "b", By: "op"}}, Closed, desk.Auto, 0},
		{"thawed over an open one", []Event{{Kind: Freeze, Burst: "b"}, major, {Kind: Thaw, Burst: "b", By: "op"}}, Open, desk.DraftOnly, 0},
		{"closed under a freeze", append(run(Event{Kind: Freeze, Burst: "b"}, major), closes), Closed, desk.Off, 0},
	} {
		b := sent(t, New("desk"), c.events...)
		if b.State != c.state || b.Level() != c.level || b.Run != c.run {
			t.Errorf("%s: %s, %s, run %d; want %s, %s, %d", c.name, b.State, b.Level(), b.Run, c.state, c.level, c.run)
		}
	}
}

func TestClosingSaysWhatIsMissing(t *testing.T) {
	drill := Event{Kind: Alarm, Severity: Major, Drill: true}
	toReady := append([]Event{probe}, approvals(FullRun)...)
	for name, c := range map[string]struct {
		events []Event
		by     string
		kind   desk.Kind
		says   string
	}{
		"no name":        {append([]Event{major}, toReady...), "", desk.Invalid, "which operator"},
		"blanks":         {append([]Event{major}, toReady...), " \t", desk.Invalid, "which operator"},
		"half the run":   {append([]Event{major, probe}, approvals(12)...), "op", desk.Conflict, "20 drafts approved unchanged in a row: so far 12"},
		"no drill":       {append([]Event{drill}, toReady...), "op", desk.Conflict, "passed drill"},
		"a failed drill": {append([]Event{{Kind: DrillPassed}, {Kind: DrillFailed}}, toReady...), "op", desk.Conflict, "passed drill"},
		"a drill before the last alarm": {
			append(append([]Event{drill}, toReady...), append([]Event{{Kind: DrillPassed}, major}, toReady...)...), "op", desk.Conflict, "passed drill",
		},
		"open":   {[]Event{major}, "op", desk.Conflict, "closes from ready"},
		"closed": {nil, "op", desk.Conflict, "closes from ready"},
	} {
		b := sent(t, New("desk"), c.events...)
		after, err := Apply(b, Event{Kind: PersonCloses, By: c.by, At: noon})
		if !desk.Is(err, c.kind) || !strings.Contains(err.Error(), c.says) || !cmp.Equal(after, b) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatCannotBeReadIsTheWorst(t *testing.T) {
	for name, bend := range map[string]func(*Breaker){
		"zero":                 func(b *Breaker) { *b = Breaker{} },
		"no scope":             func(b *Breaker) { b.Scope = " " },
		"no state":             func(b *Breaker) { b.State = "" },
		"another state":        func(b *Breaker) { b.State = "ajar" },
		"closed with a cut":    func(b *Breaker) { b.State = Closed },
		"open with a run":      func(b *Breaker) { b.State, b.Why = Open, Alarm },
		"no cut":               func(b *Breaker) { b.Cut = CutNone },
		"another cut":          func(b *Breaker) { b.Cut = "auto" },
		"a short run":          func(b *Breaker) { b.Run = 19 },
		"a long run":           func(b *Breaker) { b.Run = 21 },
		"refusals":             func(b *Breaker) { b.Refusals = 1 },
		"negative refusals":    func(b *Breaker) { b.Refusals = -1 },
		"no reason":            func(b *Breaker) { b.Why = "" },
		"another reason":       func(b *Breaker) { b.Why = Alarm },
		"freezes out of order": func(b *Breaker) { b.Freezes = []string{"b", "a", "b"} },
		"the same freeze":      func(b *Breaker) { b.Freezes = []string{"a", "a"} },
		"closed by nobody":     func(b *Breaker) { *b = Breaker{Scope: "x", State: Closed, Why: PersonCloses} },
		"closed by an alarm":   func(b *Breaker) { *b = Breaker{Scope: "x", State: Closed, Why: Alarm, By: "op"} },
		"closed, drill asked":  func(b *Breaker) { *b = Breaker{Scope: "x", State: Closed, DrillAsked: true} },
		"closed, an incident":  func(b *Breaker) { *b = Breaker{Scope: "x", State: Closed, Incident: "i"} },
		"closed, never, by op": func(b *Breaker) { *b = Breaker{Scope: "x", State: Closed, By: "op"} },
		"tried by nobody":      func(b *Breaker) { *b = Breaker{Scope: "x", State: HalfOpen, Cut: CutToDraft, Why: Probe} },
	} {
		b := inState(t, Ready)
		bend(&b)
		if b.Check() == nil || b.Level() != desk.Off {
			t.Errorf("%s: level %s, %v", name, b.Level(), b.Check())
		}
		for _, kind := range EventKinds() {
			after, err := Apply(b, Event{Kind: kind, By: "op", Severity: Major, At: noon})
			if !desk.Is(err, desk.Internal) || after.State != Open || after.Level() != desk.Off || !after.DrillAsked {
				t.Errorf("%s, %s: %v, %+v", name, kind, err, after)
			}
			if b.Scope != "" && strings.TrimSpace(b.Scope) != "" && after.Check() != nil {
				t.Errorf("%s, %s: %v", name, kind, after.Check())
			}
		}
	}
	for name, e := range map[string]Event{
		"an alarm without a severity": {Kind: Alarm}, "another severity": {Kind: HungCheck, Severity: "meh"},
		"another cut": {Kind: Alarm, Severity: Major, Cut: "auto"}, "no kind": {}, "a person's, with another cut": {Kind: PersonCloses, By: "op", Cut: "x"},
	} {
		if after, err := Apply(inState(t, Ready), e); !desk.Is(err, desk.Internal) || after.Level() != desk.Off || after.Check() != nil {
			t.Errorf("%s: %v, %+v", name, err, after)
		}
	}
}

func TestLevels(t *testing.T) {
	open, off, half := sent(t, New("topic:billing"), major), sent(t, New("language:fr"), critical), sent(t, New("channel:api"), critical, probe)
	closed, broken := New("desk"), Breaker{Scope: "inbox:web", State: "?"}
	all := []Breaker{open, off, half, closed, broken}
	want := []desk.Level{
		{Scope: "topic:billing", Level: desk.DraftOnly, By: levelBy, At: noon},
		{Scope: "language:fr", Level: desk.Off, By: levelBy, At: noon},
		{Scope: "channel:api", Level: desk.DraftOnly, By: levelBy, At: noon.Add(time.Second)},
		{Scope: "inbox:web", Level: desk.Off, By: levelBy},
	}
	if diff := cmp.Diff(want, Levels(all)); diff != "" {
		t.Error(diff)
	}
}

func TestApplyChangesNothingThatItWasGiven(t *testing.T) {
	b := sent(t, New("topic:x"), Event{Kind: Freeze, Burst: "b"}, Event{Kind: Freeze, Burst: "d"})
	b.Freezes = append(make([]string, 0, 8), b.Freezes...)
	for _, e := range []Event{{Kind: Freeze, Burst: "a"}, {Kind: Freeze, Burst: "c"}, {Kind: Thaw, Burst: "b", By: "op"}, {Kind: "?"}} {
		_, _ = Apply(b, e)
		if diff := cmp.Diff([]string{"b", "d"}, b.Freezes); diff != "" {
			t.Errorf("%s: %s", e.Kind, diff)
		}
	}
}
