package llm

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean takes the text that a model gave and returns it fit for use, or the fault it has. Space around it goes, and so
// does a chain of thought that some open models write before the answer, between <think> and </think>. Text that is
// empty, is not UTF-8, or has control or replacement characters (which is how a broken character looks once it has been
// decoded) is a fault; so is one many times longer than was asked for, which says that the server heeds no limit.
func Clean(text string, tokens int) (string, Fault) {
	if !utf8.ValidString(text) || strings.ContainsFunc(text, broken) {
		return "", Garbled
	}
	text = strings.TrimSpace(text)
	if thought, found := strings.CutPrefix(text, "<think>"); found {
		_, answer, ended := strings.Cut(thought, "</think>")
		if !ended {
			return "", Unfinished
		}
		text = strings.TrimSpace(answer)
	}
	if text == "" {
		return "", Empty
	}
	if len(text) > mostOf(tokens) {
		return "", Overlong
	}
	return text, None
}

// mostOf gives the most bytes that an answer of so many tokens is believed to have. A token of running text has 3 to 5
// bytes; ten times that leaves room for any vocabulary.
func mostOf(tokens int) int { return 1024 + 40*tokens }

func broken(r rune) bool {
	return r == utf8.RuneError || r != '\n' && r != '\r' && r != '\t' && unicode.IsControl(r)
}

// CleanJSON takes the text of an answer that was to be JSON and returns the value in it. A fence of backquotes around it
// goes, since models without an enforced schema like to write one. Anything else before or after the value is a fault,
// and so are a value that is no object, and a key that an object has twice: two readers could read it in two ways.
func CleanJSON(text string) (string, Fault) {
	value := unfence(text)
	if !strings.HasPrefix(value, "{") || !json.Valid([]byte(value)) || !onceEach(value) {
		return "", Malformed
	}
	return value, None
}

// unfence takes away a fence of three backquotes around a text, with or without the word json.
func unfence(text string) string {
	inner, opened := strings.CutPrefix(strings.TrimSpace(text), "```")
	inner, closed := strings.CutSuffix(inner, "```")
	if !opened || !closed {
		return strings.TrimSpace(text)
	}
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(inner, "json"), "JSON"))
}

// onceEach tells whether no object in valid JSON has a key twice. Keys count as the same where only case tells them
// apart, since encoding/json reads them so.
func onceEach(value string) bool {
	type level struct {
		keys map[string]bool // nil: an array
		name bool            // the next string is a key
	}
	var open []level
	tokens := json.NewDecoder(strings.NewReader(value))
	for {
		token, err := tokens.Token()
		if err != nil {
			return errors.Is(err, io.EOF)
		}
		switch token {
		case json.Delim('{'):
			open = append(open, level{keys: map[string]bool{}, name: true})
			continue
		case json.Delim('['):
			open = append(open, level{})
			continue
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
		}
		if len(open) == 0 {
			continue
		}
		top := &open[len(open)-1]
		if key, ok := token.(string); ok && top.keys != nil && top.name {
			key = strings.ToLower(key)
			if top.keys[key] {
				return false
			}
			top.keys[key] = true
			top.name = false
			continue
		}
		top.name = true
	}
}

// Decode reads the answer of a call with a schema. It is strict: unknown fields, a missing value's zero aside, are an
// error, and so is anything that CleanJSON does not take. The error is a desk.Error of fault Malformed that holds none of
// the answer's words.
func Decode[T any](r Result) (T, error) {
	var out T
	value, fault := CleanJSON(r.Text)
	if fault != None {
		return out, Fail(Failure{Fault: fault, Charged: true}, answerUnfit)
	}
	decoder := json.NewDecoder(bytes.NewReader([]byte(value)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&out); err != nil {
		var zero T
		return zero, Fail(Failure{Fault: Malformed, Charged: true}, answerUnfit)
	}
	return out, nil
}

const answerUnfit = "the model's answer does not have the form that was asked for; if this happens often, choose in VIGIE_MODEL a model that keeps to a JSON schema"
