package triage

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func folds(words []word) []string {
	var out []string
	for _, w := range words {
		out = append(out, w.fold)
	}
	return out
}

func TestScanWords(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
	}{
		{"", ""},
		{"Passez-moi l'agent d'accueil", "passez moi l agent d accueil"},
		{"I don’t know", "i dont know"},
		{"quelqu'un aujourd'hui", "quelquun aujourdhui"},
		{"ÉCŒURÉ !", "ecoeure"},
		{"soooo niiiice", "soo niice"},
		{"see https://example.org/a?b=c now", "see now"},
		{"mail me@example.org now", "mail now"},
		{"order 1111 ok", "order 1111 ok"},
	} {
		if got := strings.Join(folds(scanWords(c.text)), " "); got != c.want {
			t.Errorf("%q gives %q, want %q", c.text, got, c.want)
		}
	}
}

func TestScanWordsMarks(t *testing.T) {
	words := scanWords("Well, \"no way\" STOP!!! Why?? ok... 🙂 :(")
	type seen struct {
		Text   string
		Before pause
		Loud   bool
		Quoted bool
		Emoji  bool
		Bangs  int
		Asks   int
	}
	var got []seen
	for _, w := range words {
		got = append(got, seen{w.text, w.before, w.loud, w.quoted, w.emoji, w.bangs, w.asks})
	}
	want := []seen{
		{"Well", sentence, false, false, false, 0, 0},
		{"no", comma, false, true, false, 0, 0},
		{"way", joined, false, true, false, 0, 0},
		{"STOP", joined, true, false, false, 3, 0},
		{"Why", sentence, false, false, false, 0, 2},
		{"ok", sentence, false, false, false, 0, 0},
		{"🙂", comma, false, false, true, 0, 0},
		{":(", joined, false, false, true, 0, 0},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWrappedLinesStayOneSentence(t *testing.T) {
	words := scanWords("I want to speak to a\nhuman\nPlease")
	if got := words[6]; got.fold != "human" || got.before != joined {
		t.Errorf("a small letter after one line end goes on: %+v", got)
	}
	if got := words[7]; got.before != sentence {
		t.Errorf("a capital after a line end begins a sentence: %+v", got)
	}
}

func TestNear(t *testing.T) {
	for _, c := range []struct {
		got, want string
		near      bool
	}{
		{"humna", "human", true},
		{"humain", "human", true},
		{"hunan", "human", true},
		{"uman", "human", false},
		{"conseillier", "conseiller", true},
		{"reprisentativ", "representative", true},
		{"argent", "agent", false},
		{"agnt", "agent", true},
		{"operation", "operator", false},
		{"", "agent", false},
		{"cat", "car", false},
	} {
		if got := near(c.got, c.want); got != c.near {
			t.Errorf("near(%q, %q) = %v", c.got, c.want, got)
		}
	}
}
