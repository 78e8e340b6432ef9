package store

import (
	"context"
	"math"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
)

const (
	listedMine = listed + ` AND c.owner_kind = 'person' AND c.state <> 'resolved' AND c.owner_id = $1 AND (c.due_at, c.id) > ($2, $3)
		ORDER BY c.due_at, c.id LIMIT $4`
	listedWith = listed + ` AND c.state = 'waiting_person' AND c.owner_kind = $1 AND (c.precedence, c.due_at, c.id) > ($2, $3, $4)
		ORDER BY c.precedence, c.due_at, c.id LIMIT $5`
	listedWithOfTeam = listed + ` AND c.state = 'waiting_person' AND c.owner_kind = $1 AND (c.precedence, c.due_at, c.id) > ($2, $3, $4)
		AND c.team = $6 ORDER BY c.precedence, c.due_at, c.id LIMIT $5`
	listedOpen = listed + ` AND c.state IN ('waiting_person', 'person', 'waiting_customer') AND (c.updated_at, c.id) < ($1, $2) ORDER BY c.updated_at DESC, c.id DESC LIMIT $3`

	listedOpenOfTeam = listed + ` AND c.state IN ('waiting_person', 'person', 'waiting_customer') AND (c.updated_at, c.id) < ($1, $2) AND c.team = $4
		ORDER BY c.updated_at DESC, c.id DESC LIMIT $3`
	listedClosed = listed + ` AND c.state = 'resolved' AND (c.due_at, c.id) < ($1, $2) ORDER BY c.due_at DESC, c.id DESC LIMIT $3`

	listedClosedOfTeam = listed + ` AND c.state = 'resolved' AND (c.due_at, c.id) < ($1, $2) AND c.team = $4
		ORDER BY c.due_at DESC, c.id DESC LIMIT $3`
)

// Folder gives one page of a folder after a cursor ("" begins), with the next cursor ("" ends).
func (db *DB) Folder(ctx context.Context, shelf review.Shelf, after string, limit int) ([]review.Waiting, string, error) {
	switch shelf.Folder {
	case review.Mine:
		return db.mine(ctx, shelf.Operator, after, limit)
	case review.Unassigned:
		return db.waitingWith(ctx, desk.OwnedByTeam, shelf.Team, after, limit)
	case review.Held:
		return db.waitingWith(ctx, desk.OwnedByAssistant, shelf.Team, after, limit)
	case review.ForPerson:
		return db.List(ctx, desk.WaitingPerson, shelf.Team, after, limit)
	case review.ForReply:
		return db.List(ctx, desk.WaitingCustomer, shelf.Team, after, limit)
	case review.Open:
		return db.newestFirst(ctx, listedOpen, listedOpenOfTeam, shelf.Team, after, limit, func(w review.Waiting) int64 { return micros(w.Updated) })
	case review.Closed:
		return db.newestFirst(ctx, listedClosed, listedClosedOfTeam, shelf.Team, after, limit, func(w review.Waiting) int64 { return micros(w.Due) })
	}
	return nil, "", desk.Errorf(desk.Invalid, "folder %q: use one of %v", shelf.Folder, review.Folders())
}

func (db *DB) mine(ctx context.Context, operator, after string, limit int) ([]review.Waiting, string, error) {
	from, err := parseCursor(after, 1)
	if err != nil {
		return nil, "", err
	}
	list, err := db.listedLines(ctx, listedMine, operator, from.at[0], from.id, limit+1)
	if err != nil || len(list) <= limit {
		return list, "", err
	}
	last := list[limit-1]
	return list[:limit], cursor{at: []int64{micros(last.Due)}, id: last.ID}.String(), nil
}

func (db *DB) waitingWith(ctx context.Context, kind desk.OwnerKind, team, after string, limit int) ([]review.Waiting, string, error) {
	from, err := parseCursor(after, 2)
	if err != nil {
		return nil, "", err
	}
	query, args := listedWith, []any{kind, from.at[0], from.at[1], from.id, limit + 1}
	if team != "" {
		query, args = listedWithOfTeam, append(args, team)
	}
	list, err := db.listedLines(ctx, query, args...)
	if err != nil || len(list) <= limit {
		return list, "", err
	}
	last := list[limit-1]
	return list[:limit], cursor{at: []int64{precedence(last.Urgency), micros(last.Due)}, id: last.ID}.String(), nil
}

