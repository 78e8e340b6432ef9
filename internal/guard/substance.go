package guard

import "slices"

// substance gives the keys of what a claim says of the matter: without polite words, the words with which an answer
// speaks of itself and its sources, and what it leaves open ("I cannot say whether …").
func (s *study) substance(a *assessment) []string {
	a.aside = s.asides(a.reading)
	a.brand = brandTokens(a.words, s.in.Brand)
	var keys []string
	matter := a.brand == nil // of a claim that names the company: it says more than who writes
	for i, key := range a.keys {
		if a.brand != nil && a.brand[i] || closes(a.words, i) {
			continue
		}
		if key == "" || key[0] == '#' || key[0] >= '0' && key[0] <= '9' || a.filler[i] || a.aside[i] || inContact(a.reading, i) {
			continue
		}
		if key == concepts["free"] {
			keys = appendNew(keys, key)
			continue
		}
		_, polite := politeWords[a.words[i]]
		_, light := lightWords[a.words[i]]
		_, meta := metaWords[s.library.reader.stemmer.Stem(a.words[i])]
		if !polite && !light && !meta {
			keys = appendNew(keys, key)
			matter = matter || !signs(a.words[i])
		}
	}
	if !matter {
		return nil
	}
	return keys
}

// asides marks the tokens that say nothing of the matter: an apology up to the next border, what the assistant says of
// itself, and what a sentence leaves open.
func (s *study) asides(d *reading) []bool {
	aside := make([]bool, len(d.words))
	for i := range d.words {
		switch {
		case i > 0 && d.crossing[i] >= .7 && aside[i-1] && !d.colon[i]:
			aside[i] = true
		case i == 0 || d.crossing[i] < 1 || d.colon[i]:
			aside[i] = firstPhraseAt(d.words[i:], asideOpenings) || joinsSentence(d.words[i]) && firstPhraseAt(d.words[i+1:], asideOpenings)
		}
		if s.leavesOpen(d, i) {
			for n := i; n < len(aside); n++ {
				aside[n] = true
			}
			break
		}
	}
	return aside
}

// firstPhraseAt tells whether words begin with one of some phrases.
func firstPhraseAt(words []string, phrases map[string][][]string) bool {
	if len(words) == 0 {
		return false
	}
	for _, p := range phrases[words[0]] {
		if len(words) >= len(p) && slices.Equal(words[:len(p)], p) {
			return true
		}
	}
	return false
}

// inContact tells whether a token belongs to a mail address or a web address.
func inContact(d *reading, i int) bool { return d.contact != nil && d.contact[i] }

// asideOpenings open what is said of the writer's feelings, of the assistant itself, or of the conversation.
var asideOpenings = markerTable(
	"sorry", "i am sorry", "i'm sorry", "we are sorry", "we're sorry", "i apologise", "i apologize", "we apologise", "we apologize", "my apologies", "i regret", "i am afraid", "i'm afraid",
	"i am an ai", "i'm an ai", "i am an assistant", "i am a virtual", "i am an automated", "i'm a virtual", "i'm an automated", "i am only", "i'm only", "i am just", "i am not", "i'm not", "as an ai",
	"as an assistant", "i am here", "i'm here", "not a person", "not a human", "we cannot say", "i can see why", "i can hand", "i can pass", "i can put you", "i hope", "i am happy", "i'm happy", "i am glad", "i'm glad",
	"i would be happy", "i'd be happy", "i cannot find", "i can't find", "i cannot say", "i can't say", "i cannot tell", "i can't tell", "i cannot see", "i can't see", "i cannot check", "i can't check",
	"i cannot access", "i can't access", "i cannot confirm", "i can't confirm", "i cannot share", "i can't share", "i cannot do that", "i can't do that", "i do not find", "i don't find",
	"i do not have access", "i don't have access", "i have no access", "i could not find", "i couldn't find", "let me", "feel free", "do not hesitate", "don't hesitate", "please let me", "please let us",
	"happy to", "glad to", "good question", "great question", "good news", "great news", "no problem", "no worries", "of course", "here is", "here's", "here are", "that must be", "that must have been", "that sounds",
	"how annoying", "how frustrating", "what a pity", "what a shame", "you're welcome", "you are welcome", "congratulations", "all the best", "have a", "enjoy your", "take care", "best of luck", "good luck", "to answer",
	"we understand your", "i understand your", "i understand how", "we understand how", "i know this is", "i know this isn't", "rassurez", "desoles", "desolees", "navres", "nous comprenons votre", "nous comprenons que la situation",
	"nous comprenons que cela", "nous comprenons que ce", "nous sommes navres", "nous sommes navrees", "merci de votre", "merci pour votre", "desole", "desolee", "je suis desole", "je suis desolee", "je regrette", "nous regrettons", "nous sommes desoles", "navre", "navree", "je suis navre", "je suis navree", "toutes nos condoleances",
	"je suis un assistant", "je suis une ia", "je suis une intelligence", "je suis un programme", "je suis un robot", "je suis l assistant", "je suis ravi", "je suis ravie", "je suis la pour", "je comprends", "je vois que",
	"je ne suis", "je ne trouve", "je ne peux pas", "je ne sais pas", "je ne vois pas", "je ne dispose pas", "je ne vous", "je peux vous passer", "je peux vous transmettre", "je peux vous mettre", "je vous explique",
	"je vous reponds", "je reste a", "nous restons a", "en tant que", "ai acces a aucune", "ai pas acces", "ai acces a aucun", "pas une personne", "hesitez pas", "avec plaisir", "pas de souci", "pas de probleme", "bonne question",
	"bonne nouvelle", "voici", "quel dommage", "dommage", "felicitations", "bon courage", "bonne chance", "bon voyage", "bonne reception", "bonne continuation", "cela doit etre", "bien a vous", "a votre service",
)

