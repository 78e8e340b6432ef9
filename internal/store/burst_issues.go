package store

import (
	"context"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/burst"
)

const issueColumns = `id, freeze_id, topic, terms, title, words_en, words_fr, state, writer, since_at, until_at, ended_at, ended_by`

func scanIssue(row scanner) (burst.Issue, error) {
	var i burst.Issue
	var terms, english, french string
	var since, until, ended int64
	err := row.Scan(&i.ID, &i.Freeze, &i.Topic, &terms, &i.Title, &english, &french, &i.State, &i.Writer, &since, &until, &ended, &i.EndedBy)
	i.Terms, i.Words = strings.Fields(terms), map[desk.Language]string{desk.English: english, desk.French: french}
	i.Since, i.Until, i.Ended = moment(since), moment(until), moment(ended)
	return i, err
}

const (
	freezesStanding = `SELECT ` + freezeColumns + ` FROM freezes WHERE state = 'frozen'
		UNION ALL SELECT ` + freezeColumns + ` FROM freezes WHERE state <> 'frozen' AND ended_at > $1 ORDER BY since_at, id`
	freezesNewest   = `SELECT ` + freezeColumns + ` FROM freezes ORDER BY CASE WHEN state = 'frozen' THEN 0 ELSE 1 END, since_at DESC, id LIMIT $1`
	freezesUnraised = `SELECT ` + freezeColumns + ` FROM freezes WHERE state = 'frozen' AND NOT raised ORDER BY since_at, id LIMIT $1`
	issuesStanding  = `SELECT ` + issueColumns + ` FROM issues_known WHERE state = 'in_force'
		UNION ALL SELECT ` + issueColumns + ` FROM issues_known WHERE state <> 'in_force' AND ended_at > $1 ORDER BY since_at, id`
	issuesNewest = `SELECT ` + issueColumns + ` FROM issues_known ORDER BY CASE WHEN state = 'in_force' THEN 0 ELSE 1 END, since_at DESC, id LIMIT $1`
)

// StandingGeneration grows whenever a freeze or a known issue comes or goes.
func (db *DB) StandingGeneration(ctx context.Context) (int64, error) {
	var n int64
	err := db.read.QueryRowContext(ctx, `SELECT value FROM counters WHERE name = 'freezes'`).Scan(&n)
	return n, db.fail(err)
}

// Standing gives what is frozen and what is known, with what ended since a moment: all of it, for leaving one out would send.
func (db *DB) Standing(ctx context.Context, since time.Time) (burst.Standing, error) {
	freezes, err := db.freezes(ctx, freezesStanding, micros(since))
	if err != nil {
		return burst.Standing{}, err
	}
	issues, err := db.issues(ctx, issuesStanding, micros(since))
	return burst.Standing{Freezes: freezes, Issues: issues}, err
}

// Freezes gives those that stand, then the latest that ended.
func (db *DB) Freezes(ctx context.Context, limit int) ([]burst.Freeze, error) {
	return db.freezes(ctx, freezesNewest, int64(limit))
}

// Issues gives the known issues in force, then the latest that ended.
func (db *DB) Issues(ctx context.Context, limit int) ([]burst.Issue, error) {
	return db.issues(ctx, issuesNewest, int64(limit))
}

func (db *DB) freezes(ctx context.Context, query string, arg int64) ([]burst.Freeze, error) {
	rows, err := db.read.QueryContext(ctx, query, arg)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanFreeze)
	return list, db.fail(err)
}

func (db *DB) issues(ctx context.Context, query string, arg int64) ([]burst.Issue, error) {
	rows, err := db.read.QueryContext(ctx, query, arg)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanIssue)
	return list, db.fail(err)
}

