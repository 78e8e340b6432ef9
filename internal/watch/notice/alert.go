package notice

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
)

// Event is the body of a post.
type Event struct {
	Type     string    `json:"type"` // incident.notice
	ID       string    `json:"id"`   // of this notice: a repeat carries the same
	Incident string    `json:"incident"`
	Cause    string    `json:"cause"`
	Severity string    `json:"severity"`
	Scope    string    `json:"scope"` // where it was seen
	Lowered  []Lowered `json:"lowered"`
	Since    time.Time `json:"since"`
	Stage    string    `json:"stage"` // as it is sent
	Link     string    `json:"link"`
}

// Lowered is a scope in which the assistant may do less, and what it still may: draft or off.
type Lowered struct {
	Scope string `json:"scope"`
	Level string `json:"level"`
}

// Chat is the body for a chat that takes lines of text: Slack, and what follows it.
type Chat struct {
	Text string `json:"text"`
}

// Alerts posts to one address.
type Alerts struct {
	Desk
	Post     func(ctx context.Context, id string, body []byte) error // the error may be a *deliver.RefusalError
	Chat     bool                                                    // a line of text in place of an event
	Language func(ctx context.Context) desk.Language                 // of that line
}

// Send posts once.
func (a *Alerts) Send(ctx context.Context, p deliver.Parcel) error {
	f, err := a.facts(ctx, p.Delivery.Message)
	if err != nil {
		return err
	}
	var event any = f.event(p.Delivery.ID)
	if a.Chat {
		event = Chat{Text: wordsIn(a.Language(ctx)).line(f, a.Zone)}
	}
	body, err := json.Marshal(event)
	if err != nil {
		return err
	}
	return a.Post(ctx, p.Delivery.ID, body)
}

func (f facts) event(id string) Event {
	e := Event{
		Type: "incident.notice", ID: id, Incident: f.in.ID, Cause: string(f.in.Cause), Severity: string(f.in.Severity), Scope: f.in.Evidence.Scope,
		Lowered: []Lowered{}, Since: breaker.Say(f.in, desk.English).Since, Stage: string(f.in.Stage), Link: f.link,
	}
	for _, l := range f.lowered {
		e.Lowered = append(e.Lowered, Lowered{Scope: l.Scope, Level: l.Level.String()})
	}
	return e
}

// line says it to a chat. A name in it can call nobody there and make no link: the signs for that are escaped.
func (w words) line(f facts, zone *time.Location) string {
	said := breaker.Say(f.in, w.language)
	plain := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	text := fmt.Sprintf(w.chat, said.Severity, said.Cause, w.place(f.in.Evidence.Scope), w.moment(said.Since, zone))
	return plain.Replace(text+" "+w.now+w.colon+said.Stage+". "+w.lowered+w.colon+w.down(f.lowered)+".") + "\n" + f.link
}
