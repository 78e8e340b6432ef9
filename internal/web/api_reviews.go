package web

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/review"
)

const listMost = 50 // lines of one page

// heldDrafts lists drafts that wait, soonest due first, with the cursor of the next page.
func (s *Server) heldDrafts(ctx context.Context, team, cursor string, limit int) ([]review.Draft, string, error) {
	after, err := openCursor("held", "cursor", cursor)
	if err != nil {
		return nil, "", err
	}
	list, next, err := s.Held(ctx, team, after, limit)
	return list, sealCursor("held", next), err
}

type reviewsInput struct {
	Team   string `query:"team" maxLength:"100" doc:"Of this team only."`
	Cursor string `query:"cursor" maxLength:"400" doc:"next of the page before."`
	Limit  int    `query:"limit" minimum:"1" maximum:"50" default:"50"`
}

type reviewsOutput struct {
	Body struct {
		Reviews []reviewBody `json:"reviews"`
		Next    string       `json:"next,omitempty" doc:"There are more: ask again with cursor set to this."`
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
		d := h.Decision
		out.Body.Reviews[i] = reviewBody{
			Turn: h.Turn.ID, Conversation: h.Turn.Conversation, Team: h.Team, Due: optional(h.Turn.Due), Topic: d.Topic,
			Reason: reasonName(h.Turn.Reason), Question: d.Question, Findings: findingsOf(d.Findings),
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
		Overrule bool   `json:"overrule,omitempty" doc:"With approve and edit: sends also what the checks hold back. It needs a reason, which goes on record. Without it such a text is 422, with the findings."`
		Operator string `json:"operator,omitempty" maxLength:"100" doc:"The id of the operator who decided; left out, the key itself."`
	}
}

type verdictOutput struct{ Body *conversationBody }

func (s *Server) decideReview(ctx context.Context, in *verdictInput) (*verdictOutput, error) {
	by, err := s.actingAs(ctx, in.Body.Operator)
	if err != nil {
		return nil, err
	}
	err = s.judge(ctx, verdict{
		turn: in.Turn, verb: review.Verb(in.Body.Action), text: in.Body.Text, reason: in.Body.Reason, overrule: in.Body.Overrule, by: by,
	})
	if err != nil {
		return nil, heldBack(err)
	}
	o, err := s.outcomeOf(ctx, in.Turn)
	if err != nil {
		return nil, err
	}
	return &verdictOutput{Body: o.body(true)}, nil
}
