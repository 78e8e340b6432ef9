package guard

import (
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// concepts maps the stems of the words that help desks use for one another to one name, in both languages. The list is
// short on purpose: a wrong pair would let the wrong answer through.
var concepts = conceptTable([]string{
	"price cost fee charge tariff pricing expensive cheap prix tarif cout coute couter frais payant",
	"cancel terminate unsubscribe resilier annuler resiliation annulation",
	"refund reimburse reimbursement remboursement rembourser",
	"delivery shipping ship shipment deliver livraison livrer expedition expedier envoi",
	"delete remove erase supprimer effacer suppression effacement retirer",
	"change update edit modify alter changer modifier modification changement",
	"invoice bill receipt facture",
	"password passphrase passwd mdp",
	"login signin logon log sign connexion connecter authentification",
	"broken defective damaged faulty casse defectueux endommage abime",
	"buy purchase order acheter achat commande commander",
	"return send back retour retourner renvoyer renvoi",
	"email mail e-mail courriel mel",
	"phone telephone telephoner",
	"create make add set setup creer ajouter creation ajout",
	"stop halt arreter stopper cesser",
	"install setup installation installer",
	"complain complaint plainte reclamation plaindre",
	"refuse reject deny decline refus refuser rejeter",
	"error issue problem bug fail failure erreur probleme souci panne",
	"free gratis gratuit gratuite",
	"advertising ads advert pub publicite publicitaire demarchage prospection",
})

func conceptTable(groups []string) map[string]string {
	table := map[string]string{}
	for _, language := range []desk.Language{desk.English, desk.French} {
		stemmer := analysis.NewStemmer(language)
		for _, group := range groups {
			words := strings.Fields(group)
			for _, word := range words {
				stem := stemmer.Stem(word)
				if _, taken := table[stem]; !taken {
					table[stem] = "=" + words[0]
				}
			}
		}
	}
	return table
}

// holdsAmount tells whether a text gives an amount of money, or says that a thing costs nothing.
func holdsAmount(text string) bool {
	tokens := analysis.Tokens(text)
	for i, t := range tokens {
		switch t.Text {
		case "free", "gratuit", "gratuite", "gratuits", "gratuites", "gratuitement", "complimentary":
			return true
		case "euro", "euros", "eur", "dollar", "dollars", "usd", "gbp", "pound", "pounds", "cents", "centimes", "chf", "francs":
			if i > 0 && tokens[i-1].Number() || i+1 < len(tokens) && tokens[i+1].Number() {
				return true
			}
		}
	}
	runes := []rune(text)
	for i, r := range runes {
		if strings.ContainsRune("€$£¥", r) && nearDigit(runes, i) {
			return true
		}
	}
	return false
}

// nearDigit tells whether a digit stands within two runes of a place.
func nearDigit(runes []rune, i int) bool {
	for n := max(0, i-2); n <= min(len(runes)-1, i+2); n++ {
		if runes[n] >= '0' && runes[n] <= '9' {
			return true
		}
	}
	return false
}
