package proving

import (
	"bytes"
	"context"
	"encoding/json"
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

func imported(t testing.TB, dir string) []index.Entry {
	t.Helper()
	db, err := store.Open(context.Background(), store.Config{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	n := 0
	l := knowledge.New(knowledge.Config{
		Shelf: db, Conflicts: db, Now: time.Now, NewID: func() string { n++; return "v" + strconv.Itoa(1_000_000+n) },
	})
	if _, err := l.Import(context.Background(), os.DirFS(dir), knowledge.Options{Trusted: true}); err != nil {
		t.Fatal(err)
	}
	var out []index.Entry
	if _, err := l.All(context.Background(), func(e knowledge.Entry) error {
		out = append(out, index.Entry{Article: e.Article, Units: e.Units})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func lines[T any](t testing.TB, path string) []T {
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []T
	for _, l := range bytes.Split(bytes.TrimSpace(raw), []byte("\n")) {
		var v T
		if err := json.Unmarshal(l, &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

type realQ struct {
	ID, KB, Language, Question, Article, Expect string
	Best                                        string `json:"best_sentence"`
	Answerable                                  bool
	Must                                        []string `json:"must_contain"`
	Kind                                        string
}

// realSets gives (name, entries, questions with gold article ids; none = unanswerable)
func realSets(t testing.TB) []rset {
	var out []rset
	entries := imported(t, "../app/demo/company")
	s := rset{name: "demo", entries: entries}
	for _, q := range lines[realQ](t, "../app/demo/questions.jsonl") {
		rq := RetrievalQuestion{Text: q.Question, Language: desk.Language(q.Language)}
		if q.Article != "" {
			for _, e := range entries {
				p := strings.TrimSuffix(strings.TrimSuffix(e.Article.Path, ".md"), ".fr")
				if p == q.Article && e.Article.Language == rq.Language {
					rq.Articles = append(rq.Articles, e.Article.ID)
				}
			}
			if len(rq.Articles) == 0 {
				t.Log("no article", q.Article)
			}
		}
		s.qs = append(s.qs, rq)
	}
	out = append(out, s)
	dirs, _ := filepath.Glob("../flow/testdata/misleading/kb/*")
	mis := lines[realQ](t, "../flow/testdata/misleading/questions.jsonl")
	for _, d := range dirs {
		s := rset{name: filepath.Base(d), entries: imported(t, d)}
		for _, q := range mis {
			if q.KB != s.name {
				continue
			}
			rq := RetrievalQuestion{Text: q.Question, Language: desk.Language(q.Language)}
			if q.Answerable {
				if len(q.Must) > 0 {
					q.Best = q.Must[0]
				}
				for _, e := range s.entries {
					for _, u := range e.Units {
						if strings.Contains(strings.ReplaceAll(u.Text, "\n", " "), q.Best) {
							rq.Articles = append(rq.Articles, e.Article.ID)
							break
						}
					}
				}
				if len(rq.Articles) == 0 {
					continue
				}
			}
			s.qs = append(s.qs, rq)
		}
		out = append(out, s)
	}
	return out
}

type rset struct {
	name    string
	entries []index.Entry
	qs      []RetrievalQuestion
}

func TestZZReal(t *testing.T) {
	for _, s := range realSets(t) {
		na := 0
		for _, q := range s.qs {
			if len(q.Articles) == 0 {
				na++
			}
		}
		t.Log(s.name, len(s.entries), len(s.qs), "unanswerable", na)
	}
}
