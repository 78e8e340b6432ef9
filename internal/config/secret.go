package config

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Secret is a value that must not be seen. However it is printed, logged or encoded, it shows only whether it is set;
// Reveal gives it to the code that uses it.
type Secret struct{ value string }

// NewSecret makes a secret of a text; of an empty text, one that is not set.
func NewSecret(value string) Secret { return Secret{value: value} }

// Reveal gives the value.
func (s Secret) Reveal() string { return s.value }

// Set tells whether there is a value.
func (s Secret) Set() bool { return s.value != "" }

// Equal tells whether two secrets are the same.
func (s Secret) Equal(other Secret) bool { return s.value == other.value }

func (s Secret) String() string {
	if s.Set() {
		return "(set)"
	}
	return ""
}

// Format hides the value from every verb of fmt.
func (s Secret) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, s.String()) }

// MarshalText hides the value from every encoder that knows encoding.TextMarshaler: json, xml, slog.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// ErrTooOpen says that others can read a file, or its group can change it, so that it may hold no secret.
var ErrTooOpen = errors.New("other users can read or change this file")

// maxFile bounds what is read, in bytes: a settings file or a secret is never longer, and a device file has no end.
const maxFile = 1 << 20

// ReadFile reads a settings file or a secret for Read. A file that anybody may write is refused. Where others may read it,
// or its group may write it, it gives the content and ErrTooOpen: Read decides whether that matters. Files that a container
// runtime mounts under /run/secrets are excused, since they are world-readable by its design and only in the container.
func ReadFile(path string) ([]byte, error) {
	file, err := os.Open(path) //nolint:gosec // the path is the engineer's own setting
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	defer func() { _ = file.Close() }() // opened for reading: nothing can be lost
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("stat: %w", err)
	}
	if info.IsDir() {
		return nil, errors.New("it is a folder")
	}
	content, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	if len(content) > maxFile {
		return nil, fmt.Errorf("it is longer than %d bytes", maxFile)
	}
	switch mode := info.Mode().Perm(); {
	case mode&0o002 != 0:
		return nil, errors.New("anybody can change it; run chmod o-w " + path)
	case mode&0o024 != 0 && !mountedSecret(path):
		return content, ErrTooOpen
	}
	return content, nil
}

func mountedSecret(path string) bool {
	absolute, err := filepath.Abs(path)
	return err == nil && (strings.HasPrefix(absolute, "/run/secrets/") || strings.HasPrefix(absolute, "/var/run/secrets/"))
}
