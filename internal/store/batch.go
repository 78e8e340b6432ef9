package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/vigie-desk/vigie/internal/desk"
)

// batchMost bounds how many queued writes share one commit, and so one fsync.
const batchMost = 256

// batcher is SQLite's one writer. Writes that queue while a commit is on its way to the disk share the next one; each
// has a savepoint of its own, so that one that fails takes nobody with it.
type batcher struct {
	jobs chan *job
	quit chan struct{}
	done chan struct{}
	conn *conn
	told func(topics []string)
}

type job struct {
	ctx    context.Context // the job is the call: it lives as long as its caller waits
	f      func(*tx) error
	topics []string
	err    error
	done   chan struct{}
}

// newBatcher starts the writer. It outlives ctx: close ends it.
func newBatcher(ctx context.Context, raw *sql.Conn, told func(topics []string)) *batcher {
	b := &batcher{
		jobs: make(chan *job, 4*batchMost), quit: make(chan struct{}), done: make(chan struct{}),
		conn: &conn{Conn: raw, stmts: map[string]*sql.Stmt{}}, told: told,
	}
	go b.loop(context.WithoutCancel(ctx))
	return b
}

// do queues a write and waits until it is durable or has failed. It does not return early when ctx ends: the caller
// would not know whether the write was made. A write whose ctx has ended before its turn is not made.
func (b *batcher) do(ctx context.Context, f func(*tx) error) error {
	j := &job{ctx: ctx, f: f, done: make(chan struct{})}
	select {
	case b.jobs <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-b.quit:
		return errClosed()
	}
	select {
	case <-j.done:
		return j.err
	case <-b.done: // closed: the loop has answered every job that it took
		select {
		case <-j.done:
			return j.err
		default:
			return errClosed()
		}
	}
}

func errClosed() error {
	return desk.Errorf(desk.Unavailable, "the desk is shutting down; nothing was changed, try again shortly")
}

func (b *batcher) close() error {
	close(b.quit)
	<-b.done
	return b.conn.close()
}

func (b *batcher) loop(ctx context.Context) {
	defer close(b.done)
	for {
		select {
		case <-b.quit:
			return
		case first := <-b.jobs:
			b.commit(ctx, b.gather(first))
		}
	}
}

func (b *batcher) gather(first *job) []*job {
	batch := []*job{first}
	for len(batch) < batchMost {
		select {
		case j := <-b.jobs:
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

// commit runs a batch in one transaction and answers every job in it.
func (b *batcher) commit(ctx context.Context, batch []*job) {
	err := b.conn.exec(ctx, "BEGIN IMMEDIATE")
	if err == nil {
		for _, j := range batch {
			if j.err = j.ctx.Err(); j.err != nil {
				continue // its time ran out before its turn: it is not made, the others are
			}
			if err = b.savepoint(ctx, j); err != nil {
				break
			}
		}
		if err == nil {
			err = b.conn.exec(ctx, "COMMIT")
		}
		if err != nil {
			// Also after a COMMIT that failed: SQLite may keep the transaction open. Rolling back none is no fault.
			_ = b.conn.exec(ctx, "ROLLBACK")
		}
	}
	for _, j := range batch {
		if err != nil {
			j.err = err
		} else if j.err == nil {
			b.told(j.topics)
		}
		close(j.done)
	}
}

// savepoint runs one job. The error it returns is the batch's: the transaction cannot go on.
func (b *batcher) savepoint(ctx context.Context, j *job) error {
	if err := b.conn.exec(ctx, "SAVEPOINT job"); err != nil {
		return err
	}
	t := &tx{runner: b.conn}
	j.err = guarded(j.f, t)
	j.topics = t.topics
	if j.err == nil {
		return b.conn.exec(ctx, "RELEASE job")
	}
	if err := b.conn.exec(ctx, "ROLLBACK TO job"); err != nil {
		return errors.Join(j.err, err)
	}
	return b.conn.exec(ctx, "RELEASE job")
}

// guarded turns a panic of one write into its error: the writer serves everybody.
func guarded(f func(*tx) error, t *tx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("store: a write panicked: %v\n%s", r, debug.Stack())
		}
	}()
	return f(t)
}

// conn is the writing connection with its prepared statements. Only the batcher's loop touches it. Statements ignore
// the caller's cancellation: one interrupted half-way would take its whole batch with it.
type conn struct {
	*sql.Conn
	stmts map[string]*sql.Stmt
}

func (c *conn) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt, ok := c.stmts[query]; ok {
		return stmt, nil
	}
	stmt, err := c.PrepareContext(context.WithoutCancel(ctx), query)
	if err != nil {
		return nil, err
	}
	c.stmts[query] = stmt
	return stmt, nil
}

func (c *conn) exec(ctx context.Context, query string) error {
	_, err := c.ExecContext(ctx, query)
	return err
}

func (c *conn) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	stmt, err := c.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(context.WithoutCancel(ctx), args...)
}

func (c *conn) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := c.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(context.WithoutCancel(ctx), args...)
}

func (c *conn) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	stmt, err := c.prepared(ctx, query)
	if err != nil {
		return c.Conn.QueryRowContext(context.WithoutCancel(ctx), query, args...)
	}
	return stmt.QueryRowContext(context.WithoutCancel(ctx), args...)
}

func (c *conn) close() error {
	var errs []error
	for _, stmt := range c.stmts {
		errs = append(errs, stmt.Close())
	}
	return errors.Join(append(errs, c.Close())...)
}
