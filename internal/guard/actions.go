package guard

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed phrases/actions.txt
var actionsText string

var (
	deeds                    = readDeeds(deedWords)
	actionsBook, actionsFail = parseBook(actionsText, deeds.sets)
)

// actions blocks what nobody did or scheduled: that "I" did or will do something for the customer, that something of the
// customer's has been done ("your card is now blocked", "c'est fait"), a call or message to come, and a look into the
// customer's account. What "we" do for everybody may be said where a source says that sort of deed of the company; what
// happens under a condition ("once your order has been shipped") is a rule and no report.
//
// It catches the common forms in English and French, active and passive. It cannot tell a report in the bare present
// ("your refund is paid") from a rule: the check of support stands against that. It cannot know of deeds that were truly
// done: those are for people to tell.
func actions(in Input) ([]desk.Finding, error) {
	if actionsFail != nil {
		return nil, actionsFail
	}
	a := actionReader{in: in}
	var found []desk.Finding
	for _, u := range utterances(in) {
		for _, m := range actionsBook.find(u.words) {
			if why := a.against(u, m); why != "" {
				found = append(found, desk.Finding{
					Check: "actions", Severity: desk.Block, Claim: u.claim, Message: why + ": " + saidOf(u.words[m.from:m.to]),
				})
				break
			}
		}
	}
	return found, nil
}

// actionReader keeps what was read of the sources for one run of the check.
type actionReader struct {
	in     Input
	quoted map[int]bool
	said   map[string]bool // sorts of deeds that the sources tell of the company
}

// against says why a pattern found in a sentence may not be said; empty where it may.
func (a *actionReader) against(u utterance, m phraseMatch) string {
	if m.tag == "says" || conditional(u.words, m.from) {
		return ""
	}
	behind := foldsOf(u.words[m.to:min(m.to+4, len(u.words))])
	if m.tag == "news" {
		m.tag = "will"
		if slices.ContainsFunc(behind, aboutCustomer) {
			m.tag = "done"
		}
	}
	switch m.tag {
	case "mine":
		if slices.ContainsFunc(behind, firstPerson) || u.words[m.from].quoted && a.stands(u) {
			return "" // the customer's own voice, or a button's
		}
		return "says that the assistant did or will do something"
	case "will":
		if a.stands(u) || a.told(u.words[m.from:m.to]) {
			return ""
		}
		return "promises an action that nobody scheduled"
	case "seen":
		if a.stands(u) {
			return ""
		}
		return "claims to have looked into the customer's account"
	}
	if a.stands(u) || u.words[m.from].quoted && a.titled(u.words, m.from) {
		return ""
	}
	return "reports an action that nobody did"
}

// stands tells whether a sentence stands word for word in a source that it cites.
func (a *actionReader) stands(u utterance) bool {
	if a.quoted == nil {
		a.quoted = quotedClaims(a.in)
	}
	return a.quoted[u.claim]
}

// titled tells whether what stands in quotation marks around words[at] is said so in a source: the title of a mail, a button.
func (a *actionReader) titled(words []heardWord, at int) bool {
	from, to := at, at
	for from > 0 && words[from-1].quoted {
		from--
	}
	for to < len(words) && words[to].quoted {
		to++
	}
	run := " " + strings.Join(foldsOf(words[from:to]), " ") + " "
	return strings.Contains(" "+strings.Join(foldsOf(hear(sourceText(a.in), 0)), " ")+" ", run)
}

// told tells whether a source says of the company the sort of deed that words name.
func (a *actionReader) told(words []heardWord) bool {
	if a.said == nil {
		a.said = map[string]bool{}
		for n, words := range wordsOfSources(a.in) {
			if a.in.Sources[n].Suspicious {
				continue
			}
			heard := hear(words.shown, 0)
			for _, m := range actionsBook.find(heard) {
				if sort := lastDeed(heard[m.from:m.to]); m.tag == "says" && sort != "" {
					a.said[sort] = true
				}
			}
		}
	}
	return a.said[lastDeed(words)]
}

// lastDeed gives the sort of the last deed among words, or "".
func lastDeed(words []heardWord) string {
	for _, word := range slices.Backward(words) {
		if sort := deeds.of(word.fold); sort != "" {
			return sort
		}
	}
	return ""
}

// conditional tells whether the clause that opens before words[at] is under a condition or asks: back to the last pause, a
// word says so.
func conditional(words []heardWord, at int) bool {
	for i := at; i >= 0 && i < len(words); i-- {
		if _, ok := conditionWords[words[i].fold]; ok && i < at {
			return true
		}
		if words[i].before != noPause {
			return false
		}
	}
	return false
}

var conditionWords = setOf(`if when once until unless after before whether where while whenever how why what who which because
	si lorsque lorsqu quand apres avant comment pourquoi tant jusqu qui dont`)

func firstPerson(word string) bool {
	switch word {
	case "my", "mine", "me", "myself", "mon", "ma", "mes", "moi":
		return true
	}
	return false
}

func aboutCustomer(word string) bool {
	switch word {
	case "you", "your", "yours", "it", "the", "this", "that", "vous", "votre", "vos", "le", "la", "l", "les", "cela", "ca":
		return true
	}
	return false
}

// speaksOfDeed tells whether a sentence tells of a deed of the assistant's or promises one.
func speaksOfDeed(text string) bool {
	words := hear(text, 0)
	for _, m := range actionsBook.find(words) {
		if m.tag != "says" && m.tag != "seen" && !conditional(words, m.from) {
			behind := foldsOf(words[m.to:min(m.to+4, len(words))])
			return m.tag != "mine" || !slices.ContainsFunc(behind, firstPerson)
		}
	}
	return false
}
