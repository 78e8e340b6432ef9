package ui

// frenchSettings fills in the settings.
func (w *Words) frenchSettings() {
	w.Settings = SettingsWords{ //nolint:gosec // words about passwords and keys, none of them one
		Title: "Réglages", Menu: "Réglages", Saved: "Enregistré.", Save: "Enregistrer",
		Record: "Derniers changements sur cette page", RecordNone: "Aucun pour l'instant.", Yes: "oui", No: "non",
		Operators: Section{"Conseillers", "Qui répond aux clients, et ce que chacun peut faire."},
		Person:    "Conseiller", Role: "Rôle", Team: "Équipe", Languages: "Langues", Seen: "Dernière activité", Never: "jamais", HereNow: "en ligne", Ended: "désactivé", You: "vous",
		Change: "Modifier", End: "Désactiver", EndSays: "Sa session prend fin aussitôt. Les conversations en cours reviennent à son équipe. Son nom reste sur ce qu'il a écrit.", Return: "Réactiver",
		Reset: "Lien de nouveau mot de passe", ResetSays: "Crée un lien pour choisir un autre mot de passe. L'actuel reste valable jusque-là.",
		Invite: "Inviter quelqu'un", InviteSays: "Vous obtenez un lien valable une seule fois, pendant 7 jours. Transmettez-le par un moyen sûr.", InviteSend: "Créer le lien",
		MailedToo: "Le lien lui est aussi envoyé par e-mail.",
		Link:      "Lien d'invitation", LinkSays: "Pour %s, une seule fois, jusqu'à %s. Il n'est affiché qu'ici et maintenant\u00a0: copiez-le.", ResetLink: "Lien de nouveau mot de passe",
		Sent: "Il a aussi été envoyé par e-mail.", Unsent: "Le serveur de messagerie ne l'a pas accepté\u00a0: transmettez le lien vous-même.",
		Invitations: "Liens pas encore utilisés", Withdraw: "Retirer", Until: "valable jusqu'à %s", ToJoin: "invitation", ToReset: "nouveau mot de passe",
		Rights: "Qui peut faire quoi", RightsSays: "Ce tableau vaut pour toutes les pages. Il se trouve dans le programme, à un seul endroit.",
		BadEmail: "Indiquez une adresse e-mail comme nom@exemple.fr, une équipe et un rôle.", EmailTaken: "Cette adresse e-mail est déjà celle d'un conseiller. S'il est désactivé, réactivez-le.",
		LastOwner: "C'est le dernier propriétaire. Nommez d'abord un autre propriétaire.",
		JoinTitle: "Rejoindre l'équipe", JoinSays: "Vous êtes invité à répondre aux clients ici. Choisissez le nom qu'ils verront et un mot de passe.", JoinEnter: "Rejoindre",
		ResetTitle: "Nouveau mot de passe", ResetPage: "Choisissez un autre mot de passe. Les sessions ouvertes ailleurs sous votre nom prendront fin.", ResetEnter: "Enregistrer et se connecter",
		BadJoin:     "Indiquez un nom, et un mot de passe d'au moins 12 caractères, différent de l'adresse e-mail.",
		MailSubject: "Invitation au bureau d'assistance", MailText: "Vous êtes invité à répondre aux clients. Ce lien est valable une seule fois, pendant 7 jours. Ne le transmettez à personne.",
		ResetSubject: "Nouveau mot de passe pour le bureau d'assistance", ResetText: "Ce lien vous permet de choisir un autre mot de passe. Il est valable une seule fois, pendant 7 jours. Si vous ne l'attendiez pas, prévenez le propriétaire du bureau.",
		Teams:   Section{"Équipes et horaires", "Quand il y a quelqu'un, et quelle demande va à qui. Les délais annoncés aux clients en découlent."},
		Members: "%d conseillers", OpenNow: "ouverte maintenant", ClosedNow: "fermée maintenant", HoursUnset: "sans horaires\u00a0: du lundi au vendredi, de 9\u00a0h à 18\u00a0h",
		NewTeam: "Nouvelle équipe", TeamName: "Nom que lisent les clients", AddTeam: "Ajouter l'équipe",
		Topics: "Sujets", TopicsSays: "Ce que l'assistant transmet va à l'équipe du sujet.", TopicsNone: "Il n'y a pas encore de sujets\u00a0: ils viennent avec les articles de la base.", InboxTeam: "l'équipe de la boîte", SaveTopics: "Enregistrer les sujets",
		Hours: "Horaires", HoursSays: "Personne n'a fixé ces horaires\u00a0: du lundi au vendredi, de 9\u00a0h à 18\u00a0h par défaut. Enregistrez-les pour les fixer.", Works: "Travaille", Opens: "De", Closes: "À",
		Zone: "Fuseau horaire", ZoneHint: "Par exemple Europe/Paris. Vide\u00a0: celui du serveur, %s.",
		Holidays: "Jours fermés", HolidaysHint: "Une date par ligne, sous la forme 2026-12-25.",
		Preview: "Un client qui écrit maintenant et demande une personne lit\u00a0:", PreviewSays: "Calculé comme chaque délai annoncé\u00a0: d'après ces horaires, les personnes en ligne et la file d'attente.", Try: "Essayer sans enregistrer", Tried: "C'est un essai. Rien n'a été enregistré.",
		BadTeam: "Donnez à l'équipe un nom de 1 à 80 caractères.", BadZone: "Fuseau horaire inconnu. Écrivez-le comme Europe/Paris, ou laissez vide.", BadHours: "Donnez à chaque jour travaillé un début et une fin plus tardive, comme 09:00 et 17:30.",
		NoDays: "Cochez au moins un jour travaillé\u00a0: une équipe qui ne travaille jamais ne peut rien promettre.", BadHoliday: "«\u00a0%s\u00a0» n'est pas une date comme 2026-12-25. Une par ligne, 400 au plus.",
		ToTeams:  "Toutes les équipes",
		Autonomy: Section{"Autonomie", "Ce que l'assistant peut faire seul, par sujet et en tout. Le niveau le plus bas qui s'applique l'emporte."},
		Where:    "Où", Level: "Niveau", SetBy: "réglé par %s, %s", Follows: "comme tout le bureau", ChangeTo: "Passer à", Levels: "Ce que veulent dire les niveaux",
		RedButton: "Arrêter l'assistant partout", RedSays: "Il n'écrit plus rien. Ce qu'il a en main va à des personnes, et les clients sont prévenus.", RedAsk: "Arrêter…",
		Confirm: "Confirmer", ConfirmOff: "L'arrêter maintenant", Cancel: "Ne rien changer", WouldBe: "«\u00a0%s\u00a0» pour %s",
		NoneInHand: "L'assistant n'y a aucune conversation en main à cet instant\u00a0: personne n'aurait à attendre.", OneInHand: "L'assistant y a une conversation en main à cet instant\u00a0: elle irait à une personne, et son client serait prévenu.",
		ManyInHand: "L'assistant y a %d conversations en main à cet instant\u00a0: elles iraient à des personnes, et leurs clients seraient prévenus.",
		Keys:       Section{"Clés d'API", "Pour vos programmes qui dialoguent avec ce bureau. Une clé n'est affichée qu'une fois, à sa création."},
		NoKeys:     "Il n'y a pas encore de clé.", KeyName: "À quoi elle sert", KeyNameHint: "Par exemple\u00a0: le serveur de la boutique.", MakeKey: "Créer la clé", NewKey: "Nouvelle clé",
		KeyScopes: "Ce qu'elle permet", KeyMade: "La nouvelle clé", KeyMadeSays: "Pour «\u00a0%s\u00a0». Elle n'est affichée qu'ici et maintenant, et conservée nulle part\u00a0: copiez-la.", Revoke: "Révoquer", Revoked: "révoquée",
		Made: "Créée", LastUsed: "Dernier usage", NeverUsed: "jamais", BadKey: "Dites à quoi sert la clé, en 1 à 80 caractères, et cochez au moins une permission.",
		Model:   Section{"Modèle", "Ce qui rédige ou choisit les réponses. Il se règle au démarrage du serveur\u00a0: aucune page ne peut le changer."},
		NoModel: "Aucun modèle n'est réglé\u00a0: les réponses sont des citations de vos articles. C'est un bon état, sans clé à fournir.", Setting: "Réglage", Value: "Valeur", Origin: "Provient de", NotSet: "non réglé",
		Tokens: "Jetons du jour", TokensOf: "%d sur %d", TokensFree: "%d, sans limite fixée",
		TryModel: "Faire un appel d'essai", TrySays: "Un tout petit appel, comme celui de vigie doctor. Il coûte quelques jetons.", TryGood: "Le modèle répond.", TryNone: "Il n'y a pas de modèle à appeler.", Mend: "Remède",
		HandOver:     Section{"Textes de relais", "Ce que lit un client quand une personne prend le relais, après la raison et sous l'étiquette d'un message automatique."},
		HandOverText: "Texte (%s)", HandOverHint: "{team} devient le nom de l'équipe, {time} le moment promis, comme «\u00a0aujourd'hui à 15\u00a0h\u00a030\u00a0». {time} est obligatoire. Vide\u00a0: le texte de la maison.", HouseOwn: "le texte de la maison",
		HandOverPreview: "Ce que lit un client qui demande une personne maintenant", HandOverFixed: "La raison, les numéros d'urgence et ce qui est dit quand il n'y a personne du tout restent ceux de la maison.",
		NoTime: "%s\u00a0: placez {time} là où doit figurer le moment promis. Sans lui, le client ne saurait pas pour quand il aura une réponse.", BadPlace: "%s\u00a0: seuls {team} et {time} sont remplacés, et le texte a au plus 600 caractères.",
		Replies:   Section{"Réponses types", "Des textes que les conseillers insèrent quand ils répondent, et retouchent avant l'envoi."},
		NoReplies: "Il n'y en a pas encore.", AddReply: "Nouvelle réponse", ReplyTitle: "Titre", ReplyLanguage: "Langue", ReplyText: "Texte",
		ReplyHint: "{customer} devient le nom du client (omis s'il est inconnu), {operator} celui de la personne qui répond.", KeepReply: "Enregistrer", DropReply: "Supprimer",
		BadReply: "Donnez un titre de 1 à 80 caractères et un texte de 1 à 5\u202f000. Seuls {customer} et {operator} sont remplacés.",
		Insert:   "Réponses types", InsertHint: "tapez / dans le champ vide", InsertFind: "Chercher une réponse",
		Retention: Section{"Conservation", "Combien de temps les conversations résolues gardent leurs mots."},
		Months:    "Mois après le dernier message", MonthsHint: "0 les garde pour toujours.", Count: "Compter ce que cela supprime", KeptFor: "Les conversations résolues gardent leurs mots pendant %d mois après le dernier message.", KeptAll: "Les conversations résolues gardent leurs mots pour toujours.",
		WouldDelete: "Conversations résolues de plus de %[2]d mois\u00a0: %[1]d. Leurs mots seraient supprimés dans les heures qui viennent, définitivement.", WouldKeep: "Tout serait conservé désormais. Ce qui a été supprimé ne revient pas.",
		WhatGoes:   "Sont supprimés\u00a0: messages, notes, avis sur les réponses, mots de recherche, noms et adresses e-mail. Les identifiants, les dates et les décisions restent, pour que le registre puisse être suivi. Les conversations ouvertes ne sont jamais touchées.",
		SaveMonths: "Enregistrer et supprimer", WouldNone: "Aucune conversation résolue n'est aussi ancienne\u00a0: rien ne serait supprimé maintenant.", BadMonths: "Donnez un nombre de mois de 0 à 120.",
	}
	w.frenchDeeds()
}

