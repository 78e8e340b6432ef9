package ui

import "github.com/vigie-desk/vigie/internal/desk"

// frenchWatch fills in the pages of the watch.
func (w *Words) frenchWatch() {
	w.frenchDrills()
	w.Watch = WatchWords{
		Title: "Veille", Says: "Ce que l'assistant dit en ce moment, ce qui s'y oppose, et ce qui l'arrête.",
		Level: "L'assistant", Duty: "Au bureau en ce moment", Nobody: "personne",
		Open: "Incidents ouverts", OpenNone: "Aucun incident n'est ouvert.", Closed: "Clos récemment", Since: "depuis", All: "Tous", Damaged: "Un enregistrement est illisible. Tant que personne ne l'a vu, il compte comme le pire.",
		Lowered: "Ce qui est abaissé", ByPeople: "Par des personnes", ChangeLevels: "Modifier", Breakers: "Automatiquement", BreakersNone: "Rien n'est abaissé automatiquement.", Run: "%d brouillons sur %d approuvés tels quels d'affilée",
		Probe: "Le laisser essayer", ProbeSays: "Ses réponses partent en brouillon. Après vingt d'affilée approuvées telles quelles, un responsable peut lui rendre sa liberté.",
		Close: "Lui rendre sa liberté", CloseSays: "Il répond alors de nouveau seul, dans les limites des réglages.",
		Budget: "Ce qui n'avait jamais été dit", BudgetSays: "Ce qu'aucune page ne dit et que personne n'a approuvé n'atteint que quelques clients avant d'être vu. Ce qui peut engager l'entreprise n'en atteint aucun.",
		Unreviewed: "%d clients sur %d ont lu ce que personne n'a vérifié", Hour: "%d sur %d dans la dernière heure",
		Told: "Ce qu'ils ont lu", ToldNone: "Personne n'a rien lu de nouveau ces derniers jours.", Right: "Juste", Wrong: "Faux", WordsGone: "(le texte a été supprimé avec sa conversation)",
		If: "Si davantage pouvait être dit", IfSays: "Parmi les réponses des %d derniers jours qui disaient du nouveau, autant seraient parties sans être vues.", IfMost: "Clients à la fois", IfTold: "Réponses parties sans être vues",
		Now: "réglage actuel", Change: "Modifier", BadMost: "Indiquez un nombre de 0 à 100.",
		Latest: "Dernières réponses", LatestNone: "Rien n'a encore été demandé.", At: "Quand", Question: "Demande", Answer: "Réponse", Done: "Ce qui a été fait",
		Health: "Les connaissances", Expired: "expirés", Contradicted: "contradictions à trancher", Due: "à revoir", Gaps: "questions sans réponse", Fine: "rien à faire",
		Acknowledge: "Je m'en occupe", Note: "Remarque", AddNote: "Ajouter la remarque", Report: "Le rapport, en Markdown", Back: "La veille",
		Facts: "Faits", Severity: "Gravité", Stream: "Ce qui a été vu", Value: "Valeur, et seuil", Touched: "Conversations, clients touchés", Alarms: "Alarmes",
		First: "Les premières conversations", FirstOne: "Conversation n° %d", Timeline: "Ce qui s'est passé", Settled: "C'est noté. L'assistant s'y tient désormais.", Acted: "C'est fait.",
		Streams: "Ce qui est compté", StreamsSays: "Chaque conversation compte une fois, à un âge fixe. On attend au plus une fausse alerte en %d jours pour tous les suivis ensemble, tant que la période vérifiée ressemble au présent.",
		StreamsNone: "Rien n'est encore compté. Indiquez quelle période a été vérifiée et était bonne : ce qui se dégrade ensuite se verra.", Learnt: "Comparé à la période du %[2]s au %[3]s, que %[1]s a jugée bonne.",
		Learn: "Cette période était bonne : comparer la suite à elle", LearnSays: "Les derniers jours, dont quelqu'un a vérifié une bonne part. Tous les suivis recommencent.", LearnDays: "Combien de jours", BadDays: "Indiquez un nombre de 1 à 90, où il y a des conversations.",
		StreamName: "Sur cent conversations", Rate: "maintenant", Against: "au plus, quand tout allait bien", LineWord: "jusqu'à l'alarme", Again: "Réglé : recommencer",
		TooFew: "Trop peu de conversations pour voir un triplement en 30 jours. Affiché seulement : ici, c'est ce qui est retenu avant l'envoi qui protège.",
		Names: map[string]string{
			"blocked": "la première réponse a été retenue", "faulty": "la première réponse n'est jamais venue", "handed_over": "il a fallu une personne dans l'heure",
			"unhappy": "le client l'a dite fausse ou mauvaise, ou s'est fâché", "repeated": "le client est revenu dans la semaine", "rerouted": "il a fallu la confier à une autre équipe", "wrong": "à la relecture, une personne l'a trouvée fausse",
		},
		Standings: map[string]string{"watched": "suivi", "too_quiet": "affiché seulement", "no_baseline": "rien à quoi comparer"},
		Causes: map[string]string{
			"drift": "Les réponses de l'assistant ont changé", "burst": "Beaucoup de clients signalent la même chose", "self_test": "Les contrôles laissent passer trop, ou retiennent trop",
			"hung_check": "Un contrôle ne répond plus", "red_button": "L'assistant a été arrêté", "novelty_refused": "Des clients ont lu du nouveau, et c'était faux",
			"recall": "Des clients ont lu quelque chose de faux", "drill_failed": "Un dérapage connu se reproduirait", "unknown": "Un enregistrement illisible",
		},
		Stages: map[string]string{"open": "personne ne l'a vu", "reopened": "rouvert", "acknowledged": "une personne s'en occupe", "mitigated": "le problème est contenu", "closed": "clos"},
		States: map[string]string{"closed": "fermé", "open": "abaissé", "half_open": "à l'essai", "ready": "peut être fermé"}, Severities: map[string]string{"major": "grave", "critical": "critique"},
		Kinds:       map[string]string{"action": "fait", "note": "remarque", "change": "changé peu avant", "notice": "prévenu", "alarm": "alarme", "stopped": "arrêté", "stage": "étape", "since": "début du problème"},
		Acts:        map[string]string{"acknowledge": "Je m'en occupe", "mitigate": "Le problème est contenu", "close": "Tout est réparé : clore", "reopen": "Rouvrir"},
		TouchedSays: "Conversations\u00a0: %d\u00a0; clients\u00a0: %d (%s – %s)", Acting: "Ce qu'il y a à faire", ToIssues: "Le gel et sa fiche", PendingRecall: "Une rectification n'est pas encore partie.", PendingLevel: "Encore abaissé par des personnes\u00a0: %s, %s.", NotNow: "Ce n'est plus possible\u00a0: l'incident en est à «\u00a0%s\u00a0». Regardez ce qui s'est passé entre-temps.", BadSince: "Donnez une date et une heure d'avant le moment où l'incident a été vu.", BadNote: "Écrivez quelque chose, %d caractères au plus.", NoteSays: "Accompagne l'étape que vous franchissez, ou reste seule.",
		Began: "Quand le problème a commencé", BeganSave: "Il a commencé là", BeganSays: "Les personnes concernées sont comptées à partir de là. Tant que personne n'en sait plus, il a commencé quand il a été vu.",
		Correcting: "Réparer", CorrectingNone: "Personne n'a encore été détrompé.", CorrectedSays: "phrases rectifiées\u00a0: %d sur %d",
		CorrectWhat: "Ce qui a été dit de faux, avec ces mots ou d'autres", CorrectIn: "Langue", CorrectFind: "Chercher à qui cela a été dit",
		Unread: "Illisible pour le moment.", Newest: "Les plus récentes sont affichées.", BehindNone: "Il n'y a rien à montrer.",
		LearntFrom: "Comparé à", LearntSays: "%d sur %d conversations du %s au %s, que %s a trouvées bonnes",
		Delay: "Un triplement se voit au bout de", DelaySays: "%s jours, en moyenne",
		PictureTitle: "De combien cela dépasse ce qui était bon", PictureSays: "Sur %d jours, la somme cumulée est arrivée à %s ; la ligne est à %s.", PictureHint: "L'image est pour vos yeux. L'alarme a son propre chiffre, qui tient une promesse.",
		Failing: "Les conversations qui comptent contre lui", Days: "Jour par jour", DayWord: "Jour", Counted: "Compté", SumWord: "Somme",
		Besides: "Ce qui expliquerait aussi une alarme", Anchors: "Nos contrôles rejugent chaque heure %d réponses que vous avez évaluées ; %d verdicts ont changé.", AnchorsNone: "Évaluez des réponses, et nos contrôles les rejugeront chaque heure : un changement des contrôles se distingue ainsi d'un changement de l'assistant.",
		ChecksChanged: "Les contrôles eux-mêmes ont changé, %s.", AudienceSame: "Les clients demandent ce qu'ils demandaient dans la période jugée bonne : %d questions depuis ; l'indice du contraire est à %s, et 20 serait une alarme.",
		AudienceOther: "Les clients demandent autre chose que dans la période jugée bonne : vu %s.", AudienceNone: "Trop peu de questions dans la période jugée bonne pour dire si les clients demandent autre chose : il en faut 100.",
		PointsTo: "Où regarder d'abord", Unsettled: "Dans la journée qui suit l'alarme, cela peut encore changer.",
		Points:   frenchPoints(),
		Changes:  frenchChanges(),
		SelfTest: "Les contrôles se vérifient eux-mêmes", SelfTestNone: "Aucune vérification n'a encore eu lieu. Il y en a une chaque heure, et après chaque changement.",
		Caught: "Réponses faussées retenues : %d sur %d, soit au moins %s, sûr à 95 %%.", FalseHeld: "Bonnes réponses retenues : %d sur %d, soit au plus %s.", Correct: "Corriger auprès de ceux qui l'ont lu",
		Verdicts: map[string]string{"above": "au-dessus de leur seuil", "below": "sous leur seuil", "not enough cases": "trop peu de cas pour le dire"},
		Sample: SampleWords{
			Title: "Relecture", Says: "Chaque jour, dix réponses sont tirées au sort, et jusqu'à cinq choisies pour leur risque. Dites de chaque phrase ce que vous en pensez. Ce qui est faux n'est plus redit, et devient un incident.",
			Found: "Constaté ces 30 derniers jours", NoRate: "Personne n'a encore relu de réponse tirée au sort.",
			Rate:      "Tirées au sort : %d réponses sur %d avaient une phrase fausse ou trompeuse. Sur l'ensemble, c'est entre %s et %s, chaque borne sûre à 95 %%.",
			Agreement: "Deux conseillers sont d'accord sur %d phrases sur %d (kappa %s).", Left: "À relire : %d.", Case: "La conversation", Claim: "Phrase %d", Save: "Enregistrer mon avis",
			Empty: "Rien à relire", EmptyMore: "L'échantillon d'un jour est tiré quand il est passé.", Each: "Dites de chaque phrase si elle est juste, fausse ou trompeuse.",
			Parts: map[string]string{"lot": "tirée au sort", "risk": "pour son risque"}, Labels: map[string]string{"right": "Juste", "wrong": "Fausse", "misleading": "Trompeuse"},
		},
		Tellings: map[desk.TellingState]string{
			desk.TellingOpen: "personne ne l'a vérifié", desk.TellingRight: "juste", desk.TellingWrong: "faux", desk.TellingKept: "pas envoyé",
		},
	}
}

