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
