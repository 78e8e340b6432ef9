package ui

import "github.com/vigie-desk/vigie/internal/desk"

func french() *Words {
	w := &Words{
		Language: desk.French, Skip: "Aller au contenu", SwitchTo: "Langue", Other: "English", OtherCode: desk.English,
		AIName: "Assistant IA", NoticeName: "Message automatique, pas une personne", You: "Vous", PersonLabel: "une personne", TeamMember: "Notre équipe", Colon: "\u00a0: ",
		Chat: ChatWords{
			Title: "%s\u00a0: posez votre question", Says: "Vous écrivez à un assistant IA, pas à une personne.",
			SaysMore: "Il répond uniquement d'après nos pages d'aide, et chaque réponse est vérifiée avant de vous parvenir.",
			Reach:    "Une personne reste toujours joignable.",
			Person:   "Parler à une personne", PersonMessage: "Je voudrais parler à une personne.",
			Empty: "Comment pouvons-nous vous aider\u00a0?", EmptyMore: "Écrivez votre question avec vos mots, en français ou en anglais.",
			Log: "Conversation", Label: "Votre message", Hint: "N'indiquez ni mot de passe ni numéro de carte.", Send: "Envoyer",
			Checked: "Vérifié d'après nos pages d'aide", Approved: "Vérifié et approuvé par %s", Fixed: "Formule standard",
			Sources:  "Sources",
			Thinking: "Recherche d'une réponse vérifiée…", ThinkingMore: "Cela prend quelques secondes.", Show: "Afficher la réponse",
			Held: "Une personne vérifie la réponse avant de vous l'envoyer.", HandedOver: "Une personne vous répondra ici.",
			Undated: "Votre conversation est gardée pour une personne\u00a0; aucun délai n'est encore promis.",
			ByWhen:  "%s, au plus tard %s", Nobody: "Vous pouvez fermer cette page et y revenir\u00a0: la réponse y sera.",
			PersonHas: "%s vous répond en personne.", Resolved: "Cette conversation est close. Écrivez de nouveau pour la rouvrir.",
			Closed: "Ce chat n'est pas ouvert aux visiteurs", ClosedMore: "Utilisez le contact que l'entreprise vous a donné.",
			Retrying: "Beaucoup de monde écrit en ce moment. Votre texte est conservé et sera renvoyé dans %s secondes.",
			Sending:  "Envoi…", Offline: "La connexion est coupée. Votre texte est conservé et partira dès son retour.",
			New: "Commencer une autre conversation", TooLong: "Ce message est trop long. Raccourcissez-le ou envoyez-le en plusieurs fois.",
			EmptyText: "Écrivez au moins un mot.",
		},
		Start: StartWords{
			Title: "Vigie", Says: "Un service client dont l'IA reste sous surveillance.",
			Chat: "Poser une question", ChatMore: "La page que voient les clients.", Desk: "Bureau des conseillers", DeskMore: "Ce qui attend une personne.",
			Knowledge: "Connaissances", KnowledgeMore: "Ce que l'assistant peut citer, et ce qu'il ne peut pas.",
			API: "API", APIMore: "Le document OpenAPI.",
		},
		Account: AccountWords{ //nolint:gosec // words about passwords, none of them a password
			SignIn: "Connexion", Email: "Adresse e-mail", Password: "Mot de passe", Enter: "Se connecter", SignOut: "Se déconnecter",
			Wrong: "L'adresse e-mail ou le mot de passe est incorrect.", Out: "Vous êtes déconnecté.",
			Setup: "Installer ce bureau", SetupSays: "Vous en êtes le premier conseiller et le propriétaire. Ce lien ne sert qu'une fois.",
			Name: "Votre nom", NameHint: "Tel que les clients le voient quand vous leur répondez.", PasswordHint: "Au moins 12 caractères.",
			SetupEnter: "Installer et se connecter",
			Unset:      "Personne ne peut encore se connecter",
			UnsetSays:  "Ce bureau n'a pas de conseiller. La personne qui gère le serveur peut créer le premier avec un lien à usage unique.",
			UnsetMore:  "Le démarrage du serveur affiche ce lien\u00a0:", UnsetCommand: "vigie serve",
		},
	}
	w.frenchDesk()
	w.frenchPanes()
	w.frenchSteps()
	w.frenchWatch()
	w.frenchNotices()
	w.frenchShelf()
	w.frenchIssues()
	w.frenchRecall()
	w.frenchReview()
	w.frenchMail()
	w.frenchAutonomy()
	w.frenchVocabulary()
	w.frenchWidget()
	w.frenchOpinion()
	w.frenchFiles()
	w.frenchSetup()
	w.frenchSettings()
	return w
}

