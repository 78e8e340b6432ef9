// Package deliver carries what was said to customers who are not at our own pages: a queued delivery row becomes a call
// of its channel. It promises that every message arrives at least once and under one id, that the messages of one
// conversation leave in order, and that one which cannot be delivered brings a person in.
//
// A delivery is claimed by raising its epoch, for the length of a lease; a process that dies lets the lease run out, and
// whoever looks next tries again. The receiver can tell a repeat by the delivery's id.
package deliver

import (
	"context"
	"errors"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Parcel is one message with what its receiver needs to place it.
type Parcel struct {
	Delivery     desk.Delivery
	Conversation desk.Conversation
	External     string // the company's own id of the customer; empty: unknown
	Message      desk.Message
	Letter       *Letter // of a mail: what goes into it
}

// Channel is a door out. Send returns nil only once the receiver has said that it took the parcel. An error may be a
// *RefusalError; any other is tried again.
type Channel interface {
	Send(ctx context.Context, p Parcel) error
}

// RefusalError is a receiver's answer that says more than "not now".
type RefusalError struct {
	Err     error
	ForGood bool          // the receiver wants no more of this: trying again is no use
	Reader  bool          // it is the reader who cannot be reached: nor will another message be
	After   time.Duration // not before then; 0: as the schedule says
}

func (r *RefusalError) Error() string { return r.Err.Error() }

// Unwrap gives the error beneath.
func (r *RefusalError) Unwrap() error { return r.Err }

// Store keeps deliveries. Its errors carry kinds: Conflict where a claim is lost, Unavailable where nothing can be
// written.
type Store interface {
	// DueDeliveries lists what is queued and due, of each conversation the first only, at most limit.
	DueDeliveries(ctx context.Context, at time.Time, limit int) ([]desk.Delivery, error)
	// ClaimDelivery raises the epoch and makes the delivery due again when the lease ends.
	ClaimDelivery(ctx context.Context, d desk.Delivery, at, lease time.Time) (desk.Delivery, error)
	// SettleDelivery notes what became of an attempt, if the claim still holds.
	SettleDelivery(ctx context.Context, d desk.Delivery, at time.Time) error
	// Parcel reads what a delivery carries.
	Parcel(ctx context.Context, d desk.Delivery) (Parcel, error)
	// Ping makes a write that changes nothing.
	Ping(ctx context.Context) error
}

// pauses are the waits after each failed attempt: eight attempts within two hours, dense at first, since a customer waits.
func pauses() []time.Duration {
	return []time.Duration{
		2 * time.Second, 10 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour,
	}
}

// after gives what becomes of a claimed delivery whose attempt ended with err.
func after(d desk.Delivery, err error, now time.Time, pauses []time.Duration) desk.Delivery {
	if err == nil {
		d.State, d.Fault = desk.Delivered, ""
		return d
	}
	d.Attempts++
	d.Fault = err.Error()
	var refusal *RefusalError
	known := errors.As(err, &refusal)
	d.Refused = known && refusal.ForGood && refusal.Reader
	if d.Attempts > len(pauses) || known && refusal.ForGood {
		d.State = desk.Failed
		return d
	}
	pause := pauses[d.Attempts-1]
	if known {
		pause = max(pause, min(refusal.After, time.Hour))
	}
	d.State, d.Next = desk.Queued, now.Add(pause)
	return d
}
