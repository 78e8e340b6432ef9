package app

import (
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/llm/fake"
)

// The assistant answers a question that comes with a file and says that nobody has looked at it; a file with less than a question
// goes to a person; in neither does it read any of it.
func TestAssistantReadsNoFile(t *testing.T) {
	a, _ := reviewed(t, fake.Start(t), map[string]string{"mode": "quote"})
	for says, c := range map[string]struct {
		text     string
		language desk.Language
		state    desk.TurnState
		reason   desk.Reason
		words    string
	}{
		"a question":      {aboutBelgium, desk.Unknown, desk.Sent, desk.Answered, "has not looked at your file"},
		"nothing":         {"", desk.Unknown, desk.HandedOver, desk.FileSent, "A person will look at your file."},
		"nothing, French": {"", desk.French, desk.HandedOver, desk.FileSent, "Une personne va regarder votre fichier."},
		"two words":       {"please look", desk.Unknown, desk.HandedOver, desk.FileSent, "A person will look at your file."},
		"thanks":          {"thank you", desk.Unknown, desk.HandedOver, desk.FileSent, "A person will look"},
	} {
		t.Run(says, func(t *testing.T) {
			secret := "Delivery to Belgium takes ninety days."
			got, err := a.conversations.Accept(t.Context(), conversation.Incoming{
				Text: c.text, Language: c.language, FileLimits: desk.DefaultFileLimits(),
				Carried: []desk.Upload{{File: desk.File{ID: newID(), Name: "a.txt", Type: "text/plain", Bytes: 38}, Sender: desk.FromCustomer, Content: []byte(secret)}},
				Opening: conversation.Opening{Conversation: desk.Conversation{Inbox: commonInbox, Channel: "widget"}},
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := a.flow.Answer(t.Context(), conversation.Claim{Turn: got.Turn, Conversation: got.Conversation}); err != nil {
				t.Fatal(err)
			}
			turn, err := a.store.Turn(t.Context(), got.Turn)
			if err != nil || turn.State != c.state || turn.Reason != c.reason {
				t.Errorf("%s %s, %v", turn.State, turn.Reason, err)
			}
			said, err := a.store.Messages(t.Context(), got.Conversation, 0, 10)
			if err != nil {
				t.Fatal(err)
			}
			if last := said[len(said)-1]; last.Author != desk.ByDesk || !strings.Contains(last.Text, c.words) {
				t.Errorf("the customer hears %q", last.Text)
			}
			for _, m := range said {
				if strings.Contains(m.Text, "ninety") {
					t.Errorf("it was read: %q", m.Text)
				}
			}
		})
	}
	if err := a.store.DropLooseFiles(t.Context(), time.Now().Add(time.Hour)); err != nil {
		t.Error(err)
	}
}
