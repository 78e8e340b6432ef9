package store

import (
	"context"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/recall"
)

// report writes what a customer calls wrong, or how that was settled. Conflict where it stands already.
func (t *tx) report(ctx context.Context, made, settled *desk.Report) error {
	if r := made; r != nil {
		t.tell(TopicDesk)
		n, err := t.changed(ctx, `INSERT INTO reports (id, turn, conversation, claim, customer, state, settled_by, created_at, settled_at)
			VALUES ($1, $2, $3, $4, $5, 'open', '', $6, 0) ON CONFLICT (turn, claim) DO NOTHING`,
			r.ID, r.Turn, r.Conversation, r.Claim, r.Customer, micros(r.Created))
		if err != nil {
			return err
		}
		if n != 1 {
			return desk.Errorf(desk.Conflict, "this answer has been reported already")
		}
	}
	if r := settled; r != nil {
		t.tell(TopicDesk)
		n, err := t.changed(ctx, `UPDATE reports SET state = $1, settled_by = $2, settled_at = $3 WHERE id = $4 AND conversation = $5 AND state <> $1`,
			r.State, r.By, micros(r.Settled), r.ID, r.Conversation)
		if err != nil {
			return err
		}
		if n != 1 {
			return desk.Errorf(desk.Conflict, "this report has been settled so already")
		}
	}
	return nil
}

const reportColumns = `id, turn, conversation, claim, customer, state, settled_by, created_at, settled_at`

func scanReport(row scanner) (desk.Report, error) {
	var r desk.Report
	var created, settled int64
	err := row.Scan(&r.ID, &r.Turn, &r.Conversation, &r.Claim, &r.Customer, &r.State, &r.By, &created, &settled)
	r.Created, r.Settled = moment(created), moment(settled)
	return r, err
}

// reportsMost bounds what is read of one conversation's reports.
const reportsMost = 100

// Reports gives what the customer of a conversation called wrong, oldest first.
func (db *DB) Reports(ctx context.Context, conversationID string) ([]desk.Report, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT `+reportColumns+` FROM reports WHERE conversation = $1 ORDER BY created_at, id LIMIT $2`,
		conversationID, reportsMost)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanReport)
	return list, db.fail(err)
}

// OpenReports gives what nobody has looked at yet, oldest first.
func (db *DB) OpenReports(ctx context.Context, limit int) ([]desk.Report, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT `+reportColumns+` FROM reports WHERE state = 'open' ORDER BY created_at, id LIMIT $1`, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanReport)
	return list, db.fail(err)
}