// WriteIssue puts a known issue in force, in the place of the freeze that it names, on record. Conflict where somebody has ended
// that freeze already.
func (db *DB) WriteIssue(ctx context.Context, i burst.Issue, d access.Deed) error {
	return db.endFreeze(ctx, i.Freeze, d, func(t *tx) (int64, error) {
		if err := t.exec(ctx, `INSERT INTO issues_known (`+issueColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, 'in_force', $8, $9, $10, 0, '')`,
			i.ID, i.Freeze, i.Topic, strings.Join(i.Terms, " "), i.Title, i.Words[desk.English], i.Words[desk.French], i.Writer, micros(i.Since), micros(i.Until)); err != nil {
			return 0, err
		}
		if i.Freeze == "" {
			return 1, nil
		}
		return t.changed(ctx, `UPDATE freezes SET state = 'carded', ended_at = $1, ended_by = $2, issue = $3 WHERE id = $4 AND state = 'frozen'`,
			micros(d.At), d.By, i.ID, i.Freeze)
	})
}

// Thaw ends a freeze for a reason, on record: what was asked counts as usual from now on. Conflict where it has ended already.
func (db *DB) Thaw(ctx context.Context, freeze string, d access.Deed) error {
	return db.endFreeze(ctx, freeze, d, func(t *tx) (int64, error) {
		if err := t.exec(ctx, `UPDATE symptoms SET burst = '' WHERE burst = $1`, freeze); err != nil {
			return 0, err
		}
		return t.changed(ctx, `UPDATE freezes SET state = 'thawed', ended_at = $1, ended_by = $2, reason = $3 WHERE id = $4 AND state = 'frozen'`,
			micros(d.At), d.By, d.Detail, freeze)
	})
}

func (db *DB) endFreeze(ctx context.Context, freeze string, d access.Deed, end func(*tx) (int64, error)) error {
	return db.recorded(ctx, d, func(t *tx) error {
		if _, err := t.lockFreezes(ctx); err != nil {
			return err
		}
		t.tell(TopicDesk)
		n, err := end(t)
		if err == nil && n != 1 {
			err = desk.Errorf(desk.Conflict, "the freeze %s has ended already", freeze)
		}
		return err
	})
}

// EndIssue ends a known issue before its time, on record. Conflict where it has ended.
func (db *DB) EndIssue(ctx context.Context, id string, d access.Deed) error {
	return db.recorded(ctx, d, func(t *tx) error {
		t.tell(TopicDesk)
		if _, err := t.lockFreezes(ctx); err != nil {
			return err
		}
		n, err := t.changed(ctx, `UPDATE issues_known SET state = 'ended', ended_at = $1, ended_by = $2 WHERE id = $3 AND state = 'in_force'`, micros(d.At), d.By, id)
		if err == nil && n != 1 {
			err = desk.Errorf(desk.Conflict, "the known issue %s has ended already", id)
		}
		return err
	})
}

// ExpireIssues ends the known issues whose time has come. Where there are none it writes nothing.
func (db *DB) ExpireIssues(ctx context.Context, now time.Time) error {
	var due int
	err := db.read.QueryRowContext(ctx, `SELECT count(*) FROM issues_known WHERE state = 'in_force' AND until_at <= $1`, micros(now)).Scan(&due)
	if err != nil || due == 0 {
		return db.fail(err)
	}
	return db.do(ctx, func(t *tx) error {
		t.tell(TopicDesk)
		if _, err := t.lockFreezes(ctx); err != nil {
			return err
		}
		return t.exec(ctx, `UPDATE issues_known SET state = 'ended', ended_at = until_at WHERE state = 'in_force' AND until_at <= $1`, micros(now))
	})
}

// Waiting gives who waits for the end of a freeze that has ended, oldest first: with the known issue that took its place, if it
// is still in force.
func (db *DB) Waiting(ctx context.Context, limit int) ([]conversation.Known, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT w.freeze_id, w.conversation, w.turn, w.about, c.events, COALESCE(i.id, ''),
		EXISTS (SELECT 1 FROM turns t JOIN turns mine ON mine.id = w.turn WHERE t.conversation = w.conversation AND t.id <> mine.id AND t.created_at >= mine.created_at)
		FROM waits w JOIN freezes f ON f.id = w.freeze_id JOIN conversations c ON c.id = w.conversation
		LEFT JOIN issues_known i ON i.id = f.issue AND i.state = 'in_force'
		WHERE w.state = 'waiting' AND f.state <> 'frozen' ORDER BY w.created_at, w.conversation LIMIT $1`, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (conversation.Known, error) {
		var k conversation.Known
		return k, row.Scan(&k.Freeze, &k.Conversation, &k.Turn, &k.About, &k.Events, &k.Issue, &k.Later)
	})
	return list, db.fail(err)
}

// Unraised gives the freezes that stand and that nobody has been called for, oldest first.
func (db *DB) Unraised(ctx context.Context, limit int) ([]burst.Freeze, error) {
	return db.freezes(ctx, freezesUnraised, int64(limit))
}

// NoteRaised notes that people have been called for a freeze.
func (db *DB) NoteRaised(ctx context.Context, id string) error {
	return db.do(ctx, func(t *tx) error { return t.exec(ctx, `UPDATE freezes SET raised = TRUE WHERE id = $1`, id) })
}

// ForgetSymptoms drops what was asked before a moment, and what ended freezes and known issues hold of it.
func (db *DB) ForgetSymptoms(ctx context.Context, before time.Time) error {
	return db.do(ctx, func(t *tx) error {
		for _, statement := range []string{
			`DELETE FROM symptoms WHERE created_at <= $1`,
			`UPDATE freezes SET terms = '' WHERE terms <> '' AND state <> 'frozen' AND ended_at <= $1`,
			`UPDATE issues_known SET terms = '' WHERE terms <> '' AND state <> 'in_force' AND ended_at <= $1`,
		} {
			if err := t.exec(ctx, statement, micros(before)); err != nil {
				return err
			}
		}
		return nil
	})
}
