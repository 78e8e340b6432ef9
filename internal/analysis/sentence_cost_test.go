package analysis_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// costly are texts to measure: prose, and what somebody would send who wants the cutter to be slow. Each is a list of
// parts, of which every one but the first of two or more is repeated to an equal share of the length.
var costly = map[string][]string{
	"prose":               {"You may return the box within 14 days, e.g. by post. We refund M. Dupont's order no. 5 at once.\n\nOuvert du 3 janv. au 4 févr. ; ensuite, non. "},
	"newlines":            {"Hello.", "\n"},
	"newlines and spaces": {"Hello.", " \r\n"},
	"separators":          {"Hello.", "\u2028"},
	"spaces":              {"Hello.", " "},
	"spaces, then marks":  {"", " ", "e.g. "},
	"letters":             {"a"},
	"no spaces":           {"abcd.Efgh,ijk!Lm"},
	"one long word":       {"", "a", ".B"},
	"glued words":         {"", "a", ".Bcd e"},
	"capitals":            {"A."},
	"dots":                {"."},
	"marker":              {"1", "."},
	"marker, then marks":  {"1", ".", " e.g."},
	"terminators":         {".!?…"},
	"dots and spaces":     {". "},
	"abbreviations":       {"Mr. "},
	"long abbreviations":  {"e.g.i.e.etc."},
	"brackets":            {"Hello.", ")"},
	"brackets, a letter":  {"Hello.", ")", "a."},
	"open brackets":       {"Hello. ", "("},
	"quotes":              {"Hello.", "\u275e\""},
	"digits":              {"Hello. ", "1 "},
	"combining marks":     {"Hello. e", "\u0301"},
	"marks and spaces":    {"Hello.", " \u0301"},
	"marks and brackets":  {"Hello.", ")\u0301\u200d"},
	"format characters":   {"Hello.", "\u00ad"},
	"broken bytes":        {"Hello. ", "\xe2"},
	"ideographs":          {"日本。"},
}

func textOf(parts []string, bytes int) string {
	if len(parts) == 1 {
		return strings.Repeat(parts[0], 1+bytes/len(parts[0]))
	}
	var b strings.Builder
	b.WriteString(parts[0])
	for _, part := range parts[1:] {
		b.WriteString(strings.Repeat(part, 1+bytes/(len(parts)-1)/len(part)))
	}
	return b.String()
}

// TestSentencesOfHostileTexts cuts a quarter of a megabyte of each: at a quadratic cost this takes minutes, which nobody
// overlooks. How the cost grows is BenchmarkSentences' to say.
func TestSentencesOfHostileTexts(t *testing.T) {
	const bytes = 256 << 10
	for name, parts := range costly {
		t.Run(name, func(t *testing.T) {
			text := textOf(parts, bytes)
			end := 0
			for _, s := range analysis.Sentences(text) {
				if s.Start != end {
					t.Fatalf("a gap at %d", end)
				}
				end = s.End
			}
			if n := utf8.RuneCountInString(text); end != n {
				t.Errorf("%d of %d code points are covered", end, n)
			}
		})
	}
}

// BenchmarkSentences shows the cost per byte while the text grows: flat is linear.
func BenchmarkSentences(b *testing.B) {
	for name, parts := range costly {
		for _, bytes := range []int{1_000, 64_000, 1_000_000} {
			text := textOf(parts, bytes)
			b.Run(fmt.Sprintf("%s/%dkB", strings.ReplaceAll(name, " ", "_"), bytes/1000), func(b *testing.B) {
				for b.Loop() {
					analysis.Sentences(text)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(text)), "ns/byte")
			})
		}
	}
}
