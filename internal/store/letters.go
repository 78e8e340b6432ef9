package store

import (
	"context"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Unseen implements deliver.Mailbox. It reads one range of an index, which holds only what is unseen.
func (db *DB) Unseen(ctx context.Context, from, to time.Time, limit int) ([]string, error) {
	return db.ids(ctx, `SELECT conversation FROM reaches WHERE unseen_since > $1 AND unseen_since <= $2 AND seen_at <= $2
		AND email <> '' AND NOT refused ORDER BY unseen_since LIMIT $3`, micros(from), micros(to), limit)
}

func (db *DB) ids(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (id string, err error) { return id, row.Scan(&id) })
	return list, db.fail(err)
}

// QueueLetter implements deliver.Mailbox. The row's compare-and-set makes one mail of it, whoever looks at the same time.
func (db *DB) QueueLetter(ctx context.Context, id, conversationID string, quiet, at time.Time) error {
	return db.do(ctx, func(t *tx) error {
		var last, mailed, seen int64
		err := t.QueryRowContext(ctx, `SELECT last_seq, mailed_seq, seen_seq FROM reaches WHERE conversation = $1`+db.dialect.lockRow, conversationID).
			Scan(&last, &mailed, &seen)
		if err != nil {
			return err
		}
		n, err := t.changed(ctx, `UPDATE reaches SET unseen_since = 0, mailed_seq = last_seq WHERE conversation = $1
			AND unseen_since > 0 AND unseen_since <= $2 AND seen_at <= $2 AND email <> '' AND NOT refused`, conversationID, micros(quiet))
		if err != nil {
			return err
		}
		if n != 1 || last <= max(mailed, seen) {
			return desk.Errorf(desk.Conflict, "conversation %s wants no mail any more", conversationID)
		}
		var message string
		if err := t.QueryRowContext(ctx, `SELECT id FROM messages WHERE conversation = $1 AND seq = $2`, conversationID, last).Scan(&message); err != nil {
			return err
		}
		return t.queueMail(ctx, desk.Delivery{
			ID: id, Message: message, Conversation: conversationID, Channel: deliver.Mail, After: max(mailed, seen), Seq: last,
		}, at)
	})
}

func (t *tx) queueMail(ctx context.Context, d desk.Delivery, at time.Time) error {
	t.tell(TopicDeliveries)
	return t.exec(ctx, `INSERT INTO deliveries (id, message, conversation, channel, state, epoch, attempts, next_at, created_at, seq, after_seq, recipient)
		VALUES ($1, $2, $3, $4, 'queued', 0, 0, $5, $5, $6, $7, $8)`,
		d.ID, d.Message, d.Conversation, d.Channel, micros(at), d.Seq, d.After, d.Recipient)
}

// alertAt tells since when a conversation waits that did not wait before; 0 for one of which operators need not hear.
func alertAt(before, after desk.Conversation, at time.Time) int64 {
	if after.State != desk.WaitingPerson || before.State == desk.WaitingPerson || before.Trial {
		return 0
	}
	return micros(at)
}

// A promise that was made shortly before it is near is none to tell of twice: operators have just heard that the customer waits.
const freshPromise = 5 * time.Minute

// Alerts implements deliver.Mailbox.
func (db *DB) Alerts(ctx context.Context, from, at, near time.Time, limit int) ([]deliver.Alert, error) {
	waiting, err := db.ids(ctx, `SELECT id FROM conversations WHERE alert_at > $1 AND alert_at <= $2 ORDER BY alert_at LIMIT $3`,
		micros(from), micros(at), limit)
	if err != nil {
		return nil, err
	}
	var list []deliver.Alert
	for _, id := range waiting {
		list = append(list, deliver.Alert{Conversation: id})
	}
	rows, err := db.read.QueryContext(ctx, `SELECT conversation, id FROM promises WHERE state = 'open' AND NOT warned AND by_at > $1 AND by_at <= $2
		AND by_at - created_at > $3 ORDER BY by_at LIMIT $4`, micros(at), micros(near), (near.Sub(at) + freshPromise).Microseconds(), limit)
	if err != nil {
		return nil, db.fail(err)
	}
	promised, err := scanAll(rows, func(row scanner) (a deliver.Alert, err error) { return a, row.Scan(&a.Conversation, &a.Promise) })
	if err != nil {
		return nil, db.fail(err)
	}
	rows, err = db.read.QueryContext(ctx, `SELECT conversation, id FROM promises WHERE state = 'missed' AND NOT paged AND closed_at > $1 ORDER BY closed_at LIMIT $2`,
		micros(from), limit)
	if err != nil {
		return nil, db.fail(err)
	}
	missed, err := scanAll(rows, func(row scanner) (deliver.Alert, error) {
		a := deliver.Alert{Missed: true}
		return a, row.Scan(&a.Conversation, &a.Promise)
	})
	return slices.Concat(list, promised, missed), db.fail(err)
}

