package config

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Setting describes one thing that can be set, for the pages and help texts that list them.
type Setting struct {
	Name    string // in the environment and in the file: VIGIE_MODEL_URL
	Flag    string // on the command line, without dashes: model-url; empty: not there, a command line is not secret
	Help    string // one sentence
	Default string // empty: none; Help says what then holds
	Secret  bool   // never shown; can also be set as Name_FILE, the path of a file that holds it
}

// setting is a Setting with the way in and the way out.
type setting struct {
	Setting
	set func(c *Config, text string) error // the error says what is wrong and the mend, without the value
	get func(c Config) string
}

// Settings lists everything that can be set, in the order in which people meet it.
func Settings() []Setting {
	var list []Setting
	defaults := Defaults()
	for _, s := range settings() {
		s.Default = s.get(defaults)
		if s.Name == "VIGIE_MODE" {
			s.Default = "" // depends on the model; Help says how
		}
		list = append(list, s.Setting)
	}
	return list
}

func settings() []setting {
	list := place()
	list = append(list, model()...)
	list = append(list, endpoint("EMBED", "embeddings", "retrieval then also finds by meaning", func(c *Config) *Endpoint { return &c.Embed })...)
	list = append(list, endpoint("JUDGE", "the judge", "a second model then also votes on each draft", func(c *Config) *Endpoint { return &c.Judge })...)
	list = append(list, outside()...)
	list = append(list, alert()...)
	for i := range list {
		if !list[i].Secret || list[i].Name == "VIGIE_DATABASE" {
			list[i].Flag = strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(list[i].Name, prefix)), "_", "-")
		}
	}
	return list
}

func place() []setting {
	return []setting{
		{
			Setting: Setting{Name: "VIGIE_DATA", Help: "The folder that holds all state, the file vigie.conf included."},
			set:     func(c *Config, text string) error { c.Data = text; return nil },
			get:     func(c Config) string { return c.Data },
		},
		{
			Setting: Setting{Name: "VIGIE_DATABASE", Secret: true, Help: "A PostgreSQL URL (postgres://HOST/NAME, with user and password before the host) for several replicas; without it, SQLite in the data folder."},
			set: func(c *Config, text string) (err error) {
				c.Database, err = parseDatabase(text)
				return err
			},
			get: func(c Config) string { return c.Database.String() },
		},
		{
			Setting: Setting{Name: "VIGIE_LISTEN", Help: "The host:port to serve on; :8080 is every address of the machine."},
			set: func(c *Config, text string) (err error) {
				c.Listen, err = parseListen(text)
				return err
			},
			get: func(c Config) string { return c.Listen },
		},
		{
			Setting: Setting{Name: "VIGIE_PUBLIC_URL", Help: "The address that customers see, for example https://help.example.org; without it, taken from each request."},
			set: func(c *Config, text string) (err error) {
				c.PublicURL, err = parseOrigin(text)
				return err
			},
			get: func(c Config) string { return show(c.PublicURL) },
		},
		{
			Setting: Setting{Name: "VIGIE_TRUSTED_PROXIES", Help: "Addresses or networks, with commas between, whose X-Forwarded-For is believed; without it, nobody's."},
			set: func(c *Config, text string) (err error) {
				c.TrustedProxies, err = parsePrefixes(text)
				return err
			},
			get: func(c Config) string { return showPrefixes(c.TrustedProxies) },
		},
		{
			Setting: Setting{Name: "VIGIE_API_KEY", Secret: true, Help: "A first key for the API, at least 20 characters; further keys are made with vigie key."},
			set: func(c *Config, text string) error {
				if len(text) < 20 {
					return errors.New("the key has fewer than 20 characters; make one with vigie key")
				}
				c.APIKey = NewSecret(text)
				return nil
			},
			get: func(c Config) string { return c.APIKey.String() },
		},
	}
}

func model() []setting {
	list := []setting{
		{
			Setting: Setting{Name: "VIGIE_MODEL_URL", Help: "The address of a model's server, for example http://127.0.0.1:11434/v1; without it, answers are quotes."},
			set: func(c *Config, text string) (err error) {
				c.Model.URL, err = parseEndpoint(text)
				return err
			},
			get: func(c Config) string { return show(c.Model.URL) },
		},
		{
			Setting: Setting{Name: "VIGIE_MODEL", Help: "The model's name, as its server knows it."},
			set:     func(c *Config, text string) error { c.Model.Name = text; return nil },
			get:     func(c Config) string { return c.Model.Name },
		},
		{
			Setting: Setting{Name: "VIGIE_MODEL_KEY", Secret: true, Help: "The key that the model's server asks for."},
			set:     func(c *Config, text string) error { c.Model.Key = NewSecret(text); return nil },
			get:     func(c Config) string { return c.Model.Key.String() },
		},
		{
			Setting: Setting{Name: "VIGIE_MODEL_KIND", Help: "The protocol of the model's server: openai, which most servers speak, or anthropic."},
			set: func(c *Config, text string) (err error) {
				c.Model.Kind, err = oneOf(text, OpenAI, Anthropic)
				return err
			},
			get: func(c Config) string { return string(c.Model.Kind) },
		},
		{
			Setting: Setting{Name: "VIGIE_MODEL_BUDGET", Help: "Tokens a day; at 80 % a warning, at 100 % the desk goes on with quotes; without it, no limit."},
			set: func(c *Config, text string) (err error) {
				c.Model.Budget, err = parseBudget(text)
				return err
			},
			get: func(c Config) string {
				if c.Model.Budget == 0 {
					return ""
				}
				return strconv.FormatInt(c.Model.Budget, 10)
			},
		},
	}
	return append(list, power()...)
}

