package triage

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
)

func TestDevPerson(t *testing.T) {
	if personFault != nil || courtesyFault != nil || casesFault != nil {
		t.Fatal(personFault, courtesyFault, casesFault)
	}
	for _, l := range []string{"en", "fr"} {
		f, _ := os.Open("/tmp/triage_dev/person-" + l + ".jsonl")
		s := bufio.NewScanner(f)
		tp, fp, fn := 0, 0, 0
		for s.Scan() {
			var r struct {
				Text  string
				Wants bool `json:"wants_person"`
			}
			json.Unmarshal(s.Bytes(), &r)
			got := WantsPerson(r.Text)
			switch {
			case got && r.Wants:
				tp++
			case got:
				fp++
				t.Log("FALSE ALARM", r.Text)
			case r.Wants:
				fn++
				t.Log("MISSED", r.Text)
			}
		}
		t.Log(l, tp, fp, fn)
	}
	f, _ := os.Open("testdata/person-own.txt")
	s := bufio.NewScanner(f)
	tp, fp, fn := 0, 0, 0
	for s.Scan() {
		l := s.Text()
		if l[0] == '#' {
			continue
		}
		want := l[0] == '+'
		got := WantsPerson(l[2:])
		switch {
		case got && want:
			tp++
		case got:
			fp++
			t.Log("FALSE ALARM", l)
		case want:
			fn++
			t.Log("MISSED", l)
		}
	}
	t.Log("own", tp, fp, fn)
}
