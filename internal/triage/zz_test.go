package triage

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
)

func TestZZ(t *testing.T) {
	for _, f := range []string{"routing/banking77-train.jsonl", "routing/clinc150-val.jsonl", "retrieval/stackfaq.jsonl", "retrieval/cnil-questions.jsonl", "retrieval/service-public-questions.jsonl"} {
		fh, _ := os.Open("/work/shared/data/" + f)
		s := bufio.NewScanner(fh)
		s.Buffer(nil, 1<<24)
		n, off := 0, 0
		for s.Scan() {
			var r struct{ Text, Question string }
			json.Unmarshal(s.Bytes(), &r)
			n++
			if WantsPerson(r.Text + r.Question) {
				off++
				t.Log(r.Text + r.Question)
			}
		}
		t.Log(f, n, off)
	}
	for _, l := range []string{"en", "fr"} {
		for _, c := range setLines[struct {
			Text  string
			Wants bool `json:"wants_person"`
		}](t, "person-"+l+".jsonl", devHalf) {
			if WantsPerson(c.Text) != c.Wants {
				t.Log("DEV", c)
			}
		}
	}
}
