package ui

// frenchRecall fills in what operators read of recalls.
func (w *Words) frenchRecall() {
	w.Recall = RecallWords{
		Title: "Rappels", One: "Rappel", Says: "Des clients ont reçu une information fausse\u00a0? Un rappel retrouve tous ceux qui l'ont lue, et la rectifie.",
		Search: "Ce qui a été dit de faux", SearchHint: "Avec les mots que les clients ont lus, ou les vôtres\u00a0: une phrase suffit. Rien n'est envoyé avant que deux personnes l'aient relu.",
		SearchLanguage: "Langue", Go: "Trouver qui l'a lu", Nothing: "Il n'y a rien là qu'on puisse chercher. Écrivez ce qui a été dit, en une phrase entière.",
		Reading: "Ce qui a été dit auparavant est encore en cours de lecture\u00a0: il pourrait manquer quelqu'un. Réessayez dans quelques minutes.",
		Empty:   "Aucun rappel", EmptyMore: "Un rappel se propose de lui-même quand change une page dont des clients tiennent une information.", Next: "Rappels plus anciens",
		Kinds: map[string]string{
			"claim": "À partir d'une phrase envoyée", "report": "À partir du signalement d'un client", "version": "À partir d'une version d'article", "change": "L'article a changé",
			"expiry": "L'article expire plus tôt qu'il ne le disait", "withdraw": "L'article a été retiré", "incident": "À partir d'un incident", "search": "À partir d'une recherche",
		},
		States: map[string]string{"proposed": "Proposé", "drafting": "En rédaction", "waiting_approval": "Attend l'approbation", "sending": "En cours d'envoi", "closed": "Clos", "dismissed": "Écarté"},
		Bars: map[string]string{
			"erased": "Les mots de la conversation ont été effacés", "legal_hold": "La conversation est conservée pour un litige", "operator": "Un opérateur l'y a rectifié depuis",
			"other_recall": "Un autre rappel l'a rectifié", "elsewhere": "Le même client le reçoit dans une conversation plus récente", "other_wording": "Laissé de côté\u00a0: cela dit autre chose",
		},
		Fates:   map[string]string{"queued": "En route", "sent": "Envoyé", "bounced": "Courriel revenu", "read": "Lu", "replied": "Le client a répondu"},
		Changes: map[string]string{"number": "un autre nombre", "delay": "un autre délai", "condition": "une autre condition", "negation": "le contraire", "policy": "une autre règle", "removed": "n'y figure plus"},
		Refusals: map[string]string{
			"write": "La rectification n'a pas pu être conservée. Elle est peut-être trop longue.", "submit": "Non soumise\u00a0: la rectification doit contenir {date} et {said}, à la place du jour et des mots faux que lit le client, la bonne réponse à la place des crochets, un texte pour chaque langue, et quelqu'un à qui l'envoyer.",
			"approve": "Non approuvée, et rien n'a été envoyé\u00a0: qui a écrit une rectification ne peut l'approuver tant qu'un autre responsable ou propriétaire le peut\u00a0; qui est seul le dit, avec un motif.",
			"dismiss": "Non écarté\u00a0: dites pourquoi personne n'est rectifié.", "back": "Non renvoyé\u00a0: le motif est peut-être trop long.", "close": "Non clos\u00a0: des rectifications sont encore en route.", "leave-out": "La liste n'a pas pu être changée.", "take-in": "La liste ne peut plus être changée.",
		},
		Itself: "le système", Proposed: "Proposé par", Written: "Rédigé par", Approved: "Approuvé par", AloneFact: "Approuvé seul, parce que", Ended: "Terminé par", Reason: "Motif", Origin: "Vient de",
		Line: "reçoivent une rectification\u00a0: %d, exclus\u00a0: %d", MoreSeeds: "et %d autres", Back: "Tous les rappels", Said: "Ce qui était faux", Article: "S'appuyait sur", Changed: "Ce qui a changé",
		Partial: "Il a été trouvé plus que ce qui figure ici. Resserrez le rappel sur ce qui était faux, ou envoyez celui-ci puis faites-en un autre.",
		Told:    "Qui l'a lu", ToldSays: "Groupés selon les mots lus. Laissez un groupe de côté si ses mots disent autre chose.", Counts: "Nombres exacts", Progress: "Ce qu'il en est advenu",
		CountClaims: "Phrases trouvées", CountListed: "Reçoivent la rectification", CountCustomers: "Clients", CountExcluded: "Exclus",
		GroupCount: "l'ont lu\u00a0: %d", GroupEvidence: "par le texte sur lequel elle s'appuie\u00a0: %d", More: "et %d autres", LeaveOut: "Laisser ces mots de côté", TakeIn: "Les reprendre", LeftOut: "Laissé de côté", Gone: "(effacé depuis)", Still: "Cette phrase est sur une page en vigueur\u00a0: l'assistant la redira tant que la page n'est pas corrigée.", Nobody: "Rien n'a été trouvé dans ces termes. Essayez ceux que les clients ont lus, ou partez de la réponse ou de la page.",
		Excluded: "Qui ne reçoit rien, et pourquoi", ExcludedSays: "Décidé par le service\u00a0; il vérifie encore chacun avant d'envoyer.", Correction: "La rectification",
		CorrectionSays: "{date} et {said} deviennent le jour et les mots de la réponse que chaque client a eue. Dites ce qui était faux, et ce qui est juste.", Rightful: "Le texte en vigueur", NoRightful: "Aucun texte en vigueur ne dit ce qui est juste.", Preview: "Tel que le lit un client",
		Keep: "Conserver", Submit: "Soumettre à l'approbation", Approve: "Approuver et envoyer", ApproveSays: "Chaque client de la liste le reçoit aussitôt dans la conversation, et par courriel s'il est parti. On ne peut pas revenir en arrière.",
		OwnSays: "Vous avez participé à cette rectification. Un autre responsable ou propriétaire doit la lire et l'approuver.", AloneSays: "Vous avez écrit cette rectification, et vous êtes la seule personne ici qui puisse approuver. À deux, c'est plus sûr. Si vous continuez seul, dites pourquoi\u00a0: cela reste au registre et dans le rapport.",
		AloneReason: "Pourquoi vous l'approuvez seul", GiveBack: "La renvoyer en rédaction", Dismiss: "Écarter le rappel", DismissSays: "Personne n'est rectifié. Dites pourquoi\u00a0; cela reste au registre.", Close: "Clore le rappel", CloseSays: "Toutes les rectifications sont parties. Ce que font ensuite les clients reste visible.",
		Moved: "Ce rappel a changé entre-temps, et rien n'a été fait. Voici où il en est\u00a0: relisez, puis décidez.", Report: "Rapport (Markdown)", WaitsSays: "Un responsable ou un propriétaire qui n'y a pas participé la lit et l'approuve.",
		Everybody: "Tous ceux qui l'ont lu", Conversation: "Conversation", When: "Lu le", Found: "Trouvé par", Outcome: "Suite", ByEvidence: "son texte d'appui", ByWording: "sa formulation",
		FindClaim: "Trouver qui a lu cela", FindReport: "Trouver qui d'autre l'a lu", FindVersion: "Trouver qui tient une information de la version %d",
		Hold: "Conservation pour litige", HoldSays: "Tant qu'elle dure, rien n'est effacé de cette conversation et aucun rappel n'y écrit.", HoldBegin: "Conserver pour un litige", HoldEnd: "Mettre fin à la conservation", Held: "Cette conversation est conservée pour un litige.",
	}
}