// power lists what bounds the assistant.
func power() []setting {
	return []setting{
		{
			Setting: Setting{Name: "VIGIE_MODE", Help: "How answers are made: quote (no model), select (a model picks passages) or compose (a model's own words); without it, select where a model is set, else quote."},
			set: func(c *Config, text string) (err error) {
				c.Mode, err = oneOf(text, desk.Quote, desk.Select, desk.Compose)
				return err
			},
			get: func(c Config) string { return string(c.Mode) },
		},
		{
			Setting: Setting{Name: "VIGIE_AUTONOMY", Help: "The most that the assistant may do on its own: auto, draft (operators approve every answer) or off; without it, auto for quote and select, draft for compose."},
			set: func(c *Config, text string) error {
				level, err := desk.ParseAutonomy(text)
				if err != nil {
					return errors.New("write auto, draft or off")
				}
				c.Autonomy = &level
				return nil
			},
			get: func(c Config) string {
				if c.Autonomy == nil {
					return ""
				}
				return c.Autonomy.String()
			},
		},
	}
}

func endpoint(name, what, then string, of func(c *Config) *Endpoint) []setting {
	return []setting{
		{
			Setting: Setting{Name: prefix + name + "_URL", Help: fmt.Sprintf("The address of the server for %s; %s.", what, then)},
			set: func(c *Config, text string) (err error) {
				of(c).URL, err = parseEndpoint(text)
				return err
			},
			get: func(c Config) string { return show(of(&c).URL) },
		},
		{
			Setting: Setting{Name: prefix + name + "_MODEL", Help: fmt.Sprintf("The name of the model for %s.", what)},
			set:     func(c *Config, text string) error { of(c).Name = text; return nil },
			get:     func(c Config) string { return of(&c).Name },
		},
		{
			Setting: Setting{Name: prefix + name + "_KEY", Secret: true, Help: fmt.Sprintf("The key that the server for %s asks for.", what)},
			set:     func(c *Config, text string) error { of(c).Key = NewSecret(text); return nil },
			get:     func(c Config) string { return of(&c).Key.String() },
		},
	}
}

func outside() []setting {
	return []setting{
		{
			Setting: Setting{Name: "VIGIE_FETCH_ALLOW", Help: "What fetches may reach beside public addresses on ports 80 and 443: hosts, addresses or networks, each with a port where it is another, or a port alone, with commas between: wiki.internal, 10.1.0.0/16, 127.0.0.1:8080, :8443; without it, nothing."},
			set: func(c *Config, text string) (err error) {
				c.FetchAllow, err = parsePermits(text)
				return err
			},
			get: func(c Config) string { return showPermits(c.FetchAllow) },
		},
		{
			Setting: Setting{Name: "VIGIE_SMTP_URL", Secret: true, Help: "The server that takes outgoing mail: smtps://USER:PASSWORD@HOST:465, or smtp:// for STARTTLS on port 587; without it, no mail is sent."},
			set: func(c *Config, text string) error {
				from := c.Mail.From
				mail, err := parseMail(text)
				c.Mail = mail
				c.Mail.From = from
				return err
			},
			get: func(c Config) string { return NewSecret(c.Mail.Host).String() },
		},
		{
			Setting: Setting{Name: "VIGIE_MAIL_FROM", Help: "The address that mail comes from, for example Example Help <help@example.org>."},
			set: func(c *Config, text string) (err error) {
				c.Mail.From, err = parseAddress(text)
				return err
			},
			get: func(c Config) string { return c.Mail.From },
		},
		{
			Setting: Setting{Name: "VIGIE_WEBHOOK_URL", Help: "Your own server's address, which gets every message to customers who write through the API; without it, your server fetches them."},
			set: func(c *Config, text string) (err error) {
				c.Webhook.URL, err = parseEndpoint(text)
				return err
			},
			get: func(c Config) string { return show(c.Webhook.URL) },
		},
		{
			Setting: Setting{Name: "VIGIE_WEBHOOK_SECRET", Secret: true, Help: "Signs what is sent to VIGIE_WEBHOOK_URL: at least 20 characters, or whsec_ and base64."},
			set: func(c *Config, text string) error {
				if len(text) < 20 {
					return errors.New("the secret has fewer than 20 characters; make one with openssl rand -base64 32")
				}
				c.Webhook.Secret = NewSecret(text)
				return nil
			},
			get: func(c Config) string { return c.Webhook.Secret.String() },
		},
	}
}

func show(u *url.URL) string {
	if u == nil {
		return ""
	}
	return u.Redacted()
}

func showPrefixes(prefixes []netip.Prefix) string {
	texts := make([]string, 0, len(prefixes))
	for _, p := range prefixes {
		texts = append(texts, p.String())
	}
	return strings.Join(texts, ", ")
}
