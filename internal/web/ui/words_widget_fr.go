package ui

// frenchWidget fills in what customers read in the chat on other sites.
func (w *Words) frenchWidget() {
	w.Widget = WidgetWords{
		Name: "Widget", Open: "Poser une question", Close: "Fermer le chat", Badge: "IA",
		Discloses:     "Vous écrivez à un assistant IA, pas à une personne.",
		DisclosesMore: "Il répond uniquement d'après nos pages d'aide, et chaque réponse est vérifiée avant l'envoi.",
		UnreadOne:     "1 nouveau message", Unread: "%s nouveaux messages",
		Busy:    "Beaucoup de monde écrit en ce moment. Votre texte est conservé et sera renvoyé dans %s s.",
		Offline: "La connexion est coupée. Ce que vous écrivez est conservé et partira dès son retour.",
		Refused: "L'envoi n'a pas abouti. Votre texte est de nouveau dans le champ\u00a0; si cela se répète, contactez-nous par un autre moyen.",
		Lost:    "La connexion est coupée. Les réponses apparaîtront ici dès son retour.",
		Again:   "Cela n'a pas fonctionné. Réessayez dans un instant.", Sending: "envoi…", Unsent: "pas encore envoyé", Writes: "%s écrit…", ByWhen: "Au plus tard %s", Empty: "Comment pouvons-nous vous aider\u00a0?", Hint: "N'indiquez ni mot de passe ni numéro de carte.",
	}
}
