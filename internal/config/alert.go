package config

import (
	"errors"
	"net/url"
)

// Alert is where incidents are told of, beside the mails to operators.
type Alert struct {
	Address Secret // an http or https URL, whose path is a password at many chats; not set: nowhere
	Secret  Secret // signs each request of the format vigie
	Format  AlertFormat
}

// Set tells whether there is such a place.
func (a Alert) Set() bool { return a.Address.Set() }

// URL reads the address.
func (a Alert) URL() (*url.URL, error) { return parseAlert(a.Address.Reveal()) }

// AlertFormat says what stands in such a request.
type AlertFormat string

// The formats.
const (
	AlertVigie AlertFormat = "vigie" // a signed event
	AlertSlack AlertFormat = "slack" // {"text": "..."}, unsigned: the address itself is the secret
)

func alert() []setting {
	return []setting{
		{
			Setting: Setting{Name: "VIGIE_ALERT_URL", Secret: true, Help: "The address that is told of incidents, beside the mails to operators (docs/runbook.md); without it, only mail is sent."},
			set: func(c *Config, text string) error {
				c.Alert.Address = NewSecret(text)
				_, err := parseAlert(text)
				return err
			},
			get: func(c Config) string { return c.Alert.Address.String() },
		},
		{
			Setting: Setting{Name: "VIGIE_ALERT_SECRET", Secret: true, Help: "Signs what is sent to VIGIE_ALERT_URL in the format vigie: at least 20 characters, or whsec_ and base64."},
			set: func(c *Config, text string) error {
				if len(text) < 20 {
					return errors.New("the secret has fewer than 20 characters; make one with openssl rand -base64 32")
				}
				c.Alert.Secret = NewSecret(text)
				return nil
			},
			get: func(c Config) string { return c.Alert.Secret.String() },
		},
		{
			Setting: Setting{Name: "VIGIE_ALERT_FORMAT", Help: "What is sent to VIGIE_ALERT_URL: vigie (a signed event) or slack (a line of text, as Slack, Mattermost and others take it, unsigned)."},
			set: func(c *Config, text string) (err error) {
				c.Alert.Format, err = oneOf(text, AlertVigie, AlertSlack)
				return err
			},
			get: func(c Config) string { return string(c.Alert.Format) },
		},
	}
}

// parseAlert reads an address that may hold a token, in its path or after it.
func parseAlert(text string) (*url.URL, error) {
	const mend = "write an address such as https://host/path"
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.Fragment != "" {
		return nil, errors.New(mend)
	}
	if u.User != nil {
		return nil, errors.New("it holds a user or password, which is not sent; " + mend)
	}
	return u, nil
}

// faults names what does not go together.
func (a Alert) faults(origin func(name string) string) []string {
	switch {
	case !a.Set() && a.Secret.Set():
		return []string{origin("VIGIE_ALERT_SECRET") + ": VIGIE_ALERT_SECRET is set and VIGIE_ALERT_URL is not; set the address that is told of incidents, or leave both out"}
	case !a.Set() && a.Format != AlertVigie:
		return []string{origin("VIGIE_ALERT_FORMAT") + ": VIGIE_ALERT_FORMAT is set and VIGIE_ALERT_URL is not; set the address that is told of incidents, or leave both out"}
	case a.Set() && a.Format == AlertVigie && !a.Secret.Set():
		return []string{origin("VIGIE_ALERT_URL") + ": VIGIE_ALERT_URL is set and VIGIE_ALERT_SECRET is not; set the secret that signs what is sent, or set VIGIE_ALERT_FORMAT to slack"}
	case a.Set() && a.Format == AlertSlack && a.Secret.Set():
		return []string{origin("VIGIE_ALERT_SECRET") + ": VIGIE_ALERT_SECRET is set and nothing is signed in the format slack; leave it out, or set VIGIE_ALERT_FORMAT to vigie"}
	}
	return nil
}
