package triage

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
)

func TestDevPerson(t *testing.T) {
	if personFault != nil || courtesyFault != nil || casesFault != nil || moodFaultEN != nil || moodFaultFR != nil {
		t.Fatal(personFault, courtesyFault, casesFault, moodFaultEN, moodFaultFR)
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

func TestDevCases(t *testing.T) {
	for _, l := range []string{"en", "fr"} {
		f, _ := os.Open("/tmp/triage_dev/cases-" + l + ".jsonl")
		s := bufio.NewScanner(f)
		ok := map[string][3]int{}
		for s.Scan() {
			var r struct {
				Text  string
				Kinds []string
			}
			json.Unmarshal(s.Bytes(), &r)
			want := map[string]bool{}
			for _, k := range r.Kinds {
				want[k] = true
			}
			got := map[string]bool{}
			for _, c := range Cases(r.Text, "") {
				k := string(c.Kind)
				if k == "urgent" {
					k = "urgency"
				}
				got[k] = true
				if !want[k] {
					t.Log("FALSE", c, r.Text)
				}
			}
			for _, k := range []string{"urgency", "legal", "vulnerable"} {
				x := ok[k]
				switch {
				case got[k] && want[k]:
					x[0]++
				case got[k]:
					x[1]++
				case want[k]:
					x[2]++
					t.Log("MISSED", k, r.Text)
				}
				ok[k] = x
			}
			c := Courtesy(r.Text)
			x := ok["courtesy"]
			isC := want["courtesy_greeting"] || want["courtesy_thanks"] || want["courtesy_goodbye"]
			switch {
			case c != NoCourtesy && want["courtesy_"+c.String()]:
				x[0]++
			case c != NoCourtesy:
				x[1]++
				t.Log("COURTESY FALSE", c, r)
			case isC:
				x[2]++
				t.Log("COURTESY MISSED", r)
			}
			ok["courtesy"] = x
		}
		t.Log(l, "tp fp fn", ok)
	}
	f, _ := os.Open("/tmp/triage_dev/language.jsonl")
	s := bufio.NewScanner(f)
	good, n := 0, 0
	for s.Scan() {
		var r struct{ Text, Language string }
		json.Unmarshal(s.Bytes(), &r)
		n++
		g := string(Language(r.Text))
		if g == r.Language {
			good++
		} else {
			t.Log("LANG", r, g)
		}
	}
	t.Log("language", good, n)
}
