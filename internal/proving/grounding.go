package proving

import (
	"cmp"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
)

// Part says which lines of a set are used, so that what was chosen on one part can be reported on the other.
type Part string

// The parts. Lines are counted from 1. The empty Part is AllLines.
const (
	AllLines  Part = "all"
	OddLines  Part = "odd"
	EvenLines Part = "even"
)

func (p Part) has(line int) bool {
	switch p {
	case OddLines:
		return line%2 == 1
	case EvenLines:
		return line%2 == 0
	case AllLines, "":
		return true
	}
	return false
}

func (p Part) check() error {
	if p.has(1) || p.has(2) {
		return nil
	}
	return desk.Errorf(desk.Invalid, "%q is no part of a set: use all, odd or even", string(p))
}

// GroundingItem is an answer with its sources, and what people said of it.
type GroundingItem struct {
	guard.Request
	Task   string
	Wrong  bool // people found something in it that the sources do not support
	Marked bool // they marked what, sentence by sentence
	Spans  []GroundingSpan
}

// GroundingSpan is a stretch of the answer that the sources do not support, in code points. Kind is the set's own word.
type GroundingSpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Kind  string `json:"kind"`
}

// groundingLine is a line of a set. Sets of marked spans have unsupported, the others a label.
type groundingLine struct {
	guard.Request
	Task        string           `json:"task"`
	Label       string           `json:"label"`
	Unsupported *[]GroundingSpan `json:"unsupported"`
}

// The labels of BEGIN (Dziri et al. 2022). A generic answer states nothing that sources could support.
const (
	labelSupported   = "Fully attributable"
	labelUnsupported = "Not fully attributable"
	labelGeneric     = "Generic"
)

// ReadGroundingItems reads a part of a set, one JSON object {id, task, language, question, sources, answer} a line with
// either unsupported:[{start,end,kind}] or a label of BEGIN. Answers labelled generic are left out and counted.
func ReadGroundingItems(r io.Reader, part Part) (items []GroundingItem, leftOut int, err error) {
	if err := part.check(); err != nil {
		return nil, 0, err
	}
	err = eachLine(r, func(number int, line []byte) error {
		if !part.has(number) {
			return nil
		}
		var l groundingLine
		if err := json.Unmarshal(line, &l); err != nil {
			return desk.Wrap(err, desk.Invalid, "line "+strconv.Itoa(number)+" of the grounding set is not a JSON object {sources, answer, unsupported or label}: mend or remove it")
		}
		if l.Unsupported == nil && l.Label == labelGeneric {
			leftOut++
			return nil
		}
		item, err := l.item(number)
		items = append(items, item)
		return err
	})
	if err == nil && len(items) == 0 {
		err = desk.Errorf(desk.Invalid, "the grounding set has no answer to measure among its %s lines", cmp.Or(part, AllLines))
	}
	return items, leftOut, err
}

func (l *groundingLine) item(number int) (GroundingItem, error) {
	item := GroundingItem{Request: l.Request, Task: cmp.Or(l.Task, "answers")}
	switch {
	case l.Answer == "" || len(l.Sources) == 0:
		return item, desk.Errorf(desk.Invalid, "line %d of the grounding set lacks its answer or its sources: add them or remove the line", number)
	case l.Unsupported != nil:
		item.Marked, item.Spans, item.Wrong = true, *l.Unsupported, len(*l.Unsupported) > 0
		return item, l.spansFit(number)
	case l.Label == labelUnsupported:
		item.Wrong = true
		return item, nil
	case l.Label == labelSupported:
		return item, nil
	}
	return item, desk.Errorf(desk.Invalid, "line %d of the grounding set has neither unsupported spans nor one of the labels %q, %q and %q", number,
		labelSupported, labelUnsupported, labelGeneric)
}

// spansFit makes sure that what was marked lies in the answer: offsets of another unit would count the wrong sentences.
func (l *groundingLine) spansFit(number int) error {
	length := len([]rune(l.Answer))
	for _, s := range *l.Unsupported {
		if s.Start < 0 || s.End <= s.Start || s.End > length {
			return desk.Errorf(desk.Invalid, "line %d of the grounding set marks the characters %d to %d of an answer of %d: count code points from 0, the end exclusive",
				number, s.Start, s.End, length)
		}
	}
	return nil
}

// Grounding is what MeasureGrounding is handed.
type Grounding struct {
	Items   []GroundingItem
	LeftOut int // reported as it is
	Part    Part
	At      time.Time            // for which valid_until is judged
	Since   func() time.Duration // time passed since some fixed moment
}

// MeasureGrounding has the guard inspect each answer against its sources and counts. A hold is the alarm, an answer that
// people found wrong is what it should ring for.
func MeasureGrounding(g Grounding) GroundingReport {
	report := GroundingReport{N: len(g.Items), LeftOut: g.LeftOut, Part: cmp.Or(g.Part, AllLines), Tasks: []GroundingFigures{}}
	all, tasks := inspectedAnswers{}, map[string]*inspectedAnswers{}
	var times []time.Duration
	for _, item := range g.Items {
		started := g.Since()
		found := guard.Inspect(item.Request, g.At)
		times = append(times, g.Since()-started)
		if tasks[item.Task] == nil {
			tasks[item.Task] = &inspectedAnswers{}
		}
		all.add(item, found)
		tasks[item.Task].add(item, found)
	}
	report.All = all.figures("all")
	for _, task := range slices.Sorted(maps.Keys(tasks)) {
		report.Tasks = append(report.Tasks, tasks[task].figures(task))
	}
	slices.Sort(times)
	if len(times) > 0 {
		report.P50 = float64(times[len(times)/2].Nanoseconds()) / 1000
	}
	return report
}
