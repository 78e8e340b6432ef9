package audience

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// asked makes questions that come a minute apart.
func asked(texts ...string) []Question {
	list := make([]Question, len(texts))
	for i, text := range texts {
		list[i] = Question{Conversation: fmt.Sprintf("c%06d", i), Customer: strconv.Itoa(i), Created: noon.Add(time.Duration(i) * time.Minute), Language: desk.English, Text: text}
	}
	return list
}

func times(n int, text ...string) []string {
	var list []string
	for i := range n {
		list = append(list, text[i%len(text)])
	}
	return list
}

// Of too little nothing is learnt, and what has learnt nothing never alarms.
func TestLearnsNothingOfLittle(t *testing.T) {
	a := Learn(asked(times(99, "Where is my parcel?")...))
	for _, q := range asked(times(500, "My lamp explodes.")...) {
		a.Take(q)
	}
	if a.Learnt() || !a.Alarmed.IsZero() || a.Since != 0 || a.Cursor != "c000499" {
		t.Errorf("%+v", a)
	}
	if a := Learn(asked(times(200, "", "?!", "   ")...)); a.Learnt() {
		t.Error("learnt from questions without words")
	}
}

// What was asked goes on being asked: no alarm. Other things, and a language that nobody wrote, are one.
func TestOtherThingsAlarm(t *testing.T) {
	usual := times(400, "Where is my parcel?", "How do I send a lamp back?", "Can I pay by card?", "My lamp is broken.")
	for name, c := range map[string]struct {
		then     []Question
		alarming bool
	}{
		"the same":         {asked(times(2000, "Where is my parcel?", "Can I pay by card?", "How do I send a lamp back?", "My lamp is broken.")...), false},
		"another matter":   {asked(times(200, "Is your factory in Leeds hiring welders?")...), true},
		"another language": {inFrench(asked(times(200, "Où est mon colis ?")...)), true},
		"no words":         {asked(times(500, "?")...), false},
	} {
		a := Learn(asked(usual...))
		for _, q := range c.then {
			a.Take(q)
		}
		if a.Alarmed.IsZero() == c.alarming {
			t.Errorf("%s: alarmed at %v, value %v", name, a.Alarmed, a.Jumper.Value())
		}
	}
}

func inFrench(list []Question) []Question {
	for i := range list {
		list[i].Language = desk.French
	}
	return list
}

// What one customer alone wrote is not kept.
func TestKeepsNoWordsOfOne(t *testing.T) {
	list := asked(times(200, "Where is my parcel?")...)
	for i := range 3 { // one customer, three times
		list[i].Text, list[i].Customer = "Where is it, Zebraquagga FR99887766?", "one"
	}
	if mine := Learn(list).Stems[desk.English]; mine["parcel"] == 0 || slices.ContainsFunc(slices.Collect(maps.Keys(mine)), func(stem string) bool { return strings.Contains(stem, "zebra") || strings.Contains(stem, "998") }) {
		t.Errorf("%v", mine)
	}
	a := Learn(asked(append(times(60, "Where is my parcel?", "Where is it, Rumpelstiltskin?"), append([]string{"Donaudampfschiff"}, times(80, "Where is my parcel?")...)...)...))
	raw, err := json.Marshal(a)
	if err != nil || slices.ContainsFunc([]string{"donaudampfschiff"}, func(w string) bool { _, kept := a.Stems[desk.English][w]; return kept }) {
		t.Errorf("%s %v", raw, err)
	}
	var again Audience
	if err := json.Unmarshal(raw, &again); err != nil || len(again.Scores) != len(a.Scores) {
		t.Errorf("%v", err)
	}
}

// Real questions in random order never alarm more often than 1 time in 20; when other matters take over, it is seen. Intents of
// a public set are halved into those that were asked before and those that come later.
func TestAudienceOfRealQuestions(t *testing.T) {
	for name, file := range map[string]string{"banking": "banking77-train.jsonl", "many services": "clinc150-train.jsonl"} {
		t.Run(name, func(t *testing.T) {
			before, later := intents(t, file)
			runs := 40
			if testing.Short() {
				runs = 5
			}
			dice := rand.New(rand.NewPCG(5, 6))
			draw := func(from []string) Question {
				return Question{Conversation: strconv.FormatUint(dice.Uint64(), 36), Customer: strconv.FormatUint(dice.Uint64(), 36), Created: noon, Language: desk.English, Text: from[dice.IntN(len(from))]}
			}
			falsely, seen := 0, map[float64][]int{}
			for range runs {
				var good []Question
				for range 600 {
					good = append(good, draw(before))
				}
				a := Learn(good)
				for range 1500 {
					a.Take(draw(before))
				}
				if !a.Alarmed.IsZero() {
					falsely++
				}
				for _, share := range []float64{.1, .3, 1} {
					after := Learn(good)
					n := 0
					for ; n < 1500 && after.Alarmed.IsZero(); n++ {
						if dice.Float64() < share {
							after.Take(draw(later))
						} else {
							after.Take(draw(before))
						}
					}
					seen[share] = append(seen[share], n)
				}
			}
			median := func(list []int) int { slices.Sort(list); return list[len(list)/2] }
			t.Logf("alarms in %d runs of 1,500 usual questions: %d; a tenth, three tenths, all of other matters are seen after %d, %d, %d questions in the median",
				runs, falsely, median(seen[.1]), median(seen[.3]), median(seen[1]))
			if falsely > runs/20+6 {
				t.Errorf("%d false alarms in %d runs", falsely, runs)
			}
			if median(seen[1]) > 100 {
				t.Errorf("other matters altogether are seen after %d questions", median(seen[1]))
			}
		})
	}
}

// intents reads a public set and gives the questions of one half of its intents, and of the other.
func intents(t *testing.T, name string) (before, later []string) {
	t.Helper()
	root := os.Getenv("VIGIE_TESTDATA")
	if root == "" {
		t.Skip("VIGIE_TESTDATA is not set: no real questions")
	}
	file, err := os.Open(filepath.Join(root, "routing", name))
	if err != nil {
		t.Skipf("skipped: %v", err)
	}
	defer func() { _ = file.Close() }()
	first := map[string]bool{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var q struct{ Text, Intent string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		if _, known := first[q.Intent]; !known {
			first[q.Intent] = len(first)%2 == 0
		}
		if first[q.Intent] {
			before = append(before, q.Text)
		} else {
			later = append(later, q.Text)
		}
	}
	return before, later
}
