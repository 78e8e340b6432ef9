//go:build unix

package storetest

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// The teams of a crowd, beside the common one. Nearly nobody waits for the quiet one.
const (
	CommonTeam = "support"
	BusyTeam   = "billing"
	QuietTeam  = "legal"
)

// crowdSQL makes conversations as a desk has them after a while, with two messages, a turn and three events each. One
// text serves both databases, and a table is made by one statement: a million conversations take minutes, not hours.
//
// Of twenty conversations two wait for a person, one is with a person, three wait for the customer, the rest is
// resolved; of all of them ten are with the assistant, their turns open. Of the teams the common one has four fifths,
// the busy one nearly a fifth, the quiet one a thousandth.
var crowdSQL = []string{
	`INSERT INTO customers (id, external, name, email, attributes, signed, created_at)
	 SELECT id, NULL, 'Customer ' || CAST(i AS TEXT), '', '{}', FALSE, at FROM crowd`,
	`INSERT INTO conversations (id, inbox, customer, channel, state, owner_kind, owner_id, team, due_at, language, trial, events,
	 visitor, preview, created_at, updated_at)
	 SELECT id, 'web', id, 'widget', state, CASE state WHEN 'assistant' THEN 'assistant' WHEN 'waiting_person' THEN 'team' ELSE 'person' END,
	 CASE state WHEN 'assistant' THEN '' WHEN 'waiting_person' THEN team ELSE 'o1' END, team,
	 CASE state WHEN 'resolved' THEN 0 ELSE present + (i * 7919 % 604800 + 60) * 1000000 END, 'en', FALSE, 3, '',
	 'How long does delivery to Belgium take when the parcel holds more than one thing?', at, at FROM crowd`,
	`INSERT INTO messages (id, conversation, turn, seq, author, operator, body, language, claims, created_at)
	 SELECT 'a' || id, id, 't' || id, 1, 'customer', '', 'How long does delivery to Belgium take when the parcel holds more than one thing?', 'en', '', at FROM crowd`,
	`INSERT INTO messages (id, conversation, turn, seq, author, operator, body, language, claims, created_at)
	 SELECT 'b' || id, id, 't' || id, 3, 'assistant', '', 'Parcels to Belgium take two working days, whatever they hold.', 'en', '', at FROM crowd`,
	`INSERT INTO turns (id, conversation, message, state, epoch, due_at, lease_until, topic, reason, created_at, decided_at)
	 SELECT 't' || id, id, 'a' || id, CASE state WHEN 'assistant' THEN 'accepted' WHEN 'waiting_person' THEN 'handed_over' ELSE 'sent' END,
	 1, CASE state WHEN 'assistant' THEN present + 15000000 ELSE at + 15000000 END, 0, 'delivery', '',
	 CASE state WHEN 'assistant' THEN present ELSE at END, CASE state WHEN 'assistant' THEN 0 ELSE at END FROM crowd`,
	`INSERT INTO events (conversation, seq, kind, ref, created_at)
	 SELECT id, 1, 'message', 'a' || id, at FROM crowd UNION ALL SELECT id, 2, 'turn', 't' || id, at FROM crowd
	 UNION ALL SELECT id, 3, 'message', 'b' || id, at FROM crowd`,
	`INSERT INTO promises (id, conversation, turn, team, state, by_at, misses, created_at, closed_at)
	 SELECT 'p' || id, id, 't' || id, team, 'open', present + (i * 7919 % 604800 + 60) * 1000000, 0, at, 0 FROM crowd WHERE state = 'waiting_person'`,
	`INSERT INTO counters (name, value) SELECT 'waiting:' || team, count(*) FROM crowd WHERE state = 'waiting_person' GROUP BY team`,
}

// crowdRows names the rows that everything above is made of: how many, one in how many is with the assistant, the present
// in microseconds (twice), how many. Ids sort by time, as real ones do.
const crowdRows = `CREATE TEMPORARY TABLE crowd AS WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < %d)
 SELECT i, '018f0000-0000-7000-8000-' || substr(CAST(1000000000000 + i AS TEXT), 2) AS id,
 CASE WHEN i %% %d = 6 THEN 'assistant' WHEN i %% 20 < 2 THEN 'waiting_person' WHEN i %% 20 = 2 THEN 'person'
 WHEN i %% 20 < 6 THEN 'waiting_customer' ELSE 'resolved' END AS state,
 CASE WHEN i / 20 %% 1000 = 7 THEN '` + QuietTeam + `' WHEN i / 20 %% 5 = 3 THEN '` + BusyTeam + `' ELSE '` + CommonTeam + `' END AS team,
 CAST(%d AS BIGINT) AS present, CAST(%d AS BIGINT) - (%d - i) * 1000000 AS at FROM n`

// CrowdID is the id of the conversation that was made as the i-th of a crowd, from 1.
func CrowdID(i int) string { return fmt.Sprintf("018f0000-0000-7000-8000-%012d", i) }

// Crowd fills a desk with so many conversations that are a second apart and end at a moment. The database has its
// schema and the inbox "web"; nobody else writes to it meanwhile.
func Crowd(tb testing.TB, db *sql.DB, conversations int, now time.Time) {
	tb.Helper()
	conn, err := db.Conn(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	exec := func(statement string) {
		tb.Helper()
		if _, err := conn.ExecContext(tb.Context(), statement); err != nil {
			tb.Fatalf("make a crowd: %v\n%s", err, statement)
		}
	}
	for _, team := range []string{CommonTeam, BusyTeam, QuietTeam} {
		exec(`INSERT INTO teams (id, name, languages, hours) VALUES ('` + team + `', '` + team + `', '["en"]', 'null') ON CONFLICT (id) DO NOTHING`)
	}
	at := now.UnixMicro()
	exec(fmt.Sprintf(crowdRows, conversations, max(20, conversations/10), at, at, conversations))
	for _, statement := range crowdSQL {
		exec(statement)
	}
	exec(`DROP TABLE crowd`)
}

// CrowdFile is Crowd for the SQLite database in a data folder. It writes without fsync and syncs once at the end, so that
// what is measured next does not pay for it. The store that the caller opened has registered the driver.
func CrowdFile(tb testing.TB, folder string, conversations int, now time.Time) {
	tb.Helper()
	path := filepath.Join(folder, "vigie.db")
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=synchronous(OFF)&_pragma=cache_size(-400000)&_pragma=busy_timeout(5000)")
	if err != nil {
		tb.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	Crowd(tb, db, conversations, now)
	_, err = db.ExecContext(tb.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`)
	if err := errors.Join(err, db.Close(), syncFile(path)); err != nil {
		tb.Fatal(err)
	}
}

func syncFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
