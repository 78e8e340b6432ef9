package app

import (
	"sync/atomic"
	"time"
)

// demoClock is the clock of a demo: while the past is being told it stands where the story has come to; afterwards it is
// the real one.
type demoClock struct {
	real func() time.Time
	told atomic.Pointer[time.Time]
}

func (c *demoClock) now() time.Time {
	if at := c.told.Load(); at != nil {
		return *at
	}
	return c.real()
}

func (c *demoClock) set(at time.Time) { c.told.Store(&at) }

func (c *demoClock) release() { c.told.Store(nil) }
