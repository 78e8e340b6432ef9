package proving

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/index"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/store"
)

// testdata opens a file of the public sets, or skips aloud.
func testdata(t testing.TB, name string) *os.File {
	t.Helper()
	return opened(t, publicPath(t, name))
}

// publicPath gives the path of a file or folder of the public sets, or skips aloud.
func publicPath(t testing.TB, name string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("measuring on public sets takes minutes: the run without -short does it")
	}
	root := os.Getenv("VIGIE_TESTDATA")
	if root == "" {
		t.Skip("VIGIE_TESTDATA is not set: the public sets are not here")
	}
	path := filepath.Join(root, filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the public set is not here: %v", err)
	}
	return path
}

func opened(t testing.TB, path string) *os.File {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// asked is a help centre with its questions.
type asked struct {
	name      string
	entries   []index.Entry
	questions []RetrievalQuestion
}

// public reads a knowledge base of JSON lines and its questions.
func public(t testing.TB, name, kb, set string, language desk.Language) asked {
	t.Helper()
	a := asked{name: name}
	sheets, err := ReadSheets(opened(t, publicPath(t, kb)), language)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sheets {
		a.entries = append(a.entries, index.Entry{Article: s.Article, Units: pieces(s)})
	}
	if a.questions, err = ReadRetrievalQuestions(opened(t, publicPath(t, set)), language); err != nil {
		t.Fatal(err)
	}
	return a
}

func publicSets(t testing.TB) []asked {
	t.Helper()
	return []asked{
		public(t, "cnil", "kb/cnil.jsonl", "retrieval/cnil-questions.jsonl", desk.French),
		public(t, "service-public", "kb/service-public.jsonl", "retrieval/service-public-questions.jsonl", desk.French),
		public(t, "stackfaq", "retrieval/stackfaq.jsonl", "retrieval/stackfaq.jsonl", desk.English),
	}
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
	return append(out, b.String())
}

// imported reads a folder as an import does.
func imported(t testing.TB, folder string) []index.Entry {
	t.Helper()
	db, err := store.Open(t.Context(), store.Config{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	n := 0
	library := knowledge.New(knowledge.Config{
		Shelf: db, Conflicts: db, Now: time.Now, NewID: func() string { n++; return "ver_" + strconv.Itoa(1_000_000+n) },
	})
	if _, err := library.Import(t.Context(), os.DirFS(folder), knowledge.Options{Trusted: true}); err != nil {
		t.Fatal(err)
	}
	var entries []index.Entry
	_, err = library.All(context.Background(), func(e knowledge.Entry) error {
		entries = append(entries, index.Entry{Article: e.Article, Units: e.Units})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// invented gives the demonstration company and the four help centres of misleading sentences, with their questions. The
// article of a question is the one that holds the sentence which the answer must hold.
func invented(t testing.TB) []asked {
	t.Helper()
	demo := asked{name: "demo", entries: imported(t, filepath.Join("..", "app", "demo", "company"))}
	for _, q := range linesOf[struct{ Question, Language, Article string }](t, filepath.Join("..", "app", "demo", "questions.jsonl")) {
		r := RetrievalQuestion{Text: q.Question, Language: desk.Language(q.Language)}
		for _, e := range demo.entries {
			path := strings.TrimSuffix(strings.TrimSuffix(e.Article.Path, ".md"), ".fr")
			if q.Article != "" && path == q.Article && e.Article.Language == r.Language {
				r.Articles = append(r.Articles, e.Article.ID)
			}
		}
		demo.questions = append(demo.questions, r)
	}
	all := []asked{demo}
	folder := filepath.Join("..", "flow", "testdata", "misleading")
	type misleading struct {
		KB, Language, Question string
		MustContain            []string `json:"must_contain"`
		Answerable             bool
	}
	list := linesOf[misleading](t, filepath.Join(folder, "questions.jsonl"))
	for _, kb := range []string{"larkbank", "museclef", "pinecrate", "telmira"} {
		a := asked{name: kb, entries: imported(t, filepath.Join(folder, "kb", kb))}
		for _, q := range list {
			if q.KB != kb {
				continue
			}
			r := RetrievalQuestion{Text: q.Question, Language: desk.Language(q.Language)}
			if q.Answerable && len(q.MustContain) > 0 {
				r.Articles = holding(a.entries, q.MustContain[0])
			}
			if !q.Answerable || len(r.Articles) > 0 {
				a.questions = append(a.questions, r)
			}
		}
		all = append(all, a)
	}
	return all
}

func holding(entries []index.Entry, sentence string) []string {
	var ids []string
	for _, e := range entries {
		for _, u := range e.Units {
			if strings.Contains(strings.ReplaceAll(u.Text, "\n", " "), sentence) {
				ids = append(ids, e.Article.ID)
				break
			}
		}
	}
	return ids
}

// titled gives a folder of real help, with the titles of some of its articles as questions.
func titled(t testing.TB, name string, most int) asked {
	t.Helper()
	a := asked{name: name, entries: imported(t, publicPath(t, "kb/"+name))}
	step := max(1, len(a.entries)/most)
	for i := 0; i < len(a.entries); i += step {
		article := a.entries[i].Article
		a.questions = append(a.questions, RetrievalQuestion{Text: article.Title, Language: article.Language, Articles: []string{article.ID}})
	}
	return a
}

func (a asked) index() (*index.Index, map[string]bool) {
	x := index.New()
	x.Put(1, a.entries...)
	known := map[string]bool{}
	for _, e := range a.entries {
		known[e.Article.ID] = true
	}
	return x, known
}
