package guard

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPlainTextIsHeardAlike compares what is heard of plain text with the same beside a sign that is not plain.
func TestPlainTextIsHeardAlike(t *testing.T) {
	for _, text := range []string{
		"I can't, we've won't; he'll say: \"don't\" (it's) 1,000.50 at 17:30/18:00 - o'clock's 'quoted' end' aujourd'hui", "", "A. b! C? d: E", "l'adresse qu'il n'a", "x\ny|z>w",
	} {
		if diff := cmp.Diff(hear(text+" €", 3), hear(text, 3), cmp.AllowUnexported(heardWord{})); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}
