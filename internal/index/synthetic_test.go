package index

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// author writes articles of invented words whose frequencies follow Zipf's law, the same ones for the same seed.
type author struct {
	rng   *rand.Rand
	words []string
	steps []float64 // cumulated weights
}

func newAuthor(seed uint64, vocabulary int) *author {
	a := &author{rng: rand.New(rand.NewPCG(seed, 1))}
	seen := map[string]bool{}
	for len(a.words) < vocabulary {
		var b strings.Builder
		for range 2 + a.rng.IntN(3) {
			b.WriteByte("bcdfglmnprstv"[a.rng.IntN(13)])
			b.WriteByte("aeiou"[a.rng.IntN(5)])
		}
		word := b.String()
		if !seen[word] {
			seen[word] = true
			a.words = append(a.words, word)
		}
	}
	sum := 0.0
	for i := range a.words {
		sum += 1 / math.Pow(float64(i+2), 1.05)
		a.steps = append(a.steps, sum)
	}
	return a
}

// brief makes an author use short words only.
func (a *author) brief() *author {
	b := &author{rng: a.rng}
	for i, word := range a.words {
		if len(word) < gluedShortest {
			b.words, b.steps = append(b.words, word), append(b.steps, float64(len(b.words)+1)+a.steps[i])
		}
	}
	return b
}

func (a *author) word() string {
	at := a.rng.Float64() * a.steps[len(a.steps)-1]
	low, high := 0, len(a.steps)-1
	for low < high {
		if mid := (low + high) / 2; a.steps[mid] < at {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return a.words[low]
}

func (a *author) sentence(words int) string {
	list := make([]string, words)
	for i := range list {
		list[i] = a.word()
	}
	return strings.Join(list, " ") + "."
}

// entry writes one article in force with so many units.
func (a *author) entry(id, units int) Entry {
	e := Entry{Article: desk.Article{
		ID: fmt.Sprintf("a%d", id), Key: fmt.Sprintf("a%d", id), Path: fmt.Sprintf("topic%d/a%d.md", id%20, id), Language: desk.English,
		Title: a.sentence(5), Version: fmt.Sprintf("a%d@1", id), Number: 1, Contract: desk.Contract{Status: desk.StatusApproved},
		Updated: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
	}}
	heading := ""
	for i := range units {
		if i%3 == 0 {
			heading = a.sentence(3)
		}
		e.Units = append(e.Units, desk.Unit{
			ID: fmt.Sprintf("%s/%d", e.Article.Version, i), Article: e.Article.ID, Version: e.Article.Version, Ordinal: i,
			Kind: desk.Prose, Path: []string{heading}, Text: a.sentence(60), Start: i, End: i + 1,
		})
	}
	return e
}

// entries writes articles of eight units until there are so many units.
func (a *author) entries(units int) []Entry {
	list := make([]Entry, 0, units/8)
	for n := 0; n < units; n += 8 {
		list = append(list, a.entry(len(list), min(8, units-n)))
	}
	return list
}

// question asks with so many words of a unit, some of which are the rare ones of its text.
func (a *author) question(e Entry, words int) string {
	fields := strings.Fields(strings.TrimSuffix(e.Units[a.rng.IntN(len(e.Units))].Text, "."))
	start := a.rng.IntN(len(fields) - words)
	return strings.Join(fields[start:start+words], " ")
}
