package triage

import (
	"bufio"
	"encoding/json"
	"os"
	"sort"
	"testing"
)

func TestDbgHate(t *testing.T) {
	if offenceFault != nil {
		t.Fatal(offenceFault)
	}
	for _, l := range []string{"en", "fr"} {
		f, _ := os.Open("/work/shared/data/tone/hatecheck-" + l + ".jsonl")
		s := bufio.NewScanner(f)
		i := 0
		flag := map[string][2]int{}
		tot := map[string][2]int{}
		show := 0
		for s.Scan() {
			i++
			if i%2 == 0 {
				continue
			}
			var r struct{ Text, Label, Functionality string }
			json.Unmarshal(s.Bytes(), &r)
			h := Hateful(r.Text, "")
			x, y := flag[r.Functionality], tot[r.Label]
			x[1]++
			y[1]++
			if h {
				x[0]++
				y[0]++
			}
			flag[r.Functionality], tot[r.Label] = x, y
			if h != (r.Label == "hateful") && os.Getenv("SHOW") != "" && (show%9) == 0 {
				t.Log(r.Functionality, r.Text)
			}
			if h != (r.Label == "hateful") {
				show++
			}
		}
		var ks []string
		for k := range flag {
			ks = append(ks, k)
		}
		sort.Strings(ks)
		for _, k := range ks {
			t.Log(k, flag[k])
		}
		t.Log(l, tot)
	}
}
