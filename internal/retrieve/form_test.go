package retrieve_test

import (
	"testing"

	"github.com/vigie-desk/vigie/internal/index"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// mailOrder is a help centre whose words are not the customers'.
func mailOrder() []index.Entry {
	return append(shop(),
		page("costs", "What shipping costs", "United Kingdom: 5 pounds. Belgium: 6 euros. France: 4 euros.", "Heavy bags cost 4 euros more."),
		page("terminate", "Terminating a subscription", "Open Account, then Subscription, then Terminate.", "It ends with the period that is paid for."),
		page("light", "Lamps and bulbs", "The black lamp takes a bulb with a small base.", "Bulbs are not part of the set."),
	)
}

func TestOtherWordsForTheSameThing(t *testing.T) {
	for question, want := range map[string]string{
		"How much is delivery to the UK?":             "costs",
		"What does postage to England come to?":       "costs",
		"I want to cancel my membership":              "terminate",
		"Where can I erase my profile?":               "delete",
		"I sent my passcode away, how do I reset it?": "password",
		"When will I get my money back?":              "refund",
	} {
		if got := first(t, search(mailOrder(), retrieve.Query{Text: question})); got != want {
			t.Errorf("%q found %s, want %s", question, got, want)
		}
	}
}

// The same question with a word of everyday talk that no page holds is hardly less sure; with a thing that none holds it
// is much less.
func TestEverydayTalkIsMissedLess(t *testing.T) {
	score := func(text string) float64 { return search(mailOrder(), retrieve.Query{Text: text}).Score }
	plain, chatty, other := score("delete my account"), score("my aunt: delete my account"), score("my zeppelin: delete my account")
	if plain-chatty >= chatty-other {
		t.Errorf("plain %.2f, with talk %.2f, with a thing %.2f", plain, chatty, other)
	}
}

// A word that the knowledge holds only nearly may be a slip of the fingers, and is found; it is less sure than the word.
func TestNearSpellingIsLessSureThanTheWord(t *testing.T) {
	right, slip := search(mailOrder(), retrieve.Query{Text: "change the delivery address"}), search(mailOrder(), retrieve.Query{Text: "change the delivery adress"})
	if first(t, slip) != "address" || !slip.Covered || slip.Score >= right.Score {
		t.Errorf("%v: %.2f with a slip, %.2f without", articles(slip), slip.Score, right.Score)
	}
}