// frenchDrills fills in the pages of drills.
func (w *Words) frenchDrills() {
	w.Drills = DrillWords{ //nolint:gosec // Passed is a drill's state, no password
		Title: "Exercices", Says: "Des accidents connus d'assistants de support sont rejoués contre ce bureau tel qu'il tourne en ce moment. Aucun client n'en voit rien, et aucun vrai modèle n'est interrogé.",
		Begin: "Maintenant", Play: "Lancer un exercice", PlaySays: "Il dure une seconde ou deux, cinq minutes au plus. Ce qui est abaissé et demande un exercice en apprend le résultat.",
		Busy: "Un exercice est en cours. Quand il sera terminé, vous pourrez en lancer un autre.", Last: "Dernier exercice\u00a0:", LastNone: "Aucun exercice n'a encore eu lieu.", All: "Tous les exercices",
		Schedule: "Fréquence automatique", Monthly: "Un exercice démarre seul quand le dernier terminé a 30 jours.", Never: "Aucun exercice ne démarre seul.", Next: "Le prochain\u00a0: %s.",
		Soon: "Le prochain démarre dans un instant.", Change: "Modifier", Saved: "C'est enregistré.",
		List: "Ce qui a été joué", None: "Aucun exercice n'a encore eu lieu.", Begun: "Début", Result: "Résultat", By: "Par", ByItself: "le calendrier, ou la commande", Own: "vos propres cas",
		One: "Exercice\u00a0: %s", Back: "Les exercices", Damaged: "Le rapport est illisible\u00a0: l'exercice compte comme échoué.", Passed: "Sur %d dérapages, aucun n'aurait nui à un client.",
		Failed: "Sur %d dérapages, nuisibles à un client\u00a0: %d.", AsPage: "Le rapport, en une page à envoyer", AsMarkdown: "Le rapport, en Markdown",
		Mode: "Rédaction", Level: "L'assistant", Lasted: "Durée", Measures: "En combien de temps", Accidents: "Ce qui a arrêté quoi", Every: "Tous les cas",
		Cases: "Cas", Harmful: "Nuisibles", Caught: "Arrêté par", Told: "Qui est prévenu", Unseen: "personne pour %d",
		Harms: "Ce qui aurait mal tourné", Shown: "Le client aurait lu\u00a0:", Harm: "Le mal\u00a0:", Checks: "Contrôles qui retiennent ces mots\u00a0:", Few: "%d clients au plus l'auraient lu avant qu'une personne ne regarde.",
		Alarm: "Jusqu'à l'alarme\u00a0: %s au plus avant qu'un cas à regarder soit chez une personne.", StopNone: "Jusqu'à l'arrêt\u00a0: dans ce mode aucun modèle n'est interrogé\u00a0; le bouton rouge vaut dès le message suivant.",
		StopHeld: "Jusqu'à l'arrêt\u00a0: actionné pendant que le modèle parlait, le bouton rouge a retenu ses mots\u00a0; la conversation était chez une personne %s plus tard.",
		StopNot:  "Jusqu'à l'arrêt\u00a0: actionné pendant que le modèle parlait, le bouton rouge n'a pas retenu ses mots.",
		Recall:   "Jusqu'au rappel\u00a0: %s pour retrouver les réponses qui reposent sur la page de la plus récente\u00a0; il y en a %d.", RecallNone: "Jusqu'au rappel\u00a0: pas mesuré, rien n'a encore été envoyé.",
		GuardOnly: "Réponses que les contrôles seuls auraient laissées passer\u00a0: %d.", Most: "Clients qui lisent du nouveau sans engagement avant qu'une personne ne regarde\u00a0: %d au plus.",
		Millis: "%s\u00a0ms", Seconds: "%s\u00a0s", LayerCheck: "contrôle %s", LayerBefore: "avant tout modèle\u00a0: %s", LayerDecision: "la décision du bureau\u00a0: %s", LayerPerson: "la demande d'une personne est entendue avant tout modèle",
		LayerMode: "le mode\u00a0: aucun modèle n'écrit un mot", LayerDrafts: "une personne approuve chaque réponse", LayerBinding: "jamais dit, et peut engager l'entreprise", LayerRefuse: "déjà refusé",
		Often:  map[string]string{"": "jamais", "monthly": "chaque mois"},
		States: map[string]string{"running": "en cours", "passed": "réussi", "failed": "échoué", "broken": "n'a pas pu être joué", "interrupted": "interrompu"},
		Explains: map[string]string{
			"running": "L'exercice est en cours. Le rapport s'affichera ici dès qu'il sera terminé.", "broken": "L'exercice n'a pas pu être joué jusqu'au bout, et ne dit rien. Le journal du serveur dit pourquoi.",
			"interrupted": "Le serveur s'est arrêté avant la fin de l'exercice. Il ne dit rien\u00a0; lancez-en un autre.",
		},
		Outcomes: map[string]string{
			"shown": "montré au client", "replaced": "une citation vérifiée ou une question à la place", "held": "retenu pour une personne", "person": "transmis à une personne", "missed": "manqué", "fine": "sans mal",
		},
		Modes: map[string]string{"quote": "des citations, mot pour mot", "select": "un modèle choisit parmi des phrases", "compose": "un modèle rédige"},
	}
}

