package triage

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
)

func TestDbgOff(t *testing.T) {
	for _, f := range []string{"routing/banking77-train.jsonl", "routing/clinc150-val.jsonl", "retrieval/stackfaq.jsonl", "kb/service-public.jsonl", "kb/cnil.jsonl", "grounding/ragtruth.jsonl", "grounding/begin.jsonl"} {
		fh, _ := os.Open("/work/shared/data/" + f)
		s := bufio.NewScanner(fh)
		s.Buffer(nil, 1<<24)
		n, off := 0, 0
		for s.Scan() {
			var r struct{ Text, Question, Answer, Body, Content string }
			json.Unmarshal(s.Bytes(), &r)
			x := r.Text + r.Answer + r.Body + r.Content
			n++
			if Offensive(x, "") {
				off++
				if off%23 == 1 {
					o := readOffence(x)
					t.Log(o, x[:min(len(x), 100)])
					ws := parted(unquoted(scanWords(unmask(excerpt(x)))))
					for _, m := range offenceBook.find(ws) {
						t.Log("    ", m.tag, wording(ws[m.from:m.to]))
					}
				}
			}
		}
		t.Log(f, n, off)
	}
	for _, sz := range []int{100, 1000, 10000, 100000, 1000000} {
		x := strings.Repeat("I want to speak to a human agent, your service is terrible and I hate you people! ", sz/80+1)
		st := time.Now()
		Read(x, "en")
		a := time.Since(st)
		st = time.Now()
		Offensive(x, "en")
		t.Log(sz, a, time.Since(st))
	}
	Read("x", "")
	st := time.Now()
	for range 1000 {
		Read("Hello, my order 5512 has not arrived yet, could you tell me where it is? I have been waiting for two weeks.", "en")
	}
	t.Log("per message", time.Since(st)/1000)
}
