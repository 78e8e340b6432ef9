package guard

import (
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// What is told of a procedure, a reason or a rule otherwise than the page has it, each with what may be said.
func TestToldOtherwise(t *testing.T) {
	const kiln = "1. Open Workshop > Kilns and choose **Warm up**.\n2. Close the damper first, then light the kiln.\n"
	const ferry = "| Crossing | On deck | In a cabin |\n| --- | --- | --- |\n| Skerry Isle | 2 to 3 hours | 4 to 5 hours |\n"
	for _, c := range []twin{
		{"a way through menus", desk.English, kiln, "How do I warm up the kiln?", "Open Workshop > Tools and choose Warm up.", "Go to Workshop > Kilns, then choose Warm up."},
		{"what comes first", desk.English, kiln, "How do I light the kiln?", "Light the kiln first, and only then close the damper.", "Close the damper first, then light the kiln."},
		{
			"a reason", desk.English, "Boats stay in harbour on Mondays, so that their hulls can be checked by the insurer.\n", "Why do boats stay in harbour on Mondays?",
			"Boats stay in harbour on Mondays because the pilots attend their weekly training.", "Boats stay in harbour on Mondays because their hulls are checked by the insurer.",
		},
		{
			"une raison", desk.French, "Le four reste éteint le lundi, car le ramonage a lieu ce jour-là.\n", "Pourquoi le four est-il éteint le lundi ?",
			"Le four reste éteint le lundi, car les potiers suivent leur formation.", "Le four reste éteint le lundi, puisque le ramonage a lieu ce jour-là.",
		},
		{
			"said of all", desk.English, "The porter carries trunks to your cabin. However, trunks over 40 kg stay on the quay.\n", "Are trunks carried to the cabin?",
			"The porter carries all trunks to your cabin, whatever they weigh.", "The porter carries trunks to your cabin, but trunks over 40 kg stay on the quay.",
		},
		{
			"of the thing excepted", desk.English, "After the second call the crate goes to the warehouse, except for glass crates, which go back to the maker.\n", "Where does my glass crate go?",
			"After the second call the glass crate goes to the warehouse.", "After the second call the crate goes to the warehouse, but glass crates go back to the maker.",
		},
		{
			"de la chose exceptée", desk.French, "Après le second appel, la caisse va à l'entrepôt, sauf les caisses de verre, qui repartent chez le fabricant.\n", "Où va ma caisse de verre ?",
			"Après le second appel, la caisse de verre va à l'entrepôt.", "La caisse va à l'entrepôt après le second appel, sauf les caisses de verre, qui repartent chez le fabricant.",
		},
		{
			"condition of the lesser line", desk.English, "Members may choose **Add to my next crate** at the till. This costs nothing more, but only if the crate is still open and weighs less than 6 kg.\n",
			"Does adding to my crate cost more?", "It costs nothing more: choose Add to my next crate at the till.", "It costs nothing more if the crate is still open and weighs less than 6 kg: choose Add to my next crate at the till.",
		},
		{"columns exchanged", desk.English, ferry, "How long is the crossing to Skerry Isle?", "To Skerry Isle, allow 4 to 5 hours on deck and 2 to 3 hours in a cabin.", "To Skerry Isle, allow 2 to 3 hours on deck and 4 to 5 hours in a cabin."},
		{
			"a limit denied", desk.English, "The hull check never lasts more than 10 days.\n", "How long is the hull check?", "The hull check lasts at least 10 days.", "The hull check lasts at most 10 days.",
		},
		{
			"a limit on a single month", desk.English, "We send the logbook within one month.\n", "When is the logbook sent?", "The logbook takes at least a month to be sent.", "The logbook is sent within a month.",
		},
		{
			"left to choice", desk.French, "Un voisin peut prendre la caisse, à condition d'avoir le code et une copie de votre permis.\n", "Mon voisin peut-il prendre la caisse ?",
			"Oui, un voisin peut prendre la caisse avec le code ; une copie de votre permis est facultative.", "Oui, un voisin peut prendre la caisse, à condition d'avoir le code et une copie de votre permis.",
		},
		{
			"the former for the new", desk.English, "Open the letter that we send to your new address and sign it.\n", "How do I confirm?", "Open the letter that we send to your former address and sign it.", "Please open the letter that we send to your new address, and sign it.",
		},
		{
			"what cannot be done there", desk.English, "On the website, choose **Ask for a berth**. Asking for a Skerry berth is not possible by radio.\n", "Can I ask for a Skerry berth by radio?",
			"Yes, you can ask for a Skerry berth by radio as well as on the website.", "No, asking for a Skerry berth is not possible by radio: choose Ask for a berth on the website.",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.try(t, func(t *testing.T, in Input) []string { t.Helper(); return wordBlocks(t, in) })
		})
	}
}

