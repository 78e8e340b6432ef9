package flow

import (
	"context"
	"sync"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
)

// queueMost bounds the turns that wait in memory. What does not fit stays in the database, where the sweeper finds it.
const queueMost = 10_000

// pool answers turns, so many at a time, and knows how long a new one would wait.
type pool struct {
	queue   chan conversation.Claim
	workers int
	work    func(context.Context, conversation.Claim)
	now     func() time.Time

	mu      sync.Mutex
	pending map[string]bool // turns queued or in hand, so that the sweeper does not queue one twice
	busy    int
	each    time.Duration // moving average of one turn's time
}

func newPool(workers int, work func(context.Context, conversation.Claim), now func() time.Time) *pool {
	return &pool{
		queue: make(chan conversation.Claim, queueMost), workers: max(1, workers), work: work, now: now,
		pending: map[string]bool{}, each: 20 * time.Millisecond,
	}
}

// Offer has a turn answered as soon as a worker is free. It never waits; false means that the queue is full, or the
// turn is in it.
func (f *Flow) Offer(claim conversation.Claim) bool { return f.pool.offer(claim) }

func (p *pool) offer(claim conversation.Claim) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.pending[claim.Turn] {
		return false
	}
	select {
	case p.queue <- claim:
		p.pending[claim.Turn] = true
		return true
	default:
		return false
	}
}

// Expected is how long a message accepted now would wait for its answer to be begun.
func (f *Flow) Expected() time.Duration {
	f.pool.mu.Lock()
	defer f.pool.mu.Unlock()
	waiting := len(f.pool.queue)
	if f.pool.busy == f.pool.workers {
		waiting++
	}
	return time.Duration(waiting) * f.pool.each / time.Duration(f.pool.workers)
}

// Run answers offered turns until ctx ends, and waits for those in hand.
func (f *Flow) Run(ctx context.Context) error {
	var workers sync.WaitGroup
	for range f.pool.workers {
		workers.Go(func() { f.pool.serve(ctx) })
	}
	workers.Wait()
	return nil
}

func (p *pool) serve(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case claim := <-p.queue:
			p.one(ctx, claim)
		}
	}
}

func (p *pool) one(ctx context.Context, claim conversation.Claim) {
	start := p.now()
	p.mu.Lock()
	p.busy++
	p.mu.Unlock()
	// A turn in hand is finished when the desk stops: it has a deadline of its own.
	p.work(context.WithoutCancel(ctx), claim)
	took := p.now().Sub(start)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy--
	delete(p.pending, claim.Turn)
	p.each = (9*p.each + max(took, 0)) / 10
}
