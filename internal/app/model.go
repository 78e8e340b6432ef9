package app

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/llm/anthropic"
	"github.com/vigie-desk/vigie/internal/llm/exchange"
	"github.com/vigie-desk/vigie/internal/llm/openai"
)

// provider makes the model that drafts, as its server speaks: no retries, no budget. nil: none is set.
func (a *App) provider() llm.Model {
	m := a.cfg.Model
	if !m.Set() {
		return nil
	}
	client := caller(m.URL, "VIGIE_MODEL_URL")
	if m.Kind == config.Anthropic {
		return anthropic.New(anthropic.Config{URL: m.URL, Name: m.Name, Key: m.Key.Reveal(), Client: client, Settings: llm.ModelSettings(), Now: a.now})
	}
	return openai.New(openai.Config{URL: m.URL, Name: m.Name, Key: m.Key.Reveal(), Client: client, Settings: llm.ModelSettings(), Now: a.now})
}

// model gives the model with everything around it: tried again within the turn's time, and counted against the day's
// budget. nil: none is set, answers are quotes.
func (a *App) model() llm.Model {
	provider := a.provider()
	if provider == nil {
		return nil
	}
	retry := llm.Retry{Now: a.now, Wait: exchange.Pause, Random: rand.Float64}
	budget := &llm.Budget{Limit: a.cfg.Model.Budget, Zone: time.Local, Now: a.now, Spending: a.store, Warn: a.warnSpent}
	return budget.Model(retry.Model(provider))
}

func (a *App) warnSpent(ctx context.Context, day string, spent, limit int64) {
	a.log.LogAttrs(ctx, slog.LevelWarn, "four fifths of the day's token budget are spent; beyond it the desk goes on with quotes",
		slog.String("day", day), slog.Int64("spent", spent), slog.Int64("limit", limit))
}

// examineModel makes one tiny call, for doctor.
func (a *App) examineModel(ctx context.Context) ([]ailment, error) {
	prober, ok := a.provider().(llm.Prober)
	if !ok {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	report := prober.Probe(ctx)
	var found []ailment
	if !report.OK() {
		found = append(found, ailment{"wrong", "the model does not answer: " + report.Problem, "until then answers are quotes"})
	}
	for _, note := range report.Notes {
		found = append(found, ailment{"note", note, "leave it so, or set a model that does"})
	}
	if a.cfg.Model.Budget > 0 {
		spent, err := a.store.Spent(ctx, a.now().Format(time.DateOnly))
		if err != nil {
			return nil, err
		}
		if spent >= a.cfg.Model.Budget {
			found = append(found, ailment{"note", fmt.Sprintf("today's token budget is spent (%d of %d): answers are quotes until midnight", spent, a.cfg.Model.Budget), "raise VIGIE_MODEL_BUDGET"})
		}
	}
	return found, nil
}
