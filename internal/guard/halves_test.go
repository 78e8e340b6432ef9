package guard

import (
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// twin is a page with a question, an answer that must be held and one that may not.
type twin struct {
	name                         string
	language                     desk.Language
	page, question, wrong, right string
}

func (c twin) try(t *testing.T, blocks func(*testing.T, Input) []string) {
	t.Helper()
	if got := blocks(t, composedOf(c.language, c.question, c.page, c.wrong)); len(got) == 0 {
		t.Errorf("%s: passes %q", c.name, c.wrong)
	}
	if got := blocks(t, composedOf(c.language, c.question, c.page, c.right)); len(got) > 0 {
		t.Errorf("%s: holds %q: %q", c.name, c.right, got)
	}
}

// What a page denies, adds or limits further off than the lines that a claim comes nearest to.
func TestWhatAPageSaysElsewhere(t *testing.T) {
	for _, c := range []twin{
		{
			"denied elsewhere", desk.English,
			"Every lamp we sell was tested before it left.\n\nPack the lamp in its box. Our workshop replies within 3 days. There is no need to insure the lamp.\n",
			"How do I have a lamp repaired?", "Pack the lamp in its box. Then insure the lamp with your bank.", "Pack the lamp in its box. You need not insure the lamp.",
		},
		{
			"told to do what the page tells not to do", desk.French,
			"## Une selle mouillée\n\nN'utilisez pas de savon et ne chauffez rien. Attendez 2 jours : le cuir sèche de lui-même.\n",
			"Comment sécher ma selle ?", "Utilisez du savon, chauffez un peu, puis attendez 2 jours : le cuir sèche de lui-même.", "N'utilisez pas de savon, puis attendez 2 jours : le cuir sèche de lui-même.",
		},
		{
			"in a subordinate clause", desk.French,
			"- Pour rouvrir la salle, touchez **Rouvrir** sur l'écran.\n- Rien n'est facturé pendant une fermeture, sauf si vous louez le hall.\n",
			"Puis-je rouvrir la salle ?", "Oui, touchez Rouvrir sur l'écran, sachant que la fermeture en cours est facturée.", "Oui, touchez Rouvrir sur l'écran.",
		},
		{
			"condition in a list", desk.English,
			"An entry paid with a voucher goes back to the voucher, and never to a bank.\n\n- A voucher runs for 12 months.\n- A voucher can be exchanged only if its seal is unbroken.\n",
			"Can I exchange a voucher?", "Yes, a voucher can be exchanged.", "Yes, a voucher can be exchanged if its seal is unbroken.",
		},
		{
			"supplement", desk.English,
			"Rides are free from 20 euros.\n\nEach surfboard longer than 2 metres adds €6.00, even when the ride is free.\n",
			"My basket is 25 euros with a surfboard of 3 metres. Is the ride free?", "Yes, the ride is free from 20 euros.", "Yes, the ride is free from 20 euros, but a surfboard longer than 2 metres adds €6.00.",
		},
		{
			"in brackets", desk.English,
			"Receipts are kept for 8 years, as the tax office asks. This covers your name and the sums.\n",
			"What happens to my receipts?", "Receipts are kept for 8 years, as the tax office asks (with your photographs and chat history).", "Receipts are kept for 8 years, as the tax office asks (with your name and the sums).",
		},
		{
			"one remedy for another", desk.French,
			"Si la taille manque, nous remboursons la veste.\n", "Et si la taille manque ?", "Si la taille manque, vous recevez un avoir.", "Si la taille manque, vous recevez un remboursement.",
		},
	} {
		c.try(t, func(t *testing.T, in Input) []string { t.Helper(); return wordBlocks(t, in) })
	}
}

// Rows of a table told with their values exchanged, and what one row says told of another.
func TestRowsOfATable(t *testing.T) {
	const oil = "| Part | Summer | Winter |\n| --- | --- | --- |\n| Front chain | Every 40 days | Every 90 days |\n| Back wheels | Every 25 days | Every 70 days |\n"
	const toll = "| Tariff | North line | South line |\n| --- | --- | --- |\n| Bronze | €3.10 per trip | €2.70 per trip |\n| Silver | Included | Included |\n| Fax | No | Single trips only |\n"
	for _, c := range []twin{
		{"exchanged", desk.English, oil, "How often do I oil in summer?", "In summer, oil the front chain every 25 days and the back wheels every 40 days.", "In summer, oil the front chain every 40 days and the back wheels every 25 days."},
		{"another row's", desk.English, toll, "Do I pay on the south line with Bronze?", "No, a trip on the south line is included in Bronze.", "Yes, a trip on the south line is €2.70 with Bronze."},
		{"another column's", desk.English, toll, "Can I book by fax on the north line?", "Yes, fax is for single trips on the north line.", "No, fax is not possible on the north line."},
		{"exchanged in one sentence", desk.English, "A drum of 15 cm takes about 3 kg of sand, a drum of 25 cm about 9 kg and a drum of 45 cm about 21 kg.\n", "How much sand goes in a drum?", "A drum of 25 cm takes about 21 kg of sand.", "A drum of 45 cm takes about 21 kg of sand."},
	} {
		c.try(t, func(t *testing.T, in Input) []string { t.Helper(); return wordBlocks(t, in) })
	}
}

// Half an answer to a question of two parts, or about two things.
func TestHalfAnAnswer(t *testing.T) {
	const page = "The Linnet course starts on 3 May. The Plover course starts on 9 June. You are billed on the first evening.\n"
	for _, c := range []twin{
		{"two parts", desk.English, page, "When does the Linnet course start, and when am I billed for it?", "The Linnet course starts on 3 May.", "The Linnet course starts on 3 May, and you are billed on the first evening."},
		{"two things", desk.English, page, "When do the Linnet and Plover courses start?", "The Linnet course starts on 3 May.", "The Linnet course starts on 3 May and the Plover course on 9 June."},
		{"two things, one answer for both", desk.English, "Everyone may join Linnet and Plover, which are open to all.\n", "Who may join Linnet and Plover?", "Plover is open to everyone.", "Both are open to everyone."},
	} {
		c.try(t, func(_ *testing.T, in Input) []string {
			var blocks []string
			for _, f := range repliesTo(in) {
				if f.Severity == desk.Block {
					blocks = append(blocks, f.Message)
				}
			}
			return blocks
		})
	}
}

// True sentences that say in other words what their page says: none may be held.
func TestOtherWordsForTheSame(t *testing.T) {
	for _, c := range []struct {
		language       desk.Language
		page, question string
		answer         string
	}{
		{desk.English, "You can leave the club at any time, without a fee and without a notice.\n", "How do I leave?", "It's free and needs no notice."},
		{desk.English, "## Terms\n\nThe warranty applies only if:\n\n- the boiler was swept within 9 months;\n- it stands in a dry room;\n- you keep one bill.\n", "When does the warranty apply?", "The warranty applies only if the boiler was swept within 9 months and stands in a dry room."},
		{desk.English, "Logging off does not delete anything, except for drafts that were typed on the train.\n", "Is anything lost?", "Logging off deletes nothing, except for drafts that were typed on the train."},
		{desk.French, "Les plans sont gardés 6 ans. Cela concerne votre nom et la date, et rien d'autre.\n", "Que gardez-vous ?", "Seuls les plans sont gardés, pendant six ans."},
		{desk.French, "Nous ne remplaçons pas :\n\n- un vitrail ancien ;\n- une vitre fumée par une vitre qui ne l'est pas ;\n", "Peut-on remplacer une vitre fumée ?", "Une vitre fumée n'est jamais remplacée par une vitre qui ne l'est pas."},
		{desk.French, "La caution vous est rendue.\n", "Et ma caution ?", "Je suis vraiment désolé. La caution vous est rendue."},
		{desk.English, "| Means | Spain | Malta |\n| --- | --- | --- |\n| Zipcoin, Paywave | Yes | Yes |\n| Tallycard | Yes | Yes |\n| Notepay | Yes | Yes |\n", "How can I pay in Malta?", "You can pay with Zipcoin, Paywave, Tallycard or Notepay."},
		{desk.English, "| Tour | Ends |\n| --- | --- |\n| Heron | 21:30 Lisbon time |\n\nIn Greece, tours end at 23:30 local time, which is the same moment.\n", "When does Heron end?", "Heron ends at 21:30 Lisbon time (23:30 in Greece)."},
		{desk.English, "A drum of 15 cm takes about 3 kg of sand, a drum of 25 cm about 9 kg and a drum of 45 cm about 21 kg.\n", "How much sand goes in a drum of 25 cm?", "A drum of 25 cm takes about 9 kg of sand."},
	} {
		if got := wordBlocks(t, composedOf(c.language, c.question, c.page, c.answer)); len(got) > 0 {
			t.Errorf("holds %q: %q", c.answer, got)
		}
	}
}

// A sentence closed on a word that none can end on is broken.
func TestSentenceClosedOnAnOpenWord(t *testing.T) {
	for text, broken := range map[string]bool{
		"La salle ouvre quand la clé au gardien de.":        true,
		"La salle ouvre dès que le gardien a la clé.":       false,
		"Vous pouvez compter sur le gardien, il est là.":    false,
		"Open the blue valve before our.":                   true,
		"The valve is the one that you are looking for.":    false,
		"This is what the guard of the valve is made of.":   false,
		"Nous ouvrons la salle, et le gardien vient après.": false,
	} {
		language := desk.English
		if spokenLanguage(text) == desk.French {
			language = desk.French
		}
		in := composedOf(language, "?", text, text+" ")
		in.Sources[0].Text = "Autre chose."
		words := utterances(in)
		if got := endsOpen(words[0].words, words[0].text, language); got != broken {
			t.Errorf("%q: broken %v, want %v", text, got, broken)
		}
	}
}
