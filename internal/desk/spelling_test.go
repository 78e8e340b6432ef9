package desk_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"kitten", "sitting", 3}, {"LISTNE", "LISTEN", 2}, {"MODEL", "MODEL_URL", 4}} {
		if got := desk.Distance(tt.a, tt.b); got != tt.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[A-D]{0,6}`)
		a, b, c := word.Draw(t, "a"), word.Draw(t, "b"), word.Draw(t, "c")
		if desk.Distance(a, b) != desk.Distance(b, a) || (desk.Distance(a, b) == 0) != (a == b) || desk.Distance(a, c) > desk.Distance(a, b)+desk.Distance(b, c) {
			t.Fatalf("not a metric on %q %q %q", a, b, c)
		}
	})
}
