package access

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Scope is one thing that an API key may do. The list is closed.
type Scope string

// The scopes. Admin holds every other one.
const (
	CustomersWrite     Scope = "customers:write"     // say who a customer is without a signature
	ConversationsRead  Scope = "conversations:read"  // read every conversation, and the drafts held
	ConversationsWrite Scope = "conversations:write" // write as a customer, in any conversation
	KnowledgeRead      Scope = "knowledge:read"
	KnowledgeWrite     Scope = "knowledge:write"
	OperatorsScope     Scope = "operators" // act for operators: answer, review, presence
	AssistantScope     Scope = "assistant" // stop and start the assistant
	CheckScope         Scope = "check"     // have a text checked
	Admin              Scope = "admin"
)

// Scopes lists all of them.
func Scopes() []Scope {
	return []Scope{
		CustomersWrite, ConversationsRead, ConversationsWrite, KnowledgeRead, KnowledgeWrite, OperatorsScope, AssistantScope, CheckScope, Admin,
	}
}

// ParseScope reads a scope's name.
func ParseScope(text string) (Scope, error) {
	if s := Scope(text); slices.Contains(Scopes(), s) {
		return s, nil
	}
	names := make([]string, 0, len(Scopes()))
	for _, s := range Scopes() {
		names = append(names, string(s))
	}
	return "", desk.Errorf(desk.Invalid, "scope %q: use %s", text, strings.Join(names, ", "))
}

// Key is what a caller without a browser shows, as it is kept: without its secret.
type Key struct {
	ID      string
	Name    string
	Scopes  []string
	Created time.Time
	Revoked time.Time // zero: it is good
	Used    time.Time // about when it was last used; zero: never
}

// May tells whether the key holds a scope, by name or as an admin. A name that is no scope grants nothing.
func (k Key) May(scope Scope) bool {
	return slices.Contains(k.Scopes, string(scope)) || slices.Contains(k.Scopes, string(Admin))
}

const (
	keyPrefix = "vgk_" // so that a leaked key can be found by search
	// secretShortest is the least that a key chosen by a person may have, in bytes.
	secretShortest = 20
	secretLongest  = 512
)

// NewKey makes an API key and gives its secret, which is shown once and not kept.
func (s *Service) NewKey(ctx context.Context, name string, scopes ...Scope) (Key, string, error) {
	secret, err := s.secret(keyPrefix)
	if err != nil {
		return Key{}, "", err
	}
	k, err := s.addKey(ctx, name, secret, scopes)
	return k, secret, err
}

// EnsureKey makes a key of a secret that somebody else chose (VIGIE_API_KEY), unless it is there already. Invalid for a
// secret under 20 bytes.
func (s *Service) EnsureKey(ctx context.Context, name, secret string, scopes ...Scope) error {
	switch {
	case len(secret) < secretShortest || len(secret) > secretLongest:
		return desk.Errorf(desk.Invalid, "API key %s: use %d to %d bytes", name, secretShortest, secretLongest)
	case strings.HasPrefix(secret, visitorPrefix):
		return desk.Errorf(desk.Invalid, "API key %s: a key must not begin with %s, which marks visitors", name, visitorPrefix)
	}
	_, err := s.Keys.APIKeyByHash(ctx, Fingerprint(secret))
	if !desk.Is(err, desk.NotFound) {
		return err
	}
	_, err = s.addKey(ctx, name, secret, scopes)
	if desk.Is(err, desk.Conflict) {
		return desk.Errorf(desk.Invalid, "API key %s: this secret belongs to a revoked key; choose another", name)
	}
	return err
}

func (s *Service) addKey(ctx context.Context, name, secret string, scopes []Scope) (Key, error) {
	k := Key{ID: s.NewID(), Name: name, Created: s.Now()}
	for _, scope := range scopes {
		if _, err := ParseScope(string(scope)); err != nil {
			return Key{}, err
		}
		k.Scopes = append(k.Scopes, string(scope))
	}
	if len(k.Scopes) == 0 {
		return Key{}, desk.Errorf(desk.Invalid, "API key %s: give it at least one scope", name)
	}
	return k, s.Keys.AddAPIKey(ctx, k, Fingerprint(secret))
}

// Key finds the key with a secret. Unauthorized where there is none. The look-up goes by the secret's SHA-256, so what
// the time of a comparison can tell is of no use to a guesser.
func (s *Service) Key(ctx context.Context, secret string) (Key, error) {
	if len(secret) < secretShortest || len(secret) > secretLongest {
		return Key{}, unknownKey()
	}
	k, err := s.Keys.APIKeyByHash(ctx, Fingerprint(secret))
	if desk.Is(err, desk.NotFound) || err == nil && !k.Revoked.IsZero() {
		return Key{}, unknownKey()
	}
	return k, err
}

func unknownKey() error {
	return desk.Errorf(desk.Unauthorized, "this API key is not known or was revoked; make one with: vigie key")
}

// Fingerprint is what is kept of a random secret: its SHA-256, in hex. Passwords, which people choose, need
// HashPassword.
func Fingerprint(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// secret makes 256 random bits in URL-safe letters.
func (s *Service) secret(prefix string) (string, error) {
	raw := make([]byte, 32)
	if _, err := io.ReadFull(s.Random, raw); err != nil {
		return "", fmt.Errorf("access: no randomness: %w", err)
	}
	return prefix + base64.RawURLEncoding.EncodeToString(raw), nil
}
