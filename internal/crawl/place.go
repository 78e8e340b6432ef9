package crawl

import (
	"encoding/hex"
	"net/url"
	"path"
	"strings"
)

// tidy puts an address into its one form: host in lower case, no usual port, no fragment, "/" for no path.
func tidy(u *url.URL) {
	u.Scheme, u.Host, u.Fragment, u.RawFragment = strings.ToLower(u.Scheme), strings.ToLower(u.Host), "", ""
	switch u.Scheme {
	case "http":
		u.Host = strings.TrimSuffix(u.Host, ":80")
	case "https":
		u.Host = strings.TrimSuffix(u.Host, ":443")
	}
	u.Host = strings.TrimSuffix(u.Host, ":")
	if u.Path == "" {
		u.Path = "/"
	}
}

// sameHost tells whether two tidy addresses are of one host: http and https on their usual ports are.
func sameHost(a, b *url.URL) bool { return a.Host == b.Host }

// placeOf gives a page's place on its site: the path without slashes at its ends, "index" for the root, with its query.
// Two spellings of one address have one place.
func placeOf(u *url.URL) string {
	place := strings.Trim(path.Clean("/"+normal(u.EscapedPath())), "/")
	if place == "" {
		place = "index"
	}
	if u.RawQuery != "" {
		place += "?" + strings.NewReplacer("/", "%2F", "#", "%23").Replace(normal(u.RawQuery))
	}
	return place
}

// normal puts the percent escapes of a path or query into one form (RFC 3986, section 6.2.2): what needs none is written
// plainly, the rest with capital letters.
func normal(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c, escaped := text[i], false
		if c == '%' && i+2 < len(text) {
			if code, err := hex.DecodeString(text[i+1 : i+3]); err == nil {
				c, escaped = code[0], true
				i += 2
			}
		}
		if plain := unreserved(c) || !escaped && c > ' ' && c < 0x7f && !strings.ContainsRune("\"<>\\^`{|}%", rune(c)); plain {
			b.WriteByte(c)
			continue
		}
		const digits = "0123456789ABCDEF"
		b.WriteByte('%')
		b.WriteByte(digits[c>>4])
		b.WriteByte(digits[c&15])
	}
	return b.String()
}

func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
