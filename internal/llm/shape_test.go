package llm_test

import (
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/llm/anthropic"
	"github.com/vigie-desk/vigie/internal/llm/fake"
	"github.com/vigie-desk/vigie/internal/llm/openai"
)

// What a server refuses is left out, at once and from then on; what it takes is still asked for.
func TestShapes(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		refuse []fake.Feature
		forms  map[fake.Protocol][]string // of the first call's requests, then of the second's
	}{
		"takes all":      {nil, map[fake.Protocol][]string{fake.OpenAI: {"json_schema", "json_schema"}, fake.Anthropic: {"json_schema", "json_schema"}}},
		"no schema":      {[]fake.Feature{fake.JSONSchema}, map[fake.Protocol][]string{fake.OpenAI: {"json_schema", "json_object", "json_object"}, fake.Anthropic: {"json_schema", "tool", "tool"}}},
		"no JSON":        {[]fake.Feature{fake.JSONSchema, fake.JSONObject}, map[fake.Protocol][]string{fake.OpenAI: {"json_schema", "json_object", "", ""}, fake.Anthropic: {"json_schema", "tool", "tool"}}},
		"no temperature": {[]fake.Feature{fake.Temperature}, map[fake.Protocol][]string{fake.OpenAI: {"json_schema", "json_schema", "json_schema"}, fake.Anthropic: {"json_schema", "json_schema", "json_schema"}}},
		"nothing": {[]fake.Feature{fake.JSONSchema, fake.JSONObject, fake.Temperature, fake.MaxTokens}, map[fake.Protocol][]string{
			fake.OpenAI: {"json_schema", "json_object", "", "", "", ""}, fake.Anthropic: {"json_schema", "tool", "tool", "tool"},
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t trial) {
				server, model := t.server, t.model
				server.Refuse(tt.refuse...)
				r := ask(words)
				r.Schema = probeSchema(t)
				for range 2 {
					got, err := model.Complete(t.Context(), r)
					if err != nil || got.Text != `{"ok":true}` {
						t.Fatalf("%+v, %v", got, err)
					}
				}
				var forms []string
				for _, sent := range server.Requests() {
					forms = append(forms, sent.Form)
				}
				last := server.Last()
				if diff := cmp.Diff(tt.forms[last.Protocol], forms); diff != "" {
					t.Error(diff)
				}
				if last.Form == "json_schema" || last.Form == "tool" {
					if string(last.Schema) != string(r.Schema.JSON()) {
						t.Errorf("the schema went out as %s", last.Schema)
					}
				} else if !strings.Contains(last.System, string(r.Schema.JSON())) {
					t.Errorf("no schema in the system text %q", last.System)
				}
				if last.MaxTokens != 200 {
					t.Errorf("a limit of %d tokens", last.MaxTokens)
				}
			}, fake.JSON(map[string]bool{"ok": true}).Always())
		})
	}
}

// llama-cpp-python fails with 500 at a form that it does not know, and FastAPI's servers answer 422.
func TestOtherWordsForNoSchema(t *testing.T) {
	t.Parallel()
	for _, refusal := range []fake.Step{
		fake.Fail(500, "internal_server_error", "[{'type': 'literal_error', 'loc': ('response_format', 'type'), 'input': 'json_schema'}]"),
		fake.Raw(`{"detail":[{"loc":["body","response_format","type"],"msg":"Input should be 'text' or 'json_object'"}]}`).Status(422),
		fake.Fail(400, "invalid_request_error", "Failed to initialize samplers: failed to parse grammar"),
		fake.Fail(501, "x", "structured output is not implemented"),
	} {
		server := fake.Start(t, refusal, fake.Text("```json\n{\"ok\":true}\n```"))
		model := openai.New(openai.Config{URL: server.URL(), Name: "m", Client: server.Client(), Now: time.Now})
		r := ask(words)
		r.Schema = probeSchema(t)
		got, err := model.Complete(t.Context(), r)
		if err != nil || got.Text != `{"ok":true}` || server.Last().Form != "json_object" {
			t.Errorf("%+v, %v, form %s", got, err, server.Last().Form)
		}
	}
}

