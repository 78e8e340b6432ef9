package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
)

type openInput struct {
	Prefer         string `header:"Prefer" doc:"wait=N answers when the turn is decided, after N seconds (at most 30) at the latest." example:"wait=15"`
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"255" doc:"The same key with the same body gives the same turn again, for 24 hours. Without an API key it must be 16 characters or more that nobody can guess."`
	Body           openBody
}

type openBody struct {
	Inbox    string        `json:"inbox,omitempty" maxLength:"100" doc:"The door it comes through; the desk's common one where this is left out."`
	Customer *customerBody `json:"customer,omitempty"`
	Text     string        `json:"text,omitempty" doc:"What the customer wrote; may be left out where there are files."`
	Files    []carriedFile `json:"files,omitempty" maxItems:"5" doc:"What comes with it, at most 5 MiB in all. In a conversation that is begun, bring files first and name them."`
	Language languageCode  `json:"language,omitempty" doc:"As the customer or the page states it; recognised where it is left out."`
	Person   bool          `json:"person,omitempty" doc:"The customer pressed the button for a person: it is handed over at once, and no queue for the assistant stands before it."`
}

type followInput struct {
	ID             string `path:"id"`
	Prefer         string `header:"Prefer" doc:"wait=N answers when the turn is decided, after N seconds (at most 30) at the latest." example:"wait=15"`
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"255" doc:"The same key with the same body gives the same turn again, for 24 hours."`
	Body           followBody
}

type followBody struct {
	Text     string       `json:"text,omitempty" doc:"May be left out where there are files."`
	Files    []string     `json:"files,omitempty" maxItems:"5" doc:"Ids of files that were brought before."`
	Language languageCode `json:"language,omitempty"`
	Person   bool         `json:"person,omitempty" doc:"The customer pressed the button for a person."`
}

type answered struct {
	Status   int    `doc:"200: the turn is decided. 202: accepted; ask again, or read the stream."`
	Location string `header:"Location"`
	Applied  string `header:"Preference-Applied"`
	Body     *conversationBody
}

func (s *Server) openConversation(ctx context.Context, in *openInput) (*answered, error) {
	key, err := s.keyed(ctx, access.ConversationsWrite)
	if err != nil {
		return nil, err
	}
	inbox, err := s.door(ctx, in.Body.Inbox, key)
	if err != nil {
		return nil, err
	}
	who := caller{key: key}
	if err := s.fromHere(ctx, who, inbox); err != nil {
		return nil, err
	}
	opening, err := s.opening(in.Body.Customer, key)
	if err != nil {
		return nil, err
	}
	carried, err := s.carriedOf(in.Body.Files)
	if err != nil {
		return nil, err
	}
	t, err := s.take(ctx, request{
		carried: carried, inbox: inbox, caller: who, opening: opening, text: in.Body.Text, language: desk.Language(in.Body.Language), key: in.IdempotencyKey, body: in.Body, person: in.Body.Person,
	})
	if err != nil {
		return nil, err
	}
	if t.token != "" {
		s.setChatCookie(ctx, inbox.ID, t.conversation, t.token)
	}
	return s.answer(ctx, t, in.Prefer, key)
}

// door gives the inbox that a new conversation comes through. To a visitor, one that takes no visitors does not exist.
func (s *Server) door(ctx context.Context, id string, key *access.Key) (desk.Inbox, error) {
	if id == "" {
		id = s.cfg.Inbox
	}
	inbox, err := s.People.Inbox(ctx, id)
	if desk.Is(err, desk.NotFound) {
		return inbox, desk.Errorf(desk.NotFound, "inbox %q does not exist: name one of the desk's inboxes, or leave it out for the common one", clip(id, 100))
	}
	if err == nil && key == nil && !inbox.Visitors {
		return inbox, desk.Errorf(desk.Unauthorized, "inbox %q takes messages with an API key only: send one with the scope conversations:write", inbox.ID)
	}
	return inbox, err
}

func (s *Server) followConversation(ctx context.Context, in *followInput) (*answered, error) {
	who, c, inbox, err := s.enter(ctx, in.ID, access.ConversationsWrite)
	if err != nil {
		return nil, err
	}
	if err := s.fromHere(ctx, who, inbox); err != nil {
		return nil, err
	}
	t, err := s.take(ctx, request{
		files: in.Body.Files, conversation: c.ID, inbox: inbox, caller: who, text: in.Body.Text, language: desk.Language(in.Body.Language), key: in.IdempotencyKey, body: in.Body, person: in.Body.Person,
	})
	if err != nil {
		return nil, orNoConversation(err)
	}
	return s.answer(ctx, t, in.Prefer, who.key)
}

// orNoConversation makes one sentence of every way in which a conversation is not there.
func orNoConversation(err error) error {
	if desk.Is(err, desk.NotFound) {
		return noConversation()
	}
	return err
}

// answer waits as long as the caller prefers, and tells what is known of the turn then.
func (s *Server) answer(ctx context.Context, t taken, prefer string, key *access.Key) (*answered, error) {
	wait, asked := preferredWait(prefer, s.cfg.Limits.Longest)
	if asked {
		stretch(ctx, wait)
	}
	o, err := s.settled(ctx, t.conversation, t.turn, wait)
	if err != nil {
		return nil, err
	}
	out := &answered{Status: http.StatusOK, Location: apiPath + "/conversations/" + t.conversation, Body: o.body(key != nil && key.May(access.ConversationsRead))}
	out.Body.VisitorToken = t.token
	s.noteAnswered(ctx, t.conversation, decided(o.turn.State))
	if !decided(o.turn.State) {
		out.Status = http.StatusAccepted
	}
	if asked {
		out.Applied = "wait=" + strconv.Itoa(int(wait.Seconds()))
	}
	return out, nil
}

