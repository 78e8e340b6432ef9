package ui

import "github.com/vigie-desk/vigie/internal/desk"

// frenchReview fills in what operators read of drafts, of checks and of what was decided.
func (w *Words) frenchReview() {
	w.Drafts = DraftWords{
		Title: "Brouillon à vérifier", Says: "L'assistant l'a écrit et personne ne l'a envoyé. Le client sait qu'une personne vérifie.",
		Draft: "Brouillon, phrase par phrase", Findings: "Ce que disent les contrôles de l'ensemble", NoFindings: "Rien.",
		Evidence: "Ce sur quoi il repose", NoEvidence: "Aucune source ne soutient cette phrase.",
		Approve: "Approuver et envoyer", Edit: "Le dire autrement", EditLabel: "Votre formulation, envoyée sous votre nom",
		EditSend: "Faire vérifier et envoyer", Refuse: "Refuser\u00a0: une personne répondra", Reason: "Pourquoi (pour le dossier)", Question: "Le client a demandé",
		Whole: "tout le brouillon", Sentence: "«\u00a0%s\u00a0»", Open: "Ouvrir la conversation",
		Supported: "Figure dans sa source", Look: "À regarder", Blocked: "Les contrôles retiennent cette phrase", Detail: "Dans les mots du contrôle",
		Version: "version %d, celle en vigueur", Replaced: "version %d\u00a0; la version %d l'a remplacée", Earlier: "une version antérieure\u00a0; la version %d est en vigueur", Gone: "cette page n'existe plus",
		Overrule: "L'envoyer quand même", OverruleSays: "Si vous savez mieux que les contrôles, dites pourquoi. Votre nom et votre raison sont consignés.",
		OverruleReason: "Pourquoi cela peut partir", OverruleSend: "Passer outre et envoyer",
		Against: "Ce texte n'est pas parti\u00a0: les contrôles le retiennent.", AgainstSays: "Corrigez-le et renvoyez-le, ou passez outre en disant pourquoi.",
		ApproveAgainst: "Approuver malgré les contrôles", NoReason: "Dites pourquoi vous passez outre\u00a0: c'est consigné.", NoText: "Écrivez au moins un mot.",
		TakeOver: "Prendre en charge", Mode: "Rédaction", Model: "Modèle", Unused: "À propos d'une réponse du modèle qui n'a pas servi\u00a0: %s",
		InPlace: "la réponse du modèle n'a pas pu servir, une page a été citée", Record: "Ce que des personnes ont décidé", RecordLine: "%s, %s",
	}
	w.Modes = map[desk.Mode]string{
		desk.Quote: "une citation, mot pour mot", desk.Select: "des phrases des pages, choisies par un modèle", desk.Compose: "les mots d'un modèle",
	}
	w.Acts = map[string]string{
		"review:approve": "Approuvé", "review:edit": "Envoyé en d'autres mots", "review:refuse": "Refusé", "review:take_over": "Pris en charge",
		"review:overrule": "Contrôles écartés",
	}
	w.Fates = map[desk.TurnState]string{
		desk.Sent: "Rien n'a été envoyé\u00a0: quelqu'un d'autre a déjà répondu.", desk.Clarified: "Rien n'a été envoyé\u00a0: quelqu'un d'autre a déjà répondu.",
		desk.HandedOver: "Rien n'a été envoyé\u00a0: le brouillon a été refusé, ou son délai est passé, et la conversation est allée à une personne.",
		desk.Superseded: "Rien n'a été envoyé\u00a0: une personne a pris cette conversation en charge.",
		desk.Merged:     "Rien n'a été envoyé\u00a0: le client a de nouveau écrit, et le nouveau message est traité avec celui-ci.",
		desk.Accepted:   "Rien n'a été envoyé. Voyez où en sont les choses.", desk.Answering: "Rien n'a été envoyé. Voyez où en sont les choses.",
		desk.HeldBack: "Rien n'a été envoyé. Voyez où en sont les choses.",
	}
	w.frenchChecks()
}

