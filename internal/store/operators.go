package store

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// OnlineWithin is how lately an operator must have been active to count as online.
const OnlineWithin = 5 * time.Minute

const operatorColumns = `id, name, email, team, role, languages, away, seen_at, ended_at, signed_from`

func scanOperator(row interface{ Scan(dest ...any) error }) (desk.Operator, error) {
	var o desk.Operator
	var languages string
	var seen, ended, from int64
	if err := row.Scan(&o.ID, &o.Name, &o.Email, &o.Team, &o.Role, &languages, &o.Away, &seen, &ended, &from); err != nil {
		return o, err
	}
	o.Seen, o.Ended, o.SignedIn = moment(seen), moment(ended), moment(from)
	return o, fromJSON(languages, &o.Languages)
}

// AddOperator inserts an operator with an argon2id hash of the password. Conflict for an e-mail already known.
func (db *DB) AddOperator(ctx context.Context, o desk.Operator, passwordHash string, at time.Time) error {
	languages, err := toJSON(o.Languages)
	if err != nil {
		return err
	}
	return db.do(ctx, func(t *tx) error {
		return t.exec(ctx, `INSERT INTO operators (id, name, email, team, role, languages, password, away, seen_at, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9)`,
			o.ID, o.Name, o.Email, o.Team, o.Role, languages, passwordHash, o.Away, micros(at))
	})
}

// Operators lists all, by name: those who were deactivated too, whose names stand on what they said.
func (db *DB) Operators(ctx context.Context) ([]desk.Operator, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT `+operatorColumns+` FROM operators ORDER BY name, id`)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanOperator)
	return list, db.fail(err)
}

// Operator reads one.
func (db *DB) Operator(ctx context.Context, id string) (desk.Operator, error) {
	o, err := scanOperator(db.read.QueryRowContext(ctx, `SELECT `+operatorColumns+` FROM operators WHERE id = $1`, id))
	return o, db.fail(err)
}

// OperatorLogin finds an operator by e-mail (lower case), with the hash of the password.
func (db *DB) OperatorLogin(ctx context.Context, email string) (desk.Operator, string, error) {
	var id, hash string
	if err := db.read.QueryRowContext(ctx, `SELECT id, password FROM operators WHERE email = $1 AND ended_at = 0`, email).Scan(&id, &hash); err != nil {
		return desk.Operator{}, "", db.fail(err)
	}
	o, err := db.Operator(ctx, id)
	return o, hash, err
}

// HasOperators tells whether anybody can sign in.
func (db *DB) HasOperators(ctx context.Context) (bool, error) {
	var some bool
	err := db.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM operators WHERE ended_at = 0)`).Scan(&some)
	return some, db.fail(err)
}

// SetPassword replaces the hash of an operator's password.
func (db *DB) SetPassword(ctx context.Context, id, hash string) error {
	return db.one(ctx, `UPDATE operators SET password = $1 WHERE id = $2 AND ended_at = 0`, hash, id)
}

// Seen notes that an operator is active.
func (db *DB) Seen(ctx context.Context, id string, at time.Time) error {
	return db.one(ctx, `UPDATE operators SET seen_at = $1 WHERE id = $2 AND ended_at = 0`, micros(at), id)
}

// SetAway notes that an operator is at the desk, or not.
func (db *DB) SetAway(ctx context.Context, id string, away bool, at time.Time) error {
	return db.one(ctx, `UPDATE operators SET away = $1, seen_at = $2 WHERE id = $3 AND ended_at = 0`, away, micros(at), id)
}

// one runs a statement that must change one row; NotFound where it changes none.
func (db *DB) one(ctx context.Context, query string, args ...any) error {
	return db.do(ctx, func(t *tx) error {
		n, err := t.changed(ctx, query, args...)
		if err != nil {
			return err
		}
		if n == 0 {
			return desk.Errorf(desk.NotFound, "no such thing")
		}
		return nil
	})
}

