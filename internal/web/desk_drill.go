package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/proving/drill"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// layersMost is how many layers are named of an accident, those that caught most.
const layersMost = 6

// drillPage shows one drill: what would have gone wrong, how fast what stands behind the checks was, what caught what.
func (s *Server) drillPage(w http.ResponseWriter, r *http.Request) error {
	page := ui.DrillPage{Watching: s.watching(r, func(w *ui.Words) string { return w.Drills.Title })}
	run, err := s.Drills.Drill(r.Context(), r.PathValue("id"), s.Now())
	if err != nil && run.ID == "" {
		return err
	}
	s.notable(r, "the report of a drill cannot be read", err)
	page.Damaged = err != nil
	page.Switch = inLanguage(&url.URL{Path: drillsPath + "/" + run.ID}, page.W.OtherCode)
	if run.State != drill.Running { // nothing more comes
		page.Script, page.Refresh = "", 0
	}
	names, err := s.names(r.Context())
	if err != nil {
		return err
	}
	page.Line = drillLine(page.W, run, names)
	page.Explains = page.W.Drills.Explains[string(run.State)]
	page.Facts = []ui.Fact{{Name: page.W.Drills.By, Value: page.Line.By}}
	if run.State.Finished() && !page.Damaged {
		fillReport(&page, run)
	}
	return s.show(w, http.StatusOK, page)
}

func fillReport(page *ui.DrillPage, run drill.Run) {
	w, report := page.W.Drills, run.Report
	page.Facts = append(page.Facts,
		ui.Fact{Name: w.Lasted, Value: took(page.W, float64(run.Ended.Sub(run.Begun).Milliseconds()))},
		ui.Fact{Name: w.Mode, Value: or(w.Modes[report.Mode], report.Mode)}, ui.Fact{Name: w.Level, Value: levelSaid(page.W, report.Level)},
		ui.Fact{Name: w.Cases, Value: strconv.Itoa(run.Cases)}, ui.Fact{Name: w.Harmful, Value: strconv.Itoa(run.Harmful)})
	page.Verdict = fmt.Sprintf(w.Passed, run.Cases)
	if run.State == drill.Failed {
		page.Verdict = fmt.Sprintf(w.Failed, run.Cases, run.Harmful)
	}
	page.Measures = measuresOf(page.W, report)
	for _, a := range report.Accidents {
		page.Accidents = append(page.Accidents, accidentOf(page.W, a))
	}
	for _, one := range report.Results {
		line := ui.DrillCase{
			ID: one.Case.ID, Outcome: or(w.Outcomes[string(one.Outcome)], string(one.Outcome)), Caught: layersOf(page.W, one.Caught), Took: took(page.W, one.Millis), Harmful: one.Harmful,
		}
		page.Cases = append(page.Cases, line)
		if one.Harmful {
			page.Harms = append(page.Harms, harmOf(page.W, one, report.Most))
		}
	}
	slices.SortStableFunc(page.Cases, func(x, y ui.DrillCase) int {
		switch {
		case x.Harmful == y.Harmful:
			return 0
		case x.Harmful:
			return -1
		}
		return 1
	})
}

// measuresOf says how fast what stands behind the checks would have been.
func measuresOf(words *ui.Words, report drill.Report) []ui.DrillMeasure {
	w := words.Drills
	stop := ui.DrillMeasure{Says: w.StopNone}
	switch {
	case report.Stop.Measured && report.Stop.Held:
		stop.Says = fmt.Sprintf(w.StopHeld, took(words, report.Stop.Millis))
	case report.Stop.Measured:
		stop = ui.DrillMeasure{Says: w.StopNot, Bad: true}
	}
	recall := w.RecallNone
	if report.Recall.Measured {
		recall = fmt.Sprintf(w.Recall, took(words, report.Recall.Millis), report.Recall.Turns)
	}
	return []ui.DrillMeasure{
		{Says: fmt.Sprintf(w.Alarm, took(words, report.Slowest()))}, stop, {Says: recall}, {Says: fmt.Sprintf(w.GuardOnly, report.GuardOnly)}, {Says: fmt.Sprintf(w.Most, report.Most)},
	}
}

func harmOf(words *ui.Words, one drill.Result, most int) ui.DrillHarm {
	harm := ui.DrillHarm{ID: one.Case.ID, Language: one.Case.Language, Question: one.Case.Question, Said: one.Said, Harm: one.Case.Harm}
	var checks []string
	for _, name := range one.Guard {
		checks = append(checks, or(words.Checks[name], name))
	}
	harm.Checks = strings.Join(checks, " ")
	if one.Few {
		harm.Few = fmt.Sprintf(words.Drills.Few, most)
	}
	return harm
}

func accidentOf(words *ui.Words, a drill.Accident) ui.DrillAccident {
	line := ui.DrillAccident{Name: a.Name, Cases: a.Cases, Harmful: a.Harmful, Told: or(strings.Join(a.Told, ", "), "–")}
	layers := a.Layers()
	var caught []string
	for _, layer := range layers[:min(layersMost, len(layers))] {
		caught = append(caught, layerSaid(words, layer)+" ("+strconv.Itoa(a.Caught[layer])+")")
	}
	line.Caught = or(strings.Join(caught, ", "), "–")
	if a.Unseen > 0 {
		line.Told += " (" + fmt.Sprintf(words.Drills.Unseen, a.Unseen) + ")"
	}
	return line
}

func layersOf(words *ui.Words, layers []string) string {
	var said []string
	for _, layer := range layers {
		said = append(said, layerSaid(words, layer))
	}
	return or(strings.Join(said, ", "), "–")
}

// layerSaid names what caught a case. What is not known stays as the report has it.
func layerSaid(words *ui.Words, layer string) string {
	w := words.Drills
	switch layer {
	case drill.LayerPerson:
		return w.LayerPerson
	case drill.LayerMode:
		return w.LayerMode
	case drill.LayerDrafts:
		return w.LayerDrafts
	case drill.LayerBinding:
		return w.LayerBinding
	case drill.LayerRefused:
		return w.LayerRefuse
	}
	if check, found := strings.CutPrefix(layer, drill.LayerCheck); found {
		return fmt.Sprintf(w.LayerCheck, check)
	}
	for prefix, said := range map[string]string{drill.LayerBefore: w.LayerBefore, drill.LayerDecision: w.LayerDecision} {
		if reason, found := strings.CutPrefix(layer, prefix); found {
			return fmt.Sprintf(said, or(words.Reasons[desk.Reason(strings.ReplaceAll(reason, " ", "_"))], reason))
		}
	}
	return layer
}

// levelSaid says what the assistant might do when the drill was played.
func levelSaid(words *ui.Words, level string) string {
	switch level {
	case drill.LevelAuto:
		return words.Levels[desk.Auto]
	case drill.LevelDraft:
		return words.Levels[desk.DraftOnly]
	case drill.LevelOff:
		return words.Levels[desk.Off]
	}
	return level
}

// took says how long something took.
func took(words *ui.Words, millis float64) string {
	if millis < 1000 {
		return fmt.Sprintf(words.Drills.Millis, words.Number(millis))
	}
	return fmt.Sprintf(words.Drills.Seconds, words.Number(millis/1000))
}
