package ui

import "github.com/vigie-desk/vigie/internal/desk"

// frenchPanes fills in what operators read around conversations.
func (w *Words) frenchPanes() {
	w.Board = BoardWords{
		FoldersName: "Dossiers", ToList: "Retour à la liste", ToThread: "Retour à la conversation", Thread: "Conversation", Details: "Détails",
		Choose: "Aucune conversation ouverte", ChooseMore: "Choisissez-en une dans la liste.",
		Search: "Chercher une conversation", Find: "Chercher", Found: "Résultats pour «\u00a0%s\u00a0»",
		NoteKind: "note interne, jamais visible du client", Past: "Autres conversations", Older: "Ceci concerne une réponse antérieure.", Latest: "Voir la dernière",
		Claims: "Ce que dit la réponse, et sur quoi cela repose", Standing: "Sur quoi cela repose",
		Folders: map[string]string{
			"mine": "Les miennes", "unassigned": "Non attribuées", "held": "Brouillons à vérifier", "waiting": "Attend une personne", "answered": "Attend le client",
			"all": "Toutes, en cours", "resolved": "Closes",
		},
		Channels: map[string]string{"widget": "Chat", "api": "API", "webhook": "Service web", "mail": "E-mail"},
		Moods:    map[desk.Reason]string{desk.Upset: "Mécontent", desk.Vulnerable: "À ménager", desk.Legal: "Juridique"},
	}
}
