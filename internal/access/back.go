package access

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Back is what a link in a mail opens: one conversation, for whom reads the mail.
type Back struct {
	Conversation string
	Epoch        int64 // of the address that the link went to
	Expires      time.Time
}

// SignBack makes the link's token: it names the conversation, and nobody can make or change one without the secret.
func SignBack(secret []byte, b Back) string {
	text := b.Conversation + "." + strconv.FormatInt(b.Epoch, 36) + "." + strconv.FormatInt(b.Expires.Unix(), 36)
	return text + "." + base64.RawURLEncoding.EncodeToString(signature(secret, "back", text))
}

// ReadBack reads a token back. NotFound for one that was not signed here, Unauthorized for one that has expired.
func ReadBack(secret []byte, token string, now time.Time) (Back, error) {
	at := strings.LastIndexByte(token, '.')
	if at < 0 || len(secret) == 0 {
		return Back{}, unknownBack()
	}
	signed, err := base64.RawURLEncoding.Strict().DecodeString(token[at+1:])
	if err != nil || subtle.ConstantTimeCompare(signed, signature(secret, "back", token[:at])) != 1 {
		return Back{}, unknownBack()
	}
	parts := strings.Split(token[:at], ".")
	if len(parts) != 3 {
		return Back{}, unknownBack()
	}
	epoch, epochErr := strconv.ParseInt(parts[1], 36, 64)
	expires, expiresErr := strconv.ParseInt(parts[2], 36, 64)
	if epochErr != nil || expiresErr != nil {
		return Back{}, unknownBack()
	}
	b := Back{Conversation: parts[0], Epoch: epoch, Expires: time.Unix(expires, 0).UTC()}
	if !now.Before(b.Expires) {
		return b, desk.Errorf(desk.Unauthorized, "this link has expired")
	}
	return b, nil
}

func unknownBack() error { return desk.Errorf(desk.NotFound, "no such page") }

// VisitorBack is the token that a browser gets which came by a link: it opens the conversation until another address is
// given for it. It is made anew each time and kept nowhere, and is not the token in the link.
func VisitorBack(secret []byte, conversation string, epoch int64) string {
	return visitorPrefix + base64.RawURLEncoding.EncodeToString(signature(secret, "visitor", conversation+"."+strconv.FormatInt(epoch, 36)))
}

// OpensBack tells whether a visitor's token is that of a link's browser.
func OpensBack(secret []byte, token, conversation string, epoch int64) bool {
	return len(secret) > 0 && epoch > 0 && subtle.ConstantTimeCompare([]byte(token), []byte(VisitorBack(secret, conversation, epoch))) == 1
}

// signature signs a text for one use. No text signed for one is a text signed for another.
func signature(secret []byte, use, text string) []byte {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(use + "\x00" + text))
	return mac.Sum(nil)
}
