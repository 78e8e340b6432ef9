package fake

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/vigie-desk/vigie/internal/llm"
)

// Protocol says which protocol a request speaks.
type Protocol string

// The protocols.
const (
	OpenAI    Protocol = "openai"
	Anthropic Protocol = "anthropic"
)

// Request is what the server was asked, the same for both protocols.
type Request struct {
	Protocol    Protocol
	Path        string
	Key         string // as it was sent
	Model       string
	System      string
	Messages    []llm.Message
	Form        string          // how the answer is to be kept in form: json_schema, json_object, tool; empty: not at all
	Schema      json.RawMessage // as it was sent
	SchemaName  string
	MaxTokens   int
	Temperature *float64 // nil: not sent
	Stop        []string
	Texts       []string // of a request for vectors
	Header      http.Header
	Body        []byte

	newTokenName bool
}

// LastText gives the text of the newest message.
func (r Request) LastText() string {
	if len(r.Messages) == 0 {
		return ""
	}
	return r.Messages[len(r.Messages)-1].Text
}

// openAIRequest is a request for an answer or for vectors, as OpenAI's clients write it.
type openAIRequest struct {
	Model    string `json:"model"`
	Messages []struct {
		Role    string `json:"role"`
		Content string `json:"content"`
	} `json:"messages"`
	MaxTokens     int      `json:"max_tokens"`
	MaxCompletion int      `json:"max_completion_tokens"`
	Temperature   *float64 `json:"temperature"`
	Stop          []string `json:"stop"`
	Format        struct {
		Type   string `json:"type"`
		Schema struct {
			Name   string          `json:"name"`
			Schema json.RawMessage `json:"schema"`
		} `json:"json_schema"`
	} `json:"response_format"`
	Input []string `json:"input"`
}

// anthropicRequest is a request as Anthropic's clients write it.
type anthropicRequest struct {
	Model    string  `json:"model"`
	System   []block `json:"system"`
	Messages []struct {
		Role    string  `json:"role"`
		Content []block `json:"content"`
	} `json:"messages"`
	MaxTokens   int      `json:"max_tokens"`
	Temperature *float64 `json:"temperature"`
	Stop        []string `json:"stop_sequences"`
	Output      struct {
		Format struct {
			Type   string          `json:"type"`
			Schema json.RawMessage `json:"schema"`
		} `json:"format"`
	} `json:"output_config"`
	Tools []struct {
		Name   string          `json:"name"`
		Schema json.RawMessage `json:"input_schema"`
	} `json:"tools"`
	Choice struct {
		Type string `json:"type"`
		Name string `json:"name"`
	} `json:"tool_choice"`
}

type block struct {
	Text string `json:"text"`
}

// understand reads a request of either protocol.
func understand(r *http.Request, body []byte) (Request, error) {
	out := Request{Path: r.URL.Path, Header: r.Header.Clone(), Body: body}
	if strings.HasSuffix(r.URL.Path, "/messages") {
		out.Protocol, out.Key = Anthropic, r.Header.Get("X-Api-Key")
		return out, out.readAnthropic(body)
	}
	out.Protocol, out.Key = OpenAI, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	return out, out.readOpenAI(body)
}

func (r *Request) readOpenAI(body []byte) error {
	var in openAIRequest
	if err := json.Unmarshal(body, &in); err != nil {
		return err
	}
	r.Model, r.Temperature, r.Stop, r.Texts = in.Model, in.Temperature, in.Stop, in.Input
	r.MaxTokens, r.newTokenName = in.MaxTokens+in.MaxCompletion, in.MaxCompletion > 0
	r.Form, r.Schema, r.SchemaName = in.Format.Type, in.Format.Schema.Schema, in.Format.Schema.Name
	for _, m := range in.Messages {
		if m.Role == "system" {
			r.System += m.Content
			continue
		}
		r.Messages = append(r.Messages, llm.Message{Role: llm.Role(m.Role), Text: m.Content})
	}
	return nil
}

func (r *Request) readAnthropic(body []byte) error {
	var in anthropicRequest
	if err := json.Unmarshal(body, &in); err != nil {
		return err
	}
	r.Model, r.Temperature, r.Stop, r.MaxTokens = in.Model, in.Temperature, in.Stop, in.MaxTokens
	r.System = joined(in.System)
	r.Form, r.Schema = in.Output.Format.Type, in.Output.Format.Schema
	if in.Choice.Type == "tool" && len(in.Tools) > 0 {
		r.Form, r.Schema, r.SchemaName = "tool", in.Tools[0].Schema, in.Choice.Name
	}
	for _, m := range in.Messages {
		r.Messages = append(r.Messages, llm.Message{Role: llm.Role(m.Role), Text: joined(m.Content)})
	}
	return nil
}

func joined(blocks []block) string {
	var text strings.Builder
	for _, b := range blocks {
		text.WriteString(b.Text)
	}
	return text.String()
}
