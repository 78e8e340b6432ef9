package store

import (
	"context"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
)

// The lists that operators page through. Each page is one range of an index, however long the list.

const (
	listed = `SELECT c.id, c.inbox, c.customer, c.channel, c.state, c.owner_kind, c.owner_id, c.team, c.due_at, c.precedence,
		c.language, c.trial, c.events, c.created_at, c.updated_at, u.name, c.preview,
		COALESCE((SELECT t.reason FROM turns t WHERE t.conversation = c.id ORDER BY t.created_at DESC LIMIT 1), '')
		FROM conversations c JOIN customers u ON u.id = c.customer WHERE NOT c.trial`
	listedByDue       = listed + ` AND c.state = $1 AND (c.due_at, c.id) > ($2, $3) ORDER BY c.due_at, c.id LIMIT $4`
	listedByDueOfTeam = listed + ` AND c.state = $1 AND (c.due_at, c.id) > ($2, $3) AND c.team = $5 ORDER BY c.due_at, c.id LIMIT $4`
	listedFirst       = listed + ` AND c.state = 'waiting_person' AND (c.precedence, c.due_at, c.id) > ($1, $2, $3)
		ORDER BY c.precedence, c.due_at, c.id LIMIT $4`
	listedFirstOfTeam = listed + ` AND c.state = 'waiting_person' AND (c.precedence, c.due_at, c.id) > ($1, $2, $3) AND c.team = $5
		ORDER BY c.precedence, c.due_at, c.id LIMIT $4`
	listedDrafts = `SELECT t.id, t.conversation, t.message, t.state, t.epoch, t.due_at, t.lease_until, t.topic, t.reason, t.created_at,
		t.decided_at, c.team, ` + decisionColumns + `
		FROM turns t JOIN conversations c ON c.id = t.conversation LEFT JOIN decisions d ON d.turn = t.id
		WHERE t.state = 'held' AND (t.due_at, t.id) > ($1, $2) AND NOT c.trial AND ($3 = '' OR c.team = $3)
		ORDER BY t.due_at, t.id LIMIT $4`
)

// List gives conversations in a state after a cursor ("" begins), with the next cursor ("" ends): soonest due first, and
// of those that wait for a person the most urgent before all others. team "" means every team.
func (db *DB) List(ctx context.Context, state desk.ConversationState, team, after string, limit int) ([]review.Waiting, string, error) {
	if state == desk.WaitingPerson {
		return db.listWaiting(ctx, team, after, limit)
	}
	from, err := parseCursor(after, 1)
	if err != nil {
		return nil, "", err
	}
	query, args := listedByDue, []any{state, from.at[0], from.id, limit + 1}
	if team != "" {
		query, args = listedByDueOfTeam, append(args, team)
	}
	list, err := db.listedLines(ctx, query, args...)
	if err != nil || len(list) <= limit {
		return list, "", err
	}
	last := list[limit-1]
	return list[:limit], cursor{at: []int64{micros(last.Due)}, id: last.ID}.String(), nil
}

func (db *DB) listWaiting(ctx context.Context, team, after string, limit int) ([]review.Waiting, string, error) {
	from, err := parseCursor(after, 2)
	if err != nil {
		return nil, "", err
	}
	query, args := listedFirst, []any{from.at[0], from.at[1], from.id, limit + 1}
	if team != "" {
		query, args = listedFirstOfTeam, append(args, team)
	}
	list, err := db.listedLines(ctx, query, args...)
	if err != nil || len(list) <= limit {
		return list, "", err
	}
	last := list[limit-1]
	return list[:limit], cursor{at: []int64{precedence(last.Urgency), micros(last.Due)}, id: last.ID}.String(), nil
}

func (db *DB) listedLines(ctx context.Context, query string, args ...any) ([]review.Waiting, error) {
	rows, err := db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanWaiting)
	return list, db.fail(err)
}

func scanWaiting(row scanner) (review.Waiting, error) {
	var w review.Waiting
	c, err := scanConversation(with(row, &w.Name, &w.Preview, &w.Reason))
	w.Conversation = c
	return w, err
}

// Held lists drafts that wait for an operator, soonest due first, after a cursor ("" begins), with the next cursor (""
// ends). team "" means every team.
func (db *DB) Held(ctx context.Context, team, after string, limit int) ([]review.Draft, string, error) {
	from, err := parseCursor(after, 1)
	if err != nil {
		return nil, "", err
	}
	rows, err := db.read.QueryContext(ctx, listedDrafts, from.at[0], from.id, team, limit+1)
	if err != nil {
		return nil, "", db.fail(err)
	}
	list, err := scanAll(rows, scanDraft)
	if err != nil || len(list) <= limit {
		return list, "", db.fail(err)
	}
	last := list[limit-1].Turn
	return list[:limit], cursor{at: []int64{micros(last.Due)}, id: last.ID}.String(), nil
}

func scanDraft(row scanner) (review.Draft, error) {
	var d review.Draft
	var made decisionRow
	turn, err := scanTurn(with(row, append([]any{&d.Team}, made.dest()...)...))
	if err != nil {
		return d, err
	}
	d.Turn = turn
	d.Decision, err = made.decision()
	return d, err
}

// Undated implements conversation.Undated: those that wait for a person and hold no promise.
func (db *DB) Undated(ctx context.Context, after string, limit int) ([]desk.Conversation, string, error) {
	from, err := parseCursor(after, 2)
	if err != nil {
		return nil, "", err
	}
	rows, err := db.read.QueryContext(ctx, `SELECT `+conversationColumns+` FROM conversations
		WHERE state = 'waiting_person' AND NOT trial AND (precedence, due_at, id) > ($1, $2, $3) AND owner_id <> $4
		AND NOT EXISTS (SELECT 1 FROM promises p WHERE p.conversation = conversations.id AND p.state = 'open')
		ORDER BY precedence, due_at, id LIMIT $5`, from.at[0], from.at[1], from.id, conversation.OwnersTeam, limit)
	if err != nil {
		return nil, "", db.fail(err)
	}
	list, err := scanAll(rows, scanConversation)
	if err != nil || len(list) < limit {
		return list, "", db.fail(err)
	}
	last := list[limit-1]
	return list, cursor{at: []int64{precedence(last.Urgency), micros(last.Due)}, id: last.ID}.String(), nil
}

// scanner is a row that is being read.
type scanner = interface{ Scan(dest ...any) error }

// wider reads more columns of a row than the function that scans it knows of: those that come after its own.
type wider struct {
	scanner
	more []any
}

func with(row scanner, more ...any) scanner { return wider{row, more} }

func (w wider) Scan(dest ...any) error { return w.scanner.Scan(append(dest, w.more...)...) }
