// Package access says who is there: operators by password, machines by API key, visitors by a token that opens one
// conversation, customers by an id that the company's own site has signed, and the very first operator by a link that
// works once. It knows nothing of HTTP.
//
// It promises: no secret is kept, only hashes; a comparison of secrets takes the same time whether they are equal or
// not; what cannot be read, is unknown or has ended opens nothing; and an error never tells a guesser which half of a
// guess was right. It reads and writes the tables operators, api_keys and settings through the interfaces below.
package access

import (
	"context"
	"io"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Operators is where people who answer are kept. NotFound for an e-mail or id that nobody has, Conflict for one that
// somebody has already.
type Operators interface {
	OperatorLogin(ctx context.Context, email string) (desk.Operator, string, error)
	AddOperator(ctx context.Context, o desk.Operator, passwordHash string, at time.Time) error
	SetPassword(ctx context.Context, id, hash string) error
	HasOperators(ctx context.Context) (bool, error)
}

// Keys is where API keys are kept, by the SHA-256 of their secrets. APIKeyByHash gives NotFound for a key that does not
// exist or is revoked; AddAPIKey gives Conflict for a hash that is there already.
type Keys interface {
	APIKeyByHash(ctx context.Context, hash string) (Key, error)
	AddAPIKey(ctx context.Context, k Key, hash string) error
}

// Settings keeps single values by name; a name that was never set is empty, and the empty value removes it.
type Settings interface {
	Setting(ctx context.Context, name string) (string, error)
	SetSetting(ctx context.Context, name, value string) error
}

// Parts are what a Service stands on.
type Parts struct {
	Operators Operators
	Keys      Keys
	Settings  Settings
	Now       func() time.Time
	NewID     func() string
	Random    io.Reader // of secrets: crypto/rand's Reader

	Invitations Invitations // one-time links; nil: this desk makes none
}

// Service is the room's work. It is safe for concurrent use.
type Service struct {
	Parts
	hashing chan struct{} // a slot for each password that may be hashed at the same time
}

// New makes the service.
func New(parts Parts) *Service {
	return &Service{Parts: parts, hashing: make(chan struct{}, hashingAtOnce)}
}
