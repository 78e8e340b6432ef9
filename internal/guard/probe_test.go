package guard

import (
	"fmt"
	"github.com/vigie-desk/vigie/internal/desk"
	"testing"
)

func TestProbe(t *testing.T) {
	src := map[string]blindCase{}
	for _, c := range blindCases(t, "binding.jsonl") {
		if c.Half == "a" {
			for _, s := range c.Sources {
				cc := c
				cc.Sources = []Passage{s}
				src[s.ID] = cc
			}
		}
	}
	for _, x := range [][3]string{
		{"a-en-t5", "H", "Version history on Business is kept for up to 365 days."},
		{"a-en-t5", "H", "On Plus, version history is kept for at least 30 days."},
		{"a-en-t5", "H", "Plus is for at most 3 users."},
		{"a-en-t5", "P", "Plus keeps your version history for no more than 30 days, Business for a year or more."},
		{"a-en-t5", "P", "Free is for one user and has 1 GB of storage."},
		{"a-en-t5", "P", "On Free, support answers within three business days; Business gets an answer within 4 hours."},
		{"a-en-t5", "H", "On Free, support answers within 24 hours."},
		{"a-en-t5", "P", "Two-factor sign-in is optional on Plus and required on Business."},
		{"a-en-t5", "H", "Two-factor sign-in is required on Plus."},
		{"a-en-t5", "P", "Business costs $15 per user, which is $7 more than Plus."},
		{"a-en-t5", "H", "To cancel Plus you have to give 60 days' notice."},
		{"a-en-t1", "H", "If a Letter Priority is lost, you get £20 or more."},
		{"a-en-t1", "P", "If a Letter Priority is lost, you get no more than £20."},
		{"a-en-t1", "P", "A Letter Priority arrives on the next working day and costs £1.90."},
		{"a-en-t1", "P", "A Parcel Large can weigh up to 20 kg; it costs £11.40 and takes three to five working days."},
		{"a-en-t1", "H", "A Parcel Large takes 2 to 3 working days."},
		{"a-en-t1", "H", "A Letter Standard may weigh 2 kg."},
		{"a-fr-t5", "H", "L'historique est conservé au moins 30 jours avec Équipe."},
		{"a-fr-t5", "H", "L'historique est conservé 365 jours au plus avec Société."},
		{"a-fr-t5", "P", "Avec Société, l'historique est gardé un an au minimum, soit au moins 365 jours."},
		{"a-fr-t5", "P", "Avec Découverte, on a un utilisateur et 2 Go de stockage."},
		{"a-fr-t5", "H", "La double authentification est obligatoire avec Équipe."},
		{"a-fr-t1", "P", "Une Lettre Suivie met deux jours ouvrés et coûte 2,05 €."},
		{"a-fr-t1", "H", "Pour un Colis Grand perdu, l'indemnité est de 180 € au minimum."},
		{"a-fr-t1", "P", "Pour un Colis Grand perdu, l'indemnité ne dépasse pas 180 €."},
		{"a-en-t2", "P", "The overdraft interest is 11.5 per cent per year."},
		{"a-en-t2", "H", "Withdrawing cash elsewhere is free."},
		{"a-en-t2", "P", "Cash withdrawals in the euro area cost nothing; elsewhere they cost €3.50."},
		{"a-en-t2", "P", "You'd pay €1.20 each month for paper statements."},
		{"a-en-t2", "H", "A paper statement costs €4 a month."},
		{"a-fr-t2", "H", "Un retrait hors zone euro est gratuit."},
		{"a-fr-t2", "P", "Le relevé papier coûte 1,50 € par mois et la cotisation 3 € par mois."},
		{"a-en-t4", "P", "Deliveries to Germany take four days; you can return shoes for 100 days, and postage is free."},
		{"a-en-t4", "H", "Deliveries to the United States take 4 days."},
		{"a-fr-t4", "H", "En Suisse, la livraison prend 3 jours."},
		{"a-fr-t4", "H", "En Belgique, les retours sont acceptés pendant 30 jours."},
		{"a-fr-t4", "H", "En France, les retours sont acceptés pendant 60 jours et ils sont gratuits."},
		{"a-en-t3", "P", "For school transport, write to Lena Kovac at schoolbus@harbourside.example; Education answers within five working days."},
		{"a-en-t3", "H", "Planning questions are answered within 5 working days."},
		{"a-en-t3", "H", "Owen Birch answers questions on school transport."},
		{"a-fr-t3", "H", "Pour l'urbanisme, écrivez à Samira Haddad."},
	} {
		c := src[x[0]]
		c.Answer = x[2]
		c.Question = ""
		in := c.composed()
		b := wordBlocks(t, in)
		_ = desk.Block
		if (len(b) > 0) != (x[1] == "H") {
			fmt.Println(x[1], x[0], x[2], b)
		}
	}
}
