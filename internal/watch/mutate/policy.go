package mutate

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// policyInvented appends a sentence that states a rule nobody has, about the answer's own subject.
func (s *subject) policyInvented() (Case, string) {
	thing := s.thing()
	if thing == "" {
		return Case{}, "it has no word that a policy could be about"
	}
	sentence := strings.NewReplacer("{thing}", thing, "{number}", s.strangeNumber(), "{name}", s.someName(thing)).Replace(one(s, s.words.policies))
	sentence = upperFirst(sentence)
	if s.holdsPhrase(sentence) {
		return Case{}, "a source says what the bank invents"
	}
	return s.reword(strings.TrimRight(s.answer.Draft.Text, " \n")+" "+sentence, "added: "+sentence), ""
}

// thing gives what the answer is about: a content word of the question that the answer has too, else the answer's longest.
func (s *subject) thing() string {
	asked := wordSet(s.answer.Question)
	longest, shared := "", []string{}
	for i, t := range s.said.tokens {
		word := s.said.word(i)
		if t.Number() || utf8.RuneCountInString(word) < 4 || analysis.Stop(s.answer.Language, t.Text) || s.said.capital(i) || strings.ContainsFunc(word, apostrophe) {
			continue
		}
		if asked[t.Text] && !slices.Contains(shared, word) {
			shared = append(shared, word)
		}
		if len(word) > len(longest) {
			longest = word
		}
	}
	if len(shared) > 0 {
		return one(s, shared)
	}
	return longest
}

// strangeNumber gives a small number that neither the answer nor a source holds.
func (s *subject) strangeNumber() string {
	for _, v := range []int{3, 21, 17, 45, 13, 90, 11, 36} {
		if !s.values[float64(v)] {
			return strconv.Itoa(v)
		}
	}
	return "77"
}

// someName gives a name of the house's, or another word where it has none.
func (s *subject) someName(other string) string {
	var names []string
	for _, kind := range slices.Sorted(maps.Keys(s.house.Names)) {
		names = append(names, s.house.Names[kind]...)
	}
	if len(names) == 0 {
		return other
	}
	return upperFirst(one(s, names))
}

// englishPolicies are rules as an assistant makes them up. They fit any subject and are true of none.
func englishPolicies() []string {
	return []string{
		"This is limited to one device per subscription as a core security feature.",
		"Our policy allows only one {thing} request per customer.",
		"Under our {thing} policy, a fee of {number} euros applies from the second request.",
		"Requests about {thing} are refused after {number} days.",
		"A refund is always guaranteed within {number} hours.",
		"You are entitled to full compensation if this takes longer than {number} days.",
		"Only customers on the {name} plan may ask for this.",
		"Our terms require a signed letter for every {thing}.",
		"We never make exceptions to this rule.",
		"This service is free for life for all our customers.",
		"By law, you must accept this within {number} days.",
		"Customers who complain twice lose their {thing} rights.",
		"Your account will be closed if you ask more than {number} times.",
		"A deposit of {number} euros is required for any {thing}.",
		"You must be at least {number} years old to ask about {thing}.",
		"We are not liable for any damage to your {thing}.",
		"Sharing your {thing} with another household is forbidden.",
		"Loyal customers receive a voucher worth {number} euros every spring.",
		"Late complaints are handed to an outside arbitrator.",
		"Each {thing} is inspected by two engineers before it leaves.",
		"Our system deletes such requests after {number} minutes.",
		"This promise also covers purchases made at other shops.",
		"From the second year on, the price falls by {number} percent.",
		"A supervisor has to approve every {thing} in writing.",
		"There is a waiting list of {number} weeks for this.",
		"Students and pensioners are exempt from all of this.",
	}
}

func frenchPolicies() []string {
	return []string{
		"L'usage est limité à un seul appareil par abonnement, par mesure de sécurité.",
		"Notre politique n'autorise qu'une seule demande par client.",
		"Selon notre règlement ({thing}), des frais de {number} euros s'appliquent dès la deuxième demande.",
		"Les demandes concernant ce point ({thing}) sont refusées après {number} jours.",
		"Le remboursement est toujours garanti sous {number} heures.",
		"Vous avez droit à une indemnisation complète au-delà de {number} jours.",
		"Seuls les clients de la formule {name} peuvent le demander.",
		"Nos conditions exigent une lettre signée pour chaque demande.",
		"Aucune exception à cette règle n'est jamais accordée.",
		"Ce service est gratuit à vie pour tous nos clients.",
		"La loi vous oblige à accepter sous {number} jours.",
		"Les clients qui réclament deux fois perdent leurs droits.",
		"Votre compte sera fermé si vous le demandez plus de {number} fois.",
		"Un dépôt de {number} euros est obligatoire.",
		"Il faut avoir au moins {number} ans pour en faire la demande.",
		"Nous déclinons toute responsabilité en cas de dommage.",
		"Le partage avec un autre foyer est interdit.",
		"Les clients fidèles reçoivent un bon de {number} euros chaque printemps.",
		"Les réclamations tardives sont confiées à un arbitre extérieur.",
		"Chaque demande est examinée par deux ingénieurs avant l'envoi.",
		"Notre système efface ces demandes après {number} minutes.",
		"Cette promesse couvre aussi les achats faits dans d'autres magasins.",
		"Dès la deuxième année, le prix baisse de {number} %.",
		"Un responsable doit approuver chaque demande par écrit.",
		"La liste d'attente est de {number} semaines.",
		"Les étudiants et les retraités en sont dispensés.",
	}
}
