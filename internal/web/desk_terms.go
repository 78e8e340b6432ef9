package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// curator gives the lead or owner who asks; Forbidden for everybody else.
func curator(r *http.Request) (desk.Operator, error) {
	o := operatorOf(r)
	if !leads(o) {
		return o, desk.Errorf(desk.Forbidden, "only a lead or an owner changes the knowledge")
	}
	return o, nil
}

// statusForm approves an article, withdraws it, or brings it back as a draft.
func (s *Server) statusForm(w http.ResponseWriter, r *http.Request) error {
	o, err := curator(r)
	if err != nil {
		return err
	}
	if err := form(r); err != nil {
		return err
	}
	id, act := r.PathValue("id"), r.PostFormValue("action")
	to := map[string]desk.Status{"approve": desk.StatusApproved, "withdraw": desk.StatusWithdrawn, "restore": desk.StatusDraft}[act]
	number, err := strconv.Atoi(r.PostFormValue("number"))
	if to == "" || err != nil || number < 1 {
		return faultAt("form.action", "say approve, withdraw or restore, of which version")
	}
	if _, err := s.Curator.Restate(r.Context(), id, number, to, o.ID); err != nil {
		return s.leafAgain(w, r, err, func(page *ui.Leaf, says string) { page.ActFault = says })
	}
	if err := s.Act(r.Context(), o.ID, "article:"+act, articleRef(id), clip(strings.TrimSpace(r.PostFormValue("reason")), 500)); err != nil {
		return err
	}
	return seeOther(w, r, articlePath(id))
}

// leafAgain shows an article with why nothing was changed, as it stands now.
func (s *Server) leafAgain(w http.ResponseWriter, r *http.Request, err error, say func(*ui.Leaf, string)) error {
	if !desk.Is(err, desk.Conflict) && !desk.Is(err, desk.Invalid) {
		return orNoArticle(err, r.PathValue("id"))
	}
	page, pageErr := s.leaf(r, "text")
	if pageErr != nil {
		return pageErr
	}
	p := s.problemOf(r.Context(), err)
	says := page.W.Shelf.Stale
	if desk.Is(err, desk.Invalid) {
		says = page.W.Shelf.BadTerms
	}
	say(&page, says)
	page.Fault = says
	return s.show(w, p.Status, page)
}

// termsForm sets owner, dates and scope.
func (s *Server) termsForm(w http.ResponseWriter, r *http.Request) error {
	o, err := curator(r)
	if err != nil {
		return err
	}
	if err := form(r); err != nil {
		return err
	}
	id := r.PathValue("id")
	entry, err := s.Library.Get(r.Context(), id)
	if err != nil {
		return orNoArticle(err, id)
	}
	a := entry.Article
	wanted, filled, err := readTerms(r, a)
	if err == nil && (filled.Mark != markTerms(a) || filled.Number != a.Number) {
		err = desk.Errorf(desk.Conflict, "article %s: the form was made from a state that is past", id)
	}
	if err == nil {
		_, err = s.Curator.Amend(r.Context(), knowledge.Amendment{Article: id, From: a.Number, Contract: wanted, Stood: a.Contract, By: o.ID})
	}
	if err != nil {
		return s.leafAgain(w, r, err, func(page *ui.Leaf, says string) {
			filled.Open, filled.Mark, filled.Number = true, page.Form.Mark, page.Form.Number
			for i := range filled.Scope {
				filled.Scope[i].Label = page.Form.Scope[i].Label
			}
			page.Form, page.FormFault = filled, says
		})
	}
	if err := s.Act(r.Context(), o.ID, "article:amend", articleRef(id), clip(strings.TrimSpace(r.PostFormValue("reason")), 500)); err != nil {
		return err
	}
	return seeOther(w, r, articlePath(id))
}

