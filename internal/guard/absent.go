package guard

import (
	"regexp"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Immutable patterns of what a customer could write to or call.
var (
	mailAddress = regexp.MustCompile(`[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+`)
	phoneNumber = regexp.MustCompile(`\+?\d(?:[\s().-]{0,2}\d){7,14}`)
)

// contacts blocks addresses and telephone numbers that stand in no passage.
func (i *inspection) contacts(n int, text string) {
	for _, contact := range contactsIn(text) {
		if !strings.Contains(i.in.study.library.contacts, contact) {
			i.say("contacts", desk.Block, n, "the address or number %q is in no source", clip(contact))
		}
	}
}

// contactsIn gives the mail addresses, telephone numbers and web hosts of a text in one spelling.
func contactsIn(text string) []string {
	var contacts []string
	for _, m := range mailAddress.FindAllString(text, -1) {
		contacts = append(contacts, contactText(m))
	}
	for _, p := range phoneNumber.FindAllString(text, -1) {
		contacts = append(contacts, contactText(p))
	}
	for _, a := range addressesIn(text) {
		contacts = append(contacts, contactText(hostOf(a)))
	}
	return contacts
}

// contactText gives a text in lower case without the signs that people put into telephone numbers.
func contactText(text string) string {
	return strings.ToLower(phoneMarks.Replace(text))
}

var phoneMarks = strings.NewReplacer(" ", "", "\u00a0", "", "-", "", "(", "", ")", "")

// whole runs the checks that need no aligned evidence on the answer as a whole. What the question asks beyond the answer
// is a warning here: whoever calls may have more passages than he showed.
func (i *inspection) whole() {
	for _, check := range append(speechChecks(), Check{"form", form}, Check{"language", language}, Check{"covers", covers}) {
		findings, err := check.Run(i.in)
		if err != nil {
			i.say(check.Name, desk.Block, desk.WholeDraft, "the check could not look: %v", err)
		}
		for _, f := range findings {
			if check.Name == "covers" && f.Severity == desk.Block {
				f.Severity = desk.Warn
			}
			i.say(f.Check, f.Severity, f.Claim, "%s", f.Message)
		}
	}
}
