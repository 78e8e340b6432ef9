package knowledge_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/vigie-desk/vigie/internal/knowledge"
)

func TestZZ(t *testing.T) {
	l, _ := library(t)
	l.Import(context.Background(), os.DirFS("../app/demo/company"), knowledge.Options{Trusted: true})
	l.All(context.Background(), func(e knowledge.Entry) error {
		if e.Article.Path == "returns/return-an-item.md" || e.Article.Path == "plans/compare-plans.fr.md" || e.Article.Path == "returns/refund-conditions.md" {
			fmt.Println(e.Article.Text)
			for _, u := range e.Units {
				fmt.Printf("%v %v %v %d-%d %q\n", u.Kind, u.Path, u.Scope, u.Start, u.End, u.Text)
			}
		}
		return nil
	})
}
