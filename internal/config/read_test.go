package config

import (
	"errors"
	"io/fs"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
)

// files is a disk for Read.
type files map[string]string

func (f files) read(path string) ([]byte, error) {
	text, ok := f[path]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	return []byte(text), nil
}

func read(t *testing.T, flags map[string]string, env []string, disk files) Config {
	t.Helper()
	c, err := Read(flags, env, disk.read)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return c
}

func TestNothingSet(t *testing.T) {
	c := read(t, nil, []string{"HOME=/root", "PATH=/bin"}, nil)
	if got, want := c.String(), Defaults().String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if c.Ceiling() != desk.Auto {
		t.Errorf("ceiling of quotes: %v, want auto", c.Ceiling())
	}
}

func TestPrecedence(t *testing.T) {
	disk := files{"vigie-data/vigie.conf": "VIGIE_LISTEN = :3\nVIGIE_MODE = quote\n", "d/vigie.conf": "VIGIE_LISTEN = :4", "x.conf": "VIGIE_LISTEN = :5\nVIGIE_DATA = e"}
	tests := []struct {
		name         string
		flags        map[string]string
		env          []string
		listen, from string
	}{
		{"default", map[string]string{"data": "empty"}, nil, "127.0.0.1:8080", "default"},
		{"file", nil, nil, ":3", "vigie-data/vigie.conf:1"},
		{"environment over file", nil, []string{"VIGIE_LISTEN=:2"}, ":2", "environment VIGIE_LISTEN"},
		{"first of two", nil, []string{"VIGIE_LISTEN=:2", "VIGIE_LISTEN=:9"}, ":2", "environment VIGIE_LISTEN"},
		{"empty is none", nil, []string{"VIGIE_LISTEN="}, ":3", "vigie-data/vigie.conf:1"},
		{"flag over environment", map[string]string{"listen": ":1"}, []string{"VIGIE_LISTEN=:2"}, ":1", "flag --listen"},
		{"file of the flag's folder", map[string]string{"data": "d"}, []string{"VIGIE_DATA=f"}, ":4", "d/vigie.conf:1"},
		{"file of the environment's folder", nil, []string{"VIGIE_DATA=d"}, ":4", "d/vigie.conf:1"},
		{"named file", map[string]string{"config": "x.conf"}, nil, ":5", "x.conf:1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := read(t, tt.flags, tt.env, disk)
			if c.Listen != tt.listen || c.Origin("VIGIE_LISTEN") != tt.from {
				t.Errorf("listen %q from %q, want %q from %q", c.Listen, c.Origin("VIGIE_LISTEN"), tt.listen, tt.from)
			}
		})
	}
}

