package conversation

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Report keeps a customer's word that an answer is wrong, and tells the customer that people have it before them. The
// conversation goes on as it was. Conflict where the same was reported before: nothing is said twice.
func (s *Service) Report(ctx context.Context, r desk.Report) error {
	return s.store.ChangeConversation(ctx, r.Conversation, func(cur Current) (Change, error) {
		now := s.now()
		r.ID, r.Customer, r.State, r.Created = s.newID(), cur.Conversation.Customer, desk.ReportOpen, now
		change := s.remark(cur, desk.ReportOpen, now)
		change.Report = &r
		return change, nil
	})
}

// SettleReport keeps what an operator found of it, and tells the customer. A later finding takes an earlier one's place;
// Conflict for the same again.
func (s *Service) SettleReport(ctx context.Context, r desk.Report, found desk.ReportState, by desk.Operator) error {
	if found != desk.ReportRight && found != desk.ReportWrong {
		return desk.Errorf(desk.Invalid, "finding %q: use right or wrong", found)
	}
	return s.store.ChangeConversation(ctx, r.Conversation, func(cur Current) (Change, error) {
		now := s.now()
		r.State, r.By, r.Settled = found, by.ID, now
		change := s.remark(cur, found, now)
		change.Settled = &r
		return change, nil
	})
}

// remark says something to the customer that changes nothing about whose move it is.
func (s *Service) remark(cur Current, about desk.ReportState, now time.Time) Change {
	c := cur.Conversation
	c.Updated = now
	language := c.Language.Or(desk.English)
	text := words{language: language}.reported(about)
	return Change{Conversation: c, At: now, Messages: []desk.Message{s.notice(c, "", text, language, now)}}
}

// reported says what becomes of an answer that the customer called wrong.
func (w words) reported(state desk.ReportState) string {
	switch state {
	case desk.ReportOpen:
		return w.pick("Thank you for telling us. Our team has this before it, and until a person has looked at it the assistant does not say it again by itself. You can go on writing here, or ask for a person.",
			"Merci de nous l'avoir signalé. Notre équipe en est saisie, et tant qu'une personne ne l'a pas examiné, l'assistant ne le redira pas de lui-même. Vous pouvez continuer à écrire ici, ou demander une personne.")
	case desk.ReportRight:
		return w.pick("A person has looked at the answer that you reported, and it stands. If something is still not right for you, ask for a person here.",
			"Une personne a examiné la réponse que vous avez signalée\u00a0: elle est juste. Si quelque chose ne va toujours pas, demandez une personne ici.")
	case desk.ReportWrong:
		return w.pick("A person has looked at the answer that you reported: you were right, it was wrong. We are sorry. Please do not rely on it; the assistant will not say it again. For the right answer, ask for a person here.",
			"Une personne a examiné la réponse que vous avez signalée\u00a0: vous aviez raison, elle était fausse. Nous en sommes désolés. Ne vous y fiez pas\u00a0; l'assistant ne la redonnera pas. Pour la bonne réponse, demandez une personne ici.")
	}
	return ""
}
