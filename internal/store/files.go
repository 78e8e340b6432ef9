package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// AddFile keeps a file until a message names it, and gives it as it is kept: what the same request brought before, where it
// comes again. NotFound for a conversation that does not exist, Mismatch for the request's key with another file, FileError
// where the limits leave no room.
func (db *DB) AddFile(ctx context.Context, u desk.Upload, most desk.FileLimits) (desk.File, error) {
	kept := u.File
	err := db.do(ctx, func(t *tx) error {
		kept = u.File
		var inbox string
		if err := t.QueryRowContext(ctx, `SELECT inbox FROM conversations WHERE id = $1`+db.dialect.lockRow, u.Conversation).Scan(&inbox); err != nil {
			return err
		}
		before, found, err := t.broughtBefore(ctx, u)
		if found || err != nil {
			kept = before
			return err
		}
		return t.insertFile(ctx, u, inbox, most)
	})
	return kept, err
}

func (t *tx) broughtBefore(ctx context.Context, u desk.Upload) (desk.File, bool, error) {
	if u.Key == "" {
		return desk.File{}, false, nil
	}
	var f desk.File
	var sha string
	err := t.QueryRowContext(ctx, `SELECT id, name, type, bytes, width, height, sha FROM files WHERE conversation = $1 AND request = $2`, u.Conversation, u.Key).
		Scan(&f.ID, &f.Name, &f.Type, &f.Bytes, &f.Width, &f.Height, &sha)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return f, false, nil
	case err == nil && sha != u.Hash:
		return f, true, desk.Errorf(desk.Mismatch, "Idempotency-Key: this key brought another file; use a new one for each file")
	}
	return f, true, err
}

// insertFile writes a file, if there is room for it. The conversation's row is held; an inbox's day may end a file too late.
func (t *tx) insertFile(ctx context.Context, u desk.Upload, inbox string, most desk.FileLimits) error {
	var here, today int64
	err := t.QueryRowContext(ctx, `SELECT COALESCE((SELECT SUM(bytes) FROM files WHERE conversation = $1 AND sender = $2), 0),
		COALESCE((SELECT SUM(bytes) FROM files WHERE inbox = $3 AND created_at > $4 AND sender = $2), 0)`,
		u.Conversation, u.Sender, inbox, micros(u.Created.Add(-24*time.Hour))).Scan(&here, &today)
	switch {
	case err != nil:
		return err
	case here+u.Bytes > most.Conversation:
		return desk.NewFileError(desk.FileRoom, u.Name, desk.TooLarge, "file %q: this conversation has room for %d bytes of files, and holds %d already; send a link to it instead", u.Name, most.Conversation, here)
	case today+u.Bytes > most.Inbox:
		return desk.NewFileError(desk.FileDay, u.Name, desk.TooLarge, "file %q: this inbox takes %d bytes of files in 24 hours, and has taken them; send the words now and the file tomorrow", u.Name, most.Inbox)
	}
	return t.exec(ctx, `INSERT INTO files (id, conversation, inbox, message, sender, name, type, bytes, width, height, request, sha, created_at, content)
		VALUES ($1, $2, $3, '', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		u.ID, u.Conversation, inbox, u.Sender, u.Name, u.Type, u.Bytes, u.Width, u.Height, u.Key, u.Hash, micros(u.Created), u.Content)
}

// carry writes the files that came with a change.
func (t *tx) carry(ctx context.Context, inbox string, c conversation.Change) error {
	for _, u := range c.NewFiles {
		if err := t.insertFile(ctx, u, inbox, c.FileLimits); err != nil {
			return err
		}
	}
	return nil
}

// attach gives a message its files, each once: what another message, side or conversation has is refused in the same words.
func (t *tx) attach(ctx context.Context, m desk.Message) (string, []desk.File, error) {
	files := make([]desk.File, len(m.Files))
	for i, f := range m.Files {
		err := t.QueryRowContext(ctx, `UPDATE files SET message = $1 WHERE id = $2 AND conversation = $3 AND message = '' AND sender IN ($4, 'key')
			RETURNING id, name, type, bytes, width, height`, m.ID, f.ID, m.Conversation, senderOf(m)).
			Scan(&files[i].ID, &files[i].Name, &files[i].Type, &files[i].Bytes, &files[i].Width, &files[i].Height)
		if errors.Is(err, sql.ErrNoRows) {
			return "", nil, desk.NewFileError(desk.FileGone, "", desk.Conflict, "files: %q is no file of this conversation that waits to be sent; send it again, and name the new id", clip(f.ID, 60))
		}
		if err != nil {
			return "", nil, err
		}
	}
	if len(files) == 0 {
		return "", nil, nil
	}
	text, err := toJSON(files)
	return text, files, err
}

func senderOf(m desk.Message) desk.Sender {
	if m.Author == desk.ByCustomer {
		return desk.FromCustomer
	}
	return desk.FromOperator
}

// previewOf gives the beginning of a message, or what its files are called where it has no words.
func previewOf(m desk.Message) string {
	if m.Text != "" {
		return clip(m.Text, 140)
	}
	names := make([]string, len(m.Files))
	for i, f := range m.Files {
		names[i] = f.Name
	}
	return clip(strings.Join(names, ", "), 140)
}

// File reads a file that was sent, with its conversation. NotFound for one that does not exist or that no message has.
func (db *DB) File(ctx context.Context, id string) (desk.Upload, error) {
	var u desk.Upload
	err := db.read.QueryRowContext(ctx, `SELECT id, conversation, sender, name, type, bytes, width, height FROM files WHERE id = $1 AND message <> ''`, id).
		Scan(&u.ID, &u.Conversation, &u.Sender, &u.Name, &u.Type, &u.Bytes, &u.Width, &u.Height)
	return u, db.fail(err)
}

// FileContent reads what is in it.
func (db *DB) FileContent(ctx context.Context, id string) ([]byte, error) {
	var content []byte
	err := db.read.QueryRowContext(ctx, `SELECT content FROM files WHERE id = $1`, id).Scan(&content)
	return content, db.fail(err)
}

// DropLooseFiles deletes what came before a moment and no message ever named.
func (db *DB) DropLooseFiles(ctx context.Context, before time.Time) error {
	return db.do(ctx, func(t *tx) error {
		return t.exec(ctx, `DELETE FROM files WHERE message = '' AND created_at < $1`, micros(before))
	})
}
