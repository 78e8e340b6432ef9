package guard

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// composedOf makes the Input of a composed draft on one page, aligned.
func composedOf(language desk.Language, question, page, draft string) Input {
	in := Input{Question: question, Language: language, At: noon, Draft: desk.Draft{Mode: desk.Compose, Language: language, Text: draft, Claims: Claims(draft, language)}}
	in.Sources = []Source{{
		Article: "a", Version: "v", Unit: "u", Title: "Help", Language: language, Contract: desk.Contract{Status: desk.StatusApproved}, Kind: desk.Prose,
		Text: page, End: utf8.RuneCountInString(page), Shown: page,
	}}
	in = Prepared(in)
	in.Draft.Claims = Align(in)
	return in
}

// wordCase is what one check must catch, and a twin that no check may hold.
type wordCase struct{ page, wrong, right string }

var wordCases = map[desk.Language]map[string][]wordCase{
	desk.English: {
		"numbers": {
			{"You may return an item within 14 days.", "You may return an item within 40 days.", "You may return an item within two weeks."},
			{"The jacket weighs 1.5 kg and costs €1,050.50.", "The jacket weighs 1.5 kg and costs €1,500.50.", "The jacket weighs 1500 g and costs 1 050,50 euros."},
			{"The garden opens on 4 May 2027 at 9.00 am.", "The garden opens on 5 May 2027 at 9.00 am.", "The garden opens on Tuesday, May 4, 2027 at 9:00."},
			{"Answers come within 5 business days.", "Answers come within 5 days.", "Answers come within five working days."},
		},
		"binding": {
			{"The Basic plan costs $5 a month. The Super plan costs $9 a month.", "The Basic plan costs $9 a month.", "Per month, the Super plan costs $9, the Basic plan $5."},
			{"| Box | Price |\n|---|---|\n| Small | 4 € |\n| Large | 7 € |", "The Small box costs 7 €.", "The Large box costs 7 €."},
			{"You can send up to 20 letters a day.", "You can send at least 20 letters a day.", "You can send 20 letters a day at most."},
			{"Book at least 5 days before the visit.", "Book at least 5 days after the visit.", "Book no later than 5 days before the visit."},
		},
		"names": {
			{"Parcels to Ireland leave from Lyon.", "Parcels to Ireland leave from Bristol.", "From Lyon, parcels leave to Ireland."},
			{"Audit logs come with Team. Backups come with Solo.", "Audit logs come with Team and Zenith.", "Team comes with audit logs."},
		},
		"negation": {
			{"Engraved lamps cannot be returned.", "Engraved lamps can be returned.", "No, engraved lamps can't be returned."},
			{"Gift cards are refundable.", "Gift cards are not refundable.", "Yes, gift cards are refundable."},
		},
		"opposites": {
			{"Unplug the box before you open the lid.", "Unplug the box after you open the lid.", "Before you open the lid, unplug the box."},
		},
		"modality": {
			{"You must register the device in the app.", "You may register the device in the app if you like.", "You have to register the device in the app."},
			{"The transfer may take two hours.", "The transfer will always take two hours.", "The transfer might take two hours."},
		},
		"conditions": {
			{"Furniture cannot be returned, unless it is faulty.", "Furniture cannot be returned.", "Furniture cannot be returned, except where it is faulty."},
			{"Delivery is free for orders above the limit, except on islands.", "Delivery is free for orders above the limit.", "Except on islands, delivery is free for orders above the limit."},
		},
		"policy": {
			{"Refunds reach your card in May.", "Refunds are guaranteed to reach your card in May.", "In May, refunds reach your card."},
			{"You can sign in on your phone.", "By policy you can sign in on your phone.", "On your phone you can sign in."},
		},
		"support": {
			{"The lamp has a green shade.", "Our shops hold a raffle for members.", "The lamp's shade is green."},
		},
	},
	desk.French: {
		"numbers": {
			{"Le retour est possible sous 14 jours.", "Le retour est possible sous 40 jours.", "Le retour est possible sous quatorze jours."},
			{"Le vélo coûte 1 050,50 €.", "Le vélo coûte 1 500,50 €.", "Le vélo coûte 1.050,50 euros."},
			{"Le jardin ouvre le 4 mai 2027 à 9 h 30.", "Le jardin ouvre le 5 mai 2027 à 9 h 30.", "Le jardin ouvre le mardi 4 mai 2027 à 9h30."},
			{"La réponse arrive sous 5 jours ouvrés.", "La réponse arrive sous 5 jours.", "La réponse arrive sous cinq jours ouvrés."},
		},
		"binding": {
			{"La formule Solo coûte 9 € par mois. La formule Atelier coûte 24 € par mois.", "La formule Solo coûte 24 € par mois.", "La formule Atelier coûte 24 € par mois, la formule Solo 9 €."},
			{"| Boîte | Prix |\n|---|---|\n| Petite | 4 € |\n| Grande | 7 € |", "La boîte Petite coûte 7 €.", "La boîte Grande coûte 7 €."},
			{"Vous pouvez envoyer jusqu'à 20 lettres par jour.", "Vous pouvez envoyer au moins 20 lettres par jour.", "Vous pouvez envoyer 20 lettres par jour au maximum."},
			{"Réservez au moins 5 jours avant la visite.", "Réservez au moins 5 jours après la visite.", "Réservez au plus tard 5 jours avant la visite."},
		},
		"names": {
			{"Les colis pour l'Irlande partent de Lyon.", "Les colis pour l'Irlande partent de Nantes.", "De Lyon partent les colis pour l'Irlande."},
			{"Le journal est compris avec Atelier. La copie est comprise avec Solo.", "Le journal est compris avec Atelier et Zénith.", "Avec Atelier, le journal est compris."},
		},
		"negation": {
			{"Les lampes gravées ne sont pas reprises.", "Les lampes gravées sont reprises.", "Non, les lampes gravées ne sont pas reprises."},
			{"Les cartes cadeaux sont remboursables.", "Les cartes cadeaux ne sont pas remboursables.", "Oui, les cartes cadeaux sont remboursables."},
		},
		"opposites": {
			{"Débranchez la box avant d'ouvrir le couvercle.", "Débranchez la box après avoir ouvert le couvercle.", "Avant d'ouvrir le couvercle, débranchez la box."},
		},
		"modality": {
			{"Vous devez enregistrer l'appareil dans l'application.", "Vous pouvez, si vous le souhaitez, enregistrer l'appareil dans l'application.", "Il faut enregistrer l'appareil dans l'application."},
			{"Le transfert peut prendre deux heures.", "Le transfert prend toujours deux heures.", "Le transfert prend parfois deux heures."},
		},
		"conditions": {
			{"Les meubles ne sont pas repris, sauf en cas de défaut.", "Les meubles ne sont pas repris.", "Les meubles ne sont pas repris, à moins qu'ils n'aient un défaut."},
			{"La livraison est gratuite au-dessus du seuil, sauf pour les îles.", "La livraison est gratuite au-dessus du seuil.", "Hors îles, la livraison est gratuite au-dessus du seuil."},
		},
		"policy": {
			{"Le remboursement arrive sur votre carte en mai.", "Le remboursement arrive sur votre carte en mai, c'est garanti.", "En mai, le remboursement arrive sur votre carte."},
			{"Vous pouvez vous connecter au téléphone.", "Notre politique est de vous connecter au téléphone.", "Au téléphone, vous pouvez vous connecter."},
		},
		"support": {
			{"La lampe a un abat-jour vert.", "Nos boutiques organisent une tombola pour les membres.", "L'abat-jour de la lampe est vert."},
		},
	},
}

