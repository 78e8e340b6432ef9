package triage

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

type moodExample struct {
	Text, Label, Split, Trait string
	lang                      desk.Language
	x                         moodVector
	y                         int
}

func readMoods(t *testing.T, dir string, split string, langs ...desk.Language) []moodExample {
	var out []moodExample
	for _, l := range langs {
		f, err := os.Open(dir + "/sentiment-" + string(l) + ".jsonl")
		if err != nil {
			t.Skip(err)
		}
		defer f.Close()
		s := bufio.NewScanner(f)
		for s.Scan() {
			var e moodExample
			if err := json.Unmarshal(s.Bytes(), &e); err != nil {
				t.Fatal(err)
			}
			if e.Split != split {
				continue
			}
			e.lang = l
			e.x = moodFeatures(scanWords(excerpt(e.Text)), l)
			e.y = map[string]int{"neutral": 0, "negative": 1, "positive": 2}[e.Label]
			out = append(out, e)
		}
	}
	return out
}

// thinned gives the features of a text of whose lexicon matches a share is left out: what a text looks like whose words
// the lexicon does not know.
func thinned(e moodExample, share float64, r *rand.Rand) moodExample {
	words := scanWords(excerpt(e.Text))
	book := moodBookEN
	if e.lang == desk.French {
		book = moodBookFR
	}
	keep := map[string]bool{}
	var kept []phraseMatch
	for _, m := range book.find(words) {
		if m.tag == "problem" || m.tag == "request" || m.tag == "feel" || m.tag == "but" || m.tag == "thanked" {
			kept = append(kept, m)
			continue
		}
		key := m.tag + words[m.from].fold
		if _, seen := keep[key]; !seen {
			keep[key] = r.Float64() >= share
		}
		if keep[key] {
			kept = append(kept, m)
		}
	}
	reading := moodReading{words: words, weights: make([]float64, len(words)), cues: map[string]int{}}
	reading.add(kept)
	e.x = reading.vector()
	return e
}

func withThinned(data []moodExample, copies int, share float64, r *rand.Rand) []moodExample {
	out := append([]moodExample{}, data...)
	for _, e := range data {
		for range copies {
			out = append(out, thinned(e, share, r))
		}
	}
	return out
}

func fit(data []moodExample, l2 float64) [moods]moodVector {
	var w [moods]moodVector
	n := float64(len(data))
	for step := range 1000 {
		rate := 1.0
		if step > 700 {
			rate = .3
		}
		var g [moods]moodVector
		for _, e := range data {
			p := softmax(w, e.x)
			for m := range p {
				d := p[m] - flag(m == e.y)
				for i, v := range e.x {
					g[m][i] += d * v / n
				}
			}
		}
		for m := range w {
			for i := range w[m] {
				reg := l2
				if i == 0 {
					reg = 0
				}
				w[m][i] -= rate * (g[m][i] + reg*w[m][i])
				switch sign := moodSigns[m][moodFeature(i)]; {
				case sign > 0:
					w[m][i] = max(w[m][i], 0)
				case sign < 0:
					w[m][i] = min(w[m][i], 0)
				}
			}
		}
	}
	return w
}

func argmax(p [moods]float64) int {
	b := 0
	for i := range p {
		if p[i] > p[b] {
			b = i
		}
	}
	return b
}

func f1(conf [3][3]int) (macro float64, each [3]float64) {
	for c := range 3 {
		tp, fp, fn := conf[c][c], 0, 0
		for o := range 3 {
			if o != c {
				fp += conf[o][c]
				fn += conf[c][o]
			}
		}
		if tp > 0 {
			each[c] = 2 * float64(tp) / float64(2*tp+fp+fn)
		}
		macro += each[c] / 3
	}
	return
}

func TestDevMoodCV(t *testing.T) {
	data := readMoods(t, "/tmp/triage_dev", "dev", desk.English, desk.French)
	r := rand.New(rand.NewSource(1))
	r.Shuffle(len(data), func(i, j int) { data[i], data[j] = data[j], data[i] })
	for _, l2 := range []float64{.005} {
		conf := map[desk.Language]*[3][3]int{"en": {}, "fr": {}}
		thin := map[desk.Language]*[3][3]int{"en": {}, "fr": {}}
		const k = 5
		var wrong []string
		for f := range k {
			var train, test []moodExample
			for i, e := range data {
				if i%k == f {
					test = append(test, e)
				} else {
					train = append(train, e)
				}
			}
			w := fit(withThinned(train, 4, .4, r), l2)
			for _, e := range test {
				for range 4 {
					th := thinned(e, .4, r)
					thin[e.lang][e.y][argmax(softmax(w, th.x))]++
				}
				p := argmax(softmax(w, e.x))
				conf[e.lang][e.y][p]++
				if p != e.y {
					wrong = append(wrong, fmt.Sprintf("%s %s->%d %s: %s", e.lang, e.Label[:3], p, e.Trait, e.Text))
				}
			}
		}
		for l, c := range conf {
			m, each := f1(*c)
			mt, _ := f1(*thin[l])
			t.Logf("thinned %.3f", mt)
			t.Logf("l2 %v %s macro %.3f neu/neg/pos %.2f %v", l2, l, m, each, *c)
		}
		if l2 == .005 && os.Getenv("WRONG") != "" {
			for _, w := range wrong {
				t.Log(w)
			}
		}
	}
	if os.Getenv("WRITE") != "" {
		w := fit(withThinned(data, 8, .4, r), .005)
		for m := range w {
			fmt.Print("\t{")
			for i, v := range w[m] {
				if i > 0 {
					fmt.Print(", ")
				}
				fmt.Printf("%.3f", v)
			}
			fmt.Println("},")
		}
	}
}

// moodSigns holds the weights to what their features mean, so that a quirk of few examples cannot turn them round.
var moodSigns = [moods]map[moodFeature]int{
	{plainness: 1, request: 1, asking: 1, digits: 1, irony: -1, politeAnger: -1, praise: -1, blame: -1, mostPraise: -1, mostBlame: -1, gladFace: -1, sadFace: -1,
		mockFace: -1, stressedBad: -1, stressedGood: -1},
	{blame: 1, mildBlame: 1, mostBlame: 1, irony: 1, politeAnger: 1, ironyTrouble: 1, angerTrouble: 1, duration: 1, sadFace: 1, mockFace: 1, stressedBad: 1,
		praise: -1, mildPraise: -1, mostPraise: -1, lastWord: -1, afterBut: -1, gladFace: -1, plainness: -1, praiseOnly: -1, blameOnly: 1, stressedGood: -1, thanked: -1},
	{praise: 1, mildPraise: 1, mostPraise: 1, lastWord: 1, afterBut: 1, gladFace: 1, stressedGood: 1, praiseOnly: 1, thanked: 1,
		blame: -1, mildBlame: -1, mostBlame: -1, plainness: -1, blameOnly: -1, irony: -1, ironyTrouble: -1, politeAnger: -1, sadFace: -1, stressedBad: -1},
}
