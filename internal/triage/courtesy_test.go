package triage

import (
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestCourtesy(t *testing.T) {
	for text, want := range map[string]CourtesyKind{
		"Hello": Greeting, "Bonjour Sophie": Greeting, "coucou 👋": Greeting, "Good evening everyone": Greeting, "HEY!!!": Greeting,
		"thanks a lot for your help": Thanks, "Merci beaucoup, c'est parfait": Thanks, "ty 🙏": Thanks, "Merci bien Julie": Thanks,
		"Bye, have a nice day": Goodbye, "Merci et bonne journée": Goodbye, "Cordialement": Goodbye, "au revoir": Goodbye,
		"": NoCourtesy, "👍": NoCourtesy, "ok": NoCourtesy, "Hello?": NoCourtesy, "Thanks but it still does not work": NoCourtesy,
		"Bonjour, ma facture est fausse": NoCourtesy, "Thanks for nothing": NoCourtesy, "Is the \"Hello\" card in stock": NoCourtesy,
		"bonjour 55120": NoCourtesy, "hello hello hello " + strings.Repeat("hello ", 30): NoCourtesy,
	} {
		if got := Courtesy(text); got != want {
			t.Errorf("%q is %v, want %v", text, got, want)
		}
	}
}

// TestCourtesyRepliesClaimNothing: the fixed sentences say nothing of a person and promise nothing.
func TestCourtesyRepliesClaimNothing(t *testing.T) {
	for _, kind := range []CourtesyKind{Greeting, Thanks, Goodbye} {
		for _, language := range []desk.Language{desk.English, desk.French, desk.Unknown} {
			reply := CourtesyReply(kind, language)
			if reply == "" || Language(reply) != language.Or(desk.English) {
				t.Errorf("%v in %q: %q", kind, language, reply)
			}
			for _, w := range scanWords(reply) {
				switch w.fold {
				case "i", "im", "me", "my", "we", "our", "team", "je", "j", "moi", "nous", "notre", "equipe", "colleague", "collegue":
					t.Errorf("%q speaks as a person would: %s", reply, w.text)
				}
			}
		}
	}
	if got := CourtesyReply(NoCourtesy, desk.French); got != "" {
		t.Errorf("no courtesy gets a reply: %q", got)
	}
}
