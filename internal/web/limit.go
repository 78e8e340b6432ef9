package web

import (
	"container/list"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/vigie-desk/vigie/internal/desk"
)

// limiter holds a bucket for each name, in bounded memory. A bucket that has filled up again says nothing and may be
// forgotten; when every bucket still says something, a new name is refused. So no flood of new names frees an old one.
type limiter struct {
	limit Limit
	most  int

	mu      sync.Mutex
	buckets map[string]*list.Element
	recent  *list.List // of *bucket, the latest used in front
}

type bucket struct {
	name   string
	tokens *rate.Limiter
}

func newLimiter(limit Limit, most int) *limiter {
	return &limiter{limit: limit, most: most, buckets: map[string]*list.Element{}, recent: list.New()}
}

// take spends one token of a name. Where there is none it gives how long until there is.
func (l *limiter) take(name string, now time.Time) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.bucket(name, now)
	if b == nil {
		return l.refill(), false
	}
	r := b.tokens.ReserveN(now, 1)
	if !r.OK() {
		return l.refill(), false
	}
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		return wait, false
	}
	return 0, true
}

// bucket finds or makes the bucket of a name, nil where there is no room.
func (l *limiter) bucket(name string, now time.Time) *bucket {
	if e, known := l.buckets[name]; known {
		l.recent.MoveToFront(e)
		return e.Value.(*bucket) //nolint:forcetypeassert // the list holds nothing else
	}
	if len(l.buckets) >= l.most && !l.forget(now) {
		return nil
	}
	b := &bucket{name: name, tokens: rate.NewLimiter(rate.Limit(l.limit.PerMinute/60), l.limit.Burst)}
	l.buckets[name] = l.recent.PushFront(b)
	return b
}

// forget drops the bucket that was not used for longest, if it is full.
func (l *limiter) forget(now time.Time) bool {
	oldest := l.recent.Back()
	b := oldest.Value.(*bucket) //nolint:forcetypeassert // the list holds nothing else
	if b.tokens.TokensAt(now) < float64(l.limit.Burst) {
		return false
	}
	l.recent.Remove(oldest)
	delete(l.buckets, b.name)
	return true
}

// refill is how long one token takes to come back.
func (l *limiter) refill() time.Duration {
	if l.limit.PerMinute <= 0 {
		return time.Minute
	}
	return time.Duration(float64(time.Minute) / l.limit.PerMinute)
}

// limiters are those of a server.
type limiters struct {
	visitor, network, inbox, reports, signIn *limiter
}

func newLimiters(l Limits) limiters {
	return limiters{
		visitor: newLimiter(l.Visitor, l.Tracked), network: newLimiter(l.Network, l.Tracked),
		inbox: newLimiter(l.Inbox, l.Tracked), reports: newLimiter(l.Reports, l.Tracked), signIn: newLimiter(l.SignIn, l.Tracked),
	}
}

// admit refuses a message when answers are so far behind that it would wait too long.
func (s *Server) admit() error {
	expected := s.Expected()
	if expected <= s.cfg.Limits.Admitted {
		return nil
	}
	s.meter.refused.WithLabelValues("queue").Inc()
	return busy(expected-s.cfg.Limits.Admitted/2, "more people are writing than can be answered just now; keep the text and send it again shortly")
}

// limitMessage spends a token of each thing that bounds a visitor's messages. The empty visitor has no token yet.
func (s *Server) limitMessage(visitor, network, inbox string) error {
	now := s.Now()
	for _, step := range []struct {
		name, key string
		limiter   *limiter
	}{{"visitor", visitor, s.limits.visitor}, {"network", network, s.limits.network}, {"inbox", inbox, s.limits.inbox}} {
		if step.key == "" {
			continue
		}
		if wait, ok := step.limiter.take(step.key, now); !ok {
			s.meter.refused.WithLabelValues(step.name).Inc()
			return busy(wait, "too many messages from this %s; keep the text and send it again shortly", step.name)
		}
	}
	return nil
}

// limitReports bounds how many answers one network prefix may call wrong: each keeps a passage back for everybody.
func (s *Server) limitReports(network string) error {
	wait, ok := s.limits.reports.take(network, s.Now())
	if ok {
		return nil
	}
	s.meter.refused.WithLabelValues("reports").Inc()
	return later{desk.Errorf(desk.Busy, "you have called many answers wrong, and people look at each; write what is wrong in the chat, or ask for a person"), wait}
}

// limitSignIn bounds guesses at passwords, from a network and at one e-mail address.
func (s *Server) limitSignIn(network, email string) error {
	for _, key := range []string{"network " + network, "email " + email} {
		if wait, ok := s.limits.signIn.take(key, s.Now()); !ok {
			s.meter.refused.WithLabelValues("sign_in").Inc()
			return later{desk.Errorf(desk.Busy, "too many attempts to sign in; wait a little"), wait}
		}
	}
	return nil
}
