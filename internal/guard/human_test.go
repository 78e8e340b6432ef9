package guard

import (
	"testing"
)

func TestHuman(t *testing.T) {
	hold(t, "human", []spokenCase{
		{en, "", "I am a human, not a robot.", true},
		{en, "", "I'm a real person in the returns team.", true},
		{en, "", "You are speaking with a human.", true},
		{en, "", "I'm not a bot.", true},
		{en, "", "I am not an AI, I promise.", true},
		{en, "", "My name is Claire and I work in the returns team.", true},
		{en, "", "Hello, I'm Claire, and here is what applies.", true},
		{en, "", "This is Tom from customer care.", true},
		{en, "", "I am a customer service representative.", true},
		{en, "", "I am one of the specialists in our billing team.", true},
		{en, "", "I have worked here for ten years.", true},
		{en, "", "As a mother of two, I know how you feel.", true},
		{en, "", "My husband bought the same lamp.", true},
		{en, "", "I personally use the Orchard plan at home.", true},
		{en, "", "Returns take 5 days.\n\nKind regards,\nClaire Martin", true},
		{en, "", "Returns take 5 days.\n— Tom, Customer Care", true},
		{fr, "", "Je suis un humain.", true},
		{fr, "", "Je ne suis pas un robot.", true},
		{fr, "", "Vous parlez à une vraie personne.", true},
		{fr, "", "Je m'appelle Julien et je vous réponds.", true},
		{fr, "", "Oui, je suis Julien, conseiller à Nantes.", true},
		{fr, "", "Je suis votre conseillère dédiée.", true},
		{fr, "", "Je fais partie de l'équipe du service client.", true},
		{fr, "", "En vingt ans de métier, je n'ai jamais vu cela.", true},
		{fr, "", "En tant que maman, je vous comprends.", true},
		{fr, "", "Mon mari a la même lampe.", true},
		{fr, "", "Je ne suis pas une IA.", true},
		{fr, "", "Le retour est gratuit.\n\nCordialement,\nJulie", true},
		{fr, "", "J'habite aussi à Lyon.", true},

		{en, "", "I just got back from holiday.", true},
		{en, "", "I had the same lamp last year.", true},
		{en, "", "I am a customer too.", true},
		{en, "", "No robots here.", true},
		{fr, "", "Je termine à six heures.", true},
		{fr, "", "J'ai trois enfants.", true},
		{fr, "", "Je reviens de congés.", true},
		{fr, "", "Aucune machine derrière cet écran.", true},

		{en, "", "I find nothing about it, so I cannot say.", false},
		{en, "", "I suggest that you open Settings. I hope this helps.", false},
		{en, "", "I have read your message and I have no access to orders.", false},
		{en, "", "Choose I agree, then press Send.", false},
		{en, "", "If I change my address, what happens?", false},
		{en, "", "I will not ask you for a code.", false},
		{fr, "", "Je n'ai trouvé aucune page à ce sujet, je ne peux donc rien affirmer.", false},
		{fr, "", "Je vous conseille d'ouvrir Réglages.", false},
		{fr, "", "Cochez J'accepte, puis Envoyer.", false},
		{fr, "", "Je suis navré de ce retard.", false},
		{en, "", "I am an AI assistant, not a person.", false},
		{en, "", "I am not a human; I am a computer program.", false},
		{en, "", "I'm an assistant.", false},
		{en, "", "I am a virtual agent of the desk.", false},
		{en, "", "A person will answer as soon as one is there.", false},
		{en, "", "You can talk to a human at any time.", false},
		{en, "", "If you are a parent, choose the family plan.", false},
		{en, "", "I am sorry that the lamp came late.", false},
		{en, "", "I am happy to help.", false},
		{en, "", "Your account manager can add a person to the plan.", false},
		{en, "", "The plan is for one person only.", false},
		{en, "", "We never ask for your PIN, whether a person or an assistant like me is talking to you.", false},
		{en, "", "Returns take 5 days.\n\nKind regards,\nYour assistant", false},
		{en, "", "My answer comes from the page on returns.", false},
		{fr, "", "Je suis un assistant automatique (IA).", false},
		{fr, "", "Je ne suis pas une personne, je suis un programme.", false},
		{fr, "", "Je suis une IA et je ne vous le demanderai pas non plus.", false},
		{fr, "", "Une personne vous répondra.", false},
		{fr, "", "Vous pouvez parler à un humain à tout moment.", false},
		{fr, "", "Je suis désolé pour ce retard.", false},
		{fr, "", "Je suis là pour vous aider.", false},
		{fr, "", "La formule est réservée à une personne.", false},
		{fr, "", "Le conseiller fiscal peut être ajouté au compte.", false},
		{fr, "", "Bonne journée, cordialement.", false},
		{fr, "", "Je suis l'assistant virtuel de la boutique.", false},
	})
}

func TestHumanAsked(t *testing.T) {
	for _, c := range []struct {
		question, text string
		want           bool
	}{
		{"Am I talking to a real person?", "Yes, of course. Returns take 5 days.", true},
		{"Are you a bot?", "No. Returns take 5 days.", true},
		{"Is this a bot?", "No, how can I help?", true},
		{"Am I talking to a real person?", "No, to an AI assistant. Returns take 5 days.", false},
		{"Are you a bot?", "Yes, I am an assistant.", false},
		{"Is it one bag per person?", "Yes, one bag is allowed.", false},
		{"Are two people allowed in one room?", "Yes, up to two.", false},
		{"Can a person under 18 buy it?", "No, you must be 18.", false},
	} {
		if got := blocks(t, "human", reply(en, c.question, "The lamp is blue.", c.text)); got != c.want {
			t.Errorf("%q, %q: blocks %v, want %v", c.question, c.text, got, c.want)
		}
	}
	if !blocks(t, "human", reply(fr, "Je parle à un humain ?", "La lampe est bleue.", "Oui, bien sûr. La lampe est bleue.")) {
		t.Error("oui, to a customer who asks for a person")
	}
}

func TestHumanKnowsTheHousesNames(t *testing.T) {
	in := reply(en, "Who are you?", "The lamp is blue.", "I am Quill, from Quillboard.")
	if !blocks(t, "human", in) {
		t.Error("a name is taken")
	}
	in.Brand = []string{"Quillboard", "Quill"}
	if blocks(t, "human", in) {
		t.Error("the house's own name is no person's")
	}
}
