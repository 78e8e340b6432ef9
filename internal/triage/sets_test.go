package triage

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// half is a part of a set: the word lists were made with dev in sight, and figures are reported on test.
type half string

const (
	devHalf  half = "dev"
	testHalf half = "test"
)

// setLines reads one half of a set in testdata. Sets whose lines do not name their half have dev on the odd lines.
func setLines[T any](t testing.TB, name string, want half) []T {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Skipf("no set: %v", err)
	}
	var list []T
	for i, line := range bytes.Split(bytes.TrimSpace(text), []byte("\n")) {
		var split struct{ Split half }
		var item T
		if err := json.Unmarshal(line, &split); err != nil {
			t.Fatalf("%s, line %d: %v", name, i+1, err)
		}
		if err := json.Unmarshal(line, &item); err != nil {
			t.Fatalf("%s, line %d: %v", name, i+1, err)
		}
		if split.Split == "" && i%2 == 0 {
			split.Split = devHalf
		} else if split.Split == "" {
			split.Split = testHalf
		}
		if split.Split == want {
			list = append(list, item)
		}
	}
	return list
}

// ownLines reads a list in testdata of lines with a mark or more before the text, split at blanks into so many fields.
func ownLines(t testing.TB, name string, fields int) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var list [][]string
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := s.Text(); line != "" && line[0] != '#' {
			list = append(list, strings.SplitN(line, " ", fields))
		}
	}
	return list
}

// hits counts what a detector got right and wrong.
type hits struct{ found, false, missed, quiet int }

func (h *hits) add(got, want bool) {
	switch {
	case got && want:
		h.found++
	case got:
		h.false++
	case want:
		h.missed++
	default:
		h.quiet++
	}
}

func (h hits) recall() float64    { return float64(h.found) / float64(max(1, h.found+h.missed)) }
func (h hits) precision() float64 { return float64(h.found) / float64(max(1, h.found+h.false)) }
