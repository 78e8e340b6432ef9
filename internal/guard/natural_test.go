package guard

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// naturalAnswers are true answers about the demo company's pages, told the way a model tells them.
var naturalAnswers = []struct{ page, question, answer string }{
	{"returns/damaged-plant.md", "My fern arrived with snapped stems, what now?", "I'm sorry to hear about your fern! Broken stems are covered. Please take one photo of the whole plant and one of the damage, then go to Account > Orders, choose Damaged plant and send your claim within a week of delivery."},
	{"returns/damaged-plant.md", "Do I have to mail the dead plant back?", "No, you don't need to send the plant back. Once a gardener has answered, you can choose between a free replacement, a credit on your next box or a refund."},
	{"returns/damaged-plant.md", "How fast will you look at my claim?", "Within two working days. Replacements then leave within 5 working days, unless it is too cold for the plant to travel."},
	{"returns/fruit-tree-guarantee.md", "My apple tree died after 8 months. Anything I can do?", "Fruit trees are guaranteed for a year from delivery, so yours is still covered. We replace it once, at no charge, and the new tree is sent between November and March. The tree must have been planted within five days of delivery, in open ground or in a pot of at least 40 litres, and you need to send us one photo of the tree and one of the base of the trunk."},
	{"returns/fruit-tree-guarantee.md", "A deer ate my pear tree!", "I'm sorry about your pear tree. Unfortunately, trees eaten by animals are not replaced."},
	{"returns/pots-and-tools.md", "How much soil goes in a 30 cm pot?", "A 30 cm pot holds about 12 litres of soil."},
	{"returns/pots-and-tools.md", "My pot came in pieces", "Oh no! Keep the pieces and the box and send us a picture within two days of delivery; we'll send you a new pot free of charge. If that model is sold out, it is refunded."},
	{"returns/pots-and-tools.md", "Are the secateurs guaranteed?", "Yes: secateurs are guaranteed for five years against breakage, but not for wear of the blade or rust damage."},
	{"returns/refund-conditions.md", "When do I get my money?", "The refund is made within 5 working days of the day the item reaches our workshop. After that, your bank can take up to three working days to show it."},
	{"returns/refund-conditions.md", "I paid half with a gift card. How will you refund me?", "Money goes back the way you paid. If you used a gift card and another method, the gift card gets refunded first; it is never paid out in cash."},
	{"returns/return-an-item.md", "Can I bring back an olive tree that I don't like?", "Unfortunately not: live plants and fruit trees can't be returned. If it arrived in poor condition, though, you can use the damaged plant guarantee."},
	{"returns/return-an-item.md", "What does a return cost from Belgium?", "The label costs €5.50 from Belgium. It is taken off your refund, unless the item was faulty or wasn't the one you ordered."},
	{"returns/return-an-item.md", "how do i send back a pot", "Here's how: open Account > Orders, choose Return an item, select the items and the reason, print the label (or show the code at the drop-off point), drop off the parcel and keep the receipt. You have 30 days from delivery."},
	{"returns/wrong-or-missing-item.md", "You sent me the wrong trowel, do I return it?", "No, you can keep it or give it away. Only if it is worth more than €40 (£35) do you have to return it, with a prepaid label that we send."},
	{"delivery/delivery-france.md", "Do you deliver on Sundays in France?", "No. In France, Colivert delivers from Monday to Saturday, between 8 am and 7 pm."},
	{"delivery/delivery-france.md", "I live in Guadeloupe. Can I order?", "I'm afraid we do not deliver to the overseas departments and territories, as plant health rules there forbid it."},
	{"delivery/delivery-france.md", "Will the driver carry 25 kg of soil to the 4th floor?", "For parcels of more than 20 kg, delivery stops at the entrance of the building, unless there is a lift."},
	{"plans/change-plan.md", "Can I move from Orchard to Balcony?", "Yes, from Orchard you can move to Balcony after two boxes. This doesn't apply if you came from Garden after 6 boxes or more."},
	{"plans/change-plan.md", "Does it cost anything to switch plan?", "No, changing is free, and it applies to the next box, provided that box has not closed yet."},
	{"plans/pause-garden.md", "Can I skip three boxes?", "Yes. With Garden you can pause for between 1 and 5 boxes at a time. Just ask before the box closes, i.e. 5 days before it leaves."},
	{"plans/pause-garden.md", "Do I pay while paused?", "No, there is no charge during a pause unless you order single items."},
	{"billing/payment-methods.md", "Can I pay by PayPal in Belgium?", "Yes, PayPal is accepted in Belgium."},
	{"billing/payment-methods.md", "Do you take Amex?", "Sorry, we don't accept American Express, nor cheques or cash."},
	{"account/delete-account.md", "If I delete my account, when is my data gone?", "You first have a week to change your mind. After that, your data is erased within 30 days. Invoices, however, are kept for ten years because the law requires it."},
	{"account/delete-account.md", "how to delete my account?", "Open Account > Privacy on our website, choose Delete my account and enter your password, then confirm with the link you get by email. Please cancel your subscription first."},
	{"returns/damaged-plant.fr.md", "Ma fougère est arrivée cassée, je fais quoi ?", "Je suis désolé pour votre fougère ! Prenez deux photos, l'une de la plante entière et l'autre du dommage, puis envoyez votre demande dans la semaine qui suit la livraison."},
	{"returns/damaged-plant.fr.md", "Dois-je vous renvoyer la plante morte ?", "Non, il n'est pas nécessaire de renvoyer la plante."},
	{"returns/refund-conditions.fr.md", "Quand vais-je recevoir mon argent ?", "Le remboursement est effectué sous cinq jours ouvrés. Votre banque peut ensuite mettre jusqu'à trois jours ouvrés pour l'afficher."},
	{"returns/return-an-item.fr.md", "Combien coûte un retour depuis la Belgique ?", "Depuis la Belgique, l'étiquette coûte 5,50 euros. Ce prix est déduit du remboursement, sauf si l'article était défectueux ou n'était pas celui que vous aviez commandé."},
	{"returns/return-an-item.fr.md", "Je peux rendre un olivier ?", "Malheureusement non : les plantes vivantes et les arbres fruitiers ne peuvent pas être retournés."},
	{"returns/fruit-tree-guarantee.fr.md", "Mon pommier est mort au bout de 8 mois", "Les arbres fruitiers sont garantis un an à partir de la livraison. Nous remplaçons l'arbre une fois, sans frais, à condition qu'il ait été planté dans les cinq jours suivant la livraison, en pleine terre ou dans un pot d'au moins 40 litres, et que vous envoyiez une photo de l'arbre et une de la base du tronc."},
	{"returns/pots-and-tools.fr.md", "Combien de terre dans un pot de 30 cm ?", "Un pot de 30 cm contient environ douze litres de terre."},
	{"delivery/delivery-france.fr.md", "Livrez-vous le dimanche en France ?", "Non. En France, les livraisons à domicile ont lieu du lundi au samedi, entre 8 h et 19 h, avec Colivert."},
	{"plans/change-plan.fr.md", "Changer de formule est payant ?", "Non, le changement est gratuit. Il s'applique à la box suivante, à condition qu'elle ne soit pas déjà clôturée."},
	{"plans/pause-garden.fr.md", "Je peux sauter trois box ?", "Oui, avec la formule Jardin vous pouvez faire une pause de 1 à 5 box à la fois."},
	{"plans/pause-garden.fr.md", "Est-ce que je paie pendant la pause ?", "Non, rien n'est prélevé pendant une pause, sauf si vous commandez des articles à l'unité."},
	{"billing/payment-methods.fr.md", "Prenez-vous l'American Express ?", "Non, nous n'acceptons ni American Express, ni les chèques, ni les espèces."},
	{"account/delete-account.fr.md", "Si je supprime mon compte, mes données sont effacées quand ?", "Vous avez d'abord une semaine pour changer d'avis. Ensuite, vos données sont effacées sous 30 jours. Les factures, elles, sont conservées dix ans, comme la loi l'exige."},
	{"billing/gift-cards.md", "how long do i have to use my gift card?", "Good question! A gift card stays valid for two years from the date of purchase, and this can't be extended."},
	{"billing/gift-cards.md", "I used 10 euros of the card, can I get the rest back?", "I'm afraid not. A card can only be refunded if no part of it has been spent; what is left stays on the card, though, so you can spend it later."},
	{"billing/gift-cards.md", "My aunt lives in London, can she use a card bought in euros?", "Unfortunately no: a card in euros can't be spent in pounds."},
	{"billing/failed-payment.md", "My payment bounced. Will you charge me a fee?", "No worries, there is no fee. We email you the same day and retry 2, 5 and 8 days after the first failure, and your box is kept for you in the meantime."},
	{"billing/failed-payment.md", "My subscription got suspended. Same price if I restart?", "Yes, you keep your former price as long as you restart within 60 days and have not changed country. After that the price of the day applies."},
	{"delivery/delivery-uk.md", "Do you deliver on Saturdays in Leeds?", "Hedgerow Post delivers Monday to Friday, between 8 am and 6 pm, so there's no Saturday delivery in the UK."},
	{"delivery/delivery-uk.md", "Can I get a subscription in Belfast?", "I'm sorry, but subscriptions aren't available in Northern Ireland, since every box contains plants. Seeds, pots and tools can be delivered there."},
	{"delivery/delivery-uk.md", "Will I pay customs?", "You won't have to: parcels for the United Kingdom are packed in our workshop in Kent, so there is no customs form and no duty to pay when they arrive."},
	{"delivery/delivery-costs.md", "How much is delivery to Corsica?", "Home delivery to Corsica costs €9.90. Pick-up points are not available there, and delivery to Corsica is never free."},
	{"delivery/delivery-costs.md", "When is shipping free in the UK?", "In the United Kingdom, delivery is free from £55."},
	{"delivery/delivery-costs.md", "I bought two 40 l bags of soil, what's the extra?", "Each bag of soil of 40 litres or more adds €4 (or £3.50 in the UK), even if delivery is free."},
	{"account/opening-hours.md", "When can I call you from Manchester?", "We're open Monday to Friday from 8 am to 5 pm UK time, and on Saturdays from 8 am to noon between 1 March and 30 June."},
	{"account/opening-hours.md", "Are you there on Sundays?", "No, we are closed on Sundays. You can leave a message, which will be read on the next working day."},
	{"account/contact-us.md", "How fast do you answer emails?", "Emails are answered within one working day; in April and May it can take two. Thanks for your patience!"},
	{"account/contact-us.md", "whats ur number in uk", "The phone number for the United Kingdom is 020 7946 0132. Calls cost the price of a local call."},
	{"account/password-reset.md", "The reset link says it expired.", "That can happen: the link is only valid for half an hour and works just once. You can ask for another, but please wait ten minutes first, as every new link cancels the previous one."},
	{"account/password-reset.md", "I typed my password wrong too often", "After five wrong passwords, sign-in is blocked for a quarter of an hour. It ends by itself and can't be shortened, even by our team."},
	{"delivery/pick-up-points.md", "My husband will pick up the parcel. Is that OK?", "Yes, someone else can collect it for you, as long as he has the code and a copy of your identity document."},
	{"delivery/pick-up-points.md", "How long will you keep my parcel?", "It's kept for 5 days at the pick-up point, and then sent back to us. Sending it out again costs the price of one pick-up delivery."},
	{"plans/cancel-subscription.md", "How do I quit? It's the Garden plan.", "You can cancel whenever you like, with no fee and no reason to give. Sign in on the website, open Account > Subscription, choose Cancel and confirm. Note that it isn't possible to cancel in the app."},
	{"plans/cancel-subscription.md", "Can I cancel Orchard now? I have had 1 box.", "With Orchard you can cancel only after two boxes, unless you came from Garden after at least 6 boxes."},
	{"plans/annual-payment.md", "What do I save with annual payment on Garden in France?", "Paying a year in advance is 10% cheaper than paying box by box. For Garden, that is €367.20 for 12 boxes in France and Belgium."},
	{"plans/annual-payment.md", "Does it renew automatically?", "No, it doesn't renew for a year unless you ask for it. The subscription goes on box by box, at the usual price, and we write to you 30 days before the last box."},
	{"plans/box-closing-dates.md", "Until when can I change my Garden box?", "Your Garden box closes 5 days before it leaves, at 23:59 Paris time. Until then you can change its contents, address or plan, or pause it."},
	{"orders/change-or-cancel-order.md", "I want to add something to my order from an hour ago", "You can add items for two hours after placing the order, unless you paid with PayPal. Go to Account > Orders, pick the order, choose Edit and confirm."},
	{"orders/change-or-cancel-order.md", "Is it too late to cancel? Status is In preparation", "I'm sorry, once the status reads In preparation, the order can't be stopped any more. Please wait for the parcel and then follow the return procedure. Live plants can't be returned, though."},
	{"billing/promo-codes.fr.md", "Je peux utiliser deux codes ?", "Non, un seul code est possible par commande : les codes ne se cumulent pas."},
	{"billing/promo-codes.fr.md", "Mon code est déjà utilisé, pourquoi ?", "Ce message signifie que le code a déjà servi : chaque code sert une seule fois par client et par adresse."},
	{"billing/promo-codes.fr.md", "Le code marche pour la carte cadeau ?", "Malheureusement non, les codes ne s'appliquent pas aux cartes cadeaux, ni aux frais de livraison."},
	{"delivery/delivery-times.fr.md", "Combien de temps pour la Corse ?", "Pour la Corse, comptez 4 à 5 jours ouvrés à domicile à partir du départ du colis. La préparation prend 2 jours ouvrés, ou 4 jours ouvrés avec un arbre fruitier."},
	{"delivery/delivery-times.fr.md", "Vous expédiez des plantes le vendredi ?", "Non, les plantes ne partent jamais le jeudi ni le vendredi, afin de ne pas passer le week-end dans un dépôt. Cela ne concerne pas les colis qui ne contiennent que des graines ou des pots."},
	{"delivery/delivery-times.fr.md", "Livraison express ?", "Nous ne proposons pas de livraison express, sauf pour remplacer un colis perdu."},
	{"orders/gift-order.fr.md", "Combien coûte l'emballage cadeau ?", "L'emballage coûte 3,50 € en France et en Belgique, et 3 £ au Royaume-Uni. La carte, elle, est gratuite."},
	{"orders/gift-order.fr.md", "Le destinataire verra-t-il le prix ?", "Rassurez-vous : aucun prix ne figure dans le colis, et la facture est envoyée uniquement à votre adresse e-mail."},
	{"orders/gift-order.fr.md", "Je peux choisir le jour d'envoi ?", "Oui, vous pouvez choisir une date de départ jusqu'à 60 jours à l'avance, sauf pour les arbres à racines nues."},
	{"account/two-factor.fr.md", "J'ai perdu mon téléphone et mes codes.", "S'il ne vous reste plus de code de secours, écrivez-nous depuis l'adresse e-mail de votre compte : nous demandons deux justificatifs et retirons la seconde étape sous deux jours ouvrés."},
	{"account/two-factor.fr.md", "Le code SMS est valable combien de temps ?", "Un code reçu par SMS est valable cinq minutes. Bonne journée !"},
	{"account/two-factor.fr.md", "C'est obligatoire ?", "Non, la connexion en deux étapes est facultative, sauf pour les comptes d'entreprise."},
}

