package proving

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Sheet is an article of an evaluation set's knowledge, with its text in sections.
type Sheet struct {
	Article  desk.Article
	Sections []Section
}

// Section is a run of text under its headings.
type Section struct {
	Path []string
	Text string
}

// sheetLine is a line of a knowledge base in any of its shapes.
type sheetLine struct {
	ID       string   `json:"id"`
	Article  string   `json:"article"`
	Title    string   `json:"title"`
	Language string   `json:"language"`
	Text     string   `json:"text"`
	Question string   `json:"question"`
	Answers  []string `json:"answers"`
}

// ReadSheets reads a knowledge base, one JSON object a line: articles {id, title, text}, sections {id, article, text} of
// which those with one article belong together and whose first lines are headings, or threads {id, question, answers}.
// Every article is approved from the beginning of time. Lines that name no language get the given one.
func ReadSheets(r io.Reader, language desk.Language) ([]Sheet, error) {
	var sheets []Sheet
	places := map[string]int{}
	err := eachLine(r, func(number int, line []byte) error {
		var l sheetLine
		if err := json.Unmarshal(line, &l); err != nil {
			return desk.Wrap(err, desk.Invalid, "line "+strconv.Itoa(number)+" of the knowledge is not a JSON object: mend or remove it")
		}
		id, title, sections := l.parts()
		if id == "" || len(sections) == 0 {
			return desk.Errorf(desk.Invalid, "line %d of the knowledge has no id or no text: add them or remove the line", number)
		}
		place, seen := places[id]
		if !seen {
			place = len(sheets)
			places[id] = place
			sheets = append(sheets, newSheet(id, title, desk.Language(l.Language).Or(language)))
		}
		sheets[place].Sections = append(sheets[place].Sections, sections...)
		return nil
	})
	return sheets, err
}

func newSheet(id, title string, language desk.Language) Sheet {
	return Sheet{Article: desk.Article{
		ID: id, Key: id, Path: id, Language: language, Title: title, Version: id + "@1", Number: 1,
		Contract: desk.Contract{Status: desk.StatusApproved, ApprovedBy: "import"}, Updated: time.Time{},
	}}
}

// parts gives the id, the title and the sections of a line.
func (l *sheetLine) parts() (id, title string, sections []Section) {
	switch {
	case len(l.Answers) > 0:
		for _, answer := range l.Answers {
			sections = append(sections, Section{Text: answer})
		}
		return l.ID, l.Question, sections
	case l.Text == "":
		return l.ID, l.Title, nil
	case l.Article != "":
		return l.Article, "", []Section{headed(l.Text)}
	}
	return l.ID, l.Title, []Section{{Text: l.Text}}
}

// headed takes the headings off the front of a section: short lines, each a paragraph of its own, then perhaps one on
// top of the text.
func headed(text string) Section {
	const longest = 120
	section := Section{Text: text}
	for {
		line, rest, more := strings.Cut(section.Text, "\n\n")
		if !more || strings.Contains(line, "\n") || len(line) > longest {
			return section
		}
		section.Path, section.Text = append(section.Path, line), rest
	}
}
