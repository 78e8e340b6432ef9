package access

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

const visitorPrefix = "vgv_"

// NewVisitor makes the token that opens one conversation to the visitor who began it.
func (s *Service) NewVisitor() (string, error) { return s.secret(visitorPrefix) }

// VisitorFor makes the same token again for the same request: a visitor who retries the opening of a conversation, having
// lost the answer, gets the token that the first attempt was given. The request's parts must hold something that nobody
// else can guess; secret is the server's own.
func VisitorFor(secret []byte, parts ...string) string {
	mac := hmac.New(sha256.New, secret)
	for _, part := range parts {
		sum := sha256.Sum256([]byte(part)) // of fixed length, so that no two lists of parts read the same
		mac.Write(sum[:])
	}
	return visitorPrefix + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// IsVisitor tells a visitor's token from an API key.
func IsVisitor(token string) bool { return strings.HasPrefix(token, visitorPrefix) }

// Opens tells whether a visitor's token has a fingerprint. The empty fingerprint, of a conversation that no visitor
// began, is opened by nothing.
func Opens(token, fingerprint string) bool {
	return fingerprint != "" && IsVisitor(token) && subtle.ConstantTimeCompare([]byte(Fingerprint(token)), []byte(fingerprint)) == 1
}

// SignIdentity gives what the company's own site must send with a customer's id: HMAC-SHA256 of the id under the shared
// secret, in hex.
func SignIdentity(secret []byte, id string) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(id))
	return hex.EncodeToString(mac.Sum(nil))
}

// Signed tells whether a signature is that of an id. Without a secret nothing is signed.
func Signed(secret []byte, id, signature string) bool {
	if len(secret) == 0 || id == "" {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(SignIdentity(secret, id)), []byte(strings.ToLower(signature))) == 1
}
