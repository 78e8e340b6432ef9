package chunk_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/chunk"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

type source struct {
	name string
	doc  extract.Document
}

// corpus reads a folder or a JSON-lines file of the help centres.
func corpus(t testing.TB, name string) []source {
	t.Helper()
	if testing.Short() {
		t.Skip("measuring on public sets takes minutes: the run without -short does it")
	}
	root := os.Getenv("VIGIE_TESTDATA")
	if root == "" {
		t.Skip("skipped: VIGIE_TESTDATA is not set, so there is no real help centre to read")
	}
	at := filepath.Join(root, "kb", name)
	if _, err := os.Stat(at); err != nil {
		t.Skipf("skipped: %v", err)
	}
	if strings.HasSuffix(name, ".jsonl") {
		return records(t, at)
	}
	var all []source
	for name, data := range files(t, at) {
		doc, err := extract.File(name, data, extract.Options{})
		if err != nil {
			t.Errorf("extract: %v", err)
			continue
		}
		all = append(all, source{name, doc})
	}
	slices.SortFunc(all, func(a, b source) int { return strings.Compare(a.name, b.name) })
	return all
}

func files(t testing.TB, at string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := filepath.WalkDir(at, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.Contains(filepath.Ext(path), ".md") {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(at, path)
		all[rel] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func records(t testing.TB, at string) []source {
	t.Helper()
	data, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	read, err := extract.Records(filepath.Base(at), data)
	if err != nil {
		t.Errorf("records: %v", err)
	}
	var all []source
	for _, r := range read {
		all = append(all, source{r.ID, r.Document})
	}
	return all
}

var centres = []string{"npm", "github-site-policy", "yunohost", "letsencrypt", "cnil.jsonl", "service-public.jsonl"}

// leftover is markup of the dialects that no reader should see.
var leftover = regexp.MustCompile(`<[A-Z][a-z]+ [a-z]+=|</[A-Z][a-z]+>|\{%|\{\{[<%]|\[/?(?:ui-|fa[= ]|details|div|center)|(?m)^:::|^!{1,4} `)

// TestHelpCentres extracts and cuts every article of real help centres; VIGIE_SHOW names a folder for the units to read.
func TestHelpCentres(t *testing.T) {
	for _, name := range centres {
		t.Run(name, func(t *testing.T) {
			var sizes, big []int
			kinds := map[desk.UnitKind]int{}
			holes, flagged := 0, 0
			var dump bytes.Buffer
			for _, s := range corpus(t, name) {
				units := chunk.Units(s.doc, nil)
				covers(t, s.name, s.doc.Text, units)
				holes += len(s.doc.Holes)
				if len(s.doc.Suspicious) > 0 {
					flagged++
					t.Logf("suspicious: %s: %q", s.name, s.doc.Suspicious)
				}
				for _, u := range units {
					n := utf8.RuneCountInString(u.Text)
					sizes = append(sizes, n)
					kinds[u.Kind]++
					if u.Kind != desk.Code && u.Kind != desk.List && leftover.MatchString(u.Text) {
						t.Errorf("%s #%d: markup is left: %q", s.name, u.Ordinal, u.Text)
					}
					if n > 1500 && u.Kind != desk.List && u.Kind != desk.Steps {
						big = append(big, n)
					}
					fmt.Fprintf(&dump, "=== %s #%d %s %q\n%s\n", s.name, u.Ordinal, u.Kind, u.Path, u.Text)
				}
			}
			slices.Sort(sizes)
			q := func(p float64) int { return sizes[int(p*float64(len(sizes)-1))] }
			t.Logf("%d units; p5 %d, p25 %d, median %d, p75 %d, p95 %d, max %d; %v; over 1,500 and no list: %v; holes %d, suspicious %d",
				len(sizes), q(.05), q(.25), q(.5), q(.75), q(.95), q(1), kinds, big, holes, flagged)
			if m := q(.5); m < 150 || m > 400 {
				t.Errorf("the median unit has %d code points; 150 to 400 read best", m)
			}
			if dir := os.Getenv("VIGIE_SHOW"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, name+".units"), dump.Bytes(), 0o600); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// covers fails unless the spans of the units join to the text and each unit says something.
func covers(t interface{ Errorf(string, ...any) }, name, text string, units []desk.Unit) {
	runes := []rune(text)
	var b strings.Builder
	for i, u := range units {
		if u.Ordinal != i || u.Start < 0 || u.End < u.Start || u.End > len(runes) {
			t.Errorf("%s: unit %d: span [%d,%d) of %d", name, i, u.Start, u.End, len(runes))
			return
		}
		if strings.TrimSpace(u.Text) == "" {
			t.Errorf("%s: unit %d says nothing", name, i)
		}
		b.WriteString(string(runes[u.Start:u.End]))
	}
	if b.String() != text {
		t.Errorf("%s: the units do not join to the text", name)
	}
}
