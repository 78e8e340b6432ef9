package llm

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Prober can be tried out with one tiny call. The providers' models are.
type Prober interface {
	Probe(ctx context.Context) Report
}

// Report is what a trial call found.
type Report struct {
	Err     error    // nil: the model answers; else a desk.Error, for its kind and fault
	Problem string   // what is wrong and the mend, in a sentence or two; empty: nothing
	Notes   []string // what works, but not as well as it might
	Model   string   // the name that the server reports
	Form    string   // how the form of answers is kept: json_schema, json_object, tool, words; empty: not known
}

// OK tells whether the model answers.
func (r Report) OK() bool { return r.Err == nil }

// Nearest gives the known name nearest to a wrong one: one that holds it or lies in it, else the one that takes the fewest
// letters to add, drop or change; empty where none is near.
func Nearest(name string, known []string) string {
	if name == "" {
		return ""
	}
	best, least := "", len(name)+1
	lower := strings.ToLower(name)
	for _, k := range known {
		d := desk.Distance(lower, strings.ToLower(k))
		if within := strings.ToLower(k); strings.Contains(within, lower) || strings.Contains(lower, within) && within != "" {
			d = 0
		}
		if d < least {
			best, least = k, d
		}
	}
	if least > max(2, len(name)/3) {
		return ""
	}
	return best
}

// ProbeRequest is the trial call: a made-up question with a tiny schema. It holds nobody's words.
func ProbeRequest() (Request, error) {
	schema, err := NewSchema("probe", `{"type":"object","properties":{"ok":{"type":"boolean"}},"required":["ok"],"additionalProperties":false}`)
	return Request{
		Messages:  []Message{{Role: User, Text: `This is a test of the connection. Answer with ok true, as JSON: {"ok": true}`}},
		Schema:    schema,
		MaxTokens: 64,
	}, err
}

// NoteForm says that a server enforces no schema.
func NoteForm(s Settings) string {
	return "this server or the model in " + s.Name + " enforces no JSON schema; answers are asked for in words and checked here, so more of them may be refused"
}

// NoteThinking says that a model thought for longer than the trial call allows.
func NoteThinking(s Settings) string {
	return "the model in " + s.Name + " answers, and spends many tokens on thinking first: it may be slow, and it costs more of the budget"
}

// ModelName takes a name that a server reports: one line of at most 200 characters, else none.
func ModelName(name string) string {
	if len(name) > 200 || !utf8.ValidString(name) || strings.ContainsFunc(name, broken) {
		return ""
	}
	return strings.TrimSpace(name)
}
