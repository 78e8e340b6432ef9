package breaker

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

func drift() Signal {
	return Signal{
		Cause: CauseDrift, Severity: Major, Stream: "guard_blocks", Scope: "topic:billing", Value: 93.4, Line: 90,
		At: noon, Since: noon.Add(-2 * time.Hour), Conversations: []string{"c1", "c2"},
	}
}

func raised(t testing.TB, s Signal) Incident {
	t.Helper()
	in, joined, err := Raise(nil, "inc-1", s)
	if err != nil || joined || in.Check() != nil {
		t.Fatalf("%v, joined %v, %v", err, joined, in.Check())
	}
	return in
}

// inStage gives an incident in a stage, made by acts.
func inStage(t testing.TB, s Stage) Incident {
	t.Helper()
	in := raised(t, drift())
	for _, kind := range map[Stage][]ActKind{
		StageAcknowledged: {ActAcknowledge}, StageMitigated: {ActAcknowledge, ActMitigate},
		StageClosed: {ActAcknowledge, ActMitigate, ActClose}, StageReopened: {ActAcknowledge, ActReopen},
	}[s] {
		var err error
		if in, err = Advance(in, Act{Kind: kind, By: "op", At: noon.Add(time.Minute)}); err != nil {
			t.Fatal(err)
		}
	}
	return in
}

// Every stage with every act: the stage after it, or ! where it is refused.
func TestEveryStageAndAct(t *testing.T) {
	for kind, want := range map[ActKind][5]Stage{
		//              open               reopened           acknowledged       mitigated       closed
		ActAcknowledge: {StageAcknowledged, StageAcknowledged, "!", "!", "!"},
		ActMitigate:    {"!", "!", StageMitigated, "!", "!"},
		ActClose:       {"!", "!", "!", StageClosed, "!"},
		ActReopen:      {"!", "!", StageReopened, StageReopened, StageReopened},
		ActAlarm:       {StageOpen, StageReopened, StageAcknowledged, StageReopened, "!"},
		ActStop:        {StageOpen, StageReopened, StageAcknowledged, StageMitigated, "!"},
		"no such act":  {StageOpen, StageReopened, StageReopened, StageReopened, StageReopened},
	} {
		for i, from := range Stages() {
			before := inStage(t, from)
			after, err := Advance(before, Act{Kind: kind, By: "op", At: noon.Add(time.Hour)})
			switch {
			case want[i] == "!":
				if !desk.Is(err, desk.Conflict) || !cmp.Equal(before, after) {
					t.Errorf("%s in %s: %v", kind, from, err)
				}
			case after.Stage != want[i]:
				t.Errorf("%s in %s gives %s, want %s", kind, from, after.Stage, want[i])
			case (kind == "no such act") != desk.Is(err, desk.Internal):
				t.Errorf("%s in %s: %v", kind, from, err)
			}
			if err := after.Check(); err != nil {
				t.Errorf("%s in %s: %v", kind, from, err)
			}
			if !kind.Person() || want[i] == "!" {
				continue
			}
			if after, err := Advance(before, Act{Kind: kind, By: " "}); kind != "no such act" && (!desk.Is(err, desk.Invalid) || !cmp.Equal(before, after)) {
				t.Errorf("%s in %s by nobody: %v", kind, from, err)
			}
		}
	}
}

