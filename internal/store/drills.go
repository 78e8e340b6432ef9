package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/proving/drill"
)

// drillsKept is how many runs are kept: one is some 60 KB.
const drillsKept = 100

// BeginDrill puts a run on record as running, until its lease passes. Conflict while another one is: of several servers that
// begin at once one does. What a dead server left running is put down as interrupted.
func (db *DB) BeginDrill(ctx context.Context, run drill.Run) error {
	run.State = drill.Running
	return db.do(ctx, func(t *tx) error {
		if err := t.exec(ctx, `UPDATE drills SET state = 'interrupted', ended_at = until_at WHERE state = 'running' AND until_at <= $1`, micros(run.Begun)); err != nil {
			return err
		}
		n, err := t.putDrill(ctx, run)
		if err == nil && n == 0 {
			return desk.Errorf(desk.Conflict, "a drill is running; look at how it ends, then begin another")
		}
		return err
	})
}

// EndDrill writes down how a run ended. Conflict where it does not run any more: its lease has passed, and what it showed
// counts for nothing.
func (db *DB) EndDrill(ctx context.Context, run drill.Run) error {
	report, err := reportText(run)
	if err != nil {
		return err
	}
	return db.do(ctx, func(t *tx) error {
		n, err := t.changed(ctx, `UPDATE drills SET state = $1, cases = $2, harmful = $3, report = $4, ended_at = $5 WHERE id = $6 AND state = 'running' AND until_at > $5`,
			run.State, run.Cases, run.Harmful, report, micros(run.Ended), run.ID)
		if err == nil && n == 0 {
			return desk.Errorf(desk.Conflict, "the drill %s does not run any more", run.ID)
		}
		t.tell(TopicDesk)
		return err
	})
}

// PutDrill puts a run on record that has ended: the command plays without a lease.
func (db *DB) PutDrill(ctx context.Context, run drill.Run) error {
	return db.do(ctx, func(t *tx) error {
		n, err := t.putDrill(ctx, run)
		if err == nil && n == 0 {
			return desk.Errorf(desk.Conflict, "the drill %s is on record", run.ID)
		}
		return err
	})
}

// putDrill inserts a run, unless another one runs or has its id, and drops those beyond what is kept.
func (t *tx) putDrill(ctx context.Context, run drill.Run) (int64, error) {
	report, err := reportText(run)
	if err != nil {
		return 0, err
	}
	n, err := t.changed(ctx, `INSERT INTO drills (id, operator, own, state, cases, harmful, report, begun_at, ended_at, until_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
		run.ID, run.By, run.Own, run.State, run.Cases, run.Harmful, report, micros(run.Begun), micros(run.Ended), micros(run.Until))
	if err != nil || n == 0 {
		return n, err
	}
	t.tell(TopicDesk)
	return n, t.exec(ctx, `DELETE FROM drills WHERE state <> 'running' AND id NOT IN (SELECT id FROM drills ORDER BY begun_at DESC, id DESC LIMIT $1)`, drillsKept)
}

// reportText gives the report of a run that was played to its end; another has none.
func reportText(run drill.Run) (string, error) {
	if !run.State.Finished() {
		return "", nil
	}
	return toJSON(run.Report)
}

const drillColumns = `id, operator, own, state, cases, harmful, begun_at, ended_at, until_at`

// Drills gives the newest runs as they stand at a moment, newest first, without their reports.
func (db *DB) Drills(ctx context.Context, now time.Time, limit int) ([]drill.Run, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT `+drillColumns+` FROM drills ORDER BY begun_at DESC, id DESC LIMIT $1`, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (drill.Run, error) { return scanDrill(row, now) })
	return list, db.fail(err)
}

// Drill gives a run as it stands at a moment, with its report. With an error that tells of a report that cannot be read the
// run still counts, as one that failed. NotFound where there is none.
func (db *DB) Drill(ctx context.Context, id string, now time.Time) (drill.Run, error) {
	var report string
	run, err := scanDrill(db.read.QueryRowContext(ctx, `SELECT `+drillColumns+`, report FROM drills WHERE id = $1`, id), now, &report)
	if errors.Is(err, sql.ErrNoRows) {
		return drill.Run{}, desk.Errorf(desk.NotFound, "no drill %s", id)
	}
	if err != nil || !run.State.Finished() {
		return run, db.fail(err)
	}
	err = fromJSON(report, &run.Report)
	if err == nil && (len(run.Report.Results) != run.Cases || run.Report.Harmful != run.Harmful) {
		err = desk.Errorf(desk.Internal, "the report of the drill %s is not that of its row", id)
	}
	if err != nil {
		run.State, run.Report = drill.Failed, drill.Report{}
	}
	return run, db.fail(err)
}

func scanDrill(row scanner, now time.Time, more ...any) (drill.Run, error) {
	var r drill.Run
	var begun, ended, until int64
	if err := row.Scan(append([]any{&r.ID, &r.By, &r.Own, &r.State, &r.Cases, &r.Harmful, &begun, &ended, &until}, more...)...); err != nil {
		return drill.Run{}, err
	}
	r.Begun, r.Ended, r.Until = moment(begun), moment(ended), moment(until)
	return r.Read(now), nil
}