// QueueAlert implements deliver.Mailbox.
func (db *DB) QueueAlert(ctx context.Context, a deliver.Alert, newID func() string, idle, at time.Time) error {
	return db.do(ctx, func(t *tx) error {
		c, err := scanConversation(t.QueryRowContext(ctx, `SELECT `+conversationColumns+` FROM conversations WHERE id = $1`+db.dialect.lockRow, a.Conversation))
		if err != nil {
			return err
		}
		query, key := `UPDATE conversations SET alert_at = 0 WHERE id = $1 AND alert_at > 0`, a.Conversation
		switch {
		case a.Missed:
			query, key = `UPDATE promises SET paged = TRUE WHERE id = $1 AND state = 'missed' AND NOT paged`, a.Promise
		case a.Promise != "":
			query, key = `UPDATE promises SET warned = TRUE WHERE id = $1 AND state = 'open' AND NOT warned`, a.Promise
		}
		if n, err := t.changed(ctx, query, key); err != nil || n != 1 {
			return orConflict(err, a)
		}
		if (a.Promise == "" || a.Missed) && c.State != desk.WaitingPerson && c.State != desk.WithPerson {
			return nil // somebody has answered; the mark is gone
		}
		if a.Missed {
			return t.tellLeads(ctx, c, newID, at)
		}
		return t.tellOperators(ctx, c, newID, idle, at)
	})
}

func orConflict(err error, a deliver.Alert) error {
	if err != nil {
		return err
	}
	return desk.Errorf(desk.Conflict, "operators were told of conversation %s already", a.Conversation)
}

// alertsMost is how many mails an operator gets within an hour: who got so many knows that there is more at the desk.
const alertsMost = 20

// tellOperators queues a mail to each operator of a conversation's team, of a team without any to everybody, who is
// neither away nor at the desk.
func (t *tx) tellOperators(ctx context.Context, c desk.Conversation, newID func() string, idle, at time.Time) error {
	team := c.Team
	if c.Owner.Kind == desk.OwnedByTeam && c.Owner.ID == conversation.OwnersTeam {
		team = conversation.OwnersTeam
	}
	rows, err := t.QueryContext(ctx, `SELECT id FROM operators o WHERE NOT away AND ended_at = 0 AND seen_at <= $1
		AND (team = $2 OR ($2 = $3 AND role = 'owner') OR ($2 <> $3 AND NOT EXISTS (SELECT 1 FROM operators m WHERE m.team = $2 AND m.ended_at = 0)))
		AND (SELECT count(*) FROM deliveries d WHERE d.recipient = o.id AND d.recipient <> '' AND d.created_at > $4) < $5 ORDER BY id`,
		micros(idle), team, conversation.OwnersTeam, micros(at.Add(-time.Hour)), alertsMost)
	if err != nil {
		return err
	}
	operators, err := scanAll(rows, func(row scanner) (id string, err error) { return id, row.Scan(&id) })
	if err != nil {
		return err
	}
	return t.mailOperators(ctx, c, operators, newID, at)
}

// tellLeads queues a mail to the leads of a conversation's team who are not away, at the desk or not: a promise was missed.
// Where there is none, and the second time, the owners hear of it, away or not.
func (t *tx) tellLeads(ctx context.Context, c desk.Conversation, newID func() string, at time.Time) error {
	var leads []string
	if c.Owner.Kind != desk.OwnedByTeam || c.Owner.ID != conversation.OwnersTeam {
		rows, err := t.QueryContext(ctx, `SELECT id FROM operators WHERE role = 'lead' AND team = $1 AND NOT away ORDER BY id`, c.Team)
		if err != nil {
			return err
		}
		if leads, err = scanAll(rows, func(row scanner) (id string, err error) { return id, row.Scan(&id) }); err != nil {
			return err
		}
	}
	if len(leads) == 0 {
		rows, err := t.QueryContext(ctx, `SELECT id FROM operators WHERE role = 'owner' ORDER BY id`)
		if err != nil {
			return err
		}
		if leads, err = scanAll(rows, func(row scanner) (id string, err error) { return id, row.Scan(&id) }); err != nil {
			return err
		}
	}
	return t.mailOperators(ctx, c, leads, newID, at)
}

