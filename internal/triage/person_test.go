package triage

import (
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestWantsPerson(t *testing.T) {
	for _, line := range ownLines(t, "person-own.txt", 2) {
		if got, want := WantsPerson(line[1]), line[0] == "+"; got != want {
			t.Errorf("%q: %v, want %v", line[1], got, want)
		}
	}
}

// TestWantsPersonWhateverTheConversation holds that the conversation's language hides no wish.
func TestWantsPersonWhateverTheConversation(t *testing.T) {
	for _, known := range []desk.Language{desk.Unknown, desk.English, desk.French, "de"} {
		for _, text := range []string{"I want to speak to a human", "je veux parler à un humain", "Hola, agent please"} {
			if !Read(text, known).WantsPerson {
				t.Errorf("%q in a conversation in %q is no wish", text, known)
			}
		}
	}
}

func TestWantsPersonFigures(t *testing.T) {
	for language, floor := range map[string]float64{"en": .9, "fr": .75} {
		var h hits
		for _, c := range setLines[struct {
			Text  string `json:"text"`
			Wants bool   `json:"wants_person"`
		}](t, "person-"+language+".jsonl", testHalf) {
			h.add(WantsPerson(c.Text), c.Wants)
		}
		t.Logf("person-%s, test half: recall %.3f, precision %.3f, %+v", language, h.recall(), h.precision(), h)
		if h.recall() < floor || h.precision() < .9 {
			t.Errorf("person-%s: recall %.3f, precision %.3f; want at least %.2f and .90", language, h.recall(), h.precision(), floor)
		}
	}
}
