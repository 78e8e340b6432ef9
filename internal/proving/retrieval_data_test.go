package proving

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/index"
)

// testdata opens a file of the public sets, or skips aloud.
func testdata(t testing.TB, name string) *os.File {
	t.Helper()
	folder := os.Getenv("VIGIE_TESTDATA")
	if folder == "" {
		t.Skip("VIGIE_TESTDATA is not set: the public sets are not here")
	}
	f, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		t.Skipf("the public set is not here: %v", err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func sheets(t testing.TB, name string, language desk.Language) []Sheet {
	t.Helper()
	list, err := ReadSheets(testdata(t, name), language)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func questions(t testing.TB, name string, language desk.Language) []RetrievalQuestion {
	t.Helper()
	list, err := ReadRetrievalQuestions(testdata(t, name), language)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func indexed(list []Sheet) *index.Index {
	entries := make([]index.Entry, len(list))
	for i, s := range list {
		entries[i] = index.Entry{Article: s.Article, Units: pieces(s)}
	}
	x := index.New()
	x.Put(1, entries...)
	return x
}

// pieces cuts sections into units of about 400 characters at the ends of sentences.
func pieces(s Sheet) []desk.Unit {
	var units []desk.Unit
	for _, section := range s.Sections {
		for _, text := range cut(section.Text, 400) {
			n := len(units)
			units = append(units, desk.Unit{
				ID: s.Article.Version + "/" + strconv.Itoa(n), Article: s.Article.ID, Version: s.Article.Version, Ordinal: n,
				Kind: desk.Prose, Text: text, Path: section.Path,
			})
		}
	}
	return units
}

func cut(text string, size int) []string {
	var out []string
	var b strings.Builder
	for sentence := range strings.SplitAfterSeq(text, ". ") {
		if b.Len() > 0 && b.Len()+len(sentence) > size {
			out = append(out, b.String())
			b.Reset()
		}
		b.WriteString(sentence)
	}
	if b.Len() > 0 {
		out = append(out, b.String())
	}
	return out
}
