package guard

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// ownDeed gives the words with which a text says that "I" did or will do something for the customer, or "". A customer's
// own voice, as in the question of an FAQ ("I have cancelled my plan"), is no deed of the assistant.
func ownDeed(words string, language desk.Language) string {
	subjects := englishSubjects
	if language == desk.French {
		subjects = frenchSubjects
	}
	list := strings.Fields(words)
	for i := range list {
		n := subjectLength(list[i:], subjects)
		if n == 0 {
			continue
		}
		rest := list[i+n : min(i+n+deedReach, len(list))]
		verb := deedIn(rest)
		bare := n == 1 && list[i] != "ai"
		if verb != "" && (!bare || !present(verb)) {
			return strings.Join(list[i:i+n], " ") + " " + verb
		}
	}
	return ""
}

// present tells whether a verb is in its base form, which after a bare "I" reports nothing done: "when I delete a card".
func present(verb string) bool {
	return !strings.HasSuffix(verb, "ed") && verb != "sent" && verb != "reset" && !strings.HasSuffix(verb, "rai")
}

// deedReach is how many words after "I have" the verb and the one it is done to may stand.
const deedReach = 8

// subjectLength gives the number of words at the front that make a subject; 0 where none does.
func subjectLength(list []string, subjects [][]string) int {
	for _, subject := range subjects {
		if len(list) >= len(subject) && slices.Equal(list[:len(subject)], subject) {
			return len(subject)
		}
	}
	return 0
}

// Longest first. "j'ai" is the one token "ai", its elision cut off.
var (
	englishSubjects = [][]string{{"i", "am", "going", "to"}, {"i'm", "going", "to"}, {"i", "have"}, {"i", "just"}, {"i", "will"}, {"i've"}, {"i'll"}, {"i"}}
	frenchSubjects  = [][]string{{"je", "vous", "ai"}, {"je", "viens", "de"}, {"je", "vais"}, {"je", "vous"}, {"je"}, {"ai"}}
)

// deedIn gives the verb of action among the words after the subject, if what follows is the customer's and not "mine".
func deedIn(rest []string) string {
	for i, w := range rest {
		switch w {
		case "my", "me", "mine", "mon", "ma", "mes", "if", "si", "you", "must", "do":
			return ""
		}
		if _, ok := deedVerbs[w]; ok && i <= 3 {
			return deedObject(w, rest[i+1:])
		}
	}
	return ""
}

func deedObject(verb string, rest []string) string {
	for _, w := range rest {
		switch w {
		case "my", "me", "mine", "mon", "ma", "mes", "moi":
			return ""
		}
	}
	return verb
}

var deedVerbs = setOf(`refunded refund cancelled canceled cancel credited credit escalated escalate processed processing upgraded upgrade
	downgraded reset resent reactivated reactivate unblocked unblock unlocked unlock compensated compensate transferred
	transfer forwarded forward sent send updated update changed deleted delete closed approved approve issued issue
	extended extend waived waive call contact
	rembourse rembourser rembourserai annule annuler annulerai resilie resilier transmis transmettre credite crediter reinitialise
	reinitialiser debloque debloquer modifie modifier supprime supprimer envoye envoyer enverrai mis transfere transferer valide
	valider appelle appeler rappelle rappeler rappellerai contacterai contacter`)
