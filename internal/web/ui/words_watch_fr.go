package ui

import "github.com/vigie-desk/vigie/internal/desk"

// frenchWatch fills in the pages of the watch.
func (w *Words) frenchWatch() {
	w.Watch = WatchWords{
		Title: "Veille", Says: "Ce que l'assistant dit en ce moment, ce qui s'y oppose, et ce qui l'arrête.",
		Level: "L'assistant", Duty: "Au bureau en ce moment", Nobody: "personne",
		Open: "Incidents ouverts", OpenNone: "Aucun incident n'est ouvert.", Closed: "Clos récemment", Since: "depuis", All: "Tous", Damaged: "Un enregistrement est illisible. Tant que personne ne l'a vu, il compte comme le pire.",
		Breakers: "Ce qui est abaissé automatiquement", BreakersNone: "Rien n'est abaissé automatiquement.", Run: "%d brouillons sur %d approuvés tels quels d'affilée",
		Probe: "Le laisser essayer", ProbeSays: "Ses réponses partent en brouillon. Après vingt d'affilée approuvées telles quelles, un responsable peut lui rendre sa liberté.",
		Close: "Lui rendre sa liberté", CloseSays: "Il répond alors de nouveau seul, dans les limites des réglages.",
		Budget: "Ce qui n'avait jamais été dit", BudgetSays: "Ce qu'aucune page ne dit et que personne n'a approuvé n'atteint que quelques clients avant d'être vu. Ce qui peut engager l'entreprise n'en atteint aucun.",
		Unreviewed: "%d clients sur %d ont lu ce que personne n'a vérifié", Hour: "%d sur %d dans la dernière heure",
		Told: "Ce qu'ils ont lu", ToldNone: "Personne n'a rien lu de nouveau ces derniers jours.", Right: "Juste", Wrong: "Faux", WordsGone: "(le texte a été supprimé avec sa conversation)",
		If: "Si davantage pouvait être dit", IfSays: "Parmi les réponses des %d derniers jours qui disaient du nouveau, autant seraient parties sans être vues.", IfMost: "Clients à la fois", IfTold: "Réponses parties sans être vues",
		Now: "réglage actuel", Change: "Modifier", BadMost: "Indiquez un nombre de 0 à 100.",
		Latest: "Dernières réponses", LatestNone: "Rien n'a encore été demandé.", At: "Quand", Question: "Demande", Answer: "Réponse", Done: "Ce qui a été fait",
		Health: "Les connaissances", Expired: "expirés", Contradicted: "contradictions à trancher", Due: "à revoir", Gaps: "demandé, sans réponse", Fine: "rien à faire",
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
			"unhappy": "le client l'a dite fausse ou mauvaise", "repeated": "le client est revenu dans la semaine",
		},
		Standings: map[string]string{"watched": "suivi", "too_quiet": "affiché seulement", "no_baseline": "rien à quoi comparer"},
		Causes: map[string]string{
			"drift": "Les réponses de l'assistant ont changé", "burst": "Beaucoup de clients signalent la même chose", "self_test": "Les contrôles laissent passer trop, ou retiennent trop",
			"hung_check": "Un contrôle ne répond plus", "red_button": "L'assistant a été arrêté", "novelty_refused": "Des clients ont lu du nouveau, et c'était faux",
			"recall": "Des clients ont lu quelque chose de faux", "drill_failed": "Un dérapage connu se reproduirait", "unknown": "Un enregistrement illisible",
		},
		Stages: map[string]string{"open": "personne ne l'a vu", "reopened": "rouvert", "acknowledged": "une personne s'en occupe", "mitigated": "le mal est arrêté", "closed": "clos"},
		States: map[string]string{"closed": "fermé", "open": "abaissé", "half_open": "à l'essai", "ready": "peut être fermé"}, Severities: map[string]string{"major": "grave", "critical": "critique"},
		Kinds:       map[string]string{"action": "fait", "note": "remarque", "change": "changé peu avant", "notice": "prévenu", "alarm": "alarme", "stopped": "arrêté", "stage": "étape", "since": "début du tort"},
		Acts:        map[string]string{"acknowledge": "Je m'en occupe", "mitigate": "Le mal est arrêté", "close": "Tout est réparé : clore", "reopen": "Rouvrir"},
		TouchedSays: "%d conversations de %d clients, de %s à %s", Acting: "Ce qu'il y a à faire", NoteSays: "Accompagne l'étape que vous franchissez, ou reste seule.",
		Began: "Quand le tort a commencé", BeganSave: "Il a commencé là", BeganSays: "Les personnes concernées sont comptées à partir de là. Tant que personne n'en sait plus, il a commencé quand il a été vu.",
		Correcting: "Réparer", CorrectingNone: "Personne n'a encore été détrompé.", CorrectedSays: "%d rectifications sur %d",
		CorrectWhat: "Ce qui a été dit de faux, avec ces mots ou d'autres", CorrectIn: "Langue", CorrectFind: "Chercher à qui cela a été dit",
		Newest: "Les plus récentes sont affichées.", BehindNone: "Il n'y a rien à montrer.",
		LearntFrom: "Comparé à", LearntSays: "%d sur %d conversations du %s au %s, que %s a trouvées bonnes",
		Delay: "Un triplement se voit au bout de", DelaySays: "%s jours, en moyenne",
		PictureTitle: "De combien cela dépasse ce qui était bon", PictureSays: "Sur %d jours, la somme cumulée est arrivée à %s ; la ligne est à %s.", PictureHint: "L'image est pour vos yeux. L'alarme a son propre chiffre, qui tient une promesse.",
		Failing: "Les conversations qui comptent contre lui", Days: "Jour par jour", DayWord: "Jour", Counted: "Compté", SumWord: "Somme",
		Changes: map[string]string{
			"page": "Connaissances, version", "guard": "Contrôles", "model": "Modèle", "prompt": "Consigne", "import": "Connaissances importées", "stop": "Assistant arrêté :", "stop:draft": "Brouillons seulement :",
			"start": "Assistant en autonomie :", "start:draft": "Brouillons à nouveau :", "autonomy:off": "Assistant coupé :", "autonomy:draft": "Brouillons seulement :", "autonomy:auto": "Assistant en autonomie :",
			"watch:budget": "Budget de nouveauté", "words:save": "Mots de la transmission", "model:save": "Réglages du modèle", "watch:learn": "Signaux recommencés",
		},
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
