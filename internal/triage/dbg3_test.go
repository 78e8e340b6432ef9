package triage

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestDbgNeutral(t *testing.T) {
	for f, l := range map[string]desk.Language{"routing/banking77-train.jsonl": "en", "routing/clinc150-val.jsonl": "en", "retrieval/cnil-questions.jsonl": "fr", "retrieval/service-public-questions.jsonl": "fr", "retrieval/stackfaq.jsonl": "en"} {
		fh, _ := os.Open("/work/shared/data/" + f)
		s := bufio.NewScanner(fh)
		s.Buffer(nil, 1<<24)
		var n [3]int
		person, cases, off, lang := 0, map[CaseKind]int{}, 0, map[desk.Language]int{}
		i := 0
		for s.Scan() {
			var r struct{ Text, Question string }
			json.Unmarshal(s.Bytes(), &r)
			x := r.Text + r.Question
			m, _ := Sentiment(x, l)
			n[m]++
			i++
			if os.Getenv("SHOW") != "" && m != 0 && i%23 == 0 {
				t.Log(m, x)
			}
			if WantsPerson(x) {
				person++
				if os.Getenv("PERSON") != "" {
					t.Log("PERSON", x)
				}
			}
			for _, c := range Cases(x, l) {
				cases[c.Kind]++
				if os.Getenv("CASES") != "" && i%5 == 0 {
					t.Log(c, x)
				}
			}
			g := Language(x)
			lang[g]++
			if os.Getenv("LANGS") != "" && g != l {
				t.Log(g, x)
			}
			_ = off
		}
		t.Log(f, n, "person", person, cases, lang)
	}
}
