package fake_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/llm/fake"
)

// keeper is a test that keeps what it is told.
type keeper struct {
	told []string
	end  []func()
}

func (*keeper) Helper() {}
func (k *keeper) Errorf(format string, args ...any) {
	k.told = append(k.told, fmt.Sprintf(format, args...))
}
func (k *keeper) Cleanup(f func()) { k.end = append(k.end, f) }

func post(t *testing.T, server *fake.Server, path, body string) (int, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL().String()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := server.Client().Do(request)
	if err != nil {
		return 0, err.Error()
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return answer.StatusCode, err.Error()
	}
	return answer.StatusCode, string(text)
}

const question = `{"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello?"}],"max_tokens":5}`

// The script is played in order; a step can stand for several requests, or look at the request first.
func TestScript(t *testing.T) {
	t.Parallel()
	server := fake.Start(t,
		fake.Text("one").Times(2),
		fake.Func(func(r fake.Request) fake.Step { return fake.Text(r.System + " " + r.LastText()) }),
		fake.Fail(418, "teapot", "short and stout"),
	)
	server.Then(fake.Text("last").Always())
	for i, want := range []string{"one", "one", "Be brief. Hello?", "short and stout", "last", "last"} {
		if _, got := post(t, server, "/chat/completions", question); !strings.Contains(got, want) {
			t.Errorf("request %d: %s", i+1, got)
		}
	}
	if got := server.Last(); got.System != "Be brief." || got.LastText() != "Hello?" || got.MaxTokens != 5 || got.Protocol != fake.OpenAI || len(server.Requests()) != 6 {
		t.Errorf("%+v", got)
	}
}

// A request that nobody thought of fails the test, and is answered.
func TestBeyondTheScript(t *testing.T) {
	t.Parallel()
	k := &keeper{}
	server := fake.Start(k, fake.Text("one"))
	post(t, server, "/chat/completions", question)
	status, _ := post(t, server, "/messages", `{"model":"m","messages":[]}`)
	if status != 500 || len(k.told) != 1 || !strings.Contains(k.told[0], "request 2, /v1/messages") {
		t.Errorf("%d, told %q", status, k.told)
	}
	if status, _ := post(t, server, "/other", "{}"); status != 404 || len(k.told) != 1 {
		t.Errorf("another path: %d, %q", status, k.told)
	}
	if status, _ := post(t, server, "/chat/completions", "no JSON"); status != 500 || len(k.told) != 3 {
		t.Errorf("no request: %d, %q", status, k.told)
	}
	for _, end := range k.end {
		end()
	}
}

// A server that still answers can be closed at once.
func TestCloseDoesNotWait(t *testing.T) {
	t.Parallel()
	for name, step := range map[string]fake.Step{"hang": fake.Hang(), "delay": fake.Text("x").After(time.Hour), "drip": fake.Text("x").Dripping(1, time.Hour), "endless": fake.Endless()} {
		server := fake.Start(&keeper{}, step)
		done := make(chan struct{})
		go func() { post(t, server, "/chat/completions", question); close(done) }()
		for len(server.Requests()) == 0 {
			time.Sleep(time.Millisecond)
		}
		begin := time.Now()
		server.Close()
		<-done
		if took := time.Since(begin); took > 2*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
}

// Texts that share words lie near one another.
func TestVector(t *testing.T) {
	t.Parallel()
	dot := func(a, b string) (sum float32) {
		for i, x := range fake.Vector(a) {
			sum += x * fake.Vector(b)[i]
		}
		return sum
	}
	if same, other := dot("return a plant", "a plant return"), dot("return a plant", "opening hours"); same < 0.99 || other > 0.7 {
		t.Errorf("same %v, other %v", same, other)
	}
}
