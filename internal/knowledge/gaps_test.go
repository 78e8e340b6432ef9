package knowledge_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

func TestGaps(t *testing.T) {
	at := func(n int) time.Time { return noon.Add(-time.Duration(n) * time.Hour) }
	miss := func(n int, conversation, question string, language desk.Language) knowledge.Miss {
		return knowledge.Miss{Conversation: conversation, Question: question, Topic: "t", Language: language, At: at(n)}
	}
	got := knowledge.Gaps([]knowledge.Miss{
		miss(1, "c9", "Is the lamp dishwasher safe?", desk.English),
		miss(2, "c1", "Do you deliver to Norway?", desk.English),
		miss(3, "c2", "to Norway, do you DELIVER", desk.English),
		miss(4, "c1", "Do you deliver to Norway?", desk.English),
		miss(5, "c3", "Livrez-vous en Norvège ?", desk.French),
		miss(6, "c4", "  ", desk.French),
		miss(7, "c5", "livrez vous en norvege", desk.French),
		miss(8, "c6", "why?", desk.English),
	})
	want := []knowledge.Gap{
		{Question: "Do you deliver to Norway?", Topic: "t", Language: desk.English, Asked: 3, Last: at(2), Conversations: []string{"c1", "c2"}},
		{Question: "Livrez-vous en Norvège ?", Topic: "t", Language: desk.French, Asked: 2, Last: at(5), Conversations: []string{"c3", "c5"}},
		{Question: "Is the lamp dishwasher safe?", Topic: "t", Language: desk.English, Asked: 1, Last: at(1), Conversations: []string{"c9"}},
		{Question: "why?", Topic: "t", Language: desk.English, Asked: 1, Last: at(8), Conversations: []string{"c6"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
