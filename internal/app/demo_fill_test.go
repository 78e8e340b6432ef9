package app

import (
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/app/demo"
	"github.com/vigie-desk/vigie/internal/config"
)

// started opens a demo's folder as vigie demo does, and says how many conversations were told.
func started(t *testing.T, folder string, empty bool, before func(a *App)) (conversations, turns int) {
	t.Helper()
	clock := &demoClock{real: time.Now}
	a, err := Build(t.Context(), withData(config.Defaults(), folder), clock.now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	if before != nil {
		before(a)
	}
	said := 0
	conversations, err = a.fillDemo(t.Context(), clock, empty, func() { said++ })
	if err != nil {
		t.Fatal(err)
	}
	if (said == 1) != (conversations > 0) {
		t.Errorf("said %d times that %d conversations are told", said, conversations)
	}
	if away := time.Since(clock.now()).Abs(); away > time.Minute {
		t.Errorf("afterwards the clock is off by %s", away)
	}
	turns, err = a.store.CountTurns(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return conversations, turns
}

// A new demo is filled, once; an empty one, and one that somebody has written to before there was a week to tell, never.
func TestDemoIsFilledOnce(t *testing.T) {
	folder := t.TempDir()
	n, turns := started(t, folder, false, nil)
	if n < 60 || turns < n {
		t.Errorf("%d conversations, %d turns", n, turns)
	}
	again, same := started(t, folder, false, nil)
	if again != 0 || same != turns {
		t.Errorf("the second start tells %d, and %d turns are there, want %d", again, same, turns)
	}
	bare := t.TempDir()
	for _, empty := range []bool{true, false} { // and stays so
		if n, turns := started(t, bare, empty, nil); n != 0 || turns != 0 {
			t.Errorf("an empty one has %d conversations, %d turns", n, turns)
		}
	}
	old := t.TempDir()
	n, turns = started(t, old, false, func(a *App) {
		if err := a.furnishDemo(t.Context(), demo.HelpCentre); err != nil {
			t.Fatal(err)
		}
		a.writes(t, "I wrote to the demo before it had a past.")
	})
	if n != 0 || turns != 1 {
		t.Errorf("an old one has %d conversations told, %d turns", n, turns)
	}
}

// --reset removes a demo and nothing else.
func TestResetRemovesADemoOnly(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "demo")
	started(t, folder, true, nil)
	if err := resetDemo(folder); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("it is still there: %v", err)
	}
	own := t.TempDir()
	if err := os.WriteFile(filepath.Join(own, "vigie.db"), nil, fs.FileMode(0o600)); err != nil {
		t.Fatal(err)
	}
	if err := resetDemo(own); err == nil {
		t.Error("a folder without the mark of a demo is removed")
	}
}
