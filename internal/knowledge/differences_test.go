package knowledge_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/knowledge"
)

// sides gives the two texts that a comparison holds, and how many lines it takes out and puts in.
func sides(lines []knowledge.Line) (before, after string, edits int) {
	var a, b []string
	for _, l := range lines {
		if l.Fate != knowledge.Added {
			a = append(a, l.Text)
		}
		if l.Fate != knowledge.Removed {
			b = append(b, l.Text)
		}
		if l.Fate != knowledge.Stayed {
			edits++
		}
	}
	return strings.Join(a, "\n"), strings.Join(b, "\n"), edits
}

// Whatever two texts hold, the comparison holds both, and takes out and puts in no more than must be.
func TestDifferences(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", ""}), 0, 14)
		a, b := text.Draw(rt, "before"), text.Draw(rt, "after")
		before, after := strings.Join(a, "\n")+"\n", strings.Join(b, "\n")+"\n"
		gotBefore, gotAfter, edits := sides(knowledge.Differences(before, after))
		if gotBefore != strings.TrimSuffix(before, "\n") || gotAfter != strings.TrimSuffix(after, "\n") {
			rt.Fatalf("%q, %q came back as %q, %q", before, after, gotBefore, gotAfter)
		}
		if least := fewest(strings.Split(gotBefore, "\n"), strings.Split(gotAfter, "\n")); edits != least {
			rt.Fatalf("%q to %q in %d edits, %d would do", before, after, edits, least)
		}
	})
}

// fewest counts by the plain table.
func fewest(a, b []string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			keep := diagonal
			diagonal = row[j+1]
			row[j+1] = min(row[j+1], row[j]) + 1
			if a[i] == b[j] {
				row[j+1] = keep
			}
		}
	}
	return row[len(b)]
}

// TestDifferencesOfLargeTexts compares two texts of a megabyte that have nothing in common but their ends.
func TestDifferencesOfLargeTexts(t *testing.T) {
	var a, b strings.Builder
	for i := range 100_000 {
		a.WriteString("old " + strconv.Itoa(i) + "\n")
		b.WriteString("new " + strconv.Itoa(i) + "\n")
	}
	before, after := "first\n"+a.String()+"last\n", "first\n"+b.String()+"last\n"
	start := time.Now()
	lines := knowledge.Differences(before, after)
	took := time.Since(start)
	gotBefore, gotAfter, edits := sides(lines)
	if gotBefore+"\n" != before || gotAfter+"\n" != after || edits != 200_000 {
		t.Errorf("%d edits", edits)
	}
	if took > 5*time.Second {
		t.Errorf("took %v", took)
	}
	t.Logf("two texts of 1 MB, all lines changed: %v", took)
}
