package record_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/llm/anthropic"
	"github.com/vigie-desk/vigie/internal/llm/fake"
	"github.com/vigie-desk/vigie/internal/llm/openai"
	"github.com/vigie-desk/vigie/internal/llm/record"
)

var update = flag.Bool("update", false, "write the recordings anew, against the fake server")

const key = "sk-secret-0123456789"

// address is where the recorded server is said to be; the recording has only its path.
func address() *url.URL { return &url.URL{Scheme: "http", Host: "model.test", Path: "/v1"} }

// toward sends every request to another host.
type toward struct {
	host string
	next http.RoundTripper
}

func (to toward) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Host, r.Host = to.host, to.host
	return to.next.RoundTrip(r)
}

// session is what is recorded: answers, a schema that is refused once, a busy server, a wrong model.
func session(t *testing.T, protocol fake.Protocol, client *http.Client) []string {
	t.Helper()
	var model llm.Model
	switch protocol {
	case fake.OpenAI:
		model = openai.New(openai.Config{URL: address(), Name: "small-1", Key: key, Client: client, Settings: llm.ModelSettings(), Now: time.Now})
	case fake.Anthropic:
		model = anthropic.New(anthropic.Config{URL: address(), Name: "small-1", Key: key, Client: client, Settings: llm.ModelSettings(), Now: time.Now})
	}
	structured, err := llm.ProbeRequest()
	if err != nil {
		t.Fatal(err)
	}
	question := llm.Request{Messages: []llm.Message{{Role: llm.User, Text: "How long may I return a plant?"}}, MaxTokens: 100}
	var out []string
	for _, r := range []llm.Request{question, question, structured, structured, question, question} {
		got, err := model.Complete(t.Context(), r)
		out = append(out, got.Text+string(llm.FaultOf(err)))
	}
	return out
}

func steps() []fake.Step {
	return []fake.Step{
		fake.Text("Within 30 days, à l’état neuf."), fake.Busy(2 * time.Second),
		fake.JSON(map[string]bool{"ok": true}), fake.JSON(map[string]bool{"ok": false}),
		fake.Fail(400, "invalid_request_error", "The key "+key+" may not do that."), fake.BadUTF8(),
	}
}

func want() []string {
	return []string{"Within 30 days, à l’état neuf.", "rate_limited", `{"ok":true}`, `{"ok":false}`, "bad_request", "garbled"}
}

// The recordings beside this test were made against the fake server. They still fit what the libraries send.
func TestReplay(t *testing.T) {
	t.Parallel()
	for _, protocol := range []fake.Protocol{fake.OpenAI, fake.Anthropic} {
		file := filepath.Join("testdata", string(protocol)+".jsonl")
		if *update {
			made := recorded(t, protocol)
			if err := os.WriteFile(file, made, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		player, err := record.Play(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		got := session(t, protocol, &http.Client{Transport: player})
		if diff := cmp.Diff(want(), got); diff != "" {
			t.Errorf("%s: %s\nif a library has changed what it sends: go test ./internal/llm/record -update", protocol, diff)
		}
		if player.Left() != 0 {
			t.Errorf("%s: %d answers were not asked for", protocol, player.Left())
		}
	}
}

func recorded(t *testing.T, protocol fake.Protocol) []byte {
	t.Helper()
	server := fake.Start(t, steps()...)
	server.Refuse(fake.JSONSchema)
	var made bytes.Buffer
	recorder := record.Record(&made, toward{server.URL().Host, server.Client().Transport})
	if diff := cmp.Diff(want(), session(t, protocol, &http.Client{Transport: recorder})); diff != "" {
		t.Errorf("%s live: %s", protocol, diff)
	}
	return made.Bytes()
}

// A recording made now is the one that is kept, and holds no key and no question.
func TestRecord(t *testing.T) {
	t.Parallel()
	for _, protocol := range []fake.Protocol{fake.OpenAI, fake.Anthropic} {
		made := string(recorded(t, protocol))
		for _, no := range []string{key, "plant", "Authorization", "Api-Key"} {
			if strings.Contains(made, no) {
				t.Errorf("%s: the recording holds %q", protocol, no)
			}
		}
		kept, err := os.ReadFile(filepath.Join("testdata", string(protocol)+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(kept), made); diff != "" {
			t.Errorf("%s: the recording that is kept is out of date: go test ./internal/llm/record -update\n%s", protocol, diff)
		}
	}
}

func TestNotRecorded(t *testing.T) {
	t.Parallel()
	player, err := record.Play(strings.NewReader(`{"method":"GET","path":"/v1/models","request_sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","status":200,"body":"{}"}` + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: player}
	answer, err := get(t, client, "http://any.test/v1/models")
	if err != nil || answer != "{}" {
		t.Errorf("%q, %v", answer, err)
	}
	if _, err := get(t, client, "http://any.test/v1/models"); !errors.Is(err, record.ErrNotRecorded) {
		t.Errorf("a second time: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://any.test/v1/models", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := player.RoundTrip(request); !errors.Is(err, context.Canceled) { //nolint:bodyclose // there is no answer
		t.Errorf("a call that was given up: %v", err)
	}
	for _, broken := range []string{"x\n", `{"status":0}` + "\n", `{"status":999}` + "\n"} {
		if _, err := record.Play(strings.NewReader(broken)); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("%q: %v", broken, err)
		}
	}
}

func get(t *testing.T, client *http.Client, address string) (string, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	return string(body), err
}

// An exchange that breaks off is not written: a recording has whole answers only.
func TestBrokenIsNotRecorded(t *testing.T) {
	t.Parallel()
	var made bytes.Buffer
	server := fake.Start(t, fake.Text("Yes.").CutAfter(5), fake.Reset())
	client := &http.Client{Transport: record.Record(&made, server.Client().Transport)}
	model := openai.New(openai.Config{URL: server.URL(), Name: "m", Client: client, Now: time.Now})
	for range 2 {
		if _, err := model.Complete(t.Context(), llm.Request{Messages: []llm.Message{{Role: llm.User, Text: "x"}}}); err == nil {
			t.Error("an answer")
		}
	}
	if made.Len() != 0 {
		t.Errorf("written: %s", made.String())
	}
}
