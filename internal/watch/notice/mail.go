package notice

import (
	"context"

	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Letter is one mail.
type Letter struct {
	ID, Thread, To, Subject, Text string
}

// Mails tells operators by mail, each in the first of their languages that Vigie writes.
type Mails struct {
	Desk
	Post func(ctx context.Context, l Letter) error // the error may be a *deliver.RefusalError
}

// Send mails one operator. One who has left since is told nothing.
func (m *Mails) Send(ctx context.Context, p deliver.Parcel) error {
	o, err := m.Source.Operator(ctx, p.Delivery.Recipient)
	if desk.Is(err, desk.NotFound) || err == nil && !o.Ended.IsZero() {
		return gone("the operator is no longer with the desk")
	}
	if err != nil {
		return err
	}
	f, err := m.facts(ctx, p.Delivery.Message)
	if err != nil {
		return err
	}
	subject, text := wordsIn(languageOf(o)).mail(f, m.Zone)
	return m.Post(ctx, Letter{ID: p.Delivery.ID, Thread: "incident." + f.in.ID, To: o.Email, Subject: subject, Text: text})
}

func languageOf(o desk.Operator) desk.Language {
	for _, spoken := range o.Languages {
		if spoken == desk.English || spoken == desk.French {
			return spoken
		}
	}
	return desk.English
}
