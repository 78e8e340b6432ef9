package breaker

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Two ways on from the same incident do not write over each other, whatever room its slices have left.
func TestIncidentsShareNothing(t *testing.T) {
	in := raised(t, drift())
	in.Timeline = slices.Grow(in.Timeline, 8)
	in.Scopes = slices.Grow(in.Scopes, 8)
	in.Evidence.Conversations = slices.Grow(in.Evidence.Conversations, 8)

	left, _ := Write(in, Entry{Kind: EntryAction, Text: "left"})
	right, _ := Write(in, Entry{Kind: EntryAction, Text: "right"})
	if left.Timeline[1].Text != "left" || right.Timeline[1].Text != "right" {
		t.Errorf("%q, %q", left.Timeline[1].Text, right.Timeline[1].Text)
	}

	one, two := drift(), drift()
	one.Conversations, two.Conversations = []string{"one"}, []string{"two"}
	one.Scopes, two.Scopes = []string{"topic:one"}, []string{"topic:two"}
	left, _, _ = Raise([]Incident{in}, "", one)
	right, _, _ = Raise([]Incident{in}, "", two)
	if diff := cmp.Diff([]string{"c1", "c2", "one"}, left.Evidence.Conversations); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"topic:billing", "topic:two"}, right.Scopes); diff != "" {
		t.Error(diff)
	}
}
