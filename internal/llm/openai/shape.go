package openai

import (
	"bytes"
	"errors"
	"io"
	"math"
	"net/http"
	"strings"

	sdk "github.com/sashabaranov/go-openai"

	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/llm/exchange"
)

// shape is how a server is asked. The zero shape asks for most.
type shape uint32

// The form of answers takes the two lowest bits: 0 a schema, 1 any JSON object, 2 words alone.
const (
	formMask     shape = 3
	formObject   shape = 1
	formWords    shape = 2
	noSampling   shape = 4 // no temperature: reasoning models refuse one
	newTokenName shape = 8 // max_completion_tokens in the place of max_tokens
)

// form names how the form of answers is kept.
func (s shape) form() string {
	if s&formMask == formObject {
		return "json_object"
	}
	if s&formMask == formWords {
		return "words"
	}
	return "json_schema"
}

// request writes a request in a shape.
func (s shape) request(model string, r llm.Request) sdk.ChatCompletionRequest {
	out := sdk.ChatCompletionRequest{Model: model, Stop: r.Stop}
	system := r.System.Text()
	if r.Schema.Set() {
		system = strings.TrimSpace(system + "\n\n" + r.Schema.Words())
		out.ResponseFormat = s.format(r.Schema)
	}
	if system != "" {
		out.Messages = append(out.Messages, sdk.ChatCompletionMessage{Role: sdk.ChatMessageRoleSystem, Content: system})
	}
	for _, m := range r.Messages {
		out.Messages = append(out.Messages, sdk.ChatCompletionMessage{Role: string(m.Role), Content: m.Text})
	}
	if s&newTokenName != 0 {
		out.MaxCompletionTokens = r.Tokens()
	} else {
		out.MaxTokens = r.Tokens() //nolint:staticcheck // deprecated by OpenAI, and the only name that most compatible servers know
	}
	if s&noSampling == 0 {
		out.Temperature = max(float32(r.Temperature), math.SmallestNonzeroFloat32)
	}
	return out
}

func (s shape) format(schema llm.Schema) *sdk.ChatCompletionResponseFormat {
	if s&formMask == formWords {
		return nil
	}
	if s&formMask == formObject {
		return &sdk.ChatCompletionResponseFormat{Type: sdk.ChatCompletionResponseFormatTypeJSONObject}
	}
	return &sdk.ChatCompletionResponseFormat{
		Type: sdk.ChatCompletionResponseFormatTypeJSONSchema,
		JSONSchema: &sdk.ChatCompletionResponseFormatJSONSchema{
			Name: schema.Name(), Schema: schema.JSON(), Strict: true,
		},
	}
}

// without gives the shape that leaves out what was refused, by the library or by the server; the same shape where the
// refusal has another cause.
func (s shape) without(refused error, door *exchange.Door, r llm.Request) shape {
	switch {
	case errors.Is(refused, sdk.ErrReasoningModelMaxTokensDeprecated):
		return s | newTokenName
	case errors.Is(refused, sdk.ErrReasoningModelLimitationsOther), errors.Is(refused, sdk.ErrReasoningSamplingUnsupported):
		return s | noSampling
	}
	said := door.Said()
	form := r.Schema.Set() && s&formMask < formWords && said.Mention(formWordsOf()...)
	switch {
	case form && door.Unable():
		return s + 1
	case !door.Refused():
		return s
	case s&newTokenName == 0 && said.Mention("max_completion_tokens"):
		return s | newTokenName
	case s&noSampling == 0 && said.Mention("temperature"):
		return s | noSampling
	case form:
		return s + 1
	}
	return s
}

// formWordsOf lists what servers speak of when they refuse the form that was asked for.
func formWordsOf() []string {
	return []string{
		"response_format", "response format", "json_schema", "json schema", "json_object", "json mode",
		"structured output", "guided_json", "guided decoding", "grammar",
	}
}

// remember keeps a shape that worked where another did not. It does not where a customer wrote one of the words by which
// a refusal is understood: a server that repeats the request in its errors would let that customer choose the shape.
func (m *Model) remember(first, now shape, r llm.Request) {
	if first == now {
		return
	}
	for _, message := range r.Messages {
		text := strings.ToLower(message.Text)
		for _, word := range append(formWordsOf(), "max_completion_tokens", "temperature") {
			if strings.Contains(text, word) {
				return
			}
		}
	}
	m.shape.CompareAndSwap(uint32(first), uint32(now))
}

// zeroTemperature mends a request on its way out. The library leaves a temperature of 0 out; the smallest number that it
// does not leave out, which its authors advise, is taken by some servers for a wish of 0.01. So that number is put back
// to 0. Inside a text the quotes would have backslashes before them, so only the field itself can match.
type zeroTemperature struct{ door *exchange.Door }

// Do implements the library's HTTP client.
func (z zeroTemperature) Do(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		return z.door.Do(r)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	body = bytes.Replace(body, []byte(`"temperature":1e-45`), []byte(`"temperature":0`), 1)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	return z.door.Do(r)
}