// Reported gives every claim that the assistant must not make by itself: those that customers call wrong and nobody has
// looked at, and those that were found to be wrong. It reads them all: leaving one out would send it. Of a whole answer that
// was found wrong, see stillWrong.
func (db *DB) Reported(ctx context.Context) ([]desk.Claim, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT r.claim, r.state, r.created_at, d.draft FROM reports r JOIN decisions d ON d.turn = r.turn WHERE r.state IN ('open', 'wrong')`)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanRefused)
	if err != nil {
		return nil, db.fail(err)
	}
	var claims []desk.Claim
	pages := map[string]*page{}
	for _, one := range list {
		if !one.whole {
			claims = append(claims, one.claims...)
			continue
		}
		still, err := db.stillWrong(ctx, one.claims, one.language, one.at, pages)
		if err != nil {
			return nil, err
		}
		claims = append(claims, still...)
	}
	return claims, nil
}

// refused are the claims of one report. whole: all of an answer, and a person has found that something in it is wrong.
type refused struct {
	claims   []desk.Claim
	language desk.Language
	at       time.Time
	whole    bool
}

func scanRefused(row scanner) (refused, error) {
	var claim int
	var state desk.ReportState
	var text string
	var at int64
	if err := row.Scan(&claim, &state, &at, &text); err != nil {
		return refused{}, err
	}
	var draft desk.Draft
	if err := fromJSON(text, &draft); err != nil {
		return refused{}, err
	}
	if claim >= 0 && claim < len(draft.Claims) {
		return refused{claims: draft.Claims[claim : claim+1]}, nil
	}
	return refused{claims: draft.Claims, language: draft.Language, at: moment(at), whole: state == desk.ReportWrong}, nil
}

// page is an article as it stands. Its passages are read where they are asked for.
type page struct {
	version  string
	made     time.Time
	passages []string
	folded   string
}

func (p *page) says(words string) bool { return strings.Contains(p.folded, folded(words)) }

func folded(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

// stillWrong gives what of a wrong answer stays refused. While its pages stand as they stood, that is all of it: nobody knows
// which sentence is wrong. Once a page has been mended since the customer said so, in a number, a delay, a condition or a rule
// that the answer stood on, what that page still says is free; the other pages' sentences stay.
func (db *DB) stillWrong(ctx context.Context, claims []desk.Claim, language desk.Language, since time.Time, pages map[string]*page) ([]desk.Claim, error) {
	mended := map[string]bool{}
	for _, c := range claims {
		for _, e := range c.Evidence {
			p, err := db.pageOf(ctx, e, pages)
			if err != nil {
				return nil, err
			}
			if p != nil && p.made.After(since) && len(recall.Changes([]recall.Seed{{Text: e.Quote, Language: language.Or(desk.English)}}, p.passages)) > 0 {
				mended[e.Article] = true
			}
		}
	}
	var still []desk.Claim
	for _, c := range claims {
		free := len(c.Evidence) > 0
		for _, e := range c.Evidence {
			free = free && mended[e.Article] && pages[e.Article].says(c.Text)
		}
		if !free {
			still = append(still, c)
		}
	}
	return still, nil
}

// pageOf reads the article that a claim stands on, if it has another version now; nil where it has not, or is gone.
func (db *DB) pageOf(ctx context.Context, e desk.Evidence, pages map[string]*page) (*page, error) {
	p, read := pages[e.Article]
	if !read {
		p = &page{}
		err := db.fail(db.read.QueryRowContext(ctx, `SELECT version FROM articles WHERE id = $1`, e.Article).Scan(&p.version))
		if err != nil && !desk.Is(err, desk.NotFound) {
			return nil, err
		}
		pages[e.Article] = p
	}
	if p.version == "" || p.version == e.Version {
		return nil, nil
	}
	if p.passages != nil {
		return p, nil
	}
	var units string
	var made int64
	if err := db.read.QueryRowContext(ctx, `SELECT units, created_at FROM versions WHERE id = $1`, p.version).Scan(&units, &made); err != nil {
		return nil, db.fail(err)
	}
	var err error
	p.passages, err = passagesOf(units)
	p.made, p.folded = moment(made), folded(strings.Join(p.passages, "\n"))
	return p, err
}

// Rate keeps what a customer thinks of a conversation. Conflict where it has been said already.
func (db *DB) Rate(ctx context.Context, r desk.Rating) error {
	return db.do(ctx, func(t *tx) error {
		n, err := t.changed(ctx, `INSERT INTO ratings (conversation, score, words, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (conversation) DO NOTHING`,
			r.Conversation, r.Score, r.Words, micros(r.At))
		if err != nil {
			return err
		}
		if n != 1 {
			return desk.Errorf(desk.Conflict, "this conversation has been rated already")
		}
		t.tell(TopicConversation(r.Conversation))
		return nil
	})
}

// Rating reads what the customer thinks of a conversation. NotFound where nothing was said.
func (db *DB) Rating(ctx context.Context, conversationID string) (desk.Rating, error) {
	var r desk.Rating
	var at int64
	err := db.read.QueryRowContext(ctx, `SELECT conversation, score, words, created_at FROM ratings WHERE conversation = $1`, conversationID).
		Scan(&r.Conversation, &r.Score, &r.Words, &at)
	r.At = moment(at)
	return r, db.fail(err)
}
