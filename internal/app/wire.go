package app

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"runtime"
	"time"

	"github.com/google/uuid"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/channel/webhook"
	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/flow"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/proving/drill"
	"github.com/vigie-desk/vigie/internal/retrieve"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/search"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/triage"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/watch/burst"
	"github.com/vigie-desk/vigie/internal/watch/issues"
	"github.com/vigie-desk/vigie/internal/watch/notice"
	"github.com/vigie-desk/vigie/internal/watch/recall"
	"github.com/vigie-desk/vigie/internal/watch/selftest"
)

var (
	_ conversation.Store  = (*store.DB)(nil)
	_ deliver.Store       = (*store.DB)(nil)
	_ deliver.Store       = store.Notices{}
	_ notice.Source       = (*store.DB)(nil)
	_ deliver.Mailbox     = (*store.DB)(nil)
	_ review.Store        = (*store.DB)(nil)
	_ flow.Memory         = (*store.DB)(nil)
	_ flow.Knowledge      = (*shelf)(nil)
	_ knowledge.Shelf     = (*store.DB)(nil)
	_ knowledge.Conflicts = (*store.DB)(nil)
	_ llm.Spending        = (*store.DB)(nil)
	_ search.Store        = (*store.DB)(nil)
	_ watch.Store         = (*store.DB)(nil)
	_ watch.Claims        = (*store.DB)(nil)
	_ watch.Streams       = (*store.DB)(nil)
	_ issues.Symptoms     = (*store.DB)(nil)
	_ issues.Freezes      = (*store.DB)(nil)
	_ issues.Waits        = (*store.DB)(nil)
	_ recall.Store        = (*store.DB)(nil)
)

// App is the program as a value: built by Build, run by Run, closed by Close. Tests start it as `vigie serve` does.
type App struct {
	cfg   config.Config
	log   *slog.Logger
	now   func() time.Time
	newID func() string

	store         *store.DB
	access        *access.Service
	library       *knowledge.Library
	shelf         *shelf
	topics        *topics
	conversations *conversation.Service
	review        *review.Service
	issues        *issues.Service
	search        *search.Service
	recalls       *recall.Service
	flow          *flow.Flow
	guard         *flow.Guarded
	deliver       *deliver.Service
	notices       *deliver.Service // of incidents
	watch         *watch.Service
	brands        *brands
	selftest      *selftest.Service
	begun         chan drill.Run // drills that the loop shall play
	demo          bool           // everybody may sign in and look around
}

