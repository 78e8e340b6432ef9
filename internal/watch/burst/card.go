package burst

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// How long what a person writes may be, in characters, and how long a card may be in force.
const (
	TitleLongest  = 120
	WordsLongest  = 1200
	ReasonLongest = 500
	ForceLongest  = 7 * 24 * time.Hour
)

// Lack is what is wrong with a card; the empty Lack is nothing.
type Lack string

// What a card may lack.
const (
	LacksTitle Lack = "title"
	LacksTopic Lack = "topic"
	LacksTerms Lack = "terms" // it answers no question
	LacksTime  Lack = "time"
	LacksWords Lack = "words"
)

// Lacks gives the first thing that is wrong with a card, and of words in which language.
func (i Issue) Lacks() (Lack, desk.Language) {
	switch {
	case !within(i.Title, TitleLongest):
		return LacksTitle, desk.Unknown
	case !within(i.Topic, TitleLongest):
		return LacksTopic, desk.Unknown
	case len(i.Terms) == 0:
		return LacksTerms, desk.Unknown
	case !i.Until.After(i.Since) || i.Until.Sub(i.Since) > ForceLongest:
		return LacksTime, desk.Unknown
	}
	for _, l := range []desk.Language{desk.English, desk.French} {
		if !within(i.Words[l], WordsLongest) || strings.ContainsAny(i.Words[l], "<>") {
			return LacksWords, l
		}
	}
	return "", desk.Unknown
}

func within(text string, longest int) bool {
	n := utf8.RuneCountInString(strings.TrimSpace(text))
	return n > 0 && n <= longest && utf8.ValidString(text)
}
