package llm_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/llm/anthropic"
	"github.com/vigie-desk/vigie/internal/llm/exchange"
	"github.com/vigie-desk/vigie/internal/llm/fake"
	"github.com/vigie-desk/vigie/internal/llm/openai"
)

const (
	secret = "sk-very-secret-0123456789" // the key
	words  = "Wo ist meine Bestellung 4711?"
)

// provider is what both providers are.
type provider interface {
	llm.Model
	llm.Prober
}

func providers() map[fake.Protocol]func(*url.URL, exchange.Doer) provider {
	return map[fake.Protocol]func(*url.URL, exchange.Doer) provider{
		fake.OpenAI: func(u *url.URL, c exchange.Doer) provider {
			return openai.New(openai.Config{URL: u, Name: "small-1", Key: secret, Client: c, Settings: llm.ModelSettings(), Now: time.Now})
		},
		fake.Anthropic: func(u *url.URL, c exchange.Doer) provider {
			return anthropic.New(anthropic.Config{URL: u, Name: "small-1", Key: secret, Client: c, Settings: llm.ModelSettings(), Now: time.Now})
		},
	}
}

// trial is a test with a server and a model that is at it.
type trial struct {
	*testing.T
	server *fake.Server
	model  provider
}

// each runs a test for both protocols, with the server's script.
func each(t *testing.T, test func(t trial), steps ...fake.Step) {
	t.Helper()
	for protocol, make := range providers() {
		t.Run(string(protocol), func(t *testing.T) {
			t.Parallel()
			server := fake.Start(t, steps...)
			test(trial{t, server, make(server.URL(), server.Client())})
		})
	}
}

func ask(text string) llm.Request {
	return llm.Request{Messages: []llm.Message{{Role: llm.User, Text: text}}, MaxTokens: 200}
}

