package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// sights are what a page can say of its operator. It says again each 10 seconds that it is looked at, and each 4 that
// somebody types.
func sights() map[string]review.Sight {
	const looks, types = 30 * time.Second, 6 * time.Second
	return map[string]review.Sight{
		"looking": {Looks: looks}, "typing": {Looks: looks, Types: types}, "answering": {Looks: looks, Types: types, Answers: types}, "leaving": {},
	}
}

// viewersForm notes that the operator looks at a conversation, types in it, writes an answer, or has left it, and answers
// who else does.
func (s *Server) viewersForm(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	ctx, id, me, now := r.Context(), r.PathValue("id"), operatorOf(r), s.Now()
	if _, err := s.Threads.Conversation(ctx, id); err != nil {
		return err
	}
	sight, known := sights()[r.PostFormValue("doing")]
	if !known {
		return faultAt("form.doing", "say looking, typing, answering or leaving")
	}
	if err := s.Viewers.SeeViewer(ctx, id, me.ID, now, sight); err != nil {
		return err
	}
	names, err := s.names(ctx)
	if err != nil {
		return err
	}
	words := s.pages.Words(languageOf(r, ""))
	says, err := s.present(ctx, words, id, me.ID, names)
	if err != nil {
		return err
	}
	text, err := json.Marshal(map[string]string{"says": says})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(text) // who asked is gone where this fails
	return nil
}

// present says who else looks at a conversation, and who types in it; empty where nobody does.
func (s *Server) present(ctx context.Context, w *ui.Words, id, me string, names map[string]string) (string, error) {
	list, err := s.Viewers.Viewers(ctx, id, s.Now())
	if err != nil {
		return "", err
	}
	var says []string
	for _, v := range list {
		if v.Operator == me {
			continue
		}
		line := w.Board.Looks
		if v.Typing {
			line = w.Board.Types
		}
		says = append(says, fmt.Sprintf(line, or(names[v.Operator], w.TeamMember)))
	}
	return strings.Join(says, " "), nil
}
