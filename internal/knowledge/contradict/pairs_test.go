package contradict

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/chunk"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

// pair is two small pages that contradict each other, or a benign twin of such a pair. Half a is what the rules were
// chosen on, half b what is reported.
type pair struct {
	ID, Half, Language string
	Kind               Kind
	Contradicts        bool
	Left, Right        struct{ Title, Text string }
	LeftUntil          string     `json:"left_until"`
	RightFrom          string     `json:"right_from"`
	LeftScope          desk.Scope `json:"left_scope"`
	RightScope         desk.Scope `json:"right_scope"`
}

func pairs(t testing.TB) []pair {
	t.Helper()
	f, err := os.Open("testdata/pairs.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var list []pair
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var p pair
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	return list
}

// made makes a page of Markdown.
func made(t testing.TB, id, title, text string, language desk.Language) Page {
	t.Helper()
	doc, err := extract.File(id+".md", []byte("---\ntitle: \""+title+"\"\n---\n"+text), extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := Page{Article: desk.Article{ID: id, Key: id, Version: id + "-1", Language: language, Title: doc.Title, Text: doc.Text}, Units: chunk.Units(doc, nil)}
	for i := range p.Units {
		p.Units[i].ID = id + "-1/" + string(rune('0'+i))
	}
	return p
}

func day(t testing.TB, s string) time.Time {
	t.Helper()
	if s == "" {
		return time.Time{}
	}
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestPairs(t *testing.T) {
	type score struct{ hit, missed, wrong, right int }
	scores := map[string]*score{"a": {}, "b": {}}
	for _, p := range pairs(t) {
		l := made(t, "left", p.Left.Title, p.Left.Text, desk.Language(p.Language))
		r := made(t, "right", p.Right.Title, p.Right.Text, desk.Language(p.Language))
		l.Article.Contract = desk.Contract{Scope: p.LeftScope, ValidUntil: day(t, p.LeftUntil)}
		r.Article.Contract = desk.Contract{Scope: p.RightScope, ValidFrom: day(t, p.RightFrom)}
		found := Find([]Page{l, r})
		s := scores[p.Half]
		switch {
		case p.Contradicts && len(found) > 0:
			s.hit++
		case p.Contradicts:
			s.missed++
			t.Logf("%s: missed: %q / %q", p.ID, p.Left.Text, p.Right.Text)
		case len(found) > 0:
			s.wrong++
			t.Logf("%s: no contradiction, but found: %q / %q", p.ID, p.Left.Text, p.Right.Text)
			if found[0].Withholds {
				t.Errorf("%s: no contradiction, but claims are withheld: %+v", p.ID, found[0])
			}
		default:
			s.right++
		}
	}
	if s := scores["a"]; s.hit < 20 || s.wrong > 0 {
		t.Errorf("half a: %+v; it was 20 of 24 and none wrong", *s)
	}
	for half, s := range scores {
		t.Logf("half %s: %d of %d contradictions found, %d of %d benign pairs let be", half, s.hit, s.hit+s.missed, s.right, s.right+s.wrong)
	}
}