// lightWords carry a sentence and say nothing of its matter: modal verbs, words of measure, verbs that could be any other.
var lightWords = setOf(`later latest earliest least most fewer must shall should need needs required falls fall takes take taken lasts last amounts
	amount comes come runs run goes go gets get there's either too also even simply just both each
	per year years month months day days week weeks hour hours annee annees mois jour jours semaine heure heures
	first then afterwards finally lastly though unfortunately luckily fortunately already still yet again instead otherwise
	abord puis ensuite enfin premierement malheureusement heureusement deja encore alors sinon
	sometimes often usually generally normally typically always never parfois souvent generalement habituellement normalement toujours jamais
	only solely seul seule seuls seules uniquement
	davantage tard tot max devez doit doivent dois devra devront devrez pourrez peuvent pouvez pourra adresse adressent concerne met mettent dure durent prend
	prennent va vont vient suffit faut soit meme aussi egalement simplement entraine entrainent quelques reflexes reflexe suivants suivantes sera seront serez serons
	main total`)

// leavesOpen tells whether "whether" or "si" at i opens what the sentence says it does not know.
func (s *study) leavesOpen(d *reading, i int) bool {
	if d.words[i] != "whether" && (d.words[i] != "si" && d.words[i] != "if") {
		return false
	}
	unsure := false
	for n := max(0, i-7); n < i; n++ {
		switch d.words[n] {
		case "cannot", "can't", "unable", "not", "don't", "pas", "unsure", "ignore":
			unsure = true
		}
	}
	if !unsure {
		return false
	}
	for n := max(0, i-4); n < i; n++ {
		switch d.words[n] {
		case "say", "tell", "know", "confirm", "sure", "dire", "savoir", "sais", "confirmer", "preciser", "affirmer":
			return true
		}
	}
	return false
}

// saysNothing tells whether a claim is about the conversation alone: no word of the matter, no figure, no name.
func (s *study) saysNothing(a *assessment) bool {
	if len(a.said) > 0 || len(a.names) > 0 {
		return false
	}
	return !slices.ContainsFunc(a.figures, func(f figure) bool { return !a.aside[f.from] || !slices.ContainsFunc(s.question.figures, f.same) })
}

// politeWords are said around an answer and claim nothing. Folded.
var politeWords = setOf(`hello hi hey thanks thank welcome please sorry glad happy hope hopes helps help question questions message
	day evening morning afternoon weekend nice great good bye goodbye regards sincerely contacting reaching contact assist apologies
	apologize apologise understand inconvenience patience trip travel safe feel better soon wish answer answers line lines short words
	brief shortly summary let here applies following person people human colleague colleagues hand over pass find help
	oh wow ok okay hear bad frustrating annoying congratulations condolences loss yes no sure certainly course absolutely indeed
	bonjour bonsoir merci bienvenue desole desolee ravi ravie espere aide aider question questions journee soiree bonne bon belle
	cordialement revoir excuses comprends comprenons desagrement patience salut message reponse deux mots bref voici applique
	personne conseiller conseillere collegue passer transmettre oui non bien sur certes volontiers effet retablissement courage
	ai ia assistant assistants automatic automated automatique virtual virtuel human humain humaine humans robot bot talking speaking parle parlez access acces
	sincerely truly really deeply very sincerement vraiment profondement infiniment sympathy disappointment deception inquietude
	voyage vacances fetes condoleances navre navree toutes nos souhaite souhaitons felicitations resume ligne savoir concerne note`)

// Stems of the words with which an answer speaks of its sources.
var metaWords = setOf(`passag provid base accord given mention state inform text context sourc document articl excerpt page pag find found speak
	say trouv parl disent dis dit indiqu rien silence silenc
	fourni mentionn inform text contexte sourc documen articl extrait selon`)
