package llm_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/llm/exchange"
	"github.com/vigie-desk/vigie/internal/llm/fake"
)

// scripted is a model that fails with these errors, one after the other, then answers.
type scripted struct {
	fails []llm.Failure
	calls []time.Duration // when, since the start
	begin time.Time
}

func (s *scripted) next() error {
	s.calls = append(s.calls, time.Since(s.begin))
	if len(s.calls) > len(s.fails) {
		return nil
	}
	f := s.fails[len(s.calls)-1]
	return llm.Fail(f, "no")
}

func (s *scripted) Complete(context.Context, llm.Request) (llm.Result, error) {
	return llm.Result{Text: "yes"}, s.next()
}

func (s *scripted) Embed(context.Context, []string) (llm.Embedding, error) {
	return llm.Embedding{Model: "m"}, s.next()
}

func TestRetry(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	busy := llm.Failure{Fault: llm.RateLimited, Again: true}
	wait := func(d time.Duration) llm.Failure {
		return llm.Failure{Fault: llm.RateLimited, Again: true, RetryAfter: d}
	}
	tests := map[string]struct {
		fails    []llm.Failure
		deadline time.Duration // 0: none
		random   float64
		calls    []time.Duration
		fault    llm.Fault
	}{
		"good":                       {nil, 0, 0, []time.Duration{0}, llm.None},
		"once":                       {[]llm.Failure{busy}, 0, 0, []time.Duration{0, 125 * ms}, llm.None},
		"once, late":                 {[]llm.Failure{busy}, 0, 0.5, []time.Duration{0, 187500 * time.Microsecond}, llm.None},
		"twice":                      {[]llm.Failure{busy, busy}, 0, 0, []time.Duration{0, 125 * ms, 375 * ms}, llm.None},
		"thrice":                     {[]llm.Failure{busy, busy, busy}, 0, 0, []time.Duration{0, 125 * ms, 375 * ms}, llm.RateLimited},
		"not again":                  {[]llm.Failure{{Fault: llm.BadKey}}, 0, 0, []time.Duration{0}, llm.BadKey},
		"then not again":             {[]llm.Failure{busy, {Fault: llm.BadKey}}, 0, 0, []time.Duration{0, 125 * ms}, llm.BadKey},
		"asked to wait":              {[]llm.Failure{wait(3 * time.Second)}, 12 * time.Second, 0, []time.Duration{0, 3 * time.Second}, llm.None},
		"asked to wait, spread":      {[]llm.Failure{wait(3 * time.Second)}, 12 * time.Second, 0.5, []time.Duration{0, 3125 * ms}, llm.None},
		"asked to wait too long":     {[]llm.Failure{wait(12 * time.Second)}, 12 * time.Second, 0, []time.Duration{0}, llm.RateLimited},
		"asked to wait, no deadline": {[]llm.Failure{wait(time.Minute)}, 0, 0, []time.Duration{0}, llm.RateLimited},
		"no time left":               {[]llm.Failure{busy, busy}, 300 * ms, 0, []time.Duration{0, 125 * ms}, llm.RateLimited},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				retry := llm.Retry{Now: time.Now, Wait: exchange.Pause, Random: func() float64 { return tt.random }}
				ctx := t.Context()
				if tt.deadline > 0 {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeout(ctx, tt.deadline)
					defer cancel()
				}
				s := &scripted{fails: tt.fails, begin: time.Now()}
				_, err := retry.Model(s).Complete(ctx, ask(words))
				if diff := cmp.Diff(tt.calls, s.calls); diff != "" || llm.FaultOf(err) != tt.fault {
					t.Errorf("%v %s", err, diff)
				}
				if took := time.Since(s.begin); took != s.calls[len(s.calls)-1] {
					t.Errorf("the last call was not the end: %v after %v", took, s.calls)
				}
				s = &scripted{fails: tt.fails, begin: time.Now()}
				_, err = retry.Embedder(s).Embed(t.Context(), []string{"x"})
				if tt.deadline == 0 && (len(s.calls) != len(tt.calls) || llm.FaultOf(err) != tt.fault) {
					t.Errorf("embedder: %v after %v", err, s.calls)
				}
			})
		})
	}
}

