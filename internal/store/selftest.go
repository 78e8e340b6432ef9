package store

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/mutate"
	"github.com/vigie-desk/vigie/internal/watch/selftest"
)

// selfTestsKept is for how long runs are kept: one an hour is some 10 KB.
const selfTestsKept = 90 * 24 * time.Hour

// PutSelfTest implements selftest.Log. Runs that are past their time go with it.
func (db *DB) PutSelfTest(ctx context.Context, run selftest.Run) error {
	text, err := toJSON(run)
	if err != nil {
		return err
	}
	return db.do(ctx, func(t *tx) error {
		t.tell(TopicDesk)
		if err := t.exec(ctx, `DELETE FROM selftests WHERE created_at < $1`, micros(run.At.Add(-selfTestsKept))); err != nil {
			return err
		}
		return t.exec(ctx, `INSERT INTO selftests (id, cause, verdict, run, created_at) VALUES ($1, $2, $3, $4, $5)`,
			run.ID, run.Cause, run.Verdict, text, micros(run.At))
	})
}

// LastSelfTest implements selftest.Log.
func (db *DB) LastSelfTest(ctx context.Context) (selftest.Run, error) {
	list, err := db.SelfTests(ctx, 1)
	if err == nil && len(list) == 0 {
		err = desk.Errorf(desk.NotFound, "the guard has not been tested yet")
	}
	if err != nil {
		return selftest.Run{}, err
	}
	return list[0], nil
}

// SelfTests gives the newest runs, newest first.
func (db *DB) SelfTests(ctx context.Context, limit int) ([]selftest.Run, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT run FROM selftests ORDER BY created_at DESC, id DESC LIMIT $1`, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (run selftest.Run, err error) {
		var text string
		if err := row.Scan(&text); err != nil {
			return run, err
		}
		return run, fromJSON(text, &run)
	})
	return list, db.fail(err)
}

// AnsweredTurn is an answer that the assistant has sent by itself.
type AnsweredTurn struct {
	Turn     desk.Turn // id and conversation
	Decision desk.Decision
}

// Answered gives the newest answers that the assistant sent by itself and whose words are still there, newest first. Trials
// are left out.
func (db *DB) Answered(ctx context.Context, limit int) ([]AnsweredTurn, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT t.id, t.conversation, `+decisionColumns+` FROM decisions d
		JOIN turns t ON t.id = d.turn JOIN conversations c ON c.id = t.conversation
		WHERE d.reason = 'answered' AND d.action = 'send' AND d.question <> '' AND NOT c.trial
		ORDER BY d.created_at DESC, d.turn DESC LIMIT $1`, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (AnsweredTurn, error) {
		var a AnsweredTurn
		var r decisionRow
		err := row.Scan(append([]any{&a.Turn.ID, &a.Turn.Conversation}, r.dest()...)...)
		if err != nil {
			return a, err
		}
		a.Decision, err = r.decision()
		return a, err
	})
	return list, db.fail(err)
}

// GatherMistakes keeps, for good, what people have found wrong since the last time: claims that operators refused, and claims
// that customers reported and operators found wrong. What a person has found right since is taken out again.
func (db *DB) GatherMistakes(ctx context.Context) error {
	judged, err := db.Judged(ctx)
	if err != nil {
		return err
	}
	found, settled, err := db.settledReports(ctx)
	if err != nil {
		return err
	}
	wrong := map[string]mistake{}
	for _, j := range judged { // oldest first: the last word counts
		for id, m := range wrong {
			if j.Right && m.body == j.Text {
				delete(wrong, id)
			}
		}
		if id := "judged:" + j.ID; !j.Right && j.Text != "" {
			wrong[id] = mistake{id: id, body: j.Text, language: j.Language, at: j.At}
		}
	}
	for _, j := range judged {
		if _, still := wrong["judged:"+j.ID]; !still {
			settled = append(settled, "judged:"+j.ID)
		}
	}
	for _, m := range found {
		wrong[m.id] = m
	}
	return db.do(ctx, func(t *tx) error { return t.putMistakes(ctx, wrong, settled) })
}

// mistake is a row of the table.
type mistake struct {
	id, body string
	language desk.Language
	evidence []desk.Evidence
	at       time.Time
}

