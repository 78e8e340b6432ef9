// Package record writes HTTP exchanges with a model's server to a file, and plays them back, so that a provider's package
// is tested against what a server did say without a key or a network.
//
// A recording is JSON lines. It holds no request, only its hash, and of an answer's headers only those that are read here;
// the key that the request carried is cut out of the answer. What the model said stands in it as it was: record
// made-up conversations only.
package record

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"unicode/utf8"
)

// exchange is one line of a recording.
type exchange struct {
	Method  string            `json:"method"`
	Path    string            `json:"path"`
	Request string            `json:"request_sha256"` // of the body
	Status  int               `json:"status"`
	Header  map[string]string `json:"header,omitempty"`
	Body    string            `json:"body,omitempty"`
	Bytes   []byte            `json:"bytes,omitempty"` // the body, where it is no UTF-8
}

func (e exchange) key() string { return e.Method + " " + e.Path + " " + e.Request }

// kept lists the headers of an answer that are recorded.
func kept() []string {
	return []string{"Content-Type", "Retry-After", "Retry-After-Ms", "Location"}
}

// mostBody bounds what is recorded of one answer, in bytes.
const mostBody = 16 << 20

// Recorder is a RoundTripper that passes requests on and writes down what came back. An exchange that failed before its
// end is not written.
type Recorder struct {
	next http.RoundTripper
	mu   sync.Mutex
	to   *json.Encoder
}

// Record makes a recorder. The writer gets a line for each exchange, each in one Write.
func Record(to io.Writer, next http.RoundTripper) *Recorder {
	lines := json.NewEncoder(to)
	lines.SetEscapeHTML(false)
	return &Recorder{next: next, to: lines}
}

// RoundTrip implements http.RoundTripper.
func (r *Recorder) RoundTrip(request *http.Request) (*http.Response, error) {
	line, request, err := asked(request)
	if err != nil {
		return nil, err
	}
	answer, err := r.next.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, mostBody))
	_ = answer.Body.Close() // what counts has been read
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", line.Path, err)
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	line.Status, line.Header = answer.StatusCode, map[string]string{}
	for _, name := range kept() {
		if value := answer.Header.Get(name); value != "" {
			line.Header[name] = value
		}
	}
	if clean := scrub(body, request.Header); utf8.Valid(clean) {
		line.Body = string(clean)
	} else {
		line.Bytes = clean
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.to.Encode(line); err != nil {
		return nil, fmt.Errorf("record %s: %w", line.Path, err)
	}
	return answer, nil
}

// asked gives what identifies a request, and a copy of it whose body can still be read.
func asked(r *http.Request) (exchange, *http.Request, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return exchange{}, nil, fmt.Errorf("read the request to %s: %w", r.URL.Path, err)
		}
		_ = r.Body.Close() // it was read to its end
		r = r.Clone(r.Context())
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	sum := sha256.Sum256(body)
	return exchange{Method: r.Method, Path: r.URL.Path, Request: hex.EncodeToString(sum[:])}, r, nil
}

// scrub cuts the keys of a request out of an answer. Keys come under many names, so the value of every header that is
// longer than a word and is not one of the plain ones counts as a key.
func scrub(body []byte, header http.Header) []byte {
	for name, values := range header {
		if plain(name) {
			continue
		}
		for _, value := range values {
			value = strings.TrimPrefix(value, "Bearer ")
			if len(value) >= 8 {
				body = bytes.ReplaceAll(body, []byte(value), []byte("(key)"))
			}
		}
	}
	return body
}

func plain(name string) bool {
	switch name {
	case "Accept", "Accept-Encoding", "Content-Type", "Content-Length", "User-Agent", "Anthropic-Version", "Anthropic-Beta":
		return true
	}
	return strings.HasPrefix(name, "X-Stainless-")
}

// Player is a RoundTripper that answers from a recording. Requests match by method, path and the hash of their body;
// those that are the same are answered in the order in which they were recorded.
type Player struct {
	mu    sync.Mutex
	lines map[string][]exchange
}

// ErrNotRecorded says that a recording has no answer to a request, or no more.
var ErrNotRecorded = errors.New("the recording has no answer to this request")

// Play reads a recording.
func Play(from io.Reader) (*Player, error) {
	p := &Player{lines: map[string][]exchange{}}
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 2*mostBody)
	for number := 1; lines.Scan(); number++ {
		var line exchange
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			return nil, fmt.Errorf("line %d of the recording: %w", number, err)
		}
		if line.Status < 200 || line.Status > 599 {
			return nil, fmt.Errorf("line %d of the recording: status %d is none", number, line.Status)
		}
		p.lines[line.key()] = append(p.lines[line.key()], line)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read the recording: %w", err)
	}
	return p, nil
}

// RoundTrip implements http.RoundTripper.
func (p *Player) RoundTrip(request *http.Request) (*http.Response, error) {
	line, request, err := asked(request)
	if err != nil {
		return nil, err
	}
	if err := request.Context().Err(); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	left := p.lines[line.key()]
	if len(left) == 0 {
		return nil, fmt.Errorf("%w: %s", ErrNotRecorded, line.key())
	}
	p.lines[line.key()] = left[1:]
	return left[0].response(request), nil
}

// Left tells how many answers were never asked for.
func (p *Player) Left() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	count := 0
	for _, lines := range p.lines {
		count += len(lines)
	}
	return count
}

func (e exchange) response(request *http.Request) *http.Response {
	body := e.Bytes
	if body == nil {
		body = []byte(e.Body)
	}
	header := http.Header{}
	for name, value := range e.Header {
		header.Set(name, value)
	}
	return &http.Response{
		StatusCode: e.Status, Status: fmt.Sprintf("%d %s", e.Status, http.StatusText(e.Status)),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: header,
		Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)), Request: request,
	}
}
