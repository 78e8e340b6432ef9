package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// How conversations go from hand to hand.

const (
	toOperator = "operator:"
	toTeam     = "team:"
)

// takers lists to whom a conversation can be given: the operators, then the teams.
func (d dossier) takers(w *ui.Words) []ui.Option {
	var list []ui.Option
	owner := d.conversation.Owner
	for _, o := range active(d.people) {
		list = append(list, ui.Option{Value: toOperator + o.ID, Label: o.Name, Chosen: owner.Kind == desk.OwnedByPerson && owner.ID == o.ID})
	}
	for _, t := range d.groups {
		list = append(list, ui.Option{Value: toTeam + t.ID, Label: w.Desk.Team + w.Colon + or(t.Name, t.ID), Chosen: owner.Kind == desk.OwnedByTeam && owner.ID == t.ID})
	}
	return list
}

// assignForm gives a conversation to an operator or a team.
func (s *Server) assignForm(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	id, to := r.PathValue("id"), r.PostFormValue("to")
	act, err := s.assign(r.Context(), id, to)
	if err != nil {
		return s.moveAgain(w, r, err)
	}
	return s.moved(w, r, act, to)
}

// assign gives what the move is called on record: one to another team counts in a stream of the watch.
func (s *Server) assign(ctx context.Context, id, to string) (act string, err error) {
	act = "conversation:assign"
	if team, is := strings.CutPrefix(to, toTeam); is {
		c, err := s.Threads.Conversation(ctx, id)
		if err != nil {
			return act, err
		}
		if c.Team != team {
			act = "conversation:assign_team"
		}
		err = s.Moves.AssignTeam(ctx, id, team)
		if desk.Is(err, desk.NotFound) {
			err = faultAt("form.to", "there is no such team")
		}
		return act, err
	}
	operator, is := strings.CutPrefix(to, toOperator)
	if !is {
		return act, faultAt("form.to", "choose an operator or a team")
	}
	o, err := s.People.Operator(ctx, operator)
	if desk.Is(err, desk.NotFound) || !o.Ended.IsZero() {
		return act, faultAt("form.to", "there is no such operator")
	}
	if err != nil {
		return act, err
	}
	return act, s.Moves.Assign(ctx, id, o)
}

// giveBackForm lets the assistant have a conversation again, and has it answer what nobody has answered.
func (s *Server) giveBackForm(w http.ResponseWriter, r *http.Request) error {
	claim, err := s.Moves.GiveBack(r.Context(), r.PathValue("id"))
	if err != nil {
		return s.moveAgain(w, r, err)
	}
	if claim != nil {
		s.Offer(*claim)
	}
	return s.moved(w, r, "conversation:give_back", "")
}

// reopenForm takes a closed conversation up again.
func (s *Server) reopenForm(w http.ResponseWriter, r *http.Request) error {
	if err := s.Moves.Reopen(r.Context(), r.PathValue("id"), operatorOf(r)); err != nil {
		return s.moveAgain(w, r, err)
	}
	return s.moved(w, r, "conversation:reopen", "")
}

// moved puts a move that was made on record, and shows the conversation.
func (s *Server) moved(w http.ResponseWriter, r *http.Request, act, to string) error {
	id := r.PathValue("id")
	s.notable(r, "act not recorded", s.Act(r.Context(), operatorOf(r).ID, act, id, to))
	return seeOther(w, r, s.backToCase(r, id))
}

// moveAgain shows a conversation as it stands, with why it did not move.
func (s *Server) moveAgain(w http.ResponseWriter, r *http.Request, err error) error {
	if !desk.Is(err, desk.Conflict) {
		return err
	}
	return s.caseAgain(w, r, "", false, err)
}
