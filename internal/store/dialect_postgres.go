package store

import (
	"context"
	"database/sql"
	"errors"
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/vigie-desk/vigie/internal/desk"
)

// postgresTopic is the one LISTEN channel; the payload is the topic, always far under the limit of 8,000 bytes.
const postgresTopic = "vigie"

func openPostgres(ctx context.Context, url string) (*DB, error) {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, unreadableURL()
	}
	pool := stdlib.OpenDB(*cfg)
	pool.SetMaxOpenConns(16)
	pool.SetMaxIdleConns(16)
	if err := pool.PingContext(ctx); err != nil {
		return nil, errors.Join(desk.Wrap(err, desk.Unavailable, "PostgreSQL at "+cfg.Host+" does not answer"), pool.Close())
	}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	if err := migrate(ctx, pool, goose.DialectPostgres, goose.WithSessionLocker(locker)); err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	hub := newHub()
	listening, stop := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		listen(listening, cfg, hub)
	}()
	return &DB{
		dialect: dialect{
			name: "postgres", lockRow: " FOR UPDATE", shareRow: " FOR SHARE", skipBusy: " FOR UPDATE SKIP LOCKED", kind: postgresKind,
			notify: postgresNotify, backup: postgresBackup,
		},
		read: pool, write: pool, hub: hub,
		close: []func() error{pool.Close, func() error { stop(); <-done; return nil }},
	}, nil
}

// postgresExists looks for the table of the schema's number, which every desk has.
func postgresExists(ctx context.Context, url string) (there bool, err error) {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return false, unreadableURL()
	}
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return false, desk.Wrap(err, desk.Unavailable, "PostgreSQL at "+cfg.Host+" does not answer")
	}
	err = conn.QueryRow(ctx, `SELECT to_regclass($1) IS NOT NULL`, goose.DefaultTablename).Scan(&there)
	return there, errors.Join(err, conn.Close(ctx))
}

func unreadableURL() error {
	return desk.Errorf(desk.Invalid, "the database URL cannot be read; write postgres://USER:PASSWORD@HOST:PORT/NAME")
}

// listen forwards what other processes and this one changed. Whenever it had to connect again it wakes everybody, since
// it may have missed something; they catch up from the rows.
func listen(ctx context.Context, cfg *pgx.ConnConfig, hub *hub) {
	for ctx.Err() == nil {
		if conn, err := pgx.ConnectConfig(ctx, cfg); err == nil {
			forward(ctx, conn, hub)
			_ = conn.Close(context.WithoutCancel(ctx))
		}
		select {
		case <-ctx.Done():
		case <-time.After(250 * time.Millisecond): //nolint:forbidigo // a pause between connections, not a date
		}
	}
}

func forward(ctx context.Context, conn *pgx.Conn, hub *hub) {
	if _, err := conn.Exec(ctx, "LISTEN "+postgresTopic); err != nil {
		return
	}
	hub.tellAll()
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return
		}
		hub.tell([]string{n.Payload})
	}
}

func postgresNotify(ctx context.Context, t *tx, topic string) error {
	return t.exec(ctx, `SELECT pg_notify($1, $2)`, postgresTopic, topic)
}

func postgresKind(err error) (desk.Kind, bool) {
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch pg.Code[:2] {
		case "23":
			if pg.Code == "23505" {
				return desk.Conflict, true
			}
		case "53", "55", "57", "08", "58", "25":
			return desk.Unavailable, true
		}
		return desk.Internal, false
	}
	var network *net.OpError
	if errors.As(err, &network) || errors.Is(err, sql.ErrConnDone) || pgconn.Timeout(err) {
		return desk.Unavailable, true
	}
	return desk.Internal, false
}

// again tells whether a transaction failed only because of another one beside it.
func again(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}

func postgresBackup(context.Context, *DB, string) error {
	return desk.Errorf(desk.Invalid, "a PostgreSQL database is backed up with pg_dump; vigie backup copies the SQLite file of the data folder")
}
