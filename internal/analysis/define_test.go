package analysis

import "testing"

func TestDefines(t *testing.T) {
	for sentence, want := range map[string]string{
		`"Days" means days on which the banks are open.`:                          "days",
		`“Length” stands for the whole vehicle.`:                                  "length",
		`- **"Returns"** include exchanges.`:                                      "returns",
		`We erase your data in 72 hours. By "your data" we do not mean invoices.`: "your data",
		`« Serveur » désigne la machine et ses disques.`:                          "serveur",
		`Par « jours », on entend ici les jours d'ouverture.`:                     "jours",
		`On appelle « foyer » toutes les personnes du bail.`:                      "foyer",
		`« Colis » s’entend emballage compris.`:                                   "colis",
		`A red cross means that the copy is damaged.`:                             "",
		`The label "Fragile" is on the box.`:                                      "",
		`Press "Save", which means that the change is kept.`:                      "",
		`Cliquez sur « Enregistrer » pour comprendre la suite.`:                   "",
		`This means that your year ends later.`:                                   "",
	} {
		if got, ok := Defines(sentence); got != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", sentence, got, want)
		}
	}
}

func TestUses(t *testing.T) {
	tests := []struct {
		text, term string
		want       bool
	}{
		{"We refund within 14 days.", "days", true},
		{"Every day counts.", "day", true},
		{"It takes three days.", "day", true},
		{"On Sundays we rest.", "days", false},
		{"The Sponsor pays.", "sponsor", false},
		{"Someone who sponsors a project", "sponsor", true},
		{"Nous répondons sous 5 jours.", "jours", true},
		{"toujours", "jours", false},
		{"", "days", false},
	}
	for _, test := range tests {
		if got := Uses(test.text, test.term); got != test.want {
			t.Errorf("%q uses %q: %v", test.text, test.term, got)
		}
	}
}