// Build makes every room, in the order of the message. It opens the database and starts nothing else.
func Build(ctx context.Context, cfg config.Config, now func() time.Time, log *slog.Logger) (*App, error) {
	a := &App{cfg: cfg, log: log, now: now, newID: newID, begun: make(chan drill.Run, 1)}
	var err error
	if a.store, err = store.Open(ctx, store.Config{Folder: cfg.Data, URL: cfg.Database.Reveal()}); err != nil {
		return nil, err
	}
	if err := a.furnish(ctx); err != nil {
		return nil, errors.Join(err, a.store.Close())
	}
	a.access = access.New(access.Parts{Operators: a.store, Keys: a.store, Settings: a.store, Now: now, NewID: newID, Random: rand.Reader, Invitations: a.store})
	a.library = knowledge.New(knowledge.Config{Shelf: a.store, Conflicts: a.store, Now: now, NewID: newID})
	database, err := a.store.EnsureSetting(ctx, "database_id", newID())
	if err != nil {
		return nil, errors.Join(err, a.store.Close())
	}
	a.shelf = newShelf(a.library, cfg.Data, database, log)
	a.shelf.restore(ctx)
	a.topics = &topics{store: a.store, log: log}
	if err := a.topics.load(ctx); err != nil {
		return nil, errors.Join(err, a.store.Close())
	}
	a.brands = &brands{store: a.store}
	if err := a.brands.load(ctx); err != nil {
		return nil, errors.Join(err, a.store.Close())
	}
	conversations := conversation.Defaults()
	conversations.Zone = time.Local
	conversations.Closes = func(text string) bool {
		kind := triage.Courtesy(text)
		return kind != triage.NoCourtesy && kind != triage.Greeting
	}
	a.conversations = conversation.New(a.store, now, newID, conversations)
	a.issues = issues.New(issues.Parts{
		Symptoms: a.store, Freezes: a.store, Waits: a.store, Tell: a.conversations.TellKnown, Raise: a.raise, Now: now, NewID: newID, Rules: burst.Defaults(),
	})
	a.review = review.New(a.store, a.conversations.HandOver, now, newID)
	a.search = search.New(a.store)
	a.guard = flow.NewGuarded(guard.Checks(), checkWithin)
	a.watch = watch.New(watch.Parts{Store: a.store, Claims: a.store, Ration: a.store, Streams: a.store, Samples: a.store, Memos: a.store, Questions: a.store, Now: now, NewID: newID})
	a.recalls = recall.New(a.store, a.store.InForce, now, newID, time.Local)
	a.flow = flow.New(flow.Parts{
		Memory: a.store, Knowledge: a.shelf, Settle: a.conversations.Settle, Levels: a.levels, Topic: a.topics.Guess, Reported: a.store.Reported,
		Judged: (&judged{store: a.store}).read, Brand: a.brands.list, Bursts: a.issues,
		Guard: a.guard, Model: a.model(), Now: now, Log: log,
	}, flow.Config{
		Mode: cfg.Mode, Ceiling: cfg.Ceiling(), Within: 12 * time.Second, Lease: 4 * time.Second, Tuning: retrieve.DefaultTuning(),
		Workers: 2 * runtime.NumCPU(),
	})
	a.selftest = a.selfTest()
	channels, err := a.channels(ctx)
	if err != nil {
		return nil, errors.Join(err, a.store.Close())
	}
	a.deliver = deliver.New(deliver.Parts{
		Store: a.store, Channels: channels, GiveUp: a.giveUp, Now: now, Log: log,
	}, deliver.Defaults())
	if a.notices, err = a.tellers(ctx); err != nil {
		return nil, errors.Join(err, a.store.Close())
	}
	return a, nil
}

// channels are the doors out, by name. Own channels are none of them: there the commit delivers.
func (a *App) channels(ctx context.Context) (map[string]deliver.Channel, error) {
	doors := map[string]deliver.Channel{}
	if hook := a.cfg.Webhook; hook.URL != nil {
		door, err := webhook.New(caller(hook.URL, "VIGIE_WEBHOOK_URL"), hook.URL, hook.Secret.Reveal(), a.now)
		if err != nil {
			return nil, err
		}
		doors[webhookChannel] = door
	}
	if !a.cfg.Mail.Set() {
		return doors, nil
	}
	post, err := a.mail(ctx)
	if err != nil {
		return nil, err
	}
	doors[deliver.Mail], doors[deliver.OperatorMail] = post, post
	return doors, nil
}

// webhookChannel is how replies travel to a company's own server, where one is set.
const webhookChannel = "webhook"

// Close saves the index and ends the database's connections.
func (a *App) Close() error { return errors.Join(a.shelf.save(), a.store.Close()) }

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// furnish puts in a new desk what every desk has: one common team, one inbox.
func (a *App) furnish(ctx context.Context) error {
	teams, err := a.store.Teams(ctx)
	if err != nil || len(teams) > 0 {
		return err
	}
	team := desk.Team{ID: conversation.Defaults().CommonTeam, Languages: []desk.Language{desk.English, desk.French}}
	if err := a.store.PutTeam(ctx, team); err != nil {
		return err
	}
	return a.store.PutInbox(ctx, desk.Inbox{ID: commonInbox, Brand: unnamedBrand, Language: desk.English, Team: team.ID, Visitors: true})
}
