package ui

import "github.com/vigie-desk/vigie/internal/desk"

// MailForm is where a customer says how to be reached, or that no more mail is wanted.
type MailForm struct {
	Kind    MailKind
	Email   string // where mail goes
	Typed   string // what was typed and could not be taken
	Fault   string
	Refused bool // nobody took the last mail
}

// MailKind says what the form is for.
type MailKind string

// The kinds of form.
const (
	NoMail   MailKind = ""      // nothing to say
	AskMail  MailKind = "ask"   // nobody is there: where shall the answer go?
	HaveMail MailKind = "have"  // there is an address, to be changed or taken back
	ComeBack MailKind = "later" // there is no mail: how to come back
)

// Back is the page of a link from a mail that cannot be followed at once.
type Back struct {
	Frame
	Expired bool   // the link is too old, or goes to an address that was taken back
	Token   string // of a link that would take the place of another conversation in this browser
	Inbox   string // empty: not known
}

// MailWords are those of the customer's address.
type MailWords struct {
	Ask, AskMore, Have, HaveMore, Refused    string // Have: %s: the address
	Label, Save, Change, Stop, Invalid, Busy string
	Later, LaterMore                         string
	GoneTitle, Gone, GoneMore, Chat          string
	OtherTitle, Other, Open, Keep            string
	Fact, FactRefused                        string // for operators; FactRefused: %s: the address
}

func (Back) template() string { return "back" }

// MailFault says why an address was not taken.
func (w *Words) MailFault(kind desk.Kind) string {
	if kind == desk.Busy {
		return w.Mail.Busy
	}
	return w.Mail.Invalid
}