func within(t testing.TB, d time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

func TestAnAnswer(t *testing.T) {
	t.Parallel()
	each(t, func(t trial) {
		server, model := t.server, t.model
		r := ask(words)
		r.Messages = append([]llm.Message{{Role: llm.User, Text: "Hello"}, {Role: llm.Assistant, Text: "Good day"}}, r.Messages...)
		r.Stop = []string{"END"}
		got, err := model.Complete(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if got.Text != "Within 30 days." || got.Usage != (llm.Usage{In: 40, Out: 7}) || got.Model != "small-1-2026" || got.Finish == "" {
			t.Errorf("got %+v", got)
		}
		sent := server.Last()
		if diff := cmp.Diff(r.Messages, sent.Messages); diff != "" {
			t.Error(diff)
		}
		if sent.Key != secret || sent.MaxTokens != 200 || sent.Model != "small-1" || !cmp.Equal(sent.Stop, r.Stop) || sent.System != "" || sent.Form != "" {
			t.Errorf("sent %+v", sent)
		}
		if sent.Temperature == nil || *sent.Temperature != 0 {
			t.Errorf("temperature %v, want 0 and sent", sent.Temperature)
		}
	}, fake.Text("  Within 30 days.\n").Tokens(40, 7).As("small-1-2026"))
}

// A fault of any kind is told as what it is, with the setting to look at, and nothing else: no key, none of the
// customer's words, none of the server's.
func TestFaults(t *testing.T) {
	t.Parallel()
	const spoken = "Server words: " + words + " " + secret
	tests := map[string]struct {
		step    fake.Step
		schema  bool
		fault   llm.Fault
		kind    desk.Kind
		names   string // a setting that the sentence names
		again   bool
		charged bool
		status  int
	}{
		"429":              {step: fake.Busy(0), fault: llm.RateLimited, kind: desk.Busy, names: "VIGIE_MODEL_KEY", again: true, status: 429},
		"429 no credit":    {step: fake.Fail(429, "insufficient_quota", spoken), fault: llm.RateLimited, kind: desk.Busy, names: "VIGIE_MODEL_KEY", again: true, status: 429},
		"402":              {step: fake.Fail(402, "billing_error", spoken), fault: llm.OutOfCredit, kind: desk.Busy, names: "VIGIE_MODEL_KEY", status: 402},
		"400 no credit":    {step: fake.Fail(400, "invalid_request_error", "Your credit balance is too low to access the API."), fault: llm.OutOfCredit, kind: desk.Busy, names: "VIGIE_MODEL_KEY", status: 400},
		"503":              {step: fake.Overloaded(0), fault: llm.Overloaded, kind: desk.Unavailable, names: "VIGIE_MODEL_URL", again: true, status: 503},
		"529":              {step: fake.Fail(529, "overloaded_error", "Overloaded"), fault: llm.Overloaded, kind: desk.Unavailable, names: "VIGIE_MODEL_URL", again: true, status: 529},
		"500":              {step: fake.Fail(500, "server_error", spoken), fault: llm.ServerError, kind: desk.Unavailable, names: "VIGIE_MODEL_URL", status: 500},
		"502 page":         {step: fake.WebPage().Status(502), fault: llm.ServerError, kind: desk.Unavailable, names: "VIGIE_MODEL_URL", status: 502},
		"401":              {step: fake.Fail(401, "invalid_api_key", spoken), fault: llm.BadKey, kind: desk.Unauthorized, names: "VIGIE_MODEL_KEY", status: 401},
		"403":              {step: fake.Fail(403, "permission_error", spoken), fault: llm.BadKey, kind: desk.Unauthorized, names: "VIGIE_MODEL_KEY", status: 403},
		"400 key":          {step: fake.Fail(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."), fault: llm.BadKey, kind: desk.Unauthorized, names: "VIGIE_MODEL_KEY", status: 400},
		"400":              {step: fake.Fail(400, "invalid_request_error", spoken), fault: llm.BadRequest, kind: desk.Invalid, names: "VIGIE_MODEL", status: 400},
		"400 plain":        {step: fake.Raw(spoken).Status(400), fault: llm.BadRequest, kind: desk.Invalid, names: "VIGIE_MODEL", status: 400},
		"422 list":         {step: fake.Raw(`{"detail":[{"loc":["body","messages"],"msg":"` + spoken + `","type":"value_error"}]}`).Status(422), fault: llm.BadRequest, kind: desk.Invalid, names: "VIGIE_MODEL", status: 422},
		"404 model":        {step: fake.Fail(404, "model_not_found", "The model does not exist"), fault: llm.NoModel, kind: desk.NotFound, names: "VIGIE_MODEL ", status: 404},
		"404 model string": {step: fake.Raw(`{"error":"model 'small-1' not found, try pulling it first"}`).Status(404), fault: llm.NoModel, kind: desk.NotFound, names: "VIGIE_MODEL ", status: 404},
		"404 path":         {step: fake.Raw(`{"detail":"Not Found"}`).Status(404), fault: llm.NoSuchPath, kind: desk.NotFound, names: "VIGIE_MODEL_URL", status: 404},
		"404 page":         {step: fake.WebPage().Status(404), fault: llm.NoSuchPath, kind: desk.NotFound, names: "VIGIE_MODEL_URL", status: 404},
		"405":              {step: fake.Raw("").Status(405), fault: llm.NoSuchPath, kind: desk.NotFound, names: "VIGIE_MODEL_URL", status: 405},
		"413":              {step: fake.Fail(413, "request_too_large", spoken), fault: llm.TooLong, kind: desk.TooLarge, names: "VIGIE_MODEL ", status: 413},
		"400 too long":     {step: fake.Fail(400, "invalid_request_error", "prompt is too long: 213462 tokens > 200000 maximum"), fault: llm.TooLong, kind: desk.TooLarge, names: "VIGIE_MODEL ", status: 400},
		"400 context":      {step: fake.Fail(400, "context_length_exceeded", "This model's maximum context length is 8192 tokens."), fault: llm.TooLong, kind: desk.TooLarge, names: "VIGIE_MODEL ", status: 400},
		"http to https":    {step: fake.Raw("Client sent an HTTP request to an HTTPS server.\n").Status(400), fault: llm.Insecure, kind: desk.Unavailable, names: "VIGIE_MODEL_URL", status: 400},
		"reset":            {step: fake.Reset(), fault: llm.Reset, kind: desk.Unavailable, names: "VIGIE_MODEL_URL", again: true, charged: true},
		"web page":         {step: fake.WebPage(), fault: llm.WebPage, kind: desk.Unavailable, names: "VIGIE_MODEL_URL", status: 200},
		"malformed":        {step: fake.Malformed(), fault: llm.Malformed, kind: desk.Unavailable, names: "VIGIE_MODEL_URL", charged: true, status: 200},
		"stream":           {step: fake.Raw("data: {\"choices\":[]}\n\ndata: [DONE]\n"), fault: llm.Malformed, kind: desk.Unavailable, names: "VIGIE_MODEL_URL", charged: true, status: 200},
		"and then more":    {step: fake.Raw(`{"type":"message","role":"assistant","content":[{"type":"text","text":"Yes."}],"stop_reason":"end_turn","choices":[{"message":{"content":"Yes."},"finish_reason":"stop"}]} {"x":`), fault: llm.Malformed, kind: desk.Unavailable, names: "VIGIE_MODEL_URL", charged: true, status: 200},
		"other JSON":       {step: fake.Raw(`{"choices":"none","content":7,"type":"message","role":"assistant"}`), fault: llm.Malformed, kind: desk.Unavailable, names: "VIGIE_MODEL_URL", charged: true, status: 200},
		"a list":           {step: fake.Raw(`[1,2]`), fault: llm.Malformed, kind: desk.Unavailable, names: "VIGIE_MODEL_URL", charged: true, status: 200},
		"no body":          {step: fake.Raw(" "), fault: llm.Empty, kind: desk.Unavailable, names: "VIGIE_MODEL", charged: true, status: 200},
		"no choices":       {step: fake.Empty(), fault: llm.Empty, kind: desk.Unavailable, names: "VIGIE_MODEL", charged: true, status: 200},
		"no text":          {step: fake.Text(" \n"), fault: llm.Empty, kind: desk.Unavailable, names: "VIGIE_MODEL", charged: true, status: 200},
		"latin-1":          {step: fake.BadUTF8(), fault: llm.Garbled, kind: desk.Unavailable, names: "VIGIE_MODEL", charged: true, status: 200},
		"nul":              {step: fake.Text("a\x00b"), fault: llm.Garbled, kind: desk.Unavailable, names: "VIGIE_MODEL", charged: true, status: 200},
		"half a character": {step: fake.Text("a\ufffdb"), fault: llm.Garbled, kind: desk.Unavailable, names: "VIGIE_MODEL", charged: true, status: 200},
		"50 KB":            {step: fake.Long(50_000), fault: llm.Overlong, kind: desk.Unavailable, names: "VIGIE_MODEL", charged: true, status: 200},
		"endless":          {step: fake.Endless(), fault: llm.Overlong, kind: desk.Unavailable, names: "VIGIE_MODEL", charged: true, status: 200},
		"cut":              {step: fake.Text("Within 30 days.").CutAfter(40), fault: llm.CutShort, kind: desk.Unavailable, names: "VIGIE_MODEL_URL", charged: true, status: 200},
		"unknown end":      {step: fake.Text("Within").Finish("because"), fault: llm.Malformed, kind: desk.Unavailable, names: "VIGIE_MODEL", charged: true, status: 200},
		"schema: prose":    {step: fake.Text("Sure! The answer is 1."), schema: true, fault: llm.Malformed, kind: desk.Unavailable, names: "VIGIE_MODEL", charged: true, status: 200},
		"schema: half":     {step: fake.Text(`{"ok":`), schema: true, fault: llm.Malformed, kind: desk.Unavailable, names: "VIGIE_MODEL", charged: true, status: 200},
		"schema: twice":    {step: fake.Text(`{"ok":true,"ok":false}`), schema: true, fault: llm.Malformed, kind: desk.Unavailable, names: "VIGIE_MODEL", charged: true, status: 200},
		"schema: list":     {step: fake.Text(`[true]`), schema: true, fault: llm.Malformed, kind: desk.Unavailable, names: "VIGIE_MODEL", charged: true, status: 200},
		"thought only":     {step: fake.Text("<think>I wonder"), fault: llm.Unfinished, kind: desk.Unavailable, names: "VIGIE_MODEL", charged: true, status: 200},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t trial) {
				server, model := t.server, t.model
				r := ask(words)
				if tt.schema {
					r.Schema = probeSchema(t)
				}
				fault, kind, again := tt.fault, tt.kind, tt.again
				if name == "429 no credit" && server != nil && strings.Contains(fmt.Sprintf("%T", model), "openai") {
					fault, again = llm.OutOfCredit, false // only this protocol has a word for it
				}
				got, err := model.Complete(within(t, 10*time.Second), r)
				f := llm.FailureOf(err)
				if f.Fault != fault || desk.KindOf(err) != kind || f.Again != again || f.Charged != tt.charged || f.Status != tt.status {
					t.Errorf("kind %v, %+v; want %v %v", desk.KindOf(err), f, kind, fault)
				}
				if got.Text != "" {
					t.Errorf("a text came with a fault: %q", got.Text)
				}
				sentence(t, err, tt.names)
			}, tt.step)
		})
	}
}