func (t *tx) putMistakes(ctx context.Context, wrong map[string]mistake, settled []string) error {
	for _, m := range wrong {
		evidence, err := toJSON(m.evidence)
		if err != nil {
			return err
		}
		if err := t.exec(ctx, `INSERT INTO mistakes (id, body, language, evidence, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`,
			m.id, m.body, m.language, evidence, micros(m.at)); err != nil {
			return err
		}
	}
	for _, id := range settled {
		if err := t.exec(ctx, `DELETE FROM mistakes WHERE id = $1`, id); err != nil {
			return err
		}
	}
	return nil
}

// settledReports gives the claims of reports that were found wrong, and the ids of mistakes whose reports were found right.
// A report on a whole answer gives each of its claims, until a mended page says which of them stand.
func (db *DB) settledReports(ctx context.Context) (found []mistake, right []string, err error) {
	rows, err := db.read.QueryContext(ctx, `SELECT r.id, r.claim, r.state, r.settled_at, r.created_at, d.language, d.draft FROM reports r JOIN decisions d ON d.turn = r.turn
		WHERE r.state <> 'open' ORDER BY r.created_at, r.id`)
	if err != nil {
		return nil, nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (settledReport, error) {
		var r settledReport
		var text string
		var at, made int64
		if err := row.Scan(&r.id, &r.claim, &r.state, &at, &made, &r.language, &text); err != nil {
			return r, err
		}
		r.at, r.made = moment(at), moment(made)
		return r, fromJSON(text, &r.draft)
	})
	if err != nil {
		return nil, nil, db.fail(err)
	}
	pages := map[string]*page{}
	for _, r := range list {
		wrong := r.draft.Claims
		if !r.one() && r.state == desk.ReportWrong {
			if wrong, err = db.stillWrong(ctx, wrong, r.draft.Language.Or(r.language), r.made, pages); err != nil {
				return nil, nil, err
			}
		}
		for n, c := range r.draft.Claims {
			id := "report:" + r.id + ":" + strconv.Itoa(n)
			switch {
			case r.one() && n != r.claim:
			case r.state != desk.ReportWrong || !slices.ContainsFunc(wrong, func(w desk.Claim) bool { return w.Start == c.Start && w.Text == c.Text }):
				right = append(right, id)
			case c.Kind != desk.CourtesyClaim && c.Text != "" && len(c.Evidence) > 0: // what says nothing is not held back either
				found = append(found, mistake{id: id, body: c.Text, language: r.draft.Language.Or(r.language), evidence: c.Evidence, at: r.at})
			}
		}
	}
	return found, right, nil
}

// settledReport is a report that a person has looked at, with the answer.
type settledReport struct {
	id       string
	claim    int
	state    desk.ReportState
	language desk.Language
	draft    desk.Draft
	at, made time.Time
}

// one tells whether it is about one claim of the answer.
func (r settledReport) one() bool { return r.claim >= 0 && r.claim < len(r.draft.Claims) }

// Mistakes gives all mistakes that are kept, oldest first. The question of each is the title of the page that it stood on, in
// place of what the customer asked.
func (db *DB) Mistakes(ctx context.Context) ([]mutate.Mistake, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id, body, language, evidence FROM mistakes ORDER BY created_at, id`)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (mutate.Mistake, error) {
		var m mutate.Mistake
		var evidence string
		if err := row.Scan(&m.ID, &m.Claim, &m.Language, &evidence); err != nil {
			return m, err
		}
		if err := fromJSON(evidence, &m.Evidence); err != nil {
			return m, err
		}
		if m.Language != desk.French {
			m.Language = desk.English // the guard knows no third
		}
		m.Question = "?"
		if len(m.Evidence) > 0 && m.Evidence[0].Title != "" {
			m.Question = m.Evidence[0].Title
		}
		return m, nil
	})
	return list, db.fail(err)
}

// Brands gives the names that the inboxes bear, each once.
func (db *DB) Brands(ctx context.Context) ([]string, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT DISTINCT brand FROM inboxes ORDER BY brand`)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (name string, err error) { return name, row.Scan(&name) })
	return list, db.fail(err)
}

// ToldFrom counts the answers that stand on a page, in whatever version.
func (db *DB) ToldFrom(ctx context.Context, article string) (turns int, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT COUNT(DISTINCT turn) FROM evidence WHERE article = $1`, article).Scan(&turns)
	return turns, db.fail(err)
}
