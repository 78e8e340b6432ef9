package web

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/burst"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// Issues keeps what is frozen and what is known. Each change goes on record in its own transaction. See store.DB.
type Issues interface {
	// Freezes and Issues give those that stand, then the latest that ended.
	Freezes(ctx context.Context, limit int) ([]burst.Freeze, error)
	Issues(ctx context.Context, limit int) ([]burst.Issue, error)
	// WriteIssue puts a card in force in the place of the freeze that it names. It, Thaw and EndIssue give Conflict where
	// somebody was first.
	WriteIssue(ctx context.Context, i burst.Issue, d access.Deed) error
	Thaw(ctx context.Context, freeze string, d access.Deed) error
	EndIssue(ctx context.Context, id string, d access.Deed) error
}

const (
	issuesPath  = "/watch/issues"
	issuesShown = 100
	pastShown   = 20
	askedShown  = 8
)

// originOf gives where somebody comes from, for counting alone: a keyed hash of the network prefix. All that comes with one API
// key comes from the company's own server.
func (s *Server) originOf(ctx context.Context, c caller) string {
	place := "network " + network(visitOf(ctx).client)
	if c.key != nil {
		place = "key " + c.key.ID
	}
	mac := hmac.New(sha256.New, s.cfg.Secret)
	mac.Write([]byte("origin " + place))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// frozenOnDesk tells operators which topics the assistant is silent on.
func (s *Server) frozenOnDesk(ctx context.Context, page *ui.Desk) error {
	list, err := s.Issues.Freezes(ctx, issuesShown)
	for _, f := range list {
		if f.State == burst.Frozen {
			page.Frozen = append(page.Frozen, ui.FrozenLine{Topic: f.Topic, Customers: f.Customers, Since: f.Since, Stamp: page.When(f.Since)})
		}
	}
	return err
}

// issuesPage shows what is frozen, what is known, and what has ended lately.
func (s *Server) issuesPage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.issues(r, "", nil)
	if err != nil {
		return err
	}
	done := map[string]string{"written": page.W.Issues.Written, "thawed": page.W.Issues.Thawed, "ended": page.W.Issues.Ended}
	page.Done = done[r.URL.Query().Get("done")]
	return s.show(w, http.StatusOK, page)
}

// issues makes the page. tried is the card that somebody is writing, of the freeze that is named, or of none.
func (s *Server) issues(r *http.Request, freeze string, tried *ui.CardForm) (ui.Issues, error) {
	page := ui.Issues{Frame: s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Issues.Title })}
	page.Here = "watch"
	if r.Method != http.MethodGet {
		page.Switch = inLanguage(&url.URL{Path: issuesPath}, page.W.OtherCode)
	}
	ctx := r.Context()
	people, err := s.People.Operators(ctx)
	if err != nil {
		return page, err
	}
	names := operatorNames(people)
	freezes, err := s.Issues.Freezes(ctx, issuesShown)
	if err != nil {
		return page, err
	}
	cards, err := s.Issues.Issues(ctx, issuesShown)
	if err != nil {
		return page, err
	}
	writes := access.May(page.Me.Role, access.WriteIssues)
	for _, f := range freezes {
		if err := s.addFreeze(ctx, &page, f, names); err != nil {
			return page, err
		}
	}
	for i := range page.Frozen {
		if writes {
			page.Frozen[i].Card = s.blankCard(page.W, page.Frozen[i])
		}
		if tried != nil && page.Frozen[i].ID == freeze {
			page.Frozen[i].Card = tried
		}
	}
	for _, i := range cards {
		addCard(&page, i, names, writes)
	}
	if writes {
		page.Fresh = s.blankCard(page.W, ui.Freeze{})
		if tried != nil && freeze == "" {
			page.Fresh = tried
		}
	}
	return page, nil
}

