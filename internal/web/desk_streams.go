package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/watch/drift"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// fillStreams shows what is counted, and what it is held against.
func (s *Server) fillStreams(ctx context.Context, page *ui.Console) error {
	list, err := s.Console.Streams(ctx)
	if err != nil || len(list) == 0 {
		return err
	}
	names, err := s.names(ctx)
	if err != nil {
		return err
	}
	w := page.W.Watch
	page.Days = int(list[0].Days)
	window := list[0].Baseline
	page.Learnt = fmt.Sprintf(w.Learnt, or(names[window.By], window.By), page.Date(window.From), page.Date(window.Until))
	for _, st := range list {
		page.Streams = append(page.Streams, streamLine(page.W, st))
	}
	p, err := s.Instruments.Points(ctx, time.Time{}, "")
	if err != nil { // a hint: the page stands without it
		page.Besides = []string{w.Unread}
		return nil //nolint:nilerr // said on the page
	}
	page.Besides = besides(page.Watching, p)
	return nil
}

// besides says what else would explain an alarm of the streams: whether the checks, or what customers ask, have changed.
func besides(page ui.Watching, p watch.Points) []string {
	w := page.W.Watch
	checks := w.AnchorsNone
	if n := len(p.Anchors.Verdicts); n > 0 {
		checks = fmt.Sprintf(w.Anchors, n, p.Anchors.Changed)
	}
	if !p.Anchors.Alarmed.IsZero() {
		checks += " " + fmt.Sprintf(w.ChecksChanged, page.When(p.Anchors.Alarmed))
	}
	asked := w.AudienceNone
	switch {
	case !p.Audience.Alarmed.IsZero():
		asked = fmt.Sprintf(w.AudienceOther, page.When(p.Audience.Alarmed))
	case p.Audience.Learnt():
		asked = fmt.Sprintf(w.AudienceSame, p.Audience.Since, page.W.Number(p.Audience.Jumper.Value()))
	}
	return []string{checks, asked}
}

func streamLine(w *ui.Words, st watch.Stream) ui.StreamLine {
	line := ui.StreamLine{
		Kind: string(st.Kind), Scope: st.Scope, Name: w.Watch.Names[string(st.Kind)], Where: scopeLabel(w, st.Scope), At: streamPath(st.Kind, st.Scope),
		Seen: st.State.Seen, Failed: st.State.Failed, Rate: shareOf(w, float64(st.State.Failed), st.State.Seen), Base: shareOf(w, st.P0, 1),
		Standing: string(st.Standing), Says: w.Watch.Standings[string(st.Standing)], Paged: st.State.Paged,
	}
	if st.P0 == 0 {
		line.Base = shareOf(w, 0, 0)
	}
	if st.Standing == drift.Watched {
		line.Level = int(min(100, 100*st.State.Level()/st.Line()))
	}
	return line
}

func streamPath(kind watch.Kind, scope string) string {
	return watchPath + "/streams/" + url.PathEscape(string(kind)) + "/" + url.PathEscape(scope)
}

// streamPage shows one stream day by day, with the conversations that failed.
func (s *Server) streamPage(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	h, err := s.Instruments.History(ctx, watch.Kind(r.PathValue("kind")), r.PathValue("scope"), s.cfg.Zone)
	if err != nil {
		return err
	}
	page := ui.StreamPage{Watching: s.watching(r, func(w *ui.Words) string { return w.Watch.Streams })}
	page.Switch = inLanguage(&url.URL{Path: streamPath(h.Stream.Kind, h.Stream.Scope)}, page.W.OtherCode)
	names, err := s.names(ctx)
	if err != nil {
		return err
	}
	page.Line = streamLine(page.W, h.Stream)
	page.Facts = streamFacts(page, h.Stream, names)
	for _, d := range slices.Backward(h.Days) {
		page.Days = append(page.Days, ui.DayLine{
			Day: d.At, Seen: d.Seen, Failed: d.Failed, Rate: shareOf(page.W, float64(d.Failed), d.Seen), Sum: page.W.Number(d.Sum),
		})
	}
	page.Picture = pictureOf(page.W, h)
	read := s.Behind.FirstAnswers
	if h.Stream.Kind == watch.Wrong {
		read = s.Behind.Answers
	}
	failing, err := read(ctx, h.Failing)
	if err != nil {
		return err
	}
	page.Failing = decidedLines(page.W, failing)
	return s.show(w, http.StatusOK, page)
}

