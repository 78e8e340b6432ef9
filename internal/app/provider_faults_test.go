package app

import (
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/llm/fake"
)

// providerFault is one way in which a model's server fails somebody who asks something.
type providerFault struct{ ID, Fault, Question, Language string }

func (f providerFault) step() (fake.Step, bool) {
	steps := map[string]fake.Step{
		"http_500":       fake.Fail(http.StatusInternalServerError, "server_error", "boom"),
		"http_429":       fake.Busy(time.Minute),
		"http_401":       fake.Fail(http.StatusUnauthorized, "invalid_api_key", "Incorrect API key provided"),
		"timeout":        fake.Hang(),
		"reset":          fake.Reset(),
		"truncated_json": fake.Text("You have 14 days.").CutAfter(40),
		"html":           fake.WebPage(),
		"empty_choices":  fake.Empty(),
		"invalid_utf8":   fake.BadUTF8(),
		"slow_drip":      fake.Text("You have 14 days.").Dripping(1, time.Second),
		"empty_text":     fake.Text(""),
		"huge":           fake.Endless(),
		"null_text":      fake.Raw(`{"choices":[{"message":{"role":"assistant","content":null},"finish_reason":"stop"}]}`),
		"wrong_json":     fake.Raw(`{"answer":"You have 14 days."}`),
	}
	step, known := steps[f.Fault]
	return step.Always(), known
}

// Whatever a provider does, the customer is told within the deadline: a checked quote, or words and a person.
func TestProviderFaults(t *testing.T) {
	for _, mode := range []string{"compose", "select"} {
		for _, f := range readLines[providerFault](t, filepath.Join("testdata", "derailment", "faults.jsonl")) {
			t.Run(mode+" "+f.ID+" "+f.Fault, func(t *testing.T) {
				slow := f.Fault == "timeout" || f.Fault == "slow_drip"
				if slow && (testing.Short() || mode == "select") {
					t.Skip("waits for a whole deadline")
				}
				t.Parallel()
				step, known := f.step()
				if !known {
					t.Fatal("no such fault")
				}
				server := fake.Start(t, step)
				a := newAppWith(t, filepath.Join("demo", "company"), map[string]string{
					"mode": mode, "autonomy": "auto", "model-url": server.URL().String(), "model": "scripted",
				})
				began := time.Now()
				out, err := a.ask(t.Context(), f.Question, desk.Language(f.Language), nil)
				took := time.Since(began)
				if err != nil {
					t.Fatal(err)
				}
				if out.State != desk.Sent && out.State != desk.Clarified && out.State != desk.HandedOver || out.Text == "" {
					t.Errorf("%s: %q", out.State, out.Text)
				}
				if out.Language != desk.Language(f.Language) {
					t.Errorf("answered in %q", out.Language)
				}
				if took > 14*time.Second {
					t.Errorf("the customer was told after %s", took)
				}
				for _, c := range out.Claims {
					if out.State == desk.Sent && len(c.Evidence) == 0 {
						t.Errorf("%q stands on nothing", c.Text)
					}
				}
				t.Logf("%s (%s) after %s, asked %d times: %v", out.State, out.Reason, took.Round(time.Millisecond), len(server.Requests()), out.Findings)
			})
		}
	}
}
