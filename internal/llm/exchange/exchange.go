// Package exchange is the door through which the providers' libraries reach a model's server: one HTTP exchange, bounded,
// looked at before any library reads it, and remembered for the sentence that an operator may need.
//
// It promises: an answer reaches a library only if its status is 2xx and its body is complete, within the limit of
// bytes, UTF-8, and JSON; a body that drips is read until the context ends and no longer; what went wrong is told as one
// llm.Fault; no error holds the key, the customer's words or the server's.
package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/llm"
)

// Doer makes a request: an http.Client, guarded as its owner sees fit. Redirects are its to judge.
type Doer interface {
	Do(r *http.Request) (*http.Response, error)
}

// The limits of an answer's body, in bytes.
const (
	MostText    = 1 << 20
	MostVectors = 16 << 20 // 64 vectors of 4,096 numbers, as JSON
	mostRefusal = 64 << 10
)

// LongestCall bounds a call whose caller has no deadline.
const LongestCall = time.Minute

// Door is what a library is given as its HTTP client. It serves one call, which may make several requests one after the
// other, and remembers the last.
type Door struct {
	client Doer
	most   int64
	now    func() time.Time

	sent   atomic.Bool // the request was written: the server may be at work
	asked  bool        // the library did ask
	status int         // 0: no answer began
	header http.Header
	body   []byte
	fault  llm.Fault
	err    error
}

// Open makes the door for one call. The clock reads a Retry-After that is a date.
func Open(client Doer, most int64, now func() time.Time) *Door {
	return &Door{client: client, most: most, now: now}
}

// errNotTaken is what a library is told where the door keeps an answer from it.
var errNotTaken = errors.New("the answer was not taken")

// Do implements what the libraries call an HTTP client.
func (d *Door) Do(r *http.Request) (*http.Response, error) {
	d.sent.Store(false)
	d.asked, d.status, d.header, d.body, d.fault, d.err = true, 0, nil, nil, llm.None, nil
	trace := &httptrace.ClientTrace{WroteRequest: func(info httptrace.WroteRequestInfo) { d.sent.Store(info.Err == nil) }}
	answer, err := d.client.Do(r.WithContext(httptrace.WithClientTrace(r.Context(), trace)))
	if err != nil {
		d.err = err
		return nil, errNotTaken
	}
	defer func() { _ = answer.Body.Close() }() // it has been read, or is not wanted
	d.status, d.header = answer.StatusCode, answer.Header
	if d.fault = d.read(answer); d.fault != llm.None {
		return nil, errNotTaken
	}
	answer.Body = io.NopCloser(bytes.NewReader(d.body))
	answer.ContentLength = int64(len(d.body))
	answer.Header = http.Header{"Content-Type": {"application/json"}} // which it is, whatever it was said to be
	return answer, nil
}

// read takes the body and says what is wrong with the answer.
func (d *Door) read(answer *http.Response) llm.Fault {
	good := answer.StatusCode >= 200 && answer.StatusCode < 300
	most := d.most
	if !good {
		most = mostRefusal
	}
	d.body, d.err = io.ReadAll(io.LimitReader(answer.Body, most+1))
	switch {
	case !good:
		return d.refusal()
	case d.err != nil:
		return interrupted(d.err)
	case int64(len(d.body)) > most:
		return llm.Overlong
	case len(bytes.TrimSpace(d.body)) == 0:
		return llm.Empty
	case d.page():
		return llm.WebPage
	case !utf8.Valid(d.body):
		return llm.Garbled
	case !json.Valid(d.body):
		return llm.Malformed
	}
	return llm.None
}

// page tells whether the body is a web page.
func (d *Door) page() bool {
	text := strings.ToLower(string(bytes.TrimSpace(d.body[:min(len(d.body), 512)])))
	return strings.HasPrefix(text, "<!doctype") || strings.HasPrefix(text, "<html") || strings.HasPrefix(text, "<?xml") ||
		strings.HasPrefix(text, "<") && strings.Contains(strings.ToLower(d.header.Get("Content-Type")), "html")
}

// Within bounds a context that has no deadline.
func Within(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, has := ctx.Deadline(); has {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, LongestCall)
}

// Pause waits, or returns early with the context's error. It is an llm.Retry's Wait.
func Pause(ctx context.Context, d time.Duration) error {
	waiting, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	<-waiting.Done()
	return ctx.Err()
}

// Refused tells whether the last request was refused for what stands in it: a status that says so, and no other cause
// that is known.
func (d *Door) Refused() bool { return d.fault == llm.BadRequest }

// Unable tells whether the server failed or said that it cannot do this: some answer so to a form that they do not know
// (llama-cpp-python does).
func (d *Door) Unable() bool {
	return d.status == http.StatusInternalServerError || d.status == http.StatusNotImplemented
}
