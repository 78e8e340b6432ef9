package triage

import (
	"os"
	"strings"
	"testing"
)

func TestDbg(t *testing.T) {
	for _, l := range strings.Split(os.Getenv("DBG"), "|") {
		words := scanWords(l)
		for i, w := range words {
			for c := range personBook.phrases {
				p := personBook.phrases[c]
				m := matcher{words: words, start: i}
				if end := m.match(p.elements, i, false); end > i {
					var s []string
					for _, w := range words[i:end] {
						s = append(s, w.fold)
					}
					t.Log(p.tag, c, s)
				}
			}
			_ = w
		}
	}
}
