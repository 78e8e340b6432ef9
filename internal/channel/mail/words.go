package mail

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// words are what letters say besides what was said, in one language.
type words struct {
	language desk.Language
	months   []string
	clock    string

	subject, asked, open, kept, noReply, noMore, sources, removed, files string
	byAI, approved, byDesk, byOperator, nameless                         string

	waits, soon, missed, missedSays, waitsSays, promised, operatorWhy, leadWhy string
}

func wordsIn(language desk.Language) *words {
	if language == desk.French {
		return french()
	}
	return english()
}

func english() *words {
	return &words{
		language: desk.English, clock: "15:04 (MST)",
		months:  strings.Fields("January February March April May June July August September October November December"),
		subject: "%s: an answer to your question", asked: "You asked:",
		open:       "To answer, or to read the whole conversation, open it here:",
		kept:       "This link opens your conversation without a password until %s. Please do not pass it on.",
		noReply:    "Please answer there: a reply to this mail does not reach the conversation.",
		noMore:     "You want no more mail about this conversation? Open it and choose “No more mail”.",
		sources:    "From our help pages:",
		removed:    "[link left out]",
		files:      "Files, in the conversation:",
		byAI:       "This answer was written by an AI assistant, not by a person",
		approved:   "This answer was written by an AI assistant and checked by %s",
		byDesk:     "Automatic message",
		byOperator: "%s wrote", nameless: "A member of our team",
		waits: "%s: somebody waits for an answer", soon: "%s: an answer is due by %s", waitsSays: "A customer waits for a person.",
		promised: "They were promised an answer by %s.", operatorWhy: "You get this because you are on the team, not away, and not at the desk.",
		missed: "%s: a promise to a customer was missed", missedSays: "A customer was promised an answer, and nobody has answered in time.",
		leadWhy: "You get this because you lead the team, or own the desk.",
	}
}

func french() *words {
	return &words{
		language: desk.French, clock: "15\u00a0h\u00a004 (MST)",
		months:  strings.Fields("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
		subject: "%s\u00a0: une réponse à votre question", asked: "Vous aviez demandé\u00a0:",
		open:       "Pour répondre ou relire toute la conversation, ouvrez-la ici\u00a0:",
		kept:       "Ce lien ouvre votre conversation sans mot de passe jusqu’au %s. Merci de ne pas le transmettre.",
		noReply:    "Merci de répondre sur cette page\u00a0: une réponse à cet e-mail n’arrive pas dans la conversation.",
		noMore:     "Vous ne voulez plus recevoir d’e-mails sur cette conversation\u00a0? Ouvrez-la et choisissez «\u00a0Ne plus recevoir d’e-mails\u00a0».",
		sources:    "D’après nos pages d’aide\u00a0:",
		removed:    "[lien retiré]",
		files:      "Fichiers, dans la conversation\u00a0:",
		byAI:       "Cette réponse a été rédigée par un assistant IA, et non par une personne",
		approved:   "Cette réponse a été rédigée par un assistant IA et vérifiée par %s",
		byDesk:     "Message automatique",
		byOperator: "%s vous écrit", nameless: "Un membre de notre équipe",
		waits: "%s\u00a0: quelqu’un attend une réponse", soon: "%s\u00a0: une réponse est attendue au plus tard %s", waitsSays: "Un client attend une personne.",
		promised: "Une réponse lui a été promise au plus tard %s.", operatorWhy: "Vous recevez ce message parce que vous faites partie de l’équipe, sans être absent ni en ligne.",
		missed: "%s\u00a0: une promesse à un client n’a pas été tenue", missedSays: "Une réponse a été promise à un client, et personne n’a répondu à temps.",
		leadWhy: "Vous recevez ce message parce que vous dirigez l’équipe ou que le service est le vôtre.",
	}
}

// author says whose words follow. The assistant's are never taken for a person's, nor a person's for its.
func (w *words) author(m desk.Message) string {
	name := oneLine(m.Name, nameMost)
	if name == "" {
		name = w.nameless
	}
	switch {
	case m.Author == desk.ByOperator:
		return w.fill(w.byOperator, name)
	case m.Author == desk.ByDesk:
		return w.byDesk
	case m.Operator != "":
		return w.fill(w.approved, name)
	}
	return w.byAI
}

func (w *words) fill(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// day says a date.
func (w *words) day(at time.Time) string {
	number := strconv.Itoa(at.Day())
	if w.language == desk.French && at.Day() == 1 {
		number = "1er"
	}
	return number + " " + w.months[at.Month()-1] + " " + strconv.Itoa(at.Year())
}
