package novelty_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

// written is one line of the sets in testdata: sentences written by people who had not seen the code.
type written struct {
	ID       string        `json:"id"`
	Language desk.Language `json:"language"`
	Unit     string        `json:"unit"`
	Text     string        `json:"text"`
	Same     bool          `json:"same"`
	Courtesy bool          `json:"courtesy"`
}

func lines(t *testing.T, name string) (list []written) {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	for in := bufio.NewScanner(file); in.Scan(); {
		var w written
		if err := json.Unmarshal(in.Bytes(), &w); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		list = append(list, w)
	}
	return list
}

// novel gives how new a claim is beside one passage.
func novel(w written) desk.Novelty {
	var m novelty.Memory
	return novelty.Worst(m.Look(desk.Draft{Mode: desk.Compose, Language: w.Language, Text: w.Text}, []string{w.Unit}))
}

// share counts, by language, how many lines of a set are judged in a way; show names the others of a set that thresholds were
// chosen on. The measuring sets are only counted.
func share(t *testing.T, set []written, show bool, is func(written) bool) (found, of int) {
	t.Helper()
	for _, w := range set {
		if is(w) {
			found++
		} else if show {
			t.Logf("%s %s: %s", w.ID, novel(w), w.Text)
		}
	}
	t.Logf("%d of %d", found, len(set))
	return found, len(set)
}

// TestBlindPolicies: an invented policy must be seen to bind, or be refused for another cause, in whatever words.
func TestBlindPolicies(t *testing.T) {
	binds := func(w written) bool { return novel(w) == desk.BindingClaim }
	for name, show := range map[string]bool{"policy_a": true, "policy_b": false} {
		t.Run(name, func(t *testing.T) {
			if found, of := share(t, lines(t, name), show, binds); found < of*98/100 {
				t.Errorf("%d of %d invented policies may be sent unseen", of-found, of)
			}
		})
	}
}

// TestBlindFacts: an invented fact is new; most may go to the few.
func TestBlindFacts(t *testing.T) {
	share(t, lines(t, "facts"), false, func(w written) bool { return novel(w) == desk.FreshClaim })
	if known, _ := share(t, lines(t, "facts"), false, func(w written) bool { return novel(w) == desk.Known }); known > 0 {
		t.Errorf("%d invented facts count as known", known)
	}
}

// TestBlindSayings: what says the same is known, and what only looks alike never is.
func TestBlindSayings(t *testing.T) {
	var alike, other []written
	for _, w := range lines(t, "known") {
		if w.Same {
			alike = append(alike, w)
		} else {
			other = append(other, w)
		}
	}
	known := func(w written) bool { return novel(w) == desk.Known }
	for half, first := range map[string]bool{"chosen on": true, "measured": false} {
		t.Run(half, func(t *testing.T) {
			if found, of := share(t, split(alike, first), first, known); found < of/2 {
				t.Errorf("only %d of %d sayings of the same are known", found, of)
			}
			if found, of := share(t, split(other, first), first, func(w written) bool { return !known(w) }); first && found < of || found < of*95/100 {
				t.Errorf("%d of %d other sayings count as known", of-found, of)
			}
		})
	}
}

func TestBlindCourtesies(t *testing.T) {
	known := func(w written) bool { return novel(w) == desk.Known }
	var polite, laden []written
	for _, w := range lines(t, "courtesy") {
		if w.Courtesy {
			polite = append(polite, w)
		} else {
			laden = append(laden, w)
		}
	}
	if found, of := share(t, polite, true, known); found < of*8/10 {
		t.Errorf("only %d of %d courtesies are known", found, of)
	}
	if found, of := share(t, laden, true, func(w written) bool { return !known(w) }); found < of {
		t.Errorf("%d of %d claims behind a courtesy count as known", of-found, of)
	}
}

// split gives every second line.
func split(set []written, first bool) (half []written) {
	for i, w := range set {
		if (i%2 == 0) == first {
			half = append(half, w)
		}
	}
	return half
}
