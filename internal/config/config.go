// Package config reads what an engineer has set for this server, once, at the start. One struct holds it, one function
// gives the defaults, one reader fills it from the command line, the environment and a file, in that order of
// precedence. Rooms are handed the values that they need; nobody else looks at the environment.
//
// It promises that a wrong, unknown or unreadable setting stops the start with a sentence that names its place and its
// mend, that all such faults are named at once, and that no secret is ever printed.
package config

import (
	"fmt"
	"net/netip"
	"net/url"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Config is everything that can be set from outside. Read gives a checked one; a Config made by hand is not checked.
type Config struct {
	Data           string         // the folder that holds all state
	Database       Secret         // a PostgreSQL URL; not set: SQLite in the data folder
	Listen         string         // host:port; an empty host is every address
	Model          Model          // what writes or picks answers; no URL: quotes only
	Mode           desk.Mode      // never empty: select with a model, quote without one
	Autonomy       *desk.Autonomy // the ceiling for the whole desk; nil: nobody has set one, see Ceiling
	Embed          Endpoint       // vectors for retrieval; no URL: words only
	Judge          Endpoint       // a model's vote on drafts; no URL: no such vote
	PublicURL      *url.URL       // scheme, host and port that customers see; nil: taken from each request
	TrustedProxies []netip.Prefix // peers whose X-Forwarded-* headers are believed; none: nobody's
	Mail           Mail           // outgoing mail; no host: no mail
	APIKey         Secret         // a first key for the API
	FetchAllow     []Permit       // what fetches may reach beside public addresses; none: nothing
	Webhook        Webhook        // where replies to the API's conversations go; no URL: they are fetched
	Alert          Alert          // where incidents are told of, beside mail; no address: nowhere

	origins map[string]string
}

// Endpoint is a model behind an address.
type Endpoint struct {
	URL  *url.URL // nil: not set
	Name string   // the model's name, as its server knows it
	Key  Secret
}

// Set tells whether there is such an endpoint.
func (e Endpoint) Set() bool { return e.URL != nil }

// Model is the endpoint that drafts.
type Model struct {
	Endpoint
	Kind   ModelKind
	Budget int64 // tokens a day; 0: no limit
}

// ModelKind says which protocol a model's server speaks.
type ModelKind string

// The kinds of model server.
const (
	OpenAI    ModelKind = "openai" // and everything compatible with it
	Anthropic ModelKind = "anthropic"
)

// Mail is how mail leaves.
type Mail struct {
	Host     string
	Port     int
	TLS      bool // from the first byte (smtps); otherwise STARTTLS
	User     string
	Password Secret
	From     string // an address, with or without a name: Desk <desk@example.org>
}

// Set tells whether mail can be sent.
func (m Mail) Set() bool { return m.Host != "" }

// Webhook is the company's own server, which is told what was said to customers who write through the API.
type Webhook struct {
	URL    *url.URL
	Secret Secret // signs each request
}

// Defaults gives what holds where nobody has set anything.
func Defaults() Config {
	return Config{
		Data:   "./vigie-data",
		Listen: "127.0.0.1:8080",
		Model:  Model{Kind: OpenAI},
		Mode:   desk.Quote,
		Alert:  Alert{Format: AlertVigie},
	}
}

// Ceiling gives the most that the assistant may do on its own: what was set, else auto for quote and select, whose words
// are the source's, and draft for compose, whose words are the model's.
func (c Config) Ceiling() desk.Autonomy {
	switch {
	case c.Autonomy != nil:
		return *c.Autonomy
	case c.Mode == desk.Quote, c.Mode == desk.Select:
		return desk.Auto
	}
	return desk.DraftOnly
}

// Origin says where a setting, named as in Settings, has its value from: "flag --listen", "environment VIGIE_LISTEN",
// "./vigie-data/vigie.conf:3", or "default".
func (c Config) Origin(name string) string {
	if origin, ok := c.origins[name]; ok {
		return origin
	}
	return "default"
}

// faults names the settings that are wrong only together, each in one sentence.
func (c Config) faults() []string {
	var faults []string
	for _, e := range []struct {
		prefix   string
		endpoint Endpoint
	}{{"VIGIE_MODEL", c.Model.Endpoint}, {"VIGIE_EMBED", c.Embed}, {"VIGIE_JUDGE", c.Judge}} {
		faults = append(faults, e.endpoint.faults(e.prefix)...)
	}
	if !c.Model.Set() && c.Mode != desk.Quote {
		faults = append(faults, fmt.Sprintf(
			"%s: VIGIE_MODE is %s, which needs a model; set VIGIE_MODEL_URL and VIGIE_MODEL, or set VIGIE_MODE to quote",
			c.Origin("VIGIE_MODE"), c.Mode))
	}
	if c.Mail.Set() && c.Mail.From == "" {
		faults = append(faults, c.Origin("VIGIE_SMTP_URL")+
			": VIGIE_SMTP_URL is set and VIGIE_MAIL_FROM is not; set the address that mail comes from")
	}
	if !c.Mail.Set() && c.Mail.From != "" {
		faults = append(faults, c.Origin("VIGIE_MAIL_FROM")+
			": VIGIE_MAIL_FROM is set and VIGIE_SMTP_URL is not; set the mail server, or leave both out")
	}
	if (c.Webhook.URL != nil) != c.Webhook.Secret.Set() {
		faults = append(faults, "VIGIE_WEBHOOK_URL and VIGIE_WEBHOOK_SECRET go together: set both, or leave both out")
	}
	return append(faults, c.Alert.faults(c.Origin)...)
}

func (e Endpoint) faults(prefix string) []string {
	name := prefix + "_MODEL"
	if prefix == "VIGIE_MODEL" {
		name = prefix
	}
	switch {
	case e.Set() && e.Name == "":
		return []string{fmt.Sprintf("%s_URL is set and %s is not; set the model's name as its server knows it", prefix, name)}
	case !e.Set() && e.Name != "":
		return []string{fmt.Sprintf("%s is set and %s_URL is not; set the address of its server", name, prefix)}
	case !e.Set() && e.Key.Set():
		return []string{fmt.Sprintf("%s_KEY is set and %s_URL is not; set the address that the key is for", prefix, prefix)}
	}
	return nil
}
