package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

const languageCookie = "vigie_lang"

// languageOf says in which language to answer a browser: as asked in the address, as asked before, as the browser
// prefers, or the given one.
func languageOf(r *http.Request, otherwise desk.Language) desk.Language {
	if l := spoken(r.URL.Query().Get("lang")); l != desk.Unknown {
		return l
	}
	if c, err := r.Cookie(languageCookie); err == nil && spoken(c.Value) != desk.Unknown {
		return spoken(c.Value)
	}
	return preferred(r.Header.Get("Accept-Language")).Or(otherwise).Or(desk.English)
}

// spoken gives the language of a tag ("fr", "fr-CH"), Unknown where it is not spoken here.
func spoken(tag string) desk.Language {
	main, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	for _, l := range languages() {
		if string(l) == main {
			return l
		}
	}
	return desk.Unknown
}

// preferred reads Accept-Language (RFC 9110): of the languages spoken here, the one with the highest weight, the first of
// equals.
func preferred(header string) desk.Language {
	best, weight := desk.Unknown, 0.0
	for part := range strings.SplitSeq(clip(header, 500), ",") {
		tag, rest, _ := strings.Cut(part, ";")
		q := 1.0
		if value, found := strings.CutPrefix(strings.TrimSpace(rest), "q="); found {
			n, err := strconv.ParseFloat(value, 64)
			if err != nil {
				continue
			}
			q = n
		}
		if l := spoken(tag); l != desk.Unknown && q > weight {
			best, weight = l, q
		}
	}
	return best
}

// keepLanguage remembers a language that the address asks for.
func (s *Server) keepLanguage(w http.ResponseWriter, r *http.Request) {
	l := spoken(r.URL.Query().Get("lang"))
	if l == desk.Unknown {
		return
	}
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // HttpOnly and SameSite are set; Secure wherever the browser came by https, else a desk on http would lose it
		Name: languageCookie, Value: string(l), Path: "/", MaxAge: 365 * 24 * 60 * 60, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: visitOf(r.Context()).https,
	})
}

// inLanguage gives the address of the same page in another language. An escaped slash stays escaped: two at the beginning
// of a path would be another server's name.
func inLanguage(u *url.URL, l desk.Language) string {
	q := u.Query()
	q.Set("lang", string(l))
	address := (&url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: q.Encode()}).String()
	return "/" + strings.TrimLeft(address, "/")
}
