package conversation

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// The placeholders of a company's own words at hand-over.
const (
	TeamPlace = "{team}"
	TimePlace = "{time}"
	// HandOverLongest is how long these words may be, in characters.
	HandOverLongest = 600
)

// CheckHandOver refuses words for a hand-over that would not say by when somebody answers, or that hold a placeholder
// nobody fills. Empty words are none: the house's own are said.
func CheckHandOver(text string) error {
	if text == "" {
		return nil
	}
	if !strings.Contains(text, TimePlace) {
		return desk.Errorf(desk.Invalid, "the words at hand-over: put %s where the promised time stands; without it the customer would not know by when somebody answers", TimePlace)
	}
	for _, place := range regexp.MustCompile(`\{[^{}]*\}`).FindAllString(text, -1) {
		if place != TeamPlace && place != TimePlace {
			return desk.Errorf(desk.Invalid, "the words at hand-over: %s is no placeholder; use %s and %s", place, TeamPlace, TimePlace)
		}
	}
	if n := utf8.RuneCountInString(text); n > HandOverLongest {
		return desk.Errorf(desk.Invalid, "the words at hand-over: %d characters, at most %d", n, HandOverLongest)
	}
	return nil
}

// own gives the company's own words at hand-over, empty where it has none. Words that would not name the time are never
// said, however they came to be kept.
func (w words) own(by time.Time) string {
	language := desk.English
	if w.french() {
		language = desk.French
	}
	text := w.roster.Said[language]
	if by.IsZero() || CheckHandOver(text) != nil {
		return ""
	}
	return strings.NewReplacer(TeamPlace, w.team(), TimePlace, w.when(by)).Replace(text)
}

// Foretell gives what a customer would be told who was handed over to a team now: the same words and the same time as
// with a real hand-over.
func (s *Service) Foretell(roster Roster, reason desk.Reason, language desk.Language) string {
	now := s.now()
	return s.words(language, roster, now).handOver(reason, roster.By(now, s.cfg.Zone))
}
