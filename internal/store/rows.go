package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// scanAll reads every row and closes them.
func scanAll[T any](rows *sql.Rows, scan func(interface{ Scan(dest ...any) error }) (T, error)) (list []T, err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

func toJSON(v any) (string, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("store: %w", err)
	}
	return string(text), nil
}

func fromJSON(text string, v any) error {
	if text == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(text), v); err != nil {
		return fmt.Errorf("store: a row holds broken JSON: %w", err)
	}
	return nil
}

// cursor names the last row of a page by what its list is ordered by: numbers, and the id that makes them unique. The
// first page comes after numbers below all that are kept.
type cursor struct {
	at []int64
	id string
}

func (c cursor) String() string {
	var b strings.Builder
	for _, n := range c.at {
		b.WriteString(strconv.FormatInt(n, 36) + ".")
	}
	return b.String() + c.id
}

// parseCursor reads the cursor of a list that is ordered by so many numbers.
func parseCursor(text string, numbers int) (cursor, error) {
	c := cursor{at: make([]int64, numbers)}
	for i := range c.at {
		c.at[i] = math.MinInt64
	}
	if text == "" {
		return c, nil
	}
	rest := text
	for i := range c.at {
		number, after, found := strings.Cut(rest, ".")
		n, err := strconv.ParseInt(number, 36, 64)
		if !found || err != nil {
			return c, desk.Errorf(desk.Invalid, "cursor: this is not a cursor that a page of this list gave")
		}
		c.at[i], rest = n, after
	}
	c.id = rest
	return c, nil
}

// noConversation is the error about one that does not exist.
func noConversation(id string) error { return desk.Errorf(desk.NotFound, "no conversation %s", id) }
