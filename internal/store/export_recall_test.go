package store

import (
	"context"
	"fmt"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Planted is one answer that a customer was given, as a generated database holds it.
type Planted struct {
	Text     string
	Language desk.Language
	Article  string // empty: it stands on nothing
	Start    int
}

// PlantedConversation is the conversation of the n-th.
func PlantedConversation(n int) string { return fmt.Sprintf("c%09d", n) }

// Plant writes answers, each of a customer of its own, from a number on.
func (db *DB) Plant(ctx context.Context, from int, list []Planted) error {
	return db.do(ctx, func(t *tx) error {
		for i, p := range list {
			if err := t.plant(ctx, from+i, p); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *tx) plant(ctx context.Context, n int, p Planted) error {
	c, turn, at := PlantedConversation(n), fmt.Sprintf("t%09d", n), int64(1_700_000_000_000_000+n)
	claim := desk.Claim{End: len([]rune(p.Text)), Text: p.Text, Kind: desk.PolicyClaim}
	if p.Article != "" {
		claim.Evidence = []desk.Evidence{{Article: p.Article, Version: p.Article + "-1", Start: p.Start, End: p.Start + 50}}
	}
	claims, err := toJSON([]desk.Claim{claim})
	if err != nil {
		return err
	}
	for _, s := range []struct {
		query string
		args  []any
	}{
		{`INSERT INTO customers (id, external, name, email, attributes, signed, created_at) VALUES ($1, NULL, '', '', '{}', FALSE, $2)`, []any{"u" + c, at}},
		{`INSERT INTO conversations (id, inbox, customer, channel, state, owner_kind, owner_id, team, due_at, language, trial, events, visitor, preview, created_at, updated_at)
			VALUES ($1, 'web', $2, 'widget', 'waiting_customer', 'assistant', '', 'support', $3, $4, FALSE, 2, '', '', $3, $3)`, []any{c, "u" + c, at, p.Language}},
		{`INSERT INTO turns (id, conversation, message, state, epoch, due_at, lease_until, topic, reason, created_at, decided_at)
			VALUES ($1, $2, '', 'sent', 1, $3, 0, '', 'answered', $3, $3)`, []any{turn, c, at}},
		{`INSERT INTO messages (id, conversation, turn, seq, author, operator, body, language, claims, created_at)
			VALUES ($1, $2, $3, 2, 'assistant', '', $4, $5, $6, $7)`, []any{"m" + turn, c, turn, p.Text, p.Language, claims, at}},
	} {
		if err := t.exec(ctx, s.query, s.args...); err != nil {
			return err
		}
	}
	if p.Article == "" {
		return nil
	}
	return t.exec(ctx, `INSERT INTO evidence (turn, claim, n, article, version, start_at, end_at) VALUES ($1, 0, 0, $2, $3, $4, $5)`, turn, p.Article, p.Article+"-1", p.Start, p.Start+50)
}
