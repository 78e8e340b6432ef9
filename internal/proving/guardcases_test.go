package proving

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
)

// guardCaseSet has, in order: a wrong number, the right one, one that is right but too long, one whose page has expired on
// the day of the test, and one that is wrongly expected to be held.
var guardCaseSet = strings.Join([]string{
	guardCase(`"check":"number","half":"a","answer":"Refunds take 99 days.","expect":"hold"`),
	guardCase(`"check":"number","half":"a","answer":"Refunds take 14 days.","expect":"pass"`),
	``,
	guardCase(`"check":"padding","half":"b","answer":"Refunds take 14 days.","expect":"hold","pad":{"text":" Boxes leave on Monday.","times":9000}`),
	strings.ReplaceAll(guardCase(`"check":"expired","half":"b","answer":"Refunds take 14 days.","expect":"pass"`), `"title"`, `"valid_until":"2026-01-01","title"`),
	guardCase(`"answer":"Refunds take 14 days.","expect":"hold"`),
}, "\n")

func guardCase(rest string) string {
	return `{"id":"1","language":"en","question":"How long does a refund take?","sources":[{"id":"p","title":"Refunds","text":"Refunds take 14 days. Boxes leave on Monday."}],` + rest + `}`
}

var guardCaseDay = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func TestMeasureGuardCases(t *testing.T) {
	cases, err := ReadGuardCases(strings.NewReader(guardCaseSet), desk.Unknown)
	if err != nil {
		t.Fatal(err)
	}
	got := MeasureGuardCases(cases, guardCaseDay)
	want := GuardCasesReport{
		All: HoldCount{Held: 2, ToHold: 3, Flagged: 1, ToPass: 2},
		Parts: []GuardPart{
			{Half: "a", Language: desk.English, HoldCount: HoldCount{Held: 1, ToHold: 1, ToPass: 1}},
			{Half: "all", Language: desk.English, HoldCount: HoldCount{ToHold: 1}},
			{Half: "b", Language: desk.English, HoldCount: HoldCount{Held: 1, ToHold: 1, Flagged: 1, ToPass: 1}},
		},
		Rows: []GuardPart{
			{Check: "cases", Half: "all", Language: desk.English, HoldCount: HoldCount{ToHold: 1}},
			{Check: "expired", Half: "b", Language: desk.English, HoldCount: HoldCount{Flagged: 1, ToPass: 1}},
			{Check: "number", Half: "a", Language: desk.English, HoldCount: HoldCount{Held: 1, ToHold: 1, ToPass: 1}},
			{Check: "padding", Half: "b", Language: desk.English, HoldCount: HoldCount{Held: 1, ToHold: 1}},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	if right := got.All.Right(); right != 3./5 {
		t.Errorf("judged as expected %v, want 3 of 5", right)
	}
	// A day earlier the page is still in force.
	if before := MeasureGuardCases(cases, guardCaseDay.AddDate(0, 0, -1)); before.All.Flagged != 0 {
		t.Errorf("%+v", before.All)
	}
	var b strings.Builder
	if err := got.WriteText(&b); err != nil || !strings.Contains(b.String(), "2/3 1/2") || strings.Count(b.String(), "\n") != 8 {
		t.Errorf("%v\n%s", err, b.String())
	}
	flat, err := json.Marshal(got.Rows[2])
	if err != nil || string(flat) != `{"check":"number","half":"a","language":"en","held":1,"to_hold":1,"flagged":0,"to_pass":1}` {
		t.Errorf("%v: %s", err, flat)
	}
}

func TestReadGuardCasesNamesTheBadLine(t *testing.T) {
	for _, bad := range []string{
		`{"sources":[],"expect":"hold"}`, guardCase(`"answer":"a","expect":"stop"`), guardCase(`"answer":"a"`), `[1]`,
		guardCase(`"answer":"a","expect":"hold","pad":{"text":"a","times":-1}`), guardCase(`"answer":"a","expect":"hold","pad":{"text":"aa","times":99999999}`),
		guardCase(`"answer":"a","expect":"hold","pad":{"text":"","times":999999999999}`),
	} {
		_, err := ReadGuardCases(strings.NewReader(guardCase(`"answer":"a","expect":"hold"`)+"\n"+bad), desk.English)
		if !desk.Is(err, desk.Invalid) || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// What cannot be read as a day or a moment has expired.
func TestContractUntil(t *testing.T) {
	for text, want := range map[string]bool{"": true, "2026-01-02": true, "2026-01-01": false, "2026-01-02T11:00:00Z": false, "2026-01-02T13:00:00Z": true, "soon": false} {
		if got := contractUntil(text).InForce(guardCaseDay); got != want {
			t.Errorf("%q in force: %v, want %v", text, got, want)
		}
	}
}

// The house's own cases, written without sight of the checks. The floors lie under what the test of room guard holds.
func TestGuardCasesOfTheHouse(t *testing.T) {
	for name, least := range map[string]float64{"cases": .8, "binding": .7} {
		raw, err := os.ReadFile(filepath.Join("..", "guard", "testdata", "blind", name+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		cases, err := ReadGuardCases(strings.NewReader(string(raw)), desk.Unknown)
		if err != nil {
			t.Fatal(err)
		}
		if report := MeasureGuardCases(cases, time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)); report.All.Right() < least {
			t.Errorf("%s: %+v, want %v judged as expected", name, report.All, least)
		}
	}
}

func FuzzGuardCases(f *testing.F) {
	for line := range strings.SplitSeq(guardCaseSet, "\n") {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, set []byte) {
		cases, err := ReadGuardCases(strings.NewReader(string(set)), desk.Unknown)
		if err != nil {
			return
		}
		report := MeasureGuardCases(cases, guardCaseDay)
		if n := report.All.ToHold + report.All.ToPass; n != len(cases) {
			t.Fatalf("%d of %d cases are counted", n, len(cases))
		}
		if err := report.WriteText(&strings.Builder{}); err != nil {
			t.Fatal(err)
		}
	})
}
