package ui

// frenchSteps fills in what the start page says about the first steps.
func (w *Words) frenchSteps() {
	w.Steps = StepsWords{
		Title: "Premiers pas", Says: "Ce qui est fait se coche tout seul. Rien ne presse.",
		DemoTitle: "Cinq minutes avec Vigie", DemoSays: "Une entreprise imaginaire, avec une semaine de conversations derrière elle. Soyez d'abord l'un de ses clients, puis répondez à l'un d'eux.",
		Over: "C'est fait. Le bureau est à vous.", Count: "%d sur %d", Done: "fait", Open: "à faire",
		Hide: "Ranger cette liste", Again: "Revoir les premiers pas", Enter: "Connectez-vous avec %s et le mot de passe «\u00a0%s\u00a0».",
		Each: map[string]StepWords{
			"import":    {"Importez votre centre d'aide", "Un dossier ou une archive ici, ou dans un terminal\u00a0: vigie import CHEMIN, et pour un site vigie import https://aide.example.org/", "Importer"},
			"ask":       {"Posez une question", "Comme le ferait un client, et voyez sur quoi repose la réponse.", "Poser une question"},
			"answer":    {"Répondez à un client", "Demandez une personne dans la discussion, puis répondez depuis le bureau.", "Bureau"},
			"invite":    {"Faites venir un collègue", "Un lien à usage unique lui permet de choisir son mot de passe.", "Équipe"},
			"hours":     {"Indiquez quand votre équipe travaille", "D'ici là, c'est du lundi au vendredi, de 9 h à 18 h. Les délais promis aux clients se comptent dans ces heures.", "Horaires"},
			"mail":      {"Configurez l'e-mail", "Les clients partis reçoivent la réponse par e-mail. Indiquez VIGIE_SMTP_URL et VIGIE_MAIL_FROM.", "Voir docs/mail.md"},
			"widget":    {"Mettez la discussion sur votre site", "Une ligne de HTML, et les adresses de votre site.", "Discussion sur votre site"},
			"demo-book": {"Le centre d'aide est en place", "Des pages en anglais et en français, dont une périmée et deux qui se contredisent.", "Connaissances"},
			"demo-ask":  {"Posez une question en client", "«\u00a0Combien de temps prend la livraison en Belgique\u00a0?\u00a0» La réponse nomme sa page.", "Poser une question"},
			"demo-hand": {"Demandez une personne", "Ou demandez ce qu'aucune page ne dit, par exemple «\u00a0Livrez-vous en Norvège\u00a0?\u00a0»", "Poser une question"},
			"demo-desk": {"Répondez en conseiller", "Votre demande vous attend au bureau. Le client lit votre réponse aussitôt.", "Bureau"},
			"demo-look": {"Approuvez ou refusez un brouillon", "Les réponses sur la facturation attendent l'avis d'une personne\u00a0: décidez de l'une d'elles.", "Brouillons"},
		},
	}
}