// A caller who leaves during the pause is not kept, and is told what the server said.
func TestRetryLetsGo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		s := &scripted{fails: []llm.Failure{{Fault: llm.Overloaded, Again: true, RetryAfter: 20 * time.Second}}, begin: time.Now()}
		retry := llm.Retry{Now: time.Now, Wait: exchange.Pause, Random: func() float64 { return 0 }}
		_, err := retry.Model(s).Complete(ctx, ask(words))
		if took := time.Since(s.begin); took != time.Second || llm.FaultOf(err) != llm.Overloaded || len(s.calls) != 1 {
			t.Errorf("%v after %v and %d calls", err, took, len(s.calls))
		}
	})
}

// The whole way: what is tried again, how often the server is asked, what comes of it.
func TestRetryOverHTTP(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		steps []fake.Step
		asked int
		fault llm.Fault
	}{
		"busy, then well":     {[]fake.Step{fake.Busy(10 * time.Millisecond), fake.Text("Yes.")}, 2, llm.None},
		"reset, then well":    {[]fake.Step{fake.Reset(), fake.Overloaded(0), fake.Text("Yes.")}, 3, llm.None},
		"529 for good":        {[]fake.Step{fake.Fail(529, "overloaded_error", "").Times(3)}, 3, llm.Overloaded},
		"busy until tomorrow": {[]fake.Step{fake.Busy(24 * time.Hour)}, 1, llm.RateLimited},
		"500":                 {[]fake.Step{fake.Fail(500, "x", "")}, 1, llm.ServerError},
		"wrong key":           {[]fake.Step{fake.Fail(401, "x", "")}, 1, llm.BadKey},
		"cut":                 {[]fake.Step{fake.Text("Yes.").CutAfter(9)}, 1, llm.CutShort},
		"said to retry":       {[]fake.Step{fake.Fail(400, "x", "").Header("X-Should-Retry", "true")}, 1, llm.BadRequest},
	}
	retry := llm.Retry{Now: time.Now, Wait: exchange.Pause, Random: func() float64 { return 0 }}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t trial) {
				server, model := t.server, t.model
				_, err := retry.Model(model).Complete(within(t, 5*time.Second), ask(words))
				if got := len(server.Requests()); got != tt.asked || llm.FaultOf(err) != tt.fault {
					t.Errorf("asked %d times, %v", got, err)
				}
			}, tt.steps...)
		})
	}
}

// How long a server asks to wait, in each way of saying it.
func TestRetryAfter(t *testing.T) {
	t.Parallel()
	at := time.Now().Add(40 * time.Second).UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")
	tests := []struct {
		name, value string
		least, most time.Duration
	}{
		{"Retry-After", "7", 7 * time.Second, 7 * time.Second},
		{"Retry-After", "0", 0, 0},
		{"Retry-After", "-3", 0, 0},
		{"Retry-After", "NaN", 0, 0},
		{"Retry-After", "soon", 0, 0},
		{"Retry-After", "1e300", 24 * time.Hour, 24 * time.Hour},
		{"Retry-After", at, 30 * time.Second, 40 * time.Second},
		{"Retry-After", "Mon, 02 Jan 2006 15:04:05 GMT", 0, 0},
		{"Retry-After-Ms", "250", 250 * time.Millisecond, 250 * time.Millisecond},
	}
	for _, tt := range tests {
		each(t, func(t trial) {
			model := t.model
			_, err := model.Complete(t.Context(), ask(words))
			if got := llm.FailureOf(err).RetryAfter; got < tt.least || got > tt.most {
				t.Errorf("%s: %s gives %v", tt.name, tt.value, got)
			}
		}, fake.Busy(0).Header(tt.name, tt.value))
	}
}
