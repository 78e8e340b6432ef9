// Package triage reads a customer's message before any model does: which language, whether a person is wanted, whether
// it is mere courtesy, how it is meant, and whether it is urgent, legal or from somebody vulnerable.
//
// Everything here is counting and looking up in word lists that the package carries. It never fails: any text, empty,
// huge, broken or in any script, gets an answer in time linear in its length, because a long text is read at its
// beginning and its end only. English and French are both looked for, whatever language the conversation is in.
package triage

import (
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// How much of a text is read, in code points: all of it up to longText, else its head and its tail.
const (
	longText = 20_000
	headText = 10_000
	tailText = 5_000
)

// Signals is what can be told about a message before it is answered.
type Signals struct {
	Language    desk.Language // what to answer in: the message's language, or the conversation's where it does not tell
	Other       bool          // the message is in a language that the assistant does not speak
	WantsPerson bool          // the customer asks for a human
	Courtesy    CourtesyKind  // the message is nothing but a greeting, thanks or the like
	Disputes    bool          // the message says that what it was told is wrong, untrue or no answer
	Mood        Mood          // how the message sounds
	MoodScore   float64       // from -1, surely negative, to 1, surely positive
	Cases       []Case        // what an operator should know at once; nil when nothing was found
}

// Read gives the signals of one message. The conversation's language, known, settles texts too short to tell; it may be
// desk.Unknown.
func Read(text string, known desk.Language) Signals {
	words := scanWords(excerpt(text))
	language, other := detect(words, known)
	mood, score := moodOf(words, language)
	return Signals{
		Language:    language,
		Other:       other,
		WantsPerson: wantsPerson(words),
		Courtesy:    courtesyOf(words),
		Disputes:    disputes(words),
		Mood:        mood,
		MoodScore:   score,
		Cases:       casesOf(words),
	}
}

// excerpt gives the text as valid UTF-8, and of one longer than longText its first headText and last tailText code
// points as two paragraphs.
func excerpt(text string) string {
	if len(text) > longText && utf8.RuneCountInString(text) > longText {
		text = text[:headEnd(text)] + "\n\n" + text[tailStart(text):]
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}

func headEnd(text string) int {
	end := 0
	for range headText {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return end
}

func tailStart(text string) int {
	start := len(text)
	for range tailText {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		start -= size
	}
	return start
}
