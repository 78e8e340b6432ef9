package app

import (
	"log/slog"

	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
)

// existing builds the desk for a command that works in process on a desk that must be there: serve, demo, import, train
// and who adds an operator or a key may begin one, and a typing error in --data begins none for the others.
func (r *run) existing() (*App, error) {
	cfg, err := r.config(nil)
	if err != nil {
		return nil, err
	}
	there, err := store.Exists(r.ctx, storeConfig(cfg))
	if err != nil {
		return nil, err
	}
	if !there {
		return nil, desk.Errorf(desk.NotFound, "%s, and none was made; %s", noDesk(cfg), beginDesk)
	}
	return Build(r.ctx, cfg, r.Now, r.logger(slog.LevelWarn))
}

func storeConfig(cfg config.Config) store.Config {
	return store.Config{Folder: cfg.Data, URL: cfg.Database.Reveal()}
}

func noDesk(cfg config.Config) string {
	if cfg.Database.Set() {
		return "there is no desk in the PostgreSQL database that VIGIE_DATABASE names"
	}
	return "there is no desk in " + cfg.Data
}

const beginDesk = "begin one with vigie serve, vigie import PATH or vigie demo, or name the folder of one that is there with --data (VIGIE_DATA)"
