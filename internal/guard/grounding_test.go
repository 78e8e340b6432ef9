package guard

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// judged is one line of the grounding sets: a Request with what people said of its answer.
type judged struct {
	Request
	Task        string     `json:"task"`
	Label       string     `json:"label"`
	Unsupported *[]stretch `json:"unsupported"`
}

// stretch is a run of a draft, in code points.
type stretch struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// bad tells whether people found the answer unsupported; ok is false where they did not say.
func (j judged) bad() (bad, ok bool) {
	if j.Unsupported != nil {
		return len(*j.Unsupported) > 0, true
	}
	return j.Label == "Not fully attributable", j.Label == "Not fully attributable" || j.Label == "Fully attributable"
}

// testdata opens a file of the folder that VIGIE_TESTDATA names, or skips aloud.
func testdata(t testing.TB, name string) *bufio.Scanner {
	t.Helper()
	if testing.Short() {
		t.Skip("measuring on public sets takes minutes: the run without -short does it")
	}
	root := os.Getenv("VIGIE_TESTDATA")
	if root == "" {
		t.Skip("SKIPPED: VIGIE_TESTDATA is not set; the public sets are measured only where it is")
	}
	f, err := os.Open(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Skipf("SKIPPED: %v", err)
	}
	t.Cleanup(func() { _ = f.Close() })
	s := bufio.NewScanner(f)
	s.Buffer(make([]byte, 1<<20), 1<<24)
	return s
}

// half reads one half of a set: odd lines (counted from 1) were used to develop, even lines are reported.
func half(t testing.TB, name string, even bool) []judged {
	t.Helper()
	var list []judged
	s := testdata(t, name)
	for n := 1; s.Scan(); n++ {
		var j judged
		if err := json.Unmarshal(s.Bytes(), &j); err != nil {
			t.Fatalf("%s line %d: %v", name, n, err)
		}
		if (n%2 == 0) == even {
			list = append(list, j)
		}
	}
	return list
}

// tally counts what a detector of bad answers does.
type tally struct{ caught, missed, held, passed int }

func (c *tally) add(bad, flagged bool) {
	switch {
	case bad && flagged:
		c.caught++
	case bad:
		c.missed++
	case flagged:
		c.held++
	default:
		c.passed++
	}
}

// String gives recall, share of good ones held, precision on the set, and precision where 3 % are bad.
func (c tally) String() string {
	recall := float64(c.caught) / float64(max(1, c.caught+c.missed))
	alarms := float64(c.held) / float64(max(1, c.held+c.passed))
	precision := float64(c.caught) / float64(max(1, c.caught+c.held))
	atBase := .03 * recall / max(1e-9, .03*recall+.97*alarms)
	return fmt.Sprintf("n %d, bad %d, recall %.3f, good flagged %.3f, precision %.3f, at 3 %% bad %.3f",
		c.caught+c.missed+c.held+c.passed, c.caught+c.missed, recall, alarms, precision, atBase)
}

// auroc gives the chance that a bad one scores below a good one.
func auroc(good, bad []float64) float64 {
	slices.Sort(good)
	wins := 0.0
	for _, b := range bad {
		below, _ := slices.BinarySearch(good, b)
		above, _ := slices.BinarySearchFunc(good, b, func(g, b float64) int {
			if g <= b {
				return -1
			}
			return 1
		})
		wins += float64(len(good)-above) + float64(above-below)/2
	}
	return wins / float64(max(1, len(good)*len(bad)))
}

func TestGroundingFigures(t *testing.T) {
	for _, set := range []string{"grounding/ragtruth.jsonl", "grounding/begin.jsonl"} {
		for _, even := range []bool{false, true} {
			measure(t, set, even)
		}
	}
}

func measure(t *testing.T, set string, even bool) {
	t.Helper()
	part := map[bool]string{false: "development half", true: "reported half"}[even]
	answers, good, bad := map[string]*tally{}, map[string][]float64{}, map[string][]float64{}
	checks, sentences := map[string]*tally{}, map[string]*tally{}
	count := func(m map[string]*tally, key string, isBad, flagged bool) {
		if m[key] == nil {
			m[key] = &tally{}
		}
		m[key].add(isBad, flagged)
	}
	for _, j := range half(t, set, even) {
		isBad, ok := j.bad()
		if !ok {
			continue
		}
		r := Inspect(j.Request, noon)
		count(answers, j.Task, isBad, r.Verdict != desk.Pass.String())
		if isBad {
			bad[j.Task] = append(bad[j.Task], r.Score)
		} else {
			good[j.Task] = append(good[j.Task], r.Score)
		}
		flagged := map[string]bool{}
		for _, f := range r.Findings {
			if f.Severity == "block" {
				flagged[f.Check] = true
			}
		}
		for _, c := range []string{"numbers", "names", "contacts", "policy", "support", "form", "markup", "actions", "human", "instructions"} {
			count(checks, j.Task+" "+c, isBad, flagged[c])
		}
		if j.Unsupported != nil {
			for _, c := range r.Claims {
				wrong := slices.ContainsFunc(*j.Unsupported, func(u stretch) bool { return u.Start < c.End && c.Start < u.End })
				count(sentences, j.Task, wrong, !c.Supported)
			}
		}
	}
	for task, c := range answers {
		t.Logf("%s, %s, %s, answers held: %s, AUROC %.3f", set, part, task, c, auroc(good[task], bad[task]))
		if task != "data2txt" && auroc(good[task], bad[task]) < .55 { // records need rules of their own, which are still to come
			t.Errorf("%s %s: the score tells good from bad hardly better than a coin", set, task)
		}
	}
	for task, c := range sentences {
		t.Logf("%s, %s, %s, sentences not supported: %s", set, part, task, c)
	}
	keys := []string{}
	for k := range checks {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		if c := checks[k]; c.caught+c.held > 0 {
			t.Logf("%s, %s, %s alone: %s", set, part, k, c)
		}
	}
}
