package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// No way of printing shows a secret.
func TestSecretsStayHidden(t *testing.T) {
	const word = "hunter2-hunter2-hunter2"
	env := []string{
		"VIGIE_DATABASE=postgres://u:" + word + "@h/d", "VIGIE_API_KEY=" + word, "VIGIE_SMTP_URL=smtp://u:" + word + "@h",
		"VIGIE_MAIL_FROM=a@example.org", "VIGIE_MODEL_URL=http://h", "VIGIE_MODEL=m", "VIGIE_MODEL_KEY=" + word,
		"VIGIE_EMBED_URL=http://h", "VIGIE_EMBED_MODEL=m", "VIGIE_EMBED_KEY=" + word,
		"VIGIE_JUDGE_URL=http://h", "VIGIE_JUDGE_MODEL=m", "VIGIE_JUDGE_KEY=" + word,
	}
	c := read(t, nil, env, nil)
	if c.Model.Key.Reveal() != word {
		t.Fatalf("Reveal gives %q", c.Model.Key.Reveal())
	}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("config", slog.Any("config", c), slog.Any("mail", c.Mail), slog.Any("key", c.APIKey))
	slog.New(slog.NewTextHandler(&log, nil)).Info("config", slog.Any("config", c), slog.Any("mail", c.Mail), slog.Any("key", c.APIKey))
	shown := map[string]string{"slog": log.String()}
	for _, thing := range []any{c, &c, c.Mail, c.Model, &c.Model, c.APIKey, &c.APIKey, []Secret{c.APIKey}, map[string]any{"c": c}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			shown[fmt.Sprintf("%s of %T", verb, thing)] = fmt.Sprintf(verb, thing)
		}
		encoded, err := json.Marshal(thing)
		if err != nil {
			t.Errorf("json of %T: %v", thing, err)
		}
		shown[fmt.Sprintf("json of %T", thing)] = string(encoded)
	}
	for how, text := range shown {
		if strings.Contains(text, word) || strings.Contains(text, fmt.Sprintf("%x", word)) {
			t.Errorf("%s shows the secret: %s", how, text)
		}
	}
	if !strings.Contains(c.String(), "VIGIE_MODEL_KEY = (set)  (environment VIGIE_MODEL_KEY)") {
		t.Errorf("the listing does not say that the key is set:\n%s", c)
	}
}

func TestReadFile(t *testing.T) {
	folder := t.TempDir()
	tests := []struct {
		mode    os.FileMode
		tooOpen bool
		refused bool
	}{{0o600, false, false}, {0o400, false, false}, {0o640, false, false}, {0o644, true, false}, {0o660, true, false}, {0o602, false, true}, {0o666, false, true}}
	for _, tt := range tests {
		path := filepath.Join(folder, tt.mode.String())
		if err := os.WriteFile(path, []byte("text"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, tt.mode); err != nil {
			t.Fatal(err)
		}
		content, err := ReadFile(path)
		if (err == ErrTooOpen) != tt.tooOpen || (err != nil && err != ErrTooOpen) != tt.refused { //nolint:errorlint // exactly this value is promised
			t.Errorf("%v: error %v", tt.mode, err)
		}
		if !tt.refused && string(content) != "text" {
			t.Errorf("%v: content %q", tt.mode, content)
		}
	}
	if _, err := ReadFile(folder); err == nil {
		t.Error("a folder was read")
	}
	if _, err := ReadFile(filepath.Join(folder, "gone")); err == nil {
		t.Error("a file that is not there was read")
	}
	if _, err := ReadFile("/dev/zero"); err == nil {
		t.Error("a file without end was read")
	}
	if !mountedSecret("/run/secrets/key") || mountedSecret("/run/secrets/../key") {
		t.Error("only what lies under /run/secrets is a mounted secret")
	}
}
