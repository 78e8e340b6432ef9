package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

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
		line := ui.StreamLine{
			Kind: string(st.Kind), Scope: st.Scope, Name: w.Names[string(st.Kind)], Where: scopeLabel(page.W, st.Scope), Seen: st.State.Seen, Failed: st.State.Failed,
			Rate: shareOf(page.W, float64(st.State.Failed), st.State.Seen), Base: shareOf(page.W, st.P0, 1), Standing: string(st.Standing),
			Says: w.Standings[string(st.Standing)], Paged: st.State.Paged,
		}
		if st.Standing == drift.Watched {
			line.Level = int(min(100, 100*st.State.Level()/st.Line()))
		}
		for i, id := range st.Failing[max(0, len(st.Failing)-3):] {
			line.Cases = append(line.Cases, ui.GapLink{Number: i + 1, Address: casePath(id)})
		}
		page.Streams = append(page.Streams, line)
	}
	return nil
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
