package app

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// story is two messages of one customer, and what should come of the second.
type story struct {
	ID, Split, Kind, First, Second, Standalone, Expect, Article string
	MustContain                                                 []string `json:"must_contain"`
	MustNotContain                                              []string `json:"must_not_contain"`
}

// tell sends two messages in one conversation and gives what came of the second.
func (a *App) tell(t *testing.T, s story) asked {
	t.Helper()
	opening := conversation.Opening{Conversation: desk.Conversation{Inbox: commonInbox, Channel: "trial", Trial: true}}
	first, err := a.conversations.Accept(t.Context(), conversation.Incoming{Text: s.First, Opening: opening})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.flow.Answer(t.Context(), conversation.Claim{Turn: first.Turn, Conversation: first.Conversation}); err != nil {
		t.Fatal(err)
	}
	second, err := a.conversations.Accept(t.Context(), conversation.Incoming{Conversation: first.Conversation, Text: s.Second})
	if err != nil {
		t.Fatal(err)
	}
	if second.State == desk.HandedOver {
		return asked{State: second.State, Reason: desk.PersonHasIt}
	}
	if err := a.flow.Answer(t.Context(), conversation.Claim{Turn: second.Turn, Conversation: first.Conversation}); err != nil {
		t.Fatal(err)
	}
	out, err := a.outcome(t.Context(), second, s.Second, 0)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Eighty stories in each language; half were there to develop with, the figures are of the other half.
func TestTwoTurnStories(t *testing.T) {
	a := newApp(t, filepath.Join("demo", "company"))
	type tally struct{ n, right, person, wrong int }
	for _, language := range []string{"en", "fr"} {
		tallies := map[string]*tally{}
		for _, s := range readLines[story](t, filepath.Join("..", "flow", "testdata", "followups-"+language+".jsonl")) {
			key := s.Split + " " + s.Expect
			if tallies[key] == nil {
				tallies[key] = &tally{}
			}
			c := tallies[key]
			c.n++
			out := a.tell(t, s)
			switch verdict := s.verdict(out); verdict {
			case "right":
				c.right++
			case "person":
				c.person++
			default:
				c.wrong++
				if s.Split == "dev" {
					t.Logf("%s %s: %q then %q: %s (%s, %s) %q", s.ID, s.Kind, s.First, s.Second, verdict, out.State, out.Reason, out.Text)
				}
			}
		}
		for key, c := range tallies {
			// A person asked for, thanks and a question that cannot be understood are never taken for another question.
			if strings.HasSuffix(key, "person") && c.right < c.n || c.wrong > c.n/3 {
				t.Errorf("%s %s: %d of %d are wrong", language, key, c.wrong, c.n)
			}
			t.Logf("%s %-14s n %2d: right %2d, to a person instead %2d, wrong %2d", language, key, c.n, c.right, c.person, c.wrong)
		}
	}
}

// verdict says what a story came to: "right", "person" where a person answers instead, else what is wrong.
func (s story) verdict(out asked) string {
	switch {
	case s.Expect == "person" && out.State == desk.HandedOver:
		return "right"
	case s.Expect == "clarify" && out.State == desk.Clarified:
		return "right"
	case s.Expect == "courtesy" && out.State == desk.Sent && out.Reason == desk.Courtesy:
		return "right"
	case out.State == desk.HandedOver:
		return "person"
	case s.Expect != "answer" || out.State != desk.Sent:
		return "wrong outcome"
	}
	said := plainly(out.Text)
	for _, must := range s.MustContain {
		if !strings.Contains(said, plainly(must)) {
			return "lacks " + must
		}
	}
	for _, not := range s.MustNotContain {
		if strings.Contains(said, plainly(not)) {
			return "says " + not
		}
	}
	return "right"
}
