// Package desk holds the words of Vigie: the things a support desk speaks of, and nothing that can fail, wait or look
// at a clock. Every room may import it; it imports the standard library only.
//
// Times are time.Time in UTC, given by the caller. Ids are opaque strings made by the caller. Offsets into texts count
// Unicode code points, never bytes.
package desk

// Language is the ISO 639-1 code of a language that Vigie can speak, or Unknown.
type Language string

// The languages that a reply can be written in. Unknown is the zero value: not recognised, or not spoken here.
const (
	Unknown Language = ""
	English Language = "en"
	French  Language = "fr"
)

// Or gives the language, or another where it is unknown.
func (l Language) Or(other Language) Language {
	if l == Unknown {
		return other
	}
	return l
}
