package llm

import (
	"context"
	"time"
)

// Retry tries a call again where that may help: when the server says that it is busy (429, 503, 529), or when the
// connection failed before an answer began. It does so at most twice and only within the caller's deadline: where the
// pause would outlast it, the failure is returned at once. It is the only place that tries again; the providers'
// libraries are told not to.
type Retry struct {
	Now    func() time.Time
	Wait   func(ctx context.Context, d time.Duration) error // returns early, with an error, when the context ends
	Random func() float64                                   // from 0, below 1; spreads the pauses of many callers
}

const (
	retries      = 2
	firstPause   = 250 * time.Millisecond
	longestPause = 30 * time.Second // where the caller has no deadline
)

// Model gives a model that tries again.
func (r Retry) Model(m Model) Model { return retryingModel{r, m} }

// Embedder gives an embedder that tries again.
func (r Retry) Embedder(e Embedder) Embedder { return retryingEmbedder{r, e} }

type retryingModel struct {
	retry Retry
	model Model
}

// Complete implements Model.
func (m retryingModel) Complete(ctx context.Context, r Request) (Result, error) {
	return again(ctx, m.retry, func() (Result, error) { return m.model.Complete(ctx, r) })
}

type retryingEmbedder struct {
	retry    Retry
	embedder Embedder
}

// Embed implements Embedder.
func (e retryingEmbedder) Embed(ctx context.Context, texts []string) (Embedding, error) {
	return again(ctx, e.retry, func() (Embedding, error) { return e.embedder.Embed(ctx, texts) })
}

func again[T any](ctx context.Context, r Retry, call func() (T, error)) (T, error) {
	for tries := 0; ; tries++ {
		out, err := call()
		if err == nil || tries == retries {
			return out, err
		}
		failure := FailureOf(err)
		if !failure.Again {
			return out, err
		}
		pause := r.pause(failure.RetryAfter, tries)
		if !r.fits(ctx, pause) || r.Wait(ctx, pause) != nil {
			return out, err // what the server said tells more than that time ran out
		}
	}
}

// pause gives how long to wait before another try. Without the server's word: 250 ms, then 500 ms, each from half to the
// whole. With it: what it asks for, and up to 250 ms more, so that those who were told the same do not come back together.
func (r Retry) pause(asked time.Duration, tries int) time.Duration {
	if asked > 0 {
		return asked + time.Duration(r.Random()*float64(firstPause))
	}
	whole := firstPause << tries
	return whole/2 + time.Duration(r.Random()*float64(whole/2))
}

// fits tells whether something can still come after a pause.
func (r Retry) fits(ctx context.Context, pause time.Duration) bool {
	deadline, has := ctx.Deadline()
	if !has {
		return pause <= longestPause
	}
	return r.Now().Add(pause).Before(deadline)
}
