package web

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// seenWithin is how lately an operator must have been active to be reckoned with; promises count the same.
const seenWithin = 5 * time.Minute

type operatorBody struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	Email     string         `json:"email"`
	Team      string         `json:"team"`
	Role      roleName       `json:"role"`
	Languages []languageCode `json:"languages"`
	Presence  presence       `json:"presence"`
	Seen      *time.Time     `json:"seen,omitempty" doc:"When they were last active."`
}

func presenceOf(o desk.Operator, now time.Time) presence {
	switch {
	case o.Seen.IsZero() || now.Sub(o.Seen) > seenWithin:
		return offline
	case o.Away:
		return away
	}
	return present
}

func (s *Server) operatorShown(o desk.Operator) operatorBody {
	b := operatorBody{
		ID: o.ID, Name: o.Name, Email: o.Email, Team: o.Team, Role: roleName(o.Role), Languages: []languageCode{},
		Presence: presenceOf(o, s.Now()), Seen: optional(o.Seen),
	}
	for _, l := range o.Languages {
		b.Languages = append(b.Languages, languageCode(l))
	}
	return b
}

type none struct{}

type operatorsOutput struct {
	Body struct {
		Operators []operatorBody `json:"operators"`
	}
}

func (s *Server) listOperators(ctx context.Context, _ *none) (*operatorsOutput, error) {
	list, err := s.People.Operators(ctx)
	if err != nil {
		return nil, err
	}
	out := &operatorsOutput{}
	out.Body.Operators = make([]operatorBody, len(list))
	for i, o := range list {
		out.Body.Operators[i] = s.operatorShown(o)
	}
	return out, nil
}

type presenceInput struct {
	ID   string `path:"id"`
	Body struct {
		Presence string `json:"presence" enum:"online,away" doc:"online also notes that the operator is active now."`
	}
}

type operatorOutput struct{ Body operatorBody }

func (s *Server) setPresence(ctx context.Context, in *presenceInput) (*operatorOutput, error) {
	err := s.People.SetAway(ctx, in.ID, in.Body.Presence == string(away), s.Now())
	if desk.Is(err, desk.NotFound) {
		return nil, desk.Errorf(desk.NotFound, "no operator %q", clip(in.ID, 100))
	}
	if err != nil {
		return nil, err
	}
	o, err := s.People.Operator(ctx, in.ID)
	return &operatorOutput{Body: s.operatorShown(o)}, err
}

type stopInput struct {
	Body *struct {
		Scope string `json:"scope,omitempty" maxLength:"200" doc:"desk (where it is left out), topic:NAME, language:en, language:fr, channel:NAME or inbox:NAME." example:"topic:billing"`
		Level string `json:"level,omitempty" enum:"off,draft" doc:"off (where it is left out): it says nothing more, and what it has in hand goes to people. draft: it writes, and an operator approves each answer; what is in hand stays. A scope that is off already is not raised to draft: that is 409."`
	}
}

type startInput struct {
	Body *struct {
		Scope string `json:"scope,omitempty" maxLength:"200" doc:"As it was stopped." example:"topic:billing"`
		Level string `json:"level,omitempty" enum:"auto,draft" doc:"auto (where it is left out): as far as other scopes allow. draft: it writes, and an operator approves each answer."`
	}
}

type switchOutput struct {
	Body struct {
		Scope  string      `json:"scope"`
		Moved  int         `json:"moved" doc:"Conversations that the assistant had in hand and that people have now."`
		Levels []levelBody `json:"levels" doc:"Every scope that has a level of its own, after this."`
	}
}

type levelBody struct {
	Scope string    `json:"scope"`
	Level levelName `json:"level"`
	By    string    `json:"by"`
	At    time.Time `json:"at"`
}

func (s *Server) stopAssistant(ctx context.Context, in *stopInput) (*switchOutput, error) {
	scope, level := "", ""
	if in.Body != nil {
		scope, level = in.Body.Scope, in.Body.Level
	}
	return s.turnSwitch(ctx, scope, or(level, desk.Off.String()), s.Assistant.Stop)
}

func (s *Server) startAssistant(ctx context.Context, in *startInput) (*switchOutput, error) {
	scope, level := "", ""
	if in.Body != nil {
		scope, level = in.Body.Scope, in.Body.Level
	}
	return s.turnSwitch(ctx, scope, or(level, desk.Auto.String()), func(ctx context.Context, scope string, level desk.Autonomy, by string) (int, error) {
		return 0, s.Assistant.Start(ctx, scope, level, by)
	})
}

func (s *Server) turnSwitch(ctx context.Context, scope, name string, turn func(ctx context.Context, scope string, level desk.Autonomy, by string) (int, error)) (*switchOutput, error) {
	by, err := s.require(ctx, access.AssistantScope)
	if err != nil {
		return nil, err
	}
	out := &switchOutput{}
	out.Body.Scope = or(scope, conversation.WholeDesk)
	if err := conversation.CheckScope(out.Body.Scope); err != nil {
		return nil, err
	}
	level, err := desk.ParseAutonomy(name)
	if err != nil {
		return nil, err
	}
	if out.Body.Moved, err = turn(ctx, out.Body.Scope, level, "key:"+by.ID); err != nil {
		return nil, err
	}
	levels, err := s.Assistant.Levels(ctx)
	out.Body.Levels = make([]levelBody, len(levels))
	for i, l := range levels {
		out.Body.Levels[i] = levelBody{Scope: l.Scope, Level: levelName(l.Level.String()), By: l.By, At: l.At}
	}
	return out, err
}
