package mutate

import (
	_ "embed"
	"encoding/json"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed testdata/answers.jsonl
var bankLines string

// Banked is a good answer that comes with the program: a page, a question, and the sentences of the page that answer it. A
// guard in order passes each, whatever the desk's own pages say.
type Banked struct {
	ID       string        `json:"id"`
	Half     string        `json:"half"` // a: looked at while the room was made; b: only counted
	Language desk.Language `json:"language"`
	Question string        `json:"question"`
	Title    string        `json:"title"`
	Page     string        `json:"page"`
	Sentence []string      `json:"answer"`
}

// Bank gives the answers that come with the program, in both languages.
func Bank() ([]Banked, error) {
	var list []Banked
	for line := range strings.Lines(bankLines) {
		var b Banked
		if err := json.Unmarshal([]byte(line), &b); err != nil {
			return nil, desk.Wrap(err, desk.Internal, "the built-in bank of answers cannot be read")
		}
		list = append(list, b)
	}
	return list, nil
}
