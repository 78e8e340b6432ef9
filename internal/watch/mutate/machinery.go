package mutate

import (
	"slices"
)

// articleExpired leaves the answer as it is and declares one of the articles that it stands on expired.
func (s *subject) articleExpired() (Case, string) {
	var articles []string
	for _, c := range s.answer.Draft.Claims {
		for _, e := range c.Evidence {
			if e.Article != "" && !slices.Contains(articles, e.Article) {
				articles = append(articles, e.Article)
			}
		}
	}
	if len(articles) == 0 {
		return Case{}, "it stands on no article"
	}
	article := one(s, articles)
	return Case{Draft: s.answer.Draft, Expire: []string{article}, Change: "article " + article + " declared expired"}, ""
}

// checkBroken leaves the answer as it is and puts one of the guard's checks out of order.
func (s *subject) checkBroken() (Case, string) {
	if len(s.house.Checks) == 0 {
		return Case{}, "the names of the guard's checks are not known"
	}
	b := Break{one(s, s.house.Checks), one(s, []Failure{Panics, Hangs, Errs, Absent})}
	return Case{Draft: s.answer.Draft, Break: b, Change: "check " + b.Check + " " + b.How.String()}, ""
}
