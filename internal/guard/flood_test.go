package guard

import (
	"fmt"
	"strings"
	"testing"
)

func TestFlood(t *testing.T) {
	var varied strings.Builder
	for i := range 200 {
		fmt.Fprintf(&varied, "word%d ", i)
	}
	hold(t, "flood", []spokenCase{
		{en, "", "The lamp is blue." + strings.Repeat("\n", 60) + "It is free.", true},
		{en, "", "The lamp is blue." + strings.Repeat(" ", 60) + "It is free.", true},
		{en, "", varied.String() + ".", true}, // far more than the source has
		{en, varied.String(), strings.Repeat("the lamp is blue and free ", 30), true},
		{en, "", "It is important to note the lamp. As you may know, lamps exist. We value your patience. It is blue.", true},
		{fr, "", "Il est important de noter ceci. Merci de votre patience. N'hésitez pas. Elle est bleue.", true},
		{en, varied.String(), varied.String() + ".", false},
		{en, "", "The lamp is blue.   ", false},
		{en, "", "Thank you for your message. The lamp is blue. It costs 49 euros.", false},
		{en, "", "It is important to note that the lamp is blue.", false},
		{en, "", "The lamp is blue.\n\nIt is free.", false},
		{fr, "", "Merci de votre message. La lampe est bleue.", false},
	})
}

func TestSilence(t *testing.T) {
	hold(t, "silence", []spokenCase{
		{en, "", "Our pages do not mention it, so it is allowed.", true},
		{en, "", "Nothing is said about parrots, which means that they are forbidden.", true},
		{en, "", "Since no rule is written against it, it must be possible.", true},
		{fr, "", "Nos pages n'en parlent pas, c'est donc gratuit.", true},
		{fr, "", "Rien n'est dit à ce sujet : c'est donc autorisé.", true},
		{fr, "", "Puisque rien ne l'interdit, c'est permis.", true},
		{en, "", "Our pages do not mention it, so I cannot say whether it is allowed.", false},
		{en, "", "It is not refundable, so it is not possible to cancel it.", false},
		{en, "", "Our pages say nothing of this.", false},
		{fr, "", "Nos pages n'en parlent pas, je ne peux donc pas vous dire si c'est permis.", false},
		{fr, "", "Le billet n'est pas échangeable, il est donc perdu.", false},
	})
}

func TestAttribution(t *testing.T) {
	const page = "The annual report says that lamps are blue. The manager signs the form."
	hold(t, "attribution", []spokenCase{
		{en, page, "According to an internal memo, the lamp is free.", true},
		{en, page, "A recent study shows that lamps are blue.", true},
		{en, page, "My colleague told me that it is free.", true},
		{en, page, "I heard that it is free.", true},
		{en, page, "Everyone knows that it is blue.", true},
		{fr, "", "D'après une note interne, la lampe est gratuite.", true},
		{fr, "", "Mon responsable m'a dit que c'est gratuit.", true},
		{fr, "", "Il paraît que c'est gratuit.", true},
		{en, page, "According to the annual report, lamps are blue.", false},
		{en, page, "According to our page on lamps, they are blue.", false},
		{en, page, "The manager signs the form.", false},
		{en, page, "I am sorry to hear that it is broken.", false},
		{fr, "", "D'après notre page, la lampe est bleue.", false},
		{fr, "", "Selon la taille, elle coûte plus.", false},
	})
}
