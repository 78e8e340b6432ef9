package guard

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// Immutable patterns of what a customer could open or write to; letters of any script, so that a strange one is seen.
var (
	linkPattern = regexp.MustCompile(`(?i)(?:\b[a-z][a-z0-9+.-]{1,15}:)?//[^\s<>"'\x60)\]}»”|]+|\bwww\.[^\s<>"'\x60)\]}»”|]+`)
	mailPattern = regexp.MustCompile(`[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}`)
	barePattern = regexp.MustCompile(`(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,8}[\p{L}\p{N}-]{2,24}(?::\d{2,5})?(?:/[^\s<>"'\x60)\]}»”|]*)?`)
	// mailInWords is an address spelt so that no machine should know it.
	mailInWords = regexp.MustCompile(`(?i)\b[\p{L}\p{N}._+-]+\s*[\[({<]\s*(?:at|arobase|@)\s*[\])}>]\s*[\p{L}\p{N}-]+|` +
		`\b[\p{L}\p{N}._+-]{2,} (?:at|arobase|chez) [\p{L}\p{N}-]{2,} (?:dot|point) [\p{L}]{2,}\b`)
	markdownLink = regexp.MustCompile(`\[([^\]\n]*)\]\(\s*<?([^)\s>]+)`)
)

// topLevels are the endings by which a bare word with points is told to be a host. File names and versions have others.
var topLevels = setOf(`com org net info biz edu gov int mil eu fr uk de be ch ca es nl lu ie au nz it at pt pl se no dk fi us io co ai app dev
	me tv gg ly to sh xyz site online shop store tech cloud help support link click top live page web email group team world zone ru cn jp in br mx
	za example test invalid onion bank insurance credit finance money pay club fun icu vip work one gmbh paris london bzh corsica alsace re pf nc gouv`)

// address is a web address in parts. key is what two spellings of one address have in common: no scheme, no "www.", no
// trailing slash or point, no fragment, no tracking parameters.
type address struct {
	written string
	host    string // lower case, without "www.", with a port that is not its scheme's
	key     string
	user    bool // names a user before its host, to be misread
}

