//go:build unix

package storetest_test

import (
	"database/sql"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/store/storetest"
)

// A crowd is what the store itself would have written: it can be listed, counted, read and swept.
func TestCrowd(t *testing.T) {
	folder, now := t.TempDir(), time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	url := storetest.Postgres(t)
	for _, on := range []struct {
		name string
		cfg  store.Config
	}{
		{"sqlite", store.Config{Folder: folder}},
		{"postgres", store.Config{URL: url}},
	} {
		t.Run(on.name, func(t *testing.T) {
			db, err := store.Open(t.Context(), on.cfg)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }()
			err = db.PutTeam(t.Context(), desk.Team{ID: storetest.CommonTeam})
			if err == nil {
				err = db.PutInbox(t.Context(), desk.Inbox{ID: "web", Team: storetest.CommonTeam})
			}
			if err != nil {
				t.Fatal(err)
			}
			if on.cfg.URL == "" {
				storetest.CrowdFile(t, on.cfg.Folder, 2_000, now)
			} else {
				crowdPostgres(t, on.cfg.URL, now)
			}
			looked(t, db, now)
		})
	}
}

func crowdPostgres(t *testing.T, url string, now time.Time) {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	storetest.Crowd(t, db, 2_000, now)
}

func looked(t *testing.T, db *store.DB, now time.Time) {
	t.Helper()
	waiting := 0
	for _, team := range []string{storetest.CommonTeam, storetest.BusyTeam, storetest.QuietTeam} {
		list, _, err := db.List(t.Context(), desk.WaitingPerson, team, "", 1000)
		count, countErr := db.WaitingCount(t.Context(), team)
		if err != nil || countErr != nil || len(list) != count {
			t.Fatalf("team %s: %d listed, %d counted, %v, %v", team, len(list), count, err, countErr)
		}
		waiting += count
	}
	if waiting != 200 {
		t.Errorf("%d wait for a person, want 200 of 2000", waiting)
	}
	said, err := db.Messages(t.Context(), storetest.CrowdID(1999), 0, 10)
	if err != nil || len(said) != 2 || said[0].Seq != 1 || said[1].Seq != 3 {
		t.Errorf("said %+v, %v", said, err)
	}
	due, err := db.Overdue(t.Context(), now, 500)
	if err != nil || len(due.Turns)+len(due.Unclaimed)+len(due.Promises)+len(due.Silent)+len(due.Ownerless) != 0 {
		t.Errorf("overdue %+v, %v", due, err)
	}
	due, err = db.Overdue(t.Context(), now.Add(30*24*time.Hour), 500)
	if err != nil || len(due.Turns) != 10 || len(due.Promises) != 200 || len(due.Silent) != 300 {
		t.Errorf("in a month %d turns, %d promises, %d silent, %v", len(due.Turns), len(due.Promises), len(due.Silent), err)
	}
}
