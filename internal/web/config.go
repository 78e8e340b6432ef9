package web

import (
	"net/netip"
	"net/url"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Config is what an engineer decides about the face.
type Config struct {
	Version        string
	PublicURL      *url.URL       // what customers see; nil: taken from each request. https here marks cookies Secure
	TrustedProxies []netip.Prefix // peers whose X-Forwarded-For and X-Forwarded-Proto are believed; none: nobody's
	Zone           *time.Location // times on pages are shown in it
	Inbox          string         // the inbox of a conversation that names none, and of the start page's link
	CommonTeam     string         // the team of the first operator
	KeyChannel     string         // how replies travel to whoever writes with a key: "api" (fetched) or "webhook" (sent)
	Secret         []byte         // the server's own, the same on every replica, at least 32 bytes
	IdentitySecret []byte         // shared with the company's own site, which signs its customers' ids; empty: nobody's is believed
	Mail           bool           // is set up: customers who have left are reached by it
	BackSecret     []byte         // signs the links in mails; empty: none opens anything
	Demo           *DemoLogin     // what anybody signs in with; nil: this is no demo
	Limits         Limits
	Files          desk.FileLimits
	Streams        int           // live streams and waiting requests that may be open at the same time
	Heartbeat      time.Duration // of live streams, so that proxies do not take them for dead
	SlowReader     time.Duration // a stream's reader that takes longer for one event is dropped; it resumes where it stood
}

// Limits are how many messages may come, as a steady rate and a burst.
type Limits struct {
	Visitor  Limit // from one visitor's token
	Network  Limit // from one network prefix: /24 of IPv4, /56 of IPv6
	Inbox    Limit // into one inbox
	Reports  Limit // answers called wrong, from one network prefix: each keeps a passage back until a person has looked
	SignIn   Limit // attempts to sign in, from one network prefix, and for one e-mail address
	Tracked  int   // visitors, prefixes and inboxes remembered at the same time; when all of them are busy, others are refused
	Longest  time.Duration
	Admitted time.Duration // the longest expected wait with which a message is still taken
}

// Limit is a steady rate and a burst above it.
type Limit struct {
	PerMinute float64
	Burst     int
}

// Defaults gives the house's settings.
func Defaults() Config {
	return Config{
		Zone: time.UTC, KeyChannel: "api", Files: desk.DefaultFileLimits(),
		Streams:   10_000,
		Heartbeat: 15 * time.Second, SlowReader: 10 * time.Second,
		Limits: Limits{
			Visitor:  Limit{PerMinute: 20, Burst: 10},
			Network:  Limit{PerMinute: 120, Burst: 60},
			Inbox:    Limit{PerMinute: 1200, Burst: 400},
			Reports:  Limit{PerMinute: .1, Burst: 6},
			SignIn:   Limit{PerMinute: 10, Burst: 10},
			Tracked:  100_000,
			Longest:  30 * time.Second,
			Admitted: 8 * time.Second,
		},
	}
}

// check refuses a configuration that would not hold what the face promises.
func (c Config) check() error {
	switch {
	case len(c.Secret) < 32:
		return desk.Errorf(desk.Invalid, "web: the server's secret has %d bytes; use at least 32", len(c.Secret))
	case c.Zone == nil:
		return desk.Errorf(desk.Invalid, "web: no time zone is set; use time.UTC or the server's own")
	case c.Inbox == "" || c.CommonTeam == "":
		return desk.Errorf(desk.Invalid, "web: name the common inbox and the common team")
	case c.Streams < 1 || c.Limits.Tracked < 1 || c.Heartbeat <= 0 || c.SlowReader <= 0:
		return desk.Errorf(desk.Invalid, "web: Streams and Limits.Tracked must be at least 1, Heartbeat and SlowReader above 0")
	case c.Files.One < 1 || c.Files.Message < 1 || c.Files.Conversation < c.Files.One || c.Files.Inbox < c.Files.One:
		return desk.Errorf(desk.Invalid, "web: Files: one file must have at least 1 byte, a message 1 file, a conversation and an inbox room for one")
	}
	return nil
}
