package web

import (
	"math/rand/v2"
	"net/http"
	"time"
)

// wakeEach is how often a page is told at most that something changed: a busy desk must not have its pages read
// themselves again for every message.
const wakeEach = 300 * time.Millisecond

// listEach is how often a page is told at most that something changed elsewhere on the desk, give or take a quarter, so
// that the pages of many operators do not all read themselves again at the same moment. What happens in the conversation
// that is open is told sooner.
const listEach = 2 * time.Second

// deskStream wakes an operator's page when what it shows may have changed: the list, and the conversation beside it.
func (s *Server) deskStream(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	if !s.openStream() {
		return busy(s.cfg.Heartbeat, "too many streams are open")
	}
	defer s.closeStream()
	list, stopList := s.WatchDesk()
	defer stopList()
	var one, aside <-chan struct{}
	if id := r.URL.Query().Get("conversation"); id != "" {
		news, stop := s.Watch(id)
		defer stop()
		one = news
		notes, stopNotes := s.WatchCase(id)
		defer stopNotes()
		aside = notes
	}
	visitOf(ctx).waits = true
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	s.ended(ctx, s.wake(r, s.newSender(w), list, one, aside))
	return nil
}

// wake tells the page that something changed, until it goes away. Whatever happened is one event: the page reads what
// there is. What happens in the pause after an event is told at its end. Whoever may not be here any more hears nothing
// after the next beat.
func (s *Server) wake(r *http.Request, out *sender, list, one, aside <-chan struct{}) error {
	if err := out.event("hello", 0, struct{}{}); err != nil {
		return err
	}
	beat := time.NewTicker(s.cfg.Heartbeat) //nolint:forbidigo // a beat is for proxies, which count real seconds
	defer beat.Stop()
	near, far := newRest(), newRest()
	defer near.timer.Stop()
	defer far.timer.Stop()
	elsewhere, here, present := false, false, false
	for {
		var err error
		select {
		case <-list:
			elsewhere = true
		case <-one:
			here = true
		case <-aside:
			here, present = true, true
		case <-near.timer.C:
			near.on = false
		case <-far.timer.C:
			far.on = false
		case <-beat.C:
			if o, gone := s.signedIn(r); gone != nil || o.ID == "" {
				return gone
			}
			err = out.beat()
		case <-s.done:
			return nil
		case <-r.Context().Done():
			return r.Context().Err()
		}
		if err == nil && !near.on && (here || elsewhere && !far.on) {
			err = tellPage(out, present)
			elsewhere, here, present = false, false, false
			near.begin(wakeEach)
			far.begin(listEach*3/4 + rand.N(listEach/2)) //nolint:gosec // spreads reads, guards nothing
		}
		if err != nil {
			return err
		}
	}
}

// rest is a pause after an event.
type rest struct {
	timer *time.Timer
	on    bool
}

func newRest() *rest {
	return &rest{timer: time.NewTimer(0), on: true} //nolint:forbidigo // a pause between events, not a date
}

func (r *rest) begin(d time.Duration) {
	r.on = true
	r.timer.Reset(d)
}

// tellPage says that something changed, and where somebody came to look or went away, that first.
func tellPage(out *sender, present bool) error {
	if present {
		if err := out.event("presence", 0, struct{}{}); err != nil {
			return err
		}
	}
	return out.event("changed", 0, struct{}{})
}
