package store

import (
	"context"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// handOverPrefix begins the names of the settings that hold the company's own words at hand-over, one a language.
const handOverPrefix = "handover:"

// handOverWords reads the company's own words at hand-over, inside a change.
func (t *tx) handOverWords(ctx context.Context) (map[desk.Language]string, error) {
	rows, err := t.QueryContext(ctx, `SELECT name, value FROM settings WHERE name IN ('handover:en', 'handover:fr')`)
	if err != nil {
		return nil, err
	}
	list, err := scanAll(rows, func(row scanner) (kept [2]string, err error) { return kept, row.Scan(&kept[0], &kept[1]) })
	said := map[desk.Language]string{}
	for _, kept := range list {
		said[desk.Language(strings.TrimPrefix(kept[0], handOverPrefix))] = kept[1]
	}
	return said, err
}

// Roster reads who could answer for a team at a moment, as a hand-over would read it.
func (db *DB) Roster(ctx context.Context, team string, now time.Time) (conversation.Roster, error) {
	var r conversation.Roster
	err := db.do(ctx, func(t *tx) (err error) {
		r, err = t.roster(ctx, team, now)
		return err
	})
	return r, err
}

// recorded makes a change and puts it on record, or neither.
func (db *DB) recorded(ctx context.Context, d access.Deed, change func(t *tx) error) error {
	return db.do(ctx, func(t *tx) error {
		if err := change(t); err != nil {
			return err
		}
		return t.deed(ctx, d)
	})
}

// SaveTeam inserts or replaces a team, on record.
func (db *DB) SaveTeam(ctx context.Context, team desk.Team, d access.Deed) error {
	languages, err := toJSON(team.Languages)
	if err != nil {
		return err
	}
	hours, err := toJSON(team.Hours)
	if err != nil {
		return err
	}
	return db.recorded(ctx, d, func(t *tx) error {
		return t.exec(ctx, `INSERT INTO teams (id, name, languages, hours) VALUES ($1, $2, $3, $4)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, languages = excluded.languages, hours = excluded.hours`,
			team.ID, team.Name, languages, hours)
	})
}

// Topics gives the team of each topic that has one of its own.
func (db *DB) Topics(ctx context.Context) (map[string]string, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id, team FROM topics`)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (kept [2]string, err error) { return kept, row.Scan(&kept[0], &kept[1]) })
	topics := map[string]string{}
	for _, kept := range list {
		topics[kept[0]] = kept[1]
	}
	return topics, db.fail(err)
}

// SaveTopic gives a topic a team, or, where that is empty, none of its own: the inbox's answers then. On record.
func (db *DB) SaveTopic(ctx context.Context, topic, team string, d access.Deed) error {
	return db.recorded(ctx, d, func(t *tx) error {
		if team == "" {
			return t.exec(ctx, `DELETE FROM topics WHERE id = $1`, topic)
		}
		return t.exec(ctx, `INSERT INTO topics (id, team) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET team = excluded.team`, topic, team)
	})
}

// SaveSetting writes a setting, on record; the empty value removes it.
func (db *DB) SaveSetting(ctx context.Context, name, value string, d access.Deed) error {
	return db.recorded(ctx, d, func(t *tx) error {
		if value == "" {
			return t.exec(ctx, `DELETE FROM settings WHERE name = $1`, name)
		}
		return t.exec(ctx, `INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	})
}

// InHand counts the conversations that the assistant has in hand, of those that match: what Stop would give to people.
func (db *DB) InHand(ctx context.Context, matches func(c desk.Conversation, topic string) bool) (int, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT c.id, c.inbox, c.channel, c.language, t.topic FROM turns t JOIN conversations c ON c.id = t.conversation
		WHERE t.state IN ('accepted', 'answering', 'held')`)
	if err != nil {
		return 0, db.fail(err)
	}
	found := map[string]bool{}
	_, err = scanAll(rows, func(row scanner) (struct{}, error) {
		var c desk.Conversation
		var topic string
		err := row.Scan(&c.ID, &c.Inbox, &c.Channel, &c.Language, &topic)
		if err == nil && matches(c, topic) {
			found[c.ID] = true
		}
		return struct{}{}, err
	})
	return len(found), db.fail(err)
}

// EndAPIKey revokes a key, on record. NotFound for one that does not work.
func (db *DB) EndAPIKey(ctx context.Context, id string, d access.Deed) error {
	return db.recorded(ctx, d, func(t *tx) error {
		n, err := t.changed(ctx, `UPDATE api_keys SET revoked_at = $1 WHERE id = $2 AND revoked_at = 0`, micros(d.At), id)
		if err == nil && n == 0 {
			return desk.Errorf(desk.NotFound, "no key that works has this id")
		}
		return err
	})
}

// NoteKey writes down that a key was used.
func (db *DB) NoteKey(ctx context.Context, id string, at time.Time) error {
	return db.one(ctx, `UPDATE api_keys SET used_at = $1 WHERE id = $2`, micros(at), id)
}