// frenchDesk fills in what operators read.
func (w *Words) frenchDesk() {
	w.Desk = DeskWords{
		Title: "Bureau", Waiting: "En attente", Drafts: "Brouillons à vérifier", WithPerson: "En cours", Answered: "Répondues", Resolved: "Closes",
		Team: "Équipe", AllTeams: "Toutes les équipes", Show: "Afficher", Empty: "Personne n'attend", EmptyMore: "Les nouvelles conversations apparaissent ici d'elles-mêmes.",
		EmptyOther: "Rien ici.", Due: "Échéance", Late: "en retard de %s", In: "dans %s", DraftBadge: "Brouillon à vérifier", PersonBadge: "Attend une personne", UrgentBadge: "Urgent",
		Trial: "Essai", Nameless: "Visiteur", Next: "Page suivante", First: "Retour à la première page", List: "Conversations",
		Here: "Au bureau", Away: "Absent", GoAway: "Je m'absente", ComeBack: "Je reviens", Knowledge: "Connaissances",
		Owner: "Avec %s", Mine: "Avec vous",
	}
	w.Case = CaseWords{
		Title: "Conversation avec %s", Back: "Retour au bureau", Why: "Pourquoi elle est ici", Reason: "Raison", Topic: "Sujet",
		Question: "Question telle que comprise", Promise: "Promis", State: "État", Owner: "Responsable", Team: "Équipe", Language: "Langue",
		Channel: "Canal", Took: "Décidé en", Versions: "Décidé par", Customer: "Client", Identity: "Identité", Signed: "signée par le site de l'entreprise", Unsigned: "non signée",
		Name: "Nom", Email: "E-mail", Attributes: "Attributs", Reply: "Votre réponse", ReplyHint: "Elle part telle quelle au client.",
		Send: "Envoyer la réponse", TakeOver: "Prendre en charge", Resolve: "Clore la conversation", Facts: "Faits", Log: "Toute la conversation",
		Findings: "Ce que les contrôles ont dit du brouillon", None: "aucun", Earlier: "Les messages plus anciens ne sont pas affichés.", YourName: "Les clients voient votre nom\u00a0: %s.",
	}
	w.Knowledge = KnowledgeWords{
		Title: "Connaissances", Says: "Ce que l'assistant peut citer, et pourquoi il ne le peut pas. Les articles changent par import ou par l'API.",
		Article: "Article", Standing: "Validité", Owner: "Responsable", Until: "Valable jusqu'au", Review: "À revoir avant", Topic: "Sujet",
		Empty: "Aucun article ici", EmptyMore: "Importez un dossier avec\u00a0: vigie import CHEMIN", Next: "Page suivante", First: "Retour à la première page",
		All: "Tous", Filter: "Statut", Show: "Afficher", Never: "sans fin", Version: "version %d", Suspicious: "se lit comme des instructions à un modèle", Scope: "Seulement pour",
	}
	w.Fault = FaultWords{Title: "Cela n'a pas fonctionné", Back: "Retour", Home: "Page d'accueil", Request: "Requête"}
}

