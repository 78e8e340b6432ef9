package app

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/app/demo"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

func TestZZScores(t *testing.T) {
	a := newApp(t, filepath.Join("demo", "company"))
	qs, _ := demo.Questions()
	for _, q := range qs {
		r := retrieve.Search(a.shelf.View(), retrieve.Query{Text: q.Question, Language: q.Language, At: time.Now()}, retrieve.DefaultTuning())
		rank := 0
		top := ""
		for i, h := range r.Articles {
			if i == 0 {
				top = h.Article.Path
			}
			if q.Article != "" && strings.HasPrefix(h.Article.Path, q.Article+".") && rank == 0 {
				rank = i + 1
			}
		}
		fmt.Printf("SC %s %.3f rank=%d cov=%v amb=%v top=%s | %s\n", q.Expect, r.Score, rank, r.Covered, r.Ambiguous, top, q.Question)
	}
}