// preferredWait reads wait=N of a Prefer header (RFC 7240). What it cannot read is no preference; more than the longest
// is the longest.
func preferredWait(prefer string, longest time.Duration) (time.Duration, bool) {
	for _, p := range strings.FieldsFunc(prefer, func(r rune) bool { return r == ',' || r == ';' }) {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		n, err := strconv.Atoi(strings.Trim(strings.TrimSpace(value), `"`))
		if strings.EqualFold(strings.TrimSpace(name), "wait") && err == nil && n >= 0 {
			return min(time.Duration(min(n, 3600))*time.Second, longest), true
		}
	}
	return 0, false
}

type readInput struct {
	ID    string `path:"id"`
	After int64  `query:"after" minimum:"0" doc:"Messages after this seq only."`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"200"`
}

type readOutput struct {
	Body threadBody
}

// Conversation is conversationBody where another body holds its members: the document leaves out what a body embeds under
// an unexported name.
type Conversation = conversationBody

// threadBody is a conversation with what was said.
type threadBody struct {
	Conversation
	Inbox    string        `json:"inbox"`
	Language languageCode  `json:"language"`
	Created  time.Time     `json:"created"`
	Updated  time.Time     `json:"updated"`
	Promise  *promiseBody  `json:"promise,omitempty" doc:"The open promise: which team answers, and by when."`
	Messages []messageBody `json:"messages"`
	Rated    bool          `json:"rated" doc:"The customer has said what they think of it."`
	Next     int64         `json:"next,omitempty" doc:"There are more messages: ask again with after set to this."`
}

func (s *Server) readConversation(ctx context.Context, in *readInput) (*readOutput, error) {
	who, c, inbox, err := s.enter(ctx, in.ID, access.ConversationsRead)
	if err != nil {
		return nil, err
	}
	s.shareWith(ctx, inbox)
	said, err := s.Threads.Messages(ctx, c.ID, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	b := threadBody{Inbox: c.Inbox, Language: languageCode(c.Language), Created: c.Created, Updated: c.Updated, Messages: make([]messageBody, len(said))}
	for i, m := range said {
		b.Messages[i] = messageOf(m)
	}
	if len(said) == in.Limit {
		b.Next = said[len(said)-1].Seq
	}
	s.noteRead(ctx, c, in.After, said)
	turn, err := s.Ledger.LastTurn(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	o, err := s.outcomeOf(ctx, turn.ID)
	if err != nil {
		return nil, err
	}
	b.Conversation = *o.body(who.key != nil)
	if b.Promise, err = s.openPromise(ctx, c.ID); err != nil {
		return nil, err
	}
	err = s.opinions(ctx, &b)
	return &readOutput{Body: b}, err
}

func (s *Server) openPromise(ctx context.Context, conversationID string) (*promiseBody, error) {
	p, err := s.Ledger.OpenPromise(ctx, conversationID)
	if desk.Is(err, desk.NotFound) {
		return nil, nil //nolint:nilnil // no promise is a fact, not an error
	}
	if err != nil {
		return nil, err
	}
	return &promiseBody{Team: p.Team, By: optional(p.By)}, nil
}

// shareWith lets a page of another site that the inbox allows read the answer.
func (s *Server) shareWith(ctx context.Context, inbox desk.Inbox) {
	v := visitOf(ctx)
	for _, origin := range inbox.Origins {
		if origin == v.origin && origin != "" {
			v.share(origin)
		}
	}
}

type replyInput struct {
	ID   string `path:"id"`
	Body struct {
		Text     string   `json:"text,omitempty" doc:"May be left out where there are files."`
		Files    []string `json:"files,omitempty" maxItems:"5" doc:"Ids of files that were brought before, with a key."`
		Operator string   `json:"operator,omitempty" maxLength:"100" doc:"The id of the operator whose words these are; customers see that name. Left out, the key itself is the author."`
	}
}

type replyOutput struct {
	Body struct {
		ID      string `json:"id" doc:"The conversation."`
		Message string `json:"message" doc:"The new message."`
	}
}

func (s *Server) operatorMessage(ctx context.Context, in *replyInput) (*replyOutput, error) {
	by, err := s.actingAs(ctx, in.Body.Operator)
	if err != nil {
		return nil, err
	}
	out := &replyOutput{}
	out.Body.ID = in.ID
	out.Body.Message = s.NewID()
	err = s.Review.ReplyWith(ctx, in.ID, out.Body.Message, by, in.Body.Text, in.Body.Files, nil, s.cfg.Files)
	return out, orNoConversation(err)
}

// actingAs gives the operator for whom a key acts: the one it names, or the key itself under its own name.
func (s *Server) actingAs(ctx context.Context, operator string) (desk.Operator, error) {
	key, err := s.require(ctx, access.OperatorsScope)
	if err != nil {
		return desk.Operator{}, err
	}
	if operator == "" {
		return desk.Operator{ID: "key:" + key.ID, Name: key.Name, Role: desk.RoleOperator}, nil
	}
	o, err := s.People.Operator(ctx, operator)
	if desk.Is(err, desk.NotFound) || !o.Ended.IsZero() {
		return o, desk.Errorf(desk.Invalid, "operator %q does not exist: take an id from GET %s/operators", clip(operator, 100), apiPath)
	}
	return o, err
}

// preflight tells a browser that a page of another site may ask; whether it may do the thing, the thing's own handler says.
func (s *Server) preflight(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Allow-Methods", "GET, POST")
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Prefer, Idempotency-Key, Last-Event-ID")
	h.Set("Access-Control-Max-Age", "600")
	w.WriteHeader(http.StatusNoContent)
}
