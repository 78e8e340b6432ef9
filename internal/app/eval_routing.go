package app

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/proving"
)

// routingSet gathers the files of one set of texts and topics.
type routingSet struct {
	names                   []string
	train, validation, test []proving.RoutingItem
}

func (s *routingSet) add(file string, raw []byte) error {
	items, err := proving.ReadRoutingItems(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	name := filepath.Base(file)
	s.names = append(s.names, name)
	switch {
	case strings.Contains(name, "train"):
		s.train = append(s.train, items...)
	case strings.Contains(name, "val"):
		s.validation = append(s.validation, items...)
	default:
		s.test = append(s.test, items...)
	}
	return nil
}

// fewExamples is how many examples a topic has in the second measurement: what a new desk can write in an afternoon.
const fewExamples = 10

func (s *routingSet) measure(r *run) ([]figures, error) {
	if len(s.train) == 0 || len(s.test) == 0 {
		return nil, desk.Errorf(desk.Invalid, "routing: name a file with train in its name and one to test on, beside %s", strings.Join(s.names, ", "))
	}
	name := strings.Join(s.names, ", ")
	all, err := s.figures(r, name, "routing", s.train)
	if err != nil {
		return nil, err
	}
	few, err := s.figures(r, name, "routing, 10 examples a topic", proving.SampleRouting(s.train, fewExamples, 1))
	return []figures{all, few}, err
}

func (s *routingSet) figures(r *run, name, shape string, train []proving.RoutingItem) (figures, error) {
	start := time.Now()
	set := proving.Routing{Train: train, Validation: s.validation, Test: s.test, Since: func() time.Duration { return time.Since(start) }}
	set.Training.Progress = r.progress("learn")
	report, err := proving.MeasureRouting(set)
	return figures{File: name, Shape: shape, Main: report.Accuracy, Table: table{report}}, err
}

// table prints what can say itself.
type table struct{ proving.RoutingReport }

func (t table) WriteText(w io.Writer) error {
	_, err := io.WriteString(w, t.String())
	return err
}
