package guard

import (
	"regexp"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Immutable patterns of what a customer could write to or call.
var (
	mailAddress = regexp.MustCompile(`[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+`)
	phoneNumber = regexp.MustCompile(`\+?\d(?:[\s().-]{0,2}\d){7,14}`)
)

// absent blocks numbers, names and contacts of a claim that stand in no passage and were not in the question either.
func (i *inspection) absent(n int, s statement) {
	asked := quantitiesIn(i.request.Question)
	for _, q := range s.quantities {
		if !slices.ContainsFunc(i.library.values[q.value], q.matches) && !slices.ContainsFunc(asked, q.matches) && !i.squashed(q.value) {
			i.say("numbers", desk.Block, n, "the number %q is in no source", strings.TrimSpace(q.value+" "+q.unit))
		}
	}
	for _, name := range s.names {
		if !i.squashed(name) && !strings.Contains(wordsOf(i.request.Question), " "+name+" ") && !i.named(name) && !i.named(s.initials[name]) {
			i.say("names", desk.Block, n, "the name %q is in no source", name)
		}
	}
	for _, contact := range contactsIn(s.text) {
		if !strings.Contains(i.library.contacts, contact) {
			i.say("contacts", desk.Block, n, "the address or number %q is in no source", clip(contact))
		}
	}
}

// squashed tells whether a word stands in a passage, glued to others or cut by hyphens and points as it may be.
func (i *inspection) squashed(word string) bool {
	return len(word) >= 3 && strings.Contains(i.library.squashed, word)
}

// named tells whether a word with the same stem stands in a passage.
func (i *inspection) named(name string) bool {
	stem := i.stemmer.Stem(name)
	return len(i.library.byStem[stem]) > 0
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
	return strings.ToLower(strings.NewReplacer(" ", "", "\u00a0", "", "-", "", "(", "", ")", "").Replace(text))
}

// whole runs the checks that need no aligned evidence on the answer as a whole. What the question asks beyond the answer
// is a warning here: whoever calls may have more passages than he showed.
func (i *inspection) whole() {
	in := Input{Question: i.request.Question, Language: i.language, At: i.at, Draft: i.draft}
	for n, p := range i.request.Sources {
		in.Sources = append(in.Sources, Source{
			Article: i.source(n), Unit: i.source(n), Title: p.Title, Language: i.language,
			Text: p.Text, Start: 0, End: len([]rune(p.Text)), Shown: p.Text,
		})
	}
	for n := range in.Draft.Claims {
		for _, e := range i.inspected[n].Evidence {
			in.Draft.Claims[n].Evidence = append(in.Draft.Claims[n].Evidence, desk.Evidence{Article: e.Source, Unit: e.Source, Start: e.Start, End: e.End})
		}
	}
	for _, check := range []Check{{"form", form}, {"markup", markup}, {"instructions", instructions}, {"honesty", honesty}, {"offence", offence}, {"covers", covers}} {
		findings, err := check.Run(in)
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