// frenchDeeds fills in what is on record, what may be done, and what keys may do.
func (w *Words) frenchDeeds() {
	w.Settings.Deeds = map[string]string{ //nolint:gosec // as above
		"operators:invite": "a créé un lien d'invitation", "operators:join": "a rejoint l'équipe", "operators:change": "a modifié un conseiller", "operators:end": "a désactivé un conseiller",
		"operators:return": "a réactivé un conseiller", "operators:reset": "a créé un lien de nouveau mot de passe", "operators:password": "a choisi un nouveau mot de passe",
		"operators:withdraw": "a retiré un lien",
		"replies:add":        "a ajouté une réponse", "replies:change": "a modifié une réponse", "replies:drop": "a supprimé une réponse", "retention:save": "a fixé la durée de conservation, en mois",
		"watch:budget": "a fixé combien de clients peuvent lire du nouveau sans contrôle", "watch:learn": "a indiqué quels jours étaient bons", "watch:drills": "a fixé la fréquence des exercices",
		"teams:add": "a ajouté une équipe", "teams:save": "a modifié une équipe", "teams:topic": "a confié un sujet à une équipe", "autonomy:off": "a arrêté l'assistant", "autonomy:draft": "a limité l'assistant aux brouillons",
		"autonomy:auto": "a laissé l'assistant répondre seul", "keys:make": "a créé une clé", "keys:revoke": "a révoqué une clé", "model:try": "a fait un appel d'essai", "words:save": "a modifié les textes",
	}
	w.Settings.Permissions = map[string]string{
		"answer customers": "Répondre aux clients, vérifier les brouillons", "stop the assistant": "Arrêter l'assistant", "change what the assistant may do": "Relancer l'assistant, régler ses niveaux",
		"set up the chat on other sites": "Installer le chat sur d'autres sites", "invite, change and deactivate operators": "Inviter, modifier, désactiver des conseillers",
		"invite, change and deactivate leads and owners": "Inviter, modifier, désactiver des responsables et des propriétaires", "change teams, hours and topics": "Équipes, horaires, sujets",
		"see the model's settings and test it": "Voir et tester le modèle", "change the words at hand-over": "Textes de relais", "change canned replies": "Réponses types",
		"make and revoke API keys": "Clés d'API", "change how long conversations are kept": "Durée de conservation",
	}
	w.Settings.Scopes = map[string]string{
		"customers:write": "Dire qui est un client", "conversations:read": "Lire toutes les conversations", "conversations:write": "Écrire en tant que client", "knowledge:read": "Lire les articles",
		"knowledge:write": "Écrire et importer des articles", "operators": "Agir pour des conseillers\u00a0: répondre, relire", "assistant": "Arrêter et relancer l'assistant", "check": "Faire vérifier des textes", "admin": "Tout",
	}
}
