package knowledge

import (
	"context"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Restate gives an article another status, in the version that somebody has read: Conflict where it is no longer the
// newest. An approved one supports claims from now on; a withdrawn one is kept, and no import brings it back.
func (l *Library) Restate(ctx context.Context, id string, number int, status desk.Status, operator string) (desk.Article, error) {
	return l.restate(ctx, id, number, status, operator)
}

// Restore brings a withdrawn article back as a draft: it supports nothing until somebody approves it.
func (l *Library) Restore(ctx context.Context, id, operator string) (desk.Article, error) {
	return l.restate(ctx, id, 0, desk.StatusDraft, operator)
}

// Amendment is what people may set of a contract besides the status.
type Amendment struct {
	Article  string
	From     int           // the number of the version that they had before them
	Contract desk.Contract // its Status, ApprovedBy and AmendedBy are not read
	Stood    desk.Contract // the contract that they had before them
	By       string
}

// Amend sets owner, dates and scope of an article. From then on they are the operator's: no import and no page written
// anew changes them. Invalid where it could never hold; Conflict where somebody changed it meanwhile.
func (l *Library) Amend(ctx context.Context, m Amendment) (desk.Article, error) {
	if err := m.check(); err != nil {
		return desk.Article{}, err
	}
	entry, err := l.shelf.Entry(ctx, m.Article)
	if err != nil {
		return desk.Article{}, err
	}
	a := entry.Article
	if a.Number != m.From || !sameTerms(a.Contract, m.Stood) {
		return desk.Article{}, desk.Errorf(desk.Conflict, "article %s was changed by somebody else meanwhile: read it and try again", m.Article)
	}
	if sameTerms(a.Contract, m.Contract) {
		return a, nil
	}
	a.Contract = terms(a.Contract, m.Contract)
	a.Contract.AmendedBy, a.Updated = m.By, l.now()
	return a, l.write(ctx, Change{Kind: Restate, Entry: Entry{Article: a}, From: a.Number})
}

func (m Amendment) check() error {
	c := m.Contract
	if m.By == "" || m.By == ByImport {
		return desk.Errorf(desk.Invalid, "article %s: say which operator decides", m.Article)
	}
	if !c.ValidFrom.IsZero() && !c.ValidUntil.IsZero() && !c.ValidFrom.Before(c.ValidUntil) {
		return desk.Errorf(desk.Invalid, "article %s: valid_until is not after valid_from, so the text would never hold: mend one of the two", m.Article)
	}
	for key, values := range c.Scope {
		if !slices.Contains(ScopeKeys(), key) && m.Stood.Scope[key] == nil || len(values) == 0 {
			return desk.Errorf(desk.Invalid, "article %s: scope %q: use product, plan, country or version, each with a value", m.Article, key)
		}
	}
	return nil
}

// ScopeKeys are the keys by which people narrow an article.
func ScopeKeys() []string { return []string{"product", "plan", "country", "version"} }

// terms puts the terms of one contract in the place of another's.
func terms(of, as desk.Contract) desk.Contract {
	of.Owner, of.ValidFrom, of.ValidUntil, of.ReviewBy, of.Scope = as.Owner, as.ValidFrom, as.ValidUntil, as.ReviewBy, as.Scope
	return of
}

// amended keeps the terms that a person set, whatever the file says.
func amended(says, stood desk.Contract) desk.Contract {
	if stood.AmendedBy == "" {
		return says
	}
	says = terms(says, stood)
	says.AmendedBy = stood.AmendedBy
	return says
}

func sameTerms(a, b desk.Contract) bool {
	return a.Owner == b.Owner && a.ValidFrom.Equal(b.ValidFrom) && a.ValidUntil.Equal(b.ValidUntil) && a.ReviewBy.Equal(b.ReviewBy) &&
		scopeText(a.Scope) == scopeText(b.Scope)
}

func scopeText(s desk.Scope) string {
	var lines []string
	for key, values := range s {
		if len(values) > 0 {
			sorted := slices.Sorted(slices.Values(values))
			lines = append(lines, key+"="+strings.Join(sorted, ","))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
