package app

import (
	"context"
	"errors"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/proving/drill"
)

const (
	drillsLease = "drills" // who looks at the schedule
	drillsLook  = time.Minute
	drillsRead  = 100 // of the record: all that is kept
	lastWrite   = 10 * time.Second
)

// startDrill begins a drill, which the loop of this server plays. Conflict while one is running, here or on another server.
func (a *App) startDrill(ctx context.Context, by desk.Operator) (id string, err error) {
	run, err := a.beginDrill(ctx, by.ID)
	if err != nil {
		return "", err
	}
	select {
	case a.begun <- run:
		return run.ID, nil
	default: // one whose lease has passed still waits here for the knowledge
		full := desk.Errorf(desk.Unavailable, "this server is not ready to play a drill; begin it in a minute")
		run.State, run.Ended = drill.Interrupted, a.now()
		return "", errors.Join(full, a.store.EndDrill(ctx, run))
	}
}

func (a *App) beginDrill(ctx context.Context, by string) (drill.Run, error) {
	now := a.now()
	run := drill.Run{ID: a.newID(), Begun: now, Until: now.Add(drill.Lease), By: by, State: drill.Running}
	return run, a.store.BeginDrill(ctx, run)
}

// playDrills plays what is begun on this server, and what the schedule asks for, for as long as the desk runs. What was begun
// when it stops is put down as interrupted.
func (a *App) playDrills(server string) func(context.Context) error {
	return func(ctx context.Context) error {
		select {
		case <-a.shelf.ready: // without its knowledge a desk passes any drill
		case <-ctx.Done():
		}
		tick := time.NewTicker(drillsLook)
		defer tick.Stop()
		for ctx.Err() == nil {
			select {
			case <-ctx.Done():
			case run := <-a.begun:
				a.noteFailure(ctx, "drills", a.playBegun(ctx, run))
			case <-tick.C:
				a.noteFailure(ctx, "drills", a.once(ctx, func(ctx context.Context) error { return a.drillOnSchedule(ctx, server) }))
			}
		}
		select {
		case run := <-a.begun:
			a.noteFailure(ctx, "drills", a.playBegun(ctx, run))
		default:
		}
		return nil
	}
}

// playBegun plays a drill that was begun on record, and puts down how it ended, though the server stops meanwhile.
func (a *App) playBegun(ctx context.Context, run drill.Run) error {
	within, stop := context.WithTimeout(ctx, drill.Within)
	defer stop()
	var report drill.Report
	failed := a.once(within, func(ctx context.Context) error {
		cases, err := drill.Packed()
		if err == nil {
			report, err = a.playDrill(ctx, cases)
		}
		return err
	})
	keeping, end := context.WithTimeout(context.WithoutCancel(ctx), lastWrite)
	defer end()
	return errors.Join(failed, a.concludeDrill(keeping, run.Conclude(ctx, report, failed, a.now()), a.store.EndDrill))
}

// drillOnSchedule plays a drill where one is due, on the server that has the lease. One that broke is due again later: it is
// on record when it was begun.
func (a *App) drillOnSchedule(ctx context.Context, server string) error {
	often, err := a.store.Setting(ctx, drill.ScheduleSetting)
	if err != nil || often != drill.Monthly {
		return err
	}
	now := a.now()
	mine, err := a.store.TakeLease(ctx, drillsLease, server, now, now.Add(3*drillsLook))
	if err != nil || !mine {
		return err
	}
	runs, err := a.store.Drills(ctx, now, drillsRead)
	if err != nil || now.Before(drill.Next(runs)) {
		return err
	}
	run, err := a.beginDrill(ctx, "")
	if desk.Is(err, desk.Conflict) { // somebody has just begun one
		return nil
	}
	if err != nil {
		return err
	}
	return a.playBegun(ctx, run)
}
