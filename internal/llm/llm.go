// Package llm holds the words for speaking with a language model: what is asked, what comes back, what can go wrong and
// what an operator does about it. It imports no network: the packages below it, one for each provider, do the speaking.
//
// What it promises of every Model here: an answer that is returned is whole, was meant to end where it ends, is clean
// UTF-8 text and, where a schema was asked for, one JSON value. Anything else is an error of the house (desk.Error) whose
// sentence names the setting to look at and the mend, with a Failure beneath. No error holds the key, the customer's words
// or the server's own words, which may repeat both.
//
// What is built around a provider, from the inside out: Retry, which tries again within the caller's deadline, and
// Budget, which counts tokens:
//
//	model := budget.Model(retry.Model(openai.New(...)))
//
// Customer data stays out of the system text by the types: see System.
package llm

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Model is a language model behind one setting. Complete makes one call and is safe for concurrent use. It ends with its
// context. On success the result is complete; on an error Result.Text is empty, and Result.Usage and Result.Model stand
// where the server reported them before the answer was refused. Errors are desk.Errors with a Failure beneath, see
// FaultOf; the caller owns the request, which is not changed.
type Model interface {
	Complete(ctx context.Context, r Request) (Result, error)
}

// Embedder turns texts into vectors, one for each text, in order, all of one length. It is safe for concurrent use; its
// errors are those of a Model.
type Embedder interface {
	Embed(ctx context.Context, texts []string) (Embedding, error)
}

// Role says who speaks in a message.
type Role string

// The roles. The system's word is not a message: see System.
const (
	User      Role = "user"      // the customer, or text that the customer has a hand in
	Assistant Role = "assistant" // what the assistant said before
)

// Message is one thing said. The history is the server's own, never the customer's account of it.
type Message struct {
	Role Role
	Text string
}

// Request is one call.
type Request struct {
	System      System    // zero: none
	Messages    []Message // at least one; the last is the user's
	Schema      Schema    // zero: free text
	MaxTokens   int       // the most the answer may have; 0: DefaultTokens
	Temperature float64   // 0 to 1; 0, the default, is the likeliest answer
	Stop        []string  // at most 4 texts at which the answer ends, without them
}

// The bounds of a request.
const (
	DefaultTokens = 1024
	MostTokens    = 16_384  // of an answer: more takes longer than any customer waits
	mostBytes     = 1 << 20 // of all texts of a request
	mostStops     = 4       // what OpenAI takes
)

// Tokens gives the most that the answer may have.
func (r Request) Tokens() int {
	if r.MaxTokens <= 0 {
		return DefaultTokens
	}
	return r.MaxTokens
}

// Check says what is wrong with a request, as an error of fault Unasked. Providers check what they are given.
func (r Request) Check() error {
	size := len(r.System.text)
	for _, m := range r.Messages {
		if m.Role != User && m.Role != Assistant {
			return unasked(desk.Invalid, "a message to the model has the role %q; use user or assistant", m.Role)
		}
		if strings.TrimSpace(m.Text) == "" || !utf8.ValidString(m.Text) {
			return unasked(desk.Invalid, "a message to the model is empty or no UTF-8 text")
		}
		size += len(m.Text)
	}
	switch {
	case len(r.Messages) == 0 || r.Messages[len(r.Messages)-1].Role != User:
		return unasked(desk.Invalid, "the last message to the model must be the user's")
	case size > mostBytes:
		return unasked(desk.TooLarge, "the texts for the model have %d bytes, and %d is the most", size, mostBytes)
	case r.MaxTokens < 0 || r.MaxTokens > MostTokens:
		return unasked(desk.Invalid, "an answer of %d tokens is asked for; ask for 1 to %d", r.MaxTokens, MostTokens)
	case !(r.Temperature >= 0 && r.Temperature <= 1):
		return unasked(desk.Invalid, "the temperature is %v; it must be from 0 to 1", r.Temperature)
	case len(r.Stop) > mostStops:
		return unasked(desk.Invalid, "%d stop texts are set, and %d is the most", len(r.Stop), mostStops)
	}
	return nil
}

func unasked(kind desk.Kind, format string, args ...any) error {
	return desk.Wrap(&failureError{Failure{Fault: Unasked}}, kind, fmt.Sprintf(format, args...))
}

// Result is what a model answered.
type Result struct {
	Text   string // of a call with a schema: one JSON value and nothing else, see Decode
	Usage  Usage
	Model  string // the name that the server reports; empty where it reports none
	Finish string // why the answer ended, in the server's word: stop, end_turn
}

// Usage counts tokens as the server reports them.
type Usage struct{ In, Out int64 }

// Known tells whether the server has reported anything.
func (u Usage) Known() bool { return u.In > 0 || u.Out > 0 }

// Total gives the tokens of a call.
func (u Usage) Total() int64 { return u.In + u.Out }

// NewUsage takes a server's report. Figures that cannot be true (negative, or beyond ten million) count as none, so that
// a broken server cannot eat a day's budget with one answer.
func NewUsage(in, out int64) Usage {
	const most = 10_000_000
	if in < 0 || out < 0 || in > most || out > most {
		return Usage{}
	}
	return Usage{In: in, Out: out}
}

// Embedding is the vectors of some texts. Each is finite and not zero; their length is the same.
type Embedding struct {
	Vectors [][]float32
	Model   string
	Usage   Usage
}

// Estimate says how many tokens a request may cost, its whole answer included: a token for every three bytes, which is
// more than English or French text takes with today's vocabularies, and a few for each message.
func Estimate(r Request) int64 {
	return estimateIn(r) + int64(r.Tokens())
}

func estimateIn(r Request) int64 {
	bytes := len(r.System.text) + len(r.Schema.json)
	for _, m := range r.Messages {
		bytes += len(m.Text)
	}
	return estimateText(bytes) + 8*int64(len(r.Messages)+1)
}

func estimateText(bytes int) int64 { return int64((bytes + 2) / 3) }

// CheckTexts says what is wrong with texts to embed, as an error of fault Unasked.
func CheckTexts(texts []string) error {
	size := 0
	for _, text := range texts {
		if strings.TrimSpace(text) == "" || !utf8.ValidString(text) {
			return unasked(desk.Invalid, "a text to embed is empty or no UTF-8 text")
		}
		size += len(text)
	}
	switch {
	case len(texts) == 0:
		return unasked(desk.Invalid, "there is no text to embed")
	case size > 16*mostBytes:
		return unasked(desk.TooLarge, "the texts to embed have %d bytes, and %d is the most at once", size, 16*mostBytes)
	}
	return nil
}
