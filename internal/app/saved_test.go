package app

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

// A saved index is a shortcut and nothing more: damaged, of another database, or behind the store, the desk searches
// what the store holds.
func TestSavedIndexIsOnlyAShortcut(t *testing.T) {
	folder := t.TempDir()
	open := func(data string) *App {
		t.Helper()
		a, err := Build(t.Context(), withData(config.Defaults(), data), time.Now, slog.New(slog.NewTextHandler(&bytes.Buffer{}, nil)))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	units := func(a *App) int {
		t.Helper()
		if err := a.shelf.load(t.Context()); err != nil {
			t.Fatal(err)
		}
		n := a.shelf.index.Snapshot().Units()
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		return n
	}
	a := open(folder)
	pages, _ := helpCentreOf(2 * worthSaving)
	if _, err := a.library.Import(t.Context(), pages, knowledge.Options{Source: "s", Trusted: true}); err != nil {
		t.Fatal(err)
	}
	want := units(a)
	raw, err := os.ReadFile(filepath.Join(folder, savedIndex))
	if err != nil || want < worthSaving {
		t.Fatalf("nothing was saved of %d units: %v", want, err)
	}
	if again := open(folder); again.shelf.generation == 0 {
		t.Error("the saved index was not used")
	} else if n := units(again); n != want {
		t.Errorf("%d units of %d", n, want)
	}
	for name, bad := range map[string][]byte{"damaged": append(raw[:len(raw)/2:len(raw)/2], "nonsense"...), "empty": nil} {
		if err := os.WriteFile(filepath.Join(folder, savedIndex), bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if n := units(open(folder)); n != want {
			t.Errorf("%s: %d units of %d", name, n, want)
		}
	}
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, savedIndex), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if n := units(open(other)); n != 0 {
		t.Errorf("another desk's index gave %d units", n)
	}
	// What changed while the desk was down is there after the start.
	if err := os.WriteFile(filepath.Join(folder, savedIndex), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	b := open(folder)
	delete(pages, "t0/p0.md")
	if _, err := b.library.Import(t.Context(), pages, knowledge.Options{Source: "s", Trusted: true}); err != nil {
		t.Fatal(err)
	}
	if err := b.store.Close(); err != nil { // as if killed: nothing is saved
		t.Fatal(err)
	}
	if n := units(open(folder)); n >= want {
		t.Errorf("a page that was withdrawn is still searched: %d units of %d", n, want)
	}
}