// sentence looks at what an operator is told.
func sentence(t testing.TB, err error, names string) {
	t.Helper()
	e, ok := errors.AsType[*desk.Error](err)
	if !ok {
		t.Fatalf("%v is no error of the house", err)
	}
	if !strings.Contains(e.Message+" ", names) || strings.Contains(e.Message, "%!") {
		t.Errorf("the sentence does not name %s: %s", names, e.Message)
	}
	for _, text := range []string{err.Error(), fmt.Sprintf("%+v", err), fmt.Sprintf("%+v", llm.FailureOf(err))} {
		for _, no := range []string{secret, "Bestellung", "Server words", "<html", "choices"} {
			if strings.Contains(text, no) {
				t.Errorf("the error holds %q: %s", no, text)
			}
		}
	}
}

func probeSchema(t testing.TB) llm.Schema {
	t.Helper()
	r, err := llm.ProbeRequest()
	if err != nil {
		t.Fatal(err)
	}
	return r.Schema
}

// How an answer ended is said in other words by each protocol.
func TestEndings(t *testing.T) {
	t.Parallel()
	tests := map[string]llm.Fault{
		"openai length": llm.Unfinished, "openai content_filter": llm.Filtered, "openai tool_calls": llm.Malformed, "openai eos_token": llm.None,
		"anthropic max_tokens": llm.Unfinished, "anthropic refusal": llm.Filtered, "anthropic tool_use": llm.Malformed,
		"anthropic model_context_window_exceeded": llm.TooLong, "anthropic pause_turn": llm.Malformed, "anthropic stop_sequence": llm.None,
	}
	for name, want := range tests {
		protocol, reason, _ := strings.Cut(name, " ")
		server := fake.Start(t, fake.Text("A part of").Finish(reason).Tokens(30, 9))
		got, err := providers()[fake.Protocol(protocol)](server.URL(), server.Client()).Complete(t.Context(), ask(words))
		if fault := llm.FaultOf(err); fault != want {
			t.Errorf("%s: fault %q, want %q", name, fault, want)
		}
		if want != llm.None && got.Text != "" || got.Usage.Total() != 39 {
			t.Errorf("%s: %+v; the cost is wanted in any case, the text only of a whole answer", name, got)
		}
	}
}

