package retrieve_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/index"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// page makes an English article in force with one unit for each text.
func page(id, title string, texts ...string) index.Entry {
	e := index.Entry{Article: desk.Article{
		ID: id, Key: id, Path: id + ".md", Language: desk.English, Title: title, Version: id + "@1",
		Contract: desk.Contract{Status: desk.StatusApproved},
	}}
	for i, text := range texts {
		e.Units = append(e.Units, desk.Unit{ID: fmt.Sprintf("%s@1/%d", id, i), Article: id, Version: id + "@1", Ordinal: i, Kind: desk.Prose, Text: text})
	}
	return e
}

func with(e index.Entry, change func(a *desk.Article)) index.Entry {
	change(&e.Article)
	return e
}

// shop is a help centre of six pages.
func shop() []index.Entry {
	return []index.Entry{
		page("refund", "Getting a refund", "You can ask for a refund within 14 days of delivery.", "The money returns to the card that you paid with, which takes five working days."),
		page("parcel", "Tracking a parcel", "Open your order and choose Track to see where the parcel is.", "Parcels travel for two to four days."),
		page("password", "Resetting your password", "Choose Forgotten password on the sign-in page and follow the link in the mail.", "The link works for one hour."),
		page("delete", "Deleting your account", "Open Settings, then Account, then Delete.", "Deleting an account cannot be undone."),
		page("invoice", "Finding your invoices", "Every invoice is listed under Billing.", "Value added tax is shown on a line of its own."),
		page("address", "Changing your delivery address", "The delivery address can be changed until the order is packed.", "After that, write to us."),
	}
}

func search(entries []index.Entry, q retrieve.Query) retrieve.Result {
	x := index.New()
	x.Put(1, entries...)
	if q.Language == desk.Unknown {
		q.Language = desk.English
	}
	if q.At.IsZero() {
		q.At = noon
	}
	return retrieve.Search(x.Snapshot(), q, retrieve.DefaultTuning())
}

func articles(r retrieve.Result) []string {
	list := []string{}
	for _, a := range r.Articles {
		list = append(list, a.Article.ID)
	}
	return list
}

func first(t *testing.T, r retrieve.Result) string {
	t.Helper()
	if len(r.Articles) == 0 {
		t.Fatal("nothing found")
	}
	return r.Articles[0].Article.ID
}

func TestQuestionsFindTheirArticle(t *testing.T) {
	for question, want := range map[string]string{
		"How do I get a refund?":                              "refund",
		"when do i get my money back":                         "refund",
		"where is my parcel":                                  "parcel",
		"wheres my pacrel":                                    "parcel",
		"I have forgotten my passwrod":                        "password",
		"please remove my account":                            "delete",
		"can I still change where my order is sent, address?": "address",
	} {
		if got := first(t, search(shop(), retrieve.Query{Text: question})); got != want {
			t.Errorf("%q: %s, want %s", question, got, want)
		}
	}
}

func TestAccentsAndCaseDoNotMatter(t *testing.T) {
	french := []index.Entry{
		with(page("a", "Réinitialiser votre mot de passe", "Cliquez sur le lien reçu par courriel."), func(a *desk.Article) { a.Language = desk.French }),
		with(page("b", "Délais de livraison", "Les colis arrivent en trois jours."), func(a *desk.Article) { a.Language = desk.French }),
	}
	plain := search(french, retrieve.Query{Text: "REINITIALISER MOT DE PASSE", Language: desk.French})
	accented := search(french, retrieve.Query{Text: "réinitialiser mot de passe", Language: desk.French})
	if first(t, plain) != "a" || math.Abs(plain.Score-accented.Score) > 1e-12 {
		t.Errorf("%v %.4f, %v %.4f", articles(plain), plain.Score, articles(accented), accented.Score)
	}
}

func TestNotCovered(t *testing.T) {
	for _, question := range []string{"What is the capital of Peru?", "Who won the world cup?", "how to cook rice", "do you repair bicycles", "Bonjour !"} {
		if r := search(shop(), retrieve.Query{Text: question}); r.Covered {
			t.Errorf("%q is covered by %v with %.2f", question, articles(r), r.Score)
		}
	}
	if r := search(shop(), retrieve.Query{Text: "How do I get a refund?"}); !r.Covered {
		t.Errorf("a plain question is not covered: %.2f %+v", r.Score, r.Features)
	}
}

func TestOddQuestionsAreNotCovered(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "stop words": "what is it that they are", "blank": " \n\t", "marks": "?!…—", "one megabyte": strings.Repeat("zq ", 350_000),
		"broken bytes": "\xff\xfe\xc3", "only accents": "\u0301\u0301 \u0301", "null": "\x00\x00", "numbers": "1 2 3 4 5",
	} {
		for size, entries := range map[string][]index.Entry{"none": nil, "one": shop()[:1], "six": shop()} {
			if r := search(entries, retrieve.Query{Text: text}); r.Covered || math.IsNaN(r.Score) {
				t.Errorf("%s in %s: %v %.3f", name, size, articles(r), r.Score)
			}
		}
	}
}

