package answer

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// composedMost is the longest reply that is read, in code points: what is longer is no answer to a customer.
const composedMost = 8_000

// citation is how a model names the passages behind a sentence: [3], [3, 4], [p3], 【3】.
var citation = regexp.MustCompile(`\s*(?:\[|【)\s*[pP]?\d{1,3}(?:\s*[,;]\s*[pP]?\d{1,3})*\s*(?:\]|】)`)

var number = regexp.MustCompile(`\d{1,3}`)

// Compose reads a model's own words: references become their values, citations are checked and taken out. The claims come
// without evidence; that is found by our own search, whatever the model cites. ok is false where the model says that it
// has no answer. It fails with Invalid for a citation or reference to nothing, and for what is no text.
func Compose(answer string, m Material, language desk.Language, claims func(string, desk.Language) []desk.Claim) (d desk.Draft, ok bool, err error) {
	text := strings.TrimSpace(answer)
	if !utf8.ValidString(text) || utf8.RuneCountInString(text) > composedMost {
		return desk.Draft{}, false, desk.Errorf(desk.Invalid, "the model's reply is not a text of at most %d characters", composedMost)
	}
	if text == "" || declines(text) {
		return desk.Draft{}, false, nil
	}
	for _, cited := range citation.FindAllString(text, -1) {
		for _, digits := range number.FindAllString(cited, -1) {
			if n, err := strconv.Atoi(digits); err != nil || n < 1 || n > len(m) {
				return desk.Draft{}, false, desk.Errorf(desk.Invalid, "the model cites passage %s, and there are %d", digits, len(m))
			}
		}
	}
	text, wrong := m.fill(strings.TrimSpace(citation.ReplaceAllString(text, "")))
	if wrong != "" {
		return desk.Draft{}, false, desk.Errorf(desk.Invalid, "the model refers to the value %s, which is not there", wrong)
	}
	if text == "" {
		return desk.Draft{}, false, desk.Errorf(desk.Invalid, "the model's reply holds citations only")
	}
	return desk.Draft{Mode: desk.Compose, Language: language, Text: text, Claims: claims(text, language)}, true, nil
}

// declines tells whether a model says that it has no answer, in the word it was given for that.
func declines(text string) bool {
	return strings.EqualFold(strings.Trim(text, " .!\"'`*[]()\n"), "none")
}
