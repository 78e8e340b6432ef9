package guard

import (
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// blocked gives what every check holds against a draft.
func blocked(t *testing.T, in Input) string {
	t.Helper()
	var why strings.Builder
	for _, check := range Checks() {
		found, err := check.Run(in)
		if err != nil {
			t.Fatalf("%s: %v", check.Name, err)
		}
		for _, f := range found {
			if f.Severity == desk.Block {
				why.WriteString(f.Check + ": " + f.Message + "; ")
			}
		}
	}
	return why.String()
}

func composedBy(brand []string, language desk.Language, question, page, draft string) Input {
	in := composedOf(language, question, page, draft)
	in.study, in.Brand = nil, brand
	in = Prepared(in)
	in.Draft.Claims = Align(in)
	return Prepared(in)
}

// The company's own names need no support anywhere: in an answer, in its greeting, in its signature.
func TestOwnNamesNeedNoSupport(t *testing.T) {
	page := "You can pay by card in every branch. We send a new card within 5 days. You cannot pay by cheque."
	pageFR := "Vous pouvez payer par carte dans toutes les agences. Nous envoyons une nouvelle carte sous 5 jours."
	brand := []string{"Virgin Money", "Scunthorpe Outdoor"}
	for _, tt := range []struct {
		language        desk.Language
		question, draft string
		held            bool
	}{
		{desk.English, "How can I pay?", "At Virgin Money, you can pay by card in every branch.", false},
		{desk.English, "How can I pay?", "With Virgin Money, you can pay by card in every branch.", false},
		{desk.English, "When do I get a new card?", "Virgin Money will send a new card within 5 days.", false},
		{desk.English, "How can I pay?", "You can pay by card in every branch. Kind regards, the Virgin Money team", false},
		{desk.English, "How can I pay?", "You can pay by card in every branch.\n\nKind regards,\nthe Virgin Money team", false},
		{desk.English, "How can I pay?", "Thank you for choosing Virgin Money! You can pay by card in every branch.", false},
		{desk.English, "How can I pay?", "Welcome to Virgin Money. You can pay by card in every branch.", false},
		{desk.English, "Hello Virgin Money. How can I pay?", "You can pay by card in every branch.", false},
		{desk.English, "How can I pay?", "Scunthorpe Outdoor accepts payment by card in every branch.", false},
		{desk.French, "Comment payer ?", "Chez Virgin Money, vous pouvez payer par carte dans toutes les agences.", false},
		{desk.French, "Comment payer ?", "Vous pouvez payer par carte dans toutes les agences. Cordialement, l'équipe Virgin Money", false},
		{desk.French, "Comment payer ?", "Merci d'avoir choisi Virgin Money. Vous pouvez payer par carte dans toutes les agences.", false},
		{desk.French, "Bonjour Virgin Money. Comment payer ?", "Vous pouvez payer par carte dans toutes les agences.", false},

		{desk.English, "How can I pay?", "At Virgin Money, you can pay by cheque.", true},
		{desk.English, "How can I pay?", "At Barclays, you can pay by card in every branch.", true},
		{desk.English, "When do I get a new card?", "Virgin Money will send a new card within 6 days.", true},
		{desk.English, "How can I pay?", "Virgin Money pays back every transfer fee.", true},
		{desk.English, "How can I pay?", "You can pay by card in every branch. Kind regards, Martha from the Virgin Money team", true},
		{desk.French, "Comment payer ?", "Chez Virgin Money, les frais de dossier sont offerts.", true},
	} {
		if why := blocked(t, composedBy(brand, tt.language, tt.question, page+" "+pageFR, tt.draft)); (why != "") != tt.held {
			t.Errorf("%q: held %v: %s", tt.draft, why != "", why)
		}
	}
}

// A greeting of the company by its name asks nothing.
func TestOwnNamesInTheQuestion(t *testing.T) {
	for _, tt := range []struct {
		language        desk.Language
		question, quote string
		held            bool
	}{
		{desk.English, "Hello Virgin Money. Can I exchange shoes?", "You can exchange shoes within 30 days.", false},
		{desk.English, "Hi Cockburn & Fils team, what is the Essex Ferries rule for bikes?", "Bikes travel on the car deck.", false},
		{desk.English, "Does Virgin Money let me exchange shoes?", "You can exchange shoes within 30 days.", false},
		{desk.French, "Bonjour Essex Ferries. Les vélos sont-ils acceptés ?", "Les vélos voyagent sur le pont des voitures.", false},
		{desk.English, "Hello Virgin Money. Can I exchange shoes?", "Bikes travel on the car deck.", true},
	} {
		in := Input{
			Question: tt.question, Language: tt.language, At: noon, Brand: []string{"Virgin Money", "Cockburn & Fils", "Essex Ferries"},
			Draft: desk.Draft{Mode: desk.Quote, Language: tt.language, Text: tt.quote, Claims: Claims(tt.quote, tt.language)},
		}
		in.Sources = composedOf(tt.language, "", tt.quote, tt.quote).Sources
		in.Draft.Claims = Align(in)
		if why := blocked(t, in); (why != "") != tt.held {
			t.Errorf("%q on %q: held %v: %s", tt.quote, tt.question, why != "", why)
		}
	}
}

// Number words are read to their end, and a day of the week must be that of its date.
func TestCompoundsAndWeekdays(t *testing.T) {
	for _, tt := range []struct {
		language    desk.Language
		page, draft string
		held        bool
	}{
		{desk.French, "Le délai de retour est de 21 jours.", "Le délai de retour est de vingt et un jours.", false},
		{desk.French, "Le délai de retour est de 20 jours.", "Le délai de retour est de vingt et un jours.", true},
		{desk.French, "Le délai de retour est de vingt et un jours.", "Le délai de retour est de 20 jours.", true},
		{desk.French, "La garantie dure 71 jours.", "La garantie dure soixante et onze jours.", false},
		{desk.French, "La garantie dure 31 semaines.", "La garantie dure trente et une semaines.", false},
		{desk.French, "La garantie dure 81 jours.", "La garantie dure quatre-vingt-un jours.", false},
		{desk.English, "The trial lasts 21 days.", "The trial lasts twenty-one days.", false},
		{desk.English, "The trial lasts 20 days.", "The trial lasts twenty-one days.", true},
		{desk.English, "The trial lasts 101 days.", "The trial lasts one hundred and one days.", false},

		{desk.English, "The sale ends on 4 May 2027.", "The sale ends on Tuesday 4 May 2027.", false},
		{desk.English, "The sale ends on 4 May 2027.", "The sale ends on Monday 4 May 2027.", true},
		{desk.English, "The sale ends on Tuesday 4 May.", "The sale ends on Monday 4 May.", true},
		{desk.English, "The sale ends on Tuesday 4 May.", "The sale ends on Tuesday, May 4.", false},
		{desk.English, "The sale ends on Tuesday 4 May.", "The sale ends on 4 May.", false},
		{desk.English, "The sale ends on 4 May 2027.", "The sale ends on Monday 4 May.", true},
		{desk.English, "The sale ends on 4 May 2027.", "The sale ends on Tuesday 4 May.", false},
		{desk.French, "Les soldes finissent le mardi 4 mai.", "Les soldes finissent le lundi 4 mai.", true},
		{desk.French, "Les soldes finissent le mardi 4 mai.", "Les soldes finissent le mardi 4 mai.", false},
	} {
		in := composedOf(tt.language, "", tt.page, tt.draft)
		if why := blocked(t, in); (why != "") != tt.held {
			t.Errorf("%q on %q: held %v: %s", tt.draft, tt.page, why != "", why)
		}
	}
}
