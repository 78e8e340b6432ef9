package app

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/knowledge/contradict"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/web"
)

// commonInbox is the door that every desk has.
const commonInbox = "web"

// face makes the pages and the API.
func (a *App) face(ctx context.Context) (*web.Server, error) {
	secret, err := a.serverSecret(ctx, "server_secret")
	if err != nil {
		return nil, err
	}
	identity, err := a.serverSecret(ctx, "identity_secret")
	if err != nil {
		return nil, err
	}
	back, err := a.serverSecret(ctx, backSecret)
	if err != nil {
		return nil, err
	}
	cfg := web.Defaults()
	cfg.Version, cfg.PublicURL, cfg.TrustedProxies, cfg.Zone = version(), a.cfg.PublicURL, a.cfg.TrustedProxies, time.Local
	cfg.Inbox, cfg.CommonTeam, cfg.Secret, cfg.IdentitySecret = commonInbox, conversation.Defaults().CommonTeam, secret, identity
	cfg.Mail, cfg.BackSecret = a.cfg.Mail.Set(), back
	if a.demo {
		cfg.Demo = &web.DemoLogin{Email: demoEmail, Password: demoPassword}
	}
	if a.cfg.Webhook.URL != nil {
		cfg.KeyChannel = webhookChannel
	}
	return web.New(cfg, a.deps(), a.log)
}

func (a *App) deps() web.Deps {
	metrics := prometheus.NewRegistry()
	metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return web.Deps{
		Conversations: a.conversations, Review: reviews{a.review, a}, Access: a.access, Threads: a.store, Ledger: a.store, People: a.store, Opinions: a.store, Doors: a.store,
		Settings: a.settings(), Files: a.store, Incidents: a.store, Console: a.store, Behind: a.store, Instruments: a.watch, Duty: a.watch, Bounds: a.watch, Samples: a.watch,
		Board: a.store, Moves: a.review, Viewers: a.store, Finder: a.search,
		WatchCase:      func(id string) (<-chan struct{}, func()) { return a.store.Subscribe(store.TopicCase(id)) },
		WatchAnswering: func(id string) (<-chan struct{}, func()) { return a.store.Subscribe(store.TopicAnswering(id)) },
		Drills:         a.store, StartDrill: a.startDrill,
		Issues: a.store, Shelves: a.store, Curator: a.library, Try: a.try,
		Recalls: a.recalls, RecallBook: a.store, Holds: a.store,
		Library: a.library, Assistant: button{a}, Sessions: a.store.Sessions(a.now), Presence: a.store.Seen, Held: a.store.Held,
		Remembered: a.remembered,
		Act: func(ctx context.Context, who, act, ref, reason string) error {
			return a.store.Act(ctx, a.newID(), who, act, ref, reason, a.now())
		},
		Watch:     func(id string) (<-chan struct{}, func()) { return a.store.Subscribe(store.TopicConversation(id)) },
		WatchDesk: func() (<-chan struct{}, func()) { return a.store.Subscribe(store.TopicDesk) },
		Offer:     func(c conversation.Claim) { a.flow.Offer(c) },
		Expected:  a.flow.Expected, Check: a.inspect, Version: a.library.Version, Acts: a.store.Acts, CheckEdit: a.flow.Recheck, Contradicted: a.contradicted, Steps: a.steps, Customer: a.store.Customer, Reach: a.store, Ready: a.store.Ping, Metrics: metrics, Now: a.now, NewID: a.newID,
	}
}

func (a *App) remembered(ctx context.Context, caller, name string, since time.Time) (web.Remembered, error) {
	r, err := a.store.IdempotencyKey(ctx, caller, name, since)
	return web.Remembered(r), err
}

// contradicted gives the articles that stand on either side of a contradiction.
func (a *App) contradicted(ctx context.Context) (map[string]bool, error) {
	found, err := a.library.Contradictions(ctx)
	articles := map[string]bool{}
	for _, c := range found {
		left, right := c.Left.Article, c.Right.Article
		articles[left], articles[right] = articles[left] || c.Wrong != contradict.Right, articles[right] || c.Wrong != contradict.Left
	}
	return articles, err
}

// inspect checks an answer against its sources, and says how long that took.
func (a *App) inspect(request guard.Request) guard.Report {
	start := a.now()
	report := guard.Inspect(request, start)
	report.Micros = a.now().Sub(start).Microseconds()
	return report
}

// button is the red button of the face.
type button struct{ *App }

func (b button) Levels(ctx context.Context) ([]desk.Level, error) { return b.store.Levels(ctx) }

// serverSecret gives a secret of this desk, the same on every replica, made at the first start.
func (a *App) serverSecret(ctx context.Context, name string) ([]byte, error) {
	fresh := make([]byte, 32)
	if _, err := rand.Read(fresh); err != nil {
		return nil, err
	}
	kept, err := a.store.EnsureSetting(ctx, name, hex.EncodeToString(fresh))
	if err != nil {
		return nil, err
	}
	return hex.DecodeString(kept)
}

// httpServer is how the face listens: slow and silent peers are let go.
func httpServer(handler *web.Server) *http.Server {
	s := &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 60 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
	s.RegisterOnShutdown(handler.Close)
	return s
}