func streamFacts(page ui.StreamPage, st watch.Stream, names map[string]string) []ui.Fact {
	w := page.W.Watch
	facts := []ui.Fact{
		{Name: w.Rate, Value: fmt.Sprintf("%s (%d/%d)", page.Line.Rate, page.Line.Failed, page.Line.Seen)},
		{Name: w.Against, Value: page.Line.Base},
		{Name: w.LearntFrom, Value: fmt.Sprintf(w.LearntSays, st.Baseline.Failed, st.Baseline.Of, page.Date(st.Baseline.From), page.Date(st.Baseline.Until), or(names[st.Baseline.By], st.Baseline.By))},
	}
	if st.Standing != drift.Watched {
		return append(facts, ui.Fact{Name: w.LineWord, Value: page.Line.Says})
	}
	return append(facts,
		ui.Fact{Name: w.LineWord, Value: fmt.Sprintf("%s / %s", page.W.Number(st.State.Level()), page.W.Number(st.Line()))},
		ui.Fact{Name: w.Delay, Value: fmt.Sprintf(w.DelaySays, page.W.Number(st.Delay))})
}

// The picture's size, in its own units.
const (
	pictureWide = 600
	pictureHigh = 120
)

// pictureOf draws the cumulative sum; nil where there are fewer than two days of it.
func pictureOf(w *ui.Words, h watch.History) *ui.Picture {
	var sums []float64
	for _, d := range h.Days {
		if !d.At.Before(h.Stream.Baseline.Until) {
			sums = append(sums, d.Sum)
		}
	}
	if len(sums) < 2 {
		return nil
	}
	top := 1.25 * max(h.Line, slices.Max(sums))
	y := func(sum float64) string { return strconv.FormatFloat(pictureHigh*(1-sum/top), 'f', 1, 64) }
	p := &ui.Picture{Width: pictureWide, Height: pictureHigh, Alarm: y(h.Line)}
	for i, sum := range sums {
		p.Points += strconv.Itoa(i*pictureWide/(len(sums)-1)) + "," + y(sum) + " "
	}
	p.Says = fmt.Sprintf(w.Watch.PictureSays, len(sums), w.Number(sums[len(sums)-1]), w.Number(h.Line))
	return p
}

// shareOf says a share; of nothing there is none.
func shareOf(w *ui.Words, part float64, of int) string {
	if of == 0 {
		return "–"
	}
	return w.Percent(100 * part / float64(of))
}

// streamsForm says that a time was good, or begins a stream anew.
func (s *Server) streamsForm(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	if r.PostFormValue("act") == "again" {
		if err := s.Bounds.Restart(r.Context(), watch.Kind(r.PostFormValue("kind")), r.PostFormValue("scope")); err != nil {
			return err
		}
		return seeOther(w, r, watchPath+"?done=1")
	}
	days, err := strconv.Atoi(r.PostFormValue("days"))
	if err != nil || days < 1 || days > 90 {
		err = desk.Errorf(desk.Invalid, "days: give a number from 1 to 90")
	} else {
		_, err = s.Bounds.Learn(r.Context(), s.Now().AddDate(0, 0, -days), s.Now(), operatorOf(r))
	}
	if desk.Is(err, desk.Invalid) {
		page, pageErr := s.console(r)
		if pageErr != nil {
			return pageErr
		}
		page.Fault = page.W.Watch.BadDays
		return s.show(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	if err := s.Act(r.Context(), operatorOf(r).ID, "watch:learn", "watch", strconv.Itoa(days)); err != nil {
		return err
	}
	return seeOther(w, r, watchPath+"?done=1")
}