func TestEverySetting(t *testing.T) {
	disk := files{"all.conf": `# everything
VIGIE_DATA = /var/lib/vigie
VIGIE_DATABASE = postgres://vigie:p%40ss=%231@db/vigie
VIGIE_LISTEN = [::1]:0
VIGIE_PUBLIC_URL = https://help.example.org/
VIGIE_TRUSTED_PROXIES = 10.1.2.3/8, ::1,
VIGIE_API_KEY = 0123456789abcdefghij
VIGIE_MODEL_URL = https://model.example.org/v1/
VIGIE_MODEL = big "one"
VIGIE_MODEL_KEY_FILE = model.key
VIGIE_MODEL_KIND = anthropic
VIGIE_MODEL_BUDGET = 2000000
VIGIE_MODE = compose
VIGIE_AUTONOMY = off
VIGIE_EMBED_URL = http://127.0.0.1:1/v1
VIGIE_EMBED_MODEL = "small"
VIGIE_EMBED_KEY = e
VIGIE_JUDGE_URL = http://127.0.0.1:2/v1
VIGIE_JUDGE_MODEL = judge
VIGIE_JUDGE_KEY = j
VIGIE_FETCH_ALLOW = wiki.internal:8080
VIGIE_SMTP_URL = smtps://desk:s%3Acret@mail.example.org
VIGIE_MAIL_FROM = Desk <desk@example.org>
VIGIE_WEBHOOK_URL = http://127.0.0.1:9000/replies
VIGIE_WEBHOOK_SECRET = 0123456789abcdefghij
VIGIE_ALERT_URL = https://hooks.example.org/T0/secret?v=1
VIGIE_ALERT_SECRET = abcdefghij0123456789
VIGIE_ALERT_FORMAT = vigie
`, "model.key": "sk-42\r\n"}
	c := read(t, map[string]string{"config": "all.conf"}, nil, disk)
	off := desk.Off
	want := Config{
		Data: "/var/lib/vigie", Database: NewSecret("postgres://vigie:p%40ss=%231@db/vigie"), Listen: "[::1]:0",
		TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")},
		APIKey:         NewSecret("0123456789abcdefghij"),
		Model:          Model{Endpoint: Endpoint{Name: `big "one"`, Key: NewSecret("sk-42")}, Kind: Anthropic, Budget: 2000000},
		Mode:           desk.Compose, Autonomy: &off, FetchAllow: []Permit{{Host: "wiki.internal", Port: 8080}},
		Embed: Endpoint{Name: "small", Key: NewSecret("e")}, Judge: Endpoint{Name: "judge", Key: NewSecret("j")},
		Mail:    Mail{Host: "mail.example.org", Port: 465, TLS: true, User: "desk", Password: NewSecret("s:cret"), From: `"Desk" <desk@example.org>`},
		Webhook: Webhook{Secret: NewSecret("0123456789abcdefghij")},
		Alert:   Alert{Address: NewSecret("https://hooks.example.org/T0/secret?v=1"), Secret: NewSecret("abcdefghij0123456789"), Format: AlertVigie},
	}
	got := c
	got.origins = nil
	urls := []string{got.PublicURL.String(), got.Model.URL.String(), got.Embed.URL.String(), got.Judge.URL.String(), got.Webhook.URL.String()}
	got.PublicURL, got.Model.URL, got.Embed.URL, got.Judge.URL, got.Webhook.URL = nil, nil, nil, nil, nil
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Config{}), cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	wantURLs := []string{"https://help.example.org", "https://model.example.org/v1", "http://127.0.0.1:1/v1", "http://127.0.0.1:2/v1", "http://127.0.0.1:9000/replies"}
	if diff := cmp.Diff(wantURLs, urls); diff != "" {
		t.Errorf("URLs (-want +got)\n%s", diff)
	}
	for _, s := range Settings() {
		if c.Origin(s.Name) == "default" {
			t.Errorf("%s is not in the test's file", s.Name)
		}
	}
	if c.Ceiling() != desk.Off {
		t.Errorf("ceiling %v, want off: it was set", c.Ceiling())
	}
}

func TestModeAndCeiling(t *testing.T) {
	model := []string{"VIGIE_MODEL_URL=http://localhost:1", "VIGIE_MODEL=m"}
	tests := []struct {
		name    string
		env     []string
		mode    desk.Mode
		ceiling desk.Autonomy
	}{
		{"no model", nil, desk.Quote, desk.Auto},
		{"model", model, desk.Select, desk.Auto},
		{"model, quote all the same", append([]string{"VIGIE_MODE=quote"}, model...), desk.Quote, desk.Auto},
		{"compose", append([]string{"VIGIE_MODE=compose"}, model...), desk.Compose, desk.DraftOnly},
		{"compose raised", append([]string{"VIGIE_MODE=compose", "VIGIE_AUTONOMY=auto"}, model...), desk.Compose, desk.Auto},
		{"lowered", []string{"VIGIE_AUTONOMY=draft"}, desk.Quote, desk.DraftOnly},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := read(t, nil, tt.env, nil)
			if c.Mode != tt.mode || c.Ceiling() != tt.ceiling {
				t.Errorf("mode %s, ceiling %v; want %s, %v", c.Mode, c.Ceiling(), tt.mode, tt.ceiling)
			}
		})
	}
}