func TestALongMailIsReadFromItsBeginning(t *testing.T) {
	r := search(shop(), retrieve.Query{Text: "How do I get a refund? " + strings.Repeat("Lorem ipsum dolor. ", 60_000)})
	if first(t, r) != "refund" {
		t.Errorf("%v", articles(r))
	}
}

func TestOnlyWhatIsInForceIsFound(t *testing.T) {
	for name, change := range map[string]func(c *desk.Contract){
		"draft":     func(c *desk.Contract) { c.Status = desk.StatusDraft },
		"withdrawn": func(c *desk.Contract) { c.Status = desk.StatusWithdrawn },
		"over":      func(c *desk.Contract) { c.ValidUntil = noon },
		"to come":   func(c *desk.Contract) { c.ValidFrom = noon.Add(time.Second) },
		"elsewhere": func(c *desk.Contract) { c.Scope = desk.Scope{"plan": {"other"}} },
	} {
		entries := shop()
		change(&entries[0].Article.Contract)
		r := search(entries, retrieve.Query{Text: "How do I get a refund?", Attributes: map[string]string{"plan": "balcony"}})
		if slices.Contains(articles(r), "refund") || r.Covered {
			t.Errorf("%s: found %v, covered %v", name, articles(r), r.Covered)
		}
	}
}

// Whatever the contracts and the customer's attributes, nothing is returned that may not be told.
func TestNothingForbiddenIsReturned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := shop()
		for i := range entries {
			c := &entries[i].Article.Contract
			c.Status = rapid.SampledFrom([]desk.Status{desk.StatusApproved, desk.StatusDraft, desk.StatusWithdrawn, ""}).Draw(t, "status")
			c.ValidFrom = noon.Add(time.Duration(rapid.IntRange(-2, 2).Draw(t, "from")) * time.Hour)
			c.ValidUntil = noon.Add(time.Duration(rapid.IntRange(-2, 2).Draw(t, "until")) * time.Hour)
			if rapid.Bool().Draw(t, "scoped") {
				c.Scope = desk.Scope{"plan": {rapid.SampledFrom([]string{"garden", "balcony"}).Draw(t, "plan")}}
			}
			entries[i].Article.Language = rapid.SampledFrom([]desk.Language{desk.English, desk.French}).Draw(t, "language")
			entries[i].Units[0].Scope = desk.Scope{"country": {rapid.SampledFrom([]string{"fr", "be"}).Draw(t, "country")}}
		}
		attributes := map[string]string{"plan": "garden", "country": "fr"}
		text := rapid.SampledFrom([]string{"refund parcel password", "delete my account", "plan balcony refund address invoice"}).Draw(t, "text")
		r := search(entries, retrieve.Query{Text: text, Attributes: attributes})
		for _, h := range r.Hits {
			if !h.Article.Contract.InForce(noon) || !h.Article.Contract.Scope.Admits(attributes) || !h.Unit.Scope.Admits(attributes) {
				t.Fatalf("%s %v is returned", h.Unit.ID, h.Article.Contract)
			}
		}
		for _, a := range r.Articles {
			for _, v := range append([]desk.Article{a.Article}, a.Variants...) {
				if !v.Contract.InForce(noon) || !v.Contract.Scope.Admits(attributes) {
					t.Fatalf("%s %v is returned", v.ID, v.Contract)
				}
			}
		}
	})
}

func TestTheCustomersLanguageComesFirst(t *testing.T) {
	inFrench := func(a *desk.Article) { a.Language = desk.French }
	entries := append(shop(), with(page("remboursement", "Être remboursé", "Le remboursement est fait sous 14 jours."), inFrench))
	own := search(entries, retrieve.Query{Text: "How do I get a refund?"})
	if first(t, own) != "refund" || own.Articles[0].OtherLanguage {
		t.Errorf("%v", articles(own))
	}
	entries = append(entries[1:], with(page("colis", "Suivre un colis", "Ouvrez votre commande."), inFrench))
	other := search(entries, retrieve.Query{Text: "getting a refund", Language: desk.French})
	for _, h := range other.Hits {
		if h.OtherLanguage != (h.Article.Language != desk.French) {
			t.Errorf("%s is marked %v", h.Article.ID, h.OtherLanguage)
		}
	}
}

