package guard

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Immutable patterns; every one of them is linear in the length of the text (package regexp never backtracks).
var (
	htmlTag = regexp.MustCompile(`(?i)</?(?:a|b|i|p|s|u)(?:[\s/>]|$)|<\s*/?\s*(?:abbr|applet|area|article|audio|base|body|br|button|canvas|center|code|` +
		`details|div|em|embed|font|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|img|input|label|li|link|` +
		`main|marquee|math|meta|nav|noscript|object|ol|option|picture|portal|pre|script|section|select|slot|small|source|` +
		`span|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|title|tr|track|ul|video|xml)` +
		`(?:[\s/>]|$)|<!--|<!\[|<!doctype|<\?xml`)
	activeURL     = regexp.MustCompile(`(?i)(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:|data\s*:\s*(?:[a-z]+\s*/[a-z0-9.+-]+\s*[;,]|(?:text|image|application)\s*/)|\b(?:file|intent|jar|view-source|filesystem)://|\bblob:http`)
	eventHandler  = regexp.MustCompile(`(?i)\bon(?:click|error|load|mouse\w+|focus|blur|key\w+|submit|toggle|pointer\w+|animation\w+)\s*=`)
	styleRule     = regexp.MustCompile(`(?i)@import\s+(?:url|["'])|\burl\(\s*["']?(?:https?:|//|data:)|\bexpression\s*\(|(?:^|[\s}])[.#]?[a-z][\w-]*\s*\{\s*[a-z-]{3,30}\s*:[^{}\n"]{1,80};?[^{}]{0,200}\}`)
	maskedTag     = regexp.MustCompile(`(?i)&(?:lt|#0*60|#x0*3c);?\s*/?\s*[a-z!]|\\u003c\s*/?[a-z]|%3c\s*/?(?:script|img|svg|iframe|a)\b`)
	terminalCode  = regexp.MustCompile(`(?i)\\(?:x1b|033|u001b|e)\[|\[\d{1,3}(?:;\d{1,3}){0,4}m`)
	activeTag     = regexp.MustCompile(`(?i)<\s*/?\s*(?:applet|base|embed|form|frame|frameset|iframe|img|input|link|meta|object|script|style|svg|video|audio|math)(?:[\s/>]|$)`)
	fencedCode    = regexp.MustCompile("(?s)```[^`]+```")
	markdownImage = regexp.MustCompile(`!\[[^\]\n]*\]\s*[(\[]`)
	webAddress    = regexp.MustCompile(`(?i)(?:\b[a-z][a-z0-9+.-]{1,12}:)?//[^\s<>"'\x60)\]}]+|\bwww\.[^\s<>"'\x60)\]}]+`)
)

// markup blocks what a page, a mail or a terminal could run, load or be led away by: HTML plain and disguised, style sheets,
// script addresses, Markdown images, control codes, links to a host that the quoted sources do not name, and characters that
// hide or reorder text. A block of code that a source has too may hold HTML that does nothing.
//
// It catches injected markup and exfiltration by image or link. It does not judge a path on a host that the sources do name:
// check contacts does.
func markup(in Input) ([]desk.Finding, error) {
	var found []desk.Finding
	block := func(format string, args ...any) {
		found = append(found, desk.Finding{Check: "markup", Severity: desk.Block, Claim: desk.WholeDraft, Message: fmt.Sprintf(format, args...)})
	}
	text := in.Draft.Text
	outside := text // of code blocks that a source has too
	if strings.Contains(text, "```") {
		known := sourceText(in)
		outside = fencedCode.ReplaceAllStringFunc(text, func(code string) string {
			if strings.Contains(known, code) {
				return "|"
			}
			return code
		})
	}
	for _, p := range []struct {
		sign    string // without which the pattern cannot match; looking for it costs nothing
		pattern *regexp.Regexp
		what    string
		in      string
	}{
		{"<", htmlTag, "HTML", outside},
		{"<", activeTag, "HTML that acts", text},
		{":", activeURL, "an address that runs code", text},
		{"=", eventHandler, "a script's event handler", text},
		{"![", markdownImage, "an image", text},
		{"(", styleRule, "a style sheet", outside},
		{"{", styleRule, "a style sheet", outside},
		{"[", terminalCode, "a terminal's control code", text},
		{"&", maskedTag, "HTML in disguise", outside},
		{"\\u", maskedTag, "HTML in disguise", outside},
		{"%", maskedTag, "HTML in disguise", outside},
	} {
		if !strings.Contains(p.in, p.sign) {
			continue
		}
		if at := p.pattern.FindString(p.in); at != "" {
			block("the draft holds %s: %q", p.what, clip(at))
		}
	}
	if r, bad := hidden(text); bad {
		block("the draft holds the invisible character %U", r)
	}
	addresses := addressesIn(text)
	if len(addresses) == 0 {
		return found, nil
	}
	known := hostsOf(in)
	for _, address := range addresses {
		if host := hostOf(address); !known[host] {
			block("the draft links to %q, which no quoted source names", clip(host))
		}
	}
	return found, nil
}

// hidden gives the first character that a reader cannot see and a machine can: controls, direction marks, zero-width
// signs, tags, blank letters, heaps of accents and of variation marks. A zero-width joiner between two pictographs is part of
// an emoji and allowed.
func hidden(text string) (rune, bool) {
	before, marks := rune(0), 0
	runes := []rune(text)
	for i, r := range runes {
		if unicode.Is(unicode.Mn, r) && r != '\ufe0f' && r != '\ufe0e' {
			marks++
		} else {
			marks = 0
		}
		switch {
		case marks >= 3, r >= '\ufe00' && r <= '\ufe0d', r >= 0xE0100 && r <= 0xE01EF, (r == '\ufe0f' || r == '\ufe0e') && (before == 0 || before == '\ufe0f'),
			r == '\u115f', r == '\u1160', r == '\u3164', r == '\uffa0', r == '\u2800':
			return r, true
		case r == '\n' || r == '\r' || r == '\t':
		case r == '\u200d' && pictograph(before) && i+1 < len(runes) && pictograph(runes[i+1]):
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
			return r, true
		}
		if r != '\ufe0f' {
			before = r
		}
	}
	return 0, false
}

func pictograph(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF || r == 0x2640 || r == 0x2642
}

// addressesIn gives the web addresses of a text.
func addressesIn(text string) []string {
	if !strings.Contains(text, "//") && !strings.Contains(strings.ToLower(text), "www.") {
		return nil
	}
	return webAddress.FindAllString(text, -1)
}

// hostsOf gives the hosts that the cited units and their pages name.
func hostsOf(in Input) map[string]bool {
	hosts := map[string]bool{}
	for _, s := range citedSources(in) {
		raw, shown := s.words()
		for _, text := range []string{raw, shown, s.URL} {
			for _, address := range addressesIn(text) {
				hosts[hostOf(address)] = true
			}
		}
	}
	return hosts
}

// hostOf gives the host of an address in lower case, without user, port and path. An address that names a user in front
// of its host is given as it stands: it is made to be misread, and equals only itself.
func hostOf(address string) string {
	_, rest, found := strings.Cut(address, "//")
	if !found {
		rest = address
	}
	if end := strings.IndexAny(rest, "/?#\\"); end >= 0 {
		rest = rest[:end]
	}
	if strings.Contains(rest, "@") {
		return address
	}
	host, _, _ := strings.Cut(rest, ":")
	return strings.ToLower(strings.TrimRight(host, ".,;!"))
}
