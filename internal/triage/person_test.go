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

func TestWishesByTelephoneOrForStaff(t *testing.T) {
	for _, text := range []string{
		"I'd rather deal with staff", "je préfère le téléphone", "can somebody phone me", "I prefer a phone call", "un vrai conseiller svp", "I would prefer to do this over the phone", "Could someone ring me back?",
		"I'd like a call back", "I want to deal with your employees", "Je préférerais un appel téléphonique", "j'aimerais mieux le téléphone", "quelqu'un peut-il me téléphoner", "Je préfère avoir affaire à quelqu'un",
		"une vraie personne svp", "I prefer the phone",
	} {
		if !WantsPerson(text) {
			t.Errorf("%q is no wish", text)
		}
	}
	for _, text := range []string{
		"I want a phone case", "I would like to buy a phone", "Which phone do you prefer?", "je voudrais un téléphone Samsung", "je préfère le bleu", "How do I deal with a late parcel?", "I need the phone charger",
		"Le téléphone est-il garanti ?", "Do you give a staff discount?", "My phone does not ring", "je souhaite changer de téléphone",
	} {
		if WantsPerson(text) {
			t.Errorf("%q is a wish", text)
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
