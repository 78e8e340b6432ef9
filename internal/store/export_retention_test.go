package store

import (
	"context"
	"fmt"
	"strings"
)

// Purges and KeptTables are what is done with the tables of conversations.
func Purges() []string     { return purges() }
func KeptTables() []string { return keptTables() }

// TablesOfConversations lists the tables with a column named conversation, as SQLite has them.
func (db *DB) TablesOfConversations(ctx context.Context) ([]string, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'conversation' WHERE m.type = 'table' ORDER BY m.name`)
	if err != nil {
		return nil, err
	}
	return scanAll(rows, func(row scanner) (name string, err error) { return name, row.Scan(&name) })
}

// Everything gives all rows of all tables in which words of customers can stand, as text.
func (db *DB) Everything(ctx context.Context) (map[string]string, error) {
	dump := map[string]string{}
	for table, columns := range map[string]string{
		"messages": "id, body, claims", "notes": "body", "words": "word", "decisions": "question, draft, findings", "conversations": "id, preview", "customers": "name, email, attributes",
		"reaches": "email", "acts": "reason", "ratings": "words", "wordings": "id, body, stems", "wording_stems": "stem",
	} {
		parts := strings.Split(columns, ", ")
		rows, err := db.read.QueryContext(ctx, fmt.Sprintf(`SELECT %s FROM %s`, strings.Join(parts, " || ' ' || "), table))
		if err != nil {
			return nil, err
		}
		list, err := scanAll(rows, func(row scanner) (text string, err error) { return text, row.Scan(&text) })
		if err != nil {
			return nil, err
		}
		dump[table] = strings.Join(list, "\n")
	}
	return dump, nil
}
