package app

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web"
)

// settings gives what the pages of leads and owners stand on.
func (a *App) settings() web.Settings {
	s := web.Settings{
		Staff: a.store, House: a.store, Keys: a.store, Shelf: a.store, CountPast: a.store.CountPast, Foretell: a.conversations.Foretell, InHand: a.inHand, Model: a.modelFacts, TryModel: a.tryModel,
	}
	if a.cfg.Mail.Set() {
		s.Mail = a.mailLink
	}
	return s
}

// inHand counts what Stop would give to people, by the same rule.
func (a *App) inHand(ctx context.Context, scope string) (int, error) {
	return a.store.InHand(ctx, func(c desk.Conversation, topic string) bool { return conversation.InScope(scope, c, c.Language, topic) })
}

// modelFacts gives what is set about the model and where; of its key, only that it is set.
func (a *App) modelFacts(ctx context.Context) (web.ModelFacts, error) {
	facts := web.ModelFacts{Set: a.cfg.Model.Set(), Budget: a.cfg.Model.Budget}
	for _, name := range []string{"VIGIE_MODEL_URL", "VIGIE_MODEL", "VIGIE_MODEL_KIND", "VIGIE_MODEL_KEY", "VIGIE_MODE", "VIGIE_AUTONOMY", "VIGIE_MODEL_BUDGET"} {
		facts.Lines = append(facts.Lines, web.ModelLine{Name: name, Value: a.cfg.Shown(name), Origin: a.cfg.Origin(name)})
	}
	var err error
	facts.Spent, err = a.store.Spent(ctx, a.now().In(time.Local).Format(time.DateOnly))
	return facts, err
}

// tryModel makes the trial call that doctor makes.
func (a *App) tryModel(ctx context.Context) ([]web.Ailment, error) {
	found, err := a.examineModel(ctx)
	var list []web.Ailment
	for _, f := range found {
		list = append(list, web.Ailment(f))
	}
	return list, err
}

// mailLink mails a one-time link. Who asked for it waits for the mail server, though not long.
func (a *App) mailLink(ctx context.Context, to string, _ desk.Language, subject, text string) error {
	channel, err := a.mail(ctx)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return channel.SendLink(ctx, a.newID(), to, subject, text)
}
