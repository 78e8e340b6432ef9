package store

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

const turnColumns = `id, conversation, message, state, epoch, due_at, lease_until, topic, reason, created_at, decided_at`

func scanTurn(row interface{ Scan(dest ...any) error }) (desk.Turn, error) {
	var t desk.Turn
	var due, lease, created, decided int64
	err := row.Scan(&t.ID, &t.Conversation, &t.Message, &t.State, &t.Epoch, &due, &lease, &t.Topic, &t.Reason, &created, &decided)
	t.Due, t.Lease, t.Created, t.Decided = moment(due), moment(lease), moment(created), moment(decided)
	return t, err
}

func (t *tx) insertTurn(ctx context.Context, turn desk.Turn) error {
	return t.exec(ctx, `INSERT INTO turns (`+turnColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		turn.ID, turn.Conversation, turn.Message, turn.State, turn.Epoch, micros(turn.Due), micros(turn.Lease), turn.Topic, turn.Reason,
		micros(turn.Created), micros(turn.Decided))
}

// moveTurns makes each move a compare-and-set. One that changes no row undoes the whole transaction.
func (t *tx) moveTurns(ctx context.Context, moves []conversation.TurnMove, event func(kind, ref string) error) error {
	for _, m := range moves {
		decided, due := micros(m.At), int64(0)
		if m.To.Open() {
			decided, due = 0, micros(m.Due)
		}
		n, err := t.changed(ctx, `UPDATE turns SET state = $1, epoch = epoch + 1, reason = $2, topic = $3, decided_at = $4,
			due_at = CASE WHEN CAST($5 AS BIGINT) = 0 THEN due_at ELSE CAST($5 AS BIGINT) END WHERE id = $6 AND state = $7 AND epoch = $8`,
			m.To, m.Reason, m.Topic, decided, due, m.Turn, m.From, m.Epoch)
		if err != nil {
			return err
		}
		if n != 1 {
			return desk.Errorf(desk.Conflict, "turn %s is no longer %s", m.Turn, m.From)
		}
		if err := event("turn", m.Turn); err != nil {
			return err
		}
	}
	return nil
}

// ClaimTurn gives the right to answer a turn until the lease ends, if it is as the claim says and nobody else has it.
// Conflict where somebody was faster.
func (db *DB) ClaimTurn(ctx context.Context, claim conversation.Claim, now, lease time.Time) (conversation.Claim, error) {
	err := db.do(ctx, func(t *tx) error {
		n, err := t.changed(ctx, `UPDATE turns SET state = 'answering', epoch = epoch + 1, lease_until = $1
			WHERE id = $2 AND epoch = $3 AND (state = 'accepted' OR state = 'answering' AND lease_until <= $4)`,
			micros(lease), claim.Turn, claim.Epoch, micros(now))
		if err != nil {
			return err
		}
		if n != 1 {
			return desk.Errorf(desk.Conflict, "turn %s is taken", claim.Turn)
		}
		return nil
	})
	claim.Epoch++
	return claim, err
}

// Turn reads one.
func (db *DB) Turn(ctx context.Context, id string) (desk.Turn, error) {
	turn, err := scanTurn(db.read.QueryRowContext(ctx, `SELECT `+turnColumns+` FROM turns WHERE id = $1`, id))
	return turn, db.fail(err)
}

// LastTurn reads the newest turn of a conversation.
func (db *DB) LastTurn(ctx context.Context, conversationID string) (desk.Turn, error) {
	turn, err := scanTurn(db.read.QueryRowContext(ctx, `SELECT `+turnColumns+` FROM turns WHERE conversation = $1 ORDER BY created_at DESC, id DESC LIMIT 1`, conversationID))
	return turn, db.fail(err)
}

// Overdue implements conversation.Store.
func (db *DB) Overdue(ctx context.Context, at time.Time, limit int) (conversation.Overdue, error) {
	var due conversation.Overdue
	now := micros(at)
	rows, err := db.read.QueryContext(ctx, `SELECT `+turnColumns+` FROM turns
		WHERE state IN ('accepted', 'answering', 'held') AND due_at <= $1 ORDER BY due_at LIMIT $2`, now, limit)
	if err != nil {
		return due, db.fail(err)
	}
	if due.Turns, err = scanAll(rows, scanTurn); err != nil {
		return due, db.fail(err)
	}
	if due.Unclaimed, err = db.unclaimed(ctx, at, limit); err != nil {
		return due, db.fail(err)
	}
	rows, err = db.read.QueryContext(ctx, `SELECT `+promiseColumns+` FROM promises WHERE state = 'open' AND by_at <= $1 ORDER BY by_at LIMIT $2`, now, limit)
	if err != nil {
		return due, db.fail(err)
	}
	if due.Promises, err = scanAll(rows, scanPromise); err != nil {
		return due, db.fail(err)
	}
	if due.Silent, err = db.conversationsBy(ctx, `SELECT `+conversationColumns+` FROM conversations
		WHERE state = 'waiting_customer' AND due_at > 0 AND due_at <= $1 ORDER BY due_at LIMIT $2`, now, limit); err != nil {
		return due, err
	}
	// The index on (state, due_at) serves this too: rows without a due time stand first in each state.
	due.Ownerless, err = db.conversationsBy(ctx, `SELECT `+conversationColumns+` FROM conversations
		WHERE state IN ('assistant', 'waiting_person', 'person', 'waiting_customer') AND due_at < $1 ORDER BY due_at LIMIT $2`, 1, limit)
	return due, err
}

// unclaimedAfter is how long the process that accepted a turn has it for itself.
const unclaimedAfter = 500 * time.Millisecond

func (db *DB) unclaimed(ctx context.Context, at time.Time, limit int) ([]conversation.Claim, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT `+turnColumns+` FROM turns
		WHERE state IN ('accepted', 'answering', 'held') AND due_at > $1
		AND (state = 'accepted' AND created_at <= $2 OR state = 'answering' AND lease_until <= $1)
		ORDER BY due_at LIMIT $3`, micros(at), micros(at.Add(-unclaimedAfter)), limit)
	if err != nil {
		return nil, err
	}
	turns, err := scanAll(rows, scanTurn)
	if err != nil {
		return nil, err
	}
	claims := make([]conversation.Claim, len(turns))
	for i, t := range turns {
		claims[i] = conversation.Claim{Turn: t.ID, Conversation: t.Conversation, Epoch: t.Epoch}
	}
	return claims, nil
}

func (db *DB) conversationsBy(ctx context.Context, query string, bound int64, limit int) ([]desk.Conversation, error) {
	rows, err := db.read.QueryContext(ctx, query, bound, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanConversation)
	return list, db.fail(err)
}

// CountTurns counts every turn there ever was. It reads them all: it is for checks, not for pages.
func (db *DB) CountTurns(ctx context.Context) (int, error) {
	var n int
	err := db.read.QueryRowContext(ctx, `SELECT count(*) FROM turns`).Scan(&n)
	return n, db.fail(err)
}