// addFreeze shows a freeze, with what those asked who asked first: of a conversation whose words are gone, a link alone.
func (s *Server) addFreeze(ctx context.Context, page *ui.Issues, f burst.Freeze, names map[string]string) error {
	if f.State != burst.Frozen {
		if f.State == burst.Thawed && len(page.Past) < pastShown {
			page.Past = append(page.Past, ui.PastIssue{Topic: f.Topic, By: or(names[f.By], f.By), Reason: f.Reason, Since: f.Since, Ended: f.Ended})
		}
		return nil
	}
	shown := ui.Freeze{ID: f.ID, Topic: f.Topic, Since: f.Since, Customers: f.Customers, Signed: f.Signed}
	for i, asked := range f.First {
		if i == askedShown {
			shown.More = len(f.First) - askedShown
			break
		}
		d, err := orNothing(s.Ledger.Decision(ctx, asked.Turn))
		if err != nil {
			return err
		}
		shown.Questions = append(shown.Questions, ui.Asked{
			Address: casePath(asked.Conversation), Text: shortened(or(d.Question, fmt.Sprintf(page.W.Shelf.Gaps.One, i+1)), questionCut), Language: d.Language,
		})
	}
	page.Frozen = append(page.Frozen, shown)
	return nil
}

func addCard(page *ui.Issues, i burst.Issue, names map[string]string, writes bool) {
	by := or(names[i.Writer], i.Writer)
	if i.State != burst.InForce {
		if len(page.Past) < 2*pastShown {
			page.Past = append(page.Past, ui.PastIssue{Title: i.Title, Topic: i.Topic, By: by, Card: true, Since: i.Since, Ended: i.Ended})
		}
		return
	}
	shown := ui.KnownIssue{ID: i.ID, Title: i.Title, Topic: i.Topic, By: by, Since: i.Since, Until: i.Until, Ends: writes}
	for _, l := range languages() {
		shown.Texts = append(shown.Texts, ui.Preview{Language: l, Label: page.W.Spoken[l], Text: i.Words[l]})
	}
	page.Known = append(page.Known, shown)
}

// thawForm ends a freeze without a card, for a reason.
func (s *Server) thawForm(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	reason := oneLine(r.PostFormValue("reason"))
	if reason == "" || len([]rune(reason)) > burst.ReasonLongest {
		return s.issuesAgain(w, r, http.StatusUnprocessableEntity, func(w *ui.IssueWords) string { return w.NoReason })
	}
	return s.issueDone(w, r, s.Issues.Thaw(r.Context(), r.PathValue("id"), s.issueDeed(r, "thaw", reason)), "thawed")
}

// endIssue ends a card before its time.
func (s *Server) endIssue(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	return s.issueDone(w, r, s.Issues.EndIssue(r.Context(), r.PathValue("id"), s.issueDeed(r, "end", "")), "ended")
}

// issueDone leads back to the page, or shows it as it stands where somebody was first.
func (s *Server) issueDone(w http.ResponseWriter, r *http.Request, err error, done string) error {
	if desk.Is(err, desk.Conflict) {
		return s.issuesAgain(w, r, http.StatusConflict, func(w *ui.IssueWords) string { return w.Gone })
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, issuesPath+"?done="+done)
}

func (s *Server) issuesAgain(w http.ResponseWriter, r *http.Request, status int, says func(*ui.IssueWords) string) error {
	page, err := s.issues(r, "", nil)
	if err != nil {
		return err
	}
	page.Fault = says(&page.W.Issues)
	return s.show(w, status, page)
}

// issueDeed is what the operator of a request does to a freeze or a card.
func (s *Server) issueDeed(r *http.Request, act, detail string) access.Deed {
	return access.Deed{ID: s.NewID(), By: operatorOf(r).ID, Act: "issue:" + act, Ref: or(r.PathValue("id"), "issues"), Detail: detail, At: s.Now()}
}

// lasting gives for how long a card can be in force, in hours.
func lasting() []int { return []int{1, 2, 4, 8, 24, 72, 168} }

func lastingLabel(w *ui.Words, hours int) string {
	if hours >= 48 {
		return fmt.Sprintf(w.Issues.Days, hours/24)
	}
	return fmt.Sprintf(w.Issues.Hours, hours)
}

func until(from time.Time, hours int) time.Time { return from.Add(time.Duration(hours) * time.Hour) }
