package retrieve

import "strings"

// Intents gives what kind of answer a question, a title or a heading calls for: what a thing is, how to do it, who may,
// whether one may, must, why, when, where, how much. Each is a pseudo-term, beginning with a question mark, so that it
// meets no word.
func Intents(text string) []string { return intents(Words(text)) }

func intents(words []string) []string {
	text := " " + strings.Join(words, " ") + " "
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
	{"?when", []string{"when", "how long", "how soon", "quand", "combien de temps", "quel delai", "quels delais", "duree", "delai", "delais"}},
	{"?where", []string{"where", "ou est", "ou sont", "ou trouver", "where is", "ou se trouve", "ou en est"}},
	{"?much", []string{"how much", "cost", "price", "combien", "prix", "tarif", "cout", "montant"}},
	{"?many", []string{"how many", "limit", "maximum", "combien de", "limite"}},
}
