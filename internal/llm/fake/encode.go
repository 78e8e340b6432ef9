package fake

import (
	"encoding/json"
	"hash/fnv"
	"math"
	"net/http"
	"strings"
)

// encode gives the body of a step's answer.
func (s Step) encode(r Request) []byte {
	switch {
	case s.body != nil:
		return s.body
	case s.status >= 400:
		return encoded(s.failure(r.Protocol))
	case s.vectors && r.Texts != nil:
		return encoded(vectors(r))
	case r.Protocol == Anthropic:
		return raw(encoded(s.anthropic(r)))
	}
	return raw(encoded(s.openAI(r)))
}

func encoded(value any) []byte {
	body, err := json.Marshal(value)
	if err != nil {
		return []byte(`{"error":{"message":"fake: ` + err.Error() + `"}}`)
	}
	return body
}

// latin1 stands for a byte that is no UTF-8 while a body is encoded: encoding/json would mend it.
const latin1 = "\ue0e9"

func raw(body []byte) []byte { return []byte(strings.ReplaceAll(string(body), latin1, "\xe9")) }

func (s Step) said() string { return strings.ReplaceAll(s.text, "\xe9", latin1) }

type object = map[string]any

func (s Step) failure(p Protocol) object {
	if p == Anthropic {
		return object{"type": "error", "error": object{"type": anthropicType(s), "message": s.message}, "request_id": "req_fake"}
	}
	return object{"error": object{"message": s.message, "type": s.code, "param": nil, "code": s.code}}
}

// anthropicType gives Anthropic's word for a status.
func anthropicType(s Step) string {
	switch s.status {
	case http.StatusBadRequest:
		return "invalid_request_error"
	case http.StatusUnauthorized:
		return "authentication_error"
	case http.StatusForbidden:
		return "permission_error"
	case http.StatusNotFound:
		return "not_found_error"
	case http.StatusTooManyRequests:
		return "rate_limit_error"
	}
	return s.code
}

func (s Step) openAI(r Request) object {
	out := object{"id": "chatcmpl-fake", "object": "chat.completion", "created": 1, "model": s.named(r), "choices": []any{}}
	if !s.none {
		out["choices"] = []any{object{
			"index": 0, "message": object{"role": "assistant", "content": s.said()}, "finish_reason": or(s.finish, "stop"),
		}}
	}
	if in, answer := s.cost(r); !s.mute {
		out["usage"] = object{"prompt_tokens": in, "completion_tokens": answer, "total_tokens": in + answer}
	}
	return out
}

func (s Step) anthropic(r Request) object {
	out := object{
		"id": "msg_fake", "type": "message", "role": "assistant", "model": s.named(r), "content": []any{},
		"stop_reason": or(s.finish, "end_turn"), "stop_sequence": nil,
	}
	switch {
	case s.none:
	case r.Form == "tool" && json.Valid([]byte(s.text)):
		out["content"] = []any{object{"type": "tool_use", "id": "toolu_fake", "name": r.SchemaName, "input": json.RawMessage(s.text)}}
		out["stop_reason"] = or(s.finish, "tool_use")
	default:
		out["content"] = []any{object{"type": "text", "text": s.said(), "citations": nil}}
	}
	if in, answer := s.cost(r); !s.mute {
		out["usage"] = object{"input_tokens": in, "output_tokens": answer, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0}
	}
	return out
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func (s Step) named(r Request) string { return or(s.model, r.Model) }

// cost gives the tokens of a call: what the step says, else one for four bytes.
func (s Step) cost(r Request) (in, out int64) {
	if s.in > 0 || s.out > 0 {
		return s.in, s.out
	}
	bytes := len(r.System)
	for _, m := range r.Messages {
		bytes += len(m.Text)
	}
	return int64(bytes/4 + 1), int64(len(s.text)/4 + 1)
}

// list answers a request for the list of models.
func (s *Server) list(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	names, key := s.models, s.key
	s.mu.Unlock()
	if key != "" && r.Header.Get("X-Api-Key") != key && r.Header.Get("Authorization") != "Bearer "+key {
		http.Error(w, "{}", http.StatusUnauthorized)
		return
	}
	data := []any{}
	for _, name := range names {
		data = append(data, object{"id": name, "object": "model", "type": "model", "display_name": name, "created_at": "2026-01-01T00:00:00Z"})
	}
	w.Header().Set("Content-Type", "application/json")
	if r.Header.Get("X-Api-Key") == "" { // OpenAI's times are numbers
		for _, d := range data {
			d.(object)["created"] = 1
		}
	}
	_, _ = w.Write(encoded(object{"object": "list", "data": data, "has_more": false}))
}

// width is the length of the fake's vectors.
const width = 64

func vectors(r Request) object {
	data := []any{}
	for i, text := range r.Texts {
		data = append(data, object{"object": "embedding", "index": i, "embedding": Vector(text)})
	}
	tokens := len(strings.Join(r.Texts, " "))/4 + 1
	return object{"object": "list", "model": r.Model, "data": data, "usage": object{"prompt_tokens": tokens, "total_tokens": tokens}}
}

// Vector is the fake's vector of a text: each word, in lower case, counts at one of 64 places; of length 1.
func Vector(text string) []float32 {
	vector := make([]float32, width)
	for _, word := range append(strings.Fields(strings.ToLower(text)), "\x00") { // never zero
		h := fnv.New32a()
		_, _ = h.Write([]byte(word))
		vector[h.Sum32()%width]++
	}
	var sum float64
	for _, x := range vector {
		sum += float64(x) * float64(x)
	}
	for i := range vector {
		vector[i] /= float32(math.Sqrt(sum))
	}
	return vector
}
