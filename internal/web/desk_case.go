package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/watch/recall"
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
	last         desk.Turn // the newest
	turn         desk.Turn // the one that the details speak of
	decision     desk.Decision
	promise      desk.Promise
	teams        map[string]string
	operators    map[string]string
	people       []desk.Operator
	groups       []desk.Team
}

// dossierOf reads it. turn is the one that the details shall speak of; the last, where it is none of this conversation.
func (s *Server) dossierOf(ctx context.Context, id, turn string) (dossier, error) {
	var d dossier
	var err error
	if d.conversation, err = s.Threads.Conversation(ctx, id); err != nil {
		return d, err
	}
	if d.customer, err = orNothing(s.Customer(ctx, d.conversation.Customer)); err != nil {
		return d, err
	}
	if d.last, err = orNothing(s.Ledger.LastTurn(ctx, id)); err != nil {
		return d, err
	}
	d.turn = d.last
	if turn != "" {
		older, err := orNothing(s.Ledger.Turn(ctx, turn))
		if err != nil {
			return d, err
		}
		if older.Conversation == id {
			d.turn = older
		}
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
	d.groups, d.people = teams, operators
	return d, err
}

func (s *Server) casePage(r *http.Request, id string) (ui.Case, error) {
	ctx := r.Context()
	d, err := s.dossierOf(ctx, id, r.URL.Query().Get("turn"))
	if err != nil {
		return ui.Case{}, err
	}
	page := ui.Case{ID: id, CanAnswer: true, Pane: paneOf(r, ui.ThreadPane, ui.DetailsPane)}
	page.Frame = s.frame(r, desk.Unknown, func(w *ui.Words) string { return fmt.Sprintf(w.Case.Title, or(d.customer.Name, w.Desk.Nameless)) })
	page.Here, page.Script = "desk", deskScript
	if page.Board, err = s.board(r, id); err != nil {
		return page, err
	}
	at := spotOf(r.URL.Query())
	page.Href, page.Details = at.address(casePath(id)), at.details(id, "")
	w, c := page.W, d.conversation
	page.Picker = s.picker(w, casePath(id)+"/files")
	page.Name, page.State = or(d.customer.Name, w.Desk.Nameless), w.States[c.State]
	page.Shown, page.Key, page.Resolved = page.Me.Name, s.NewID(), c.State == desk.Resolved
	page.Mine = c.Owner.Kind == desk.OwnedByPerson && c.Owner.ID == page.Me.ID && c.State == desk.WithPerson
	page.Machine = c.Owner.Kind == desk.OwnedByAssistant
	page.Why, page.Who, page.Facts = d.why(page.Frame), d.who(w), d.facts(page.Frame)
	if page.Who, err = s.withReach(ctx, w, page.Who, id); err != nil {
		return page, err
	}
	if err := s.reportsOnCase(ctx, &page, d.operators); err != nil {
		return page, err
	}
	if page.Thread, page.Earlier, err = s.threadOf(ctx, page.Frame, at, d); err != nil {
		return page, err
	}
	if page.Past, err = s.pastOf(ctx, page.Frame, at, d); err != nil {
		return page, err
	}
	page.Owners = d.takers(w)
	page.MayHold = access.May(page.Me.Role, access.HoldConversations)
	if page.Held, err = s.Holds.LegalHold(ctx, id); err != nil {
		return page, err
	}
	if err := s.withCanned(ctx, r, &page, d); err != nil {
		return page, err
	}
	if page.Present, err = s.present(ctx, w, id, page.Me.ID, d.operators); err != nil {
		return page, err
	}
	return page, s.fillAnswer(ctx, &page, d)
}

// details gives the address of what a turn's answer stands on; turn "" is the last.
func (p spot) details(id, turn string) string {
	q := p.query()
	q.Set("pane", string(ui.DetailsPane))
	if turn != "" {
		q.Set("turn", turn)
	}
	return casePath(id) + "?" + q.Encode()
}

// said is one thing in a thread: a message or, without one, a note.
type said struct {
	at      time.Time
	message desk.Message
	note    review.Note
}

// entries reads the last messages and the last notes of a conversation, in the order of time.
func (s *Server) entries(ctx context.Context, id string) ([]said, error) {
	messages, err := s.Threads.RecentMessages(ctx, id, shownMost)
	if err != nil {
		return nil, err
	}
	notes, err := s.Board.Notes(ctx, id, shownMost)
	if err != nil {
		return nil, err
	}
	list := make([]said, 0, len(messages)+len(notes))
	for _, m := range messages {
		list = append(list, said{at: m.Created, message: m})
	}
	for _, n := range notes {
		list = append(list, said{at: n.Created, note: n})
	}
	slices.SortStableFunc(list, func(a, b said) int { return a.at.Compare(b.at) })
	return list, nil
}

// threadOf shows what was said, each answer of the assistant with a way to what it stands on.
func (s *Server) threadOf(ctx context.Context, f ui.Frame, at spot, d dossier) ([]ui.Entry, bool, error) {
	list, err := s.entries(ctx, d.conversation.ID)
	if err != nil {
		return nil, false, err
	}
	thread := make([]ui.Entry, len(list))
	messages := 0
	for i, e := range list {
		if e.message.ID == "" {
			n := e.note
			thread[i] = ui.Entry{Note: true, Bubble: ui.Bubble{ID: n.ID, Author: desk.ByOperator, Name: or(n.Name, f.W.TeamMember), Text: n.Text, At: n.Created}}
			continue
		}
		messages++
		b := bubblesOf(f.W, []desk.Message{e.message}, or(d.customer.Name, f.W.Desk.Nameless))[0]
		b.Travel, b.Lost = f.W.Travels[e.message.Delivery], e.message.Delivery == desk.Failed
		if b.Author == desk.ByAssistant && e.message.Turn != "" {
			b.Why = at.details(d.conversation.ID, e.message.Turn)
		}
		thread[i].Bubble = b
	}
	return thread, messages == shownMost, nil
}

const pastMost = 6

// pastOf shows the customer's other conversations.
func (s *Server) pastOf(ctx context.Context, f ui.Frame, at spot, d dossier) ([]ui.Line, error) {
	list, err := s.Board.CustomerConversations(ctx, d.customer.ID, pastMost+1)
	if err != nil {
		return nil, err
	}
	var past []ui.Line
	for _, c := range list {
		if c.ID != d.conversation.ID && len(past) < pastMost {
			past = append(past, ui.Line{Href: at.address(casePath(c.ID)), Preview: or(c.Preview, c.ID), Team: f.W.States[c.State], Since: c.Updated})
		}
	}
	return past, nil
}

// fillAnswer shows what was decided about a turn, sentence by sentence.
func (s *Server) fillAnswer(ctx context.Context, page *ui.Case, d dossier) error {
	w := page.W
	if d.last.State == desk.HeldBack {
		decision, err := orNothing(s.Ledger.Decision(ctx, d.last.ID))
		if err != nil {
			return err
		}
		draft, err := s.draftShown(ctx, w, d.last, decision)
		if err != nil {
			return err
		}
		draft.Alone = true
		page.Draft = &draft
	}
	if d.turn.ID != d.last.ID {
		page.Opened = d.turn.ID
	}
	if page.Draft == nil || page.Draft.Turn != d.turn.ID {
		stands, err := s.standsOf(ctx, d.decision.Draft)
		if err != nil {
			return err
		}
		page.Findings = findingsShown(w, d.decision.Findings, d.decision.Draft.Claims)
		page.Claims = claimsShown(w, d.decision.Draft.Claims, nil, stands)
		d.recallable(page.Claims)
	}
	acts, err := s.Acts(ctx, d.turn.ID)
	page.Record = d.record(page.Frame, acts)
	return err
}

// recallable leads from each claim that was sent to who else was told it.
func (d dossier) recallable(claims []ui.Claim) {
	if d.decision.Action != desk.Send || d.conversation.Trial {
		return
	}
	for i := range claims {
		if !claims[i].Plain {
			claims[i].Told = ui.RecallOf{Kind: string(recall.FromClaim), Turn: d.turn.ID, Claim: strconv.Itoa(i)}
		}
	}
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
		{Name: w.Case.Channel, Value: channelLabel(w, c.Channel)},
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
