package ui

// frenchMail fills in what customers read of their mail address.
func (w *Words) frenchMail() {
	w.Mail = MailWords{
		Ask: "Voulez-vous être prévenu par e-mail\u00a0?", AskMore: "Personne n’est en ligne pour le moment. Indiquez une adresse e-mail\u00a0: si vous avez quitté cette page, la réponse vous y parviendra. Elle ne sert qu’à cette conversation.",
		Have: "Si vous quittez cette page, les réponses seront envoyées à %s.", HaveMore: "Pour cette conversation uniquement.",
		Refused: "Notre message à cette adresse a été refusé. Vérifiez-la, s’il vous plaît.",
		Label:   "Adresse e-mail", Save: "M’écrire à cette adresse", Change: "Changer d’adresse", Stop: "Ne plus recevoir d’e-mails",
		Invalid: "Ce n’est pas une adresse e-mail. Écrivez-la sous la forme nom@exemple.fr.",
		Busy:    "Cette adresse a servi pour de nombreuses conversations aujourd’hui. Utilisez-en une autre, ou réessayez demain.",
		Later:   "Pour revenir ici", LaterMore: "Ajoutez cette page à vos favoris. Ce navigateur y retrouve votre conversation pendant 30\u00a0jours.",
		GoneTitle: "Ce lien n’ouvre plus rien", Gone: "Il date de plus de 30\u00a0jours, ou il menait à une adresse qui a changé depuis. La conversation, elle, est conservée.",
		GoneMore: "Si c’était la vôtre et que vous utilisez toujours le même navigateur, vous la retrouverez dans le chat. Sinon, écrivez-nous-y de nouveau.", Chat: "Ouvrir le chat",
		OtherTitle: "Ouvrir la conversation reçue par e-mail\u00a0?", Other: "Une autre conversation est ouverte dans ce navigateur. Celle de l’e-mail prendra sa place ici\u00a0; ce qui a été dit dans l’autre est conservé pour les personnes qui y répondent.",
		Open: "Ouvrir celle de l’e-mail", Keep: "Garder l’autre",
		Fact: "E-mails envoyés à", FactRefused: "%s (refusée\u00a0: aucun e-mail ne part)",
	}
}
