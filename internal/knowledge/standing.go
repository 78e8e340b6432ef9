package knowledge

import (
	"context"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Approve lets an article support claims from now on, and records who said so.
func (l *Library) Approve(ctx context.Context, id, operator string) (desk.Article, error) {
	return l.restate(ctx, id, 0, desk.StatusApproved, operator)
}

// Withdraw takes an article out of use and keeps it. No import brings it back; Approve does.
func (l *Library) Withdraw(ctx context.Context, id, operator string) (desk.Article, error) {
	return l.restate(ctx, id, 0, desk.StatusWithdrawn, operator)
}

// Delete withdraws an article for the API: what was said from it must stay provable.
func (l *Library) Delete(ctx context.Context, id, by string) error {
	_, err := l.Withdraw(ctx, id, by)
	return err
}

// restate writes a status to the version of a number; 0: to the newest, whichever that is.
func (l *Library) restate(ctx context.Context, id string, number int, status desk.Status, by string) (desk.Article, error) {
	if by == "" || by == ByImport {
		return desk.Article{}, desk.Errorf(desk.Invalid, "article %s: say which operator decides", id)
	}
	entry, err := l.shelf.Entry(ctx, id)
	if err != nil {
		return desk.Article{}, err
	}
	a := entry.Article
	if number != 0 && number != a.Number {
		return desk.Article{}, desk.Errorf(desk.Conflict, "article %s has a newer version: read it first", id)
	}
	if a.Contract.Status == status && a.Contract.ApprovedBy == by {
		return a, nil
	}
	a.Contract.Status, a.Contract.ApprovedBy, a.Updated = status, by, l.now()
	return a, l.write(ctx, Change{Kind: Restate, Entry: Entry{Article: a}, From: a.Number})
}
