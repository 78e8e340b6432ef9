package ui

// frenchSettings fills in the settings.
func (w *Words) frenchSettings() {
	w.Settings = SettingsWords{
		Title: "Réglages", Menu: "Réglages", Saved: "Enregistré.", Save: "Enregistrer",
		Record: "Derniers changements sur cette page", RecordNone: "Aucun pour l'instant.", Yes: "oui", No: "non",
		Deeds: map[string]string{
			"operators:invite": "a créé un lien d'invitation", "operators:join": "a rejoint l'équipe", "operators:change": "a modifié un opérateur", "operators:end": "a désactivé un opérateur",
			"operators:return": "a réactivé un opérateur", "operators:reset": "a créé un lien de nouveau mot de passe", "operators:password": "a choisi un nouveau mot de passe",
			"operators:withdraw": "a retiré un lien",
		},
		Permissions: map[string]string{
			"answer customers": "Répondre aux clients, vérifier les brouillons", "stop the assistant": "Arrêter l'assistant", "change what the assistant may do": "Relancer l'assistant, régler ses niveaux",
			"set up the chat on other sites": "Installer le chat sur d'autres sites", "invite, change and deactivate operators": "Inviter, modifier, désactiver des opérateurs",
			"invite, change and deactivate leads and owners": "Inviter, modifier, désactiver des responsables et des propriétaires", "change teams, hours and topics": "Équipes, horaires, sujets",
			"see the model's settings and test it": "Voir et tester le modèle", "change the words at hand-over": "Textes de relais", "change canned replies": "Réponses types",
			"make and revoke API keys": "Clés d'API", "change how long conversations are kept": "Durée de conservation",
		},
		Operators: Section{"Opérateurs", "Qui répond aux clients, et ce que chacun peut faire."},
		Person:    "Opérateur", Role: "Rôle", Team: "Équipe", Languages: "Langues", Seen: "Dernière activité", Never: "jamais", HereNow: "en ligne", Ended: "désactivé", You: "vous",
		Change: "Modifier", End: "Désactiver", EndSays: "Sa session prend fin aussitôt. Les conversations en cours reviennent à son équipe. Son nom reste sur ce qu'il a écrit.", Return: "Réactiver",
		Reset: "Lien de nouveau mot de passe", ResetSays: "Crée un lien pour choisir un autre mot de passe. L'actuel reste valable jusque-là.",
		Invite: "Inviter quelqu'un", InviteSays: "Vous obtenez un lien valable une seule fois, pendant 7 jours. Transmettez-le par un moyen sûr.", InviteSend: "Créer le lien",
		MailedToo: "Le lien lui est aussi envoyé par e-mail.",
		Link:      "Lien d'invitation", LinkSays: "Pour %s, une seule fois, jusqu'à %s. Il n'est affiché qu'ici et maintenant\u00a0: copiez-le.", ResetLink: "Lien de nouveau mot de passe",
		Sent: "Il a aussi été envoyé par e-mail.", Unsent: "Le serveur de messagerie ne l'a pas accepté\u00a0: transmettez le lien vous-même.",
		Invitations: "Liens pas encore utilisés", Withdraw: "Retirer", Until: "valable jusqu'à %s", ToJoin: "invitation", ToReset: "nouveau mot de passe",
		Rights: "Qui peut faire quoi", RightsSays: "Ce tableau vaut pour toutes les pages. Il se trouve dans le programme, à un seul endroit.",
		BadEmail: "Indiquez une adresse e-mail comme nom@exemple.fr, une équipe et un rôle.", EmailTaken: "Cette adresse e-mail est déjà celle d'un opérateur. S'il est désactivé, réactivez-le.",
		LastOwner: "C'est le dernier propriétaire. Nommez d'abord un autre propriétaire.",
		JoinTitle: "Rejoindre l'équipe", JoinSays: "Vous êtes invité à répondre aux clients ici. Choisissez le nom qu'ils verront et un mot de passe.", JoinEnter: "Rejoindre",
		ResetTitle: "Nouveau mot de passe", ResetPage: "Choisissez un autre mot de passe. Les sessions ouvertes ailleurs sous votre nom prendront fin.", ResetEnter: "Enregistrer et se connecter",
		BadJoin:     "Indiquez un nom, et un mot de passe d'au moins 12 caractères, différent de l'adresse e-mail.",
		MailSubject: "Invitation au bureau d'assistance", MailText: "Vous êtes invité à répondre aux clients. Ce lien est valable une seule fois, pendant 7 jours. Ne le transmettez à personne.",
		ResetSubject: "Nouveau mot de passe pour le bureau d'assistance", ResetText: "Ce lien vous permet de choisir un autre mot de passe. Il est valable une seule fois, pendant 7 jours. Si vous ne l'attendiez pas, prévenez le propriétaire du bureau.",
	}
}
