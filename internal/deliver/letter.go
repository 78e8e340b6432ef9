package deliver

import (
	"context"
	"errors"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// The channels of mail: to customers who have left, and to operators who are not at the desk.
const (
	Mail         = "mail"
	OperatorMail = "operator_mail"
)

// Letter is what goes into one mail.
type Letter struct {
	To       string         // an address; empty: nobody any more, and there is nothing to send
	Epoch    int64          // of the customer's address: links are signed with it
	Inbox    desk.Inbox     // whose brand it bears
	Asked    string         // what the customer wrote last before Said
	Said     []desk.Message // what the customer has not seen, oldest first; empty: nothing to send
	Operator desk.Operator  // of a mail to an operator
	Waits    bool           // the conversation still waits for a person
	Missed   bool           // a promise to the customer was not kept
	By       time.Time      // what the customer was promised; zero: nothing
}

// Alert says why operators get a mail about a conversation.
type Alert struct {
	Conversation string
	Promise      string // near its time, or missed; empty: the conversation is new among those that wait
	Missed       bool   // the promise was: a lead hears of it, the second time the owners
}

// Mailbox finds what mails are due, and queues each of them once: Conflict where somebody else was faster, or the reason
// is gone.
type Mailbox interface {
	// Unseen lists conversations with words of ours that were written between two moments, and that their customer, quiet
	// since the later one, has not seen.
	Unseen(ctx context.Context, from, to time.Time, limit int) (conversations []string, err error)
	// QueueLetter puts one mail with all of them on its way.
	QueueLetter(ctx context.Context, id, conversation string, quiet, at time.Time) error
	// Alerts lists what operators have not been told: who waits since a moment between from and at, promises near, and those
	// missed since from.
	Alerts(ctx context.Context, from, at, near time.Time, limit int) ([]Alert, error)
	// QueueAlert puts a mail to each operator concerned on its way, who is not away and was not active after a moment.
	QueueAlert(ctx context.Context, a Alert, newID func() string, idle, at time.Time) error
}

// Letters decides when mail goes out.
type Letters struct {
	Box   Mailbox
	Now   func() time.Time
	NewID func() string
}

const (
	quiet       = time.Minute        // without a stream or a request of the conversation, until its customer counts as gone
	tooOld      = 7 * 24 * time.Hour // words that waited longer are not mailed: mail was not set up when they were said
	nearTime    = 15 * time.Minute   // before a promise's time
	idle        = 5 * time.Minute    // without activity, until an operator counts as not at the desk
	alertsKept  = 24 * time.Hour     // who waits longer is told of by the promise only
	letterBatch = 200
)

// Round queues every mail that is due. One that cannot be queued does not keep the others waiting.
func (l *Letters) Round(ctx context.Context) error {
	now := l.Now()
	gone := now.Add(-quiet)
	conversations, err := l.Box.Unseen(ctx, now.Add(-tooOld), gone, letterBatch)
	errs := []error{err}
	for _, c := range conversations {
		errs = append(errs, unlessLost(l.Box.QueueLetter(ctx, l.NewID(), c, gone, now)))
	}
	alerts, err := l.Box.Alerts(ctx, now.Add(-alertsKept), now, now.Add(nearTime), letterBatch)
	errs = append(errs, err)
	for _, a := range alerts {
		errs = append(errs, unlessLost(l.Box.QueueAlert(ctx, a, l.NewID, now.Add(-idle), now)))
	}
	return errors.Join(errs...)
}

// unlessLost drops the error of a mail that another server queued first, or whose customer came back.
func unlessLost(err error) error {
	if desk.Is(err, desk.Conflict) || desk.Is(err, desk.NotFound) {
		return nil
	}
	return err
}
