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
	htmlTag = regexp.MustCompile(`(?i)<\s*/?\s*(?:a|abbr|applet|area|article|audio|b|base|body|br|button|canvas|center|code|` +
		`details|div|em|embed|font|footer|form|frame|frameset|h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|` +
		`main|marquee|math|meta|nav|noscript|object|ol|option|p|picture|portal|pre|script|section|select|slot|small|source|` +
		`span|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|title|tr|track|u|ul|video|xml)` +
		`(?:[\s/>]|$)|<!--|<!\[|<!doctype|<\?xml`)
	activeURL     = regexp.MustCompile(`(?i)(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:|data\s*:\s*(?:text|image|application)\s*/`)
	eventHandler  = regexp.MustCompile(`(?i)\bon(?:click|error|load|mouse\w+|focus|blur|key\w+|submit|toggle|pointer\w+|animation\w+)\s*=`)
	markdownImage = regexp.MustCompile(`!\[[^\]\n]*\]\s*[(\[]`)
	webAddress    = regexp.MustCompile(`(?i)(?:\b[a-z][a-z0-9+.-]{1,12}:)?//[^\s<>"'\x60)\]}]+|\bwww\.[^\s<>"'\x60)\]}]+`)
)

// markup blocks what a page could run, load or be led away by: HTML, script addresses, Markdown images, links to a host
// that the quoted sources do not name, and characters that hide or reorder text.
//
// It catches injected markup and exfiltration by image or link. It does not judge a host that the sources do name, nor a
// bare domain without "//" or "www.".
func markup(in Input) ([]desk.Finding, error) {
	var found []desk.Finding
	block := func(format string, args ...any) {
		found = append(found, desk.Finding{Check: "markup", Severity: desk.Block, Claim: desk.WholeDraft, Message: fmt.Sprintf(format, args...)})
	}
	text := in.Draft.Text
	for _, p := range []struct {
		sign    string // without which the pattern cannot match; looking for it costs nothing
		pattern *regexp.Regexp
		what    string
	}{{"<", htmlTag, "HTML"}, {":", activeURL, "an address that runs code"}, {"=", eventHandler, "a script's event handler"}, {"![", markdownImage, "an image"}} {
		if !strings.Contains(text, p.sign) {
			continue
		}
		if at := p.pattern.FindString(text); at != "" {
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
// signs, tags. A zero-width joiner between two pictographs is part of an emoji and allowed.
func hidden(text string) (rune, bool) {
	before := rune(0)
	runes := []rune(text)
	for i, r := range runes {
		switch {
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
