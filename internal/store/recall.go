package store

import (
	"context"
	"strconv"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/recall"
)

// TopicRecalls speaks when a recall is approved: there is something to send.
const TopicRecalls = "recalls"

const recallColumns = `id, state, revision, origin, origin_ref, COALESCE(origin_key, ''), seeds, partial, proposed_by, proposed_at, writers, written_at,
	approved_by, approved_at, alone, ended_by, ended_at, reason`

func scanRecall(row scanner) (recall.Recall, error) {
	var r recall.Recall
	var seeds, writers string
	var proposed, written, approved, ended int64
	err := row.Scan(&r.ID, &r.State, &r.Revision, &r.Kind, &r.Ref, &r.Key, &seeds, &r.Partial, &r.ProposedBy, &proposed, &writers, &written,
		&r.ApprovedBy, &approved, &r.Alone, &r.EndedBy, &ended, &r.Reason)
	if err != nil {
		return r, err
	}
	r.Proposed, r.Written, r.Approved, r.Ended = moment(proposed), moment(written), moment(approved), moment(ended)
	if err := fromJSON(writers, &r.Writers); err != nil {
		return r, err
	}
	return r, fromJSON(seeds, &r.Seeds)
}

// AddRecall implements recall.Book.
func (db *DB) AddRecall(ctx context.Context, r recall.Recall, list []recall.Recipient, corrections []recall.Correction) error {
	seeds, err := toJSON(r.Seeds)
	if err != nil {
		return err
	}
	var key any // many have none
	if r.Key != "" {
		key = r.Key
	}
	return db.do(ctx, func(t *tx) error {
		t.tell(TopicDesk)
		if err := t.exec(ctx, `INSERT INTO recalls (id, state, revision, origin, origin_ref, origin_key, seeds, partial, proposed_by, proposed_at, writers, written_at,
			approved_by, approved_at, alone, ended_by, ended_at, reason) VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, '[]', 0, '', 0, '', '', 0, '')`,
			r.ID, r.State, r.Kind, r.Ref, key, seeds, r.Partial, r.ProposedBy, micros(r.Proposed)); err != nil {
			return err
		}
		if err := t.putList(ctx, r.ID, list); err != nil {
			return err
		}
		return t.putCorrections(ctx, r.ID, corrections)
	})
}

func (t *tx) putList(ctx context.Context, id string, list []recall.Recipient) error {
	if err := t.exec(ctx, `DELETE FROM recipients WHERE recall = $1`, id); err != nil {
		return err
	}
	for _, r := range list {
		found := "wording"
		if r.ByEvidence {
			found = "evidence"
		}
		if err := t.exec(ctx, `INSERT INTO recipients (recall, turn, claim, conversation, customer, channel, language, wording, found, told_at, state, reason, message, sent_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', 0)`,
			id, r.Turn, r.Claim, r.Conversation, r.Customer, r.Channel, r.Language, r.Wording, found, micros(r.Told), r.Standing, r.Bar); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) putCorrections(ctx context.Context, id string, list []recall.Correction) error {
	if err := t.exec(ctx, `DELETE FROM corrections WHERE recall = $1`, id); err != nil {
		return err
	}
	for _, c := range list {
		if err := t.exec(ctx, `INSERT INTO corrections (recall, language, body, rightful) VALUES ($1, $2, $3, $4)`, id, c.Language, c.Text, c.Rightful); err != nil {
			return err
		}
	}
	return nil
}

// Recall implements recall.Book.
func (db *DB) Recall(ctx context.Context, id string) (recall.Recall, error) {
	r, err := scanRecall(db.read.QueryRowContext(ctx, `SELECT `+recallColumns+` FROM recalls WHERE id = $1`, id))
	return r, db.fail(err)
}

// Recalls gives them, the newest first, before one ("": from the newest), with the cursor of the next page ("": there is none).
func (db *DB) Recalls(ctx context.Context, cursor string, limit int) ([]recall.Line, string, error) {
	before, err := parseCursor(cursor, 1)
	if err != nil {
		return nil, "", err
	}
	if cursor == "" {
		before.at[0] = 1<<63 - 1
	}
	rows, err := db.read.QueryContext(ctx, `SELECT `+recallColumns+` FROM recalls WHERE (proposed_at, id) < ($1, $2) ORDER BY proposed_at DESC, id DESC LIMIT $3`,
		before.at[0], before.id, limit+1)
	if err != nil {
		return nil, "", db.fail(err)
	}
	list, err := scanAll(rows, scanRecall)
	if err != nil {
		return nil, "", db.fail(err)
	}
	next := ""
	if len(list) > limit {
		list = list[:limit]
		last := list[limit-1]
		next = cursor1(micros(last.Proposed), last.ID)
	}
	lines := make([]recall.Line, len(list))
	for i, r := range list {
		lines[i].Recall = r
		if lines[i].Counts, err = db.standings(ctx, r.ID); err != nil {
			return nil, "", err
		}
	}
	return lines, next, nil
}

func cursor1(at int64, id string) string { return cursor{at: []int64{at}, id: id}.String() }

func (db *DB) standings(ctx context.Context, id string) (map[recall.Standing]int, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT state, count(*) FROM recipients WHERE recall = $1 GROUP BY state`, id)
	if err != nil {
		return nil, db.fail(err)
	}
	counts := map[recall.Standing]int{}
	_, err = scanAll(rows, func(row scanner) (bool, error) {
		var s recall.Standing
		var n int
		err := row.Scan(&s, &n)
		counts[s] = n
		return true, err
	})
	return counts, db.fail(err)
}

// Recipients implements recall.Book. What has become of a correction is read from the conversation, and kept nowhere.
func (db *DB) Recipients(ctx context.Context, id string) ([]recall.Shown, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT r.turn, r.claim, r.conversation, r.customer, r.channel, r.language, r.wording, r.found, r.told_at, r.state, r.reason,
		r.message, r.sent_at, COALESCE(h.seen_seq >= m.seq, FALSE),
		EXISTS (SELECT 1 FROM messages x WHERE x.conversation = r.conversation AND x.seq > m.seq AND x.author = 'customer'),
		EXISTS (SELECT 1 FROM deliveries d WHERE d.conversation = r.conversation AND d.state = 'failed' AND d.seq >= m.seq AND d.after_seq < m.seq AND d.recipient = '')
		FROM recipients r LEFT JOIN messages m ON m.id = r.message LEFT JOIN reaches h ON h.conversation = r.conversation
		WHERE r.recall = $1 ORDER BY r.told_at DESC, r.turn, r.claim`, id)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (recall.Shown, error) {
		var r recall.Shown
		var found string
		var told, sent int64
		var seen, replied, bounced bool
		err := row.Scan(&r.Turn, &r.Claim, &r.Conversation, &r.Customer, &r.Channel, &r.Language, &r.Wording, &found, &told, &r.Standing, &r.Bar,
			&r.Message, &sent, &seen, &replied, &bounced)
		r.ByEvidence, r.Told, r.Sent = found == "evidence", moment(told), moment(sent)
		r.Fate = fateOf(r.Standing, seen, replied, bounced)
		return r, err
	})
	return list, db.fail(err)
}

