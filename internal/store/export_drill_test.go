package store

import "context"

// SpoilDrill has a run's row say something else.
func (db *DB) SpoilDrill(ctx context.Context, id, state, report string) error {
	return db.one(ctx, `UPDATE drills SET state = $1, report = $2 WHERE id = $3`, state, report, id)
}