func TestWordChecks(t *testing.T) {
	for language, checks := range wordCases {
		for name, cases := range checks {
			for _, c := range cases {
				if blocks := wordBlocks(t, composedOf(language, "", c.page, c.wrong)); !slices.ContainsFunc(blocks, func(b string) bool { return strings.HasPrefix(b, name+":") }) {
					t.Errorf("%s %s: %q of %q is not caught: %v", language, name, c.wrong, c.page, blocks)
				}
				if blocks := wordBlocks(t, composedOf(language, "", c.page, c.right)); len(blocks) > 0 {
					t.Errorf("%s %s: %q of %q is held: %v", language, name, c.right, c.page, blocks)
				}
				if blocks := wordBlocks(t, composedOf(language, "", c.page, c.page)); len(blocks) > 0 {
					t.Errorf("%s %s: the page itself is held: %v", language, name, blocks)
				}
			}
		}
	}
}

// wordBlocks runs the checks of a model's own words.
func wordBlocks(t testing.TB, in Input) []string {
	t.Helper()
	var blocks []string
	for _, check := range append(wordChecks(), Check{"evidence", evidence}) {
		findings, err := check.Run(in)
		if err != nil {
			t.Fatalf("check %s: %v", check.Name, err)
		}
		for _, f := range findings {
			blocks = append(blocks, f.Check+": "+f.Message)
		}
	}
	return blocks
}

