package triage

import (
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestDisputes(t *testing.T) {
	for _, text := range []string{
		"no, that is wrong", "you are lying", "that's not true", "ce n'est pas vrai", "c'est faux", "vous mentez", "tu te trompes", "that doesn't answer my question",
		"ça ne répond pas à ma question", "No. That's incorrect.", "That is simply not the case", "You're wrong", "your answer is wrong", "that's not what I asked",
		"I disagree", "You misunderstood me", "you still haven't answered my question", "Mais c'est totalement faux !", "Vous vous trompez complètement",
		"vous racontez n'importe quoi", "ce n'est pas ce que j'ai demandé", "Votre réponse est fausse", "Je ne suis pas d'accord avec vous", "Non, ce n'est pas correct",
		"vous n'avez pas répondu à ma question", "rien à voir avec ma question", "You made that up", "wrong", "N'importe quoi.", "this has nothing to do with my question",
	} {
		if !Read(text, desk.Unknown).Disputes {
			t.Errorf("%q disputes nothing", text)
		}
	}
	for _, text := range []string{
		"", "Is that true?", "Is it wrong to wash it at 60 degrees?", "I received the wrong size", "The address on my order is wrong", "My invoice is not correct", "Ma facture est fausse",
		"C'est vrai ou faux ?", "Est-il vrai que le retour est gratuit ?", "You sent me the wrong colour", "You are right", "thank you, that answers my question",
		"Merci, vous avez répondu à ma question", "What if I enter the wrong code?", "Le montant débité est incorrect", "How do I answer the security question?",
		"the tracking is not working", "C'est un faux cuir ?", "my answer to the security question is not accepted", "Si je me trompe de taille, puis-je échanger ?",
	} {
		if Read(text, desk.Unknown).Disputes {
			t.Errorf("%q disputes", text)
		}
	}
}