// Whatever the server does slowly, the call ends with its context, and says so.
func TestDeadlines(t *testing.T) {
	t.Parallel()
	for name, step := range map[string]fake.Step{
		"hangs":            fake.Hang(),
		"drips":            fake.Text("Within 30 days.").Dripping(1, 30*time.Millisecond),
		"drips a refusal":  fake.Fail(400, "x", strings.Repeat("y", 500)).Dripping(1, 30*time.Millisecond),
		"thinks too long":  fake.Text("Within 30 days.").After(time.Minute),
		"endless and slow": fake.Long(50_000).Dripping(3, 30*time.Millisecond),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t trial) {
				model := t.model
				begin := time.Now()
				_, err := model.Complete(within(t, 300*time.Millisecond), ask(words))
				if took := time.Since(begin); took > 3*time.Second {
					t.Errorf("took %v", took)
				}
				if name == "drips a refusal" { // that it was refused is known by then
					if llm.FaultOf(err) != llm.BadRequest {
						t.Errorf("%v", err)
					}
					return
				}
				f := llm.FailureOf(err)
				if f.Fault != llm.Late || f.Again || !f.Charged || !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("%+v", f)
				}
			}, step)
		})
	}
}

func TestAbandoned(t *testing.T) {
	t.Parallel()
	each(t, func(t trial) {
		model := t.model
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(100*time.Millisecond, cancel)
		_, err := model.Complete(ctx, ask(words))
		if f := llm.FailureOf(err); f.Fault != llm.Abandoned || f.Again || !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	}, fake.Hang())
}

// doer answers without a network.
type doer func(*http.Request) (*http.Response, error)

func (d doer) Do(r *http.Request) (*http.Response, error) { return d(r) }

