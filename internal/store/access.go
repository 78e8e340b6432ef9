package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
)

// AddAPIKey inserts a key by the SHA-256 of its secret, hex.
func (db *DB) AddAPIKey(ctx context.Context, k access.Key, hash string) error {
	scopes, err := toJSON(k.Scopes)
	if err != nil {
		return err
	}
	return db.do(ctx, func(t *tx) error {
		return t.exec(ctx, `INSERT INTO api_keys (id, name, hash, scopes, created_at, revoked_at) VALUES ($1, $2, $3, $4, $5, 0)`,
			k.ID, k.Name, hash, scopes, micros(k.Created))
	})
}

// APIKeyByHash finds a key that is not revoked.
func (db *DB) APIKeyByHash(ctx context.Context, hash string) (access.Key, error) {
	k, err := scanKey(db.read.QueryRowContext(ctx, `SELECT id, name, scopes, created_at, revoked_at, used_at FROM api_keys WHERE hash = $1 AND revoked_at = 0`, hash))
	return k, db.fail(err)
}

// APIKeys lists all.
func (db *DB) APIKeys(ctx context.Context) ([]access.Key, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id, name, scopes, created_at, revoked_at, used_at FROM api_keys ORDER BY created_at, id`)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanKey)
	return list, db.fail(err)
}

func scanKey(row interface{ Scan(dest ...any) error }) (access.Key, error) {
	var k access.Key
	var scopes string
	var created, revoked, used int64
	if err := row.Scan(&k.ID, &k.Name, &scopes, &created, &revoked, &used); err != nil {
		return k, err
	}
	k.Created, k.Revoked, k.Used = moment(created), moment(revoked), moment(used)
	return k, fromJSON(scopes, &k.Scopes)
}

// RevokeAPIKey ends a key.
func (db *DB) RevokeAPIKey(ctx context.Context, id string, at time.Time) error {
	return db.one(ctx, `UPDATE api_keys SET revoked_at = $1 WHERE id = $2 AND revoked_at = 0`, micros(at), id)
}

// Setting reads a setting of the desk; empty where it is not set.
func (db *DB) Setting(ctx context.Context, name string) (string, error) {
	var value string
	err := db.read.QueryRowContext(ctx, `SELECT value FROM settings WHERE name = $1`, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, db.fail(err)
}

// SetSetting writes a setting; the empty value removes it.
func (db *DB) SetSetting(ctx context.Context, name, value string) error {
	return db.do(ctx, func(t *tx) error {
		if value == "" {
			return t.exec(ctx, `DELETE FROM settings WHERE name = $1`, name)
		}
		return t.exec(ctx, `INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	})
}

// EnsureSetting gives a setting, having set it to a value where it was not set. Of several that ensure it at the same
// time, all get the same value.
func (db *DB) EnsureSetting(ctx context.Context, name, value string) (string, error) {
	err := db.do(ctx, func(t *tx) error {
		return t.exec(ctx, `INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`, name, value)
	})
	if err != nil {
		return "", err
	}
	return db.Setting(ctx, name)
}

// Levels lists every scope that has a level of its own.
func (db *DB) Levels(ctx context.Context) ([]desk.Level, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT scope, level, set_by, set_at FROM autonomy ORDER BY scope`)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row interface{ Scan(dest ...any) error }) (desk.Level, error) {
		var l desk.Level
		var level string
		var at int64
		if err := row.Scan(&l.Scope, &level, &l.By, &at); err != nil {
			return l, err
		}
		l.At = moment(at)
		// What cannot be read is Off: the zero level.
		l.Level, _ = desk.ParseAutonomy(level)
		return l, nil
	})
	return list, db.fail(err)
}

// SetLevel writes the level of a scope.
func (db *DB) SetLevel(ctx context.Context, l desk.Level) error {
	return db.do(ctx, func(t *tx) error {
		t.tell(TopicDesk)
		return t.exec(ctx, `INSERT INTO autonomy (scope, level, set_by, set_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (scope) DO UPDATE SET level = excluded.level, set_by = excluded.set_by, set_at = excluded.set_at`,
			l.Scope, l.Level.String(), l.By, micros(l.At))
	})
}

// ClearLevel removes the level of a scope: what stands above it holds again.
func (db *DB) ClearLevel(ctx context.Context, scope string) error {
	return db.do(ctx, func(t *tx) error {
		t.tell(TopicDesk)
		return t.exec(ctx, `DELETE FROM autonomy WHERE scope = $1`, scope)
	})
}

// Sessions keeps sign-in sessions, in the form that the session manager asks for.
type Sessions struct {
	db  *DB
	now func() time.Time
}

// Sessions gives the store of sign-in sessions.
func (db *DB) Sessions(now func() time.Time) *Sessions { return &Sessions{db: db, now: now} }

// FindCtx reads a session that has not ended.
func (s *Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var data string
	err := s.db.read.QueryRowContext(ctx, `SELECT data FROM sessions WHERE token = $1 AND expires_at > $2`, token, micros(s.now())).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, s.db.fail(err)
	}
	raw, err := base64.StdEncoding.DecodeString(data)
	return raw, err == nil, err
}

// CommitCtx writes a session.
func (s *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return s.db.do(ctx, func(t *tx) error {
		return t.exec(ctx, `INSERT INTO sessions (token, data, expires_at) VALUES ($1, $2, $3)
			ON CONFLICT (token) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at`,
			token, base64.StdEncoding.EncodeToString(data), micros(expiry))
	})
}

// DeleteCtx ends a session.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	return s.db.do(ctx, func(t *tx) error { return t.exec(ctx, `DELETE FROM sessions WHERE token = $1`, token) })
}

// Find is FindCtx without a context; the session manager prefers those with one, here as in Commit and Delete.
func (s *Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (s *Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
