package web

import "testing"

// FuzzCursor: what a page gave is read back, in its own list only; whatever else comes is refused and breaks nothing.
func FuzzCursor(f *testing.F) {
	for _, seed := range []string{"", "zzz", "returns", "0.lfzo.c00500500", "\x00", "é", "AAAAAAAAAAAA", "____"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sealed := sealCursor("held", text)
		if got, err := openCursor("held", "cursor", sealed); err != nil || got != text {
			t.Fatalf("%q came back as %q, %v", text, got, err)
		}
		if _, err := openCursor("articles", "after", sealed); text != "" && err == nil {
			t.Fatalf("%q was taken by another list", sealed)
		}
		if place, err := openCursor("held", "cursor", text); err == nil && sealCursor("held", place) != text {
			t.Fatalf("%q was taken for %q", text, place)
		}
	})
}
