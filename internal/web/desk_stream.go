package web

import (
	"context"
	"net/http"
	"time"
)

// wakeEach is how often a page is told at most that something changed: a busy desk must not have its pages read
// themselves again for every message.
const wakeEach = 300 * time.Millisecond

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
	s.ended(ctx, s.wake(ctx, s.newSender(w), list, one, aside))
	return nil
}

// wake tells the page that something changed, until it goes away. Whatever happened is one event: the page reads what
// there is. What happens in the pause after an event is told at its end.
func (s *Server) wake(ctx context.Context, out *sender, list, one, aside <-chan struct{}) error {
	if err := out.event("hello", 0, struct{}{}); err != nil {
		return err
	}
	beat := time.NewTicker(s.cfg.Heartbeat) //nolint:forbidigo // a beat is for proxies, which count real seconds
	defer beat.Stop()
	pause := time.NewTimer(0) //nolint:forbidigo // a pause between events, not a date
	defer pause.Stop()
	told := true // the pause is over, or no event was told in it
	changed, present := false, false
	for {
		var err error
		select {
		case <-list:
			changed = true
		case <-one:
			changed = true
		case <-aside:
			changed, present = true, true
		case <-pause.C:
			told = false
		case <-beat.C:
			err = out.beat()
		case <-s.done:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
		if err == nil && !told && (changed || present) {
			err = tellPage(out, changed, present)
			changed, present, told = false, false, true
			pause.Reset(wakeEach)
		}
		if err != nil {
			return err
		}
	}
}

func tellPage(out *sender, changed, present bool) error {
	if present {
		if err := out.event("presence", 0, struct{}{}); err != nil {
			return err
		}
	}
	if !changed {
		return nil
	}
	return out.event("changed", 0, struct{}{})
}
