package triage

import "github.com/vigie-desk/vigie/internal/desk"

// Mood says how a message sounds.
type Mood int

// The moods. Neutral is the zero value: questions and plain reports of a problem are neutral.
const (
	Neutral Mood = iota
	Negative
	Positive
)

func (m Mood) String() string {
	switch m {
	case Neutral:
		return "neutral"
	case Negative:
		return "negative"
	case Positive:
		return "positive"
	}
	return "neutral"
}

// Sentiment tells how a text sounds, and how sure that is, in [0, 1].
func Sentiment(text string, lang desk.Language) (Mood, float64) {
	return moodOf(scanWords(excerpt(text)), lang)
}

func moodOf(words []word, lang desk.Language) (Mood, float64) { return Neutral, 0 }
