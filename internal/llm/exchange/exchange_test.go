package exchange_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/llm/exchange"
)

type doer func(*http.Request) (*http.Response, error)

func (d doer) Do(r *http.Request) (*http.Response, error) { return d(r) }

// endless is a body that never ends and counts what was read of it.
type endless struct{ read *int }

func (e endless) Read(p []byte) (int, error) { *e.read += len(p); return len(p), nil }
func (endless) Close() error                 { return nil }

func through(t *testing.T, answer *http.Response, most int64) *exchange.Door {
	t.Helper()
	door := exchange.Open(doer(func(*http.Request) (*http.Response, error) { return answer, nil }), most, time.Now)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://model.test/v1/x?key=hidden", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := door.Do(request); err == nil {
		_ = got.Body.Close()
	}
	return door
}

// No answer, good or bad, is read far beyond its limit.
func TestLimit(t *testing.T) {
	t.Parallel()
	for _, status := range []int{200, 400, 500} {
		read := 0
		door := through(t, &http.Response{StatusCode: status, Header: http.Header{}, Body: endless{&read}}, exchange.MostText)
		if read > 2<<20 {
			t.Errorf("%d: %d bytes were read", status, read)
		}
		if fault := door.Fault(t.Context()); status == 200 && fault != llm.Overlong {
			t.Errorf("%s", fault)
		}
	}
}

// An answer of exactly the limit is taken.
func TestJustWithinTheLimit(t *testing.T) {
	t.Parallel()
	body := `"` + strings.Repeat("x", 98) + `"`
	for most, want := range map[int64]llm.Fault{100: llm.Malformed, 99: llm.Overlong} { // Malformed: the door itself found nothing
		door := through(t, &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, most)
		if fault := door.Fault(t.Context()); fault != want {
			t.Errorf("limit %d: %s", most, fault)
		}
	}
}

// What is no JSON text never reaches a library.
func TestNoJSON(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]llm.Fault{"\"\xff\"": llm.Garbled, "{} {}": llm.Malformed, "\ufeff{}": llm.Malformed, "\n": llm.Empty, " <HTML>": llm.WebPage} {
		door := exchange.Open(doer(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
		}), 100, time.Now)
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://model.test/v1/x", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		if answer, err := door.Do(request); err == nil {
			_ = answer.Body.Close()
			t.Errorf("%q is let through", body)
		}
		if fault := door.Fault(t.Context()); fault != want {
			t.Errorf("%q: %s", body, fault)
		}
	}
}

// The guard of outgoing connections has its own limit, and its own words for what it refuses.
func TestGuard(t *testing.T) {
	t.Parallel()
	body := io.NopCloser(io.MultiReader(strings.NewReader("{"), broken{desk.Errorf(desk.TooLarge, "too much")}))
	if fault := through(t, &http.Response{StatusCode: http.StatusOK, Body: body}, 100).Fault(t.Context()); fault != llm.Overlong {
		t.Errorf("%s", fault)
	}
}

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// A panic in a library is an error like any other, without what was thrown.
func TestRescue(t *testing.T) {
	t.Parallel()
	door := through(t, &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("{}"))}, 100)
	err := func() (err error) {
		defer door.Rescue(llm.Place{Settings: llm.ModelSettings()}, &err)
		panic("a customer's words")
	}()
	if llm.FaultOf(err) != llm.Malformed || strings.Contains(err.Error(), "customer") {
		t.Errorf("%v", err)
	}
}

func TestPause(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		if err := exchange.Pause(t.Context(), time.Minute); err != nil || time.Since(begin) != time.Minute {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := exchange.Pause(ctx, time.Minute); !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) != time.Minute+time.Second {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
	})
}

// A call without a deadline gets one; a call with one keeps it.
func TestWithin(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := exchange.Within(context.Background())
		defer cancel()
		if deadline, _ := ctx.Deadline(); time.Until(deadline) != exchange.LongestCall {
			t.Errorf("%v", deadline)
		}
		short, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		ctx, cancel = exchange.Within(short)
		defer cancel()
		if deadline, _ := ctx.Deadline(); time.Until(deadline) != time.Second {
			t.Errorf("%v", deadline)
		}
	})
}

func TestQuote(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		`{"error":{"message":"no key sk-123 here\u0007\n"}}`: "no key (the key) here",
		`{"error":"short"}`:              "short",
		`{"message":"old vLLM"}`:         "old vLLM",
		`{"detail":[{"msg":"FastAPI"}]}`: "FastAPI",
		`plain words`:                    "plain words",
		`<html><body>no</body></html>`:   "",
		`{"error":{"message":"` + strings.Repeat("é", 300) + `"}}`: strings.Repeat("é", 200) + "…",
		`{"choices":[]}`:       "",
		`[[[[[[["deep"]]]]]]]`: "",
		``:                     "",
	}
	for body, want := range tests {
		door := through(t, &http.Response{StatusCode: http.StatusBadRequest, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, 100)
		if got := door.Said().Quote("sk-123"); got != want {
			t.Errorf("%s: %q", body, got)
		}
	}
}
