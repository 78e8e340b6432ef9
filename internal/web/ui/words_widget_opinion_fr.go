package ui

import "github.com/vigie-desk/vigie/internal/desk"

// frenchOpinion fills in how customers say what they think, and what operators read of it.
func (w *Words) frenchOpinion() {
	w.Opinion = OpinionWords{
		Wrong: "C'est faux", WrongSays: "Une personne l'examinera. D'ici là, l'assistant ne le redira pas de lui-même.",
		Which: "Qu'est-ce qui est faux\u00a0?", Whole: "Toute la réponse", Send: "Signaler comme faux",
		Told: map[desk.ReportState]string{
			desk.ReportOpen: "Vous l'avez signalé comme faux. Une personne va l'examiner.", desk.ReportRight: "Vous l'avez signalé comme faux. Vérification faite\u00a0: c'est juste.",
			desk.ReportWrong: "Vous aviez raison\u00a0: c'est faux. Ne vous y fiez pas.",
		},
		Rate: "Comment était-ce\u00a0?", RateWords: "Souhaitez-vous ajouter quelque chose\u00a0? (facultatif)", RateSend: "Envoyer", Thanks: "Merci de votre avis.",
		Faces:   map[int]string{1: "Mauvais", 2: "Moyen", 3: "Bien"},
		Reports: "Réponses que des clients disent fausses", ReportsSays: "L'assistant ne les redit pas de lui-même tant que personne ne les a examinées.",
		CaseSays: "Le client dit que c'est faux", IsRight: "La réponse est juste", IsWrong: "La réponse est fausse", Rating: "L'avis du client",
		Found: map[desk.ReportState]string{
			desk.ReportOpen: "Personne ne l'a encore examinée\u00a0: l'assistant ne la redit pas de lui-même.", desk.ReportRight: "Jugée juste\u00a0: l'assistant peut la redire.",
			desk.ReportWrong: "Jugée fausse\u00a0: l'assistant ne la redit pas de lui-même. Corrigez la page dont elle vient.",
		},
	}
	w.Acts["report:right"], w.Acts["report:wrong"] = "Signalement examiné\u00a0: c'est juste", "Signalement examiné\u00a0: c'est faux"
}
