package guard

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// contacts blocks what a customer could open, write to or call and no source names: web addresses by host, path and
// query, mail addresses, telephone numbers, short numbers to dial; addresses made to be misread (a user before the host,
// letters of two scripts, a link whose text names another place than its target, a mail address in words). What the
// customer wrote himself may be repeated, but for web addresses.
//
// One address in two spellings is one: with or without scheme, "www." or trailing slash, a number with or without the code of
// its country. It catches every invented or altered contact; it cannot catch a true one named for the wrong matter.
func contacts(in Input) ([]desk.Finding, error) {
	var found []desk.Finding
	block := func(format string, args ...any) {
		found = append(found, desk.Finding{Check: "contacts", Severity: desk.Block, Claim: desk.WholeDraft, Message: fmt.Sprintf(format, args...)})
	}
	text := in.Draft.Text
	if word := mixedScript(text); word != "" {
		block("%q mixes letters of two scripts that look alike", clip(word))
	}
	if mailWorded(text) {
		if m := mailInWords.FindString(text); m != "" && !strings.Contains(sourceText(in), m) {
			block("%q hides a mail address in words", clip(m))
		}
	}
	for _, m := range linksIn(text) {
		if why := disguised(m[1], m[2]); why != "" && !strings.Contains(sourceText(in), m[0]) {
			block("%s", why)
		}
	}
	said := readContacts(text)
	if len(said.links)+len(said.mails)+len(said.phones) == 0 && !strings.Contains(text, "](") {
		return found, nil
	}
	k := newKnownContacts(in)
	for _, m := range linksIn(text) {
		if within(m[2]) && !strings.Contains(k.text, "("+m[2]) {
			block("the link to %q stands in no source", clip(m[2]))
		}
	}
	for _, why := range k.against(said) {
		block("%s", why)
	}
	return found, nil
}

// linksIn gives the Markdown links of a text: each whole, what it shows, and where it leads.
func linksIn(text string) [][]string {
	if !strings.Contains(text, "](") {
		return nil
	}
	return markdownLink.FindAllStringSubmatch(text, -1)
}

// mailWorded tells whether a text holds the words or brackets with which an address is spelt out.
func mailWorded(text string) bool {
	low := lowered(text)
	if strings.ContainsAny(text, "[({<") && holdsAny(low, "at", "arobase", "@") {
		return true
	}
	return holdsAny(low, " at ", " arobase ", " chez ") && holdsAny(low, " dot ", " point ")
}

// within tells whether a link's target is a place on the same site.
func within(target string) bool {
	return !strings.Contains(target, "//") && !strings.Contains(target, ":") && !strings.HasPrefix(target, "#") && !strings.HasPrefix(strings.ToLower(target), "www.")
}

// disguised says how a link's text misnames its target; empty where it does not.
func disguised(text, target string) string {
	shown, real := readContacts(text), readContacts(target)
	if mail, ok := strings.CutPrefix(strings.ToLower(target), "mailto:"); ok {
		if strings.Contains(mail, "?") {
			return fmt.Sprintf("the mail link %q fills in more than an address", clip(target))
		}
		real.mails = []string{mail}
	}
	for _, a := range shown.links {
		if !slices.ContainsFunc(real.links, func(b address) bool { return a.host == b.host || strings.HasSuffix(b.host, "."+a.host) }) {
			return fmt.Sprintf("the link shows %q and leads to %q", clip(a.written), clip(target))
		}
	}
	for _, m := range shown.mails {
		if !slices.Contains(real.mails, m) {
			return fmt.Sprintf("the link shows %q and leads to %q", clip(m), clip(target))
		}
	}
	return ""
}

// knownContacts is what the sources name, and what the customer wrote.
type knownContacts struct {
	contactsOf
	french bool
	text   string // of the sources
	own    contactsOf
	asked  string
}

func newKnownContacts(in Input) knownContacts {
	k := knownContacts{french: in.Language == desk.French, text: sourceText(in), asked: in.Question}
	k.contactsOf = readContacts(k.text)
	for _, s := range in.Sources {
		if s.URL != "" {
			k.links = append(k.links, addressOf(s.URL))
		}
	}
	for _, value := range in.Attributes {
		k.asked += "\n" + value
	}
	k.own = readContacts(k.asked)
	return k
}

// readSourceText puts the words of the sources together: see sourceText.
func readSourceText(in Input) string {
	var b strings.Builder
	for n, words := range wordsOfSources(in) {
		s := &in.Sources[n]
		if s.Suspicious {
			continue
		}
		b.WriteString(s.Title + "\n" + words.raw + "\n")
		if words.shown != words.raw {
			b.WriteString(words.shown + "\n")
		}
	}
	return b.String()
}

// against says what of the contacts said is not known.
func (k knownContacts) against(said contactsOf) []string {
	var wrong []string
	for _, a := range said.links {
		switch {
		case a.user:
			wrong = append(wrong, fmt.Sprintf("the address %q names a user before its host", clip(a.written)))
		case inKnown(a.key, k.links):
		case slices.ContainsFunc(k.links, func(b address) bool { return b.host != a.host && lookalike(b.host) == lookalike(a.host) }):
			wrong = append(wrong, fmt.Sprintf("the address %q looks like one of the sources and is another", clip(a.written)))
		default:
			wrong = append(wrong, fmt.Sprintf("the address %q stands in no source", clip(a.written)))
		}
	}
	for _, m := range said.mails {
		if !slices.Contains(k.mails, m) && !slices.Contains(k.own.mails, m) {
			wrong = append(wrong, fmt.Sprintf("the mail address %q stands in no source", clip(m)))
		}
	}
	for _, p := range said.phones {
		is := func(q phone) bool { return p.same(q, k.french) }
		if slices.ContainsFunc(k.phones, is) || slices.ContainsFunc(k.own.phones, is) || k.holds(p.digits) {
			continue
		}
		wrong = append(wrong, fmt.Sprintf("the number %q stands in no source", clip(p.written)))
	}
	return wrong
}

// holds tells whether digits stand together in the sources or the customer's words, between other signs.
func (k knownContacts) holds(digits string) bool {
	for _, text := range []string{k.text, k.asked} {
		for from := 0; ; {
			i := strings.Index(text[from:], digits)
			if i < 0 {
				break
			}
			i += from
			j := i + len(digits)
			if (i == 0 || text[i-1] < '0' || text[i-1] > '9') && (j == len(text) || text[j] < '0' || text[j] > '9') {
				return true
			}
			from = j
		}
	}
	return false
}
