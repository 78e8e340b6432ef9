package triage

import (
	"strings"
	"testing"
	"time"
)

func TestDbgSlow(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range []phraseBook{personBook, casesBook, courtesyBook, moodBookEN, moodBookFR, offenceBook} {
		for w := range b.words {
			seen[w] = true
		}
	}
	var worst time.Duration
	for w := range seen {
		words := scanWords(strings.Repeat(w+" ", 400))
		st := time.Now()
		personBook.find(words)
		casesBook.find(words)
		moodBookEN.find(words)
		moodBookFR.find(words)
		offenceBook.find(words)
		if d := time.Since(st); d > worst {
			worst = d
			t.Log(w, d)
		}
	}
}