// frenchChecks fills in what each check finds, in plain words.
func (w *Words) frenchChecks() {
	w.Checks = map[string]string{
		"known_issue":  "Un incident connu, dans les mots qu'une personne a rédigés pour cela.",
		"form":         "Le brouillon est mal formé.",
		"evidence":     "La phrase ne dit pas sur quel passage elle repose, ou le passage ne dit pas cela.",
		"inforce":      "La page citée n'est pas en vigueur, ou doit être revue.",
		"contradicted": "La page citée en contredit une autre.",
		"disputed":     "Une autre page donne une autre valeur pour la même chose.",
		"language":     "Ce n'est pas dans la langue du client.",
		"scope":        "La page citée vaut pour d'autres que ce client.",
		"covers":       "Cela ne répond pas à tout ce qui est demandé.",
		"complete":     "Ce qui va avec le passage cité manque.",
		"exceptions":   "Les cas particuliers de la page manquent.",
		"definitions":  "La page explique un de ces mots, et le brouillon non.",
		"markup":       "Il contient un lien ou du code qui ne doit pas partir.",
		"instructions": "Cela se lit comme des instructions à une machine.",
		"actions":      "Cela promet ou affirme une chose que personne n'a prévue ni faite.",
		"human":        "Cela parle de soi comme une personne.",
		"attribution":  "Cela nomme une source que personne n'a donnée.",
		"contacts":     "Une adresse ou un numéro de téléphone ne figure dans aucune source.",
		"leak":         "Cela montre des instructions, des secrets ou ce qui est à quelqu'un d'autre.",
		"silence":      "Cela conclut de ce que les pages ne disent pas.",
		"coherence":    "Le texte est abîmé, ou se contredit.",
		"flood":        "C'est du remplissage\u00a0: beaucoup de longueur, peu de contenu.",
		"offence":      "Il contient des mots blessants.",
		"numbers":      "Un nombre, un prix, une date ou un délai ne figure dans aucune source.",
		"names":        "Un nom ne figure dans aucune source, ou y désigne autre chose.",
		"binding":      "Une valeur est dite d'autre chose dans la source.",
		"negation":     "Cela dit oui où la source dit non, ou non où elle dit oui.",
		"opposites":    "Un mot dit le contraire de celui de la source.",
		"modality":     "Une obligation est devenue un choix, ou une possibilité une certitude.",
		"steps":        "Une marche à suivre diffère de la source\u00a0: autre chemin ou autre ordre.",
		"cause":        "Elle donne une raison qu'aucune source ne donne.",
		"sweeping":     "Elle dit de tout ce que la source limite.",
		"conditions":   "Une condition ou une exception de la source manque.",
		"policy":       "Cela promet ou interdit une chose qu'aucune source ne promet ni n'interdit.",
		"support":      "Aucun passage ne dit cela en entier.",
		"reported":     "Un client a dit que c'est faux, et personne ne l'a encore confirmé.",
		"novelty":      "Aucune page en vigueur ne le dit, et personne ne l'a encore approuvé.",
		"refused":      "Elle redit ce qu'une personne a refusé.",
		"model":        "Le modèle n'a pas donné de réponse utilisable.",
		"guard":        "Un contrôle n'a pas pu se faire, et compte comme un échec.",
		"":             "Un contrôle a relevé quelque chose.",
	}
}

// frenchAutonomy fills in what operators read of what the assistant may do.
func (w *Words) frenchAutonomy() {
	w.Assistant = AssistantWords{
		Title: "Assistant", Stopped: "L'assistant est arrêté", Stop: "Arrêter l'assistant",
		StopSays: "Il ne dit plus rien dès cet instant. Les conversations qu'il a en main passent à des personnes, et leurs clients sont prévenus.",
		StopNow:  "Arrêter maintenant", Start: "Le laisser reprendre", Scope: "Pour", Desk: "tout le bureau", Language: "les conversations en %s", Channel: "le canal %s",
		Inbox: "la porte %s", Topic: "le sujet %s", TopicHint: "Sujet (facultatif\u00a0; l'emporte sur le choix ci-dessus)", By: "depuis %s, par %s",
		NotYours: "Un responsable ou un propriétaire peut le laisser reprendre.", Widget: "la page de chat", API: "l'API", Moved: "%d conversations sont passées à des personnes.",
		May: "Assistant\u00a0: %s", Ceiling: "D'après les réglages, au plus\u00a0: %s.", For: "pour %s", Level: "Désormais", Lower: "Changer",
		LowerSays: "Ce qui vaut pour une partie ne va jamais au-delà de ce qui vaut pour tout le bureau.",
		ToDraft:   "Brouillons seulement", Already: "Il y est déjà arrêté, ce qui est moins. Un responsable peut le laisser de nouveau écrire des brouillons.",
	}
	w.Levels = map[desk.Autonomy]string{desk.Off: "arrêté", desk.DraftOnly: "brouillons seulement", desk.Auto: "répond seul"}
	w.LevelSays = map[desk.Autonomy]string{
		desk.Auto:      "Les réponses qui passent tous les contrôles partent aussitôt, signalées comme celles de l'assistant.",
		desk.DraftOnly: "Il écrit, et une personne approuve chaque réponse avant l'envoi. Le client lit qu'une personne vérifie, et pour quand. Ce qui est en main reste.",
		desk.Off:       "Il n'écrit rien. Les nouveaux messages vont à des personnes\u00a0; ce qu'il a en main aussi, et les clients sont prévenus.",
	}
}
