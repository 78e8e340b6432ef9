package access

import (
	"crypto/subtle"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// SignLink makes the token of a link that works once: it names an invitation, and nobody can make or change one without
// the secret. That it works once, the invitation's own row says.
func SignLink(secret []byte, id string, expires time.Time) string {
	text := id + "." + strconv.FormatInt(expires.Unix(), 36)
	return text + "." + base64.RawURLEncoding.EncodeToString(signature(secret, "invitation", text))
}

// ReadLink gives the id of the invitation that a token names. NotFound for one that was not signed here, or that has
// expired: who guesses is told nothing.
func ReadLink(secret []byte, token string, now time.Time) (id string, err error) {
	at := strings.LastIndexByte(token, '.')
	if at < 0 || len(secret) == 0 {
		return "", linkOver()
	}
	signed, err := base64.RawURLEncoding.Strict().DecodeString(token[at+1:])
	if err != nil || subtle.ConstantTimeCompare(signed, signature(secret, "invitation", token[:at])) != 1 {
		return "", linkOver()
	}
	id, ends, found := strings.Cut(token[:at], ".")
	until, err := strconv.ParseInt(ends, 36, 64)
	if !found || err != nil || now.Unix() >= until {
		return "", linkOver()
	}
	return id, nil
}

func linkOver() error {
	return desk.Errorf(desk.NotFound, "this link does not work, has expired or was used; ask a lead or an owner for another")
}
