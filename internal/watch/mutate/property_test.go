package mutate_test

import (
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/mutate"
)

var digits = regexp.MustCompile(`\d+`)

// faultOf tells what is wrong with the cases of an answer; the empty string means nothing is.
func faultOf(a mutate.Answer, house mutate.House, seed uint64) string {
	maker := mutate.New(house)
	make2 := func() (mutate.Made, mutate.Made) {
		r := rand.New(rand.NewPCG(seed, 7))
		return maker.Mutants(a, r), maker.Twins(a, r)
	}
	mutants, twins := make2()
	again, twinsAgain := make2()
	if !reflect.DeepEqual(mutants, again) || !reflect.DeepEqual(twins, twinsAgain) {
		return "the same seed gives other cases"
	}
	if err := mutate.Verify(a, mutants.Cases, twins.Cases); err != nil {
		return err.Error()
	}
	for _, c := range mutants.Cases {
		if c.Kind.Benign() || c.Reworded && c.Draft.Text == a.Draft.Text || c.Change == "" {
			return "no mutant: " + string(c.Kind)
		}
		if why := misplaced(c.Draft); why != "" && c.Reworded {
			return why
		}
	}
	numbers := mutate.Numbers(a.Draft.Text, a.Language)
	slices.Sort(numbers)
	for _, c := range twins.Cases {
		kept := mutate.Numbers(c.Draft.Text, a.Language)
		slices.Sort(kept)
		if !c.Kind.Benign() || !slices.Equal(numbers, kept) {
			return "a twin changes a number: " + c.Draft.Text
		}
		rewritten := c.Kind == mutate.SpelledOut || c.Kind == mutate.Grouped || c.Kind == mutate.Branded
		if !rewritten && !slices.Equal(digits.FindAllString(a.Draft.Text, -1), digits.FindAllString(c.Draft.Text, -1)) {
			return "a twin changes digits: " + c.Draft.Text
		}
	}
	return ""
}

// misplaced tells which claim does not stand where it says.
func misplaced(d desk.Draft) string {
	if !utf8.ValidString(d.Text) {
		return ""
	}
	runes := []rune(d.Text)
	for _, c := range d.Claims {
		if c.Start < 0 || c.End > len(runes) || c.Start >= c.End || string(runes[c.Start:c.End]) != c.Text {
			return "a claim does not stand where it says: " + c.Text
		}
	}
	return ""
}

func answers(t *rapid.T) mutate.Answer {
	language := rapid.SampledFrom([]desk.Language{desk.English, desk.French}).Draw(t, "language")
	pieces := rapid.SampledFrom([]string{
		"You can", "you cannot", "it is", "is not", "do not", "never", "without", "unless it is worn", "except on Sunday", ", provided that you pay,", "However,",
		"Vous pouvez", "ne peut pas être", "n'est pas", "sauf si", "à condition que", "Ouvrez", "l'envoi", "d'un", "est", "sont",
		"30 days", "5 working days", "€49", "49 €", "1 500 euros", "1,200", "12,50", "8.50", "thirty", "vingt et un jours", "quatre-vingts", "twenty-four", "1", "2026",
		"24 December", "le 1er mai", "Monday", "mardi", "8:30", "2026-01-05", "3/4/2026", "555-1234",
		"the Solo plan", "Atelier", "Lyon", ".", ". ", ", ", "; ", "\n", "\n- ", "1. ", "?", " ", "…", "The parcel", "choose", "colis", "un deux", "dix sept", "cent", "a hundred",
	})
	var b strings.Builder
	for _, p := range rapid.SliceOfN(pieces, 0, 25).Draw(t, "pieces") {
		b.WriteString(p + rapid.SampledFrom([]string{" ", " ", " ", "", ". "}).Draw(t, "gap"))
	}
	text := b.String()
	if rapid.IntRange(0, 9).Draw(t, "wild") == 0 {
		text += rapid.String().Draw(t, "tail")
	}
	a := said(language, text, rapid.SampledFrom([]string{"", "Other things take 9 days and 12 weeks. We are open in March.", text}).Draw(t, "more"))
	a.Question = rapid.StringN(0, 30, -1).Draw(t, "question")
	return a
}

func TestCasesOfAnyAnswer(t *testing.T) {
	house := bankHouse()
	rapid.Check(t, func(t *rapid.T) {
		a := answers(t)
		if why := faultOf(a, house, rapid.Uint64().Draw(t, "seed")); why != "" {
			t.Fatalf("%q: %s", a.Draft.Text, why)
		}
	})
}

func TestCasesOfTheBank(t *testing.T) {
	house := bankHouse()
	for _, b := range bank(t) {
		for seed := range uint64(3) {
			if why := faultOf(b.answer(), house, seed); why != "" {
				t.Errorf("%s: %s", b.ID, why)
			}
		}
	}
}

// FuzzCases hands outside text to every recipe.
func FuzzCases(f *testing.F) {
	f.Add("You can keep it for 30 days, unless it is worn. We do not refund it.", "It costs €49. Open Monday at 8:30.", "How long?", false, uint64(1))
	f.Add("Le prêt ne peut pas dépasser vingt et un jours, sauf le 1er mai.", "La formule Solo coûte 1 500 €.", "Combien ?", true, uint64(2))
	f.Add("n'", "ne", "", true, uint64(3))
	f.Add("\xff 1 000 000 000 000 000\u00a0000 9,999.9.9 not", "unless", "\x00", false, uint64(4))
	f.Add("Sauf si ne pas plus.", "a\u0301 can", "?", true, uint64(5))
	f.Fuzz(func(t *testing.T, text, more, question string, french bool, seed uint64) {
		if len(text) > 1_000 || len(more) > 1_000 {
			return
		}
		language := desk.English
		if french {
			language = desk.French
		}
		a := said(language, text, more)
		a.Question = question
		if why := faultOf(a, mutate.House{Names: map[string][]string{"x": {question, more, "Solo"}}, Brand: []string{question}, Checks: []string{more}}, seed); why != "" {
			t.Fatal(why)
		}
	})
}
