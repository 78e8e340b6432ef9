package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/watch"
)

// decided reads decisions as those who watch see them; what stands behind SELECT and the columns is the caller's, and holds no
// value.
func (db *DB) decided(ctx context.Context, behind string, args ...any) ([]watch.Decided, error) {
	//nolint:gosec // see above
	rows, err := db.read.QueryContext(ctx, `SELECT `+decisionColumns+`, d.turn, t.conversation, t.state, d.created_at `+behind, args...)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanDecided)
	return list, db.fail(err)
}

// Latest gives what was decided last, newest first, trials left out.
func (db *DB) Latest(ctx context.Context, limit int) ([]watch.Decided, error) {
	return db.decided(ctx, `FROM decisions d JOIN turns t ON t.id = d.turn JOIN conversations c ON c.id = t.conversation
		WHERE NOT c.trial ORDER BY d.created_at DESC, d.turn DESC LIMIT $1`, limit)
}

func scanDecided(row scanner) (watch.Decided, error) {
	var d watch.Decided
	var r decisionRow
	var at int64
	if err := row.Scan(append(r.dest(), &d.Turn, &d.Conversation, &d.State, &at)...); err != nil {
		return d, err
	}
	d.At = moment(at)
	var err error
	d.Decision, err = r.decision()
	return d, err
}

// answeredIn are the answers to customers between $1 and $2 in one of some scopes, as SQL behind SELECT; what is put into it
// comes from there.
func answeredIn(scopes []string) (string, []any) {
	var where []string
	var args []any
	for _, scope := range scopes {
		kind, value, _ := strings.Cut(scope, ":")
		column := map[string]string{"topic": "t.topic", "language": "c.language", "channel": "c.channel", "inbox": "c.inbox"}[kind]
		if column == "" {
			where, args = []string{"TRUE"}, nil // the whole desk, or what nobody knows
			break
		}
		args = append(args, value)
		where = append(where, fmt.Sprintf("%s = $%d", column, len(args)+2))
	}
	return ` FROM decisions d JOIN turns t ON t.id = d.turn JOIN conversations c ON c.id = t.conversation
		WHERE d.created_at >= $1 AND d.created_at <= $2 AND t.state = 'sent' AND d.reason <> 'courtesy' AND NOT c.trial AND (` + strings.Join(where, " OR ") + `)`, args
}

// Touched counts the conversations in some scopes in which customers were told something between two moments, courtesies
// aside, and their customers, and gives the newest answers. Scopes that are not known count as the whole desk.
func (db *DB) Touched(ctx context.Context, scopes []string, from, to time.Time, limit int) (watch.Touched, error) {
	var touched watch.Touched
	if len(scopes) == 0 {
		scopes = []string{"desk"}
	}
	behind, args := answeredIn(scopes)
	args = append([]any{micros(from), micros(to)}, args...)
	err := db.read.QueryRowContext(ctx, `SELECT COUNT(DISTINCT c.id), COUNT(DISTINCT c.customer)`+behind, args...).Scan(&touched.Conversations, &touched.Customers)
	if err != nil {
		return touched, db.fail(err)
	}
	touched.Answers, err = db.decided(ctx, behind+` ORDER BY d.created_at DESC, d.turn DESC LIMIT `+strconv.Itoa(limit), args...)
	return touched, err
}

// FirstAnswers gives the first decision in each of some conversations, the newest conversation first.
func (db *DB) FirstAnswers(ctx context.Context, conversations []string) ([]watch.Decided, error) {
	if len(conversations) == 0 {
		return nil, nil
	}
	return db.decided(ctx, `FROM decisions d JOIN turns t ON t.id = d.turn WHERE t.conversation IN (`+places(1, len(conversations))+`)
		AND NOT EXISTS (SELECT 1 FROM turns e JOIN decisions f ON f.turn = e.id WHERE e.conversation = t.conversation AND e.created_at < t.created_at)
		ORDER BY d.created_at DESC, d.turn DESC`, anys(conversations)...)
}

// Health counts what of the knowledge needs a person at a moment: expired, and due for review.
func (db *DB) Health(ctx context.Context, at time.Time) (expired, due int, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT
		(SELECT COUNT(*) FROM articles WHERE status = 'approved' AND valid_until > 0 AND valid_until <= $1),
		(SELECT COUNT(*) FROM articles WHERE status = 'approved' AND review_by > 0 AND review_by <= $1)`, micros(at)).Scan(&expired, &due)
	return expired, due, db.fail(err)
}

// Answers gives decisions by their turns, newest first.
func (db *DB) Answers(ctx context.Context, turns []string) ([]watch.Decided, error) {
	if len(turns) == 0 {
		return nil, nil
	}
	return db.decided(ctx, `FROM decisions d JOIN turns t ON t.id = d.turn WHERE d.turn IN (`+places(1, len(turns))+`) ORDER BY d.created_at DESC, d.turn DESC`, anys(turns)...)
}

// KnownTopics gives the topics of the articles, of the teams, and of what was asked lately, each once.
func (db *DB) KnownTopics(ctx context.Context) ([]string, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT topic FROM articles WHERE topic <> '' UNION SELECT topic FROM topics
		UNION SELECT topic FROM (SELECT topic FROM decisions WHERE topic IS NOT NULL AND topic <> '' ORDER BY created_at DESC LIMIT 1000) lately ORDER BY topic`)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (topic string, err error) { return topic, row.Scan(&topic) })
	return list, db.fail(err)
}
