package recall

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

// Notes keep what was said so that it can be found.
type Notes interface {
	// Unnoted gives answers whose claims are not noted yet, oldest first.
	Unnoted(ctx context.Context, limit int) ([]Answer, error)
	// Note keeps claims, and that answers are noted, in one transaction; what has been deleted meanwhile is passed over.
	Note(ctx context.Context, answers []Answer, tellings []Telling) error
}

// Answer is one message of the assistant that was sent.
type Answer struct {
	Message, Turn, Conversation string
	Language                    desk.Language
	Claims                      []desk.Claim
	Trial                       bool
}

const (
	noteMost = 200 // answers in one transaction
	noteGoes = 5   // transactions in one go
)

// Note reads what was said since it was last called, as much as may be done in one go: the desk's writer is there for
// customers first.
func (s *Service) Note(ctx context.Context) error {
	_, err := s.note(ctx, noteGoes)
	return err
}

// Catch notes all that was said: a list must lack nobody. After an upgrade of a large desk it refuses, until the background
// work has come far enough.
func (s *Service) Catch(ctx context.Context) error {
	left, err := s.note(ctx, 10*noteGoes)
	if err == nil && left {
		err = desk.Errorf(desk.Busy, "what was said before is still being read, so the list could lack somebody: try again in a few minutes")
	}
	return err
}

func (s *Service) note(ctx context.Context, goes int) (left bool, err error) {
	for range goes {
		answers, err := s.notes.Unnoted(ctx, noteMost)
		if err != nil || len(answers) == 0 {
			return false, err
		}
		var tellings []Telling
		for _, a := range answers {
			tellings = append(tellings, tellingsOf(a)...)
		}
		if err := s.notes.Note(ctx, answers, tellings); err != nil {
			return true, err
		}
		if len(answers) < noteMost {
			return false, nil
		}
	}
	return true, nil
}

// tellingsOf gives the claims of an answer that say something. Trials told nobody.
func tellingsOf(a Answer) []Telling {
	var list []Telling
	for i, c := range a.Claims {
		stems := Stems(a.Language, c.Text)
		if a.Trial || c.Kind == desk.CourtesyClaim || len(stems) == 0 {
			continue
		}
		list = append(list, Telling{
			Turn: a.Turn, Conversation: a.Conversation, Claim: i,
			Wording: Wording{ID: wordingID(a.Language, c.Text), Language: a.Language, Text: c.Text, Stems: stems},
		})
	}
	return list
}

// wordingID is the same for the same words.
func wordingID(language desk.Language, text string) string {
	sum := sha256.Sum256([]byte(string(language) + "\x00" + text))
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

// sentencesOf cuts passages into sentences.
func sentencesOf(passages []string) []string {
	var list []string
	for _, p := range passages {
		list = slices.Concat(list, novelty.Sentences(p))
	}
	return list
}

// Service is the room's work. It is safe for concurrent use.
type Service struct {
	book    Book
	index   Index
	records Records
	notes   Notes
	out     Out
	texts   Texts
	pages   Pages
	now     func() time.Time
	newID   func() string
	zone    *time.Location
}

// Store keeps everything; *store.DB is one.
type Store interface { //nolint:interfacebloat // no more than its parts together
	Book
	Index
	Records
	Notes
	Out
	Texts
}

// New makes the service. zone is that of the dates which customers read.
func New(store Store, pages Pages, now func() time.Time, newID func() string, zone *time.Location) *Service {
	return &Service{book: store, index: store, records: store, notes: store, out: store, texts: store, pages: pages, now: now, newID: newID, zone: zone}
}
