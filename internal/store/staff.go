package store

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
)

// deed puts a change of the desk on record, in the change's own transaction.
func (t *tx) deed(ctx context.Context, d access.Deed) error {
	return t.exec(ctx, `INSERT INTO acts (id, operator, act, ref, reason, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		d.ID, d.By, d.Act, d.Ref, d.Detail, micros(d.At))
}

// staff changes who is who. It is refused where no owner would be left.
func (db *DB) staff(ctx context.Context, d access.Deed, change func(t *tx) (changed int64, err error)) error {
	return db.do(ctx, func(t *tx) error {
		// Of two that each take the other's role away at the same time, the second waits here, and counts afterwards.
		if err := t.exec(ctx, `UPDATE counters SET value = value + 1 WHERE name = 'owners'`); err != nil {
			return err
		}
		n, err := change(t)
		if err != nil {
			return err
		}
		if n == 0 {
			return desk.Errorf(desk.NotFound, "no such operator")
		}
		var owners int
		if err := t.QueryRowContext(ctx, `SELECT count(*) FROM operators WHERE role = 'owner' AND ended_at = 0`).Scan(&owners); err != nil {
			return err
		}
		if owners == 0 {
			return desk.Errorf(desk.Conflict, "this is the last owner; make somebody else an owner first")
		}
		return t.deed(ctx, d)
	})
}

// ChangeOperator writes an operator's team, role and languages. Conflict for the last owner, who stays one.
func (db *DB) ChangeOperator(ctx context.Context, o desk.Operator, d access.Deed) error {
	languages, err := toJSON(o.Languages)
	if err != nil {
		return err
	}
	return db.staff(ctx, d, func(t *tx) (int64, error) {
		return t.changed(ctx, `UPDATE operators SET team = $1, role = $2, languages = $3 WHERE id = $4 AND ended_at = 0`, o.Team, o.Role, languages, o.ID)
	})
}

// EndOperator deactivates an operator: from now on nobody is signed in as them. Conflict for the last owner.
func (db *DB) EndOperator(ctx context.Context, id string, d access.Deed) error {
	return db.staff(ctx, d, func(t *tx) (int64, error) {
		if err := t.exec(ctx, `UPDATE invitations SET used_at = $1 WHERE operator = $2 AND used_at = 0`, micros(d.At), id); err != nil {
			return 0, err
		}
		return t.changed(ctx, `UPDATE operators SET ended_at = $1, signed_from = $1, away = TRUE WHERE id = $2 AND ended_at = 0`, micros(d.At), id)
	})
}

// ReturnOperator lets a deactivated operator sign in again.
func (db *DB) ReturnOperator(ctx context.Context, id string, d access.Deed) error {
	return db.staff(ctx, d, func(t *tx) (int64, error) {
		return t.changed(ctx, `UPDATE operators SET ended_at = 0 WHERE id = $1 AND ended_at > 0`, id)
	})
}

// HeldBy lists conversations that an operator has in hand.
func (db *DB) HeldBy(ctx context.Context, operator string, limit int) ([]string, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id FROM conversations WHERE owner_kind = 'person' AND owner_id = $1 AND state <> 'resolved' ORDER BY id LIMIT $2`, operator, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (id string, err error) { return id, row.Scan(&id) })
	return list, db.fail(err)
}

const invitationColumns = `id, operator, email, team, role, languages, made_by, created_at, expires_at, used_at`

func scanInvitation(row interface{ Scan(dest ...any) error }) (access.Invitation, error) {
	var i access.Invitation
	var languages string
	var created, expires, used int64
	if err := row.Scan(&i.ID, &i.Operator, &i.Email, &i.Team, &i.Role, &languages, &i.By, &created, &expires, &used); err != nil {
		return i, err
	}
	i.Created, i.Expires, i.Used = moment(created), moment(expires), moment(used)
	return i, fromJSON(languages, &i.Languages)
}

