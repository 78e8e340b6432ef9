// Package anthropic speaks with Anthropic's Messages protocol. It is an llm.Model and an llm.Prober.
//
// The form of an answer is asked for as structured output (output_config with a JSON schema), which the server enforces
// while it writes, so that an answer comes as text like any other. Models that came before it refuse it; then a forced
// call of one tool is asked for, whose input has the schema, and which every Claude model with tools takes. That comes
// second because the schema is only advice to it, and because models that think refuse to be forced. What a server
// refuses is remembered for as long as the Model lives, a temperature too.
//
// The library is kept from reading the environment, and told to try nothing again.
package anthropic

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	sdk "github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"

	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/llm/exchange"
)

// Config says which model, where.
type Config struct {
	URL      *url.URL // https://api.anthropic.com; a /v1 at its end is taken for the same
	Name     string
	Key      string // empty: none is sent
	Client   exchange.Doer
	Settings llm.Settings // what sentences for the operator name
	Now      func() time.Time
}

// Model is a model behind an address. It is safe for concurrent use.
type Model struct {
	cfg    Config
	place  llm.Place
	said   sdk.MessageService
	models sdk.ModelService
	shape  atomic.Uint32 // how this server wants to be asked; see shape
}

// longest is how long one request may take as far as the library is concerned; the call's context ends it long before.
const longest = 10 * time.Minute

// New makes a model. Nothing is asked of the server yet.
func New(cfg Config) *Model {
	options := []option.RequestOption{
		option.WithBaseURL(base(cfg.URL)),
		option.WithMaxRetries(0),
		option.WithRequestTimeout(longest), // without one the library refuses long answers of some models by itself
	}
	if cfg.Key != "" {
		options = append(options, option.WithAPIKey(cfg.Key))
	}
	return &Model{
		cfg:   cfg,
		place: llm.Place{Address: llm.Address(cfg.URL), Model: cfg.Name, HasKey: cfg.Key != "", Settings: cfg.Settings},
		// The services themselves, and not the client around them, which reads keys and addresses from the environment.
		said:   sdk.NewMessageService(options...),
		models: sdk.NewModelService(options...),
	}
}

// base gives the address without the /v1 that the library adds.
func base(u *url.URL) string {
	trimmed := *u
	trimmed.Path = strings.TrimSuffix(strings.TrimRight(u.Path, "/"), "/v1") + "/"
	return trimmed.String()
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

// complete asks, and asks again in another shape where the server refuses the one it was asked in. Each step takes
// something away, so it ends.
func (m *Model) complete(ctx context.Context, r llm.Request) (llm.Result, *exchange.Door, error) {
	first := shape(m.shape.Load())
	for now := first; ; {
		door := exchange.Open(m.cfg.Client, exchange.MostText, m.cfg.Now)
		result, err := m.ask(ctx, door, r, now)
		if err == nil {
			m.remember(first, now, r)
			return result, door, nil
		}
		next := now.without(door, r)
		if next == now || ctx.Err() != nil {
			return result, door, err
		}
		now = next
	}
}

// ask makes one request.
func (m *Model) ask(ctx context.Context, door *exchange.Door, r llm.Request, s shape) (result llm.Result, err error) {
	defer door.Rescue(m.place, &err)
	answer, refused := m.said.New(ctx, s.request(m.cfg.Name, r), option.WithHTTPClient(door))
	if refused != nil {
		return llm.Result{}, door.Failure(ctx, m.place, llm.None)
	}
	result, fault := read(answer, r)
	if fault != llm.None {
		return llm.Result{Usage: result.Usage, Model: result.Model}, door.Failure(ctx, m.place, fault)
	}
	return result, nil
}

// read takes what an answer says, or names its fault.
func read(answer *sdk.Message, r llm.Request) (llm.Result, llm.Fault) {
	if answer == nil {
		return llm.Result{}, llm.Malformed
	}
	in := answer.Usage.InputTokens + answer.Usage.CacheReadInputTokens + answer.Usage.CacheCreationInputTokens
	result := llm.Result{Usage: llm.NewUsage(in, answer.Usage.OutputTokens), Model: llm.ModelName(answer.Model)}
	if answer.Type != "message" || answer.Role != "assistant" {
		return result, llm.Malformed
	}
	if fault := ending(answer.StopReason, r.Schema.Set()); fault != llm.None {
		return result, fault
	}
	text, fault := content(answer.Content, r)
	if fault == llm.None {
		text, fault = llm.Clean(text, r.Tokens())
	}
	if fault == llm.None && r.Schema.Set() {
		text, fault = llm.CleanJSON(text)
	}
	if fault != llm.None {
		return result, fault
	}
	result.Text, result.Finish = text, string(answer.StopReason)
	return result, llm.None
}

// content joins the blocks of text, or takes the input of the one tool that was to be called.
func content(blocks []sdk.ContentBlockUnion, r llm.Request) (string, llm.Fault) {
	var text strings.Builder
	for _, block := range blocks {
		switch block.Type {
		case "text":
			text.WriteString(block.Text)
		case "tool_use":
			if !r.Schema.Set() || block.Name != r.Schema.Name() {
				return "", llm.Malformed
			}
			return string(block.Input), llm.None
		case "thinking", "redacted_thinking":
		default:
			return "", llm.Malformed // nothing else was offered
		}
	}
	return text.String(), llm.None
}

// ending judges why an answer ended; what is not known is not trusted.
func ending(reason sdk.StopReason, tool bool) llm.Fault {
	switch reason {
	case sdk.StopReasonEndTurn, sdk.StopReasonStopSequence:
		return llm.None
	case sdk.StopReasonToolUse:
		if tool {
			return llm.None
		}
		return llm.Malformed
	case sdk.StopReasonMaxTokens:
		return llm.Unfinished
	case "model_context_window_exceeded":
		return llm.TooLong
	case sdk.StopReasonRefusal:
		return llm.Filtered
	case sdk.StopReasonPauseTurn:
		return llm.Malformed
	}
	return llm.Malformed
}
