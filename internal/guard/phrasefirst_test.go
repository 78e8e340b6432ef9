package guard

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFindTriesEveryPatternThatMatches compares the search with one that tries all patterns at every word.
func TestFindTriesEveryPatternThatMatches(t *testing.T) {
	extra, err := parseBook(`
@some = one_of*_them|several
[a]
@some ~2 boxes
help?|x* us , !now
, 9 boxes
!not % here
~3 end
^ b*|a_b|abc_d c
* anything
`, nil)
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{
		"One of them has boxes. Several boxes, 4 boxes and Paul here; help us, or us. A b c, abc d c, bold c: the end.",
		"several of all those boxes", "9 boxes, 9 boxes", "help us now, help us", "x us.",
	}
	for _, text := range []string{offenceText, humanText, actionsText, leakText} {
		for line := range strings.Lines(text) {
			texts = append(texts, strings.NewReplacer("|", " ", "_", " ", "*", "es", "~1", "so", "?", "").Replace(line))
		}
	}
	for _, book := range []*phraseBook{extra, offenceBook, humanBook, actionsBook, leakBook, silenceBook} {
		for _, text := range texts {
			words := hear(text, 0)
			words = words[:min(len(words), 40)]
			var all []phraseMatch
			for i := range words {
				for _, p := range book.patterns {
					if to := matchParts(words, i, i, p.parts); to > i {
						all = append(all, phraseMatch{p.tag, i, to})
					}
				}
			}
			if diff := cmp.Diff(all, slices.Clip(book.find(words)), cmp.AllowUnexported(phraseMatch{})); diff != "" {
				t.Fatalf("%q: %s", clip(text), diff)
			}
		}
	}
}