// TestWordChecksReadOnceOrEach holds an Input with its study to the same findings as one without.
func TestWordChecksReadOnceOrEach(t *testing.T) {
	for _, cases := range wordCases[desk.French] {
		for _, c := range cases {
			in := composedOf(desk.French, "Combien ?", c.page, c.wrong+" "+c.right)
			bare := in
			bare.study = nil
			if a, b := fmt.Sprint(wordBlocks(t, in)), fmt.Sprint(wordBlocks(t, bare)); a != b {
				t.Errorf("%s and %s", a, b)
			}
		}
	}
}

// unrelated is text that shares no word with the cases.
func unrelated(bytes int) string {
	var b strings.Builder
	for n := 0; b.Len() < bytes; n++ {
		fmt.Fprintf(&b, "Whales number %dq dive beneath arctic floes, while seagulls circle harbour masts. ", n)
	}
	return b.String()
}

// TestUnrelatedContextChangesNothing grows what stands around the evidence from 1 KB to 1 MB.
func TestUnrelatedContextChangesNothing(t *testing.T) {
	for _, cases := range wordCases[desk.English] {
		for _, draft := range []string{cases[0].wrong, cases[0].right} {
			var want string
			for _, size := range []int{1 << 10, 1 << 15, 1_000_000} {
				if size == 1_000_000 && testing.Short() {
					continue
				}
				page := unrelated(size/2) + "\n\n" + cases[0].page + "\n\n" + unrelated(size/2)
				got := fmt.Sprint(wordBlocks(t, composedOf(desk.English, "", page, draft)))
				if want == "" {
					want = got
				}
				if got != want {
					t.Errorf("%q with %d bytes around: %s, with 1 KB: %s", draft, size, got, want)
				}
			}
		}
	}
}

func BenchmarkComposeFiveSentencesFiveUnits(b *testing.B) {
	in := fiveByFive(1)
	in.Draft.Mode = desk.Compose
	in.Draft.Text = strings.ReplaceAll(in.Draft.Text, "leaves our workshop", "is sent from our workshop")
	in.Draft.Claims = Claims(in.Draft.Text, desk.English)
	checks := Checks()
	b.ReportAllocs()
	for b.Loop() {
		one := Prepared(in)
		one.Draft.Claims = Align(one)
		one = Shared(one) // as room flow does
		for _, c := range checks {
			if _, err := c.Run(one); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkComposeLinear shows the cost per byte of the sources while they grow: flat is linear.
func BenchmarkComposeLinear(b *testing.B) {
	for _, size := range []int{1 << 12, 1 << 14, 1 << 16, 1 << 18, 1_000_000} {
		page := unrelated(size/2) + "\n\nThe Basic plan costs $5 a month. The Super plan costs $9 a month.\n\n" + unrelated(size/2)
		in := composedOf(desk.English, "What does Basic cost?", page, "The Basic plan costs $5 a month, and the whales dive beneath floes.")
		b.Run(fmt.Sprintf("sources=%dkB", size/1024), func(b *testing.B) {
			for b.Loop() {
				in.study = nil
				one := Prepared(in)
				for _, c := range wordChecks() {
					if _, err := c.Run(one); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(page)), "ns/byte")
		})
	}
}

// TestTooMuchIsHeld holds every check of a model's own words to blocking what it does not look at.
func TestTooMuchIsHeld(t *testing.T) {
	for name, in := range map[string]Input{
		"sources": composedOf(desk.English, "", strings.Repeat("The lamp costs 5 euros. ", 50_000), "The lamp costs 5 euros, yes."),
		"values":  composedOf(desk.English, "", strings.Repeat("It costs 5 euros or 6 euros or 7 euros. ", 2_000), strings.Repeat("Now it is 5 or 6 or 7 or 8 euros. ", 60)),
	} {
		for _, check := range wordChecks() {
			findings, err := check.Run(in)
			if err != nil || len(findings) == 0 || findings[0].Severity != desk.Block {
				t.Errorf("%s: check %s lets it pass: %v %v", name, check.Name, findings, err)
			}
		}
	}
}
