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
		"": NoCourtesy, "Hello?": NoCourtesy, "Thanks but it still does not work": NoCourtesy,
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
	for _, kind := range []CourtesyKind{Greeting, Thanks, Goodbye, Acknowledgement, WhoAreYou} {
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

func TestAcknowledgement(t *testing.T) {
	for _, text := range []string{
		"ok", "okay", "OK.", "d'accord", "D’accord !", "got it", "Got it!", "compris", "très bien", "👍", "👍🏽", "ça marche", "noted",
		"ok, got it", "ah d'accord", "Okay, makes sense", "I see", "oh I see", "c'est noté", "Parfait 👌", "Understood.", "bien reçu", "ok 🙂", "ok super",
	} {
		if got := Courtesy(text); got != Acknowledgement {
			t.Errorf("%q is %v, want an acknowledgement", text, got)
		}
	}
	for _, text := range []string{
		"ok?", "ok but where is it", "d'accord mais combien", "yes", "ok yes", "oui", "non", "no", "got it in blue?", "ok Paris", "I got it yesterday, broken",
		"parfait pour un enfant de 3 ans ?", "the good one", "🙂", "😡", "ok 3", "très bien, et le retour", "noted on my invoice",
	} {
		if got := Courtesy(text); got == Acknowledgement {
			t.Errorf("%q is %v", text, got)
		}
	}
	if got := Courtesy("parfait merci"); got != Thanks {
		t.Errorf("thanks weigh more than taking note: %v", got)
	}
}

func TestWhoAreYou(t *testing.T) {
	for _, text := range []string{
		"Are you a bot?", "are you a robot", "Are you a human?", "are you real?", "r u a bot", "Are you a real person or a machine?", "Is this a bot?", "Hi, are you human?",
		"Am I talking to a machine?", "am I chatting with a real person?", "who am I talking to?", "What are you?", "Are you an AI?", "are you ChatGPT?",
		"es-tu un robot ?", "Êtes-vous une vraie personne ?", "t'es un bot ?", "Vous êtes une IA ?", "suis-je en train de parler à une machine ?", "Bonjour, est-ce que vous êtes un robot ?",
		"Est-ce que je parle à un humain ?", "Qui êtes-vous ?", "c'est un robot ?", "est-ce un humain ou un robot ?", "Es-tu humain ?", "Are you a bot or a human?",
	} {
		if s := Read(text, desk.Unknown); s.Courtesy != WhoAreYou || s.WantsPerson {
			t.Errorf("%q is %v, wish %v", text, s.Courtesy, s.WantsPerson)
		}
	}
	for _, text := range []string{
		"Are you a bot? I want a human", "es-tu un robot ? je veux parler à un conseiller", "Are you a human? If not, connect me to an agent", "can I talk to a real person or are you a bot",
	} {
		if s := Read(text, desk.Unknown); s.Courtesy != NoCourtesy || !s.WantsPerson {
			t.Errorf("%q is %v, wish %v", text, s.Courtesy, s.WantsPerson)
		}
	}
	for _, text := range []string{
		"Are you a registered company?", "Is this a robot vacuum?", "Are you open on Sunday?", "êtes-vous ouverts le dimanche ?", "Are you a bot? Where is my parcel?",
		"Is this a real leather bag?", "Do you sell robots?", "c'est un robot de cuisine ?", "who are you shipping with?",
	} {
		if got := Courtesy(text); got != NoCourtesy {
			t.Errorf("%q is %v", text, got)
		}
	}
}
