package triage

import (
	"os"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestDbgOwnMood(t *testing.T) {
	b, _ := os.ReadFile("testdata/mood-own.txt")
	conf := map[string]*[3][3]int{"en": {}, "fr": {}}
	for l := range strings.Lines(string(b)) {
		l = strings.TrimSpace(l)
		if l == "" || l[0] == '#' {
			continue
		}
		f := strings.SplitN(l, " ", 3)
		y := map[string]int{"0": 0, "-": 1, "+": 2}[f[1]]
		m, s := Sentiment(f[2], desk.Language(f[0]))
		conf[f[0]][y][m]++
		if int(m) != y {
			t.Logf("%s -> %v %.2f", l, m, s)
		}
	}
	for l, c := range conf {
		m, e := f1(*c)
		t.Log(l, m, e, *c)
	}
}
