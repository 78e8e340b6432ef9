package recall

import (
	"slices"
	"testing"
)

// The table of moves, walked: every state but the first is reached, from every state an end is reached, and an end stays.
func TestMoves(t *testing.T) {
	reached := map[State]bool{Proposed: true}
	for range States() {
		for from := range reached {
			for _, to := range moves()[from] {
				reached[to] = true
			}
		}
	}
	for _, s := range States() {
		if !reached[s] {
			t.Errorf("%s is never reached", s)
		}
		if ends := len(moves()[s]) == 0; ends != (s == Closed || s == Dismissed) {
			t.Errorf("%s: final %v", s, ends)
		}
		if !s.Open() && slices.Contains(moves()[s], Dismissed) {
			t.Errorf("%s is sent already and could be dismissed", s)
		}
	}
	for _, from := range States() {
		for _, to := range States() {
			if May(from, to) != slices.Contains(moves()[from], to) {
				t.Errorf("%s to %s", from, to)
			}
		}
	}
	for _, to := range []State{Sending, Closed} {
		if May(Proposed, to) || May(Drafting, to) {
			t.Errorf("%s without an approval", to)
		}
	}
}
