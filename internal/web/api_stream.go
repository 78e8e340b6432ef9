package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
)

const (
	eventsMost = 100              // read at once
	writeLate  = 10 * time.Second // an answer that was waited for has this long to go out
)

// openStream takes a place among the live streams, if there is one.
func (s *Server) openStream() bool {
	select {
	case s.streams <- struct{}{}:
		s.meter.streams.Inc()
		return true
	default:
		return false
	}
}

func (s *Server) closeStream() {
	<-s.streams
	s.meter.streams.Dec()
}

// stretch gives a request that waits the time to answer.
func stretch(ctx context.Context, wait time.Duration) {
	v := visitOf(ctx)
	v.waits = true
	if v.writer != nil {
		// A writer without deadlines has no limit to lift.
		_ = http.NewResponseController(v.writer).SetWriteDeadline(time.Now().Add(wait + writeLate)) //nolint:forbidigo // the network keeps its deadlines by the wall clock
	}
}

type streamInput struct {
	ID    string `path:"id"`
	Last  string `header:"Last-Event-ID" doc:"As browsers send it when they connect again: the stream goes on after this event."`
	After string `query:"after" doc:"The same, for the first connection: the seq of the last message that is known. Without either the stream begins at the beginning."`
}

type streamOutput struct {
	Type      string `header:"Content-Type"`
	Buffering string `header:"X-Accel-Buffering"`
	Body      func(huma.Context)
}

// streamConversation follows a conversation as server-sent events.
func (s *Server) streamConversation(ctx context.Context, in *streamInput) (*streamOutput, error) {
	who, c, inbox, err := s.enter(ctx, in.ID, access.ConversationsRead)
	if err != nil {
		return nil, err
	}
	s.shareWith(ctx, inbox)
	after, err := resumeAt(in.Last, in.After)
	if err != nil {
		return nil, err
	}
	after = min(after, c.Events) // beyond the end is the end, or what comes next would be passed over
	if !s.openStream() {
		s.meter.refused.WithLabelValues("streams").Inc()
		return nil, busy(s.cfg.Heartbeat, "too many streams are open; try again shortly, or read the conversation instead")
	}
	return &streamOutput{Type: "text/event-stream", Buffering: "no", Body: func(hc huma.Context) {
		defer s.closeStream()
		_, w := humago.Unwrap(hc)
		visitOf(ctx).waits = true
		hc.SetStatus(http.StatusOK)
		f := &follower{server: s, out: s.newSender(w), conversation: c, after: after, findings: who.key != nil}
		s.ended(ctx, f.run(ctx))
	}}, nil
}

// ended counts and logs why a stream ended, where that was not its reader's wish.
func (s *Server) ended(ctx context.Context, err error) {
	switch {
	case err == nil, errors.Is(err, context.Canceled):
	case tooSlow(err):
		s.meter.dropped.Inc()
	default:
		s.log.LogAttrs(ctx, slog.LevelDebug, "stream ended", slog.String("request", visitOf(ctx).id), slog.Any("error", err))
	}
}

// tooSlow tells a reader that took too long for one event.
func tooSlow(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

// resumeAt reads the event after which to go on; what a browser remembers wins over the address it first asked.
func resumeAt(last, after string) (int64, error) {
	place := "header.Last-Event-ID"
	if last == "" {
		last, place = after, "query.after"
	}
	if last == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(last, 10, 64)
	if err != nil || n < 0 {
		return 0, faultAt(place, "give the number of an event, from 0, or leave it out to begin at the beginning")
	}
	return n, nil
}

// sender writes server-sent events, each with a deadline of its own in place of the server's for the whole answer.
type sender struct {
	w       http.ResponseWriter
	control *http.ResponseController
	slow    time.Duration
}

func (s *Server) newSender(w http.ResponseWriter) *sender {
	return &sender{w: w, control: http.NewResponseController(w), slow: s.cfg.SlowReader}
}

// event sends one event; id 0 leaves the reader's place where it is. data is one line of JSON.
func (s *sender) event(name string, id int64, data any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("web: event: %w", err)
	}
	if id > 0 {
		return s.write("id: %d\nevent: %s\ndata: %s\n\n", id, name, text)
	}
	return s.write("event: %s\ndata: %s\n\n", name, text)
}