// AddInvitation implements access.Invitations.
func (db *DB) AddInvitation(ctx context.Context, i access.Invitation, d access.Deed) error {
	languages, err := toJSON(i.Languages)
	if err != nil {
		return err
	}
	return db.do(ctx, func(t *tx) error {
		if err := t.roomFor(ctx, i, d.At); err != nil {
			return err
		}
		if err := t.exec(ctx, `INSERT INTO invitations (`+invitationColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)`,
			i.ID, i.Operator, i.Email, i.Team, i.Role, languages, i.By, micros(i.Created), micros(i.Expires)); err != nil {
			return err
		}
		return t.deed(ctx, d)
	})
}

// roomFor ends earlier links of the same sort, and refuses one to join for somebody who is there.
func (t *tx) roomFor(ctx context.Context, i access.Invitation, at time.Time) error {
	var there bool
	if err := t.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM operators WHERE email = $1)`, i.Email).Scan(&there); err != nil {
		return err
	}
	if there && !i.Resets() {
		return desk.Errorf(desk.Conflict, "email: an operator with this e-mail address exists already; a deactivated one can be activated again")
	}
	return t.exec(ctx, `UPDATE invitations SET used_at = $1 WHERE email = $2 AND operator = $3 AND used_at = 0`, micros(at), i.Email, i.Operator)
}

// Invitation implements access.Invitations.
func (db *DB) Invitation(ctx context.Context, id string) (access.Invitation, error) {
	i, err := scanInvitation(db.read.QueryRowContext(ctx, `SELECT `+invitationColumns+` FROM invitations WHERE id = $1`, id))
	return i, db.fail(err)
}

// Invitations lists the links that work at a moment, newest first.
func (db *DB) Invitations(ctx context.Context, now time.Time) ([]access.Invitation, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT `+invitationColumns+` FROM invitations WHERE used_at = 0 AND expires_at > $1 ORDER BY created_at DESC, id LIMIT 200`, micros(now))
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, scanInvitation)
	return list, db.fail(err)
}

// use ends a link, and is refused where it has ended: so it works once.
func (t *tx) use(ctx context.Context, id string, at time.Time) error {
	n, err := t.changed(ctx, `UPDATE invitations SET used_at = $1 WHERE id = $2 AND used_at = 0 AND expires_at > $1`, micros(at), id)
	if err == nil && n == 0 {
		return desk.Errorf(desk.Conflict, "this link has ended")
	}
	return err
}

// Join implements access.Invitations.
func (db *DB) Join(ctx context.Context, invitation string, o desk.Operator, passwordHash string, d access.Deed) error {
	languages, err := toJSON(o.Languages)
	if err != nil {
		return err
	}
	return db.do(ctx, func(t *tx) error {
		if err := t.use(ctx, invitation, d.At); err != nil {
			return err
		}
		if err := t.exec(ctx, `INSERT INTO operators (id, name, email, team, role, languages, password, away, seen_at, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE, 0, $8)`, o.ID, o.Name, o.Email, o.Team, o.Role, languages, passwordHash, micros(d.At)); err != nil {
			return err
		}
		return t.deed(ctx, d)
	})
}

// ResetPassword implements access.Invitations.
func (db *DB) ResetPassword(ctx context.Context, invitation, operator, passwordHash string, d access.Deed) error {
	return db.do(ctx, func(t *tx) error {
		if err := t.use(ctx, invitation, d.At); err != nil {
			return err
		}
		n, err := t.changed(ctx, `UPDATE operators SET password = $1, signed_from = $2 WHERE id = $3 AND ended_at = 0`, passwordHash, micros(d.At), operator)
		if err == nil && n == 0 {
			err = desk.Errorf(desk.Conflict, "this operator is deactivated")
		}
		if err != nil {
			return err
		}
		return t.deed(ctx, d)
	})
}

// WithdrawInvitation implements access.Invitations.
func (db *DB) WithdrawInvitation(ctx context.Context, id string, d access.Deed) error {
	return db.do(ctx, func(t *tx) error {
		if err := t.use(ctx, id, d.At); err != nil {
			return err
		}
		return t.deed(ctx, d)
	})
}

// Deeds gives what was done to one part of the desk, newest first.
func (db *DB) Deeds(ctx context.Context, ref string, limit int) ([]access.Deed, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id, operator, act, ref, reason, created_at FROM acts WHERE ref = $1 ORDER BY created_at DESC, id DESC LIMIT $2`, ref, limit)
	if err != nil {
		return nil, db.fail(err)
	}
	list, err := scanAll(rows, func(row scanner) (access.Deed, error) {
		var d access.Deed
		var at int64
		err := row.Scan(&d.ID, &d.By, &d.Act, &d.Ref, &d.Detail, &at)
		d.At = moment(at)
		return d, err
	})
	return list, db.fail(err)
}
