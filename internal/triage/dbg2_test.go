package triage

import (
	"os"
	"strings"
	"testing"
)

func TestDbgMood(t *testing.T) {
	for _, l := range strings.Split(os.Getenv("DBG"), "|") {
		words := scanWords(l)
		t.Log(l, moodShares(moodFeatures(words, "")))
		for _, b := range []phraseBook{moodBookEN, moodBookFR} {
			for _, m := range b.find(words) {
				var s []string
				for _, w := range words[m.from:m.to] {
					s = append(s, w.fold)
				}
				t.Log(m.tag, s)
			}
		}
	}
}