// newestFirst reads a list that goes back in time.
func (db *DB) newestFirst(ctx context.Context, all, ofTeam, team, after string, limit int, at func(review.Waiting) int64) ([]review.Waiting, string, error) {
	from, err := parseCursor(after, 1)
	if err != nil {
		return nil, "", err
	}
	if after == "" {
		from.at[0] = math.MaxInt64
	}
	query, args := all, []any{from.at[0], from.id, limit + 1}
	if team != "" {
		query, args = ofTeam, append(args, team)
	}
	list, err := db.listedLines(ctx, query, args...)
	if err != nil || len(list) <= limit {
		return list, "", err
	}
	last := list[limit-1]
	return list[:limit], cursor{at: []int64{at(last)}, id: last.ID}.String(), nil
}

// The counts read at most so many entries of an index each; + 1 says that there is more.
const (
	counted = `SELECT
		(SELECT count(*) FROM (SELECT 1 FROM conversations WHERE owner_kind = 'person' AND state <> 'resolved' AND NOT trial AND owner_id = $1 LIMIT $2) a),
		(SELECT count(*) FROM (SELECT 1 FROM conversations WHERE state = 'waiting_person' AND NOT trial AND owner_kind = 'team' LIMIT $2) b),
		(SELECT count(*) FROM (SELECT 1 FROM conversations WHERE state = 'waiting_person' AND NOT trial AND owner_kind = 'assistant' LIMIT $2) c),
		(SELECT count(*) FROM (SELECT 1 FROM conversations WHERE state = 'waiting_person' AND NOT trial AND precedence <= 0 LIMIT $2) d),
		(SELECT count(*) FROM (SELECT 1 FROM conversations WHERE state = 'waiting_customer' AND NOT trial AND team >= '' LIMIT $2) e),
		(SELECT count(*) FROM (SELECT 1 FROM conversations WHERE state IN ('waiting_person', 'person', 'waiting_customer') AND NOT trial AND updated_at > 0 LIMIT $2) f)`
	countedOfTeam = `SELECT
		(SELECT count(*) FROM (SELECT 1 FROM conversations WHERE owner_kind = 'person' AND state <> 'resolved' AND NOT trial AND owner_id = $1 LIMIT $2) a),
		(SELECT count(*) FROM (SELECT 1 FROM conversations WHERE state = 'waiting_person' AND NOT trial AND owner_kind = 'team' AND team = $3 LIMIT $2) b),
		(SELECT count(*) FROM (SELECT 1 FROM conversations WHERE state = 'waiting_person' AND NOT trial AND owner_kind = 'assistant' AND team = $3 LIMIT $2) c),
		(SELECT count(*) FROM (SELECT 1 FROM conversations WHERE state = 'waiting_person' AND NOT trial AND team = $3 LIMIT $2) d),
		(SELECT count(*) FROM (SELECT 1 FROM conversations WHERE state = 'waiting_customer' AND NOT trial AND team = $3 LIMIT $2) e),
		(SELECT count(*) FROM (SELECT 1 FROM conversations WHERE state IN ('waiting_person', 'person', 'waiting_customer') AND NOT trial AND team = $3 AND updated_at > 0 LIMIT $2) f)`
)

// FolderCounts tells how many conversations stand in each folder, CountMost + 1 for more than CountMost. What is resolved
// only grows, and is not counted.
func (db *DB) FolderCounts(ctx context.Context, operator, team string) (map[review.Folder]int, error) {
	query, args := counted, []any{operator, review.CountMost + 1}
	if team != "" {
		query, args = countedOfTeam, append(args, team)
	}
	folders := review.Folders()[:6]
	n := make([]int, len(folders))
	dest := make([]any, len(folders))
	for i := range n {
		dest[i] = &n[i]
	}
	if err := db.read.QueryRowContext(ctx, query, args...).Scan(dest...); err != nil {
		return nil, db.fail(err)
	}
	counts := map[review.Folder]int{}
	for i, f := range folders {
		counts[f] = n[i]
	}
	return counts, nil
}

// CustomerConversations gives a customer's conversations, the newest first.
func (db *DB) CustomerConversations(ctx context.Context, customer string, limit int) ([]review.Waiting, error) {
	return db.listedLines(ctx, listed+` AND c.customer = $1 ORDER BY c.id DESC LIMIT $2`, customer, limit)
}
