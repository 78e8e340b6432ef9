package ui

import "github.com/vigie-desk/vigie/internal/desk"

// frenchPanes fills in what operators read around conversations.
func (w *Words) frenchPanes() {
	w.Board = BoardWords{
		FoldersName: "Dossiers", ToList: "Retour à la liste", ToThread: "Retour à la conversation", Thread: "Conversation", Details: "Détails",
		Choose: "Aucune conversation ouverte", ChooseMore: "Choisissez-en une dans la liste.",
		Search: "Chercher une conversation", Find: "Chercher", Found: "Résultats pour «\u00a0%s\u00a0»",
		NotFound: "Rien de trouvé", NotFoundMore: "Les mots sont cherchés en entier, avec ou sans accents\u00a0; le dernier peut n'être qu'un début.",
		DraftTag: "Brouillon", PersonTag: "À répondre",
		NoteKind: "note interne, jamais visible du client", Past: "Autres conversations", Older: "Ceci concerne une réponse antérieure.", Latest: "Voir la dernière",
		Claims: "Ce que dit la réponse, et sur quoi cela repose", Standing: "Sur quoi cela repose",
		Reopen: "Rouvrir", GiveBack: "Rendre à l'assistant", Assign: "Attribuer", AssignTo: "La confier à", Ways: "Réponse ou note", Write: "Votre texte",
		Note: "Note interne", NoteHint: "Seuls les opérateurs la voient. Elle n'est jamais envoyée.", SaveNote: "Garder la note",
		Sending: "Pas encore envoyé\u00a0: le message part dans quelques secondes.", Undo: "Annuler", Kept: "Votre brouillon est gardé dans ce navigateur.",
		Lost:  "Cette réponse n'est peut-être pas partie. Regardez la conversation avant de la renvoyer.",
		Looks: "%s regarde cette conversation.", Types: "%s écrit ici.",
		Palette: "Commandes", PaletteHint: "Dossier, action ou conversation", Legend: "Clavier", GoTo: "Aller à\u00a0:", SearchFor: "Chercher «\u00a0%s\u00a0» dans les conversations", Close: "Fermer",
		NoticeOn: "Son\u00a0: activé", NoticeOff: "Son\u00a0: coupé", Notice: "Une conversation de plus attend une personne",
		Keys: []KeyWords{
			{"Ctrl K", "Aller à un dossier, trouver une conversation, agir"},
			{"Ctrl Entrée", "Envoyer ce que vous avez écrit\u00a0; approuver le brouillon si aucun champ n'est ouvert"},
			{"j / k", "Conversation suivante, précédente"},
			{"Entrée", "L'ouvrir"},
			{"/", "Chercher"},
			{"r", "Écrire une réponse"},
			{"n", "Écrire une note interne"},
			{"t", "Prendre en charge"},
			{"b", "Rendre à l'assistant"},
			{"a", "Attribuer"},
			{"e", "Clore, ou rouvrir"},
			{"Échap", "Quitter un champ"},
			{"?", "Cette liste"},
		},
		Folders: map[string]string{
			"mine": "Les miennes", "unassigned": "Non attribuées", "held": "Brouillons à vérifier", "waiting": "Attend une personne", "answered": "Attend le client",
			"all": "Toutes, en cours", "resolved": "Closes",
		},
		Channels: map[string]string{"widget": "Chat", "api": "API", "webhook": "Service web", "mail": "E-mail"},
		Moods:    map[desk.Reason]string{desk.Upset: "Mécontent", desk.Vulnerable: "À ménager", desk.Legal: "Juridique"},
	}
}
