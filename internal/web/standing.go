package web

import (
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/vigie-desk/vigie/internal/desk"
)

// standing is an article's contract in one word: whether it supports an answer now, or why it does not.
type standing string

const (
	inForce      standing = "in_force"
	reviewDue    standing = "review_due"   // in force, and past its review date
	contradicted standing = "contradicted" // in force, and some of it conflicts with another text
	notYet       standing = "not_yet"
	expired      standing = "expired"
	unapproved   standing = "draft"
	withdrawn    standing = "withdrawn"
)

func standings() []standing {
	return []standing{inForce, reviewDue, contradicted, notYet, expired, unapproved, withdrawn}
}

func (standing) Schema(huma.Registry) *huma.Schema { return closed(standings()...) }

// standingOf reads a contract at a moment. What silences the text comes before what only flags it.
func standingOf(a desk.Article, now time.Time, contradicts bool) standing {
	c := a.Contract
	switch {
	case c.Status == desk.StatusWithdrawn:
		return withdrawn
	case c.Status != desk.StatusApproved:
		return unapproved
	case now.Before(c.ValidFrom):
		return notYet
	case !c.InForce(now):
		return expired
	case contradicts:
		return contradicted
	case !c.ReviewBy.IsZero() && now.After(c.ReviewBy):
		return reviewDue
	}
	return inForce
}
