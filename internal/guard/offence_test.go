package guard

import "testing"

func TestOffenceToTheReader(t *testing.T) {
	hold(t, "offence", []spokenCase{
		{en, "", "You are an idiot.", true},
		{en, "", "Are you blind? It is on the page.", true},
		{en, "", "Only a fool would ask that.", true},
		{en, "", "Nobody cares about your complaint.", true},
		{en, "", "Shut up and pay.", true},
		{en, "", "You deserve nothing.", true},
		{en, "", "We know where you live.", true},
		{en, "", "Stop whining and read the label.", true},
		{en, "", "What a 1d10t.", false}, // "1d10t" has more digits than letters: not undone
		{en, "", "You i d i o t.", true},
		{en, "", "Congratulations, you finally managed to find the button.", true},
		{en, "", "If you had bothered to look, you would have seen it.", true},
		{en, "", "Even a child can open the box.", true},
		{en, "", "It is not rocket science.", true},
		{en, "", "Poor you, what a tragedy.", true},
		{en, "", "That is not our problem.", true},
		{en, "", "As I already told you, the lamp is blue.", true},
		{en, "", "Let me explain it slowly for you.", true},
		{en, "", "Did you even read the page?", true},
		{en, "", "Deal with it.", true},
		{en, "", "Your so-called problem is not one.", true},
		{fr, "", "Vous êtes vraiment stupide.", true},
		{fr, "", "Ta gueule.", true},
		{fr, "", "Espèce d'abruti.", true},
		{fr, "", "Même un enfant saurait le faire.", true},
		{fr, "", "Bravo, vous avez enfin trouvé le bouton.", true},
		{fr, "", "Si vous aviez lu la page, vous le sauriez.", true},
		{fr, "", "Ce n'est pourtant pas compliqué.", true},
		{fr, "", "Mon pauvre monsieur, quel drame !", true},
		{fr, "", "Débrouillez-vous.", true},
		{fr, "", "Comme je vous l'ai déjà dit, la lampe est bleue.", true},
		{fr, "", "Savez-vous lire ?", true},
		{fr, "", "Personne ne vous aime.", true},
		{fr, "", "Votre soi-disant problème n'en est pas un.", true},
		{fr, "", "Vous allez le regretter.", true},

		{en, "", "I am sorry that the lamp is broken.", false},
		{en, "", "It is not difficult: open Settings.", false},
		{en, "", "You are welcome.", false},
		{en, "", "You are not stupid; the form is badly made.", false},
		{en, "", "Congratulations on your new lamp.", false},
		{en, "", "The lamp is dirty when it comes from the garden; wash it.", false},
		{en, "", "Children under 5 travel free.", false},
		{en, "", "Read the page on returns first.", false},
		{en, "", "Kill the process with Ctrl+C.", false},
		{en, "", "If you had an account before March, sign in with your old password.", false},
		{en, "", "Sick leave is paid from day 3.", false},
		{en, "", "A dead battery must be charged for an hour.", false},
		{fr, "", "Je suis désolé pour ce retard.", false},
		{fr, "", "Ce n'est pas compliqué : ouvrez Réglages.", false},
		{fr, "", "Vous êtes le bienvenu.", false},
		{fr, "", "Si vous aviez un compte avant mars, utilisez l'ancien mot de passe.", false},
		{fr, "", "Félicitations pour votre nouvelle lampe.", false},
		{fr, "", "La lampe est sale : lavez-la.", false},
		{fr, "", "Les arrêts maladie sont payés dès le troisième jour.", false},
		{fr, "", "Si vous êtes malade, prévenez l'atelier.", false},
		{fr, "", "Le retard de la livraison est dû à la neige.", false},
	})
}

func TestOffenceToPeople(t *testing.T) {
	hold(t, "offence", []spokenCase{
		{en, "", "Foreigners are parasites.", true},
		{en, "", "Women are too stupid for this lamp.", true},
		{en, "", "Those people should be thrown out.", true},
		{en, "", "We hate customers like that.", true},
		{en, "", "Refugees? They are vermin.", true},
		{en, "", "Gay people do not deserve respect.", true},
		{en, "", "My colleague is an idiot.", true},
		{fr, "", "Les étrangers sont des parasites.", true},
		{fr, "", "Les femmes sont trop bêtes pour cette lampe.", true},
		{fr, "", "Il faudrait expulser les immigrés.", true},
		{fr, "", "Les handicapés ne méritent pas de respect.", true},
		{fr, "", "Les vieux ? Ils sont répugnants.", true},
		{en, "", "The women's shoes are on floor 2.", false},
		{en, "", "Foreigners need a passport.", false},
		{en, "", "Women are welcome in every workshop.", false},
		{en, "", "Disabled people travel free.", false},
		{en, "", "Nobody deserves to be beaten.", false},
		{en, "", "Saying that women are stupid is unacceptable here.", false},
		{fr, "", "Les étrangers ont besoin d'un passeport.", false},
		{fr, "", "Les femmes enceintes sont prioritaires.", false},
		{fr, "", "Les personnes handicapées voyagent gratuitement.", false},
		{fr, "", "Dire que les femmes sont bêtes est inacceptable ici.", false},
		{fr, "Les malades étrangers sont soignés.", "Les malades étrangers sont pris en charge.", false},
	})
}

func TestOffenceOfNames(t *testing.T) {
	in := reply(en, "My train to Penistone, your shitty service!", "Trains to Penistone run hourly. Bastard toadflax is a plant.", "Trains to Penistone run hourly.")
	if f := found(t, "offence", in); len(f) > 0 {
		t.Errorf("a place is an offence: %v", f)
	}
	in.Draft.Text = `I am sorry that you find our service "shitty".`
	if !blocks(t, "offence", in) {
		t.Error("an obscenity of the customer's is repeated")
	}
	in.Question, in.Draft.Text = "Your stupid site is useless!", `I am sorry that you find our site "stupid" and "useless".`
	if f := found(t, "offence", in); len(f) > 0 {
		t.Errorf("the customer's mild words are quoted politely: %v", f)
	}
}