// frenchVocabulary fills in the names of states, reasons and kinds, and the calendar.
func (w *Words) frenchVocabulary() {
	w.Reasons = map[desk.Reason]string{
		desk.Answered: "une réponse vérifiée est partie", desk.Courtesy: "un bonjour ou un merci", desk.Ambiguous: "plusieurs versions conviennent\u00a0: l'assistant a demandé laquelle",
		desk.Unclear: "une suite qui n'a pas pu être comprise", desk.AskedForPerson: "le client veut une personne",
		desk.NotCovered: "rien dans les connaissances n'y répond", desk.GuardHeld: "un contrôle n'a pas passé", desk.AutonomyDraft: "les réponses doivent être approuvées ici",
		desk.AssistantOff: "l'assistant est arrêté", desk.Urgent: "cela semble urgent", desk.Legal: "une question juridique",
		desk.Vulnerable: "quelqu'un peut avoir besoin d'attention", desk.Upset: "le client est mécontent", desk.OtherLanguage: "une langue que l'assistant ne parle pas",
		desk.Deadline: "pas de réponse à temps", desk.Fault: "une panne de notre côté", desk.PersonHasIt: "une personne s'en occupe déjà",
		desk.ReviewLate: "personne n'a approuvé le brouillon à temps", desk.ReviewRefused: "le brouillon a été refusé", desk.ReviewEdited: "envoyé dans les mots d'un conseiller",
		desk.ReviewApproved: "envoyé tel quel, approuvé par un conseiller", desk.Reported: "un client a dit que c'est faux, et personne ne l'a encore confirmé", desk.SaysNew: "elle affirme du nouveau qui peut engager l'entreprise", desk.SaysRefused: "elle redit ce qu'une personne a refusé",
		desk.NoveltySpent: "elle affirme du nouveau, et assez de clients en ont lu sans contrôle", desk.DeliveryFailed: "la réponse n'a pas pu être remise", desk.Frozen: "plusieurs clients demandent la même chose nouvelle, et le thème est gelé",
	}
	w.Travels = map[desk.DeliveryState]string{desk.Queued: "en route vers votre serveur", desk.Delivered: "reçu par votre serveur", desk.Failed: "non remis\u00a0: votre serveur ne l’a pas pris, et le client ne l’a pas lu"}
	w.States = map[desk.ConversationState]string{
		desk.WithAssistant: "chez l'assistant", desk.WaitingPerson: "attend une personne", desk.WithPerson: "chez une personne",
		desk.WaitingCustomer: "répondue, attend le client", desk.Resolved: "close",
	}
	w.Turns = map[desk.TurnState]string{
		desk.Accepted: "accepté", desk.Answering: "en cours de réponse", desk.Sent: "répondu", desk.Clarified: "question posée en retour", desk.HeldBack: "retenu pour vérification",
		desk.HandedOver: "transmis", desk.Merged: "répondu avec le message suivant", desk.Superseded: "repris par une personne",
	}
	w.Kinds = map[desk.ClaimKind]string{
		desk.PolicyClaim: "règle", desk.PriceClaim: "prix", desk.DelayClaim: "délai", desk.LegalClaim: "droit", desk.ActionClaim: "action",
		desk.ProcedureClaim: "procédure", desk.FactClaim: "fait", desk.CourtesyClaim: "politesse",
	}
	w.Severity = map[desk.Severity]string{desk.Block: "bloque", desk.Warn: "avertissement", desk.Note: "remarque"}
	w.Roles = map[desk.Role]string{desk.RoleOperator: "conseiller", desk.RoleLead: "responsable", desk.RoleOwner: "propriétaire"}
	w.Standings = map[string]string{"in_force": "en vigueur", "review_due": "à revoir", "contradicted": "contredit", "not_yet": "pas encore valable", "expired": "expiré", "draft": "brouillon", "withdrawn": "retiré"}
	w.Spoken = map[desk.Language]string{desk.English: "anglais", desk.French: "français", desk.Unknown: "non reconnue"}
	w.Faults = map[desk.Kind]string{
		desk.Internal:     "Quelque chose n'a pas fonctionné de notre côté. C'est noté.",
		desk.Invalid:      "Quelque chose ne va pas dans le formulaire. Relisez-le et renvoyez-le.",
		desk.NotFound:     "Cette page n'existe pas, ou ne vous est pas ouverte.",
		desk.Conflict:     "Quelqu'un a été plus rapide, ou le client a de nouveau écrit. Voyez où en sont les choses.",
		desk.Unauthorized: "Connectez-vous d'abord.",
		desk.Forbidden:    "Vous ne pouvez pas faire cela. Si vous le devriez, demandez à un propriétaire de ce bureau.",
		desk.Mismatch:     "Ce formulaire a déjà été envoyé avec un autre texte. Renvoyez-le.",
		desk.TooLarge:     "C'est trop long. Raccourcissez, ou envoyez en plusieurs fois.",
		desk.Busy:         "Il y a trop de monde en ce moment. Rien n'est perdu\u00a0: réessayez dans un instant.",
		desk.Unavailable:  "Le bureau ne peut rien enregistrer pour l'instant. Réessayez dans un instant.",
	}
	w.days = []string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
	w.months = []string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
}
