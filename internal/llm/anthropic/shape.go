package anthropic

import (
	"strings"

	sdk "github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/packages/param"

	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/llm/exchange"
)

// shape is how a server is asked. The zero shape asks for most.
type shape uint32

const (
	formTool   shape = 1 // a forced tool in the place of structured output
	noSampling shape = 2 // no temperature: the newest models refuse one
)

// form names how the form of answers is kept.
func (s shape) form() string {
	if s&formTool != 0 {
		return "tool"
	}
	return "json_schema"
}

// request writes a request in a shape. The schema goes out as it was written: the library's own types would sort its
// properties, and models answer in that order.
func (s shape) request(model string, r llm.Request) sdk.MessageNewParams {
	out := sdk.MessageNewParams{Model: model, MaxTokens: int64(r.Tokens()), StopSequences: r.Stop}
	if text := r.System.Text(); text != "" {
		out.System = []sdk.TextBlockParam{{Text: text}}
	}
	for _, m := range r.Messages {
		block := sdk.NewTextBlock(m.Text)
		if m.Role == llm.Assistant {
			out.Messages = append(out.Messages, sdk.NewAssistantMessage(block))
		} else {
			out.Messages = append(out.Messages, sdk.NewUserMessage(block))
		}
	}
	if s&noSampling == 0 {
		out.Temperature = sdk.Float(r.Temperature)
	}
	switch {
	case !r.Schema.Set():
	case s&formTool != 0:
		tool := sdk.ToolParam{
			Name:        r.Schema.Name(),
			Description: sdk.String("Gives the answer. Call it once, with the whole answer."),
			InputSchema: param.Override[sdk.ToolInputSchemaParam](r.Schema.JSON()),
		}
		out.Tools = []sdk.ToolUnionParam{{OfTool: &tool}}
		out.ToolChoice = sdk.ToolChoiceUnionParam{
			OfTool: &sdk.ToolChoiceToolParam{Name: r.Schema.Name(), DisableParallelToolUse: sdk.Bool(true)},
		}
	default:
		out.OutputConfig = sdk.OutputConfigParam{Format: sdk.JSONOutputFormatParam{}}
		out.OutputConfig.Format.SetExtraFields(map[string]any{"schema": r.Schema.JSON()})
	}
	return out
}

// without gives the shape that leaves out what the server refused; the same shape where the refusal has another cause.
func (s shape) without(door *exchange.Door, r llm.Request) shape {
	said := door.Said()
	switch {
	case !door.Refused():
		return s
	case s&noSampling == 0 && said.Mention("temperature"):
		return s | noSampling
	case r.Schema.Set() && s&formTool == 0 && said.Mention(formWords()...):
		return s | formTool
	}
	return s
}

// formWords lists what servers speak of when they refuse structured output.
func formWords() []string {
	return []string{"output_config", "output_format", "output format", "structured output", "json_schema", "json schema"}
}

// remember keeps a shape that worked where another did not. It does not where a customer wrote one of the words by which
// a refusal is understood: a server that repeats the request in its errors would let that customer choose the shape.
func (m *Model) remember(first, now shape, r llm.Request) {
	if first == now {
		return
	}
	for _, message := range r.Messages {
		text := strings.ToLower(message.Text)
		for _, word := range append(formWords(), "temperature") {
			if strings.Contains(text, word) {
				return
			}
		}
	}
	m.shape.CompareAndSwap(uint32(first), uint32(now))
}
