package proving

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/triage"
)

// ToneReport says how triage hears the lines of a set. Of a set labelled negative, neutral and positive, Moods is filled;
// of one labelled hateful and non-hateful, Offence; of one that mixes both shapes, both.
type ToneReport struct {
	N       int           `json:"n"`
	Moods   MoodTable     `json:"moods"`
	Offence []OffenceRate `json:"offence,omitempty"`         // hateful first
	Groups  []OffenceRate `json:"functionalities,omitempty"` // by label, hateful first, and the set's own functionality
}

// MoodTable counts moods: Confusion[truth][heard], both in the order of MoodLabels.
type MoodTable struct {
	N         int        `json:"n"`
	Confusion [3][3]int  `json:"confusion"`
	F1        [3]float64 `json:"f1"`       // of each mood
	MacroF1   float64    `json:"macro_f1"` // their plain mean
	Accuracy  float64    `json:"accuracy"`
}

// MoodLabels gives the labels of moods, in the order of a MoodTable.
func MoodLabels() [3]string { return [3]string{"negative", "neutral", "positive"} }

// OffenceRate says how many of the lines with a label were flagged: as hateful, and as offensive in any way, which takes
// in insults of one person that these sets do not call hateful.
type OffenceRate struct {
	Label         string `json:"label"`
	Functionality string `json:"functionality,omitempty"`
	N             int    `json:"n"`
	Hateful       int    `json:"flagged_hateful"`
	Offensive     int    `json:"flagged_offensive"`
}

// toneLine is a line of a set.
type toneLine struct {
	Text          string `json:"text"`
	Label         string `json:"label"`
	Functionality string `json:"functionality"`
	Language      string `json:"language"`
}

// Tone reads a set, one JSON object {text, label, functionality?, language?} a line, and measures. Lines that name no language are in the
// given one; desk.Unknown lets triage tell.
func Tone(r io.Reader, language desk.Language) (ToneReport, error) {
	report := ToneReport{}
	rates := offenceRates{}
	err := eachLine(r, func(number int, line []byte) error {
		var l toneLine
		if err := json.Unmarshal(line, &l); err != nil {
			return desk.Wrap(err, desk.Invalid, fmt.Sprintf("line %d of the tone set is not a JSON object: mend or remove it", number))
		}
		report.N++
		if l.Language == "" {
			l.Language = string(language)
		}
		return report.hear(l, rates, number)
	})
	if len(rates) > 0 {
		report.Offence, report.Groups = rates.sorted()
	}
	report.Moods.score()
	return report, err
}

func (r *ToneReport) hear(l toneLine, rates offenceRates, number int) error {
	language, moods := desk.Language(l.Language), MoodLabels()
	if truth := slices.Index(moods[:], l.Label); truth >= 0 {
		mood, _ := triage.Sentiment(l.Text, language.Or(triage.Language(l.Text)))
		r.Moods.Confusion[truth][slices.Index(moods[:], mood.String())]++
		return nil
	}
	if slices.Contains(offenceLabels(), l.Label) {
		rates.add(l, triage.Hateful(l.Text, language), triage.Offensive(l.Text, language))
		return nil
	}
	return desk.Errorf(desk.Invalid, "line %d of the tone set has the label %q: use negative, neutral or positive, or hateful or non-hateful", number, l.Label)
}

// offenceLabels gives the labels of offence, in the order of a report.
func offenceLabels() []string { return []string{"hateful", "non-hateful"} }

// offenceRates are counts by label, and by label and functionality.
type offenceRates map[[2]string]*OffenceRate

func (o offenceRates) add(l toneLine, hateful, offensive bool) {
	keys := [][2]string{{l.Label, ""}}
	if l.Functionality != "" {
		keys = append(keys, [2]string{l.Label, l.Functionality})
	}
	for _, key := range keys {
		if o[key] == nil {
			o[key] = &OffenceRate{Label: key[0], Functionality: key[1]}
		}
		o[key].N++
		o[key].Hateful += count(hateful)
		o[key].Offensive += count(offensive)
	}
}

// sorted gives the rates of both labels, also of one that the set lacks, and those of functionalities.
func (o offenceRates) sorted() (labels, groups []OffenceRate) {
	for _, label := range offenceLabels() {
		labels = append(labels, OffenceRate{Label: label})
	}
	for _, key := range slices.SortedFunc(maps.Keys(o), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		if key[1] != "" {
			groups = append(groups, *o[key])
			continue
		}
		labels[slices.Index(offenceLabels(), key[0])] = *o[key]
	}
	return labels, groups
}

// score works out the rates from the counts. The F1 of a mood that neither occurs nor is heard is 0.
func (m *MoodTable) score() {
	right := 0
	for c := range m.Confusion {
		truth, heard := 0, 0
		for o := range m.Confusion {
			truth += m.Confusion[c][o]
			heard += m.Confusion[o][c]
		}
		m.N += truth
		right += m.Confusion[c][c]
		if truth+heard > 0 {
			m.F1[c] = 2 * float64(m.Confusion[c][c]) / float64(truth+heard)
		}
		m.MacroF1 += m.F1[c] / float64(len(m.Confusion))
	}
	if m.N > 0 {
		m.Accuracy = float64(right) / float64(m.N)
	}
}

// WriteText prints a report as tables for people.
func (r ToneReport) WriteText(w io.Writer) error {
	if r.Moods.N > 0 {
		if err := r.Moods.writeText(w); err != nil {
			return err
		}
	}
	for _, o := range slices.Concat(r.Offence, r.Groups) {
		name := o.Label
		if o.Functionality != "" {
			name = "  " + o.Functionality
		}
		if _, err := fmt.Fprintf(w, "%-20s n=%-5d flagged hateful %5d (%.3f)  offensive %5d (%.3f)\n", name, o.N,
			o.Hateful, ratio(o.Hateful, o.N), o.Offensive, ratio(o.Offensive, o.N)); err != nil {
			return err
		}
	}
	return nil
}

func (m MoodTable) writeText(w io.Writer) error {
	moods := MoodLabels()
	if _, err := fmt.Fprintf(w, "n=%d macro-F1=%.3f accuracy=%.3f\n%10s %9s %9s %9s %6s\n", m.N, m.MacroF1, m.Accuracy,
		"heard as", moods[0], moods[1], moods[2], "F1"); err != nil {
		return err
	}
	for i, row := range m.Confusion {
		if _, err := fmt.Fprintf(w, "%10s %9d %9d %9d %6.3f\n", moods[i], row[0], row[1], row[2], m.F1[i]); err != nil {
			return err
		}
	}
	return nil
}

// ratio is part of whole, 0 of nothing.
func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
