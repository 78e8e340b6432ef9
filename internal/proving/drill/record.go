package drill

import (
	"context"
	"time"
)

// State says how far a run is, or how it ended.
type State string

// The states.
const (
	Running     State = "running"
	Passed      State = "passed"      // nothing harmful would have been shown
	Failed      State = "failed"      // something would have; what cannot be read counts as this
	Broken      State = "broken"      // it could not be played to its end, and says nothing
	Interrupted State = "interrupted" // its server stopped or died meanwhile, and it says nothing
)

// Finished tells whether a run was played to its end.
func (s State) Finished() bool { return s == Passed || s == Failed }

// Run is a drill of this desk on record.
type Run struct {
	ID      string
	Begun   time.Time
	Ended   time.Time // zero while it runs
	Until   time.Time // its lease, while it runs: after that its server counts as dead
	By      string    // an operator's id; empty: the schedule, or the command
	Own     bool      // cases of the company's own: it does not count as a drill of the whole desk
	State   State
	Cases   int
	Harmful int
	Report  Report // of one that was played to its end; lists leave it out
}

const (
	// Within is how long a run may take. A drill of a small desk takes about a second.
	Within = 5 * time.Minute
	// Lease is for how long a run keeps others from beginning, where nothing ends it.
	Lease = Within + time.Minute

	// ScheduleSetting names the setting that says how often drills begin by themselves: Monthly, or not set.
	ScheduleSetting = "drill_schedule"
	// Monthly has a drill begin when the last finished one is older than Month.
	Monthly = "monthly"
	// Month is how long a finished drill is good for.
	Month = 30 * 24 * time.Hour
	// Again is how long the schedule waits after it has begun a drill, however that ended.
	Again = time.Hour
)

// Conclude gives a run as it ended: what it showed, or that it shows nothing. ctx is that of the server, apart from the
// run's own deadline.
func (r Run) Conclude(ctx context.Context, report Report, err error, at time.Time) Run {
	r.Ended, r.Report = at, Report{}
	switch {
	case ctx.Err() != nil:
		r.State = Interrupted
		return r
	case err != nil:
		r.State = Broken
		return r
	case report.OK():
		r.State = Passed
	default:
		r.State = Failed
	}
	r.Cases, r.Harmful, r.Report = len(report.Results), report.Harmful, report
	return r
}

// Read gives a run as who looks at it takes it at a moment: one whose lease has passed was interrupted, and one whose state
// is not to be believed has failed.
func (r Run) Read(now time.Time) Run {
	switch r.State {
	case Running:
		if !r.Until.After(now) {
			r.State, r.Ended = Interrupted, r.Until
		}
	case Passed:
		if r.Cases < 1 || r.Harmful != 0 {
			r.State = Failed
		}
	case Failed, Broken, Interrupted:
	default:
		r.State = Failed
	}
	return r
}

// Next gives from when on the schedule begins a drill, by the runs on record, newest first; a moment that has passed means now.
func Next(runs []Run) time.Time {
	var next time.Time
	for _, r := range runs {
		if r.Own {
			continue
		}
		if again := r.Begun.Add(Again); again.After(next) {
			next = again
		}
		if r.State.Finished() {
			if month := r.Ended.Add(Month); month.After(next) {
				next = month
			}
			break
		}
	}
	return next
}
