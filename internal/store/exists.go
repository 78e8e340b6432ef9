package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Exists tells whether there is a desk where Open would open one. Open makes what is missing; this makes nothing.
func Exists(ctx context.Context, cfg Config) (bool, error) {
	if cfg.URL != "" {
		return postgresExists(ctx, cfg.URL)
	}
	info, err := os.Stat(filepath.Join(cfg.Folder, sqliteFile))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, desk.Wrap(err, desk.Unavailable, "the data folder "+cfg.Folder+" cannot be read; set --data or VIGIE_DATA to a folder that this user may read")
	}
	return info.Mode().IsRegular(), nil
}
