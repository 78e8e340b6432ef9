package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web"
)

// steps says what has been done of the first steps at this desk. What happened in a demo's made-up past does not count.
func (a *App) steps(ctx context.Context) (web.Steps, error) {
	var since time.Time
	if told, err := a.store.Setting(ctx, demoTold); err != nil {
		return web.Steps{}, err
	} else if at, err := time.Parse(time.RFC3339Nano, told); err == nil {
		since = at
	}
	done, err := a.store.Steps(ctx, since)
	teams, teamsErr := a.store.Teams(ctx)
	inbox, inboxErr := a.store.Inbox(ctx, commonInbox)
	return web.Steps{
		Known: done.Knowledge, Asked: done.Asked, Handed: done.Handed, Answered: done.Answered, Judged: done.Judged, Invited: done.Operators > 1,
		Hours: !slices.ContainsFunc(teams, func(t desk.Team) bool { return !t.Hours.Set() }), Mail: a.cfg.Mail.Set(), Widget: len(inbox.Origins) > 0,
	}, errors.Join(err, teamsErr, inboxErr)
}
