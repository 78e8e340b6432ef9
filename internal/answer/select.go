package answer

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// part is one step of a selection: a passage, or a phrase before the next passage.
type part struct {
	passage int // index into the material; -1: a phrase
	join    string
}

// partsMost bounds a selection: who needs more passages has not chosen.
const partsMost = 24

// Selection is a model's choice, laid out.
type Selection struct {
	Draft desk.Draft
	Pages []Page        // each page that is quoted
	Units [][]desk.Unit // by page, what is quoted of it
}

// Select reads what a model chose and lays it out: the passages verbatim under their headings, in the order of their
// page, completed with what the page says of exceptions. It fails with Invalid for anything but ids that are there, and
// for a choice that mixes readers; ok is false where the model chose nothing.
func Select(answer string, m Material, question string, language desk.Language, claims func(string, desk.Language) []desk.Claim) (s Selection, ok bool, err error) {
	parts, err := readParts(answer, m, language)
	if err != nil {
		return Selection{}, false, err
	}
	var picked []int
	for _, p := range parts {
		if p.passage >= 0 {
			picked = append(picked, p.passage)
		}
	}
	if len(picked) == 0 {
		return Selection{}, false, nil
	}
	if !m.sameReaders(picked) {
		return Selection{}, false, desk.Errorf(desk.Invalid, "the model chose passages that hold for different customers")
	}
	return lay(parts, m, question, language, claims), true, nil
}

// lay writes the draft, page by page in the order in which the model first named them. A phrase is kept only where the
// passage that it introduces still comes first on its page: before another one it would say something else.
func lay(parts []part, m Material, question string, language desk.Language, claims func(string, desk.Language) []desk.Claim) Selection {
	s := Selection{Draft: desk.Draft{Mode: desk.Select, Language: language}}
	var groups []*group
	pending := ""
	for _, p := range parts {
		if p.passage < 0 {
			pending = p.join
			continue
		}
		passage := m[p.passage]
		g := groupOf(groups, passage.Page)
		if g == nil {
			g = &group{page: passage.Page, pick: map[int]bool{}, phrase: pending, first: passage.Unit.Ordinal}
			groups = append(groups, g)
		}
		g.pick[passage.Unit.Ordinal] = true
		pending = ""
	}
	for _, g := range groups {
		units := inOrder(g.page, whole(question, g.page, g.pick))
		if g.phrase != "" && units[0].Ordinal == g.first {
			s.Draft = joined(s.Draft, desk.Draft{Text: g.phrase})
		}
		s.Draft = joined(s.Draft, draft(g.page, units, claims))
		s.Pages, s.Units = append(s.Pages, g.page), append(s.Units, units)
	}
	return s
}

// group is what was chosen of one page.
type group struct {
	page   Page
	pick   map[int]bool
	phrase string // before the page's first passage
	first  int    // the passage that the model named first
}

func groupOf(groups []*group, page Page) *group {
	for _, g := range groups {
		if g.page.Article.ID == page.Article.ID {
			return g
		}
	}
	return nil
}

// joined puts one draft behind another, with an empty line between.
func joined(d, next desk.Draft) desk.Draft {
	if d.Text != "" {
		d.Text += "\n\n"
	}
	at := utf8.RuneCountInString(d.Text)
	for _, c := range next.Claims {
		c.Start, c.End = c.Start+at, c.End+at
		d.Claims = append(d.Claims, c)
	}
	d.Text += next.Text
	return d
}

// readParts reads {"parts": [...]}, also inside a fence or a sentence. Ids may come as "p3", "[p3]", "P3", or 3.
func readParts(answer string, m Material, language desk.Language) ([]part, error) {
	from, to := strings.IndexByte(answer, '{'), strings.LastIndexByte(answer, '}')
	if from < 0 || to < from {
		return nil, desk.Errorf(desk.Invalid, "the model's choice is not a JSON object with parts")
	}
	var choice struct {
		Parts []any `json:"parts"`
	}
	if err := json.Unmarshal([]byte(answer[from:to+1]), &choice); err != nil {
		return nil, desk.Wrap(err, desk.Invalid, "the model's choice is not a JSON object with parts")
	}
	if len(choice.Parts) > partsMost {
		return nil, desk.Errorf(desk.Invalid, "the model chose %d parts, more than %d", len(choice.Parts), partsMost)
	}
	var parts []part
	for _, id := range choice.Parts {
		switch id.(type) {
		case string, float64:
		default:
			return nil, desk.Errorf(desk.Invalid, "the model's choice holds something that is no id")
		}
		p, err := readPart(fmt.Sprint(id), m, language)
		if err != nil {
			return nil, err
		}
		if p.passage < 0 || !slices.ContainsFunc(parts, func(q part) bool { return q.passage == p.passage }) {
			parts = append(parts, p)
		}
	}
	return parts, nil
}

var partID = regexp.MustCompile(`^\[?([pPjJ]?)([0-9]{1,3})\]?$`)

func readPart(id string, m Material, language desk.Language) (part, error) {
	found := partID.FindStringSubmatch(strings.TrimSpace(id))
	if found == nil {
		return part{}, unknownPart(id)
	}
	n, err := strconv.Atoi(found[2])
	if err != nil {
		return part{}, unknownPart(id)
	}
	if strings.EqualFold(found[1], "j") {
		list := Joins(language)
		if n < 1 || n > len(list) {
			return part{}, unknownPart(id)
		}
		return part{passage: -1, join: list[n-1]}, nil
	}
	if n < 1 || n > len(m) {
		return part{}, unknownPart(id)
	}
	return part{passage: n - 1}, nil
}

func unknownPart(id string) error {
	if r := []rune(id); len(r) > 20 {
		id = string(r[:20]) + "…"
	}
	return desk.Errorf(desk.Invalid, "the model named %q, which is no passage and no phrase", id)
}
