package app

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/index"
)

// savedIndex is a copy of the index in the data folder, so that a start with much knowledge need not cut and stem all of
// it again. It is only ever a shortcut: what is missing, damaged, of another database or newer than the store is built
// anew from the store.
const savedIndex = "index.bin"

// worthSaving is the number of units from which a start with a saved index is quicker than one without.
const worthSaving = 5_000

// restore takes over a saved index of the same database. Where there is none that fits, nothing happens.
func (s *shelf) restore(ctx context.Context) {
	raw, err := os.ReadFile(s.saved())
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	var loaded *index.Index
	if err == nil {
		id, rest, found := bytes.Cut(raw, []byte{'\n'})
		if !found || string(id) != s.database {
			return
		}
		loaded, err = index.Load(bytes.NewReader(rest))
	}
	if err != nil {
		s.log.LogAttrs(ctx, slog.LevelWarn, "saved index not used", slog.Any("error", err))
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.index, s.generation, s.kept = loaded, loaded.Snapshot().Generation(), loaded.Snapshot().Generation()
}

// save writes the index for the next start, where it is worth it and has changed. A file half written is never seen.
func (s *shelf) save() error {
	snapshot := s.index.Snapshot()
	if snapshot.Units() < worthSaving || snapshot.Generation() == s.kept {
		return nil
	}
	var out bytes.Buffer
	out.WriteString(s.database + "\n")
	if err := snapshot.Save(&out); err != nil {
		return err
	}
	half := s.saved() + ".half"
	if err := os.WriteFile(half, out.Bytes(), 0o600); err != nil {
		return desk.Wrap(err, desk.Unavailable, "the index could not be saved in the data folder; the next start takes longer")
	}
	if err := os.Rename(half, s.saved()); err != nil {
		return err
	}
	s.kept = snapshot.Generation()
	return nil
}

func (s *shelf) saved() string { return filepath.Join(s.folder, savedIndex) }
