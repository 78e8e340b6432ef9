package breaker

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestReadBreaker(t *testing.T) {
	for row, good := range map[string]bool{
		`{"scope":"desk","state":"closed"}`: true,
		`{"scope":"desk","state":"open","cut":"draft","why":"alarm","since":"2026-11-03T12:00:00Z"}`: true,
		``:                                     false,
		`null`:                                 false,
		`[]`:                                   false,
		`"closed"`:                             false,
		`{"scope":"desk","state":"closed"`:     false,
		`{"scope":"desk","state":"CLOSED"}`:    false,
		`{"scope":"desk"}`:                     false,
		`{"state":"closed"}`:                   false,
		`{"scope":"topic:x","state":"closed"}`: false,
		`{"scope":"desk","state":"closed","frozen":true}`:                false,
		`{"scope":"desk","state":"closed"}{"scope":"desk"}`:              false,
		`{"scope":"desk","state":"closed"} x`:                            false,
		`{"scope":"desk","state":"closed","run":"0"}`:                    false,
		`{"scope":"desk","state":"ready","cut":"draft","run":20}`:        false,
		`{"scope":"desk","state":"closed","why":"person_closes"}`:        false,
		`{"scope":"desk","state":"closed","freezes":["b","a"]}`:          false,
		`{"scope":"desk","state":"open","cut":"draft","why":"approved"}`: false,
	} {
		b, err := ReadBreaker("desk", []byte(row))
		switch {
		case (err == nil) != good:
			t.Errorf("%s: %v", row, err)
		case !good && (b.Level() != desk.Off || b.Check() != nil || b.Scope != "desk" || !desk.Is(err, desk.Internal) || !strings.Contains(err.Error(), `"desk"`)):
			t.Errorf("%s: %+v, %v, %v", row, b, b.Check(), err)
		}
	}
}

func TestACorruptBreakerCanBeClosedByTheLongWay(t *testing.T) {
	b, _ := ReadBreaker("desk", []byte("{"))
	b = sent(t, b, append(append([]Event{probe}, approvals(FullRun)...), Event{Kind: DrillPassed}, closes)...)
	if b.Level() != desk.Auto {
		t.Errorf("%+v", b)
	}
}

func TestReadIncident(t *testing.T) {
	good, err := json.Marshal(inStage(t, StageClosed))
	if err != nil {
		t.Fatal(err)
	}
	if in, err := ReadIncident("inc-1", good); err != nil || in.Stage != StageClosed {
		t.Errorf("%v, %s", err, in.Stage)
	}
	for name, row := range map[string]string{
		"cut off":          string(good[:len(good)-3]),
		"empty":            "",
		"null":             "null",
		"another id":       strings.Replace(string(good), `"inc-1"`, `"inc-2"`, 1),
		"another stage":    strings.Replace(string(good), `"state":"closed"`, `"state":"done"`, 1),
		"no stage":         strings.Replace(string(good), `"state":"closed"`, `"state":""`, 1),
		"closed by nobody": strings.Replace(string(good), `"closed":{"at":"2026-11-03T12:01:00Z","by":"op"}`, `"closed":{}`, 1),
		"another kind":     strings.Replace(string(good), `"drift"`, `"mood"`, 1),
		"a new field":      strings.Replace(string(good), `{"id"`, `{"hold":true,"id"`, 1),
		"another entry":    strings.Replace(string(good), `"kind":"alarm"`, `"kind":"?"`, 1),
		"a later round":    strings.Replace(string(good), `"kind":"alarm"`, `"kind":"notice","rung":"duty","round":7`, 1),
		"a great round":    strings.Replace(string(good), `"kind":"alarm"`, `"kind":"notice","rung":"duty","round":9223372036854775807`, 1),
		"a great repeat":   strings.Replace(string(good), `"kind":"alarm"`, `"kind":"notice","rung":"every","repeat":9223372036854775807`, 1),
	} {
		if row == string(good) {
			t.Errorf("%s: the row was not spoilt", name)
		}
		in, err := ReadIncident("inc-1", []byte(row))
		if !desk.Is(err, desk.Internal) || !strings.Contains(err.Error(), `"inc-1"`) || in.ID != "inc-1" || !in.Stage.Waiting() || in.Severity != Critical || in.Check() != nil {
			t.Errorf("%s: %v, %v, %+v", name, err, in.Check(), in)
		}
		if n, due, err := Escalate(in, noon.Add(time.Hour), people()); err != nil || !due || n.Rung != RungDuty {
			t.Errorf("%s: nobody is told at once: %+v, %v", name, n, err)
		}
	}
}

func TestIncidentThroughJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := someIncident(t)
		row, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		again, err := ReadIncident(in.ID, row)
		if diff := cmp.Diff(in, again); err != nil || diff != "" {
			t.Fatalf("%v, %s", err, diff)
		}
	})
}

func FuzzReadBreaker(f *testing.F) {
	for _, s := range States() {
		row, err := json.Marshal(inState(f, s))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(row)
		f.Add(row[:len(row)/2])
	}
	f.Add([]byte(`{"scope":"topic:billing","state":"closed","state":"open"}`))
	f.Fuzz(func(t *testing.T, row []byte) {
		b, err := ReadBreaker("topic:billing", row)
		if check := b.Check(); check != nil {
			t.Fatalf("%v: %v", err, check)
		}
		if err != nil {
			if b.Level() != desk.Off {
				t.Fatalf("%v gives %s", err, b.Level())
			}
			return
		}
		again, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		if c, err := ReadBreaker("topic:billing", again); err != nil || c.Level() != b.Level() || c.State != b.State || c.Run != b.Run {
			t.Fatalf("%+v is read back as %+v: %v", b, c, err)
		}
	})
}

func FuzzReadIncident(f *testing.F) {
	for _, s := range Stages() {
		row, err := json.Marshal(inStage(f, s))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(row)
		f.Add(row[:len(row)/2])
	}
	f.Fuzz(func(t *testing.T, row []byte) {
		in, err := ReadIncident("inc-1", row)
		if check := in.Check(); check != nil {
			t.Fatalf("%v: %v", err, check)
		}
		if err != nil && !in.Stage.Waiting() {
			t.Fatalf("%v gives %s", err, in.Stage)
		}
		if _, _, err := Escalate(in, noon, people()); err != nil {
			t.Fatal(err)
		}
		Report(in, desk.French)
	})
}