// mailOperators queues a mail about a conversation to each of some operators.
func (t *tx) mailOperators(ctx context.Context, c desk.Conversation, operators []string, newID func() string, at time.Time) error {
	if len(operators) == 0 {
		return nil
	}
	var asked string
	var seq int64
	err := t.QueryRowContext(ctx, `SELECT id, seq FROM messages WHERE conversation = $1 AND author = 'customer' ORDER BY seq DESC LIMIT 1`, c.ID).Scan(&asked, &seq)
	if err != nil {
		return err
	}
	for _, id := range operators {
		err := t.queueMail(ctx, desk.Delivery{ID: newID(), Message: asked, Conversation: c.ID, Channel: deliver.OperatorMail, Recipient: id, Seq: seq}, at)
		if err != nil {
			return err
		}
	}
	return nil
}

// letter reads what goes into a mail, as it stands now: what the customer has seen meanwhile is left out. nil for a
// delivery that is no mail.
func (db *DB) letter(ctx context.Context, p deliver.Parcel) (*deliver.Letter, error) {
	if p.Delivery.Channel != deliver.Mail && p.Delivery.Channel != deliver.OperatorMail {
		return nil, nil //nolint:nilnil // no letter is a fact, not an error
	}
	inbox, err := db.Inbox(ctx, p.Conversation.Inbox)
	if err != nil {
		return nil, err
	}
	l := &deliver.Letter{Inbox: inbox, Waits: p.Conversation.State == desk.WaitingPerson}
	if p.Delivery.Channel == deliver.OperatorMail {
		return l, db.operatorLetter(ctx, p, l)
	}
	reach, err := db.Reach(ctx, p.Conversation.ID)
	if err != nil || !reach.Set() {
		return l, err
	}
	l.To, l.Epoch = reach.Email, reach.Epoch
	after := max(p.Delivery.After, reach.SeenSeq)
	rows, err := db.read.QueryContext(ctx, `SELECT `+messageColumns+messageTables+` WHERE m.conversation = $1 AND m.seq > $2 AND m.seq <= $3
		AND m.author <> 'customer' ORDER BY m.seq LIMIT 50`, p.Conversation.ID, after, p.Delivery.Seq)
	if err != nil {
		return nil, db.fail(err)
	}
	if l.Said, err = scanAll(rows, scanMessage); err != nil || len(l.Said) == 0 {
		return l, db.fail(err)
	}
	rows, err = db.read.QueryContext(ctx, `SELECT body FROM messages WHERE conversation = $1 AND seq < $2 AND author = 'customer' ORDER BY seq DESC LIMIT 1`,
		p.Conversation.ID, l.Said[0].Seq)
	if err != nil {
		return nil, db.fail(err)
	}
	asked, err := scanAll(rows, func(row scanner) (text string, err error) { return text, row.Scan(&text) })
	if len(asked) > 0 {
		l.Asked = asked[0]
	}
	return l, db.fail(err)
}

func (db *DB) operatorLetter(ctx context.Context, p deliver.Parcel, l *deliver.Letter) error {
	o, err := db.Operator(ctx, p.Delivery.Recipient)
	if desk.Is(err, desk.NotFound) {
		return nil // gone since: nobody to tell
	}
	if err != nil {
		return err
	}
	promise, err := db.OpenPromise(ctx, p.Conversation.ID)
	if err != nil && !desk.Is(err, desk.NotFound) {
		return err
	}
	l.To, l.Operator, l.Asked, l.By = o.Email, o, p.Message.Text, promise.By
	l.Missed = o.Role != desk.RoleOperator && (promise.Misses > 0 || p.Conversation.Owner.Kind == desk.OwnedByTeam && p.Conversation.Owner.ID == conversation.OwnersTeam)
	return nil
}
