package store

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/search"
)

// Unread implements search.Store. The index that it reads holds only what is unread.
func (db *DB) Unread(ctx context.Context, limit int) ([]search.Unread, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id, searched, events FROM conversations WHERE searched < events AND NOT trial ORDER BY id LIMIT $1`, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (search.Unread, error) {
		var u search.Unread
		return u, row.Scan(&u.Conversation, &u.After, &u.Events)
	})
	return list, db.fail(err)
}

// Texts implements search.Store.
func (db *DB) Texts(ctx context.Context, u search.Unread) ([]string, error) {
	query := `SELECT body FROM messages WHERE conversation = $1 AND seq > $2 AND seq <= $3 AND author <> 'desk'`
	if u.After == 0 {
		query += ` UNION ALL SELECT body FROM notes WHERE conversation = $1
			UNION ALL SELECT u.name FROM customers u JOIN conversations c ON c.customer = u.id WHERE c.id = $1
			UNION ALL SELECT u.email FROM customers u JOIN conversations c ON c.customer = u.id WHERE c.id = $1`
	}
	rows, err := db.read.QueryContext(ctx, query, u.Conversation, u.After, u.Events)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (string, error) {
		var text string
		return text, row.Scan(&text)
	})
	return list, db.fail(err)
}

// PutWords implements search.Store.
func (db *DB) PutWords(ctx context.Context, list []search.Read) error {
	return db.do(ctx, func(t *tx) error {
		for _, r := range list {
			n, err := t.changed(ctx, `UPDATE conversations SET searched = $1 WHERE id = $2 AND searched = $3`, r.Events, r.Conversation, r.After)
			if err != nil {
				return err
			}
			if n == 0 {
				continue
			}
			for _, word := range r.Words {
				if err := t.exec(ctx, `INSERT INTO words (word, conversation) VALUES ($1, $2) ON CONFLICT (word, conversation) DO NOTHING`, word, r.Conversation); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Beginning implements search.Store. Each step is one look into the index, however often a word was said. Words are
// ordered as the database orders text: a beginning outside of a to z and 0 to 9 may miss some, and never finds wrong ones.
func (db *DB) Beginning(ctx context.Context, text string, limit int) ([]string, error) {
	var list []string
	for at := text; len(list) < limit; {
		var word *string
		if err := db.read.QueryRowContext(ctx, `SELECT min(word) FROM words WHERE word > $1`, at).Scan(&word); err != nil {
			return nil, db.fail(err)
		}
		if word == nil || !strings.HasPrefix(*word, text) {
			return list, nil
		}
		list, at = append(list, *word), *word
	}
	return list, nil
}

// commonest is how far a word's conversations are counted to find the rarest of several.
const commonest = 2000

// WithWords implements search.Store: the conversations of the rarest word, one by one looked up for the others.
func (db *DB) WithWords(ctx context.Context, words []string, before string, limit int) ([]review.Waiting, error) {
	rare, err := db.rarest(ctx, words)
	if err != nil {
		return nil, err
	}
	args := []any{rare, before, limit}
	var query strings.Builder
	query.WriteString(`SELECT w.conversation FROM words w WHERE w.word = $1 AND ($2 = '' OR w.conversation < $2)`)
	for _, word := range words {
		if word != rare {
			args = append(args, word)
			query.WriteString(` AND EXISTS (SELECT 1 FROM words o WHERE o.conversation = w.conversation AND o.word = $` + strconv.Itoa(len(args)) + `)`)
		}
	}
	query.WriteString(` ORDER BY w.conversation DESC LIMIT $3`)
	rows, err := db.read.QueryContext(ctx, query.String(), args...)
	if err != nil {
		return nil, db.fail(err)
	}
	ids, err := scanAll(rows, func(row scanner) (any, error) {
		var id string
		return id, row.Scan(&id)
	})
	if err != nil || len(ids) == 0 {
		return nil, db.fail(err)
	}
	places := make([]string, len(ids))
	for i := range ids {
		places[i] = "$" + strconv.Itoa(i+1)
	}
	return db.listedLines(ctx, listed+` AND c.id IN (`+strings.Join(places, ", ")+`) ORDER BY c.id DESC`, ids...)
}

func (db *DB) rarest(ctx context.Context, words []string) (string, error) {
	if len(words) == 1 {
		return words[0], nil
	}
	rare, least := "", commonest+1
	for _, word := range slices.SortedFunc(slices.Values(words), func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) }) {
		var n int
		err := db.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM words WHERE word = $1 LIMIT $2) w`, word, commonest).Scan(&n)
		if err != nil {
			return "", db.fail(err)
		}
		if n < least {
			rare, least = word, n
		}
	}
	return rare, nil
}
