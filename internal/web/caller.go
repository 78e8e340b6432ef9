package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
)

// caller is who asks for something of a conversation: an API key, or the visitor who holds its token.
type caller struct {
	key     *access.Key
	visitor string // fingerprint of the visitor's token
	cookie  bool   // the token came in a cookie, which browsers send by themselves
}

// name is the caller in the list of idempotency keys.
func (c caller) name() string {
	if c.key != nil {
		return "key:" + c.key.ID
	}
	return "visitor:" + c.visitor
}

// require gives the API key of a request. Unauthorized without one, Forbidden for one without the scope.
func (s *Server) require(ctx context.Context, scope access.Scope) (access.Key, error) {
	v := visitOf(ctx)
	if !v.asked {
		return access.Key{}, desk.Errorf(desk.Unauthorized, "this needs an API key with the scope %s: send it as Authorization: Bearer KEY", scope)
	}
	if access.IsVisitor(v.bearer) {
		return access.Key{}, desk.Errorf(desk.Forbidden, "a visitor's token opens one conversation only; this needs an API key with the scope %s", scope)
	}
	key, err := s.Access.Key(ctx, v.bearer)
	if err != nil {
		return access.Key{}, err
	}
	if !key.May(scope) {
		return access.Key{}, desk.Errorf(desk.Forbidden, "the API key %s does not hold the scope %s", key.Name, scope)
	}
	s.noteKey(ctx, key)
	return key, nil
}

// keyed gives the API key of a request that may also come without one; nil for a visitor's.
func (s *Server) keyed(ctx context.Context, scope access.Scope) (*access.Key, error) {
	v := visitOf(ctx)
	if !v.asked || access.IsVisitor(v.bearer) {
		return nil, nil //nolint:nilnil // no key is a fact, not an error
	}
	key, err := s.require(ctx, scope)
	if err != nil {
		return nil, err
	}
	return &key, nil
}

// enter lets a caller into a conversation, and gives it with its inbox. Its errors are those of mayEnter.
func (s *Server) enter(ctx context.Context, id string, scope access.Scope) (caller, desk.Conversation, desk.Inbox, error) {
	who, err := s.mayEnter(ctx, id, scope)
	if err != nil {
		visitOf(ctx).shareRefusal()
		return caller{}, desk.Conversation{}, desk.Inbox{}, err
	}
	c, err := s.Threads.Conversation(ctx, id)
	if err != nil {
		return caller{}, desk.Conversation{}, desk.Inbox{}, orNoConversation(err)
	}
	inbox, err := s.People.Inbox(ctx, c.Inbox)
	return who, c, inbox, err
}

// mayEnter tells who the caller is to a conversation. NotFound, in the words for a conversation that does not exist,
// for whoever holds neither a key with the scope nor the conversation's own token.
func (s *Server) mayEnter(ctx context.Context, conversationID string, scope access.Scope) (caller, error) {
	key, err := s.keyed(ctx, scope)
	if err != nil {
		return caller{}, err
	}
	if key != nil {
		return caller{key: key}, nil
	}
	tokens, cookie := s.tokens(ctx, conversationID)
	if len(tokens) == 0 && !visitOf(ctx).asked {
		return caller{}, desk.Errorf(desk.Unauthorized, "this needs the conversation's visitor_token or an API key with the scope %s", scope)
	}
	fingerprint, err := s.Threads.Visitor(ctx, conversationID)
	if err != nil && !desk.Is(err, desk.NotFound) {
		return caller{}, err
	}
	if err != nil {
		return caller{}, noConversation()
	}
	fits := func(token string) bool { return access.Opens(token, fingerprint) }
	if !slices.ContainsFunc(tokens, fits) {
		return s.cameBack(ctx, conversationID, fingerprint, tokens, cookie)
	}
	return caller{visitor: fingerprint, cookie: cookie}, nil
}

func noConversation() error { return desk.Errorf(desk.NotFound, "no such conversation") }

// tokens gives the visitor's tokens that a request shows for a conversation. One in the Authorization header leaves no
// room for cookies.
func (s *Server) tokens(ctx context.Context, conversationID string) (tokens []string, cookie bool) {
	v := visitOf(ctx)
	if v.asked {
		return []string{v.bearer}, false
	}
	for _, c := range v.request.Cookies() {
		id, token, found := strings.Cut(c.Value, ".")
		if strings.HasPrefix(c.Name, chatCookie) && found && id == conversationID {
			tokens = append(tokens, token)
		}
	}
	return tokens, true
}

// chatCookie begins the name of the cookie that holds a visitor's token, one for each inbox.
const chatCookie = "vigie_chat_"

// setChatCookie has the browser keep a conversation's token. It opens that conversation and nothing else.
func (s *Server) setChatCookie(ctx context.Context, inbox, conversationID, token string) {
	v := visitOf(ctx)
	c := &http.Cookie{ //nolint:gosec // HttpOnly and SameSite are set; Secure wherever the browser came by https, else a desk on http would lose it
		Name: chatCookie + inbox, Value: conversationID + "." + token, Path: "/", MaxAge: 30 * 24 * 60 * 60,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.https,
	}
	if c.Valid() == nil {
		v.head.Add("Set-Cookie", c.String())
	}
}

// fromHere refuses a request that another site's page makes a browser send, unless the inbox allows that site. A caller
// that shows a token or key in a header is who it says it is, wherever its page came from.
func (s *Server) fromHere(ctx context.Context, c caller, inbox desk.Inbox) error {
	v := visitOf(ctx)
	if slices.Contains(inbox.Origins, v.origin) && v.origin != "" {
		v.share(v.origin)
		return nil
	}
	if c.key != nil || c.visitor != "" && !c.cookie {
		return nil
	}
	if s.guard.Check(v.request) != nil {
		s.meter.refused.WithLabelValues("origin").Inc()
		return foreign(v.origin)
	}
	return nil
}
