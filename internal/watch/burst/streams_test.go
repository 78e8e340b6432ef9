package burst

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"
)

// stream draws real questions at random, some intents far more often than others, as at a real desk.
type stream struct {
	dice    *rand.Rand
	intents []string
	reach   []float64 // of the dice, up to each intent
	texts   [2]map[string][][]string
}

// readStream reads a public set of questions by intent, and halves it: what was asked before, and what is asked now.
func readStream(t *testing.T, name string, skew float64) *stream {
	t.Helper()
	root := os.Getenv("VIGIE_TESTDATA")
	if root == "" {
		t.Skip("VIGIE_TESTDATA is not set: no real questions to measure false freezes on")
	}
	file, err := os.Open(filepath.Join(root, "routing", name))
	if err != nil {
		t.Skipf("skipped: %v", err)
	}
	defer func() { _ = file.Close() }()
	s := &stream{dice: rand.New(rand.NewPCG(1, 2)), texts: [2]map[string][][]string{{}, {}}}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var q struct{ Text, Intent string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		half := s.texts[s.dice.IntN(2)]
		half[q.Intent] = append(half[q.Intent], Read(q.Text, "en"))
	}
	for intent := range s.texts[1] {
		s.intents = append(s.intents, intent)
	}
	slices.Sort(s.intents)
	s.dice.Shuffle(len(s.intents), func(i, j int) { s.intents[i], s.intents[j] = s.intents[j], s.intents[i] })
	sum := 0.0
	for i := range s.intents {
		sum += 1 / math.Pow(float64(i+1), skew)
		s.reach = append(s.reach, sum)
	}
	return s
}

// asks draws a question of one half, of any intent but one; empty: of any.
func (s *stream) asks(half int, but string) []string {
	for {
		at, _ := slices.BinarySearch(s.reach, s.dice.Float64()*s.reach[len(s.reach)-1])
		if intent := s.intents[min(at, len(s.intents)-1)]; intent != but {
			return s.of(half, intent)
		}
	}
}

// past draws what was asked before: everything but one intent, empty for none.
func (s *stream) past(n int, but string) *Past {
	rows := make([][]string, n)
	for i := range rows {
		rows[i] = s.asks(0, but)
	}
	return Remember(rows)
}

func (s *stream) of(half int, intent string) []string {
	list := s.texts[half][intent]
	if len(list) == 0 {
		return nil
	}
	return list[s.dice.IntN(len(list))]
}

// freezes counts the freezes of so many hours of ordinary questions, each of another signed customer: the least careful case.
func (s *stream) freezes(past *Past, hours, rate float64) (froze, asked int) {
	var window []Symptom
	for hour := 0.0; hour < hours; asked++ {
		hour += s.dice.ExpFloat64() / rate
		now := Symptom{Turn: strconv.Itoa(asked), Customer: strconv.Itoa(asked), Signed: true, Terms: s.asks(1, ""), At: start.Add(time.Duration(hour * float64(time.Hour)))}
		window = append(window, now)
		for window[0].At.Before(now.At.Add(-time.Hour)) {
			window = window[1:]
		}
		if _, made := past.Judge(now, window, Defaults()); made {
			froze, window = froze+1, window[:0:0]
		}
	}
	return froze, asked
}

// delay gives after how many customers a burst of a new intent is seen, each in other words and with three ordinary questions for
// each of them; most where it is not.
func (s *stream) delay(past *Past, intent string, most int) int {
	var window []Symptom
	for n := 1; n < most; n++ {
		for range 3 {
			id := fmt.Sprint("o", len(window))
			window = append(window, Symptom{Turn: id, Customer: id, Signed: true, Terms: s.asks(1, intent), At: start})
		}
		now := Symptom{Turn: strconv.Itoa(n), Customer: strconv.Itoa(n), Signed: true, Terms: s.of(1, intent), At: start}
		window = append(window, now)
		if _, made := past.Judge(now, window, Defaults()); made {
			return n
		}
	}
	return most
}

// On streams of real questions ordinary traffic freezes hardly ever, and a burst, in as many wordings as there are customers, is
// seen after about a dozen of them.
func TestRealQuestions(t *testing.T) {
	for _, c := range []struct {
		set  string
		skew float64
	}{{"banking77-train.jsonl", 0}, {"banking77-train.jsonl", 1}, {"clinc150-train.jsonl", 0}, {"clinc150-train.jsonl", 1}} {
		s := readStream(t, c.set, c.skew)
		past := s.past(5000, "")
		for _, rate := range []float64{5, 20, 60} {
			froze, asked := s.freezes(past, 60*12, rate)
			t.Logf("%s, skew %g, %g an hour: %d freezes in 60 days of 12 hours (n %d)", c.set, c.skew, rate, froze, asked)
			if froze > 12 {
				t.Errorf("%s: %d freezes of ordinary questions, one in five days at most is borne", c.set, froze)
			}
		}
		var delays []int
		for i, intent := range s.intents {
			if c.skew == 0 || i > len(s.intents)/3 {
				delays = append(delays, s.delay(s.past(2000, intent), intent, 60))
			}
		}
		slices.Sort(delays)
		t.Logf("%s, skew %g: of %d intents new ones half are seen at customer %d, nine in ten at %d", c.set, c.skew, len(delays), delays[len(delays)/2], delays[len(delays)*9/10])
		if delays[len(delays)/2] > 20 {
			t.Errorf("%s: half of the bursts are seen after %d customers only", c.set, delays[len(delays)/2])
		}
	}
}
