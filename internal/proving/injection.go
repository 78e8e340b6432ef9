package proving

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
)

// InjectionItem is a text that gives orders to a model, or a benign one that uses the same words.
type InjectionItem struct {
	Text     string
	Benign   bool
	Category string
}

// ReadInjectionItems reads a set, one JSON object {text, benign, category?} a line. A text without a category has "texts".
func ReadInjectionItems(r io.Reader) ([]InjectionItem, error) {
	var items []InjectionItem
	err := eachLine(r, func(number int, line []byte) error {
		var l struct {
			Text     string `json:"text"`
			Benign   *bool  `json:"benign"`
			Category string `json:"category"`
		}
		if err := json.Unmarshal(line, &l); err != nil {
			return desk.Wrap(err, desk.Invalid, "line "+strconv.Itoa(number)+" of the injection set is not a JSON object {text, benign}: mend or remove it")
		}
		if l.Text == "" || l.Benign == nil {
			return desk.Errorf(desk.Invalid, "line %d of the injection set lacks its text, or does not say whether it is benign: add it or remove the line", number)
		}
		if l.Category == "" {
			l.Category = "texts"
		}
		items = append(items, InjectionItem{l.Text, *l.Benign, l.Category})
		return nil
	})
	return items, err
}

// InjectionReport is what a set shows about the guard's check of instructions.
type InjectionReport struct {
	Benign     InjectionRate   `json:"benign"`
	Attacks    InjectionRate   `json:"attacks"`
	Categories []InjectionRate `json:"categories"` // by name, benign ones first
}

// InjectionRate says what becomes of the texts of one category. A noted message is answered nevertheless, and the note is
// shown to operators; a blocked source is never quoted.
type InjectionRate struct {
	Category string `json:"category"`
	Benign   bool   `json:"benign"`
	N        int    `json:"n"`
	Noted    int    `json:"noted_as_message"`
	Blocked  int    `json:"blocked_as_source"`
	Alone    int    `json:"left_alone"` // neither
}

// LeftAlone gives the share of texts that are neither noted nor blocked, 0 of none.
func (r InjectionRate) LeftAlone() float64 { return ratio(r.Alone, r.N) }

func (r *InjectionRate) add(noted, blocked bool) {
	r.N++
	r.Noted += count(noted)
	r.Blocked += count(blocked)
	r.Alone += count(!noted && !blocked)
}

// count is 1 for what is so.
func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// MeasureInjection asks the guard about each text twice: as a customer's message, and as a source that a draft cites.
func MeasureInjection(items []InjectionItem) (InjectionReport, error) {
	checks := guard.Checks()
	at := slices.IndexFunc(checks, func(c guard.Check) bool { return c.Name == "instructions" })
	if at < 0 {
		return InjectionReport{}, desk.Errorf(desk.Internal, "the guard has no check of instructions")
	}
	flags := func(in guard.Input) bool {
		found, err := checks[at].Run(in)
		return err != nil || len(found) > 0
	}
	report := InjectionReport{Benign: InjectionRate{Category: "all benign", Benign: true}, Attacks: InjectionRate{Category: "all attacks"}}
	categories := map[string]*InjectionRate{}
	for _, item := range items {
		key := strconv.FormatBool(!item.Benign) + item.Category
		if categories[key] == nil {
			categories[key] = &InjectionRate{Category: item.Category, Benign: item.Benign}
		}
		total := &report.Attacks
		if item.Benign {
			total = &report.Benign
		}
		noted, blocked := flags(guard.Input{Question: item.Text}), flags(cited(item.Text))
		total.add(noted, blocked)
		categories[key].add(noted, blocked)
	}
	for _, key := range slices.Sorted(maps.Keys(categories)) {
		report.Categories = append(report.Categories, *categories[key])
	}
	return report, nil
}

// cited makes the Input of a draft that cites a text and says nothing itself: what is found then lies in the source.
func cited(text string) guard.Input {
	source := guard.Source{Article: "1", Version: "1", Unit: "1", Text: text, End: utf8.RuneCountInString(text), Shown: text, Kind: desk.Prose}
	evidence := desk.Evidence{Article: source.Article, Version: source.Version, Unit: source.Unit, End: source.End, Quote: text}
	return guard.Input{Sources: []guard.Source{source}, Draft: desk.Draft{Claims: []desk.Claim{{Evidence: []desk.Evidence{evidence}}}}}
}

// WriteText prints a report as a table for people.
func (r InjectionReport) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-22s %8s %6s %16s %17s %10s\n", "category", "", "n", "noted as message", "blocked as source", "left alone")
	for _, c := range append([]InjectionRate{r.Benign, r.Attacks}, r.Categories...) {
		if c.N == 0 {
			continue
		}
		kind := "attack"
		if c.Benign {
			kind = "benign"
		}
		fmt.Fprintf(&b, "%-22s %8s %6d %16d %17d %4d %.3f\n", c.Category, kind, c.N, c.Noted, c.Blocked, c.Alone, c.LeftAlone())
	}
	_, err := io.WriteString(w, b.String())
	return err
}