// markTerms tells one state of an article's terms from another.
func markTerms(a desk.Article) string {
	c := a.Contract
	text, err := json.Marshal([]any{a.Number, c.Owner, c.ValidFrom.UnixMicro(), c.ValidUntil.UnixMicro(), c.ReviewBy.UnixMicro(), c.Scope})
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// termsOf fills the form with what stands.
func termsOf(w *ui.Words, a desk.Article) ui.TermsForm {
	c := a.Contract
	f := ui.TermsForm{
		Mark: markTerms(a), Number: a.Number, Owner: c.Owner, From: dayOf(c.ValidFrom), Until: lastDayOf(c.ValidUntil), Review: lastDayOf(c.ReviewBy),
	}
	for _, key := range knowledge.ScopeKeys() {
		f.Scope = append(f.Scope, ui.Field{Name: key, Label: w.Shelf.Scopes[key], Value: strings.Join(c.Scope[key], ", ")})
	}
	return f
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// lastDayOf gives the last day on which a text holds that ends at a moment: a date alone counts to its end.
func lastDayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Add(-time.Nanosecond).Format(time.DateOnly)
}

const (
	ownerLongest = 200
	scopeMost    = 50 // values of one key
	valueLongest = 100
)

// readTerms reads the form. A day that was not touched keeps its time.
func readTerms(r *http.Request, a desk.Article) (desk.Contract, ui.TermsForm, error) {
	c := a.Contract
	number, _ := strconv.Atoi(r.PostFormValue("number")) // 0 is no article's
	f := ui.TermsForm{
		Mark: r.PostFormValue("mark"), Number: number, Owner: strings.Join(strings.Fields(r.PostFormValue("owner")), " "), From: r.PostFormValue("from"),
		Until: r.PostFormValue("until"), Review: r.PostFormValue("review"),
	}
	if c.Owner = f.Owner; len(f.Owner) > ownerLongest {
		return c, f, desk.Errorf(desk.Invalid, "owner: at most %d bytes", ownerLongest)
	}
	var bad error
	day := func(text, stood string, was time.Time, days int) time.Time {
		if text == stood {
			return was
		}
		if text == "" {
			return time.Time{}
		}
		t, err := time.Parse(time.DateOnly, text)
		if err != nil || t.Year() < 1970 || t.Year() > 9999 {
			bad = desk.Errorf(desk.Invalid, "%q is no date", clip(text, 40))
			return was
		}
		return t.AddDate(0, 0, days)
	}
	stood := a.Contract
	c.ValidFrom = day(f.From, dayOf(stood.ValidFrom), stood.ValidFrom, 0)
	c.ValidUntil = day(f.Until, lastDayOf(stood.ValidUntil), stood.ValidUntil, 1)
	c.ReviewBy = day(f.Review, lastDayOf(stood.ReviewBy), stood.ReviewBy, 1)
	c.Scope = desk.Scope{}
	for key, values := range stood.Scope {
		if !slices.Contains(knowledge.ScopeKeys(), key) {
			c.Scope[key] = values
		}
	}
	for _, key := range knowledge.ScopeKeys() {
		text := r.PostFormValue("scope-" + key)
		f.Scope = append(f.Scope, ui.Field{Name: key, Value: text})
		values, err := valuesOf(text)
		if err != nil {
			bad = err
		}
		if len(values) > 0 {
			c.Scope[key] = values
		}
	}
	return c, f, bad
}

// valuesOf reads values between commas, in the one form in which scopes are compared.
func valuesOf(text string) ([]string, error) {
	var values []string
	for value := range strings.SplitSeq(text, ",") {
		value = strings.ToLower(strings.Join(strings.Fields(value), " "))
		if value != "" && !slices.Contains(values, value) {
			values = append(values, value)
		}
		if len(value) > valueLongest || len(values) > scopeMost {
			return nil, desk.Errorf(desk.Invalid, "scope: at most %d values of %d bytes", scopeMost, valueLongest)
		}
	}
	return values, nil
}
