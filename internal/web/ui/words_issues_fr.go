package ui

// frenchIssues fills in what operators read of freezes and known issues.
func (w *Words) frenchIssues() {
	w.Issues = IssueWords{
		Title: "Incidents connus", Says: "Quand plusieurs clients demandent en même temps la même chose nouvelle, l'assistant se tait sur le thème jusqu'à ce qu'une personne ait dit ce qu'il y a à dire.",
		Frozen: "Gelés en ce moment", FrozenSays: "L'assistant ne dit rien sur ces thèmes. Qui pose une question est confié à une personne, avec un délai.",
		None: "Rien n'est gelé", NoneMore: "Aucune question nouvelle n'est venue de plusieurs clients à la fois.",
		Topic: "Thème", Counted: "%d clients, aucun avec une identité signée", CountedSigned: "%d clients, dont %d avec une identité signée", Since: "depuis", Asked: "Les premières questions", More: "et %d de plus",
		Write: "Rédiger une fiche d'incident connu", WriteSays: "Elle dégèle le thème\u00a0: dès lors, qui pose cette question lit vos mots, dans sa langue, tels quels, et tous ceux qui attendent une personne à cause du gel sont prévenus aussitôt.",
		Name: "Titre", NameHint: "Pour le bureau, et montré à côté du texte.", Text: "Texte pour les clients, en %s", TextHint: "Dites ce que l'on sait, ce que les clients peuvent faire, et jusqu'à quand. Pas de cause incertaine, pas de promesse que personne ne tient.",
		Lasts: "En vigueur pendant", Go: "Mettre en vigueur", Try: "Aperçu", Tried: "Pas encore en vigueur\u00a0: voici ce que l'on lirait.", TriedSays: "Les clients liraient",
		Fresh: "Rédiger une fiche avant toute question", FreshSays: "Pour ce que vous savez en panne. Donnez une question telle qu'un client la poserait\u00a0: qui demande la même chose lit la fiche.", Sample: "Une question de client", SampleHint: "Ses mots disent à quelles questions la fiche répond.",
		Thaw: "Dégeler sans fiche", ThawSays: "S'il n'y a pas d'incident. La même question compte désormais comme habituelle.", Reason: "Pourquoi (conservé au registre)", ThawGo: "Dégeler le thème",
		Known: "En vigueur", KnownSays: "L'assistant répond avec ces mots. Une fois le délai passé, ou la fiche close, le thème revient à la normale.", Until: "jusqu'à", By: "rédigée par", End: "Clore maintenant", EndSays: "L'assistant répond de nouveau comme d'habitude.",
		Past: "Récemment terminés", WasCard: "incident connu", WasFreeze: "gel",
		Written: "La fiche est en vigueur. Ceux qui attendaient sont en train d'être prévenus.", Thawed: "Le thème est dégelé.", Ended: "La fiche est close.", Gone: "Quelqu'un a déjà mis fin à ce gel ou à cette fiche. Voici où en sont les choses.",
		NoTitle: "Donnez à la fiche un titre de 120 caractères au plus.", NoText: "Rédigez le texte en %s\u00a0: de un à 1\u202f200 caractères, sans balises.", NoLasts: "Choisissez pour combien de temps elle est en vigueur.", NoReason: "Dites pourquoi, en 500 caractères au plus.",
		NoSample: "Donnez une question qui dit de quoi il s'agit\u00a0: un bonjour ou un nombre ne suffit pas.", NoTopic: "Choisissez un thème.", Blocked: "Le texte en %s ne peut pas partir ainsi\u00a0; voyez ci-dessous ce qu'en disent les contrôles.",
		ReadOnly: "Les responsables et les propriétaires rédigent les fiches et dégèlent les thèmes.", Hours: "%d heures", Days: "%d jours",
		Line: "Le thème «\u00a0%s\u00a0» est gelé\u00a0: %d clients demandent la même chose nouvelle, depuis %s.", LineOpen: "Voir ce qu'ils demandent",
	}
}
