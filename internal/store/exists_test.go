package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
)

// Looking for a desk makes none.
func TestExistsMakesNothing(t *testing.T) {
	onEmpty(t, func(t *testing.T, cfg store.Config) {
		if cfg.Folder != "" {
			cfg.Folder = filepath.Join(cfg.Folder, "typo")
		}
		for range 2 {
			if there, err := store.Exists(t.Context(), cfg); there || err != nil {
				t.Fatalf("%v, %v before there is one", there, err)
			}
		}
		if _, err := os.Stat(cfg.Folder); cfg.Folder != "" && err == nil {
			t.Error("the folder was made")
		}
		db, err := store.Open(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = db.Close() }()
		if there, err := store.Exists(t.Context(), cfg); !there || err != nil {
			t.Errorf("%v, %v after there is one", there, err)
		}
	})
}

func TestExistsWhereNothingAnswers(t *testing.T) {
	for _, url := range []string{"postgres://u@127.0.0.1:1/none", "postgres://%zz"} {
		if _, err := store.Exists(t.Context(), store.Config{URL: url}); !desk.Is(err, desk.Unavailable) && !desk.Is(err, desk.Invalid) {
			t.Errorf("%s: %v", url, err)
		}
	}
}
