package analysis

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
	"pgregory.net/rapid"
)

// TestKindsOfSigns asks the cutter of UAX 29 itself which signs are blank, closing and ignored: by where it cuts when the
// sign stands between others.
func TestKindsOfSigns(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		if kind, _ := signAt(string(r)); kind != askedKind(string(r)) {
			t.Errorf("%U is of kind %d, UAX 29 treats it as %d", r, kind, askedKind(string(r)))
		}
	}
}

// TestShortenKeepsTheCuts cuts texts with and without their runs shortened.
func TestShortenKeepsTheCuts(t *testing.T) {
	sign := rapid.SampledFrom([]string{
		".", "?", "!", "…", "。", " ", "\t", "\u00a0", "\n", "\r", "\u2028", ")", "(", "\"", "»", "\u275e", "\u0301", "\u200d", "\u00ad",
		"a", "B", "1", "日", ",", ":", "-", "*", "\xff", "\xe2", "\xe2\x80", "\xf0\x9f", "e.g.",
	})
	run := rapid.Custom(func(t *rapid.T) string {
		return strings.Repeat(sign.Draw(t, "sign")+sign.Draw(t, "other"), rapid.SampledFrom([]int{1, 1, 1, 2, 8, 9, 17, 40}).Draw(t, "times"))
	})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(sign, run), 0, 12).Draw(t, "parts"), "")
		sameCuts(t, text)
	})
}

func sameCuts(t interface{ Fatalf(string, ...any) }, text string) {
	short := shorten(text)
	long, brief := sentences.FromString(text), sentences.FromString(short.text)
	for long.Next() {
		if !brief.Next() {
			t.Fatalf("%q has a sentence up to %d that is missing where it is shortened to %q", text, long.End(), short.text)
		}
		if at := short.placeInText(brief.End()); at != long.End() {
			t.Fatalf("%q ends a sentence at %d, and at %d where it is shortened to %q", text, long.End(), at, short.text)
		}
	}
	if brief.Next() {
		t.Fatalf("%q has one sentence more where it is shortened to %q", text, short.text)
	}
}

func FuzzShorten(f *testing.F) {
	for _, seed := range []string{"", "Hello." + strings.Repeat(" ", 40) + "you.", "A." + strings.Repeat(")\u0301", 30) + strings.Repeat(" \u200d", 30) + "(b", strings.Repeat(" ", 40) + "\xe2", "!\xf6" + strings.Repeat(" ", 20)} {
		f.Add(seed, 3)
	}
	f.Fuzz(func(t *testing.T, text string, times int) {
		text = text[:min(len(text), 100)] // what it is compared to costs the square
		sameCuts(t, text)
		var long strings.Builder
		for _, r := range text {
			long.WriteString(strings.Repeat(string(r), 1+min(max(0, times), 40)))
		}
		sameCuts(t, long.String())
	})
}
