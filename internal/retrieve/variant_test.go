package retrieve_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/index"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// scoped makes a page for some values of one key.
func scoped(id, path, title, key string, values []string, texts ...string) index.Entry {
	return with(page(id, title, texts...), func(a *desk.Article) {
		a.Path = path
		if key != "" {
			a.Contract.Scope = desk.Scope{key: values}
		}
	})
}

func pauses() []index.Entry {
	return append(shop(),
		scoped("balcony", "plans/pause-balcony.md", "Pausing a Balcony subscription", "plan", []string{"balcony"}, "You can pause your subscription for three boxes at a time."),
		scoped("garden", "plans/pause-garden.md", "Pausing a Garden subscription", "plan", []string{"garden"}, "You can pause your subscription for five boxes at a time."),
		scoped("orchard", "plans/pause-orchard.md", "Pausing an Orchard subscription", "plan", []string{"orchard"}, "You can pause your subscription for one box at a time."),
	)
}

func TestVariantsAreOneEntryAndAreAskedFor(t *testing.T) {
	r := search(pauses(), retrieve.Query{Text: "How do I pause my subscription?"})
	if len(r.Articles[0].Variants) != 2 {
		t.Errorf("%d variants of %s", len(r.Articles[0].Variants), r.Articles[0].Article.ID)
	}
	want := &retrieve.Ambiguity{Key: "plan", Values: []string{"balcony", "garden", "orchard"}}
	if diff := cmp.Diff(want, r.Ambiguous); diff != "" {
		t.Error(diff)
	}
}

func TestWhatChoosesAVariant(t *testing.T) {
	for name, q := range map[string]retrieve.Query{
		"the customer's attribute": {Text: "How do I pause my subscription?", Attributes: map[string]string{"plan": "garden"}},
		"the question":             {Text: "How do I pause my Garden subscription?"},
	} {
		r := search(pauses(), q)
		if first(t, r) != "garden" || r.Ambiguous != nil {
			t.Errorf("%s: %v, %+v", name, articles(r), r.Ambiguous)
		}
		for _, a := range r.Articles {
			if a.Article.ID == "balcony" || a.Article.ID == "orchard" {
				t.Errorf("%s: %s is listed", name, a.Article.ID)
			}
		}
	}
}

// The texts of another language may call a plan by another name than the scope does.
func TestAVariantIsChosenByItsNameInTheTitle(t *testing.T) {
	var entries []index.Entry
	for value, name := range map[string]string{"balcony": "Balcon", "garden": "Jardin", "orchard": "Verger"} {
		e := scoped(value, "plans/pause-"+value+".fr.md", "Mettre en pause un abonnement "+name, "plan", []string{value}, "Pour la formule "+name+" la pause dure autrement longtemps, "+value+".")
		e.Article.Language = desk.French
		entries = append(entries, e)
	}
	r := search(entries, retrieve.Query{Text: "Comment mettre en pause mon abonnement Jardin ?", Language: desk.French})
	if first(t, r) != "garden" || r.Ambiguous != nil {
		t.Errorf("%v %+v", articles(r), r.Ambiguous)
	}
}

func versions(texts ...string) []index.Entry {
	entries := shop()
	for i, text := range texts {
		v := []string{"v9", "v10", "v11"}[i]
		e := scoped("ci-"+v, "cli/"+v+"/commands/ci.md", "Clean install", "", nil, text)
		entries = append(entries, e)
	}
	return entries
}

func TestTheNewestVersionAnswersWhereAllSayTheSame(t *testing.T) {
	same := "A clean install removes the folder of modules and installs what the lock file says, nothing else."
	r := search(versions(same, same, same), retrieve.Query{Text: "what does a clean install do"})
	if first(t, r) != "ci-v11" || r.Ambiguous != nil || len(r.Articles[0].Variants) != 2 {
		t.Errorf("%v %+v", articles(r), r.Ambiguous)
	}
}

