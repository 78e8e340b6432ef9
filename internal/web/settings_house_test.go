package web_test

import (
	"context"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web"
)

// settings wires what the pages of leads and owners stand on.
func (h *house) settings(deps *web.Deps) {
	deps.Settings = web.Settings{
		Staff: h.db, House: h.db, Keys: h.db, Shelf: h.db, CountPast: h.db.CountPast, Foretell: h.conversations.Foretell,
		InHand: func(ctx context.Context, scope string) (int, error) {
			return h.db.InHand(ctx, func(c desk.Conversation, topic string) bool { return conversation.InScope(scope, c, c.Language, topic) })
		},
		Model: func(context.Context) (web.ModelFacts, error) {
			return web.ModelFacts{Set: true, Spent: 1200, Budget: 5000, Lines: []web.ModelLine{
				{Name: "VIGIE_MODEL_URL", Value: "http://127.0.0.1:11434/v1", Origin: "environment VIGIE_MODEL_URL"},
				{Name: "VIGIE_MODEL_KEY", Value: "set", Origin: "./vigie-data/vigie.conf:3"},
			}}, nil
		},
		TryModel: func(context.Context) ([]web.Ailment, error) {
			return []web.Ailment{{Severity: "wrong", What: "the model does not answer: connection refused", Mend: "until then answers are quotes"}}, nil
		},
	}
}
