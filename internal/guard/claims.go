package guard

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Claims cuts a text into its sentences, each a claim with its place in code points and its kind by rule, without
// evidence. White space between sentences and lines without a letter or digit belong to no claim.
func Claims(text string, language desk.Language) []desk.Claim {
	var claims []desk.Claim
	at := 0
	for sentence := range analysis.SentenceTexts(text) {
		length := utf8.RuneCountInString(sentence)
		said := strings.TrimSpace(sentence)
		if spoken(said) {
			lead := utf8.RuneCountInString(sentence[:len(sentence)-len(strings.TrimLeftFunc(sentence, unicode.IsSpace))])
			claims = append(claims, desk.Claim{
				Start: at + lead,
				End:   at + lead + utf8.RuneCountInString(said),
				Text:  said,
				Kind:  kindOf(said, language),
			})
		}
		at += length
	}
	return claims
}

// kindOf judges one sentence. The kinds that can do harm come first, so that a sentence of two kinds has the graver one.
func kindOf(text string, language desk.Language) desk.ClaimKind {
	tokens := analysis.Tokens(text)
	words := wordsOf(text)
	has := func(set map[string]struct{}) bool {
		for _, t := range tokens {
			if _, ok := set[t.Text]; ok {
				return true
			}
		}
		return false
	}
	switch {
	case courteous(tokens, language):
		return desk.CourtesyClaim
	case speaksOfDeed(text):
		return desk.ActionClaim
	case holdsAmount(text) || has(priceWords) && hasNumber(tokens):
		return desk.PriceClaim
	case holdsDuration(tokens):
		return desk.DelayClaim
	case has(legalWords) || firstPhrase(words, legalPhrases) != "":
		return desk.LegalClaim
	case has(policyWords) || firstPhrase(words, policyPhrases) != "":
		return desk.PolicyClaim
	case firstPhrase(words, willPhrases) != "":
		return desk.ActionClaim
	case instructs(text, tokens):
		return desk.ProcedureClaim
	}
	return desk.FactClaim
}

// courteous tells whether a sentence holds nothing but greetings, thanks, wishes and function words.
func courteous(tokens []analysis.Token, language desk.Language) bool {
	polite := false
	for _, t := range tokens {
		_, ok := courtesyWords[t.Text]
		if !ok && !analysis.Stop(language, t.Text) {
			return false
		}
		polite = polite || ok
	}
	return polite
}

func hasNumber(tokens []analysis.Token) bool {
	for _, t := range tokens {
		if t.Number() {
			return true
		}
	}
	return false
}

// holdsDuration tells whether a sentence gives a length of time: a number or number word before a unit of time.
func holdsDuration(tokens []analysis.Token) bool {
	for i, t := range tokens {
		if _, unit := timeUnits[t.Text]; !unit {
			continue
		}
		for _, b := range tokens[max(0, i-3):i] {
			if _, word := numberWords[b.Text]; b.Number() || word {
				return true
			}
		}
	}
	return false
}

// instructs tells whether a sentence tells the reader what to do: it opens, its list mark apart, with an imperative.
func instructs(text string, tokens []analysis.Token) bool {
	first := 0
	if listItem(strings.TrimLeft(text, " \t>")) && len(tokens) > 0 && tokens[0].Number() {
		first = 1
	}
	for _, t := range tokens[min(first, len(tokens)):min(first+2, len(tokens))] {
		if _, ok := imperatives[t.Text]; ok {
			return true
		}
	}
	if len(tokens) <= first {
		return false
	}
	verb := tokens[first].Text
	return strings.HasSuffix(verb, "ez") && len(verb) > 4 && verb != "assez" && verb != "chez"
}

var (
	courtesyWords = setOf(`well hello hi hey thanks thank welcome please sorry glad happy hope hopes helps help question questions
		day evening morning afternoon nice great good bye goodbye regards sincerely contacting reaching contact assist apologies
		apologize understand inconvenience patience
		bonjour bonsoir merci bienvenue desole desolee ravi ravie espere aide aider question questions journee soiree bonne bon
		cordialement revoir excuses comprends comprenons desagrement patience salut contacte contactes`)
	priceWords = setOf(`price prices priced cost costs fee fees charge charges charged discount discounts pay pays tariff rate
		rates tax vat prix tarif tarifs cout coute coutent frais facture remise reduction tva payer paiement`)
	timeUnits = setOf(`second seconds minute minutes hour hours day days week weeks month months year years h hr hrs min mins
		seconde secondes heure heures jour jours semaine semaines mois an ans annee annees trimestre trimestres`)
	numberWords = setOf(`one two three four five six seven eight nine ten twelve fifteen twenty thirty sixty ninety few several
		un une deux trois quatre cinq six sept huit neuf dix douze quinze vingt trente soixante quelques plusieurs`)
	legalWords = setOf(`law laws legal legally illegal liability liable lawsuit court courts gdpr statutory jurisdiction regulation
		regulations arbitration attorney copyright trademark contract contractual warrant
		loi lois legal legale legaux juridique juridiquement tribunal tribunaux rgpd responsabilite litige litiges reglementation
		penal penale amende amendes retractation contrat contractuel contractuelle`)
	legalPhrases = []string{
		"terms of service", "terms of use", "terms and conditions", "data protection", "your rights", "personal data",
		"conditions generales", "donnees personnelles", "vos droits", "code de la consommation", "protection des donnees",
	}
	policyWords = setOf(`must only always never guarantee guaranteed guarantees refund refunds refunded refundable nonrefundable
		eligible ineligible entitled allowed allows permitted prohibited forbidden required requires mandatory policy policies
		cannot can't unlimited limit limits limited exclusive exclusively warranty unless except restricted subject
		doit doivent devez uniquement seulement toujours jamais garanti garantie garantis garanties rembourse rembourses remboursee remboursees remboursement
		remboursements remboursable remboursables eligible eligibles autorise autorisee autorises interdit interdite obligatoire
		obligatoires politique illimite illimitee limite limitee sauf condition conditions exclusivement`)
	policyPhrases = []string{
		"may not", "not allowed", "as long as", "not possible", "are able to", "up to", "at least", "at most",
		"no more than", "no later than", "a condition", "a moins que", "ne pouvez pas", "est pas possible", "au plus tard", "au moins", "au maximum",
	}
	willPhrases = []string{"we will", "we'll", "i will", "i'll", "our team will", "nous allons", "je vais", "notre equipe va"}
	imperatives = setOf(`click go open select choose enter type tap press log sign visit follow check make create add remove delete
		navigate scroll copy paste download upload install run set use contact send call email fill save confirm review update
		change turn switch enable disable restart try ensure see find start stop pick put connect disconnect unplug plug wait
		cliquer aller ouvrir choisir entrer saisir appuyer suivre verifier creer ajouter supprimer telecharger installer utiliser
		contacter envoyer remplir enregistrer confirmer modifier activer desactiver redemarrer`)
)