// TestNaturalAnswers counts how many true answers the checks of a model's own words hold.
func TestNaturalAnswers(t *testing.T) {
	held := 0
	for _, c := range naturalAnswers {
		raw, err := os.ReadFile(filepath.Join("../app/demo/company", c.page))
		if err != nil {
			t.Fatal(err)
		}
		language := desk.English
		if filepath.Ext(c.page[:len(c.page)-3]) == ".fr" {
			language = desk.French
		}
		in := composedOf(language, c.question, withoutFront(string(raw)), c.answer)
		in.Sources[0].Title = filepath.Base(c.page)
		in.Sources[0].End = utf8.RuneCountInString(in.Sources[0].Text)
		blocks := append(wordBlocks(t, in), func() (b []string) {
			for _, f := range repliesTo(in) {
				if f.Severity != desk.Block {
					continue
				}
				b = append(b, "covers: "+f.Message)
			}
			return b
		}()...)
		if len(blocks) > 0 {
			held++
			t.Logf("%s\n\tQ: %s\n\tA: %s\n\t%q", c.page, c.question, c.answer, blocks)
		}
	}
	t.Logf("held %d of %d", held, len(naturalAnswers))
	if held > 4 {
		t.Errorf("%d of %d true answers are held, want at most 4", held, len(naturalAnswers))
	}
}
