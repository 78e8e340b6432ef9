package proving

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/index"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

func TestZZNpm(t *testing.T) {
	e := imported(t, os.Getenv("VIGIE_TESTDATA")+"/kb/npm")
	x := index.New()
	t0 := time.Now()
	x.Put(1, e...)
	n := 0
	for _, a := range e {
		n += len(a.Units)
	}
	fmt.Println(len(e), n, time.Since(t0), x.Snapshot().Scopes())
	qs := []string{
		"What is the capital of Peru?", "What does npm ci do?", "what does npm ci do in npm v8?", "How do I unpublish a package?", "how do i reset my npm password",
		"How do I deprecate a package version", "Can I get a refund?", "how much does npm pro cost", "What is the difference between npm install and npm ci",
		"what is package-lock.json", "How to enable two factor authentication", "2fa lost device recovery codes", "How do I delete my account?", "npm audit fix on npm 7",
		"what does the --omit flag do", "default value of fund config", "how to remove a member from my organization", "quel est le prix ?", "how do I change my avatar",
		"Who won the world cup", "how to cook rice", "what is the maximum package size", "npm version 6 npm dedupe", "hi", "",
	}
	if f := os.Getenv("Q"); f != "" {
		qs = strings.Split(f, ";")
	}
	for _, q := range qs {
		t0 := time.Now()
		r := retrieve.Search(x.Snapshot(), retrieve.Query{Text: q, Language: desk.English, At: time.Now()}, retrieve.DefaultTuning())
		fmt.Printf("\n%s  [%.2f covered %v amb %+v %v]\n", q, r.Score, r.Covered, r.Ambiguous, time.Since(t0))
		for _, a := range r.Articles[:min(3, len(r.Articles))] {
			fmt.Printf("   %.3f %s %s (+%d) %.2f\n", a.Score, a.Article.Path, a.Article.Title, len(a.Variants), a.Parts)
		}
		if len(r.Hits) > 0 {
			u := r.Hits[0].Unit.Text
			fmt.Printf("   > %v %s\n", r.Hits[0].Unit.Path, strings.ReplaceAll(u[:min(len(u), 160)], "\n", " "))
		}
	}
}

func TestZZCross(t *testing.T) {
	for _, kb := range []string{"kb/npm", "kb/github-site-policy"} {
		x := index.New()
		x.Put(1, imported(t, os.Getenv("VIGIE_TESTDATA")+"/"+kb)...)
		for _, set := range []string{"retrieval/cnil-questions.jsonl", "retrieval/service-public-questions.jsonl"} {
			n, cov := 0, 0
			for _, q := range questions(t, set, desk.French) {
				r := retrieve.Search(x.Snapshot(), retrieve.Query{Text: q.Text, Language: desk.French, At: time.Now()}, retrieve.DefaultTuning())
				n++
				if r.Covered {
					cov++
					if cov < 12 {
						fmt.Println(q.Text, "=>", r.Articles[0].Article.Title, r.Score, r.Articles[0].OtherLanguage)
					}
				}
			}
			fmt.Println(kb, set, n, cov)
		}
	}
	x := index.New()
	x.Put(1, imported(t, os.Getenv("VIGIE_TESTDATA")+"/kb/npm")...)
	for _, q := range []string{"Comment supprimer mon compte npm ?", "comment activer l'authentification à deux facteurs", "comment dépublier un paquet npm", "à quoi sert npm ci", "comment changer mon mot de passe", "comment rembourser une facture", "Combien coûte npm pro ?"} {
		r := retrieve.Search(x.Snapshot(), retrieve.Query{Text: q, Language: desk.French, At: time.Now()}, retrieve.DefaultTuning())
		fmt.Printf("%s %.2f %v %d\n", q, r.Score, r.Covered, len(r.Articles))
		if len(r.Articles) > 0 {
			fmt.Printf("   %s %v\n", r.Articles[0].Article.Title, r.Articles[0].OtherLanguage)
		}
		r = retrieve.Search(x.Snapshot(), retrieve.Query{Text: q, At: time.Now()}, retrieve.DefaultTuning())
		fmt.Printf("   ? %.2f %v %d\n", r.Score, r.Covered, len(r.Articles))
		if len(r.Articles) > 0 {
			fmt.Printf("   %s %v\n", r.Articles[0].Article.Title, r.Articles[0].OtherLanguage)
		}
	}
}
