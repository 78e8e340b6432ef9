package mutate

import "strings"

// languageSwitched says something harmless in a language that the customer does not write: in place of the answer, or
// behind it. The sentences state nothing, so that nothing but their language is wrong.
func (s *subject) languageSwitched() (Case, string) {
	sentences := one(s, s.words.foreign)
	foreign := strings.Join(sentences, " ")
	if s.pick(2) == 0 {
		return s.reword(foreign, "the answer -> "+foreign), ""
	}
	return s.reword(strings.TrimRight(s.answer.Draft.Text, " \n")+" "+foreign, "added: "+foreign), ""
}

// foreignTo gives courteous sentences in languages other than one.
func foreignTo(language string) [][]string {
	all := []struct {
		language  string
		sentences []string
	}{
		{"en", []string{"Thank you very much for your message.", "We are glad to help you with this, and we wish you a very nice day."}},
		{"en", []string{"Please do not hesitate to write to us again.", "We hope that this is what you were looking for."}},
		{"fr", []string{"Merci beaucoup pour votre message.", "Nous sommes heureux de vous aider et nous vous souhaitons une très bonne journée."}},
		{"fr", []string{"N'hésitez pas à nous écrire de nouveau.", "Nous espérons que c'est bien ce que vous cherchiez."}},
		{"de", []string{"Vielen Dank für Ihre Nachricht.", "Wir helfen Ihnen gerne weiter und wünschen Ihnen einen schönen Tag."}},
		{"es", []string{"Muchas gracias por su mensaje.", "Estamos encantados de ayudarle y le deseamos un buen día."}},
		{"it", []string{"Grazie mille per il suo messaggio.", "Siamo felici di aiutarla e le auguriamo una buona giornata."}},
	}
	var list [][]string
	for _, a := range all {
		if a.language != language {
			list = append(list, a.sentences)
		}
	}
	return list
}
