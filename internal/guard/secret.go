package guard

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// Immutable patterns of what opens something to whoever has it.
var (
	keyPrefix = regexp.MustCompile(`\b(?:sk|pk|rk|ak|api|key|tok|token|secret)[-_](?:live|test|prod|proj|ant|or)?[-_]?[A-Za-z0-9]{12,}|` +
		`\b(?:AKIA|ASIA)[A-Z0-9]{12,}|\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}|\bglpat-[A-Za-z0-9_-]{16,}|\bxox[abprs]-[A-Za-z0-9-]{10,}|` +
		`\bAIza[A-Za-z0-9_-]{20,}|\bnpm_[A-Za-z0-9]{20,}|\bhf_[A-Za-z0-9]{20,}|\bSG\.[A-Za-z0-9_-]{16,}|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}`)
	keyBlock   = regexp.MustCompile(`-----BEGIN [A-Z ]{0,30}(?:PRIVATE KEY|CERTIFICATE|SECRET)`)
	keyToken   = regexp.MustCompile(`[A-Za-z0-9][A-Za-z0-9_\-+=]{14,}[A-Za-z0-9=]`)
	cardNumber = regexp.MustCompile(`\b[2-6]\d{3}(?:[ \x{a0}\x{202f}.-]?\d){8,15}\b`)
	ibanNumber = regexp.MustCompile(`\b[A-Z]{2}\d{2}(?:[ \x{a0}\x{202f}-]?[A-Z0-9]){11,30}\b`)
	ssnUS      = regexp.MustCompile(`\b\d{3}-\d{2}-\d{4}\b`)
	nirFrench  = regexp.MustCompile(`\b[1-478][ \x{a0}.]?\d{2}[ \x{a0}.]?(?:0[1-9]|1[0-2]|[2-9]\d)[ \x{a0}.]?(?:\d{2}|2[AB])[ \x{a0}.]?\d{3}[ \x{a0}.]?\d{3}[ \x{a0}.]?\d{2}\b`)
	credential = regexp.MustCompile(`(?i)\b(?:password|passcode|passphrase|pass ?word|pin(?: code)?|secret(?: key| code)?|token|api[ -]key|access[ -](?:code|key)|security code|cvv|cvc|one-time code|login|username|` +
		`mot de passe|code (?:secret|pin|confidentiel|d'accès|de sécurité)|clé (?:d'api|api|secrète|d'accès)|jeton|identifiant)\s*(?:(?:[\p{L}']+\s+){0,4}(?:is|are|est|sera)\s*:?|\s*[:=])\s*["'«“\x60*]{0,3}\s*([^\s"'»”\x60*,;]{3,})`)
)

// secretIn says what secret a reply shows that no source does: a key or token, by its known beginning or because it is a
// long run of mixed letters and digits; a password or code behind its name; a payment card by Luhn's sum, an account by
// ISO 13616's, a social security number. A card's number is not repeated to the customer who wrote it either.
func secretIn(in Input) string {
	text := in.Draft.Text
	known := sourceText(in)
	if strings.Contains(text, "-----BEGIN") {
		if m := keyBlock.FindString(text); m != "" && !strings.Contains(known, m) {
			return "shows a key: " + clip(m)
		}
	}
	if prefixedKey(text) {
		for _, m := range keyPrefix.FindAllString(text, -1) {
			if !strings.Contains(known, m) {
				return "shows a key: " + masked(m)
			}
		}
	}
	if tokenLike(text) {
		asked := askedText(in, known)
		for _, m := range keyToken.FindAllString(linkPattern.ReplaceAllString(text, " "), -1) {
			if randomLooking(m) && !strings.Contains(asked, m) {
				return "shows what looks like a key: " + masked(m)
			}
		}
	}
	if credentialNamed(text) {
		for _, m := range credential.FindAllStringSubmatch(text, -1) {
			if value := strings.TrimRight(m[1], ".!?:)"); codeLike(value) && !strings.Contains(known, value) {
				return "shows a password or a code: " + masked(value)
			}
		}
	}
	return numberedSecret(in, known)
}

// askedText gives the sources' words with the customer's.
func askedText(in Input, known string) string {
	var b strings.Builder
	b.WriteString(known + "\n" + in.Question)
	for _, value := range in.Attributes {
		b.WriteString("\n" + value)
	}
	return b.String()
}

// credentialNamed tells whether a text names what opens something, and holds a sign that a password or code has.
func credentialNamed(text string) bool {
	return (strings.ContainsAny(text, "!@#$%&*+=?") || strings.ContainsFunc(text, unicode.IsDigit)) && holdsAny(lowered(text),
		"pass", "pin", "secret", "token", "key", "access", "code", "cvv", "cvc", "login", "username", "mot de passe", "clé", "jeton", "identifiant")
}

