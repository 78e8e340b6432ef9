package proving

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/triage"
)

// ToneReport says how triage hears the lines of a set. Of a set labelled negative, neutral and positive, Moods is filled;
// of one labelled hateful and non-hateful, Offence; of one that mixes both shapes, both.
type ToneReport struct {
	N       int           `json:"n"`
	Moods   MoodTable     `json:"moods"`
	Offence []OffenceRate `json:"offence,omitempty"` // hateful first
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
	Label     string `json:"label"`
	N         int    `json:"n"`
	Hateful   int    `json:"flagged_hateful"`
	Offensive int    `json:"flagged_offensive"`
}

// toneLine is a line of a set.
type toneLine struct {
	Text     string `json:"text"`
	Label    string `json:"label"`
	Language string `json:"language"`
}

// Tone reads a set, one JSON object {text, label, language?} a line, and measures. Lines that name no language are in the
// given one; desk.Unknown lets triage tell.
func Tone(r io.Reader, language desk.Language) (ToneReport, error) {
	report := ToneReport{}
	rates := [2]OffenceRate{{Label: "hateful"}, {Label: "non-hateful"}}
	err := eachLine(r, func(number int, line []byte) error {
		var l toneLine
		if err := json.Unmarshal(line, &l); err != nil {
			return desk.Wrap(err, desk.Invalid, fmt.Sprintf("line %d of the tone set is not a JSON object: mend or remove it", number))
		}
		report.N++
		return report.hear(l, language, &rates, number)
	})
	if rates[0].N+rates[1].N > 0 {
		report.Offence = rates[:]
	}
	report.Moods.score()
	return report, err
}

func (r *ToneReport) hear(l toneLine, language desk.Language, rates *[2]OffenceRate, number int) error {
	if l.Language != "" {
		language = desk.Language(l.Language)
	}
	moods := MoodLabels()
	if truth := slices.Index(moods[:], l.Label); truth >= 0 {
		mood, _ := triage.Sentiment(l.Text, language.Or(triage.Language(l.Text)))
		r.Moods.Confusion[truth][slices.Index(moods[:], mood.String())]++
		return nil
	}
	for i := range rates {
		if rates[i].Label == l.Label {
			rates[i].count(l.Text, language)
			return nil
		}
	}
	return desk.Errorf(desk.Invalid, "line %d of the tone set has the label %q: use negative, neutral or positive, or hateful or non-hateful", number, l.Label)
}

func (o *OffenceRate) count(text string, language desk.Language) {
	o.N++
	if triage.Hateful(text, language) {
		o.Hateful++
	}
	if triage.Offensive(text, language) {
		o.Offensive++
	}
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
	for _, o := range r.Offence {
		if _, err := fmt.Fprintf(w, "%-12s n=%-5d flagged hateful %5d (%.3f)  offensive %5d (%.3f)\n", o.Label, o.N,
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
