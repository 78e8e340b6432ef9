package search

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is kept and what is asked for go through the same hands: folded, each word once, none too long.
func TestWords(t *testing.T) {
	long := strings.Repeat("é", 100)
	for text, want := range map[string][]string{
		"": nil, "?!": nil, "L'Été, l'été": {"ete"}, "Zoë ZOE zoe": {"zoe"}, "B-17 and 8.0": {"17", "8.0", "and", "b"}, long: {strings.Repeat("e", wordLength)},
	} {
		if diff := cmp.Diff(want, words(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	if diff := cmp.Diff([]string{"ou", "est", "mon", "colis"}, folded("Où est mon Colis \u0301 ?")); diff != "" {
		t.Errorf("in order (-want +got):\n%s", diff)
	}
}