// numberedSecret looks for numbers that carry a check sum. known is the sources' words.
func numberedSecret(in Input, known string) string {
	text := in.Draft.Text
	insured := strings.Contains(text, "-") && longNumber(text, 9)
	if !insured && !accountLike(text) && !longNumber(text, 13) {
		return ""
	}
	return numberShown(text, squeezed(known), squeezed(askedText(in, known)))
}

// numberShown looks for such numbers in a text. known and asked are the sources, and these with the customer's words, both
// without blanks.
func numberShown(text, known, asked string) string {
	for _, m := range cardNumber.FindAllString(text, -1) {
		digits := onlyDigits(m)
		if len(digits) >= 13 && len(digits) <= 19 && luhn(digits) && !strings.Contains(known, digits) && !strings.Contains(asked, "order"+digits) {
			return "shows the number of a payment card: " + masked(digits)
		}
	}
	for _, m := range ibanNumber.FindAllString(text, -1) {
		if iban := squeezed(m); validIBAN(iban) && !strings.Contains(asked, iban) {
			return "shows the number of a bank account: " + masked(iban)
		}
	}
	for _, m := range ssnUS.FindAllString(text, -1) {
		if !strings.Contains(asked, strings.ReplaceAll(m, "-", "")) {
			return "shows what looks like a social security number: " + masked(m)
		}
	}
	for _, m := range nirFrench.FindAllString(text, -1) {
		if nir := squeezed(m); validNIR(nir) && !strings.Contains(asked, nir) {
			return "shows a social security number: " + masked(nir)
		}
	}
	return ""
}

// masked shows the ends of a secret only: findings are kept.
func masked(secret string) string {
	runes := []rune(secret)
	if len(runes) < 8 {
		return fmt.Sprintf("%d characters", len(runes))
	}
	return string(runes[:4]) + "…, " + fmt.Sprintf("%d characters", len(runes))
}

// squeezed gives a text without blanks, points and hyphens.
func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '.' || r == '-' {
			return -1
		}
		return r
	}, text)
}

// randomLooking tells whether a run of letters and digits changes between small, capital and digit as often as no word or
// order number does.
func randomLooking(run string) bool {
	kinds, changes := [3]int{}, 0
	before := -1
	for _, r := range run {
		kind := 2
		switch {
		case r >= 'a' && r <= 'z':
			kind = 0
		case r >= 'A' && r <= 'Z':
			kind = 1
		case r < '0' || r > '9':
			before = -1
			continue
		}
		kinds[kind]++
		if before >= 0 && kind != before {
			changes++
		}
		before = kind
	}
	mixed := kinds[2] > 0 && (kinds[0] > 0 || kinds[1] > 0)
	if kinds[0] > 0 && kinds[1] > 0 && kinds[2] > 0 {
		return changes >= 5
	}
	return mixed && changes >= 7
}

// codeLike tells whether a word behind "password is" is one, not the beginning of a phrase about passwords.
func codeLike(word string) bool {
	digits, letters, capitals, signs := 0, 0, 0, 0
	for i, r := range word {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsUpper(r) && i > 0:
			capitals++
		case unicode.IsLetter(r):
			letters++
		default:
			signs++
		}
	}
	return digits > 0 && digits+letters+capitals >= 4 || signs > 0 && letters >= 3 && strings.ContainsAny(word, "!@#$%&*+=?") || capitals > 0 && letters > 3 && signs == 0 && digits > 0
}

// luhn tells whether a card number's digits sum to a multiple of ten (ISO/IEC 7812-1, annex B).
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// validIBAN tells whether an account number leaves 1 modulo 97 (ISO 13616-1).
func validIBAN(iban string) bool {
	if len(iban) < 15 || len(iban) > 34 {
		return false
	}
	rest := 0
	for _, c := range []byte(iban[4:] + iban[:4]) {
		switch {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return rest == 1
}

// validNIR tells whether a French social security number's key is 97 less the rest of its digits; Corsica's 2A and 2B count
// as 19 and 18.
func validNIR(nir string) bool {
	nir = strings.NewReplacer("2A", "19", "2B", "18").Replace(nir)
	if len(nir) != 15 {
		return false
	}
	rest := 0
	for _, c := range []byte(nir[:13]) {
		if c < '0' || c > '9' {
			return false
		}
		rest = (rest*10 + int(c-'0')) % 97
	}
	return nir[13:] == fmt.Sprintf("%02d", 97-rest)
}
