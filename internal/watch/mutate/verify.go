package mutate

import (
	"errors"
	"fmt"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Verify tells whether the mutants of an answer are mutants: each differs from the answer and from every twin in what a
// reader sees (words, numbers and signs of markup; letter case, punctuation, white space and the way a number is written
// do not count), or, where its words are the answer's, names what the runner expires or breaks. It fails with
// desk.Invalid and names each mutant that does not.
func Verify(a Answer, mutants, twins []Case) error {
	sight := New(House{}).sightOf(a)
	seen := make(map[string]Kind, len(twins))
	for _, t := range twins {
		if t.Reworded {
			seen[sight.visible(t.Draft.Text)] = t.Kind
		}
	}
	var faults []error
	for _, m := range mutants {
		if why := sight.invisible(m, seen); why != "" {
			faults = append(faults, desk.Errorf(desk.Invalid, "the mutant %q (%s): %s", m.Kind, m.Change, why))
		}
	}
	return errors.Join(faults...)
}

// sight is what a reader of one answer sees.
type sight struct {
	speller speller
	answer  string // as it is seen
}

func (m *Maker) sightOf(a Answer) sight {
	s := sight{speller: m.words[a.Language.Or(desk.English)].speller}
	s.answer = s.visible(a.Draft.Text)
	return s
}

// invisible says why a mutant does not show; empty means that it does. twins are texts as they are seen.
func (s sight) invisible(m Case, twins map[string]Kind) string {
	switch {
	case m.Mistake != "":
		return "" // it is as it was made, whatever the answer says
	case !m.Reworded && len(m.Expire) == 0 && (m.Break.Check == "" || m.Break.How == Working):
		return "it changes nothing"
	case !m.Reworded:
		return ""
	}
	said := s.visible(m.Draft.Text)
	if said == s.answer {
		return "the change does not show"
	}
	if twin, same := twins[said]; same {
		return fmt.Sprintf("it equals the benign twin %q", twin)
	}
	return ""
}

// visible gives what a reader sees of a text, numbers by their values.
func (s sight) visible(text string) string {
	d := read(text)
	numbers := s.speller.numbers(d)
	var b strings.Builder
	for i := 0; i <= len(d.tokens); {
		for _, r := range d.gap(i) {
			if strings.ContainsRune("<>[]()=€$£%", r) {
				b.WriteRune(r)
			}
		}
		if i == len(d.tokens) {
			break
		}
		b.WriteByte(' ')
		if len(numbers) > 0 && numbers[0].from == i {
			fmt.Fprintf(&b, "%g", numbers[0].value)
			i = numbers[0].to
			numbers = numbers[1:]
			continue
		}
		b.WriteString(analysis.Fold(d.word(i)))
		i++
	}
	return b.String()
}
