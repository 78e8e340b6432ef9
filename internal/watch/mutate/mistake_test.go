package mutate_test

import (
	"errors"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/mutate"
)

func TestMistake(t *testing.T) {
	good := mutate.Mistake{
		ID: "m1", Question: "Why am I signed out on my other computer?", Language: desk.English,
		Claim: " Each subscription is for one device, as a security feature. ", Evidence: []desk.Evidence{{Article: "a", Quote: "Sessions end after a month."}},
	}
	c, err := good.Mutant()
	if err != nil {
		t.Fatal(err)
	}
	claim := c.Draft.Claims[0]
	if c.Kind != mutate.Reviewed || c.Mistake != "m1" || !c.Reworded || c.Draft.Mode != desk.Compose || c.Question != good.Question {
		t.Errorf("case: %+v", c)
	}
	if claim.Text != "Each subscription is for one device, as a security feature." || claim.End != len(claim.Text) || len(claim.Evidence) != 1 || c.Draft.Text != claim.Text {
		t.Errorf("claim: %+v", claim)
	}
	if err := mutate.Verify(mutate.Answer{}, []mutate.Case{c}, nil); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*mutate.Mistake){
		"no id":       func(m *mutate.Mistake) { m.ID = "" },
		"no words":    func(m *mutate.Mistake) { m.Claim = " \n" },
		"no question": func(m *mutate.Mistake) { m.Question = "" },
		"no language": func(m *mutate.Mistake) { m.Language = desk.Unknown },
		"a benign":    func(m *mutate.Mistake) { m.Kind = mutate.Synonym },
		"machinery":   func(m *mutate.Mistake) { m.Kind = mutate.CheckBroken },
	} {
		bad := good
		spoil(&bad)
		if _, err := bad.Mutant(); !desk.Is(err, desk.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	good.Kind = mutate.PolicyInvented
	if c, err := good.Mutant(); err != nil || c.Kind != mutate.PolicyInvented {
		t.Errorf("kind: %v %v", c.Kind, err)
	}
}

func TestVerifySees(t *testing.T) {
	a := said(desk.English, "It takes 30 days.", "")
	words := func(text string) mutate.Case {
		return mutate.Case{Kind: mutate.NumberChanged, Language: desk.English, Reworded: true, Draft: desk.Draft{Text: text}}
	}
	twin := words("You have 31 days.")
	twin.Kind = mutate.Synonym
	for _, tt := range []struct {
		name string
		c    mutate.Case
		ok   bool
	}{
		{"another number", words("It takes 31 days."), true},
		{"the answer", words("It takes 30 days."), false},
		{"in words", words("it takes  THIRTY days"), false},
		{"of a twin", words("You have thirty-one days!"), false},
		{"markup", words("It takes <30> days."), true},
		{"another currency", words("It takes €30 days."), true},
		{"nothing expired", mutate.Case{Kind: mutate.ArticleExpired, Draft: a.Draft}, false},
		{"expired", mutate.Case{Kind: mutate.ArticleExpired, Draft: a.Draft, Expire: []string{"a"}}, true},
		{"a working check", mutate.Case{Kind: mutate.CheckBroken, Break: mutate.Break{Check: "x"}}, false},
		{"a broken check", mutate.Case{Kind: mutate.CheckBroken, Break: mutate.Break{Check: "x", How: mutate.Hangs}}, true},
	} {
		err := mutate.Verify(a, []mutate.Case{tt.c}, []mutate.Case{twin})
		if (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.name, err)
		}
		if e, is := errors.AsType[*desk.Error](err); err != nil && (!is || e.Kind != desk.Invalid) {
			t.Errorf("%s: %v is not invalid", tt.name, err)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, tt := range []struct {
		language desk.Language
		text     string
		want     []float64
	}{
		{desk.English, "1,200 euros, 8.50 and twenty-four of 12,50", []float64{1200, 8.5, 24, 12.5}},
		{desk.English, "1 000 000 people at 17:30 on the 3rd", []float64{1e6}},
		{desk.French, "1 500 €, 12,50 et 1.000, soixante et onze, quatre-vingt-dix-neuf, un", []float64{1500, 12.5, 1000, 71, 99}},
		{desk.French, "de 2 à 3 jours", []float64{2, 3}},
		{desk.English, "", nil},
	} {
		got := mutate.Numbers(tt.text, tt.language)
		if len(got) != len(tt.want) {
			t.Errorf("%q: %v, want %v", tt.text, got, tt.want)
			continue
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("%q: %v, want %v", tt.text, got, tt.want)
			}
		}
	}
}
