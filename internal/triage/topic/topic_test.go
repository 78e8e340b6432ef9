package topic

import (
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

// shop is a small set in two languages: four topics of six examples.
var shop = []Example{
	{"where is my parcel", "delivery"},
	{"my order has not arrived yet", "delivery"},
	{"track my package please", "delivery"},
	{"when will the parcel be delivered", "delivery"},
	{"où est mon colis", "delivery"},
	{"ma commande n'est pas arrivée", "delivery"},
	{"I want my money back", "refund"},
	{"how do I get a refund", "refund"},
	{"please refund the last payment", "refund"},
	{"refund my order", "refund"},
	{"je veux être remboursé", "refund"},
	{"quand serai-je remboursé", "refund"},
	{"I forgot my password", "account"},
	{"cannot log in to my account", "account"},
	{"reset the password of my account", "account"},
	{"change my login e-mail", "account"},
	{"mot de passe oublié", "account"},
	{"je ne peux pas me connecter à mon compte", "account"},
	{"send me the invoice of march", "invoice"},
	{"I need an invoice with our VAT number", "invoice"},
	{"the invoice shows the wrong address", "invoice"},
	{"download my invoices", "invoice"},
	{"il me faut une facture", "invoice"},
	{"ma facture est fausse", "invoice"},
}

func mustTrain(t testing.TB, examples []Example, outside []string, options Options) *Model {
	t.Helper()
	m, err := Train(examples, outside, options)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestGuess(t *testing.T) {
	m := mustTrain(t, shop, []string{"tell me a joke", "who won the match yesterday", "quel temps fait-il"}, Options{})
	if diff := cmp.Diff([]string{"account", "delivery", "invoice", "refund"}, m.Topics()); diff != "" {
		t.Error(diff)
	}
	for text, want := range map[string]string{
		"Where is my parcel?":               "delivery",
		"WHERE IS MY PARCEL":                "delivery",
		"OU EST MON COLIS":                  "delivery",
		"I forgot the password":             "account",
		"Je veux etre rembourse":            "refund",
		"I need the invoice of my order":    "invoice",
		"":                                  Other,
		"?!":                                Other,
		"日本語":                               Other,
		"zebra crossings by moonlight":      Other,
		"does your brother sing barbershop": Other,
	} {
		if got, p := m.Guess(text); got != want {
			best, _ := m.Best(text)
			t.Errorf("%q: got %s (best %s, %.2f), want %s", text, got, best, p, want)
		}
	}
}

func TestTinySets(t *testing.T) {
	three := []Example{{"where is my parcel", "delivery"}, {"track my order", "delivery"}, {"refund my money", "refund"}}
	for _, c := range []struct {
		name     string
		examples []Example
		outside  []string
		text     string
		want     string
	}{
		{"nothing", nil, nil, "where is my parcel", Other},
		{"outside only", nil, []string{"where is my parcel"}, "where is my parcel", Other},
		{"only other", []Example{{"where is my parcel", Other}}, nil, "where is my parcel", Other},
		{"only an empty text", []Example{{" ", "delivery"}}, nil, "where is my parcel", Other},
		{"one example, its words", three[:1], nil, "Where is my parcel?", "delivery"},
		{"one example, other words", three[:1], nil, "can you sing a song for us", Other},
		{"one topic, its words", three[:2], nil, "where is my parcel", "delivery"},
		{"one topic, other words", three[:2], nil, "can you sing a song for us", Other},
		{"two topics, words of the first", three, nil, "where is my parcel", "delivery"},
		{"two topics, words of the second", three, nil, "refund my money", "refund"},
		{"two topics, other words", three, nil, "can you sing a song for us", Other},
		{"two topics, other words, outside", three, []string{"sing"}, "can you sing a song for us", Other},
	} {
		m := mustTrain(t, c.examples, c.outside, Options{})
		if got, p := m.Guess(c.text); got != c.want {
			t.Errorf("%s: got %s (%.3f), want %s", c.name, got, p, c.want)
		}
	}
}

func TestTrainRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		example Example
		options Options
		words   string
	}{
		"no topic":      {Example{"a", ""}, Options{}, "Example 1"},
		"long topic":    {Example{"a", strings.Repeat("x", 257)}, Options{}, "Example 1"},
		"threshold":     {Example{"a", "b"}, Options{Threshold: 1.5}, "threshold"},
		"threshold NaN": {Example{"a", "b"}, Options{Threshold: math.NaN()}, "threshold"},
		"share":         {Example{"a", "b"}, Options{OutsideShare: 1}, "share"},
	} {
		_, err := Train([]Example{c.example}, nil, c.options)
		if !desk.Is(err, desk.Invalid) || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTrainIsDeterministic(t *testing.T) {
	bytes := func(seed uint64) string {
		data, err := mustTrain(t, shop, nil, Options{Seed: seed}).MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	if first, again := bytes(1), bytes(1); first != again {
		t.Error("the same seed gave two models")
	}
	if bytes(1) == bytes(2) {
		t.Error("the seed has no effect")
	}
}

func TestProgressIsCounted(t *testing.T) {
	var seen []int
	mustTrain(t, shop, nil, Options{Progress: func(done, total int) { seen = append(seen, done*100/total) }})
	if diff := cmp.Diff([]int{16, 33, 50, 66, 83, 100}, seen); diff != "" {
		t.Error(diff)
	}
}

func TestThreshold(t *testing.T) {
	m := mustTrain(t, shop, nil, Options{})
	if got := m.Threshold(); got != 0.5 {
		t.Errorf("default threshold %v", got)
	}
	for in, want := range map[float64]float64{-1: 0, 0: 0, 0.3: 0.3, 2: 1, math.Inf(1): 1, math.Inf(-1): 0} {
		if got := m.WithThreshold(in).Threshold(); got != want {
			t.Errorf("threshold %v became %v", in, got)
		}
	}
	if got := m.WithThreshold(math.NaN()).Threshold(); got != 1 {
		t.Errorf("threshold NaN became %v", got)
	}
	if got, _ := m.WithThreshold(1).Guess("where is my parcel"); got != Other {
		t.Errorf("nothing is certain, but threshold 1 gave %s", got)
	}
	if m.Threshold() != 0.5 {
		t.Error("WithThreshold changed its receiver")
	}
}

func TestZeroModelAnswersOther(t *testing.T) {
	var m Model
	if got, p := m.Guess("anything"); got != Other || p != 0 {
		t.Errorf("got %s %v", got, p)
	}
}

// A guess is Other exactly below the threshold, the best topic otherwise, and the confidence is a probability.
func TestGuessFollowsThreshold(t *testing.T) {
	m := mustTrain(t, shop, []string{"tell me a joke"}, Options{})
	words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("where is my parcel refund invoice password joke zebra où")), 0, 9)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(words.Draw(t, "words"), " ") + rapid.String().Draw(t, "tail")
		threshold := rapid.Float64Range(0, 1).Draw(t, "threshold")
		best, p := m.Best(text)
		if !(p >= 0 && p <= 1) {
			t.Fatalf("confidence %v", p)
		}
		want := best
		if p < threshold {
			want = Other
		}
		if got, q := m.WithThreshold(threshold).Guess(text); got != want || q != p {
			t.Fatalf("got %s %v, want %s %v", got, q, want, p)
		}
	})
}

func TestGuessIsConcurrent(t *testing.T) {
	m := mustTrain(t, shop, nil, Options{})
	want, sure := m.Guess("refund the parcel")
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 200 {
				if got, p := m.Guess("refund the parcel"); got != want || p != sure {
					t.Errorf("got %s %v, want %s %v", got, p, want, sure)
					return
				}
			}
		})
	}
	group.Wait()
}