// beat keeps proxies from taking a quiet stream for a dead one.
func (s *sender) beat() error { return s.write(": beat\n\n") }

func (s *sender) write(format string, args ...any) error {
	late := time.Now().Add(s.slow) //nolint:forbidigo // the network keeps its deadlines by the wall clock
	if err := s.control.SetWriteDeadline(late); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	if _, err := fmt.Fprintf(s.w, format, args...); err != nil {
		return err
	}
	return s.control.Flush()
}

// follower tells one reader what happens in one conversation. It holds no queue: what the reader has not got yet is in
// the store, and is read when the reader is ready for it.
type follower struct {
	server       *Server
	out          *sender
	conversation desk.Conversation
	after        int64
	findings     bool
	answering    string // who the reader was told writes an answer
}

func (f *follower) run(ctx context.Context) error {
	news, stop := f.server.Watch(f.conversation.ID)
	defer stop()
	answering, stopAnswering := f.server.WatchAnswering(f.conversation.ID)
	defer stopAnswering()
	if err := f.out.event("hello", 0, map[string]any{"id": f.conversation.ID, "state": f.conversation.State, "after": f.after}); err != nil {
		return err
	}
	beat := time.NewTicker(f.server.cfg.Heartbeat) //nolint:forbidigo // a beat is for proxies, which count real seconds
	defer beat.Stop()
	for {
		if err := f.catchUp(ctx); err != nil {
			return err
		}
		f.server.noteSeen(ctx, f.conversation.ID, 0)
		select {
		case <-news:
		case <-answering:
			if err := f.tellAnswering(ctx); err != nil {
				return err
			}
		case <-beat.C:
			if err := f.out.beat(); err != nil {
				return err
			}
		case <-f.server.done:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// typingBody is the event that somebody writes an answer. It holds for 8 seconds, unless it comes again.
type typingBody struct {
	Name string `json:"name"` // as messages name the operator; empty: nobody does now
}

// tellAnswering says who writes an answer now. It is no event of the conversation: it has no number, and is not told
// again to whoever connects later.
func (f *follower) tellAnswering(ctx context.Context) error {
	s := f.server
	list, err := s.Viewers.Viewers(ctx, f.conversation.ID, s.Now())
	if err != nil {
		return err
	}
	who := ""
	for _, v := range list {
		if v.Answering {
			o, err := orNothing(s.People.Operator(ctx, v.Operator))
			if err != nil {
				return err
			}
			who = o.Name
		}
	}
	if who == "" && f.answering == "" {
		return nil
	}
	f.answering = who
	return f.out.event("typing", 0, typingBody{Name: who})
}

// catchUp sends every event that there is after the last one sent.
func (f *follower) catchUp(ctx context.Context) error {
	for {
		events, err := f.server.Threads.Events(ctx, f.conversation.ID, f.after, eventsMost)
		if err != nil {
			return err
		}
		for _, e := range events {
			if err := f.tell(ctx, e); err != nil {
				return err
			}
			f.after = e.Seq
		}
		if len(events) < eventsMost {
			return nil
		}
	}
}

// tell sends one event with what it is about, as that stands now.
func (f *follower) tell(ctx context.Context, e desk.Event) error {
	s := f.server
	switch e.Kind {
	case "message":
		said, err := s.Threads.Messages(ctx, f.conversation.ID, e.Seq-1, 1)
		if err != nil || len(said) == 0 || said[0].ID != e.Ref {
			return errors.Join(err, f.out.event(e.Kind, e.Seq, map[string]string{"id": e.Ref}))
		}
		return f.out.event(e.Kind, e.Seq, messageOf(said[0]))
	case "turn":
		o, err := s.outcomeOf(ctx, e.Ref)
		if err != nil {
			return err
		}
		return f.out.event(e.Kind, e.Seq, o.body(f.findings).Turn)
	case "promise":
		p, err := s.openPromise(ctx, f.conversation.ID)
		if err != nil {
			return err
		}
		return f.out.event(e.Kind, e.Seq, p)
	}
	return f.out.event(e.Kind, e.Seq, map[string]string{"state": e.Ref})
}
