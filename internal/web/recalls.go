package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/recall"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// RecallBook reads recalls. See store.DB; a cursor "" is the beginning, and the end.
type RecallBook interface {
	Recall(ctx context.Context, id string) (recall.Recall, error)
	Recalls(ctx context.Context, cursor string, limit int) ([]recall.Line, string, error)
	Recipients(ctx context.Context, id string) ([]recall.Shown, error)
	Corrections(ctx context.Context, id string) ([]recall.Correction, error)
	// Wordings leaves out those that were deleted.
	Wordings(ctx context.Context, ids []string) ([]recall.Wording, error)
}

// Holds keep conversations for disputes.
type Holds interface {
	LegalHold(ctx context.Context, conversationID string) (bool, error)
	// SetLegalHold gives Conflict where it stands so already.
	SetLegalHold(ctx context.Context, conversationID string, held bool) error
}

const (
	recallsPath  = "/recalls"
	recallCursor = "recalls"
)

func recallPath(id string) string { return recallsPath + "/" + url.PathEscape(id) }

// recallsPage lists recalls, the newest first.
func (s *Server) recallsPage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.recallList(r)
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

func (s *Server) recallList(r *http.Request) (ui.Recalls, error) {
	page := ui.Recalls{Frame: s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Recall.Title })}
	page.Here = "recalls"
	after, err := openCursor(recallCursor, "after", r.URL.Query().Get("after"))
	if err != nil {
		return page, err
	}
	lines, next, err := s.RecallBook.Recalls(r.Context(), after, listMost)
	if err != nil {
		return page, err
	}
	page.Paged = after != ""
	if next != "" {
		page.Next = recallsPath + "?after=" + url.QueryEscape(sealCursor(recallCursor, next))
	}
	for _, l := range lines {
		page.Lines = append(page.Lines, recallLine(page.W, l))
	}
	return page, nil
}

func recallLine(w *ui.Words, l recall.Line) ui.RecallLine {
	out := ui.RecallLine{
		At: recallPath(l.ID), State: string(l.State), Label: w.Recall.States[string(l.State)], Origin: w.Recall.Kinds[string(l.Kind)], Since: l.Proposed,
		ByItself: l.ProposedBy == "", Listed: l.Counts[recall.Listed] + l.Counts[recall.Queued] + l.Counts[recall.Sent], Sent: l.Counts[recall.Sent],
		Excluded: l.Counts[recall.Excluded] + l.Counts[recall.LeftOut], Open: l.State.Open(),
	}
	if len(l.Seeds) > 0 {
		out.Said, out.Language, out.More = l.Seeds[0].Text, l.Seeds[0].Language, len(l.Seeds)-1
	}
	return out
}

// newRecall proposes one: of what a claim, a report or a version says, or of words.
func (s *Server) newRecall(w http.ResponseWriter, r *http.Request) error {
	o := operatorOf(r)
	if err := form(r); err != nil {
		return err
	}
	id, err := s.propose(r.Context(), recallAsk{
		Kind: r.PostFormValue("kind"), Turn: r.PostFormValue("turn"), Claim: r.PostFormValue("claim"), Article: r.PostFormValue("article"),
		Version: r.PostFormValue("version"), Text: r.PostFormValue("text"), Language: desk.Language(r.PostFormValue("language")),
		Incident: r.PostFormValue("incident"),
	}, o.ID)
	if desk.Is(err, desk.Invalid) || desk.Is(err, desk.Busy) {
		page, pageErr := s.recallList(r)
		if pageErr != nil {
			return pageErr
		}
		page.Switch, page.Text = inLanguage(&url.URL{Path: recallsPath}, page.W.OtherCode), clip(r.PostFormValue("text"), 600)
		page.Fault = page.W.Recall.Nothing
		if desk.Is(err, desk.Busy) {
			page.Fault = page.W.Recall.Reading
		}
		return s.show(w, s.problemOf(r.Context(), err).Status, page)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, recallPath(id))
}

