package notice

import (
	"fmt"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
)

// words are what notices say in one language.
type words struct {
	language                                                desk.Language
	subject, chat                                           string // formats
	says, seen, what, scope, severity, since, now, lowered  string
	notLowered, draft, off, whole, open, acknowledge, clock string
	colon, why                                              string
}

func wordsIn(language desk.Language) words {
	if language == desk.French {
		return words{
			language: language, subject: "Incident (%s)\u00a0: %s, %s", chat: "Incident (%s)\u00a0: %s, %s, depuis %s.",
			says: "Un incident attend que quelqu'un s'en occupe.", seen: "Quelqu'un s'occupe de cet incident depuis que ce message a été préparé.",
			what: "Quoi", scope: "Où", severity: "Gravité", since: "Depuis", now: "État", lowered: "Abaissé",
			notLowered: "rien en ce moment", draft: "brouillons seulement", off: "l'assistant se tait", whole: "tout le service",
			open: "Ouvrir l'incident\u00a0:", acknowledge: "Choisissez «\u00a0Je m'en occupe\u00a0»\u00a0: plus personne d'autre n'est alors appelé.",
			clock: "02/01/2006 15:04 MST", colon: "\u00a0: ",
			why: "Vous recevez ce message parce que vous êtes de service, que vous dirigez une équipe ou que le service est le vôtre, et que personne n'a encore pris l'incident en charge.",
		}
	}
	return words{
		language: desk.English, subject: "Incident (%s): %s, %s", chat: "Incident (%s): %s, %s, since %s.",
		says: "An incident waits for somebody to see to it.", seen: "Somebody has seen to this incident since this mail was made ready.",
		what: "What", scope: "Where", severity: "Severity", since: "Since", now: "State", lowered: "Lowered",
		notLowered: "nothing at the moment", draft: "drafts only", off: "the assistant is silent", whole: "the whole desk",
		open: "Open the incident:", acknowledge: "Choose “I see to it”: then nobody else is called.",
		clock: "2006-01-02 15:04 MST", colon: ": ",
		why: "You get this because you are on duty, lead a team or own the desk, and nobody has acknowledged the incident yet.",
	}
}

func (w words) place(scope string) string {
	if scope == "desk" {
		return w.whole
	}
	return line(scope)
}

func (w words) moment(at time.Time, zone *time.Location) string { return at.In(zone).Format(w.clock) }

// down says what was lowered.
func (w words) down(lowered []desk.Level) string {
	if len(lowered) == 0 {
		return w.notLowered
	}
	var list []string
	for _, l := range lowered {
		says := w.off
		if l.Level == desk.DraftOnly {
			says = w.draft
		}
		list = append(list, w.place(l.Scope)+w.colon+says)
	}
	return strings.Join(list, "; ")
}

// mail gives a mail's subject and text.
func (w words) mail(f facts, zone *time.Location) (subject, text string) {
	said := breaker.Say(f.in, w.language)
	where := w.place(f.in.Evidence.Scope)
	says := w.says
	if !f.in.Stage.Waiting() {
		says = w.seen
	}
	var b strings.Builder
	b.WriteString(says + "\n\n")
	for _, row := range [][2]string{
		{w.what, said.Cause}, {w.scope, where}, {w.severity, said.Severity}, {w.since, w.moment(said.Since, zone)}, {w.now, said.Stage}, {w.lowered, w.down(f.lowered)},
	} {
		b.WriteString(row[0] + w.colon + row[1] + "\n")
	}
	b.WriteString("\n" + w.open + "\n" + f.link + "\n" + w.acknowledge + "\n\n" + w.why + "\n")
	return fmt.Sprintf(w.subject, said.Severity, said.Cause, where), b.String()
}
