package anthropic

import (
	"context"
	"fmt"

	sdk "github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"

	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/llm/exchange"
)

// Probe implements llm.Prober: one tiny call with a schema. Where the model is not known it looks at the server's list.
func (m *Model) Probe(ctx context.Context) llm.Report {
	ctx, cancel := exchange.Within(ctx)
	defer cancel()
	request, err := llm.ProbeRequest()
	if err != nil {
		return llm.Report{Err: err, Problem: err.Error()}
	}
	result, door, err := m.complete(ctx, request)
	if err == nil {
		return llm.Report{Model: result.Model, Form: shape(m.shape.Load()).form()}
	}
	fault := llm.FaultOf(err)
	if fault == llm.Unfinished {
		return llm.Report{Model: result.Model, Notes: []string{llm.NoteThinking(m.cfg.Settings)}}
	}
	report := llm.Report{Err: err, Model: result.Model, Problem: m.place.Explain(fault)}
	if said := door.Said().Quote(m.cfg.Key); said != "" { // the request was our own, so its echo is too
		report.Problem += fmt.Sprintf(" (it says: %q)", said)
	}
	if fault == llm.NoModel {
		if name := llm.Nearest(m.cfg.Name, m.list(ctx)); name != "" {
			report.Problem += fmt.Sprintf("; did you mean %s?", name)
		}
	}
	return report
}

// list gives the models that a server says it has, empty where it does not say.
func (m *Model) list(ctx context.Context) (names []string) {
	door := exchange.Open(m.cfg.Client, exchange.MostText, m.cfg.Now)
	var err error
	defer door.Rescue(m.place, &err)
	page, err := m.models.List(ctx, sdk.ModelListParams{Limit: sdk.Int(1000)}, option.WithHTTPClient(door))
	if err != nil {
		return nil
	}
	for _, model := range page.Data {
		names = append(names, llm.ModelName(model.ID))
	}
	return names
}
