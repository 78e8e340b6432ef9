package exchange

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/vigie-desk/vigie/internal/llm"
)

// again lists the statuses that say "later" and mean that nothing was done.
func again(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable || status == statusOverloaded
}

const statusOverloaded = 529 // Anthropic's

// refusal says what a status other than 2xx means, with the help of the body, whose forms differ from server to server.
func (d *Door) refusal() llm.Fault {
	said := d.Said()
	switch {
	case said.has("credit balance is too low", "insufficient_quota", "billing_error", "exceeded your current quota"),
		d.status == http.StatusPaymentRequired:
		return llm.OutOfCredit
	case d.status == http.StatusTooManyRequests:
		return llm.RateLimited
	case d.status == http.StatusServiceUnavailable, d.status == statusOverloaded:
		return llm.Overloaded
	case d.status >= 500:
		return llm.ServerError
	case d.status == http.StatusRequestTimeout:
		return llm.Late
	case d.status == http.StatusProxyAuthRequired, d.status < 400:
		return llm.NoSuchPath // a redirect that was not followed, or a proxy in between
	case said.has("model_not_found", "invalid_model", "model not found", "unknown model", "no such model"),
		said.has("model") && d.status == http.StatusNotFound && !d.page():
		return llm.NoModel
	case d.status == http.StatusUnauthorized, d.status == http.StatusForbidden,
		said.has("api key not valid", "invalid api key", "incorrect api key", "invalid x-api-key"): // Google's answers 400
		return llm.BadKey
	case d.status == http.StatusNotFound, d.status == http.StatusMethodNotAllowed, d.status == http.StatusGone:
		return llm.NoSuchPath
	case d.status == http.StatusRequestEntityTooLarge, said.tooLong():
		return llm.TooLong
	case said.has("http request to an https server", "sent to https port"):
		return llm.Insecure
	}
	return llm.BadRequest
}

// Words are what a server said in refusing, for the code to look for the known in. They may repeat what the customer
// wrote and the key, so they go into no error and no log; Quote is for a trial call, whose request is our own.
type Words struct {
	message string // for people
	all     string // message, type, code and parameter, in lower case
}

// Said gives what the server said.
func (d *Door) Said() Words {
	if d.status < 300 {
		return Words{}
	}
	var body any
	if json.Unmarshal(d.body, &body) != nil {
		text := string(d.body)
		if d.page() {
			text = ""
		}
		return Words{message: text, all: strings.ToLower(string(d.body))}
	}
	var w Words
	w.gather(body, 0)
	w.all = strings.ToLower(w.all)
	return w
}

// gather collects the texts of an error in any of the forms in use: {"error":{"message","type","code","param"}} (OpenAI,
// Anthropic), {"error":"…"} (Ollama, llama.cpp), {"object":"error","message"} (vLLM), {"detail":"…"} or
// {"detail":[{"loc","msg"}]} (FastAPI).
func (w *Words) gather(node any, depth int) {
	if depth > 4 {
		return
	}
	switch n := node.(type) {
	case string:
		w.add(n, true)
	case []any:
		for _, item := range n[:min(len(n), 8)] {
			w.gather(item, depth+1)
		}
	case map[string]any:
		for _, key := range []string{"error", "message", "msg", "detail"} {
			w.gather(n[key], depth+1)
		}
		for _, key := range []string{"type", "code", "param", "loc", "status"} {
			if n[key] != nil {
				w.add(fmt.Sprint(n[key]), false)
			}
		}
	}
}

func (w *Words) add(text string, people bool) {
	if people && w.message == "" {
		w.message = text
	}
	w.all += text + "\n"
}

func (w Words) has(any ...string) bool {
	for _, text := range any {
		if strings.Contains(w.all, text) {
			return true
		}
	}
	return false
}

// Mention tells whether the server spoke of any of these, in lower case.
func (w Words) Mention(any ...string) bool { return w.has(any...) }

func (w Words) tooLong() bool {
	return w.has("context_length", "context length", "context window", "maximum context", "prompt is too long",
		"context size", "exceed_context", "too many tokens", "maximum number of tokens", "request_too_large")
}

// Quote gives the message as one line of at most 200 characters without the key, empty where there is none. It is fit
// for the eyes of an operator only where the request held nobody's words.
func (w Words) Quote(key string) string {
	text := w.message
	if key != "" {
		text = strings.ReplaceAll(text, key, "(the key)")
	}
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if runes := []rune(text); len(runes) > 200 {
		return string(runes[:200]) + "…"
	}
	return text
}

// retryAfter reads how long the server asks to wait: Retry-After in seconds or as a date (RFC 9110, 10.2.3), or OpenAI's
// retry-after-ms. More than a day is a day.
func (d *Door) retryAfter() time.Duration {
	if ms, err := strconv.ParseFloat(d.header.Get("Retry-After-Ms"), 64); err == nil {
		return bounded(ms / 1000)
	}
	text := d.header.Get("Retry-After")
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		return bounded(seconds)
	}
	if at, err := http.ParseTime(text); err == nil {
		return bounded(at.Sub(d.now()).Seconds())
	}
	return 0
}

func bounded(seconds float64) time.Duration {
	if !(seconds > 0) { // not a number either
		return 0
	}
	return time.Duration(math.Min(seconds, 86_400) * float64(time.Second))
}
