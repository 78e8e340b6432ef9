package web

import (
	"net/http"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// toldOf gives who was told of an incident, how, and what became of it.
func (s *Server) toldOf(r *http.Request, w *ui.Words, incident string, names map[string]string) ([]ui.ToldOfLine, error) {
	list, err := s.Incidents.NoticesOf(r.Context(), incident)
	if err != nil {
		return nil, err
	}
	var lines []ui.ToldOfLine
	for _, n := range list {
		line := ui.ToldOfLine{
			Who: or(names[n.Recipient], n.Recipient), Way: w.Notices.Ways[string(n.Way)], Rung: w.Notices.Rungs[string(n.Rung)], State: string(n.State),
			Says: w.Notices.States[string(n.State)], At: n.Made, Tries: n.Attempts, Fault: n.Fault,
		}
		if n.Way == watch.ByAlert {
			line.Who = w.Notices.Address
		}
		if !n.Done.IsZero() {
			line.At = n.Done
		}
		if n.State == desk.Queued && n.Attempts > 0 {
			line.Says, line.Next = w.Notices.Again, n.Next
		}
		lines = append(lines, line)
	}
	return lines, nil
}