// Every fault names its place and its mend, and never a secret.
func TestFaults(t *testing.T) {
	const secret = "hunter2-very-secret"
	long := strings.Repeat("x", 100000)
	tests := []struct {
		name  string
		flags map[string]string
		env   []string
		file  string
		want  []string // all of them in the message
	}{
		{name: "flag", flags: map[string]string{"listen": "8080"}, want: []string{`flag --listen: VIGIE_LISTEN is "8080": write host:port`}},
		{name: "unknown flag", flags: map[string]string{"lisen": "x"}, want: []string{"flag --lisen: there is no such setting"}},
		{name: "secret as flag", flags: map[string]string{"model-key": secret}, want: []string{"flag --model-key"}},
		{name: "environment", env: []string{"VIGIE_MODE=auto"}, want: []string{`environment VIGIE_MODE: VIGIE_MODE is "auto": write quote, select or compose`}},
		{name: "unknown environment", env: []string{"VIGIE_MODEL_URI=x"}, want: []string{"environment VIGIE_MODEL_URI", "did you mean VIGIE_MODEL_URL?"}},
		{name: "unknown lower case", env: []string{"VIGIE_data=x"}, want: []string{"did you mean VIGIE_DATA?"}},
		{name: "nothing near", env: []string{"VIGIE_ZZZZZZZZZZZZ=x"}, want: []string{"docs/configuration.md lists the settings"}},
		{name: "port that is not a Kubernetes one", env: []string{"VIGIE_PORT=9000"}, want: []string{"environment VIGIE_PORT"}},
		{name: "not a secret", env: []string{"VIGIE_LISTEN_FILE=x"}, want: []string{"environment VIGIE_LISTEN_FILE"}},
		{name: "file", file: "\n# c\nVIGIE_MODEL_BUDGET = many", want: []string{`vigie-data/vigie.conf:3: VIGIE_MODEL_BUDGET is "many": write a whole number`}},
		{name: "budget of nothing", env: []string{"VIGIE_MODEL_BUDGET=0"}, want: []string{"above 0"}},
		{name: "unknown key", file: "VIGIE_LISTNE = :1", want: []string{"vigie-data/vigie.conf:1: there is no setting VIGIE_LISTNE; did you mean VIGIE_LISTEN?"}},
		{name: "no equals sign", file: "VIGIE_LISTEN :1", want: []string{"vigie-data/vigie.conf:1: write KEY = value"}},
		{name: "no key", file: "= " + secret, want: []string{"vigie-data/vigie.conf:1: write KEY = value"}},
		{name: "twice", file: "VIGIE_MODE=quote\nVIGIE_MODE=select", want: []string{"vigie-data/vigie.conf:2: VIGIE_MODE is set on line 1 already"}},
		{name: "not UTF-8", file: "VIGIE_DATA = \xff", want: []string{"vigie-data/vigie.conf:1: this line is not UTF-8"}},
		{name: "its own folder", file: "VIGIE_DATA = x", want: []string{"vigie-data/vigie.conf:1: VIGIE_DATA cannot be set in the folder that it names"}},
		{name: "named file gone", flags: map[string]string{"config": "gone.conf"}, want: []string{"gone.conf: the settings file cannot be read (file does not exist); create it"}},
		{name: "autonomy", env: []string{"VIGIE_AUTONOMY=full"}, want: []string{"write auto, draft or off"}},
		{name: "kind", env: []string{"VIGIE_MODEL_KIND=x"}, want: []string{"write openai or anthropic"}},
		{name: "port too high", env: []string{"VIGIE_LISTEN=:65536"}, want: []string{"0 to 65535"}},
		{name: "port by name", env: []string{"VIGIE_LISTEN=:http"}, want: []string{"0 to 65535"}},
		{name: "proxies", env: []string{"VIGIE_TRUSTED_PROXIES=10.0.0.0/33"}, want: []string{"10.0.0.0/8, ::1"}},
		{name: "public path", env: []string{"VIGIE_PUBLIC_URL=https://h/desk"}, want: []string{"https://help.example.org"}},
		{name: "public scheme", env: []string{"VIGIE_PUBLIC_URL=help.example.org"}, want: []string{"https://help.example.org"}},
		{name: "model scheme", env: []string{"VIGIE_MODEL_URL=file:///etc/passwd"}, want: []string{"https://host/v1"}},
		{name: "model query", env: []string{"VIGIE_MODEL_URL=https://h/v1?a=b"}, want: []string{"goes on after the path"}},
		{name: "database scheme", env: []string{"VIGIE_DATABASE=mysql://u:" + secret + "@h/d"}, want: []string{"environment VIGIE_DATABASE: VIGIE_DATABASE: write postgres://"}},
		{name: "database, broken", env: []string{"VIGIE_DATABASE=postgres://u:" + secret + "%@h/d"}, want: []string{"% escapes"}},
		{name: "smtp, broken", env: []string{"VIGIE_SMTP_URL=smtp://u:" + secret + "@h:port"}, want: []string{"environment VIGIE_SMTP_URL"}},
		{name: "smtp port", env: []string{"VIGIE_SMTP_URL=smtp://u:" + secret + "@h:0"}, want: []string{"1 to 65535"}},
		{name: "alert scheme", env: []string{"VIGIE_ALERT_URL=ftp://h/" + secret}, want: []string{"environment VIGIE_ALERT_URL", "https://host/path"}},
		{name: "alert with a password", env: []string{"VIGIE_ALERT_URL=https://u:" + secret + "@h"}, want: []string{"holds a user or password"}},
		{name: "alert unsigned", env: []string{"VIGIE_ALERT_URL=https://h/" + secret}, want: []string{"environment VIGIE_ALERT_URL: VIGIE_ALERT_URL is set and VIGIE_ALERT_SECRET is not", "VIGIE_ALERT_FORMAT to slack"}},
		{name: "alert signed for a chat", env: []string{"VIGIE_ALERT_URL=https://h/" + secret, "VIGIE_ALERT_FORMAT=slack", "VIGIE_ALERT_SECRET=" + secret + secret}, want: []string{"environment VIGIE_ALERT_SECRET", "nothing is signed"}},
		{name: "alert nowhere", env: []string{"VIGIE_ALERT_FORMAT=slack"}, want: []string{"environment VIGIE_ALERT_FORMAT", "VIGIE_ALERT_URL is not"}},
		{name: "alert secret alone", env: []string{"VIGIE_ALERT_SECRET=" + secret + secret}, want: []string{"environment VIGIE_ALERT_SECRET", "VIGIE_ALERT_URL is not"}},
		{name: "alert format", env: []string{"VIGIE_ALERT_FORMAT=teams"}, want: []string{"write vigie or slack"}},
		{name: "mail address", env: []string{"VIGIE_MAIL_FROM=desk"}, want: []string{"write one mail address"}},
		{name: "weak key", env: []string{"VIGIE_API_KEY=hunter2"}, want: []string{"fewer than 20 characters"}},
		{name: "control character", env: []string{"VIGIE_MODEL_KEY=" + secret + "\n"}, want: []string{"control character"}},
		{name: "long", env: []string{"VIGIE_MODE=" + long, "VIGIE_" + long + "=1"}, want: []string{"…", "2 settings are wrong:"}},
		{name: "secret file gone", env: []string{"VIGIE_MODEL_KEY_FILE=gone"}, want: []string{"environment VIGIE_MODEL_KEY_FILE: the file gone that should hold VIGIE_MODEL_KEY cannot be read (file does not exist); create it, or correct the path"}},
		{name: "secret file empty", env: []string{"VIGIE_MODEL_KEY_FILE=empty"}, want: []string{"is empty; write the secret into it"}},
		{name: "secret file long", env: []string{"VIGIE_MODEL_KEY_FILE=two"}, want: []string{"more than one line"}},
		{name: "secret twice", env: []string{"VIGIE_MODEL_KEY=a", "VIGIE_MODEL_KEY_FILE=b"}, want: []string{"VIGIE_MODEL_KEY and VIGIE_MODEL_KEY_FILE are both set"}},
		{name: "secret twice in the file", file: "VIGIE_API_KEY=a\nVIGIE_API_KEY_FILE=b", want: []string{"vigie.conf:2: VIGIE_API_KEY and VIGIE_API_KEY_FILE are both set"}},
		{name: "model without address", env: []string{"VIGIE_MODEL=m"}, want: []string{"VIGIE_MODEL is set and VIGIE_MODEL_URL is not"}},
		{name: "address without model", env: []string{"VIGIE_MODEL_URL=http://h"}, want: []string{"VIGIE_MODEL_URL is set and VIGIE_MODEL is not"}},
		{name: "judge without model", env: []string{"VIGIE_JUDGE_URL=http://h"}, want: []string{"VIGIE_JUDGE_URL is set and VIGIE_JUDGE_MODEL is not"}},
		{name: "key alone", env: []string{"VIGIE_EMBED_KEY=k"}, want: []string{"VIGIE_EMBED_KEY is set and VIGIE_EMBED_URL is not"}},
		{name: "compose without model", env: []string{"VIGIE_MODE=compose"}, want: []string{"environment VIGIE_MODE: VIGIE_MODE is compose, which needs a model"}},
		{name: "mail without sender", env: []string{"VIGIE_SMTP_URL=smtp://h"}, want: []string{"VIGIE_MAIL_FROM is not"}},
		{name: "sender without mail", env: []string{"VIGIE_MAIL_FROM=a@example.org"}, want: []string{"VIGIE_SMTP_URL is not"}},
		{name: "all at once", env: []string{"VIGIE_MODE=x", "VIGIE_LISTEN=y", "VIGIE_Z=1"}, want: []string{"3 settings are wrong:", "VIGIE_MODE", "VIGIE_LISTEN", "VIGIE_Z"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			disk := files{"empty": " \n", "two": secret + "\nmore"}
			if tt.file != "" {
				disk["vigie-data/vigie.conf"] = tt.file
			}
			_, err := Read(tt.flags, tt.env, disk.read)
			if !desk.Is(err, desk.Invalid) {
				t.Fatalf("got %v, want an Invalid error", err)
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("message %q does not hold %q", err, want)
				}
			}
			if strings.Contains(err.Error(), secret) {
				t.Errorf("message %q shows the secret", err)
			}
			if len(err.Error()) > 2000 {
				t.Errorf("message of %d bytes", len(err.Error()))
			}
		})
	}
}

