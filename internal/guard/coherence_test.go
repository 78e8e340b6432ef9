package guard

import "testing"

func TestCoherence(t *testing.T) {
	const page = "Refunds reach your bank within 5 days of the parcel reaching our workshop. Write {{name}} in the template."
	const pageFR = "Le remboursement est versé dans les 7 jours suivant la réception du colis à l'atelier."
	hold(t, "coherence", []spokenCase{
		{en, page, "Hello {{first_name}}, the lamp is blue.", true},
		{en, page, "Write to [insert address here] for a refund.", true},
		{en, page, "Dear [Customer], the lamp is blue.", true},
		{en, page, "The price is ${price}.", true},
		{en, page, "The price is undefined today.", true},
		{en, page, "Lorem ipsum dolor sit amet.", true},
		{en, page, "The refund takes 5 days. The refund takes 5 days.", true},
		{en, page, "The lamp lamp lamp lamp is blue.", true},
		{en, page, "Days reaching refunds within your of the bank workshop our parcel 5 reach.", true},
		{en, page, "The of lamp with is blue our are.", true},
		{en, page, "The refund reaches your bank within the", true},
		{en, page, "Refunds take 5 days, but only if:", true},
		{en, page, "1. Open it.\n2. Close it.\n4. Send it.", true},
		{en, page, "Yes, it is free. No, it is not free for you.", true},
		{en, page, "The lamp can be returned. The lamp can not be returned.", true},
		{en, page, "The lamp costs 5 euros. The lamp costs 7 euros.", true},
		{fr, pageFR, "Bonjour {{prenom}}, la lampe est bleue.", true},
		{fr, pageFR, "Cher [nom du client], la lampe est bleue.", true},
		{fr, pageFR, "À colis le du versé réception jours la dans suivant 7 remboursement les.", true},
		{fr, pageFR, "La du lampe est sont bleue le de.", true},
		{fr, pageFR, "La lampe est livrée avec une", true},
		{fr, pageFR, "Oui, c'est gratuit. Non, c'est payant.", true},
		{fr, pageFR, "La lampe est livrée montée. La lampe n'est pas livrée montée.", true},
		{fr, pageFR, "1. Ouvrez.\n3. Fermez.", true},

		{en, page, "Refunds refunds are paid paid within 5 days.", true},
		{en, page, "The refund the refund the refund is paid.", true},
		{en, page, "Sdfgh qwrtz lkjh vbnm.", true},
		{fr, pageFR, "Vous nous le le renvoyez dans la la boîte.", true},

		{fr, pageFR, "Vous vous adressez à nous, nous nous occupons du reste.", false},
		{en, page, "The box that that lamp had had is in the bin, see https://x.example.", false},
		{en, page, "Within 5 days of the parcel reaching our workshop, refunds reach your bank.", false},
		{en, page, "Within 5 days.", false},
		{en, page, "Write {{name}} in the template.", false},
		{en, page, "Classic: up to 300 a day.\nPremier: up to 1,000 a day.", false},
		{en, page, "1. Open it.\n2. Close it.\n3. Send it.", false},
		{en, page, "The Kestrel Lamp is blue, and the Kestrel Lamp Mini is red.", false},
		{en, page, "Refunds take 5 days; see [the page](https://x.example/y).", false},
		{en, page, "This is the form that the bank asks for.", false},
		{en, page, "What you asked for is in the box you have.", false},
		{en, page, "No parcel is lost. Yes, it is insured.", false},
		{en, page, "help@kestrel.example", false},
		{en, page, "Go to Settings > Data > Export", false},
		{en, page, "No, the lamp is not free. It costs 5 euros.", false},
		{fr, pageFR, "Dans les 7 jours suivant la réception du colis.", false},
		{fr, pageFR, "Oui, le retour est gratuit. La lampe est à vous.", false},
		{fr, pageFR, "Carte Une : 300 € par jour.\nCarte Deux : 900 € par jour.", false},
		{fr, pageFR, "La lampe est livrée montée. Le pied n'est pas livré.", false},
		{fr, pageFR, "Ouvrez Réglages > Données", false},
		{fr, pageFR, "C'est à la boutique que vous le demandez.", false},
	})
}
