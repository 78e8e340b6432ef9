package openai

import (
	"context"
	"fmt"
	"strings"

	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/llm/exchange"
)

// Probe implements llm.Prober: one tiny call with a schema. Where the model is not known it looks at the server's list;
// where the path is wrong it tries the one with /v1.
func (m *Model) Probe(ctx context.Context) llm.Report {
	ctx, cancel := exchange.Within(ctx)
	defer cancel()
	request, err := llm.ProbeRequest()
	if err != nil {
		return llm.Report{Err: err, Problem: err.Error()}
	}
	result, door, err := m.complete(ctx, request)
	report := llm.Report{Err: err, Model: result.Model, Form: shape(m.shape.Load()).form()}
	if err == nil {
		report.Notes = notes(report.Form, m.cfg.Settings)
		return report
	}
	fault := llm.FaultOf(err)
	if fault == llm.Unfinished {
		return llm.Report{Model: result.Model, Notes: []string{llm.NoteThinking(m.cfg.Settings)}}
	}
	report.Form = ""
	report.Problem = m.place.Explain(fault)
	if said := door.Said().Quote(m.cfg.Key); said != "" { // the request was our own, so its echo is too
		report.Problem += fmt.Sprintf(" (it says: %q)", said)
	}
	if fault == llm.NoModel {
		if name := llm.Nearest(m.cfg.Name, m.list(ctx, m)); name != "" {
			report.Problem += fmt.Sprintf("; did you mean %s?", name)
		}
	}
	if fault == llm.WebPage || fault == llm.NoSuchPath || fault == llm.BadRequest || fault == llm.Malformed {
		report.Problem += m.elsewhere(ctx)
	}
	return report
}

func notes(form string, s llm.Settings) []string {
	if form == "json_schema" {
		return nil
	}
	return []string{llm.NoteForm(s)}
}

// elsewhere looks whether the same address with /v1 has a list of models.
func (m *Model) elsewhere(ctx context.Context) string {
	path := strings.TrimRight(m.cfg.URL.Path, "/")
	if strings.HasSuffix(path, "/v1") {
		return ""
	}
	other := *m.cfg.URL
	other.Path = path + "/v1"
	cfg := m.cfg
	cfg.URL = &other
	if len(m.list(ctx, New(cfg))) == 0 {
		return ""
	}
	return fmt.Sprintf("; a model's server answers at %s: set %s to that", llm.Address(&other), m.cfg.Settings.URL)
}

// list gives the models that a server says it has, empty where it does not say.
func (m *Model) list(ctx context.Context, at *Model) (names []string) {
	door := exchange.Open(m.cfg.Client, exchange.MostText, m.cfg.Now)
	var err error
	defer door.Rescue(m.place, &err)
	answer, err := at.client(door).ListModels(ctx)
	if err != nil {
		return nil
	}
	for _, model := range answer.Models {
		names = append(names, llm.ModelName(model.ID))
	}
	return names
}
