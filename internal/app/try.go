package app

import (
	"context"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/retrieve"
	"github.com/vigie-desk/vigie/internal/web"
)

// try sends a question the whole way as `vigie ask` does, and searches once more for what the search found.
func (a *App) try(ctx context.Context, q web.Question) (web.Trial, error) {
	got, err := a.conversations.Accept(ctx, conversation.Incoming{
		Text: q.Text, Language: q.Language,
		Opening: conversation.Opening{
			Customer:     desk.Customer{Name: "trial", Attributes: q.Attributes, Signed: true},
			Conversation: desk.Conversation{Inbox: commonInbox, Channel: "trial", Trial: true},
		},
	})
	if err != nil {
		return web.Trial{}, err
	}
	start := time.Now()
	if err := a.flow.Answer(ctx, conversation.Claim{Turn: got.Turn, Conversation: got.Conversation}); err != nil {
		return web.Trial{}, err
	}
	out := web.Trial{Took: time.Since(start)}
	turn, err := a.store.Turn(ctx, got.Turn)
	if err != nil {
		return out, err
	}
	if out.Decision, err = a.store.Decision(ctx, got.Turn); err != nil {
		return out, err
	}
	out.State = turn.State
	said, err := a.store.RecentMessages(ctx, got.Conversation, 4)
	if err != nil {
		return out, err
	}
	for _, m := range said {
		if m.Author != desk.ByCustomer {
			out.Said = m.Text
		}
	}
	a.searchAgain(&out, q)
	return out, nil
}

// searchAgain adds what the search finds to a trial; what was decided without a search has none.
func (a *App) searchAgain(out *web.Trial, q web.Question) {
	d := out.Decision
	if out.Searching = d.Versions.Knowledge > 0; !out.Searching {
		return
	}
	attributes := map[string]string{}
	for key, value := range q.Attributes {
		attributes[strings.ToLower(key)] = strings.ToLower(value)
	}
	tuning := retrieve.DefaultTuning()
	found := retrieve.Search(a.shelf.View(), retrieve.Query{Text: d.Question, Language: d.Language, At: a.now(), Attributes: attributes}, tuning)
	out.Covered, out.Score, out.Needed, out.Known = found.Covered, found.Score, tuning.Threshold, found.Features.Known
	if found.Ambiguous != nil {
		out.Variants = found.Ambiguous.Values
	}
	for _, h := range found.Hits {
		out.Passages = append(out.Passages, web.TrialPassage{Article: h.Article, Unit: h.Unit, Score: h.Score, OtherLanguage: h.OtherLanguage})
	}
}
