package flow

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/vigie-desk/vigie/internal/decide"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/watch/burst"
)

// Bursts counts what customers ask, and knows what is frozen and what people wrote of it.
type Bursts interface {
	// Count keeps what a turn is about, once a turn, freezes its topic where that makes a burst, and gives what stands then.
	Count(ctx context.Context, s burst.Symptom) (burst.Standing, error)
	// Standing gives what stands now.
	Standing(ctx context.Context) (burst.Standing, error)
}

// count counts what a customer asks, before anything is said to it, and says what stands over it. answered: the knowledge does.
// Nobody is counted who only tries the desk, or whom only a person may hear.
func (f *Flow) count(ctx context.Context, turn desk.Turn, said heard, d *desk.Decision, facts *decide.Input, answered bool) error {
	if f.Bursts == nil {
		return nil
	}
	if said.conversation.Trial {
		return f.over(ctx, said, d, facts)
	}
	standing, err := f.Bursts.Count(ctx, burst.Symptom{
		Turn: turn.ID, Conversation: turn.Conversation, Topic: d.Topic, Language: said.language, Terms: burst.Read(said.question, said.language), Answered: answered,
	})
	f.under(standing, said, d, facts)
	return err
}

// countUnsearched counts what goes to a person whatever the knowledge says: who is angry about a fault reports it too. Where it
// cannot be counted the person is on their way all the same.
func (f *Flow) countUnsearched(ctx context.Context, turn desk.Turn, said heard, reason desk.Reason) {
	counted := reason == desk.AskedForPerson || reason == desk.Upset || reason == desk.Urgent || reason == desk.AssistantOff
	if f.Bursts == nil || !counted || said.conversation.Trial {
		return
	}
	_, err := f.Bursts.Count(ctx, burst.Symptom{
		Turn: turn.ID, Conversation: turn.Conversation, Language: said.language, Terms: burst.Read(said.question, said.language),
	})
	if err != nil {
		f.Log.LogAttrs(ctx, slog.LevelError, "a question was not counted", slog.String("turn", turn.ID), slog.Any("error", err))
	}
}

// over says what stands over a turn now: it is asked again when the answer is made, for that takes its time.
func (f *Flow) over(ctx context.Context, said heard, d *desk.Decision, facts *decide.Input) error {
	if f.Bursts == nil {
		return nil
	}
	standing, err := f.Bursts.Standing(ctx)
	f.under(standing, said, d, facts)
	return err
}

// under puts what stands over a turn into its facts. A card takes the place of the draft. It is not checked by the guard: a person
// wrote it for whoever asks this, and the guard asks whether a machine's words are supported. What is asked of it here is that it
// is in force now, that its symptom is the customer's, that it goes out word for word, and that this customer has not read it
// before: whoever asks again after that wants a person.
func (f *Flow) under(standing burst.Standing, said heard, d *desk.Decision, facts *decide.Input) {
	terms := burst.Read(said.question, said.language)
	facts.Frozen, facts.Known, d.Freeze = false, false, desk.Freeze{}
	if freeze, about, found := standing.Frozen(d.Topic, terms); found {
		facts.Frozen, d.Freeze = true, desk.Freeze{ID: freeze.ID, About: about}
		return
	}
	issue, found := standing.Known(terms, f.Now())
	if !found {
		return
	}
	draft := issue.Draft(said.language)
	if saidBefore(said.history, draft.Text) {
		facts.Frozen = true
		return
	}
	facts.Known, d.Draft, d.New = true, draft, nil
	facts.Findings = append(facts.Findings, desk.Finding{
		Check: "known_issue", Severity: desk.Note, Claim: desk.WholeDraft, Message: fmt.Sprintf("the known issue %q, word for word as a person wrote it", issue.Title),
	})
}

func saidBefore(history []llm.Message, text string) bool {
	for _, m := range history {
		if m.Role == llm.Assistant && m.Text == text {
			return true
		}
	}
	return false
}
