package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// deskCase shows one conversation as a whole.
func (s *Server) deskCase(w http.ResponseWriter, r *http.Request) error {
	page, err := s.casePage(r, r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

// dossier is what is known of one conversation.
type dossier struct {
	conversation desk.Conversation
	customer     desk.Customer
	turn         desk.Turn
	decision     desk.Decision
	promise      desk.Promise
	teams        map[string]string
	operators    map[string]string
}

func (s *Server) dossierOf(ctx context.Context, id string) (dossier, error) {
	var d dossier
	var err error
	if d.conversation, err = s.Threads.Conversation(ctx, id); err != nil {
		return d, err
	}
	if d.customer, err = orNothing(s.Customer(ctx, d.conversation.Customer)); err != nil {
		return d, err
	}
	if d.turn, err = orNothing(s.Ledger.LastTurn(ctx, id)); err != nil {
		return d, err
	}
	if d.decision, err = orNothing(s.Ledger.Decision(ctx, d.turn.ID)); err != nil {
		return d, err
	}
	if d.promise, err = orNothing(s.Ledger.OpenPromise(ctx, id)); err != nil {
		return d, err
	}
	teams, err := s.People.Teams(ctx)
	if err != nil {
		return d, err
	}
	operators, err := s.People.Operators(ctx)
	d.teams, d.operators = teamNames(teams), operatorNames(operators)
	return d, err
}

func (s *Server) casePage(r *http.Request, id string) (ui.Case, error) {
	ctx := r.Context()
	d, err := s.dossierOf(ctx, id)
	if err != nil {
		return ui.Case{}, err
	}
	said, err := s.Threads.RecentMessages(ctx, id, shownMost)
	if err != nil {
		return ui.Case{}, err
	}
	c := d.conversation
	page := ui.Case{ID: id, Earlier: len(said) == shownMost, Resolved: c.State == desk.Resolved, CanAnswer: true}
	page.Frame = s.frame(r, desk.Unknown, func(w *ui.Words) string { return fmt.Sprintf(w.Case.Title, or(d.customer.Name, w.Desk.Nameless)) })
	page.Here, page.Script = "desk", deskScript
	w := page.W
	page.Name, page.State = or(d.customer.Name, w.Desk.Nameless), w.States[c.State]
	page.Messages = bubblesOf(w, said, page.Name)
	for i, m := range said {
		page.Messages[i].Travel, page.Messages[i].Lost = w.Travels[m.Delivery], m.Delivery == desk.Failed
	}
	page.Shown, page.Mine = page.Me.Name, c.Owner.Kind == desk.OwnedByPerson && c.Owner.ID == page.Me.ID && c.State == desk.WithPerson
	page.Why, page.Who, page.Facts = d.why(page.Frame), d.who(w), d.facts(page.Frame)
	if page.Who, err = s.withReach(ctx, w, page.Who, id); err != nil {
		return page, err
	}
	page.Findings = findingsShown(w, d.decision.Findings, d.decision.Draft.Claims)
	switch d.turn.State {
	case desk.HeldBack:
		draft, err := s.draftShown(ctx, w, d.turn, d.decision)
		if err != nil {
			return page, err
		}
		draft.Alone = true
		page.Draft, page.Findings = &draft, nil
	case desk.HandedOver:
		page.Claims = claimsShown(w, d.decision.Draft.Claims, nil, nil)
	case desk.Accepted, desk.Answering, desk.Sent, desk.Clarified, desk.Merged, desk.Superseded:
	}
	acts, err := s.Acts(ctx, d.turn.ID)
	if err != nil {
		return page, err
	}
	page.Record = d.record(page.Frame, acts)
	return page, s.reportsOnCase(ctx, &page, d.operators)
}

// record says what people decided about the draft, and why.
func (d dossier) record(f ui.Frame, acts []review.Act) []ui.Fact {
	var facts []ui.Fact
	said := "" // whoever overrules and sends gives one reason for both
	for _, a := range acts {
		what, known := f.W.Acts[a.Name]
		if !known {
			continue
		}
		line := fmt.Sprintf(f.W.Drafts.RecordLine, or(d.operators[a.By], a.By), f.Stamp(a.At))
		if a.Reason != "" && a.Reason != said {
			line += f.W.Colon + a.Reason
			said = a.Reason
		}
		facts = append(facts, ui.Fact{Name: what, Value: line})
	}
	return facts
}

// why says how the conversation came to where it is.
func (d dossier) why(f ui.Frame) []ui.Fact {
	w := f.W
	facts := []ui.Fact{{Name: w.Case.State, Value: w.Turns[d.turn.State]}}
	add := func(name, value string) {
		if value != "" {
			facts = append(facts, ui.Fact{Name: name, Value: value})
		}
	}
	add(w.Case.Reason, w.Reasons[d.turn.Reason])
	add(w.Case.Topic, d.turn.Topic)
	add(w.Case.Question, d.decision.Question)
	add(w.Drafts.Mode, madeHow(w, d.decision))
	add(w.Drafts.Model, madeWith(d.decision.Versions))
	if !d.promise.By.IsZero() {
		add(w.Case.Promise, fmt.Sprintf(w.Chat.ByWhen, or(d.teams[d.promise.Team], d.promise.Team), f.When(d.promise.By)))
	}
	return facts
}

// who says what is known of the customer, and how far to believe it.
func (d dossier) who(w *ui.Words) []ui.Fact {
	c := d.customer
	signed := w.Case.Unsigned
	if c.Signed {
		signed = w.Case.Signed
	}
	facts := []ui.Fact{{Name: w.Case.Name, Value: or(c.Name, w.Case.None)}, {Name: w.Case.Identity, Value: signed}, {Name: w.Case.Email, Value: or(c.Email, w.Case.None)}}
	var list []string
	for key, value := range c.Attributes {
		list = append(list, key+" "+value)
	}
	slices.Sort(list)
	return append(facts, ui.Fact{Name: w.Case.Attributes, Value: or(strings.Join(list, ", "), w.Case.None)})
}

func (d dossier) facts(f ui.Frame) []ui.Fact {
	w, c := f.W, d.conversation
	owner := w.AIName
	switch c.Owner.Kind {
	case desk.OwnedByTeam:
		owner = or(d.teams[c.Owner.ID], c.Owner.ID)
	case desk.OwnedByPerson:
		owner = or(d.operators[c.Owner.ID], c.Owner.ID)
	case desk.OwnedByAssistant:
	}
	facts := []ui.Fact{
		{Name: w.Case.Owner, Value: owner},
		{Name: w.Case.Team, Value: or(d.teams[c.Team], c.Team)},
		{Name: w.Case.Language, Value: w.Spoken[c.Language]},
		{Name: w.Case.Channel, Value: c.Channel},
	}
	if !c.Due.IsZero() && c.State != desk.Resolved {
		facts = append(facts, ui.Fact{Name: w.Desk.Due, Value: f.When(c.Due)})
	}
	if d.decision.Elapsed > 0 {
		facts = append(facts, ui.Fact{Name: w.Case.Took, Value: fmt.Sprintf("%d ms", max(1, d.decision.Elapsed.Milliseconds()))})
	}
	if v := d.decision.Versions; v.Guard != "" {
		facts = append(facts, ui.Fact{Name: w.Case.Versions, Value: fmt.Sprintf("%s, %s %d", v.Guard, strings.ToLower(w.Knowledge.Title), v.Knowledge)})
	}
	return facts
}

// deskStream wakes an operator's page when what it shows may have changed.
func (s *Server) deskStream(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	if !s.openStream() {
		return busy(s.cfg.Heartbeat, "too many streams are open")
	}
	defer s.closeStream()
	list, stopList := s.WatchDesk()
	defer stopList()
	var one <-chan struct{}
	if id := r.URL.Query().Get("conversation"); id != "" {
		news, stop := s.Watch(id)
		defer stop()
		one, list = news, nil
	}
	visitOf(ctx).waits = true
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	s.ended(ctx, s.wake(ctx, s.newSender(w), list, one))
	return nil
}

// wake tells the page that something changed, until it goes away. Whatever happened is one event: the page reads what there is.
func (s *Server) wake(ctx context.Context, out *sender, list, one <-chan struct{}) error {
	if err := out.event("hello", 0, struct{}{}); err != nil {
		return err
	}
	beat := time.NewTicker(s.cfg.Heartbeat) //nolint:forbidigo // a beat is for proxies, which count real seconds
	defer beat.Stop()
	for {
		var err error
		select {
		case <-list:
			err = out.event("changed", 0, struct{}{})
		case <-one:
			err = out.event("changed", 0, struct{}{})
		case <-beat.C:
			err = out.beat()
		case <-s.done:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
		if err != nil {
			return err
		}
	}
}
