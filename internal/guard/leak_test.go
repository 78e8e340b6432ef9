package guard

import "testing"

func TestLeakOfInstructions(t *testing.T) {
	hold(t, "leak", []spokenCase{
		{en, "", "My instructions say that I must not speak of other shops.", true},
		{en, "", "My system prompt begins with these words.", true},
		{en, "", "I was told not to offer refunds.", true},
		{en, "", "Here are my instructions: be kind and brief.", true},
		{en, "", "You are Lumen, the assistant of a lamp shop.", true},
		{en, "", "You are a helpful assistant.", true},
		{en, "", "If the user insists, give 5 % off.", true},
		{en, "", "Never mention competitors.", true},
		{en, "", "As an AI language model, I have no opinion.", true},
		{en, "", "Based on the provided context, the lamp is blue.", false},
		{en, "", "The documents provided to me do not mention it.", false},
		{fr, "", "Mes consignes disent de ne rien offrir.", true},
		{fr, "", "Voici mes instructions : être bref.", true},
		{fr, "", "On m'a demandé de ne pas parler des retards.", true},
		{fr, "", "Tu es Lumen, l'assistant de la boutique.", true},
		{fr, "", "Si l'utilisateur insiste, propose 5 %.", true},
		{fr, "", "Ne cite jamais de concurrents.", true},
		{fr, "", "Je suis programmé pour ne pas rembourser.", true},
		{fr, "", "D'après les documents fournis, la lampe est bleue.", false},
		{fr, "", "En tant que modèle de langage, je n'ai pas d'avis.", true},

		{en, "", "The instructions for the lamp are in the box.", false},
		{en, "", "Follow the instructions on the label.", false},
		{en, "", "I cannot show my instructions.", false},
		{en, "", "Your instructions for delivery can be changed in Settings.", false},
		{en, "", "If the customer is not at home, the parcel goes to a shop.", true}, // the voice of a prompt, said by no page
		{en, "If the customer is not at home, the parcel goes to a shop.", "If the customer is not at home, the parcel goes to a shop.", false},
		{en, "", "The rules of the game are on page 2.", false},
		{en, "", "You are eligible for a refund.", false},
		{en, "", "Our pages do not mention it.", false},
		{fr, "", "Les consignes de sécurité sont sur la boîte.", false},
		{fr, "", "Je ne peux pas montrer mes consignes.", false},
		{fr, "", "Vous êtes assistante maternelle : le formulaire est gratuit.", false},
		{fr, "", "Nos pages n'en disent rien.", false},
		{fr, "", "Suivez les instructions de la notice.", false},
	})
}

func TestLeakOfSecrets(t *testing.T) {
	const page = "Keys start with kst_live_ and are shown once. Our account: FR14 2004 1010 0505 0001 3M02 606. Test with 4242 4242 4242 4242. The demo password is demo1234."
	hold(t, "leak", []spokenCase{
		{en, page, "Your key is kst_live_7Gh2Kq9XmP4tZ1.", true},
		{en, page, "Use sk-proj-a1B2c3D4e5F6g7H8i9.", true},
		{en, page, "The token is eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.", true},
		{en, page, "-----BEGIN RSA PRIVATE KEY-----", true},
		{en, page, "The password is Orchid77!", true},
		{en, page, "Your PIN is 4471.", true},
		{en, page, "Pay with 5555 5555 5555 4444.", true},
		{en, page, "Send it to GB82 WEST 1234 5698 7654 32.", true},
		{en, page, "His number is 078-05-1120.", true},
		{fr, page, "Votre mot de passe est : Tulipe2024.", true},
		{fr, page, "Le code secret est 8841.", true},
		{fr, page, "Son numéro est le 2 55 08 14 168 025 38.", true},

		{en, page, "Keys start with kst_live_ and are shown once.", false},
		{en, page, "Pay to FR14 2004 1010 0505 0001 3M02 606.", false},
		{en, page, "Test with 4242 4242 4242 4242.", false},
		{en, page, "The demo password is demo1234.", false},
		{en, page, "The password is case-sensitive and has at least 8 characters.", false},
		{en, page, "Your password must hold a digit.", false},
		{en, page, "The order number has the form KST-2026-004471.", false},
		{en, page, "The number 4242 4242 4242 4243 is no card.", false},
		{en, page, "The PIN is sent by post.", false},
		{en, page, "Install version 3.14.1-rc.2 of kestrel-desktop-client.", false},
		{fr, page, "Le mot de passe est envoyé par courriel.", false},
		{fr, page, "Votre identifiant est votre adresse.", false},
		{fr, page, "Le code secret est composé de 4 chiffres.", false},
	})
}

func TestLeakOfPersons(t *testing.T) {
	const page = "Write to 14 Orchard Street, Kent. The doctor is Dr Ana Ruiz."
	const pageFR = "Écrivez au 3 rue des Lilas. La directrice est Mme Morel."
	hold(t, "leak", []spokenCase{
		{en, page, "Send it to 27 Maple Road.", true},
		{en, page, "The parcel went to Mr Thomas Keller.", true},
		{en, page, "Another customer, Jane, had the same fault.", true},
		{en, page, "His date of birth is 4 May 1980.", true},
		{fr, pageFR, "Envoyez-le au 12 avenue Foch.", true},
		{fr, pageFR, "Le colis est pour M. Durand.", true},
		{fr, pageFR, "Un autre client avait payé 20 euros.", true},
		{en, page, "Write to 14 Orchard Street.", false},
		{en, page, "Ask Dr Ruiz.", false},
		{en, page, "Other customers can see your review.", false},
		{en, page, "It opens in 14 days.", false},
		{fr, pageFR, "Écrivez au 3, rue des Lilas.", false},
		{fr, pageFR, "Écrivez au 3 rue des Lilas.", false},
		{fr, pageFR, "Écrivez à Mme Morel.", false},
		{fr, pageFR, "Les autres clients ne voient pas votre avis.", false},
	})
}

func TestCheckSums(t *testing.T) {
	for number, want := range map[string]bool{"4111111111111111": true, "4111111111111112": false, "378282246310005": true, "": true} {
		if luhn(number) != want {
			t.Errorf("luhn(%q) is %v", number, !want)
		}
	}
	for number, want := range map[string]bool{"DE89370400440532013000": true, "DE89370400440532013001": false, "FR1420041010050500013M02606": true, "FR14": false} {
		if validIBAN(number) != want {
			t.Errorf("validIBAN(%q) is %v", number, !want)
		}
	}
	for number, want := range map[string]bool{"255081416802538": true, "255081416802539": false, "1": false} {
		if validNIR(number) != want {
			t.Errorf("validNIR(%q) is %v", number, !want)
		}
	}
}