func fateOf(s recall.Standing, seen, replied, bounced bool) recall.Fate {
	switch {
	case s == recall.Queued:
		return recall.FateQueued
	case s != recall.Sent:
		return ""
	case replied:
		return recall.FateReplied
	case seen:
		return recall.FateRead
	case bounced:
		return recall.FateBounced
	}
	return recall.FateSent
}

// Corrections implements recall.Book.
func (db *DB) Corrections(ctx context.Context, id string) ([]recall.Correction, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT language, body, rightful FROM corrections WHERE recall = $1 ORDER BY language`, id)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (c recall.Correction, err error) {
		return c, row.Scan(&c.Language, &c.Text, &c.Rightful)
	})
	return list, db.fail(err)
}

// SaveRecall implements recall.Book.
func (db *DB) SaveRecall(ctx context.Context, s recall.Step) error {
	writers, err := toJSON(s.To.Writers)
	if err != nil {
		return err
	}
	return db.do(ctx, func(t *tx) error {
		t.tell(TopicDesk)
		to := s.To
		n, err := t.changed(ctx, `UPDATE recalls SET state = $1, revision = revision + 1, partial = $2, writers = $3, written_at = $4, approved_by = $5, approved_at = $6,
			alone = $7, ended_by = $8, ended_at = $9, reason = $10 WHERE id = $11 AND state = $12 AND revision = $13`,
			to.State, to.Partial, writers, micros(to.Written), to.ApprovedBy, micros(to.Approved), to.Alone, to.EndedBy, micros(to.Ended), to.Reason,
			to.ID, s.From.State, s.From.Revision)
		if err != nil {
			return err
		}
		if n != 1 {
			return desk.Errorf(desk.Conflict, "recall %s was changed by somebody else meanwhile, and nothing was done: read it again", to.ID)
		}
		if err := t.stepAllowed(ctx, s); err != nil {
			return err
		}
		if s.List != nil {
			if err := t.putList(ctx, to.ID, s.List); err != nil {
				return err
			}
		}
		if s.Corrections != nil {
			if err := t.putCorrections(ctx, to.ID, s.Corrections); err != nil {
				return err
			}
		}
		if s.Queue {
			t.tell(TopicRecalls)
			if err := t.exec(ctx, `UPDATE recipients SET state = 'queued' WHERE recall = $1 AND state = 'listed'`, to.ID); err != nil {
				return err
			}
		}
		return t.exec(ctx, `INSERT INTO acts (id, operator, act, ref, reason, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
			s.ID, s.By, s.Deed, recallRef(to.ID), stepReason(s), micros(s.At))
	})
}

func recallRef(id string) string { return "recall:" + id }

// stepReason is what goes on record beside an act.
func stepReason(s recall.Step) string {
	if s.Alone {
		return s.To.Alone
	}
	if s.To.State == recall.Dismissed || s.Deed == "recall:back" {
		return s.To.Reason
	}
	return ""
}

// stepAllowed looks, inside the transaction, at what no page may get around: that nobody else could have approved what its
// writer approves, and that nothing is on its way when a recall is closed.
func (t *tx) stepAllowed(ctx context.Context, s recall.Step) error {
	var n int
	if s.Alone {
		writers := append([]string{s.By}, s.From.Writers...) // who wrote on it could not approve it either
		if err := t.QueryRowContext(ctx, `SELECT count(*) FROM operators WHERE ended_at = 0 AND role IN ('lead', 'owner') AND id NOT IN (`+places(1, len(writers))+`)`,
			anys(writers)...).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return desk.Errorf(desk.Forbidden, "you wrote this correction, and %s others of this desk may approve it: ask one of them", strconv.Itoa(n))
		}
	}
	if s.To.State != recall.Closed {
		return nil
	}
	if err := t.QueryRowContext(ctx, `SELECT count(*) FROM recipients WHERE recall = $1 AND state = 'queued'`, s.To.ID).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		return desk.Errorf(desk.Conflict, "%d corrections are still on their way: close the recall when they have gone out", n)
	}
	return nil
}

// OpenRecalls counts those that wait for somebody.
func (db *DB) OpenRecalls(ctx context.Context) (n int, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT count(*) FROM recalls WHERE state IN ('proposed', 'drafting', 'waiting_approval')`).Scan(&n)
	return n, db.fail(err)
}