// recallAsk is what somebody wants to have recalled.
type recallAsk struct {
	Kind, Turn, Claim, Article, Version, Text, Incident string
	Language                                            desk.Language
}

// propose makes a recall of it, on record.
func (s *Server) propose(ctx context.Context, a recallAsk, by string) (string, error) {
	ask := recall.Ask{Kind: recall.Kind(a.Kind), By: by}
	var err error
	switch ask.Kind {
	case recall.FromClaim, recall.FromReport:
		ask.Ref = a.Turn
		ask.Seeds, err = s.claimsToRecall(ctx, a.Turn, a.Claim)
	case recall.FromVersion:
		ask.Ref = a.Version
		ask.Seeds, err = s.Recalls.SeedsOfVersion(ctx, a.Article, a.Version)
	case recall.FromIncident:
		if _, err := s.Incidents.Incident(ctx, a.Incident); desk.Is(err, desk.NotFound) {
			return "", err
		}
		ask.Ref = a.Incident
		ask.Seeds, err = s.wordsOrClaims(ctx, a)
	case recall.FromSearch:
		ask.Seeds = recall.SeedsOf(spokenOr(a.Language), clip(a.Text, 2000))
	case recall.FromChange, recall.FromExpiry, recall.FromWithdraw:
		return "", desk.Errorf(desk.Invalid, "kind %q: such a recall proposes itself; use claim, report, version, incident or search", a.Kind)
	default:
		return "", desk.Errorf(desk.Invalid, "kind %q: use claim, report, version, incident or search", clip(a.Kind, 40))
	}
	if err != nil {
		return "", err
	}
	id, err := s.Recalls.Propose(ctx, ask)
	if err != nil {
		return "", err
	}
	return id, s.Act(ctx, by, "recall:propose", "recall:"+id, "")
}

func spokenOr(l desk.Language) desk.Language {
	if l == desk.French {
		return l
	}
	return desk.English
}

// wordsOrClaims takes an incident's words, or the claims of one of its turns.
func (s *Server) wordsOrClaims(ctx context.Context, a recallAsk) ([]recall.Seed, error) {
	if a.Turn != "" {
		return s.claimsToRecall(ctx, a.Turn, a.Claim)
	}
	return recall.SeedsOf(spokenOr(a.Language), clip(a.Text, 2000)), nil
}

// claimsToRecall gives a claim of a sent answer, or all of them.
func (s *Server) claimsToRecall(ctx context.Context, turn, claim string) ([]recall.Seed, error) {
	d, err := s.Ledger.Decision(ctx, turn)
	if err != nil {
		return nil, err
	}
	if d.Action != desk.Send {
		return nil, desk.Errorf(desk.Invalid, "turn %s: its answer was never sent, so nobody was told", clip(turn, 60))
	}
	claims := d.Draft.Claims
	if n, err := strconv.Atoi(strings.TrimSpace(claim)); err == nil && n >= 0 && n < len(claims) {
		claims = claims[n : n+1]
	}
	return recall.SeedsOfClaims(d.Draft.Language.Or(d.Language), claims), nil
}

// holdForm keeps a conversation for a dispute, or no longer.
func (s *Server) holdForm(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	id, held := r.PathValue("id"), r.PostFormValue("held") == "yes"
	if err := s.Holds.SetLegalHold(r.Context(), id, held); err != nil && !desk.Is(err, desk.Conflict) {
		return orNoConversation(err)
	}
	act := "hold:end"
	if held {
		act = "hold:begin"
	}
	if err := s.Act(r.Context(), operatorOf(r).ID, act, id, clip(strings.TrimSpace(r.PostFormValue("reason")), 500)); err != nil {
		return err
	}
	return seeOther(w, r, casePath(id)+"?pane=details")
}

// approves tells whether an operator may let corrections go out.
func approves(o desk.Operator) bool { return access.May(o.Role, access.ApproveRecalls) }
