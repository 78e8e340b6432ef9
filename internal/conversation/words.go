package conversation

import (
	"fmt"
	"strconv"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// words are the desk's own fixed sentences to customers. Each says what happens next and by when; none claims to be a
// person, and none asks the customer to say anything again.
type words struct {
	language desk.Language
	roster   Roster
	now      time.Time
	zone     *time.Location
}

func (s *Service) words(language desk.Language, roster Roster, now time.Time) words {
	return words{language: language, roster: roster, now: now, zone: s.cfg.Zone}
}

func (w words) french() bool { return w.language == desk.French }

func (w words) pick(english, french string) string {
	if w.french() {
		return french
	}
	return english
}

// handOver says why a person takes this on, who, and by when; where nobody is on the roster, that.
func (w words) handOver(reason desk.Reason, by time.Time) string {
	if by.IsZero() {
		return joined(w.alone(reason), w.nobody())
	}
	if own := w.own(by); own != "" {
		return w.because(reason) + " " + own
	}
	return w.because(reason) + " " + w.promise(by) + " " + w.wait()
}

func (w words) promise(by time.Time) string {
	return fmt.Sprintf(w.pick("%s will answer you here by %s.", "%s vous répondra ici au plus tard %s."), w.team(), w.when(by))
}

func (w words) team() string {
	if w.roster.Team.Name != "" {
		return w.roster.Team.Name
	}
	return w.pick("Our team", "Notre équipe")
}

func (w words) wait() string {
	if w.roster.Here() {
		return w.pick("They can see this whole conversation, so there is no need to repeat anything.",
			"Elle voit toute cette conversation : inutile de répéter quoi que ce soit.")
	}
	return w.pick("Nobody is at the desk right now. You can close this page and come back to it at any time: the answer will be here, and there is no need to repeat anything.",
		"Personne n'est en ligne pour le moment. Vous pouvez fermer cette page et y revenir quand vous voulez : la réponse y sera, inutile de répéter quoi que ce soit.")
}

// because gives the reason in the customer's terms; what is of no use to a customer stays inside.
func (w words) because(reason desk.Reason) string {
	switch reason {
	case desk.AskedForPerson:
		return w.pick("Of course: I am passing you to a person.", "Bien sûr : je vous passe une personne.")
	case desk.NotCovered, desk.GuardHeld, desk.Ambiguous, desk.Unclear:
		return w.pick("I have not found a reliable answer in our help pages, and I would rather not guess, so a person takes over.",
			"Je n'ai pas trouvé de réponse sûre dans nos pages d'aide et je préfère ne pas deviner : une personne prend le relais.")
	case desk.AutonomyDraft, desk.Reported, desk.SaysNew, desk.SaysRefused, desk.NoveltySpent:
		return w.pick("A person is checking the answer before you get it.", "Une personne vérifie la réponse avant de vous l'envoyer.")
	case desk.Frozen:
		return w.pick("Several people are reporting the same to us on this subject right now, so a person takes over from the automatic assistant.",
			"Plusieurs personnes nous signalent en ce moment la même chose à ce sujet : une personne prend le relais de l'assistant automatique.")
	case desk.AssistantOff:
		return w.pick("The automatic assistant is paused, so a person takes over.", "L'assistant automatique est en pause : une personne prend le relais.")
	case desk.Urgent:
		return w.pick("This sounds urgent, so a person takes over. If anyone is in danger, call your local emergency number now (112 in Europe).",
			"Cela semble urgent : une personne prend le relais. Si quelqu'un est en danger, appelez tout de suite les secours (112).")
	case desk.Legal:
		return w.pick("This needs a person, so I am passing it on.", "Votre demande doit être traitée par une personne : je la transmets.")
	case desk.Vulnerable:
		return w.pick("Thank you for telling us. A person should take care of this. If you are in danger or need help at once, call your local emergency number (112 in Europe).",
			"Merci de nous l'avoir dit. Une personne va s'en occuper. Si vous êtes en danger ou avez besoin d'aide tout de suite, appelez les secours (112).")
	case desk.Upset:
		return w.pick("I am sorry about this. A person takes over.", "Je suis désolé de cette situation. Une personne prend le relais.")
	case desk.OtherLanguage:
		return w.pick("I can answer in English and French only, so a person takes over.", "Je ne réponds qu'en français et en anglais : une personne prend le relais.")
	case desk.FileSent:
		return w.pick("A person will look at your file.", "Une personne va regarder votre fichier.")
	case desk.Deadline, desk.Fault, desk.DeliveryFailed:
		return w.pick("I could not answer in time, so a person takes over.", "Je n'ai pas pu répondre à temps : une personne prend le relais.")
	case desk.ReviewLate, desk.ReviewRefused, desk.PersonHasIt, desk.Answered, desk.Courtesy, desk.ReviewEdited, desk.ReviewApproved:
		return w.pick("A person takes over.", "Une personne prend le relais.")
	}
	return w.pick("A person takes over.", "Une personne prend le relais.")
}

// alone gives the reason where no person takes over: what because says, without the person.
func (w words) alone(reason desk.Reason) string {
	switch reason {
	case desk.NotCovered, desk.Ambiguous, desk.Unclear:
		return w.pick("I have not found a reliable answer in our help pages, and I would rather not guess.",
			"Je n'ai pas trouvé de réponse sûre dans nos pages d'aide et je préfère ne pas deviner.")
	case desk.AskedForPerson:
		return w.pick("I have noted that you would like to talk to a person.", "J'ai noté que vous souhaitez parler à une personne.")
	case desk.Frozen:
		return w.pick("Several people are reporting the same to us on this subject right now, and the automatic assistant does not answer it.",
			"Plusieurs personnes nous signalent en ce moment la même chose à ce sujet, et l'assistant automatique n'y répond pas.")
	case desk.AssistantOff:
		return w.pick("The automatic assistant is paused.", "L'assistant automatique est en pause.")
	case desk.Urgent, desk.Vulnerable:
		return w.pick("If anyone is in danger or needs help at once, call your local emergency number now (112 in Europe).",
			"Si quelqu'un est en danger ou a besoin d'aide tout de suite, appelez les secours (112).")
	case desk.Legal, desk.Upset, desk.GuardHeld, desk.AutonomyDraft, desk.Reported, desk.SaysNew, desk.SaysRefused, desk.NoveltySpent:
		return w.pick("This needs a person.", "Votre demande doit être traitée par une personne.")
	case desk.OtherLanguage:
		return w.pick("I can answer in English and French only.", "Je ne réponds qu'en français et en anglais.")
	case desk.FileSent:
		return w.pick("Your file has arrived. I cannot read files: this needs a person.", "Votre fichier est bien arrivé. Je ne lis pas les fichiers : il faut qu'une personne le regarde.")
	case desk.Deadline, desk.Fault, desk.DeliveryFailed:
		return w.pick("I could not answer in time.", "Je n'ai pas pu répondre à temps.")
	case desk.ReviewLate, desk.ReviewRefused, desk.PersonHasIt, desk.Answered, desk.Courtesy, desk.ReviewEdited, desk.ReviewApproved:
		return ""
	}
	return ""
}

// nobody says that no time can be promised, what is kept, and how the customer will hear more.
func (w words) nobody() string {
	return w.pick("There is nobody here yet who can answer you, so we cannot say by when you will hear from us. This conversation is kept: you can close this page and come back to it at any time. As soon as somebody is here, you will read the time here, and there is no need to repeat anything.",
		"Il n'y a encore personne ici pour vous répondre : nous ne pouvons donc pas vous dire quand vous aurez de nos nouvelles. Cette conversation est conservée : vous pouvez fermer cette page et y revenir quand vous voulez. Dès que quelqu'un sera là, vous lirez ici le délai, inutile de répéter quoi que ce soit.")
}

func joined(first, second string) string {
	if first == "" {
		return second
	}
	return first + " " + second
}

// found says by when somebody answers who was not there when the customer wrote.
func (w words) found(by time.Time) string {
	return w.pick("There is somebody now who can answer you.", "Il y a maintenant quelqu'un pour vous répondre.") + " " + w.promise(by)
}

// held says that a person checks the answer first.
func (w words) held(by time.Time) string {
	if by.IsZero() {
		return joined(w.alone(desk.AutonomyDraft), w.nobody())
	}
	return fmt.Sprintf(w.pick("A person is checking the answer before you get it. You will hear from us here by %s.",
		"Une personne vérifie la réponse avant de vous l'envoyer. Vous aurez de nos nouvelles ici au plus tard %s."), w.when(by))
}

// added says that a further message reached the person who has the conversation.
func (w words) added(by time.Time) string {
	return w.pick("Your message has been added to your conversation.", "Votre message a été ajouté à votre conversation.") + " " + w.orNobody(by)
}

// missed admits a missed promise, and says the new time.
func (w words) missed(by time.Time) string {
	if by.IsZero() {
		return w.pick("We are sorry: we promised you an answer by now and did not keep it.",
			"Nous sommes désolés : nous vous avions promis une réponse et ne l'avons pas donnée à temps.") + " " + w.nobody()
	}
	return w.pick("We are sorry: we promised you an answer by now and did not keep it. The person in charge has been told.",
		"Nous sommes désolés : nous vous avions promis une réponse et ne l'avons pas donnée à temps. La personne responsable est prévenue.") + " " + w.promise(by)
}

// orNobody gives the promise, or says that there is nobody to make one.
func (w words) orNobody(by time.Time) string {
	if by.IsZero() {
		return w.nobody()
	}
	return w.promise(by)
}

// when gives a moment as people say it, in the team's zone, which it names.
func (w words) when(t time.Time) string {
	zone := w.roster.Team.Hours.In(w.zone)
	local, now := t.In(zone), w.now.In(zone)
	if w.french() {
		return frenchWhen(local, now)
	}
	clock := local.Format("15:04 (MST)")
	switch days(now, local) {
	case 0:
		return clock + " today"
	case 1:
		return clock + " tomorrow"
	}
	return local.Format("Monday 2 January") + ", " + clock
}

func frenchWhen(local, now time.Time) string {
	clock := fmt.Sprintf("%d h %02d (%s)", local.Hour(), local.Minute(), local.Format("MST"))
	switch days(now, local) {
	case 0:
		return "aujourd'hui à " + clock
	case 1:
		return "demain à " + clock
	}
	weekdays := [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
	months := [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
	day := strconv.Itoa(local.Day())
	if local.Day() == 1 {
		day = "1er"
	}
	return fmt.Sprintf("%s %s %s à %s", weekdays[local.Weekday()], day, months[local.Month()-1], clock)
}

// days counts the midnights between two local times.
func days(from, to time.Time) int {
	midnight := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(midnight(to).Sub(midnight(from)).Hours() / 24)
}
