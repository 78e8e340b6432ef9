// Package openai speaks with servers that know OpenAI's protocol: OpenAI itself, and what is compatible with it (Ollama,
// llama.cpp, vLLM, LM Studio, Mistral, most gateways). It is an llm.Model, an llm.Prober and an llm.Embedder.
//
// The form of an answer is asked for in the strictest way that the server takes: a JSON schema that it enforces
// (response_format json_schema, strict), else any JSON object (json_object), else words alone. The schema always stands
// in the system text too, since many compatible servers take response_format and heed nothing in it. What a server
// refuses is remembered for as long as the Model lives: the form, a temperature, the name of the limit of tokens.
//
// The library's own weakness with a temperature of 0 (it leaves the field out, and the server takes its default, 1) is
// mended on the way out; see zeroTemperature.
package openai

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	sdk "github.com/sashabaranov/go-openai"

	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/llm/exchange"
)

// Config says which model, where.
type Config struct {
	URL      *url.URL // with the path up to and without /chat/completions: http://127.0.0.1:11434/v1
	Name     string   // the model's, as its server knows it
	Key      string   // empty: none is sent
	Client   exchange.Doer
	Settings llm.Settings // what sentences for the operator name
	Now      func() time.Time
}

// Model is a model behind an address. It is safe for concurrent use.
type Model struct {
	cfg   Config
	place llm.Place
	shape atomic.Uint32 // how this server wants to be asked; see shape
}

// New makes a model. Nothing is asked of the server yet.
func New(cfg Config) *Model {
	place := llm.Place{Address: llm.Address(cfg.URL), Model: cfg.Name, HasKey: cfg.Key != "", Settings: cfg.Settings}
	return &Model{cfg: cfg, place: place}
}

// Format shows no more than where a model is, whatever the verb: it holds the key.
func (m *Model) Format(s fmt.State, _ rune) {
	_, _ = io.WriteString(s, m.cfg.Name+" at "+m.place.Address)
}

// Complete implements llm.Model.
func (m *Model) Complete(ctx context.Context, r llm.Request) (llm.Result, error) {
	if err := r.Check(); err != nil {
		return llm.Result{}, err
	}
	ctx, cancel := exchange.Within(ctx)
	defer cancel()
	result, _, err := m.complete(ctx, r)
	return result, err
}

// complete asks, and asks again in another shape where the server, or the library on its behalf, refuses the one it was
// asked in. Each step takes something away, so it ends.
func (m *Model) complete(ctx context.Context, r llm.Request) (llm.Result, *exchange.Door, error) {
	first := shape(m.shape.Load())
	for now := first; ; {
		door := exchange.Open(m.cfg.Client, exchange.MostText, m.cfg.Now)
		result, refused, err := m.ask(ctx, door, r, now)
		if err == nil {
			m.remember(first, now, r)
			return result, door, nil
		}
		next := now.without(refused, door, r)
		if next == now || ctx.Err() != nil {
			return result, door, err
		}
		now = next
	}
}

// ask makes one request. The second error is what the library itself refused, and the third is for the caller.
func (m *Model) ask(ctx context.Context, door *exchange.Door, r llm.Request, s shape) (result llm.Result, refused, err error) {
	defer door.Rescue(m.place, &err)
	answer, refused := m.client(door).CreateChatCompletion(ctx, s.request(m.cfg.Name, r))
	if refused != nil {
		return llm.Result{}, refused, door.Failure(ctx, m.place, llm.None)
	}
	result, fault := read(answer, r)
	if fault != llm.None {
		return llm.Result{Usage: result.Usage, Model: result.Model}, nil, door.Failure(ctx, m.place, fault)
	}
	return result, nil, nil
}

// client makes the library's client for one call. The library has no retries of its own.
func (m *Model) client(door *exchange.Door) *sdk.Client {
	cfg := sdk.DefaultConfig(m.cfg.Key)
	cfg.BaseURL = strings.TrimRight(m.cfg.URL.String(), "/")
	cfg.HTTPClient = zeroTemperature{door}
	return sdk.NewClientWithConfig(cfg)
}

// read takes what an answer says, or names its fault.
func read(answer sdk.ChatCompletionResponse, r llm.Request) (llm.Result, llm.Fault) {
	result := llm.Result{
		Usage: llm.NewUsage(int64(answer.Usage.PromptTokens), int64(answer.Usage.CompletionTokens)),
		Model: llm.ModelName(answer.Model),
	}
	if len(answer.Choices) == 0 {
		return result, llm.Empty
	}
	choice := answer.Choices[0]
	if choice.Message.Refusal != "" {
		return result, llm.Filtered
	}
	if fault := ending(string(choice.FinishReason)); fault != llm.None {
		return result, fault
	}
	text, fault := llm.Clean(choice.Message.Content, r.Tokens())
	if fault == llm.None && r.Schema.Set() {
		text, fault = llm.CleanJSON(text)
	}
	if fault != llm.None {
		return result, fault
	}
	result.Text, result.Finish = text, string(choice.FinishReason)
	return result, llm.None
}

// ending judges why an answer ended. The first line has the words of compatible servers too; what is not known is not
// trusted.
func ending(reason string) llm.Fault {
	switch reason {
	case "stop", "eos", "eos_token", "stop_sequence", "end_turn":
		return llm.None
	case "length", "max_tokens", "model_length":
		return llm.Unfinished
	case "content_filter", "safety":
		return llm.Filtered
	}
	return llm.Malformed
}
