package triage

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestRead(t *testing.T) {
	got := Read("C'est honteux, mon avocat vous écrira. Passez-moi un conseiller !", desk.English)
	if got.Language != desk.French || got.Other || !got.WantsPerson || got.Courtesy != NoCourtesy || got.Mood != Negative || got.MoodScore >= 0 {
		t.Errorf("%+v", got)
	}
	want := []Case{{Kind: Legal, Words: []string{"avocat"}}}
	if diff := cmp.Diff(want, got.Cases); diff != "" {
		t.Error(diff)
	}
}

func TestReadIsTotal(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "blank": " \n\t", "invalid": "a\xff\xfe human", "nul": "\x00\x00", "right to left": "أريد استرداد أموالي", "emoji": "😡😡🤦🏽‍♀️",
		"marks only": "?!?!...«»", "one long word": strings.Repeat("a", 1<<20), "many marks": strings.Repeat("!", 1<<20),
		"combining": "e" + strings.Repeat("\u0301", 1<<18), "long": strings.Repeat("I want a human. Je veux un humain. ", 1<<15),
	} {
		t.Run(name, func(t *testing.T) {
			s := Read(text, desk.French)
			if s.MoodScore < -1 || s.MoodScore > 1 {
				t.Errorf("mood score %v", s.MoodScore)
			}
		})
	}
	if s := Read("", desk.French); s.Language != desk.French || s.WantsPerson || s.Mood != Neutral || s.Cases != nil {
		t.Errorf("an empty message says nothing: %+v", s)
	}
}

func TestLongTextsAreReadAtBothEnds(t *testing.T) {
	filler := strings.Repeat("une phrase de plus. ", 2000)
	for name, text := range map[string]string{"head": "Je veux un humain. " + filler, "tail": filler + " Je veux un humain."} {
		if !WantsPerson(text) {
			t.Errorf("a wish at the %s of %d code points is not heard", name, utf8.RuneCountInString(text))
		}
	}
	if got := utf8.RuneCountInString(excerpt(strings.Repeat("é", longText+1))); got != headText+tailText+2 {
		t.Errorf("an excerpt of %d code points", got)
	}
	if text := strings.Repeat("é", longText); excerpt(text) != text {
		t.Error("a text that is not long is cut")
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"", "agent", "Je veux parler à un humain !!!", "great, another week :(", "d'd'd'l'l'", "a\xffb", "ß€😀\u200d\u0301", "no no not never pas ne",
		"https://x y@z \"quoted 'words\"", "l'l'l'", "1d10t i d i o t",
	} {
		f.Add(seed, "fr")
	}
	f.Fuzz(func(t *testing.T, text, known string) {
		s := Read(text, desk.Language(known))
		if s.MoodScore < -1 || s.MoodScore > 1 || s.MoodScore != s.MoodScore {
			t.Errorf("mood score %v", s.MoodScore)
		}
		if s.Courtesy != NoCourtesy && len(strings.TrimSpace(text)) == 0 {
			t.Error("nothing is no courtesy")
		}
		Language(text)
		Offensive(text, desk.Language(known))
	})
}

func BenchmarkRead(b *testing.B) {
	for _, size := range []int{100, 1_000, 10_000, 100_000, 1_000_000} {
		text := strings.Repeat("I have been waiting for two weeks, could somebody tell me where my order 5512 is? ", size/80+1)[:size]
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			for b.Loop() {
				Read(text, desk.English)
			}
		})
	}
}
