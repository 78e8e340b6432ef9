package store_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
)

// A desk of the release before conversations had an urgency and acts a reason: who was urgent stands first, and what an
// operator gave as a reason stands by itself.
func TestUpgradeToUrgency(t *testing.T) {
	onEmpty(t, func(t *testing.T, cfg store.Config) {
		rows := []string{
			`INSERT INTO teams (id, name, languages, hours) VALUES ('support', 'Support', '[]', '{}')`,
			`INSERT INTO inboxes (id, brand, language, team, visitors, origins) VALUES ('web', 'Test', 'en', 'support', TRUE, '[]')`,
			`INSERT INTO customers (id, external, name, email, attributes, signed, created_at) VALUES ('u', NULL, 'U', '', '{}', FALSE, 1)`,
		}
		for i, c := range []struct{ id, state, reason string }{
			{"a", "waiting_person", "not_covered"},
			{"b", "waiting_person", "vulnerable"},
			{"c", "waiting_person", "asked_for_person"},
			{"d", "waiting_person", "urgent"},
			{"e", "resolved", "urgent"},
		} {
			rows = append(rows, fmt.Sprintf(`INSERT INTO conversations (id, inbox, customer, channel, state, owner_kind, owner_id, team, due_at, language, trial, events, visitor, preview, created_at, updated_at)
				VALUES ('%s', 'web', 'u', 'widget', '%s', 'team', 'support', 'support', %d, 'en', FALSE, 0, '', '', 1, 1)`, c.id, c.state, 100+i))
			rows = append(rows, fmt.Sprintf(`INSERT INTO turns (id, conversation, message, state, epoch, due_at, lease_until, topic, reason, created_at, decided_at)
				VALUES ('t%[1]s', '%[1]s', 'm', 'handed_over', 1, 1, 0, '', '%[2]s', 1, 1)`, c.id, c.reason))
		}
		acts := map[string][3]string{
			"1": {"review:approve", "review:approve", ""}, "2": {"review:refuse: out of date: see page 4", "review:refuse", "out of date: see page 4"},
			"3": {"review:take_over: he is angry", "review:take_over", "he is angry"}, "4": {"review:edit: élan", "review:edit", "élan"}, "5": {"stop", "stop", ""},
			"6": {"review:approve: fine", "review:approve", "fine"},
		}
		for id, a := range acts {
			rows = append(rows, fmt.Sprintf(`INSERT INTO acts (id, operator, act, ref, created_at) VALUES ('%s', 'o', '%s', 'r', 1)`, id, a[0]))
		}
		if err := store.Earlier(t.Context(), cfg, 2, rows...); err != nil {
			t.Fatal(err)
		}
		db, err := store.Open(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = db.Close() }()
		list, _, err := db.List(t.Context(), desk.WaitingPerson, "", "", 10)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, line := range list {
			ids = append(ids, line.ID)
		}
		if diff := cmp.Diff([]string{"b", "d", "a", "c"}, ids); diff != "" {
			t.Errorf("waiting (-want +got):\n%s", diff)
		}
		for id, a := range acts {
			what, reason, err := db.Why(t.Context(), id)
			if err != nil || what != a[1] || reason != a[2] {
				t.Errorf("%q is %q because %q, %v", a[0], what, reason, err)
			}
		}
	})
}

func TestActKeepsItsReason(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		if err := w.db.Act(t.Context(), "act", "ann", "review:refuse", "turn", "out of date", w.clock.now()); err != nil {
			t.Fatal(err)
		}
		if what, reason, err := w.db.Why(t.Context(), "act"); err != nil || what != "review:refuse" || reason != "out of date" {
			t.Errorf("%q because %q, %v", what, reason, err)
		}
	})
}
