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
	"cancel terminate unsubscribe resilier annuler resiliation annulation resiliez resilie resiliee",
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

// sayings maps the stems of words that a writer may put for one another when he tells in his own words what a page says.
// They are looser than concepts, since they only help a claim to be found covered: what decides is elsewhere.
var sayings = conceptTable([]string{
	"allowed allow allows permitted permit permission authorised authorized accepted accept accepts acceptable admitted admis admise admises autorise autorisee autoriser permis permettre permettent permet accepter acceptes acceptee acceptees repris reprise reprises",
	"required require requires need needed needs necessary must mandatory obligatory compulsory obligation obligatoire necessaire exige devoir imperatif",
	"refund refunds refunded refundable reimburse reimburses reimbursed reimbursement remboursement rembourser remboursons remboursable",
	"included include includes including comprises comprise contains contain covers cover comes reunit regroupe rassemble comprend comprennent compris inclut inclus incluse comprendre offre contient",
	"pay pays paid payment payments payable payer paye paiement payee regler reglement verser verse verses versement versements",
	"send sends sent return post postage mail back retour retourner retours renvoyer envoyer envoi envoyee renvoi rendre rendu rendue rapporter",
	"reserve reservation reservations booking book booked reserver reservee reserves",
	"valid validity works work valable valables validite reste",
	"apply applications application applying applies demande demandes demander",
	"register registration sign enrol enroll inscrire inscription inscrit inscrits",
	"declare declared declaration tell notify inform declarer declaree prevenir signaler",
	"approval approve approved agreement accord approbation",
	"collection collect collected pickup pick ramassage collecte collectes collecter",
	"vehicle vehicles car cars voiture voitures vehicule vehicules",
	"open opens opened opening start starts begin begins ouvre ouvrir ouverte ouvert commencer commence debute debut",
	"close closes closed closing end ends finish ferme fermer fermee fermeture termine",
	"quick quickly fast faster rapid rapide rapidement vite",
	"plan plans tier subscription formule formules forfait forfaits offre offres abonnement abonnements garantie garanties",
	"company firm business societe entreprise",
	"faulty defective defect damaged broken fault defectueux defectueuse defaut defauts",
	"emergency urgent urgence urgences",
	"lost lose loss perdu perdue perte perdre",
	"store shop boutique magasin",
	"customer customers client clients",
	"people person users user utilisateur utilisateurs personnes personne",
	"spend spent spending depenser depense",
	"receive received receiving receipt recevoir recu reception recevez arrive arrived arriving reach reaching reaches parvenir",
	"keep keeps kept retain stored garder conserve conserver conservation conservee",
	"under below moins inferieur",
	"monthly month months mensuel mensuelle mensuels mois",
	"yearly annual annually year years annuel annuelle annee annees",
	"choose pick select set choisir choisissez fixer definir selectionner",
	"enter enters entered type typed fill saisir saisissez saisie entrer entrez taper tapez indiquer indiquez renseigner",
	"tap click press cliquer cliquez appuyer appuyez toucher touchez",
	"rain rains rained rainy pluie pleut plu pleuvoir",
	"wait waits waited await patienter patientez attendre attendez",
	"show shows shown display displays displayed afficher affiche affichent affichez",
	"big large grand grande grands grandes",
	"small little petit petite petits petites",
	"proof justificatif justificatifs piece pieces",
	"track tracking follow suivre suivi suivez",
	"get obtain obtains obtenir obtenez",
	"transport transit journey trajet voyage acheminement",
	"costs cost price priced fee fees charge charges charged debited debit debite debitee debites debitees debiter preleve prelevee dear dearer prix coute couter tarif frais facture factures facturee",
	"limit limits limited capped cap maximum max plafond plafonne limite limitee",
	"switch turn enable activate activer allumer",
	"disable deactivate off desactiver couper",
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
