package breaker

// words are what a report says in one language. None of them comes from anybody but us.
type words struct {
	title, source, figures, value, counts, notice       string // formats
	what, severity, stage, since, opened, alarms, alarm string
	scopes, touched, first, reopened, lastly, by        string
	howLong, seen, stopped, right, notYet               string
	columns                                             [4]string
	changes, actions, notices, notes, none              string
	halted, began, desk, unknown, colon, decimal, day   string
	causes                                              map[Cause]string
	severities                                          map[Severity]string
	stages                                              map[Stage]string
	rungs                                               map[Rung]string
}

func english() words {
	return words{
		title: "Incident %s: %s", source: "stream %s in %s", figures: "; value %s, alarm line %s", value: ", value %s", counts: "conversations %d, customers %d",
		notice: "told %s: %s", alarm: "alarm",
		what: "What", severity: "Severity", stage: "State", since: "Since", opened: "Opened", alarms: "Alarms",
		scopes: "Lowered", touched: "Touched", first: "First conversations", reopened: "Reopened", lastly: ", last ", by: " by ",
		howLong: "How long it took", seen: "seen", stopped: "stopped", right: "put right", notYet: "not yet",
		columns: [4]string{"what", "when", "after it began", "who"},
		changes: "What changed shortly before", actions: "What happened and what was done", notices: "Who was told", notes: "Notes",
		none: "Nothing is recorded.", halted: "stopped for now", began: "the harm began, as far as is known", desk: "Vigie", unknown: "not known",
		colon: ":", decimal: ".", day: "d",
		causes: map[Cause]string{
			CauseDrift: "drift", CauseBurst: "a burst of the same symptom", CauseSelfTest: "the guard failed its self-test",
			CauseHungCheck: "a check hung", CauseRedButton: "a person stopped the assistant", CauseNovelty: "a new claim was refused",
			CauseRecall: "customers were told something wrong", CauseDrill: "a drill failed", CauseUnknown: "the kind could not be read",
		},
		severities: map[Severity]string{Major: "major", Critical: "critical"},
		stages: map[Stage]string{
			StageOpen: "open", StageReopened: "reopened", StageAcknowledged: "acknowledged", StageMitigated: "mitigated", StageClosed: "closed",
		},
		rungs: map[Rung]string{RungDuty: "who is on duty", RungLeads: "the leads", RungOwners: "the owners", RungEvery: "everybody again, time"},
	}
}

func french() words {
	return words{
		title: "Incident %s\u00a0: %s", source: "signal %s dans %s", figures: "\u00a0; valeur %s, seuil d'alarme %s", value: ", valeur %s", counts: "conversations %d, clients %d",
		notice: "prévenus, %s\u00a0: %s", alarm: "alarme",
		what: "Quoi", severity: "Gravité", stage: "État", since: "Depuis", opened: "Ouvert", alarms: "Alarmes",
		scopes: "Restreint", touched: "Touchés", first: "Premières conversations", reopened: "Rouvert", lastly: ", la dernière fois ", by: " par ",
		howLong: "Le temps qu'il a fallu", seen: "vu", stopped: "arrêté", right: "réparé", notYet: "pas encore",
		columns: [4]string{"quoi", "quand", "après le début", "qui"},
		changes: "Ce qui avait changé peu avant", actions: "Ce qui s'est passé et ce qui a été fait", notices: "Qui a été prévenu", notes: "Notes",
		none: "Rien n'est noté.", halted: "arrêté pour le moment", began: "le problème a commencé, pour autant qu'on le sache", desk: "Vigie", unknown: "inconnu",
		colon: "\u00a0:", decimal: ",", day: "j",
		causes: map[Cause]string{
			CauseDrift: "dérive", CauseBurst: "une vague du même symptôme", CauseSelfTest: "les contrôles ont échoué à leur auto-test",
			CauseHungCheck: "un contrôle s'est bloqué", CauseRedButton: "une personne a arrêté l'assistant",
			CauseNovelty: "une affirmation nouvelle a été refusée", CauseRecall: "des clients ont reçu une information fausse",
			CauseDrill: "un exercice a échoué", CauseUnknown: "la nature n'a pas pu être lue",
		},
		severities: map[Severity]string{Major: "majeure", Critical: "critique"},
		stages: map[Stage]string{
			StageOpen: "ouvert", StageReopened: "rouvert", StageAcknowledged: "pris en charge", StageMitigated: "maîtrisé", StageClosed: "clos",
		},
		rungs: map[Rung]string{RungDuty: "de service", RungLeads: "les responsables", RungOwners: "les propriétaires", RungEvery: "tout le monde à nouveau, fois"},
	}
}
