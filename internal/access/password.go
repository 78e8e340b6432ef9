package access

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"github.com/vigie-desk/vigie/internal/desk"
)

// The cost of a password: argon2id with 19 MiB and two passes, the OWASP Password Storage Cheat Sheet's choice for one
// lane.
const (
	memoryKiB = 19 * 1024
	passes    = 2
	lanes     = 1
	saltBytes = 16
	hashBytes = 32
)

const (
	// hashingAtOnce bounds the memory that sign-ins can take: each hash fills 19 MiB.
	hashingAtOnce = 4
	// PasswordShortest is the least length of a password, in code points.
	PasswordShortest = 12
	// PasswordLongest is the greatest length of a password, in bytes. It keeps a huge one from costing time.
	PasswordLongest = 1024
)

// CheckPassword refuses a password that is too short, too long, or the e-mail address itself.
func CheckPassword(password, email string) error {
	switch {
	case utf8.RuneCountInString(password) < PasswordShortest:
		return desk.Errorf(desk.Invalid, "password: use at least %d characters", PasswordShortest)
	case len(password) > PasswordLongest:
		return desk.Errorf(desk.Invalid, "password: use at most %d bytes", PasswordLongest)
	case strings.EqualFold(strings.TrimSpace(password), email):
		return desk.Errorf(desk.Invalid, "password: use something other than the e-mail address")
	}
	return nil
}

// HashPassword gives the argon2id hash of a password in PHC string format, with a salt of its own.
func (s *Service) HashPassword(ctx context.Context, password string) (string, error) {
	if err := s.slot(ctx); err != nil {
		return "", err
	}
	defer func() { <-s.hashing }()
	return hashPassword(password, s.Random)
}

func (s *Service) slot(ctx context.Context) error {
	select {
	case s.hashing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return desk.Wrap(ctx.Err(), desk.Busy, "too many people sign in at this moment; try again shortly")
	}
}

func hashPassword(password string, random io.Reader) (string, error) {
	salt := make([]byte, saltBytes)
	if _, err := io.ReadFull(random, salt); err != nil {
		return "", fmt.Errorf("access: no randomness: %w", err)
	}
	sum := argon2.IDKey([]byte(password), salt, passes, memoryKiB, lanes, hashBytes)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memoryKiB, passes, lanes, b64.EncodeToString(salt), b64.EncodeToString(sum)), nil
}

// verify tells whether a password has a hash. A hash that cannot be read, or that names another cost, fits nothing.
func (s *Service) verify(ctx context.Context, password, hash string) (bool, error) {
	salt, sum, ok := parseHash(hash)
	if !ok || len(password) > PasswordLongest {
		return false, nil
	}
	if err := s.slot(ctx); err != nil {
		return false, err
	}
	defer func() { <-s.hashing }()
	got := argon2.IDKey([]byte(password), salt, passes, memoryKiB, lanes, hashBytes)
	return subtle.ConstantTimeCompare(got, sum) == 1, nil
}

// decoy is the hash that an unknown e-mail's password is compared with, so that it costs as much time as a known one's.
func decoy() string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memoryKiB, passes, lanes,
		b64.EncodeToString(make([]byte, saltBytes)), b64.EncodeToString(make([]byte, hashBytes)))
}

// parseHash reads "$argon2id$v=19$m=19456,t=2,p=1$salt$sum" with the house's cost and no other: a row that names a
// cheaper hash was not written here.
func parseHash(hash string) (salt, sum []byte, ok bool) {
	prefix := fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$", argon2.Version, memoryKiB, passes, lanes)
	rest, found := strings.CutPrefix(hash, prefix)
	left, right, both := strings.Cut(rest, "$")
	if !found || !both {
		return nil, nil, false
	}
	salt, err := base64.RawStdEncoding.DecodeString(left)
	if err != nil || len(salt) != saltBytes {
		return nil, nil, false
	}
	sum, err = base64.RawStdEncoding.DecodeString(right)
	return salt, sum, err == nil && len(sum) == hashBytes
}
