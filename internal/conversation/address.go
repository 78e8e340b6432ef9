package conversation

import (
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

const (
	longestAddress = 254 // RFC 5321, less the brackets
	longestLocal   = 64
	localSigns     = "!#$%&'*+/=?^_`{|}~.-"
)

// Address gives a mail address as it is kept, the empty one for an empty text. Invalid for what is none. It takes what
// mail servers everywhere take, and no quoted parts, comments or names: nothing that could become a second header or a
// second recipient.
func Address(text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", nil
	}
	local, domain, found := strings.Cut(text, "@")
	if !found || len(text) > longestAddress || !localPart(local) || !domainName(domain) {
		return "", desk.Errorf(desk.Invalid, "email: this is not a mail address; write it like name@example.org")
	}
	return local + "@" + strings.ToLower(domain), nil
}

func localPart(text string) bool {
	if text == "" || len(text) > longestLocal || strings.HasPrefix(text, ".") || strings.HasSuffix(text, ".") || strings.Contains(text, "..") {
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool { return !plainSign(r) && !strings.ContainsRune(localSigns, r) })
}

// domainName takes a name with a dot in it: mail to this machine itself is nothing that a customer asks for.
func domainName(text string) bool {
	labels := strings.Split(text, ".")
	if len(labels) < 2 {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return false
		}
		if strings.ContainsFunc(label, func(r rune) bool { return !plainSign(r) && r != '-' }) {
			return false
		}
	}
	// A number at the end would be an address of a machine, not a name.
	return strings.ContainsFunc(labels[len(labels)-1], func(r rune) bool { return r < '0' || r > '9' })
}

func plainSign(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}
