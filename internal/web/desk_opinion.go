package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/recall"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

const reportsShown = 20

// reportsOnDesk lists the answers that customers call wrong and nobody has looked at.
func (s *Server) reportsOnDesk(ctx context.Context, page *ui.Desk) error {
	list, err := s.Opinions.OpenReports(ctx, reportsShown)
	if err != nil {
		return err
	}
	page.Reports, err = s.reportsOf(ctx, page.Frame, nil, list)
	return err
}

// reportsOnCase shows what the customer of a conversation called wrong, and what was found of it.
func (s *Server) reportsOnCase(ctx context.Context, page *ui.Case, operators map[string]string) error {
	list, err := s.Opinions.Reports(ctx, page.ID)
	if err != nil {
		return err
	}
	if page.Reports, err = s.reportsOf(ctx, page.Frame, operators, list); err != nil {
		return err
	}
	rating, err := orNothing(s.Opinions.Rating(ctx, page.ID))
	if rating.Score > 0 {
		page.Rating = &ui.Given{Says: page.W.Opinion.Faces[rating.Score], Words: rating.Words, At: rating.At}
	}
	return err
}

func (s *Server) reportsOf(ctx context.Context, f ui.Frame, operators map[string]string, list []desk.Report) ([]ui.Report, error) {
	out := make([]ui.Report, len(list))
	for i, r := range list {
		d, err := orNothing(s.Ledger.Decision(ctx, r.Turn))
		if err != nil {
			return nil, err
		}
		one := ui.Report{W: f.W, ID: r.ID, Conversation: r.Conversation, Text: d.Draft.Text, Language: d.Draft.Language, At: r.Created, Stamp: f.Stamp(r.Created), State: string(r.State), Says: f.W.Opinion.Found[r.State]}
		if r.Claim >= 0 && r.Claim < len(d.Draft.Claims) {
			one.Text = d.Draft.Claims[r.Claim].Text
		}
		if r.State == desk.ReportWrong {
			one.Told = ui.RecallOf{Kind: string(recall.FromReport), Turn: r.Turn, Claim: strconv.Itoa(r.Claim)}
		}
		if r.By != "" {
			one.By = fmt.Sprintf(f.W.Drafts.RecordLine, or(operators[r.By], r.By), f.Stamp(r.Settled))
		}
		out[i] = one
	}
	return out, nil
}

// settleForm takes what an operator found of an answer that a customer calls wrong. It is on record before it is done.
func (s *Server) settleForm(w http.ResponseWriter, r *http.Request) error {
	o, ctx := operatorOf(r), r.Context()
	if err := form(r); err != nil {
		return err
	}
	id, found := r.PathValue("id"), desk.ReportState(r.PostFormValue("found"))
	if found != desk.ReportRight && found != desk.ReportWrong {
		return s.caseAgain(w, r, "", false, desk.Errorf(desk.Invalid, "found: use right or wrong"))
	}
	list, err := s.Opinions.Reports(ctx, id)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(list, func(one desk.Report) bool { return one.ID == r.PathValue("report") })
	if n < 0 {
		return desk.Errorf(desk.NotFound, "no such report in this conversation")
	}
	if err := s.Act(ctx, o.ID, "report:"+string(found), list[n].Turn, ""); err != nil {
		return err
	}
	if err := s.Conversations.SettleReport(ctx, list[n], found, o); err != nil {
		return s.caseAgain(w, r, "", false, err)
	}
	return seeOther(w, r, casePath(id))
}
