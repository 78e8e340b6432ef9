package novelty_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

const page = "You can return a lamp within 30 days of delivery. The Garden plan costs 9.90 EUR, the Balcony plan costs 4.90 EUR. " +
	"We do not refund gift cards unless they were never used."

func look(m *novelty.Memory, language desk.Language, text string, passages ...string) desk.Novelty {
	return novelty.Worst(m.Look(desk.Draft{Mode: desk.Compose, Language: language, Text: text}, passages))
}

func TestLook(t *testing.T) {
	for text, want := range map[string]desk.Novelty{
		"":       desk.Known,
		"Hello!": desk.Known,
		"You can return a lamp within 30 days of delivery.":                                                                   desk.Known,
		"you can return a lamp within thirty days of delivery":                                                                desk.Known,
		"You can return the lamp within 30\u00a0days of its delivery!":                                                        desk.Known,
		"Hello Anna, thank you for your message. The Balcony plan costs EUR 4,90, the Garden plan costs 9.90 EUR. Take care!": desk.BindingClaim,
		"The Garden plan costs €9.90, the Balcony plan costs €4.90.":                                                          desk.BindingClaim, // EUR stands on the other side
		"The Garden plan costs 9,90 EUR, the Balcony plan costs 4,9 EUR.":                                                     desk.Known,
		"The Garden plan costs 4.90 EUR, the Balcony plan costs 9.90 EUR.":                                                    desk.BindingClaim,
		"The Balcony plan costs 9.90 EUR, the Garden plan costs 4.90 EUR.":                                                    desk.BindingClaim,
		"You can return a lamp within 30 months of delivery.":                                                                 desk.BindingClaim,
		"You can return a lamp within 31 days of delivery.":                                                                   desk.BindingClaim,
		"You may return a lamp within 30 days of delivery.":                                                                   desk.BindingClaim,
		"You can't return a lamp within 30 days of delivery.":                                                                 desk.BindingClaim,
		"You can return a lamp.": desk.BindingClaim,
		"You can return a lamp within 30 days of delivery, free of charge.":           desk.BindingClaim,
		"We refund gift cards unless they were never used.":                           desk.BindingClaim,
		"We do not refund gift cards.":                                                desk.BindingClaim,
		"We don't refund gift cards unless they were never used.":                     desk.Known,
		"They do not refund gift cards unless you were never used.":                   desk.BindingClaim,
		"Members of the household share one session.":                                 desk.BindingClaim,
		"The lamp is made of oak.":                                                    desk.FreshClaim,
		"Die Lampe kann innerhalb eines Monats zurückgegeben werden.":                 desk.BindingClaim,
		"المصباح مصنوع من خشب البلوط":                                                 desk.BindingClaim,
		"The lamp is made of oak.\nYou can return a lamp within 30 days of delivery.": desk.FreshClaim,
	} {
		if got := look(&novelty.Memory{}, desk.English, text, page); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]desk.Novelty{
		"Vous pouvez renvoyer une lampe sous 30 jours.":            desk.Known,
		"Vous ne pouvez renvoyer une lampe que sous 30 jours.":     desk.BindingClaim,
		"Vous n'avez que 30 jours.":                                desk.BindingClaim,
		"On peut renvoyer une lampe sous 30 jours.":                desk.Known,
		"Les frais sont à notre charge.":                           desk.BindingClaim,
		"Les frais sont à votre charge.":                           desk.Known,
		"Bonjour Madame Lefèvre, merci pour votre message.":        desk.Known,
		"Avec plaisir, et le retour est offert bien entendu !":     desk.BindingClaim,
		"Le tissu est brodé à la main.":                            desk.FreshClaim,
		"Le tissu est brodé à la main, par une équipe de dix.":     desk.BindingClaim,
		"La lampe se souvient de la dernière couleur.":             desk.BindingClaim, // "last" may limit
		"Une seule session est ouverte à la fois, par prudence.":   desk.BindingClaim,
		"You can return a lamp within 30 days of delivery. Merci.": desk.BindingClaim,
	} {
		if got := look(&novelty.Memory{}, desk.French, text, "Vous pouvez renvoyer une lampe sous 30 jours. Les frais sont à votre charge."); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

func TestJudged(t *testing.T) {
	m := novelty.Remember([]novelty.Judged{
		{Text: "One session for each household.", Language: desk.English, Right: true},
		{Text: "Returns are free for members of the club.", Language: desk.English},
		{Text: "The moon lamp is blue.", Language: desk.English, Right: true},
		{Text: "The moon lamp is blue!", Language: desk.English},
		{Text: "We pay the postage.", Language: desk.English},
		{Text: "We pay the postage.", Language: desk.English, Right: true},
	})
	for text, want := range map[string]desk.Novelty{
		"One session for each household.":              desk.Known,
		"Two sessions for each household.":             desk.BindingClaim,
		"Returns are free for members of the club.":    desk.RefusedClaim,
		"Members of our club get their returns free.":  desk.RefusedClaim,
		"Club members never pay for a return.":         desk.RefusedClaim,
		"The moon lamp is blue.":                       desk.RefusedClaim, // what was found last holds
		"We pay the postage.":                          desk.Known,
		"You can return a lamp within 30 days of use.": desk.BindingClaim,
	} {
		if got := look(m, desk.English, text); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
	if got := look(m, desk.English, "Returns are free for members of the club.", "Returns are free for members of the club."); got != desk.RefusedClaim {
		t.Errorf("refused, though a page says it: %s", got)
	}
	if got := look(m, desk.English, "Returns are free for members.", "Returns are free for members."); got != desk.Known {
		t.Errorf("a page says it, and only something near was refused: %s", got)
	}
	claims := m.Look(desk.Draft{Mode: desk.Compose, Language: desk.English, Text: "Hi. Club members never pay for a return."}, nil)
	if len(claims) != 2 || claims[1].Like != "Returns are free for members of the club." || claims[1].Text != "Club members never pay for a return." {
		t.Errorf("%+v", claims)
	}
}

// What the server put together of whole units is known where it stands in them, and only there.
func TestLookAtQuotes(t *testing.T) {
	quote := func(text string) desk.Draft {
		return desk.Draft{Mode: desk.Quote, Language: desk.English, Text: text, Claims: []desk.Claim{{End: len(text), Text: text}}}
	}
	var m novelty.Memory
	for text, want := range map[string]desk.Novelty{
		"You can return a lamp within 30 days of delivery.":   desk.Known,
		"You can return a lamp  within\n30 days of delivery.": desk.Known,
		"You can return a lamp within 31 days of delivery.":   desk.BindingClaim,
	} {
		if got := novelty.Worst(m.Look(quote(text), []string{page})); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
	refused := novelty.Remember([]novelty.Judged{{Text: "You can return a lamp within 30 days of delivery.", Language: desk.English}})
	if got := novelty.Worst(refused.Look(quote("You can return a lamp within 30 days of delivery."), []string{page})); got != desk.RefusedClaim {
		t.Errorf("a refused sentence is quoted: %s", got)
	}
}

// A sentence more never makes a draft better known, wherever it stands, and whatever is refused besides.
func TestMoreIsNeverBetterKnown(t *testing.T) {
	sentences := []string{
		"You can return a lamp within 30 days of delivery.", "The lamp is made of oak.", "Hello!", "One session for each household.", "Returns are free.",
		"We do not refund gift cards unless they were never used.", "The shade is woven by hand.",
	}
	rapid.Check(t, func(t *rapid.T) {
		draft := rapid.SliceOfN(rapid.SampledFrom(sentences), 1, 4).Draw(t, "draft")
		more := append(append([]string{}, draft...), rapid.SampledFrom(sentences).Draw(t, "more"))
		refused := rapid.SampledFrom(sentences).Draw(t, "refused")
		var m novelty.Memory
		before := look(&m, desk.English, strings.Join(draft, " "), page)
		if after := look(&m, desk.English, strings.Join(more, " "), page); after > before {
			t.Fatalf("%s, then %s", before, after)
		}
		n := novelty.Remember([]novelty.Judged{{Text: refused, Language: desk.English}})
		if after := look(n, desk.English, strings.Join(draft, " "), page); after > before {
			t.Fatalf("%s, and after a refusal %s", before, after)
		}
	})
}

func FuzzLook(f *testing.F) {
	f.Add("You can return a lamp within 30 days.", page, "We pay the postage.")
	f.Add("Vous n'avez que 30 jours (1.000,50 €)…", "Bonjour, 2x10:30", "\xff")
	f.Add("a\nb. C d! É", "", "")
	f.Fuzz(func(t *testing.T, text, passage, refused string) {
		m := novelty.Remember([]novelty.Judged{{Text: refused, Language: desk.French}})
		for _, language := range []desk.Language{desk.English, desk.French, desk.Unknown} {
			for _, c := range m.Look(desk.Draft{Mode: desk.Compose, Language: language, Text: text}, []string{passage}) {
				if c.Start < 0 || c.End < c.Start || c.End > utf8.RuneCountInString(text) {
					t.Errorf("%d-%d of %d", c.Start, c.End, utf8.RuneCountInString(text))
				}
			}
		}
	})
}

func BenchmarkLook(b *testing.B) {
	passages := make([]string, 60)
	for i := range passages {
		passages[i] = strings.Repeat(page, 2)
	}
	draft := desk.Draft{Mode: desk.Compose, Language: desk.English, Text: page + " The lamp is made of oak. Members of the household share one session."}
	var judged []novelty.Judged
	for range 5000 {
		judged = append(judged, novelty.Judged{Text: "Returns are free for members of the club.", Language: desk.English})
	}
	for name, m := range map[string]*novelty.Memory{"nothing judged": {}, "5000 judged": novelty.Remember(judged)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				m.Look(draft, passages)
			}
		})
	}
}
