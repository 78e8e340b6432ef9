package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
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

// A cursor names the last row of a page by what the list is ordered by.
func formatCursor(at int64, id string) string { return strconv.FormatInt(at, 36) + "." + id }

func parseCursor(cursor string) (at int64, id string, err error) {
	if cursor == "" {
		return -1, "", nil
	}
	left, id, found := strings.Cut(cursor, ".")
	at, err = strconv.ParseInt(left, 36, 64)
	if !found || err != nil {
		return 0, "", desk.Errorf(desk.Invalid, "cursor: this is not a cursor that a page of this list gave")
	}
	return at, id, nil
}