// What the page says of the very thing asked about must not be passed over.
func TestPassedOver(t *testing.T) {
	const page = "A failed toll is tried again after 2, 5 and 8 days.\n\n- Standing orders: tried once more, after 5 days.\n- Glass barges pay on the spot and get 3 days.\n\n| Cargo | Limit |\n| --- | --- |\n| Salt, flour | 3 tons |\n| Cider in casks | 5 tons |\n"
	for _, c := range []twin{
		{"two words on one line", desk.English, page, "My standing order was refused. When is the toll tried again?", "A failed toll is tried again after 2, 5 and 8 days.", "For standing orders, a failed toll is tried once more, after 5 days."},
		{"two things with labels", desk.English, page, "What is the limit for salt and cider?", "The limit for salt is 3 tons.", "The limit is 3 tons for salt and 5 tons for cider in casks."},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.try(t, func(_ *testing.T, in Input) []string {
				var blocks []string
				for _, f := range repliesTo(in) {
					if f.Severity == desk.Block {
						blocks = append(blocks, f.Message)
					}
				}
				return blocks
			})
		})
	}
}

// True sentences whose form a check might take for a claim of its own.
func TestFormsThatClaimNothing(t *testing.T) {
	for _, c := range []struct {
		language       desk.Language
		page, question string
		answer         string
	}{
		{desk.English, "We never lend:\n\n- a sextant that was calibrated;\n- a chart with notes.\n", "Which things do you never lend?", "There are two things we never lend:\n- a sextant that was calibrated;\n- a chart with notes."},
		{desk.French, "- votre numéro de barge ;\n- une photo de la coque.\n", "Que préparer avant d'appeler ?", "Merci d'avoir sous la main :\n- votre numéro de barge ;\n- une photo de la coque."},
		{desk.French, "La caisse est gardée 5 jours.\n", "Combien de temps ?", "Nous comprenons votre agacement. La caisse est gardée 5 jours."},
		{desk.English, "If that Monday is a holiday, the boat leaves on the Tuesday; the closing day does not change.\n", "When does it leave?", "If that Monday is a holiday, the boat leaves on the Tuesday instead."},
		{desk.French, "Les colis sont montés, sauf s'il n'y a pas de quai.\n\nL'ascenseur est fermé, sauf s'il y a un gardien.\n", "Et l'ascenseur ?", "L'ascenseur est fermé quand il n'y a pas de gardien."},
		{desk.French, "Les délais sont en jours ouvrés.\n\n| Île | À quai |\n| --- | --- |\n| Groix | 4 à 5 jours |\n", "Combien de temps pour Groix ?", "Pour Groix, comptez 4 à 5 jours ouvrés à quai."},
		{desk.English, "Your crates go there until you change it.\n", "And later?", "Your crates go there as long as you do not change it."},
	} {
		if got := wordBlocks(t, composedOf(c.language, c.question, c.page, c.answer)); len(got) > 0 {
			t.Errorf("holds %q: %q", c.answer, got)
		}
	}
}

// What buttons and mails are called is not the assistant's own voice; a line that only looks so is.
func TestNamesOfButtonsAndMails(t *testing.T) {
	const page = "Open the mail \"Your crate has left\" and choose Track. Or go to Crates > I want another, and the price is taken off.\n"
	for text, held := range map[string]bool{
		"Open the mail \"Your crate has left\" and choose Track.": false,
		"Go to Crates > I want another: the price is taken off.":  false,
		"Your crate has left.":                                    true,
		"> I wanted to help you, I grew up here.":                 true,
		"Go to Crates > Another. I wanted to give it to you too.": true,
	} {
		in := composedOf(desk.English, "How do I see it?", page, text)
		blocked := false
		for _, check := range []func(Input) ([]desk.Finding, error){actions, human} {
			found, err := check(in)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				blocked = blocked || f.Severity == desk.Block
			}
		}
		if blocked != held {
			t.Errorf("%q: held %v, want %v", text, blocked, held)
		}
	}
}
