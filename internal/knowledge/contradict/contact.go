package contradict

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	mailAddress = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}`)
	phoneNumber = regexp.MustCompile(`\+?\(?\d[\d().\x{a0} -]{7,18}\d`)
	webAddress  = regexp.MustCompile(`https?://[^\s<>"'()]+[^\s<>"'().,;:!?]`)
)

// contacts reads the addresses and telephone numbers of a sentence.
func contacts(text string, words []word) []value {
	var found []value
	add := func(unit, form string, from, to int) {
		if madeUp(form) {
			return
		}
		start := utf8.RuneCountInString(text[:from])
		end := start + utf8.RuneCountInString(text[from:to])
		v := value{kind: Contact, unit: unit, text: form, first: -1}
		for i, w := range words {
			if w.Start >= start && w.End <= end {
				if v.first < 0 {
					v.first = i
				}
				v.last = i + 1
			}
		}
		if v.first >= 0 {
			found = append(found, v)
		}
	}
	if strings.Contains(text, "@") {
		for _, at := range mailAddress.FindAllStringIndex(text, -1) {
			add("e-mail", strings.ToLower(text[at[0]:at[1]]), at[0], at[1])
		}
	}
	if strings.Contains(text, "://") {
		for _, at := range webAddress.FindAllStringIndex(text, -1) {
			add("web", strings.TrimSuffix(text[at[0]:at[1]], "/"), at[0], at[1])
		}
	}
	if len(onlyDigits(text)) < 9 {
		return found
	}
	for _, at := range phoneNumber.FindAllStringIndex(text, -1) {
		if form := onlyDigits(text[at[0]:at[1]]); len(form) >= 9 && len(form) <= 15 && strings.ContainsAny(text[at[0]:at[1]], " .-+\u00a0") {
			add("telephone", form, at[0], at[1])
		}
	}
	return found
}

func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// madeUp tells addresses that stand for the reader's own ("user@domain.tld", "https://example.org/admin"), or that name
// their language and so differ in every translation.
func madeUp(form string) bool {
	for _, part := range strings.FieldsFunc(strings.ToLower(form), func(r rune) bool { return strings.ContainsRune("/.@_-#:?=&", r) }) {
		switch part {
		case "example", "exemple", "tld", "domain", "domaine", "localhost", "username", "user", "name", "fr", "en", "gb", "us":
			return true
		}
		for _, mark := range []string{"your", "votre", "mydomain", "mondomaine", "monsite", "mysite", "domain", "domaine", "nomde"} {
			if strings.Contains(part, mark) {
				return true
			}
		}
	}
	return strings.Contains(form, "mon.") || strings.Contains(form, "my.")
}
