package guard

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
)

var lampPassages = []Passage{
	{ID: "returns", Title: "Returns", Text: "You can return an Aurora lamp within 30 days of delivery. Lamps that were engraved cannot be returned. Refunds reach your card within 5 working days."},
	{ID: "prices", Title: "Prices", Text: "The Aurora lamp costs €49. The Vega lamp costs €79 and ships on Mondays from our workshop in Lyon."},
}

func answered(answer string) Request {
	return Request{ID: "1", Question: "Can I return an Aurora lamp and what does it cost?", Language: desk.English, Sources: lampPassages, Answer: answer}
}

func TestInspect(t *testing.T) {
	for _, c := range []struct {
		name, answer, verdict, check string
	}{
		{"word for word", "The Aurora lamp costs €49.", "pass", ""},
		{"in nearly the same words", "An Aurora lamp can be returned within 30 days of delivery.", "pass", ""},
		{"with a courtesy", "Thank you for contacting us. The Aurora lamp costs €49.", "pass", ""},
		{"a number that is nowhere", "You can return an Aurora lamp within 45 days of delivery.", "hold", "numbers"},
		{"another unit of the same number", "You can return an Aurora lamp within 30 weeks of delivery.", "hold", "numbers"},
		{"working days are not days", "Refunds reach your card within 5 days.", "hold", "numbers"},
		{"another lamp's price", "The Aurora lamp costs €79.", "hold", "binding"},
		{"a name that is nowhere", "The Aurora lamp ships from our workshop in Paris.", "hold", "names"},
		{"a day that is nowhere", "The Vega lamp ships on Fridays from our workshop in Lyon.", "hold", "names"},
		{"a negation taken away", "Lamps that were engraved can be returned.", "hold", "negation"},
		{"a negation put in", "You cannot return an Aurora lamp within 30 days of delivery.", "hold", "negation"},
		{"a promise", "Refunds always reach your card within 5 working days.", "hold", "policy"},
		{"a link", "You can return an Aurora lamp within 30 days of delivery at https://evil.example.net/.", "hold", "contacts"},
		{"an address", "Write to returns@evil.example.net to return an Aurora lamp within 30 days of delivery.", "hold", "contacts"},
		{"a telephone number", "You can return an Aurora lamp within 30 days of delivery, call +33 1 23 45 67 89.", "hold", "contacts"},
		{"nothing to do with it", "Bananas grow in warm climates.", "hold", "support"},
		{"a deed", "I have refunded your Aurora lamp.", "hold", "actions"},
		{"markup", "The Aurora lamp costs €49. <img src=x>", "hold", "markup"},
		{"empty", "", "hold", "form"},
	} {
		r := Inspect(answered(c.answer), noon)
		if r.Verdict != c.verdict {
			t.Errorf("%s: %s, want %s: %+v", c.name, r.Verdict, c.verdict, r.Findings)
		}
		said := c.check == ""
		for _, f := range r.Findings {
			said = said || f.Check == c.check && f.Severity == "block"
		}
		if !said {
			t.Errorf("%s: check %s says nothing: %+v", c.name, c.check, r.Findings)
		}
	}
}

func TestInspectGivesEvidence(t *testing.T) {
	r := Inspect(answered("The Aurora lamp costs €49. An Aurora lamp can be returned within 30 days of delivery."), noon)
	want := []InspectedClaim{
		{Start: 0, End: 26, Text: "The Aurora lamp costs €49.", Kind: desk.PriceClaim, Supported: true, Score: 1, Evidence: []Span{{"prices", 0, 26}}},
		{Start: 27, End: 85, Text: "An Aurora lamp can be returned within 30 days of delivery.", Kind: desk.DelayClaim, Supported: true, Score: .88, Evidence: []Span{{"returns", 0, 57}}},
	}
	if diff := cmp.Diff(want, r.Claims); diff != "" {
		t.Error(diff)
	}
	if r.Score != .88 || r.ID != "1" {
		t.Errorf("score %v of %q", r.Score, r.ID)
	}
}

func TestInspectInFrench(t *testing.T) {
	request := Request{Language: desk.French, Answer: "Le retour est possible sous 30 jours.", Sources: []Passage{
		{Title: "Retours", Text: "Le retour d'une plante est possible sous 30 jours. Les arbres gravés ne sont pas repris."},
	}}
	if r := Inspect(request, noon); r.Verdict != "pass" || r.Claims[0].Evidence[0].Source != "1" {
		t.Errorf("a true sentence: %+v", r)
	}
	for _, wrong := range []string{"Le retour est possible sous 60 jours.", "Le retour n'est pas possible sous 30 jours.", "Les arbres gravés sont repris.", "Le retour est toujours possible sous 30 jours."} {
		request.Answer = wrong
		if r := Inspect(request, noon); r.Verdict != "hold" {
			t.Errorf("%q passes", wrong)
		}
	}
}

func TestInspectHeedsValidity(t *testing.T) {
	for until, want := range map[string]string{
		"": "pass", "2026-03-02": "pass", "2026-03-01": "hold", "2026-03-02T12:00:01Z": "pass", "2026-03-02T12:00:00Z": "hold", "next year": "hold",
	} {
		request := answered("The Aurora lamp costs €49.")
		request.Sources = []Passage{{ID: "p", Text: "The Aurora lamp costs €49.", ValidUntil: until}}
		if r := Inspect(request, noon); r.Verdict != want {
			t.Errorf("valid until %q: %s, want %s: %+v", until, r.Verdict, want, r.Findings)
		}
	}
}

func TestInspectHoldsWhatIsTooLong(t *testing.T) {
	long := answered(strings.Repeat("The Aurora lamp costs €49. ", 1000))
	large := answered("The Aurora lamp costs €49.")
	large.Sources = []Passage{{Text: strings.Repeat("a", longestShelf+1)}}
	asked := answered("The Aurora lamp costs €49.")
	asked.Question = strings.Repeat("a", longestQuestion+1)
	for _, request := range []Request{long, large, asked} {
		if r := Inspect(request, noon); r.Verdict != "hold" || len(r.Findings) != 1 {
			t.Errorf("too long and %s: %+v", r.Verdict, r.Findings)
		}
	}
}

func TestReportIsWrittenAsPromised(t *testing.T) {
	out, err := json.Marshal(Inspect(Request{ID: "x"}, noon))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"id":"x"`, `"verdict":"hold"`, `"score":0`, `"claims":[]`, `"findings":[{"check":"form","severity":"block","claim":-1,"message":`, `"micros":0`} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%s is missing in %s", want, out)
		}
	}
}
