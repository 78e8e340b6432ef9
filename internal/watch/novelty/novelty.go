// Package novelty says how new a claim is. What a page in force says is known, and so is what a person approved; all else
// is new, and a new claim goes by rules of its own, whatever the guard thought of it: one that binds the company (a rule,
// a price, a delay, the law) waits for a person; any other reaches only a few customers before somebody has looked.
//
// The room trusts nobody: it cuts a model's text into sentences itself, reads the passages itself, and takes neither kinds
// nor evidence from the guard. It errs on one side only: a sentence that it fails to recognise is new.
package novelty

import (
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Judged is a claim that a person has looked at.
type Judged struct {
	Text     string
	Language desk.Language
	Right    bool
}

// Claim is one sentence of a draft and how new it is.
type Claim struct {
	Start, End int // code points in the draft's text
	Text       string
	Novelty    desk.Novelty
	Like       string // the refused claim that it says again
}

// Memory is what people found of claims. The zero Memory remembers nothing. It is safe for concurrent use.
type Memory struct {
	approved []line
	refused  []line
	told     []string // the words of refused
}

// Remember makes a memory. The work grows with the number of claims.
// The list is in the order of time: what was found last of the same words holds.
func Remember(judged []Judged) *Memory {
	m := &Memory{}
	last := map[string]int{}
	for i, j := range judged {
		last[plain(j.Text)] = i
	}
	for i, j := range judged {
		if last[plain(j.Text)] != i {
			continue
		}
		l := read(analysis.NewStemmer(j.Language), j.Text)
		if j.Right {
			m.approved = append(m.approved, l)
		} else {
			m.refused, m.told = append(m.refused, l), append(m.told, j.Text)
		}
	}
	return m
}

// Look gives the claims of a draft. passages are the texts that may be quoted to this customer now: approved, in force and
// not contradicted; who calls sees to that.
//
// A quote or a selection was put together by the server from whole units: its claims are known where they stand in a passage
// word for word. A text that a model wrote is cut into sentences, and each is held against each sentence, and each two
// or three in a row, of each passage.
func (m *Memory) Look(draft desk.Draft, passages []string) []Claim {
	if draft.Mode != desk.Compose {
		return m.quoted(draft, passages)
	}
	s := analysis.NewStemmer(draft.Language)
	known := windows(s, passages)
	text := []rune(draft.Text)
	var list []Claim
	for _, span := range sentences(draft.Text) {
		c := Claim{Start: span.Start, End: span.End, Text: string(text[span.Start:span.End])}
		c.Novelty, c.Like = m.judge(s, c.Text, known)
		list = append(list, c)
	}
	return list
}

// quoted looks at claims of a text that the server put together.
func (m *Memory) quoted(draft desk.Draft, passages []string) []Claim {
	s := analysis.NewStemmer(draft.Language)
	var list []Claim
	for _, claim := range draft.Claims {
		c := Claim{Start: claim.Start, End: claim.End, Text: claim.Text, Novelty: desk.Known}
		said := read(s, claim.Text)
		if like, refused := m.repeats(said); refused {
			c.Novelty, c.Like = desk.RefusedClaim, like
		} else if !verbatim(claim.Text, passages) {
			c.Novelty, c.Like = m.judge(s, claim.Text, windows(s, passages))
		}
		list = append(list, c)
	}
	return list
}

// judge says how new a sentence is. What was refused stays refused, though a page should say it: the page may be what is
// wrong. A sentence that is only near a refused one is held where nothing says it.
func (m *Memory) judge(s *analysis.Stemmer, text string, known []line) (n desk.Novelty, like string) {
	said := read(s, text)
	if like, refused := m.repeats(said); refused {
		return desk.RefusedClaim, like
	}
	if polite(s, text) || sameAsAny(said, known) || sameAsAny(said, m.approved) {
		return desk.Known, ""
	}
	for i, r := range m.refused {
		if rewords(said, r) {
			return desk.RefusedClaim, m.told[i]
		}
	}
	if binds(said) {
		return desk.BindingClaim, ""
	}
	return desk.FreshClaim, ""
}

func (m *Memory) repeats(said line) (like string, refused bool) {
	for i, r := range m.refused {
		if same(said, r) || same(r, said) {
			return m.told[i], true
		}
	}
	return "", false
}

// Worst gives the most careful of the claims' standings: Known for no claims at all.
func Worst(claims []Claim) desk.Novelty {
	worst := desk.Known
	for _, c := range claims {
		worst = min(worst, c.Novelty)
	}
	return worst
}

// plain is a text without what does not change it.
func plain(text string) string {
	return strings.Trim(analysis.Fold(strings.Join(strings.Fields(text), " ")), " .!?;:")
}

// verbatim tells whether a passage holds the words, but for blanks.
func verbatim(text string, passages []string) bool {
	plain := strings.Join(strings.Fields(text), " ")
	for _, p := range passages {
		if strings.Contains(p, text) || strings.Contains(strings.Join(strings.Fields(p), " "), plain) {
			return plain != ""
		}
	}
	return false
}

// sentences cuts a text at its lines and the ends of its sentences. Nothing but blanks is left out.
func sentences(text string) []analysis.Span {
	var spans []analysis.Span
	at := 0
	for part := range strings.SplitAfterSeq(text, "\n") {
		for _, s := range analysis.Sentences(part) {
			spans = append(spans, analysis.Span{Start: at + s.Start, End: at + s.End})
		}
		at += len([]rune(part))
	}
	return spans
}
