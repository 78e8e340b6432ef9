package fake

import (
	"encoding/json"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Step is what the server does with one request. The zero Step answers with an empty text. Make one with the functions
// below, and change it with its methods, which give a changed copy.
type Step struct {
	text    string
	finish  string // empty: the protocol's word for a whole answer
	model   string // empty: the one that was asked for
	in, out int64  // tokens; 0: counted
	mute    bool   // no usage is reported
	none    bool   // no choices, no content
	vectors bool

	status  int // 0: 200
	code    string
	message string
	header  map[string]string
	body    []byte // in the place of the protocol's own form

	delay    time.Duration
	pause    time.Duration
	portion  int
	cut      int // bytes of the body after which the connection ends; 0: all are sent
	reset    bool
	hang     bool
	endless  bool
	repeats  int
	choose   func(r Request) Step
	followed string // a redirect
}

const always = -1

// Text answers with a text.
func Text(text string) Step { return Step{text: text} }

// JSON answers with a value as JSON: what a model with a schema says.
func JSON(value any) Step {
	text, err := json.Marshal(value)
	if err != nil {
		return Fail(http.StatusInternalServerError, "fake", "fake.JSON: "+err.Error())
	}
	return Text(string(text))
}

// Func chooses the step by the request.
func Func(choose func(r Request) Step) Step { return Step{choose: choose} }

// Vectors answers a request for vectors, with one for each text.
func Vectors() Step { return Step{vectors: true} }

// Fail answers with a status and an error in the protocol's own form.
func Fail(status int, code, message string) Step {
	return Step{status: status, code: code, message: message}
}

// Busy answers 429 and asks to come back after a while; 0: it does not say when.
func Busy(after time.Duration) Step {
	return Fail(http.StatusTooManyRequests, "rate_limit_exceeded", "Rate limit reached.").retryAfter(after)
}

// Overloaded answers 503 and asks to come back after a while; 0: it does not say when.
func Overloaded(after time.Duration) Step {
	return Fail(http.StatusServiceUnavailable, "overloaded_error", "The server is overloaded.").retryAfter(after)
}

func (s Step) retryAfter(after time.Duration) Step {
	if after <= 0 {
		return s
	}
	return s.Header("Retry-After", strconv.FormatFloat(after.Seconds(), 'f', -1, 64))
}

// Raw answers 200 with these bytes as application/json, whatever they are.
func Raw(body string) Step { return Step{body: []byte(body)} }

// WebPage answers 200 with HTML, as a wrong address does.
func WebPage() Step {
	return Raw("<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body>It works!</body></html>").Header("Content-Type", "text/html; charset=utf-8")
}

// Malformed answers with JSON that breaks off, in a body that is complete.
func Malformed() Step {
	return Raw(`{"id":"x","object":"chat.completion","type":"message","choices":[{"mess`)
}

// Empty answers with no choices, no content.
func Empty() Step { return Step{none: true} }

// BadUTF8 answers with a text in Latin-1.
func BadUTF8() Step { return Text("Le remboursement est accept\xe9.") }

// Long answers with a text of so many bytes.
func Long(bytes int) Step { return Text(strings.Repeat("All is well. ", bytes/13+1)[:bytes]) }

// Endless answers with a body that never ends, as fast as it is read.
func Endless() Step { return Step{endless: true} }

// Hang never answers; the connection stays open until the client or the server leaves.
func Hang() Step { return Step{hang: true} }

// Reset ends the connection before an answer begins.
func Reset() Step { return Step{reset: true} }

// Redirect answers 307 to another address.
func Redirect(to string) Step {
	return Step{status: http.StatusTemporaryRedirect, followed: to, body: []byte("{}")}
}

// CutAfter ends the connection after so many bytes of the body, though Content-Length says that there are more.
func (s Step) CutAfter(bytes int) Step { s.cut = max(bytes, 1); return s }

// After waits before the first byte of the answer.
func (s Step) After(delay time.Duration) Step { s.delay = delay; return s }

// Dripping sends the body in portions of so many bytes, with a pause after each.
func (s Step) Dripping(bytes int, pause time.Duration) Step {
	s.portion, s.pause = max(bytes, 1), pause
	return s
}

// Finish sets why the answer ended, in the protocol's word: length, content_filter, max_tokens, refusal.
func (s Step) Finish(reason string) Step { s.finish = reason; return s }

// Tokens sets what the answer says that it cost.
func (s Step) Tokens(in, out int64) Step { s.in, s.out = in, out; return s }

// Mute reports no cost.
func (s Step) Mute() Step { s.mute = true; return s }

// As sets the model's name that the answer reports.
func (s Step) As(model string) Step { s.model = model; return s }

// Header sets a header of the answer.
func (s Step) Header(name, value string) Step {
	s.header = maps.Clone(s.header)
	if s.header == nil {
		s.header = map[string]string{}
	}
	s.header[name] = value
	return s
}

// Status sets the status of the answer and leaves its body as it is.
func (s Step) Status(status int) Step { s.status = status; return s }

// Times repeats the step for so many requests.
func (s Step) Times(n int) Step { s.repeats = max(n, 1); return s }

// Always repeats the step for every request that is still to come.
func (s Step) Always() Step { s.repeats = always; return s }