func TestMarks(t *testing.T) {
	in := raised(t, drift())
	at := func(m int) time.Time { return noon.Add(time.Duration(m) * time.Minute) }
	for _, a := range []Act{
		{Kind: ActStop, At: at(1)},
		{Kind: ActAcknowledge, By: "a", At: at(2)},
		{Kind: ActMitigate, By: "b", At: at(3)},
		{Kind: ActReopen, By: "c", At: at(4), Text: "it goes on"},
		{Kind: ActAcknowledge, By: "d", At: at(5)},
		{Kind: ActMitigate, By: "d", At: at(6)},
		{Kind: ActClose, By: "e", At: at(7)},
	} {
		var err error
		if in, err = Advance(in, a); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]Mark{
		"seen": {at(2), "a"}, "acknowledged": {at(5), "d"}, "stopped": {at(6), "d"}, "mitigated": {at(6), "d"}, "closed": {at(7), "e"}, "reopened": {at(4), "c"},
	}
	got := map[string]Mark{
		"seen": in.Seen, "acknowledged": in.Acknowledged, "stopped": in.Stopped, "mitigated": in.Mitigated, "closed": in.Closed, "reopened": in.Reopened,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if in.Round != 1 || len(in.Timeline) != 8 {
		t.Errorf("round %d, %d entries", in.Round, len(in.Timeline))
	}
}

// walkIncident goes through all sequences of acts. Told a second time: it waits unless somebody acknowledged it since
// it was last opened, and closing takes all three steps in order.
func walkIncident(t *testing.T, in Incident, path []ActKind, left int) {
	t.Helper()
	for _, kind := range append(ActKinds(), "none") {
		by := "op"
		if kind == "none" {
			kind, by = ActClose, ""
		}
		after, err := Advance(in, Act{Kind: kind, By: by, At: noon})
		now := path
		if err == nil {
			now = append(slices.Clip(path), kind)
		}
		done := 0 // how many of acknowledge, mitigate, close came since the last opening
		for _, k := range now {
			switch {
			case k == ActReopen, k == ActAlarm && done == 2:
				done = 0
			case k == ActAcknowledge, k == ActMitigate, k == ActClose:
				done++
			}
		}
		if want := []bool{true, false, false, false}[done]; after.Stage.Waiting() != want || (after.Stage == StageClosed) != (done == 3) || after.Check() != nil {
			t.Fatalf("%s after %v: %v", after.Stage, now, after.Check())
		}
		if err != nil && !cmp.Equal(in, after) {
			t.Fatalf("a refused %s changed the incident: %v", kind, now)
		}
		if left > 1 && err == nil {
			walkIncident(t, after, now, left-1)
		}
	}
}

func TestEverySequenceOfActs(t *testing.T) { walkIncident(t, raised(t, drift()), nil, 6) }

func TestASecondAlarmJoins(t *testing.T) {
	first := raised(t, drift())
	again := drift()
	again.At, again.Value, again.Severity, again.Scopes = noon.Add(time.Hour), 120, Critical, []string{"language:fr", "topic:billing"}
	again.Conversations = []string{"c2", "c3"}

	in, joined, err := Raise([]Incident{first}, "inc-2", again)
	if err != nil || !joined || in.ID != "inc-1" {
		t.Fatalf("%v, joined %v to %s", err, joined, in.ID)
	}
	want := Evidence{
		Stream: "guard_blocks", Scope: "topic:billing", Value: 93.4, Line: 90, Alarms: 2, Last: again.At, LastValue: 120, Conversations: []string{"c1", "c2", "c3"},
	}
	if diff := cmp.Diff(want, in.Evidence); diff != "" {
		t.Error(diff)
	}
	if in.Severity != Critical || !cmp.Equal(in.Scopes, []string{"language:fr", "topic:billing"}) || in.Stage != StageOpen || len(in.Timeline) != 2 {
		t.Errorf("%+v", in)
	}
	if len(first.Timeline) != 1 || len(first.Scopes) != 1 {
		t.Errorf("the first was changed: %+v", first)
	}
	for name, bend := range map[string]func(*Signal){
		"another scope": func(s *Signal) { s.Scope = "desk" }, "another stream": func(s *Signal) { s.Stream = "handovers" },
	} {
		other := drift()
		bend(&other)
		if in, joined, err := Raise([]Incident{first}, "inc-2", other); joined || err != nil || in.ID != "inc-2" {
			t.Errorf("%s: joined %v, %v", name, joined, err)
		}
	}
}

func TestJoiningByStage(t *testing.T) {
	for stage, want := range map[Stage]Stage{
		StageOpen: StageOpen, StageReopened: StageReopened, StageAcknowledged: StageAcknowledged, StageMitigated: StageReopened, StageClosed: "",
	} {
		in, joined, err := Raise([]Incident{inStage(t, stage)}, "inc-2", drift())
		if err != nil || joined != (want != "") || joined && in.Stage != want || !joined && in.Stage != StageOpen {
			t.Errorf("%s: joined %v, %s, %v", stage, joined, in.Stage, err)
		}
	}
	in := inStage(t, StageOpen)
	in.Stage = "?"
	if in, joined, err := Raise([]Incident{in}, "inc-2", drift()); !joined || !desk.Is(err, desk.Internal) || !in.Stage.Waiting() {
		t.Errorf("an unknown stage: joined %v, %s, %v", joined, in.Stage, err)
	}
}

func TestASignalThatCannotBeReadIsTheWorst(t *testing.T) {
	in, _, err := Raise(nil, "inc-1", Signal{At: noon, Value: math.NaN(), Line: math.Inf(1)})
	if !desk.Is(err, desk.Internal) || in.Severity != Critical || in.Cause != CauseUnknown || !cmp.Equal(in.Scopes, []string{"desk"}) || in.Check() != nil {
		t.Errorf("%v, %+v, %v", err, in, in.Check())
	}
	if in.Evidence.Value != 0 || in.Evidence.Line != math.MaxFloat64 {
		t.Errorf("%+v", in.Evidence)
	}
	if _, _, err := Raise(nil, " ", drift()); !desk.Is(err, desk.Invalid) {
		t.Errorf("no id: %v", err)
	}
	button := Signal{Cause: CauseRedButton, Severity: Critical, Scope: "desk", At: noon, By: "op", Since: noon.Add(time.Hour)}
	if in := raised(t, button); in.Evidence.Stream != "red_button" || in.Opened.By != "op" || !in.Since.Equal(noon) {
		t.Errorf("%+v", in)
	}
}

func TestManyAlarmsStaySmall(t *testing.T) {
	in := raised(t, drift())
	for i := range 500 {
		s := drift()
		s.Conversations = []string{strings.Repeat("c", i+3)}
		in, _, _ = Raise([]Incident{in}, "", s)
	}
	if len(in.Timeline) != alarmEntries || len(in.Evidence.Conversations) != FirstConversations || in.Evidence.Alarms != 501 {
		t.Errorf("%d entries, %d conversations, %d alarms", len(in.Timeline), len(in.Evidence.Conversations), in.Evidence.Alarms)
	}
}

func TestWrite(t *testing.T) {
	in := raised(t, drift())
	for name, c := range map[string]struct {
		e    Entry
		good bool
	}{
		"an action of the desk":    {Entry{Kind: EntryAction, Text: "lowered to draft"}, true},
		"a change":                 {Entry{Kind: EntryChange, Text: "prompt 3 to 4", At: noon.Add(-time.Hour)}, true},
		"a note":                   {Entry{Kind: EntryNote, Text: "looks like the import", By: "op"}, true},
		"a note by nobody":         {Entry{Kind: EntryNote, Text: "looks like the import"}, false},
		"no words":                 {Entry{Kind: EntryAction, Text: " "}, false},
		"a notice":                 {Entry{Kind: EntryNotice, Text: "x"}, false},
		"a move":                   {Entry{Kind: EntryStage, Text: "x", Stage: StageClosed}, false},
		"a kind that nobody knows": {Entry{Kind: "x", Text: "x"}, false},
	} {
		after, err := Write(in, c.e)
		if (err == nil) != c.good || c.good && len(after.Timeline) != 2 || !c.good && (!desk.Is(err, desk.Invalid) || !cmp.Equal(in, after)) {
			t.Errorf("%s: %v", name, err)
		}
		if len(in.Timeline) != 1 || after.Check() != nil {
			t.Errorf("%s: %v", name, after.Check())
		}
	}
}

// someIncident is one that signals, acts, entries and notices have made.
func someIncident(t *rapid.T) Incident {
	in, _, _ := Raise(nil, "inc-1", drift())
	now := noon
	for range rapid.IntRange(0, 25).Draw(t, "steps") {
		now = now.Add(time.Duration(rapid.IntRange(0, 7200).Draw(t, "seconds")) * time.Second)
		by := rapid.SampledFrom([]string{"", "op-1", "op-2"}).Draw(t, "by")
		switch rapid.IntRange(0, 3).Draw(t, "step") {
		case 0:
			in, _ = Advance(in, Act{Kind: rapid.SampledFrom(append(ActKinds(), "x")).Draw(t, "act"), By: by, At: now, Text: rapid.String().Draw(t, "why")})
		case 1:
			kind := rapid.SampledFrom([]EntryKind{EntryAction, EntryNote, EntryChange}).Draw(t, "kind")
			in, _ = Write(in, Entry{Kind: kind, By: by, At: now, Text: rapid.String().Draw(t, "text")})
		case 2:
			s := drift()
			s.At, s.Value = now, rapid.Float64().Draw(t, "value")
			if after, joined, _ := Raise([]Incident{in}, "other", s); joined {
				in = after
			}
		default:
			if n, due, _ := Escalate(in, now, people()); due {
				in, _ = Told(in, n)
			}
		}
	}
	return in
}

func TestAnyIncidentIsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := someIncident(t)
		if err := in.Check(); err != nil {
			t.Fatal(err)
		}
		if after, err := Advance(in, Act{Kind: ActClose, At: noon}); err == nil || !cmp.Equal(in, after) {
			t.Fatal("closed by nobody")
		}
	})
}