// Where no connection comes about, the sentence says which sort of trouble it is.
func TestNoConnection(t *testing.T) {
	t.Parallel()
	closed := fake.Start(t)
	closed.Close()
	other := fake.Start(t)
	secure := *other.URL()
	secure.Scheme = "https"
	guarded := doer(func(r *http.Request) (*http.Response, error) {
		return nil, &url.Error{Op: "Post", URL: r.URL.String(), Err: desk.Errorf(desk.Forbidden, "10.0.0.1 is a private address; permit it in VIGIE_FETCH_ALLOW")}
	})
	tests := map[string]struct {
		url    *url.URL
		client exchange.Doer
		fault  llm.Fault
		kind   desk.Kind
		names  string
		again  bool
	}{
		"nobody listens": {closed.URL(), &http.Client{}, llm.Unreachable, desk.Unavailable, "VIGIE_MODEL_URL", true},
		"no such host":   {&url.URL{Scheme: "http", Host: "model.invalid", Path: "/v1"}, &http.Client{}, llm.Unreachable, desk.Unavailable, "VIGIE_MODEL_URL", false},
		"http for https": {&secure, &http.Client{}, llm.Insecure, desk.Unavailable, "VIGIE_MODEL_URL", false},
		"guarded":        {other.URL(), guarded, llm.NotAllowed, desk.Forbidden, "VIGIE_FETCH_ALLOW", false},
	}
	for name, tt := range tests {
		for protocol, make := range providers() {
			t.Run(name+" "+string(protocol), func(t *testing.T) {
				if name == "no such host" && !offlineNames(t) {
					t.Skip("the resolver here does not say that a name does not exist")
				}
				_, err := make(tt.url, tt.client).Complete(within(t, 5*time.Second), ask(words))
				f := llm.FailureOf(err)
				if f.Fault != tt.fault || f.Again != tt.again || f.Charged || desk.KindOf(err) != tt.kind {
					t.Errorf("kind %v %+v", desk.KindOf(err), f)
				}
				sentence(t, err, tt.names)
			})
		}
	}
}

// offlineNames tells whether the resolver answers that a name that cannot exist does not.
func offlineNames(t *testing.T) bool {
	t.Helper()
	_, err := net.DefaultResolver.LookupHost(within(t, 2*time.Second), "model.invalid")
	e, ok := errors.AsType[*net.DNSError](err)
	return ok && e.IsNotFound
}

// A key in the environment is nobody's business here: only what is set is sent.
func TestNothingFromTheEnvironment(t *testing.T) {
	for _, name := range []string{"ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "OPENAI_API_KEY"} {
		t.Setenv(name, "from-the-environment")
	}
	t.Setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:1")
	t.Setenv("ANTHROPIC_CUSTOM_HEADERS", "X-Spy: yes")
	server := fake.Start(t, fake.Text("Yes.").Times(2))
	models := []llm.Model{
		anthropic.New(anthropic.Config{URL: server.URL(), Name: "m", Client: server.Client(), Now: time.Now}),
		openai.New(openai.Config{URL: server.URL(), Name: "m", Client: server.Client(), Now: time.Now}),
	}
	for _, m := range models {
		if _, err := m.Complete(t.Context(), ask(words)); err != nil {
			t.Fatal(err)
		}
		for name, values := range server.Last().Header {
			if strings.Contains(strings.Join(values, " "), "from-the-environment") || name == "X-Spy" || server.Last().Key != "" {
				t.Errorf("%T sent %s: %q", m, name, values)
			}
		}
	}
}

// However a model is printed, its key is not.
func TestKeyIsNotPrinted(t *testing.T) {
	t.Parallel()
	for protocol, make := range providers() {
		m := make(&url.URL{Scheme: "https", Host: "example.org", User: url.UserPassword("u", "hidden-password")}, &http.Client{})
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d"} {
			if text := fmt.Sprintf(verb, m); strings.Contains(text, secret) || strings.Contains(text, "hidden-password") {
				t.Errorf("%s: %s prints %s", protocol, verb, text)
			}
		}
	}
}

// A server that speaks no HTTP is not quoted, since it may repeat what it was told.
func TestNoHTTP(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = conn.Read(make([]byte, 4096))
			_, _ = conn.Write([]byte("HTTP/1.1 " + secret + " " + words + "\r\n\r\n"))
			_ = conn.Close()
		}
	}()
	for _, provider := range providers() {
		_, err := provider(&url.URL{Scheme: "http", Host: listener.Addr().String()}, &http.Client{}).Complete(within(t, 5*time.Second), ask(words))
		if llm.FaultOf(err) != llm.Reset {
			t.Errorf("%v", err)
		}
		sentence(t, err, "VIGIE_MODEL_URL")
	}
}

// A model that refuses in the field that its protocol has for that says so.
func TestRefusalField(t *testing.T) {
	t.Parallel()
	server := fake.Start(t, fake.Raw(`{"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"I cannot."},"finish_reason":"stop"}]}`))
	_, err := providers()[fake.OpenAI](server.URL(), server.Client()).Complete(t.Context(), ask(words))
	if llm.FaultOf(err) != llm.Filtered {
		t.Errorf("%v", err)
	}
}
