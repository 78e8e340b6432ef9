package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/recall"
)

// inMost is how many values one statement names.
const inMost = 500

// places gives so many places for values, from a number on: $3, $4, $5.
func places(from, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = "$" + strconv.Itoa(from+i)
	}
	return strings.Join(list, ", ")
}

func anys(list []string) []any {
	out := make([]any, len(list))
	for i, one := range list {
		out[i] = one
	}
	return out
}

// Frequencies implements recall.Index. The counter says how many wordings there ever were.
func (db *DB) Frequencies(ctx context.Context, stems []string, most int) (map[string]int, int, error) {
	found := map[string]int{}
	for _, stem := range stems {
		var n int
		err := db.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM wording_stems WHERE stem = $1 LIMIT $2) s`, stem, most).Scan(&n)
		if err != nil {
			return nil, 0, db.fail(err)
		}
		found[stem] = n
	}
	n, err := db.counter(ctx, "said")
	return found, n, err
}

func scanWording(row scanner) (w recall.Wording, err error) {
	var stems string
	err = row.Scan(&w.ID, &w.Language, &w.Text, &stems)
	w.Stems = strings.Fields(stems)
	return w, err
}

// WordingsWith implements recall.Index.
func (db *DB) WordingsWith(ctx context.Context, stems []string, least, limit int) ([]recall.Wording, error) {
	args := append(anys(stems), least, limit)
	n := len(stems)
	//nolint:gosec // what is joined in are marks for values
	rows, err := db.read.QueryContext(ctx, `SELECT w.id, w.language, w.body, w.stems FROM (SELECT wording, count(*) AS n FROM wording_stems
		WHERE stem IN (`+places(1, n)+`) GROUP BY wording HAVING count(*) >= $`+strconv.Itoa(n+1)+` ORDER BY count(*) DESC LIMIT $`+strconv.Itoa(n+2)+`) x
		JOIN wordings w ON w.id = x.wording ORDER BY x.n DESC, w.id`, args...)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanWording)
	return list, db.fail(err)
}

// WordingsOn implements recall.Index. What stands on the text and is not noted is gone, or was never told: Told says which.
func (db *DB) WordingsOn(ctx context.Context, s recall.Seed, limit int) (recall.Standings, error) {
	on := recall.Standings{Places: map[recall.Place]bool{}}
	rows, err := db.read.QueryContext(ctx, `SELECT DISTINCT e.turn, e.claim, COALESCE(s.wording, '') FROM evidence e LEFT JOIN said s ON s.turn = e.turn AND s.claim = e.claim
		WHERE e.article = $1 AND e.version = $2 AND e.start_at < $4 AND e.end_at > $3 LIMIT $5`, s.Article, s.Version, s.Start, s.End, limit*10)
	if err != nil {
		return on, db.fail(err)
	}
	wordings := map[string]bool{}
	_, err = scanAll(rows, func(row scanner) (bool, error) {
		var p recall.Place
		var wording string
		if err := row.Scan(&p.Turn, &p.Claim, &wording); err != nil {
			return false, err
		}
		on.Places[p] = true
		if wording == "" {
			on.Gone = append(on.Gone, p)
		} else {
			wordings[wording] = true
		}
		return true, nil
	})
	if err != nil {
		return on, db.fail(err)
	}
	on.Partial = len(on.Places) == limit*10
	ids := make([]string, 0, len(wordings))
	for id := range wordings {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	on.Wordings, err = db.Wordings(ctx, ids)
	return on, err
}

// Wordings gives wordings by their ids; those that were deleted are left out.
func (db *DB) Wordings(ctx context.Context, ids []string) ([]recall.Wording, error) {
	var list []recall.Wording
	for part := range slices.Chunk(ids, inMost) {
		//nolint:gosec // what is joined in are marks for values
		rows, err := db.read.QueryContext(ctx, `SELECT id, language, body, stems FROM wordings WHERE id IN (`+places(1, len(part))+`)`, anys(part)...)
		if err != nil {
			return nil, db.fail(err)
		}
		some, err := scanAll(rows, scanWording)
		if err != nil {
			return nil, db.fail(err)
		}
		list = append(list, some...)
	}
	return list, nil
}

const toldColumns = `c.id, c.customer, c.channel, c.language`

// Told implements recall.Index.
func (db *DB) Told(ctx context.Context, wordings []string, gone []recall.Place, limit int) ([]recall.Recipient, error) {
	var list []recall.Recipient
	for part := range slices.Chunk(wordings, inMost) {
		//nolint:gosec // what is joined in are marks for values
		rows, err := db.read.QueryContext(ctx, `SELECT `+toldColumns+`, t.decided_at, s.turn, s.claim, s.wording, w.language FROM said s
			JOIN wordings w ON w.id = s.wording JOIN conversations c ON c.id = s.conversation JOIN turns t ON t.id = s.turn
			WHERE s.wording IN (`+places(2, len(part))+`) AND NOT c.trial LIMIT $1`, append([]any{limit - len(list)}, anys(part)...)...)
		if err != nil {
			return nil, db.fail(err)
		}
		some, err := scanAll(rows, func(row scanner) (recall.Recipient, error) {
			var r recall.Recipient
			var language desk.Language
			var told int64
			err := row.Scan(&r.Conversation, &r.Customer, &r.Channel, &r.Language, &told, &r.Turn, &r.Claim, &r.Wording, &language)
			r.Language, r.Told = spoken(r.Language, language), moment(told)
			return r, err
		})
		if err != nil {
			return nil, db.fail(err)
		}
		if list = append(list, some...); len(list) >= limit {
			return list, nil
		}
	}
	erased, err := db.erased(ctx, gone, limit-len(list))
	return append(list, erased...), err
}

// spoken gives the language in which a customer is written to.
func spoken(customer, answer desk.Language) desk.Language {
	for _, l := range []desk.Language{customer, answer} {
		if l == desk.English || l == desk.French {
			return l
		}
	}
	return desk.English
}

// erased gives who was told something whose words have been deleted since.
func (db *DB) erased(ctx context.Context, gone []recall.Place, limit int) ([]recall.Recipient, error) {
	claims := map[string][]int{}
	var turns []string
	for _, p := range gone {
		if claims[p.Turn] == nil {
			turns = append(turns, p.Turn)
		}
		claims[p.Turn] = append(claims[p.Turn], p.Claim)
	}
	var list []recall.Recipient
	for part := range slices.Chunk(turns, inMost) {
		//nolint:gosec // what is joined in are marks for values
		rows, err := db.read.QueryContext(ctx, `SELECT `+toldColumns+`, t.decided_at, t.id FROM turns t JOIN conversations c ON c.id = t.conversation
			WHERE t.id IN (`+places(1, len(part))+`) AND c.purged_at > 0 AND NOT c.trial`, anys(part)...)
		if err != nil {
			return nil, db.fail(err)
		}
		some, err := scanAll(rows, func(row scanner) (recall.Recipient, error) {
			var r recall.Recipient
			var told int64
			err := row.Scan(&r.Conversation, &r.Customer, &r.Channel, &r.Language, &told, &r.Turn)
			r.Language, r.Told = spoken(r.Language, desk.English), moment(told)
			return r, err
		})
		if err != nil {
			return nil, db.fail(err)
		}
		for _, r := range some {
			for _, r.Claim = range claims[r.Turn] {
				list = append(list, r)
			}
		}
		if len(list) >= limit {
			return list[:max(limit, 0)], nil
		}
	}
	return list, nil
}

// Since implements recall.Index.
func (db *DB) Since(ctx context.Context, conversations []string) (map[string][]recall.Remark, error) {
	found := map[string][]recall.Remark{}
	for part := range slices.Chunk(conversations, inMost) {
		//nolint:gosec // what is joined in are marks for values
		rows, err := db.read.QueryContext(ctx, `SELECT conversation, body, created_at FROM messages
			WHERE conversation IN (`+places(1, len(part))+`) AND author = 'operator'`, anys(part)...)
		if err != nil {
			return nil, db.fail(err)
		}
		_, err = scanAll(rows, func(row scanner) (bool, error) {
			var id string
			var m recall.Remark
			var at int64
			err := row.Scan(&id, &m.Text, &at)
			m.At = moment(at)
			found[id] = append(found[id], m)
			return true, err
		})
		if err != nil {
			return nil, db.fail(err)
		}
	}
	return found, nil
}

// Barred implements recall.Records. What was erased shows in that its words are gone.
func (db *DB) Barred(ctx context.Context, conversations []string) (map[string]recall.Bar, error) {
	found := map[string]recall.Bar{}
	for part := range slices.Chunk(conversations, inMost) {
		held, err := db.ids(ctx, `SELECT id FROM conversations WHERE id IN (`+places(1, len(part))+`) AND legal_hold`, anys(part)...)
		if err != nil {
			return nil, err
		}
		for _, id := range held {
			found[id] = recall.Held
		}
	}
	return found, nil
}

// Corrected implements recall.Records.
func (db *DB) Corrected(ctx context.Context, id string, customers []string) ([]recall.Recipient, error) {
	var list []recall.Recipient
	for part := range slices.Chunk(customers, inMost) {
		//nolint:gosec // what is joined in are marks for values
		rows, err := db.read.QueryContext(ctx, `SELECT turn, claim, customer, wording FROM recipients
			WHERE customer IN (`+places(2, len(part))+`) AND state = 'sent' AND recall <> $1`, append([]any{id}, anys(part)...)...)
		if err != nil {
			return nil, db.fail(err)
		}
		some, err := scanAll(rows, func(row scanner) (r recall.Recipient, err error) {
			return r, row.Scan(&r.Turn, &r.Claim, &r.Customer, &r.Wording)
		})
		if err != nil {
			return nil, db.fail(err)
		}
		list = append(list, some...)
	}
	return list, nil
}
