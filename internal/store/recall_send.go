package store

import (
	"context"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/recall"
)

// QueuedCorrections implements recall.Out. The index that it reads holds only what is queued.
func (db *DB) QueuedCorrections(ctx context.Context, limit int) ([]recall.Job, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT DISTINCT recall, conversation FROM recipients WHERE state = 'queued' ORDER BY recall, conversation LIMIT $1`, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (j recall.Job, err error) { return j, row.Scan(&j.Recall, &j.Conversation) })
	return list, db.fail(err)
}

// Job implements recall.Out.
func (db *DB) Job(ctx context.Context, j recall.Job) (recall.Job, recall.Bar, error) {
	bar, err := barOf(ctx, db.read, j.Recall, j.Conversation, "queued")
	if err != nil || bar != recall.NoBar {
		return j, bar, db.fail(err)
	}
	rows, err := db.read.QueryContext(ctx, `SELECT r.told_at, w.body, k.language, k.body, k.rightful FROM recipients r JOIN said s ON s.turn = r.turn AND s.claim = r.claim
		JOIN wordings w ON w.id = s.wording JOIN corrections k ON k.recall = r.recall AND k.language = r.language
		WHERE r.recall = $1 AND r.conversation = $2 AND r.state = 'queued' ORDER BY r.told_at, r.turn, r.claim`, j.Recall, j.Conversation)
	if err != nil {
		return j, "", db.fail(err)
	}
	said, err := scanAll(rows, func(row scanner) (text string, err error) {
		var told int64
		err = row.Scan(&told, &text, &j.Correction.Language, &j.Correction.Text, &j.Correction.Rightful)
		j.Told = moment(told)
		return text, err
	})
	j.Said = said
	if err == nil && len(said) == 0 {
		bar = recall.Erased
	}
	return j, bar, db.fail(err)
}

// barOf tells what keeps a conversation's correction from being sent now.
func barOf(ctx context.Context, on runner, id, conversationID, state string) (recall.Bar, error) {
	var held bool
	var words, others int
	err := on.QueryRowContext(ctx, `SELECT legal_hold FROM conversations WHERE id = $1`, conversationID).Scan(&held)
	if err != nil {
		return "", err
	}
	if held {
		return recall.Held, nil
	}
	if err := on.QueryRowContext(ctx, `SELECT count(*) FROM recipients r JOIN said s ON s.turn = r.turn AND s.claim = r.claim
		WHERE r.recall = $1 AND r.conversation = $2 AND r.state = $3`, id, conversationID, state).Scan(&words); err != nil {
		return "", err
	}
	if words == 0 {
		return recall.Erased, nil
	}
	err = on.QueryRowContext(ctx, `SELECT count(*) FROM recipients r JOIN recipients o ON o.customer = r.customer AND o.state = 'sent' AND o.recall <> r.recall
		AND ((o.turn = r.turn AND o.claim = r.claim) OR (o.wording = r.wording AND o.wording <> ''))
		WHERE r.recall = $1 AND r.conversation = $2 AND r.state = $3`, id, conversationID, state).Scan(&others)
	if err != nil || others == 0 {
		return "", err
	}
	return recall.RecalledAway, nil
}

// ExcludeQueued implements recall.Out.
func (db *DB) ExcludeQueued(ctx context.Context, j recall.Job, bar recall.Bar) error {
	return db.do(ctx, func(t *tx) error {
		t.tell(TopicDesk)
		n, err := t.changed(ctx, `UPDATE recipients SET state = 'excluded', reason = $1 WHERE recall = $2 AND conversation = $3 AND state = 'queued'`, bar, j.Recall, j.Conversation)
		if err == nil && n == 0 {
			err = desk.Errorf(desk.Conflict, "the correction to conversation %s is no longer on its way", j.Conversation)
		}
		return err
	})
}

// correct sets the recipients of a correction to sent, in the transaction that says it: whoever finds none on its way says
// nothing. All corrections go one after the other through one row, so that two recalls never both correct a customer; the bars
// are looked at again behind it.
func (t *tx) correct(ctx context.Context, conversationID string, c conversation.Change) error {
	k := c.Correction
	if k == nil {
		return nil
	}
	if err := t.exec(ctx, `UPDATE counters SET value = value + 1 WHERE name = 'corrections'`); err != nil {
		return err
	}
	n, err := t.changed(ctx, `UPDATE recipients SET state = 'sent', message = $1, sent_at = $2 WHERE recall = $3 AND conversation = $4 AND state = 'queued'`,
		k.Message, micros(c.At), k.Recall, conversationID)
	if err != nil {
		return err
	}
	if n == 0 {
		return desk.Errorf(desk.Conflict, "the correction to conversation %s is no longer on its way", conversationID)
	}
	bar, err := barOf(ctx, t, k.Recall, conversationID, "sent")
	if err != nil {
		return err
	}
	if bar != recall.NoBar {
		return desk.Errorf(desk.Conflict, "conversation %s is not corrected any more: %s", conversationID, bar)
	}
	t.tell(TopicDesk)
	return nil
}
