package triage

import (
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestLanguage(t *testing.T) {
	for _, c := range []struct {
		text string
		want desk.Language
	}{
		{"Where is my order?", desk.English},
		{"refund", desk.English},
		{"Où est ma commande ?", desk.French},
		{"remboursement", desk.French},
		{"jai pas recu mon colis", desk.French},
		{"Hello, je voudrais un remboursement de ma commande", desk.French},
		{"The error says « mot de passe incorrect » when I try to log in", desk.English},
		{"¿Dónde está mi pedido?", OtherLanguage},
		{"Wo ist mein Paket, ich warte seit zwei Wochen", OtherLanguage},
		{"Vorrei parlare con una persona", OtherLanguage},
		{"Waar is mijn bestelling gebleven", OtherLanguage},
		{"Gostaria de falar com uma pessoa", OtherLanguage},
		{"Gdzie jest moja paczka", OtherLanguage},
		{"Где мой заказ?", OtherLanguage},
		{"我的订单在哪里", OtherLanguage},
		{"12345", desk.Unknown},
		{"", desk.Unknown},
		{"👍", desk.Unknown},
	} {
		if got := Language(c.text); got != c.want {
			t.Errorf("%q is %q, want %q", c.text, got, c.want)
		}
	}
}

func TestDetectKeepsWhatIsKnown(t *testing.T) {
	for _, c := range []struct {
		text  string
		known desk.Language
		want  desk.Language
		other bool
	}{
		{"ok", desk.French, desk.French, false},
		{"55120", desk.French, desk.French, false},
		{"", desk.English, desk.English, false},
		{"Vigie", desk.French, desk.French, false},
		{"refund", desk.Unknown, desk.English, false},
		{"Actually I would like to go on in English please", desk.French, desk.English, false},
		{"je préfère continuer en français", desk.English, desk.French, false},
		{"Ich möchte mein Geld zurück", desk.English, desk.English, true},
		{"أريد استرداد أموالي", desk.French, desk.French, true},
		{"أريد", desk.Unknown, desk.Unknown, true},
	} {
		if got, other := Detect(c.text, c.known); got != c.want || other != c.other {
			t.Errorf("%q in a conversation in %q is %q, %v; want %q, %v", c.text, c.known, got, other, c.want, c.other)
		}
	}
}

// TestShortForeignQuestions holds that three to seven words are enough to hear a language that is not spoken, and that
// English and French as short, with names from elsewhere, are not taken for one.
func TestShortForeignQuestions(t *testing.T) {
	for _, text := range []string{
		"Wie lange dauert die Lieferung?", "Was kostet der Versand nach Frankreich?", "Kann ich meine Bestellung stornieren?", "Wo finde ich meine Rechnung?", "Welche Zahlungsarten gibt es?",
		"Haben Sie das in Blau?", "Liefern Sie auch samstags?", "Wie kann ich Sie erreichen?",
		"¿Cuánto tarda el envío?", "¿Cómo puedo devolver un producto?", "¿Dónde veo mi factura?", "¿Aceptan tarjetas de crédito?", "¿Cuáles son los gastos de envío?", "Quiero cambiar mi contraseña", "¿Hacen envíos a Francia?",
		"Quanto tempo ci vuole?", "Quanto costa la spedizione?", "Dove trovo la mia fattura?", "Come posso restituire un prodotto?", "Posso pagare con PayPal?", "Quali sono gli orari di apertura?", "Spedite anche in Svizzera?",
		"Hoe lang duurt de levering?", "Wat kost de verzending?", "Waar vind ik mijn factuur?", "Kan ik met iDEAL betalen?", "Kan ik mijn bestelling annuleren?", "Hoe kan ik contact opnemen?", "Leveren jullie ook in België?",
	} {
		for _, known := range []desk.Language{desk.Unknown, desk.English, desk.French} {
			if _, other := Detect(text, known); !other {
				t.Errorf("%q in a conversation in %q is not heard as foreign", text, known)
			}
		}
	}
	for _, text := range []string{
		"Do you ship to Germany?", "Is the Casa Blanca lamp available?", "Can I order El Dorado coffee?", "How long does it take?", "Das Keyboard 4 price", "cancel my plan", "Villa del Sol refund?",
		"Do you deliver in Den Haag?", "La lampe Casa est disponible ?", "C'est quoi le prix ?", "Livrez-vous à La Rochelle ?", "ou est ma commande", "Vous livrez en Italie ?", "tarif pour un mois", "le colis est la",
		"contact service client", "open the door", "retour produit", "ideal for me", "no contact possible", "in stock or not", "un produit par an",
	} {
		if _, other := Detect(text, desk.Unknown); other {
			t.Errorf("%q is taken for foreign", text)
		}
	}
}

// TestDevHalvesAreSpoken holds that no message of the English and French sets is taken for foreign for being short.
func TestDevHalvesAreSpoken(t *testing.T) {
	for _, language := range []string{"en", "fr"} {
		for _, set := range []string{"cases", "person", "sentiment"} {
			for _, c := range setLines[struct {
				Text string `json:"text"`
			}](t, set+"-"+language+".jsonl", devHalf) {
				if _, other := Detect(c.Text, desk.Unknown); other {
					t.Errorf("%s-%s: %q is taken for foreign", set, language, c.Text)
				}
			}
		}
	}
}
