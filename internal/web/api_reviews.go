package web

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
)

// held is a draft that waits for an operator.
type held struct {
	waiting  review.Waiting
	turn     desk.Turn
	decision desk.Decision
}

const (
	listMost = 50 // lines of one page
	scanMost = 20 // pages looked through for drafts before a page is given as it is
)

// heldDrafts lists drafts that wait, soonest due first. A page can be shorter than the limit and still have a next one.
func (s *Server) heldDrafts(ctx context.Context, team, cursor string, limit int) ([]held, string, error) {
	var list []held
	for range scanMost {
		page, next, err := s.Desk(ctx, desk.WaitingPerson, team, cursor, limit-len(list))
		if err != nil {
			return nil, "", err
		}
		for _, w := range page {
			h, is, err := s.heldIn(ctx, w)
			if err != nil {
				return nil, "", err
			}
			if is {
				list = append(list, h)
			}
		}
		cursor = next
		if cursor == "" || len(list) >= limit {
			break
		}
	}
	return list, cursor, nil
}

// heldIn gives the draft that a waiting conversation holds, if it waits for one.
func (s *Server) heldIn(ctx context.Context, w review.Waiting) (held, bool, error) {
	if w.Owner.Kind != desk.OwnedByAssistant {
		return held{}, false, nil
	}
	turn, err := s.Ledger.LastTurn(ctx, w.ID)
	if err != nil || turn.State != desk.HeldBack {
		return held{}, false, err
	}
	d, err := orNothing(s.Ledger.Decision(ctx, turn.ID))
	return held{waiting: w, turn: turn, decision: d}, err == nil, err
}

type reviewsInput struct {
	Team   string `query:"team" maxLength:"100" doc:"Of this team only."`
	Cursor string `query:"cursor" maxLength:"200" doc:"next of the page before."`
	Limit  int    `query:"limit" minimum:"1" maximum:"50" default:"50"`
}

type reviewsOutput struct {
	Body struct {
		Reviews []reviewBody `json:"reviews"`
		Next    string       `json:"next,omitempty" doc:"There may be more: ask again with cursor set to this."`
	}
}

type reviewBody struct {
	Turn         string        `json:"turn"`
	Conversation string        `json:"conversation"`
	Team         string        `json:"team"`
	Due          *time.Time    `json:"due,omitempty" doc:"By when the customer was promised an answer."`
	Topic        string        `json:"topic"`
	Reason       reasonName    `json:"reason"`
	Question     string        `json:"question"`
	Draft        *replyBody    `json:"draft"`
	Findings     []findingBody `json:"findings"`
}

func (s *Server) listReviews(ctx context.Context, in *reviewsInput) (*reviewsOutput, error) {
	list, next, err := s.heldDrafts(ctx, in.Team, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &reviewsOutput{}
	out.Body.Next, out.Body.Reviews = next, make([]reviewBody, len(list))
	for i, h := range list {
		d := h.decision
		out.Body.Reviews[i] = reviewBody{
			Turn: h.turn.ID, Conversation: h.turn.Conversation, Team: h.waiting.Team, Due: optional(h.turn.Due), Topic: d.Topic,
			Reason: reasonName(h.turn.Reason), Question: d.Question, Findings: findingsOf(d.Findings),
			Draft: &replyBody{Text: d.Draft.Text, Language: languageCode(d.Draft.Language), AI: true, Claims: claimsOf(d.Draft.Claims)},
		}
	}
	return out, nil
}

type verdictInput struct {
	Turn string `path:"turn"`
	Body struct {
		Action   string `json:"action" enum:"approve,edit,refuse,take_over"`
		Text     string `json:"text,omitempty" doc:"With edit: the operator's own words, sent in place of the draft."`
		Reason   string `json:"reason,omitempty" maxLength:"500" doc:"Why, for the record."`
		Operator string `json:"operator,omitempty" maxLength:"100" doc:"The id of the operator who decided; left out, the key itself."`
	}
}

type verdictOutput struct{ Body *conversationBody }

func (s *Server) decideReview(ctx context.Context, in *verdictInput) (*verdictOutput, error) {
	by, err := s.actingAs(ctx, in.Body.Operator)
	if err != nil {
		return nil, err
	}
	if err := s.judge(ctx, in.Turn, review.Verb(in.Body.Action), in.Body.Text, in.Body.Reason, by); err != nil {
		return nil, err
	}
	o, err := s.outcomeOf(ctx, in.Turn)
	if err != nil {
		return nil, err
	}
	return &verdictOutput{Body: o.body(true)}, nil
}

// judge decides on a held draft and puts on record who did, and why.
func (s *Server) judge(ctx context.Context, turn string, verb review.Verb, text, reason string, by desk.Operator) error {
	if err := s.Review.Decide(ctx, turn, verb, text, by); err != nil {
		return err
	}
	act := "review:" + string(verb)
	if reason != "" {
		act += ": " + reason
	}
	return s.Act(ctx, by.ID, act, turn)
}
