package index

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// aliasesOf learns what plans are called in other languages from pages and their translations: where the title of a page
// for one plan has that plan's name ("Pause a Garden subscription"), the one capitalised word that its translation has
// and it has not ("Mettre en pause un abonnement Jardin") is the plan's other name. Two names, or none, teach nothing.
func aliasesOf(shards map[desk.Language][]live) map[string][]string {
	aliases := map[string][]string{}
	for language, own := range shards {
		for _, l := range own {
			for n, doc := range l.shard.documents {
				plan := onePlan(doc.Article)
				if plan == "" || l.isGone(uint32(n)) || !titled(doc.Article.Title, plan) {
					continue
				}
				for other, theirs := range shards {
					if other == language {
						continue
					}
					if alias := otherName(doc.Article, part(theirs).Counterpart(doc.Article.Key)); alias != "" && !slices.Contains(aliases[plan], alias) {
						aliases[plan] = append(aliases[plan], alias)
					}
				}
			}
		}
	}
	for _, names := range aliases {
		slices.Sort(names)
	}
	return aliases
}

// onePlan gives the plan of an article that holds for one plan only.
func onePlan(a desk.Article) string {
	if plans := a.Contract.Scope["plan"]; len(plans) == 1 {
		return plans[0]
	}
	return ""
}

func titled(title, word string) bool {
	return slices.ContainsFunc(analysis.Tokens(title), func(t analysis.Token) bool { return t.Text == word })
}

// otherName gives the one capitalised word inside the title of a translation that the page's own title has not.
func otherName(page desk.Article, translation *retrieve.Document) string {
	if translation == nil || onePlan(translation.Article) != onePlan(page) {
		return ""
	}
	runes := []rune(translation.Article.Title)
	found := ""
	for i, t := range analysis.Tokens(translation.Article.Title) {
		first := string(runes[t.Start : t.Start+1])
		if i == 0 || first == strings.ToLower(first) || titled(page.Title, t.Text) {
			continue
		}
		if found != "" {
			return ""
		}
		found = t.Text
	}
	return found
}