// addressOf reads a web address. The signs of a sentence behind it are no part of it.
func addressOf(written string) address {
	written = strings.TrimRight(written, ".,;:!?…*_'\"")
	a := address{written: written}
	scheme, rest, found := strings.Cut(written, "//")
	if !found {
		scheme, rest = "", written
	}
	rest = strings.ReplaceAll(rest, `\`, "/")
	host, path := rest, ""
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		host, path = rest[:i], rest[i:]
	}
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		a.user, host = true, host[i+1:]
	}
	host = strings.ToLower(host)
	if name, port, ok := strings.Cut(host, ":"); ok && (port == "80" || port == "443" || port == "") && !strings.EqualFold(scheme, "ftp:") {
		host = name
	}
	a.host = strings.TrimPrefix(strings.TrimRight(host, "."), "www.")
	path, _, _ = strings.Cut(path, "#")
	path, query, _ := strings.Cut(path, "?")
	a.key = a.host + strings.TrimRight(path, "/")
	if kept := withoutTracking(query); kept != "" {
		a.key += "?" + kept
	}
	return a
}

// withoutTracking gives a query without the parameters that only count visitors.
func withoutTracking(query string) string {
	var kept []string
	for p := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(strings.ToLower(p), "=")
		switch {
		case p == "", strings.HasPrefix(name, "utm_"), name == "gclid", name == "fbclid", name == "mc_cid", name == "mc_eid", name == "msclkid":
		default:
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "&")
}

// contactsOf is what a text names that can be opened, written to or called.
type contactsOf struct {
	links  []address
	mails  []string // lower case
	phones []phone
}

// readContacts finds the contacts of a text. What was read as one kind is not read as another.
func readContacts(text string) contactsOf {
	var c contactsOf
	rest := text
	if strings.Contains(rest, "//") || holdsWorldWide(rest) {
		rest = take(rest, linkPattern, func(m string) bool {
			c.links = append(c.links, addressOf(m))
			return true
		})
	}
	if strings.Contains(rest, "@") {
		rest = take(rest, mailPattern, func(m string) bool {
			c.mails = append(c.mails, strings.ToLower(strings.TrimRight(m, ".-")))
			return true
		})
	}
	if dotted(rest) {
		rest = take(rest, barePattern, func(m string) bool {
			a := addressOf(m)
			if !likeHost(m, a.host) {
				return false
			}
			c.links = append(c.links, a)
			return true
		})
	}
	c.phones = phonesIn(rest)
	return c
}

// take calls use for every match of a pattern and blanks those that it takes.
func take(text string, pattern *regexp.Regexp, use func(string) bool) string {
	places := pattern.FindAllStringIndex(text, -1)
	if places == nil {
		return text
	}
	out := []byte(text)
	for _, at := range places {
		if use(text[at[0]:at[1]]) {
			for i := at[0]; i < at[1]; i++ {
				out[i] = '|'
			}
		}
	}
	return string(out)
}

// likeHost tells whether words with points between them are a host's name: its ending is one of hosts and no capital opens
// the word before it, as a sentence without a space behind its point would have.
func likeHost(written, host string) bool {
	name, _, _ := strings.Cut(host, ":")
	i := strings.LastIndexByte(name, '.')
	if i < 2 {
		return false
	}
	if _, ok := topLevels[analysis.Fold(name[i+1:])]; !ok && !strings.HasPrefix(name[i+1:], "xn--") {
		return false
	}
	if strings.Trim(name[:i], "0123456789.") == "" {
		return false
	}
	head, _, _ := strings.Cut(written, "/")
	tail := head[strings.LastIndexByte(head, '.')+1:]
	return tail == "" || !unicode.IsUpper([]rune(tail)[0]) || strings.ToUpper(head) == head
}

// lookalike gives a word as it would be misread: letters of other scripts and signs that look like Latin letters, and
// pairs that look like one.
func lookalike(text string) string {
	text = analysis.Fold(strings.NewReplacer("I", "l", "0", "o", "O", "o", "1", "l", "|", "l").Replace(text))
	var b strings.Builder
	for _, r := range text {
		if twin, ok := twins[r]; ok {
			r = twin
		}
		if r != '-' && !unicode.Is(unicode.Cf, r) {
			b.WriteRune(r)
		}
	}
	return strings.NewReplacer("rn", "m", "vv", "w", "cl", "d", "i", "l").Replace(b.String())
}

// twins are letters that look like Latin ones: Unicode's confusables of Cyrillic, Greek and Armenian, lower case.
var twins = map[rune]rune{
	'а': 'a', 'в': 'b', 'с': 'c', 'ԁ': 'd', 'е': 'e', 'һ': 'h', 'і': 'i', 'ј': 'j', 'к': 'k', 'ӏ': 'l', 'м': 'm', 'н': 'h', 'о': 'o',
	'р': 'p', 'ԛ': 'q', 'ѕ': 's', 'т': 't', 'у': 'y', 'ѵ': 'v', 'ԝ': 'w', 'х': 'x', 'α': 'a', 'β': 'b', 'ε': 'e', 'η': 'n', 'ι': 'i', 'κ': 'k',
	'ν': 'v', 'ο': 'o', 'ρ': 'p', 'τ': 't', 'υ': 'u', 'χ': 'x', 'γ': 'y', 'ω': 'w', 'օ': 'o', 'ս': 'u', 'հ': 'h', 'ո': 'n', 'ց': 'g', 'ı': 'i',
}

// mixedScript gives a word of a text that mixes Latin letters with look-alikes of another script.
func mixedScript(text string) string {
	if !otherScript(text) {
		return ""
	}
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }) {
		latin, twin := 0, 0
		for _, r := range word {
			if unicode.Is(unicode.Latin, r) {
				latin++
			} else if _, ok := twins[unicode.ToLower(r)]; ok {
				twin++
			}
		}
		if latin >= 2 && twin > 0 {
			return word
		}
	}
	return ""
}

// inKnown tells whether a key is one of those known or, without a query, the beginning of one at a slash: the home page of
// a site may be named where one of its pages is known.
func inKnown(key string, known []address) bool {
	return slices.ContainsFunc(known, func(k address) bool {
		return k.key == key || !strings.Contains(key, "?") && strings.HasPrefix(k.key, key) && (k.key[len(key)] == '/' || k.key[len(key)] == '?')
	})
}
