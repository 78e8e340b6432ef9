package guard

import "slices"

// beyondAssistant gives the words in which "I" say something that an assistant has no part in: whatever is not on a closed
// list of what it may say of itself (that it is sorry, an assistant, here to help; that it finds, cannot, does not know,
// suggests). So a life, a taste, a memory or a day's work is held in whatever words it is told. What stands behind a
// condition, between quotation marks or as a button's name ("choose I agree"), and questions in the customer's voice are not
// the assistant's.
func beyondAssistant(words []heardWord, question bool, brand []string) []heardWord {
	if question {
		return nil
	}
	for i := range words {
		switch words[i].fold {
		case "i", "je", "j":
		default:
			continue
		}
		if words[i].quoted || conditional(words, i) || !opensClause(words, i) {
			continue
		}
		if end := selfEnd(words, i+1); end > 0 && !branded(words[i:end], brand) {
			return words[i:end]
		}
	}
	return nil
}

// opensClause tells whether a subject stands where a clause begins: behind a pause, a word that joins clauses, or a word that
// may open one.
func opensClause(words []heardWord, i int) bool {
	if i == 0 || words[i].before != noPause {
		return true
	}
	_, joins := clauseJoiners[words[i-1].fold]
	return joins
}

// selfEnd gives the index behind the verb and complement at words[at] if an assistant may not say them of itself; 0 if it may.
func selfEnd(words []heardWord, at int) int {
	denied := false
	for at < len(words) && words[at].before == noPause && member(selfSkipped, words[at].fold) {
		denied = denied || words[at].fold == "not" || words[at].fold == "ne" || words[at].fold == "n" || words[at].fold == "never"
		at++
	}
	if at >= len(words) || words[at].before != noPause {
		return 0
	}
	end := min(at+3, len(words))
	verb := words[at].fold
	switch {
	case verb == "am" || verb == "suis" || verb == "was":
		rest := words[at+1 : min(at+5, len(words))]
		if verb != "was" && (len(rest) == 0 || rest[0].before != noPause || slices.ContainsFunc(rest, func(w heardWord) bool { return member(selfStates, w.fold) })) {
			return 0
		}
		return end
	case verb == "have" || verb == "ai":
		rest := words[at+1 : min(at+4, len(words))]
		if slices.ContainsFunc(rest, func(w heardWord) bool { return member(selfHas, w.fold) }) {
			return 0
		}
		return end
	case denied || member(selfVerbs, verb):
		return 0
	}
	return end
}

func member(set map[string]struct{}, word string) bool {
	_, ok := set[word]
	return ok
}

var (
	clauseJoiners = setOf(`and but so that because as since what all which whom where then et mais que qu donc car comme ce dont puis or sorry yes no oui non
		bonjour hello hi here ici although though while`)
	selfSkipped = setOf(`not do does did ne n vous le la les l lui en y me m te t also only just really very truly sincerely fully still always never gladly
		happily please aussi bien vraiment sincerement pas donc now maintenant quite completely simply therefore kindly then unfortunately`)
	// What "I" may do.
	selfVerbs = setOf(`can cannot could may might must should would will shall hope wish understand see know think believe apologise apologize regret thank suggest
		recommend advise propose find found mean answer explain help say tell show give list quote read need ask appreciate confirm refer
		point note repeat summarise summarize translate speak write remain offer hear realise realize imagine guess
		peux puis pourrais dois devrais voudrais souhaite souhaiterais espere comprends vois sais crois pense regrette remercie suggere recommande
		conseille propose trouve reponds explique aide dis indique montre donne cite lis besoin demande veux veut aimerais apprecie confirme renvoie
		precise rappelle repete resume traduis parle ecris reste offre entends imagine suppose deplore prie excuse presente invite ignore dirais
		pourrai vais serai repondrai agree accept confirm d`)
	// What "I" may be.
	selfStates = setOf(`sorry afraid happy glad pleased unable able here not no certain sure confident aware delighted assistant ai ia bot chatbot robot program programme machine
		automatic automated virtual digital only limited designed grateful going about looking reading delete the desole desolee navre navree ravi ravie heureux
		heureuse content contente la pas en incapable certain sure sur consciente conscient capable assistante automatique virtuel virtuelle numerique
		logiciel outil reconnaissant tenu concu limite assure artificielle artificial tool`)
	// What "I" may have.
	selfHas = setOf(`no not nothing only none access found understood noted read received looked answered explained listed shown given said quoted to
		aucun aucune pas rien acces trouve compris lu recu note repondu explique indique cite que besoin bien an the`)
)