func TestForeignVariables(t *testing.T) {
	read(t, nil, []string{
		"VIGIE_TESTDATA=/x", "VIGIE_SERVICE_HOST=10.0.0.1", "VIGIE_SERVICE_PORT_HTTP=80", "VIGIE_PORT=tcp://10.0.0.1:80",
		"VIGIE_PORT_80_TCP_ADDR=10.0.0.1", "MYVIGIE_X=1", "VIGIE=1", "",
	}, nil)
}

func TestTooOpen(t *testing.T) {
	open := func(disk files) func(string) ([]byte, error) {
		return func(path string) ([]byte, error) {
			content, err := disk.read(path)
			return content, errors.Join(err, ErrTooOpen)
		}
	}
	disk := files{"vigie-data/vigie.conf": "VIGIE_MODE = quote"}
	if _, err := Read(nil, nil, open(disk)); err != nil {
		t.Errorf("a settings file without secrets may be read by all: %v", err)
	}
	disk["vigie-data/vigie.conf"] = "VIGIE_API_KEY = 0123456789abcdefghij"
	if _, err := Read(nil, nil, open(disk)); err == nil || !strings.Contains(err.Error(), "run chmod 600 vigie-data/vigie.conf") {
		t.Errorf("a settings file with a secret that all may read: %v", err)
	}
	disk = files{"vigie-data/vigie.conf": "", "key": "0123456789abcdefghij"}
	if _, err := Read(nil, []string{"VIGIE_API_KEY_FILE=key"}, open(disk)); err == nil || !strings.Contains(err.Error(), "run chmod 600 key") {
		t.Errorf("a secret's file that all may read: %v", err)
	}
}
