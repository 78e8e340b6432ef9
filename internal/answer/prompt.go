package answer

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/llm"
)

// The prompts are files, so that a change of one is a change that can be read, and has a version of its own in the
// ledger.
//
//go:embed prompts/*.txt
var prompts embed.FS

// tokensMost bounds what a model may write: five sentences, or the names of the parts.
const tokensMost = 600

// Ask makes the request of a mode: the rules and the material as the system's text, then what was said before, then the
// question. History is the server's own. It fails with Internal for a mode without a prompt.
func Ask(mode desk.Mode, m Material, history []llm.Message, question string) (llm.Request, error) {
	prompt, err := llm.ReadPrompt(prompts, "prompts/"+string(mode)+".txt")
	if err != nil {
		return llm.Request{}, err
	}
	r := llm.Request{System: prompt.With(m.sources(mode)...), Messages: merged(append(history, llm.Message{Role: llm.User, Text: question})), MaxTokens: tokensMost}
	if mode == desk.Select {
		r.Schema, err = llm.NewSchema("selection", partsSchema(len(m), len(Joins(desk.English))))
	}
	return r, err
}

// Again makes the request for a second try: what the model wrote, and what was found against it. findings are the
// guard's own sentences.
func Again(r llm.Request, wrote string, findings []desk.Finding) llm.Request {
	var b strings.Builder
	b.WriteString("This reply was not sent. What is wrong with it:\n")
	for _, f := range findings {
		if f.Severity == desk.Block {
			b.WriteString("- " + f.Message + "\n")
		}
	}
	b.WriteString("Write it again, with nothing that the passages do not say and with every condition that they name, or reply NONE.")
	r.Messages = append(slices.Clip(r.Messages), llm.Message{Role: llm.Assistant, Text: wrote}, llm.Message{Role: llm.User, Text: b.String()})
	return r
}

// sources gives the material as a model sees it.
func (m Material) sources(mode desk.Mode) []llm.Source {
	list := make([]llm.Source, len(m))
	for i, p := range m {
		unit := p.Unit
		unit.Scope = p.Page.Scope(p.Unit) // what holds for this unit, the page's own scope with it
		list[i] = llm.Source{Article: p.Page.Article, Unit: unit}
		if mode == desk.Compose {
			list[i].Values = values(unit.Text)
		}
	}
	return list
}

// merged joins messages of one side that follow each other, and begins with the customer's: not every server takes others.
func merged(messages []llm.Message) []llm.Message {
	var out []llm.Message
	for _, m := range messages {
		switch last := len(out) - 1; {
		case strings.TrimSpace(m.Text) == "" || last < 0 && m.Role != llm.User:
		case last >= 0 && out[last].Role == m.Role:
			out[last].Text += "\n" + m.Text
		default:
			out = append(out, m)
		}
	}
	return out
}

// partsSchema lets a model answer with nothing but ids that are there, where its server can hold it to a schema.
func partsSchema(passages, phrases int) string {
	ids := make([]string, 0, passages+phrases)
	for i := range passages {
		ids = append(ids, fmt.Sprintf(`"p%d"`, i+1))
	}
	for i := range phrases {
		ids = append(ids, fmt.Sprintf(`"j%d"`, i+1))
	}
	return `{"type":"object","properties":{"parts":{"type":"array","items":{"type":"string","enum":[` +
		strings.Join(ids, ",") + `]}}},"required":["parts"],"additionalProperties":false}`
}

// PromptVersion names the prompt of a mode, as the ledger has it; empty for a mode that has none.
func PromptVersion(mode desk.Mode) string {
	prompt, err := llm.ReadPrompt(prompts, "prompts/"+string(mode)+".txt")
	if err != nil {
		return ""
	}
	return prompt.Version()
}