func TestOtherLanguageOnlyWhereNothingCoversAndMarked(t *testing.T) {
	entries := append(shop(), with(page("colis", "Suivre un colis", "Ouvrez votre commande."), func(a *desk.Article) { a.Language = desk.French }))
	r := search(entries, retrieve.Query{Text: "Getting a refund", Language: desk.French})
	if first(t, r) != "refund" || !r.Covered || !r.Articles[0].OtherLanguage || !r.Hits[0].OtherLanguage || r.Language != desk.English {
		t.Errorf("%v covered %v, %+v", articles(r), r.Covered, r.Articles[0])
	}
	counterpart := with(page("refund.fr", "Être remboursé", "Sous quatorze jours."), func(a *desk.Article) { a.Language, a.Key = desk.French, "refund" })
	r = search(append(entries, counterpart), retrieve.Query{Text: "Getting a refund", Language: desk.French})
	if slices.Contains(articles(r), "refund") {
		t.Errorf("the page counts although it is there in the customer's language: %v", articles(r))
	}
}

func TestHitsAreUnitsOfTheArticlesBestFirst(t *testing.T) {
	r := search(shop(), retrieve.Query{Text: "how long until the refund money returns to my card", Limit: 3})
	if len(r.Hits) > 3 || len(r.Articles) > 3 || r.Hits[0].Unit.ID != "refund@1/1" {
		t.Errorf("%d hits, %d articles, first %s", len(r.Hits), len(r.Articles), r.Hits[0].Unit.ID)
	}
	if !slices.IsSortedFunc(r.Hits, func(a, b retrieve.Hit) int { return int(math.Copysign(1, b.Score-a.Score)) }) && r.Hits[0].Score < r.Hits[1].Score {
		t.Error("hits are not in the order of their scores")
	}
}

func TestVectorsFindWhatWordsDoNot(t *testing.T) {
	entries := shop()
	for i := range entries {
		for j := range entries[i].Units {
			v := make([]float32, 8)
			v[i] = 1
			v[6+j] = 0.2
			entries[i].Vectors = append(entries[i].Vectors, v)
		}
	}
	question := make([]float32, 8)
	question[3] = 1
	if got := first(t, search(entries, retrieve.Query{Text: "wipe everything you hold on me", Vector: question})); got != "delete" {
		t.Errorf("%s", got)
	}
	question[3] = float32(math.NaN())
	if r := search(entries, retrieve.Query{Text: "refund", Vector: question}); first(t, r) != "refund" {
		t.Errorf("a broken vector spoils the words: %v", articles(r))
	}
}

func TestTheSameQuestionGivesTheSameResult(t *testing.T) {
	x := index.New()
	x.Put(1, shop()...)
	q := retrieve.Query{Text: "parcel refund address", Language: desk.English, At: noon}
	if diff := cmp.Diff(retrieve.Search(x.Snapshot(), q, retrieve.DefaultTuning()), retrieve.Search(x.Snapshot(), q, retrieve.DefaultTuning())); diff != "" {
		t.Error(diff)
	}
}

func TestMoreEvidenceNeverLowersTheProbability(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		share := rapid.Float64Range(0, 1)
		f := retrieve.Features{
			Coverage: share.Draw(t, "coverage"), TitleGiven: share.Draw(t, "title"), Evidence: share.Draw(t, "evidence"),
			Margin: share.Draw(t, "margin"), Known: share.Draw(t, "known"), Phrase: share.Draw(t, "phrase"), Heaviest: share.Draw(t, "heaviest"),
		}
		more := f
		more.Evidence, more.Heaviest, more.Coverage = min(1, f.Evidence+0.1), 1, min(1, f.Coverage+0.1)
		if more.Probability() < f.Probability() {
			t.Fatalf("%.4f < %.4f", more.Probability(), f.Probability())
		}
	})
}

func FuzzSearch(f *testing.F) {
	for _, s := range []string{"", "refund", "npm v8 8.x version", "UK us US", "\xff", "a\u0301", "résilier mon abonnement ?", strings.Repeat("refund ", 3000), "2FA (two factor)"} {
		f.Add(s, "plan", "garden")
	}
	x := index.New()
	entries := shop()
	entries[0].Article.Contract.Scope = desk.Scope{"plan": {"garden"}, "version": {"8.x"}, "country": {"gb"}}
	x.Put(1, entries...)
	f.Fuzz(func(t *testing.T, text, key, value string) {
		for _, language := range []desk.Language{desk.English, desk.French, desk.Unknown} {
			r := retrieve.Search(x.Snapshot(), retrieve.Query{
				Text: text, Language: language, At: noon, Attributes: map[string]string{key: value}, Limit: len(key) - 3,
			}, retrieve.DefaultTuning())
			if math.IsNaN(r.Score) || r.Score < 0 || r.Score > 1 || r.Covered && len(r.Articles) == 0 {
				t.Fatalf("score %f, covered %v, %d articles", r.Score, r.Covered, len(r.Articles))
			}
			for _, h := range r.Hits {
				if math.IsNaN(h.Score) || math.IsInf(h.Score, 0) {
					t.Fatalf("%s scores %f", h.Unit.ID, h.Score)
				}
			}
		}
		y := index.New()
		y.Put(1, page("a", value, text), page("b", key, text+value))
		if y.Snapshot().Articles() != 2 {
			t.Fatal("an article is lost")
		}
	})
}