// roster reads who could answer for a team, inside a change.
func (t *tx) roster(ctx context.Context, team string, now time.Time) (conversation.Roster, error) {
	var r conversation.Roster
	err := t.QueryRowContext(ctx, `SELECT COALESCE(sum(CASE WHEN team = $2 THEN 1 ELSE 0 END), 0),
		COALESCE(sum(CASE WHEN team = $2 AND NOT away AND seen_at > $1 THEN 1 ELSE 0 END), 0),
		COALESCE(sum(CASE WHEN team = $2 THEN 0 ELSE 1 END), 0) FROM operators WHERE ended_at = 0`,
		micros(now.Add(-OnlineWithin)), team).Scan(&r.Members, &r.Online, &r.Others)
	if err != nil {
		return r, err
	}
	if r.Said, err = t.handOverWords(ctx); err != nil {
		return r, err
	}
	if team == conversation.OwnersTeam {
		r.Team = desk.Team{ID: team}
		return r, nil
	}
	var languages, hours string
	err = t.QueryRowContext(ctx, `SELECT id, name, languages, hours FROM teams WHERE id = $1`, team).Scan(&r.Team.ID, &r.Team.Name, &languages, &hours)
	if err != nil {
		return r, err
	}
	if err := fromJSON(languages, &r.Team.Languages); err != nil {
		return r, err
	}
	if err := fromJSON(hours, &r.Team.Hours); err != nil {
		return r, err
	}
	err = t.QueryRowContext(ctx, `SELECT COALESCE(sum(value), 0) FROM counters WHERE name = $1`, "waiting:"+team).Scan(&r.Waiting)
	return r, err
}

// teamOf gives the team of a topic; a topic without one, or unknown, is the inbox's team's.
func (t *tx) teamOf(ctx context.Context, topic, inbox string) (string, error) {
	var team string
	err := t.QueryRowContext(ctx, `SELECT COALESCE((SELECT team FROM topics WHERE id = $1), (SELECT team FROM inboxes WHERE id = $2))`, topic, inbox).Scan(&team)
	return team, err
}

// PutTeam inserts or replaces a team.
func (db *DB) PutTeam(ctx context.Context, team desk.Team) error {
	languages, err := toJSON(team.Languages)
	if err != nil {
		return err
	}
	hours, err := toJSON(team.Hours)
	if err != nil {
		return err
	}
	return db.do(ctx, func(t *tx) error {
		return t.exec(ctx, `INSERT INTO teams (id, name, languages, hours) VALUES ($1, $2, $3, $4)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, languages = excluded.languages, hours = excluded.hours`,
			team.ID, team.Name, languages, hours)
	})
}

// Teams lists all.
func (db *DB) Teams(ctx context.Context) ([]desk.Team, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id, name, languages, hours FROM teams ORDER BY id`)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row interface{ Scan(dest ...any) error }) (desk.Team, error) {
		var team desk.Team
		var languages, hours string
		if err := row.Scan(&team.ID, &team.Name, &languages, &hours); err != nil {
			return team, err
		}
		if err := fromJSON(languages, &team.Languages); err != nil {
			return team, err
		}
		return team, fromJSON(hours, &team.Hours)
	})
	return list, db.fail(err)
}

// PutTopic gives a topic its team.
func (db *DB) PutTopic(ctx context.Context, topic, team string) error {
	return db.do(ctx, func(t *tx) error {
		return t.exec(ctx, `INSERT INTO topics (id, team) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET team = excluded.team`, topic, team)
	})
}

// PutInbox inserts or replaces an inbox.
func (db *DB) PutInbox(ctx context.Context, i desk.Inbox) error {
	origins, err := toJSON(i.Origins)
	if err != nil {
		return err
	}
	return db.do(ctx, func(t *tx) error {
		return t.exec(ctx, `INSERT INTO inboxes (id, brand, language, team, visitors, origins) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (id) DO UPDATE SET brand = excluded.brand, language = excluded.language, team = excluded.team,
			visitors = excluded.visitors, origins = excluded.origins`,
			i.ID, i.Brand, i.Language, i.Team, i.Visitors, origins)
	})
}

// Inbox reads one.
func (db *DB) Inbox(ctx context.Context, id string) (desk.Inbox, error) {
	var i desk.Inbox
	var origins string
	err := db.read.QueryRowContext(ctx, `SELECT id, brand, language, team, visitors, origins FROM inboxes WHERE id = $1`, id).
		Scan(&i.ID, &i.Brand, &i.Language, &i.Team, &i.Visitors, &origins)
	if err != nil {
		return i, db.fail(err)
	}
	return i, fromJSON(origins, &i.Origins)
}

// Act records what an operator did to the desk itself, and why, where they said so.
func (db *DB) Act(ctx context.Context, id, operator, act, ref, reason string, at time.Time) error {
	return db.do(ctx, func(t *tx) error {
		return t.exec(ctx, `INSERT INTO acts (id, operator, act, ref, reason, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
			id, operator, act, ref, reason, micros(at))
	})
}