func TestVersionsThatDifferAreAskedFor(t *testing.T) {
	old := "A clean install keeps the folder of modules and may change what the lock file says, since 2 days."
	now := "A clean install removes the folder of modules and installs what the lock file says, nothing else."
	r := search(versions(old, now, now), retrieve.Query{Text: "what does a clean install do"})
	want := &retrieve.Ambiguity{Key: "version", Values: []string{"v11", "v10", "v9"}}
	if diff := cmp.Diff(want, r.Ambiguous); diff != "" || first(t, r) != "ci-v11" {
		t.Errorf("%v %s", articles(r), diff)
	}
	for _, text := range []string{"what does a clean install do in v9", "clean install, version 9", "what does a clean install do in 9.x"} {
		r = search(versions(old, now, now), retrieve.Query{Text: text})
		if first(t, r) != "ci-v9" || r.Ambiguous != nil {
			t.Errorf("%q: %v %+v", text, articles(r), r.Ambiguous)
		}
	}
}

func TestEqualPagesAreOneEntry(t *testing.T) {
	text := "Write to the team on weekdays between nine and five and mention the number of your order in the subject."
	entries := append(shop(), page("contact", "Contact", text), page("support", "Support hours", text))
	r := search(entries, retrieve.Query{Text: "how can I write to the team on weekdays"})
	if len(r.Articles[0].Variants) != 1 || r.Ambiguous != nil {
		t.Errorf("%v, variants %v", articles(r), r.Articles[0].Variants)
	}
}

func TestCountriesGoByTheirNames(t *testing.T) {
	entries := append(shop(),
		scoped("fr", "delivery/delivery-france.md", "Home delivery in France", "country", []string{"fr"}, "Home deliveries are made from Monday to Saturday."),
		scoped("be", "delivery/delivery-belgium.md", "Home delivery in Belgium", "country", []string{"be"}, "Home deliveries are made from Monday to Friday."),
	)
	for text, want := range map[string]string{
		"which days is home delivery made, I am Belgian?": "be", "home delivery days in FRANCE": "fr", "home delivery days, FR": "fr",
	} {
		if r := search(entries, retrieve.Query{Text: text}); first(t, r) != want || r.Ambiguous != nil {
			t.Errorf("%q: %v %+v", text, articles(r), r.Ambiguous)
		}
	}
	if r := search(entries, retrieve.Query{Text: "which days is home delivery made?"}); r.Ambiguous == nil || r.Ambiguous.Key != "country" {
		t.Errorf("%v %+v", articles(r), r.Ambiguous)
	}
}

func TestVersionsAndCountriesThatNoArticleIsFor(t *testing.T) {
	entries := append(shop(),
		scoped("panel-3", "restore-panel-3.md", "Restore a backup (panel 3)", "version", []string{"panel 3"}, "Open Backups and choose a day of the last week."),
		scoped("panel-4", "restore-panel-4.md", "Restore a backup (panel 4)", "version", []string{"panel 4"}, "Open Restore and choose any day of the last month."),
		scoped("canada", "ticket-canada.md", "Tickets for customers in Canada", "country", []string{"canada"}, "A ticket is valid for ten days, but not in Mexico."),
	)
	for text, unwanted := range map[string]string{
		"How do I restore a backup in panel 2?": "panel-4", "Is my ticket valid? I am in Norway": "canada", "Is a ticket valid for a Norwegian?": "canada",
	} {
		for _, id := range articles(search(entries, retrieve.Query{Text: text})) {
			if id == unwanted || id == "panel-3" {
				t.Errorf("%q: %s is listed", text, id)
			}
		}
	}
	for text, wanted := range map[string]string{
		"How do I restore a backup in panel 3?": "panel-3", "Is my ticket valid in Mexico?": "canada", "Is my ticket valid in Canada?": "canada",
	} {
		if r := search(entries, retrieve.Query{Text: text}); first(t, r) != wanted {
			t.Errorf("%q: %v", text, articles(r))
		}
	}
}

// A word that is also the name of a product chooses nothing.
func TestAProductIsNotChosenByAnEverydayWord(t *testing.T) {
	entries := append(shop(),
		scoped("suspended", "sites/suspended.md", "Why your site was suspended", "product", []string{"sites"}, "Your email keeps working during a suspension."),
		scoped("mailboxes", "email/mailboxes.md", "Mailboxes", "product", []string{"email"}, "A mailbox holds ten gigabytes."),
	)
	if r := search(entries, retrieve.Query{Text: "my site is suspended, is our email still up?"}); first(t, r) != "suspended" {
		t.Errorf("%v", articles(r))
	}
}
