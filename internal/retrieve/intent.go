package retrieve

import "strings"

// Intents gives what kind of answer a question, a title or a heading calls for: what a thing is, how to do it, who may,
// whether one may, must, why, when, where, how much. Each is a pseudo-term, beginning with a question mark, so that it
// meets no word.
func Intents(text string) []string { return intents(Words(text)) }

func intents(words []string) []string {
	text := " " + strings.Join(words, " ") + " "
	text = strings.ReplaceAll(text, " combien de ", " combien_de ")
	var found []string
	for _, rule := range intentRules {
		for _, phrase := range rule.phrases {
			if strings.Contains(text, " "+phrase+" ") {
				found = append(found, rule.term)
				break
			}
		}
	}
	return found
}

type intentRule struct {
	term    string
	phrases []string // folded words, as Words cuts them
}

// intentRules are tried in order; more than one may hold.
var intentRules = []intentRule{
	{"?what", []string{
		"what is", "what are", "what's", "what does", "what do", "definition", "meaning of", "stand for", "about",
		"est quoi", "est ce que", "est ce qu", "definition", "veut dire", "signifie", "quoi sert", "consiste", "que fait",
		"en savoir plus", "que contient", "qu'est-ce",
	}},
	{"?how", []string{"how", "how to", "comment", "comment faire", "steps", "etapes", "demarche", "que faire"}},
	{"?who", []string{"who", "whom", "whose", "qui", "par qui", "a qui"}},
	{"?may", []string{
		"can i", "can we", "can you", "may i", "am i allowed", "is it possible", "is it allowed", "is there a way", "do you support",
		"puis je", "peut on", "peut il", "peut elle", "peuvent ils", "peuvent elles", "ai je le droit", "est il possible", "est ce possible",
		"le droit", "peut", "peuvent", "autorise", "possible de", "pouvez vous", "interdire",
	}},
	{"?must", []string{
		"must i", "do i have to", "do i need", "should i", "required", "mandatory", "faut il", "dois je", "doit on", "doivent", "doit",
		"obligatoire", "obliges", "oblige", "est il obligatoire", "necessaire", "obligations", "obligation",
	}},
	{"?why", []string{"why", "reason", "pourquoi", "raison", "raisons", "for what reason"}},
	{"?until", []string{
		"long do i have", "long do we have", "until when", "deadline", "time limit", "how late", "jusqu quand", "jusqu a quand", "temps ai je", "temps j ai",
		"delai ai je", "date limite", "delai maximum",
	}},
	{"?when", []string{
		"when", "how long", "how soon", "how fast", "how many days", "how many weeks", "what time", "what day", "what date", "which day", "hours", "times", "dates",
		"deadline", "quand", "combien_de temps", "combien_de jours", "combien_de semaines", "combien_de mois", "quelle heure", "quelle date", "quel jour", "quels jours", "quels mois", "quel mois",
		"quel delai", "quels delais", "duree", "delai", "delais", "horaires", "calendrier",
	}},
	{"?where", []string{"where", "what address", "which address", "ou est", "ou sont", "ou trouver", "where is", "ou se trouve", "ou en est", "quelle adresse", "a quelle adresse", "ou puis", "ou peut", "ou dois"}},
	{"?much", []string{
		"how much", "cost", "costs", "price", "prices", "pricing", "combien", "prix", "tarif", "tarifs", "cout", "couts", "coute", "coutent", "montant",
	}},
	{"?many", []string{"how many", "limit", "limits", "maximum", "at most", "combien_de", "limite", "limites", "how often", "how big", "how far", "fois par"}},
}
