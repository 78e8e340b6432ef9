package flow

import (
	"context"
	"maps"
	"strings"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/decide"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/retrieve"
	"github.com/vigie-desk/vigie/internal/triage"
)

// heard is what a customer said, and what is known of who says it.
type heard struct {
	conversation desk.Conversation
	attributes   map[string]string
	language     desk.Language
	signals      triage.Signals
	history      []llm.Message // what was said before, by both sides
	question     string        // what is searched: a follow-up completed from what was said before
	unclear      bool          // a follow-up that could not be completed
	upset        bool
	files        bool // came with what must be answered; the assistant reads none
	few          bool // words with them: no question to answer
}

// history is how many messages are looked back at.
const history = 12

// listen reads a turn's message with what was said before it. The history is the server's own; nothing in it comes from
// the page.
func (f *Flow) listen(ctx context.Context, turn desk.Turn, view retrieve.View) (heard, error) {
	var h heard
	var err error
	if h.conversation, err = f.Memory.Conversation(ctx, turn.Conversation); err != nil {
		return h, err
	}
	customer, err := f.Memory.Customer(ctx, h.conversation.Customer)
	if err != nil {
		return h, err
	}
	said, err := f.Memory.RecentMessages(ctx, turn.Conversation, history)
	if err != nil {
		return h, err
	}
	now, before := split(said, turn)
	h.history = historyOf(said, turn)
	h.attributes = f.attributes(customer)
	h.signals = triage.Read(now, h.conversation.Language)
	h.language = h.signals.Language.Or(h.conversation.Language).Or(desk.English)
	h.upset = upset(h.signals, before)
	h.files, h.few = filesWith(said, turn), len(strings.Fields(now)) < fewest
	h.question, h.unclear = retrieve.Complete(now, before, h.language, view)
	return h, nil
}

// split gives the text that a turn must answer, and the customer's earlier questions, oldest first; a greeting is none.
// Messages that no answer came between belong together: the newest turn answers all of them.
func split(said []desk.Message, turn desk.Turn) (now string, before []string) {
	var open []string
	for _, m := range said {
		if m.Author != desk.ByCustomer {
			if question := strings.Join(open, "\n"); question != "" && triage.Courtesy(question) == triage.NoCourtesy {
				before = append(before, question)
			}
			open = nil
			continue
		}
		open = append(open, m.Text)
		if m.ID == turn.Message {
			break
		}
	}
	return strings.Join(open, "\n"), before
}

// fewest is how many words a message with a file must have for the assistant to answer them.
const fewest = 3

// filesWith tells whether files came with what a turn must answer.
func filesWith(said []desk.Message, turn desk.Turn) bool {
	found := false
	for _, m := range said {
		if m.Author != desk.ByCustomer {
			found = false
			continue
		}
		found = found || len(m.Files) > 0
		if m.ID == turn.Message {
			break
		}
	}
	return found
}

// historyOf gives what was said before what a turn must answer, for a model. It is the server's own memory.
func historyOf(said []desk.Message, turn desk.Turn) []llm.Message {
	var history []llm.Message
	answered := 0 // up to here both sides have spoken
	for _, m := range said {
		if m.ID == turn.Message {
			break
		}
		if m.Text == "" {
			continue // a file alone
		}
		if m.Author == desk.ByCustomer {
			history = append(history, llm.Message{Role: llm.User, Text: m.Text})
			continue
		}
		history = append(history, llm.Message{Role: llm.Assistant, Text: m.Text})
		answered = len(history)
	}
	return history[:answered]
}

// attributes are those that the company's own site has signed, with what holds for everybody.
func (f *Flow) attributes(customer desk.Customer) map[string]string {
	out := map[string]string{}
	maps.Copy(out, f.cfg.Home)
	for key, value := range customer.Attributes {
		out[strings.ToLower(key)] = strings.ToLower(value)
	}
	return out
}

// strong is the mood at which one message is enough to call a person; a milder one must come twice. A third of the
// negative messages of the development set reach it, and none of the others.
const strong = -.95

// upset tells whether a person should take over because of how the customer feels, or because the customer disputes what
// the assistant has said: it must not repeat itself.
func upset(now triage.Signals, before []string) bool {
	if now.Disputes && len(before) > 0 {
		return true
	}
	if now.Mood != triage.Negative {
		return false
	}
	if now.MoodScore <= strong {
		return true
	}
	return len(before) > 0 && triage.Read(before[len(before)-1], now.Language).Mood == triage.Negative
}

func (h heard) facts() decide.Input {
	in := decide.Input{
		PersonHasIt: h.conversation.Owner.Kind == desk.OwnedByPerson || h.conversation.Owner.Kind == desk.OwnedByTeam,
		Mode:        desk.Quote,
		WantsPerson: h.signals.WantsPerson, Courtesy: h.signals.Courtesy != triage.NoCourtesy,
		OtherLanguage: h.signals.Other, Upset: h.upset, Unclear: h.unclear, File: h.files && h.few,
	}
	for _, c := range h.signals.Cases {
		in.Urgent = in.Urgent || c.Kind == triage.Urgent
		in.Legal = in.Legal || c.Kind == triage.Legal
		in.Vulnerable = in.Vulnerable || c.Kind == triage.Vulnerable
	}
	return in
}

// autonomy is the least that any scope of this turn allows.
func (f *Flow) autonomy(levels []desk.Level, said heard, topic string) desk.Autonomy {
	least := f.cfg.Ceiling
	for _, l := range levels {
		if conversation.InScope(l.Scope, said.conversation, said.language, topic) {
			least = min(least, l.Level)
		}
	}
	return least
}