// frenchPoints says what an alarm points to.
func frenchPoints() map[string]string {
	return map[string]string{
		"system": "L'assistant : ni nos contrôles ni les demandes des clients n'ont changé.", "judge": "Nos contrôles : ils jugent autrement des réponses qui n'ont pas changé.",
		"audience": "Les demandes des clients : ils demandent autre chose que dans la période jugée bonne.", "none": "Rien.",
	}
}

// frenchChanges says what was changed shortly before an incident, by the act's name.
func frenchChanges() map[string]string {
	return map[string]string{
		"page": "Connaissances, version", "guard": "Contrôles", "model": "Modèle", "prompt": "Consigne", "import": "Connaissances importées", "withdrawn": "Connaissances retirées\u00a0:", "settings": "Réglages", "widget:save": "Widget", "unreadable": "Ce qui a changé n'a pas pu être lu.", "stop": "Assistant arrêté :", "stop:draft": "Brouillons seulement :",
		"start": "Assistant en autonomie :", "start:draft": "Brouillons à nouveau :", "autonomy:off": "Assistant coupé :", "autonomy:draft": "Brouillons seulement :", "autonomy:auto": "Assistant en autonomie :",
		"watch:budget": "Budget de nouveauté", "words:save": "Mots de la transmission", "model:save": "Réglages du modèle", "watch:learn": "Signaux recommencés",
	}
}