// A refusal for another reason costs no further request, and a customer who writes the words by which a refusal is
// understood does not change how later customers' answers are asked for.
func TestShapeIsNotTheCustomers(t *testing.T) {
	t.Parallel()
	each(t, func(t trial) {
		server, model := t.server, t.model
		r := ask("My json_schema output_config response_format is broken")
		r.Schema = probeSchema(t)
		if _, err := model.Complete(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		r.Messages[0].Text = words
		if _, err := model.Complete(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		if got := server.Last().Form; got != "json_schema" || len(server.Requests()) != 3 {
			t.Errorf("the next customer is asked for in the form %q", got)
		}
	}, fake.Fail(400, "invalid_request_error", "json_schema: output_config"), fake.JSON(map[string]bool{"ok": true}).Times(2))
	each(t, func(t trial) {
		server, model := t.server, t.model
		r := ask(words)
		r.Schema = probeSchema(t)
		if _, err := model.Complete(t.Context(), r); llm.FaultOf(err) != llm.BadRequest || len(server.Requests()) != 1 {
			t.Errorf("%v after %d requests", err, len(server.Requests()))
		}
	}, fake.Fail(400, "invalid_request_error", "messages: roles must alternate"))
}

// The library refuses some names and fields by itself, before anything is sent.
func TestReasoningModels(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"o3-mini", "gpt-5-mini", "o1", "gpt-6-sol", "gpt-6-astra"} {
		server := fake.Start(t, fake.Text("Yes."))
		server.Refuse(fake.Temperature, fake.MaxTokens)
		model := openai.New(openai.Config{URL: server.URL(), Name: name, Client: server.Client(), Now: time.Now})
		if _, err := model.Complete(t.Context(), ask(words)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	server := fake.Start(t)
	model := openai.New(openai.Config{URL: server.URL(), Name: "text-davinci-003", Client: server.Client(), Settings: llm.ModelSettings(), Now: time.Now})
	_, err := model.Complete(t.Context(), ask(words))
	if llm.FaultOf(err) != llm.Unasked || !strings.Contains(err.Error(), "VIGIE_MODEL") {
		t.Errorf("%v", err)
	}
}

// The temperature goes out as it was asked for; 0 too.
func TestTemperature(t *testing.T) {
	t.Parallel()
	each(t, func(t trial) {
		server, model := t.server, t.model
		for _, want := range []float64{0, 0.25, 1} {
			r := ask(`"temperature":1e-45 "temperature":1e-45`)
			r.Temperature = want
			if _, err := model.Complete(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			sent := server.Last()
			if sent.Temperature == nil || *sent.Temperature != want || sent.LastText() != r.Messages[0].Text {
				t.Errorf("sent %v, %q; want %v", sent.Temperature, sent.LastText(), want)
			}
		}
	}, fake.Text("Yes.").Always())
}

// Requests that are wrong are not sent.
func TestUnasked(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*llm.Request){
		"no messages":          func(r *llm.Request) { r.Messages = nil },
		"the assistant's last": func(r *llm.Request) { r.Messages = append(r.Messages, llm.Message{Role: llm.Assistant, Text: "x"}) },
		"system by the back":   func(r *llm.Request) { r.Messages[0].Role = "system" },
		"empty":                func(r *llm.Request) { r.Messages[0].Text = " " },
		"no UTF-8":             func(r *llm.Request) { r.Messages[0].Text = "\xff" },
		"too long":             func(r *llm.Request) { r.Messages[0].Text = strings.Repeat("x", 2<<20) },
		"too many tokens":      func(r *llm.Request) { r.MaxTokens = llm.MostTokens + 1 },
		"too warm":             func(r *llm.Request) { r.Temperature = 1.5 },
		"many stops":           func(r *llm.Request) { r.Stop = make([]string, 5) },
	}
	for name, spoil := range tests {
		each(t, func(t trial) {
			server, model := t.server, t.model
			r := ask(words)
			spoil(&r)
			if _, err := model.Complete(t.Context(), r); llm.FaultOf(err) != llm.Unasked {
				t.Errorf("%s: %v", name, err)
			}
			if n := len(server.Requests()); n != 0 {
				t.Errorf("%s: %d requests", name, n)
			}
		})
	}
}

// A call with the longest answer that may be asked for is made: the library refuses what may take longer than ten minutes.
func TestLongestAnswer(t *testing.T) {
	t.Parallel()
	each(t, func(t trial) {
		model := t.model
		r := ask(words)
		r.MaxTokens = llm.MostTokens
		if _, err := model.Complete(t.Context(), r); err != nil {
			t.Error(err)
		}
	}, fake.Long(50_000))
	server := fake.Start(t, fake.Long(50_000))
	model := anthropic.New(anthropic.Config{URL: server.URL(), Name: "claude-opus-4-20250514", Client: server.Client(), Now: time.Now})
	r := ask(words)
	r.MaxTokens = llm.MostTokens
	if _, err := model.Complete(t.Context(), r); err != nil {
		t.Errorf("a model of which the library knows a lower limit: %v", err)
	}
}

func TestProbe(t *testing.T) {
	t.Parallel()
	good := fake.JSON(map[string]bool{"ok": true}).As("small-1")
	tests := map[string]struct {
		set     func(*fake.Server)
		path    string // in the place of /v1
		step    fake.Step
		fault   llm.Fault
		problem string // of OpenAI's protocol; of the other: / after it
		note    string
		form    string
	}{
		"good":      {step: good, form: "json_schema / json_schema"},
		"no schema": {set: func(s *fake.Server) { s.Refuse(fake.JSONSchema) }, step: good, form: "json_object / tool", note: "enforces no JSON schema / "},
		"key":       {set: func(s *fake.Server) { s.WantKey("other-key-0123456789") }, fault: llm.BadKey, problem: `VIGIE_MODEL_KEY; set one that is valid there and may use the model "small-1" (it says: "Incorrect API key provided: (the key).")`},
		"model":     {set: func(s *fake.Server) { s.Models("large-2", "small-2", "tiny") }, fault: llm.NoModel, problem: `set VIGIE_MODEL to one that it has, vigie doctor names the nearest (it says: "The model ` + "`small-1`" + ` does not exist or you do not have access to it."); did you mean small-2?`},
		"web page":  {step: fake.WebPage(), fault: llm.WebPage, problem: "does VIGIE_MODEL_URL miss /v1?"},
		"no /v1":    {set: func(s *fake.Server) { s.Models("small-1") }, path: "/", fault: llm.NoSuchPath, problem: "/v1: set VIGIE_MODEL_URL to that", step: good},
		"400":       {step: fake.Fail(400, "invalid_request_error", "The model is for\n pictures\x00."), fault: llm.BadRequest, problem: `(it says: "The model is for pictures .")`},
		"thinks":    {step: good.Finish("length"), note: "spends many tokens on thinking"},
		"429":       {step: fake.Busy(0), fault: llm.RateLimited, problem: "wait, or ask its provider"},
	}
	for name, tt := range tests {
		for protocol, make := range providers() {
			t.Run(name+" "+string(protocol), func(t *testing.T) {
				t.Parallel()
				step := tt.step
				if name == "thinks" && protocol == fake.Anthropic {
					step = good.Finish("max_tokens")
				}
				server := fake.Start(t, step)
				if tt.set != nil {
					tt.set(server)
				}
				address := *server.URL()
				if tt.path != "" {
					address.Path = tt.path
				}
				if name == "no /v1" && protocol == fake.Anthropic {
					t.Skip("this protocol's address is without it")
				}
				got := make(&address, server.Client()).Probe(within(t, 5*time.Second))
				if llm.FaultOf(got.Err) != tt.fault || got.OK() != (tt.fault == llm.None) {
					t.Fatalf("%+v", got)
				}
				if !strings.Contains(got.Problem, tt.problem) || tt.problem == "" != (got.Problem == "") || strings.Contains(got.Problem, secret) {
					t.Errorf("problem %q, want %q in it", got.Problem, tt.problem)
				}
				if note := side(tt.note, protocol); !strings.Contains(strings.Join(got.Notes, "; "), note) || note == "" != (len(got.Notes) == 0) {
					t.Errorf("notes %q, want %q", got.Notes, note)
				}
				if got.Form != side(tt.form, protocol) {
					t.Errorf("form %q", got.Form)
				}
			})
		}
	}
}

// side gives the part of "openai / anthropic" that is a protocol's.
func side(text string, protocol fake.Protocol) string {
	first, second, two := strings.Cut(text, " / ")
	if two && protocol == fake.Anthropic {
		return second
	}
	return first
}

func TestEmbeddings(t *testing.T) {
	t.Parallel()
	server := fake.Start(t)
	model := openai.New(openai.Config{URL: server.URL(), Name: "vectors-1", Client: server.Client(), Settings: llm.EmbedSettings(), Now: time.Now})
	texts := make([]string, 70)
	for i := range texts {
		texts[i] = strings.Repeat("word ", i+1) + string(rune('a'+i%26))
	}
	got, err := model.Embed(t.Context(), texts)
	if err != nil || len(got.Vectors) != 70 || got.Model != "vectors-1" || got.Usage.In == 0 || len(server.Requests()) != 3 {
		t.Fatalf("%d vectors, %+v, %v", len(got.Vectors), got.Usage, err)
	}
	for i, v := range got.Vectors {
		if !cmp.Equal(v, fake.Vector(texts[i])) {
			t.Fatalf("vector %d is another's", i)
		}
	}
	tests := map[string]struct {
		step  fake.Step
		fault llm.Fault
	}{
		"out of order":    {fake.Raw(`{"data":[{"index":1,"embedding":[0,1]},{"index":0,"embedding":[1,0]}],"model":"m"}`), llm.None},
		"one missing":     {fake.Raw(`{"data":[{"index":0,"embedding":[1]}]}`), llm.Malformed},
		"one twice":       {fake.Raw(`{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]}`), llm.Malformed},
		"one too many":    {fake.Raw(`{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1]},{"index":2,"embedding":[1]}]}`), llm.Malformed},
		"negative index":  {fake.Raw(`{"data":[{"index":-1,"embedding":[1]},{"index":1,"embedding":[1]}]}`), llm.Malformed},
		"other lengths":   {fake.Raw(`{"data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":[1]}]}`), llm.Malformed},
		"zero":            {fake.Raw(`{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[0]}]}`), llm.Malformed},
		"too large":       {fake.Raw(`{"data":[{"index":0,"embedding":[1e39]},{"index":1,"embedding":[1]}]}`), llm.Malformed},
		"none":            {fake.Raw(`{"data":[]}`), llm.Empty},
		"base64 unasked":  {fake.Raw(`{"data":[{"index":0,"embedding":"AAAA"}]}`), llm.Malformed},
		"web page":        {fake.WebPage(), llm.WebPage},
		"busy":            {fake.Busy(time.Second), llm.RateLimited},
		"cut":             {fake.Vectors().CutAfter(30), llm.CutShort},
		"an unknown name": {fake.Fail(404, "model_not_found", "model"), llm.NoModel},
	}
	for name, tt := range tests {
		server := fake.Start(t)
		server.Embeddings(tt.step)
		model := openai.New(openai.Config{URL: server.URL(), Name: "m", Key: secret, Client: server.Client(), Settings: llm.EmbedSettings(), Now: time.Now})
		got, err := model.Embed(t.Context(), []string{"one", words})
		if llm.FaultOf(err) != tt.fault || (err == nil) != (len(got.Vectors) == 2) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err != nil {
			sentence(t, err, "VIGIE_EMBED")
		} else if got.Vectors[0][0] != 1 {
			t.Errorf("%s: %v", name, got.Vectors)
		}
	}
	for _, texts := range [][]string{nil, {" "}, {"\xff"}} {
		if _, err := model.Embed(t.Context(), texts); llm.FaultOf(err) != llm.Unasked {
			t.Errorf("%q: %v", texts, err)
		}
	}
}

// After every sort of ending nothing is left running.
func TestNoLeak(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, step := range []fake.Step{fake.Text("x"), fake.Hang(), fake.Reset(), fake.Endless(), fake.Text("xyz").CutAfter(5), fake.Text("xyz").Dripping(1, time.Second), fake.Busy(0)} {
		for _, make := range providers() {
			transport := &http.Transport{}
			server := fake.Start(t, step)
			_, _ = make(server.URL(), &http.Client{Transport: transport}).Complete(within(t, 100*time.Millisecond), ask(words))
			transport.CloseIdleConnections()
			server.Close()
		}
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}

// Both spellings of Anthropic's address lead to the same place.
func TestAddress(t *testing.T) {
	t.Parallel()
	server := fake.Start(t, fake.Text("Yes.").Always())
	for _, path := range []string{"", "/", "/v1", "/v1/", "/proxy/v1", "/proxy"} {
		u := &url.URL{Scheme: "http", Host: server.URL().Host, Path: path}
		_, err := anthropic.New(anthropic.Config{URL: u, Name: "m", Client: server.Client(), Now: time.Now}).Complete(t.Context(), ask(words))
		want := strings.TrimSuffix(strings.TrimRight(path, "/"), "/v1") + "/v1/messages"
		if err != nil || server.Last().Path != want {
			t.Errorf("%q leads to %s, %v", path, server.Last().Path, err)
		}
	}
}
