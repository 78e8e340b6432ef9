package config

import (
	"fmt"
	"io"
	"strings"
)

// String lists every setting that has a value, one on a line, with where it comes from; of secrets, only that they are
// set.
func (c Config) String() string {
	var b strings.Builder
	for _, s := range settings() {
		if value := s.get(c); value != "" {
			fmt.Fprintf(&b, "%s = %s  (%s)\n", s.Name, value, c.Origin(s.Name))
		}
	}
	return b.String()
}

// Format shows String for every verb of fmt, so that none looks past it.
func (c Config) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, c.String()) }

// MarshalText shows String to every encoder that knows encoding.TextMarshaler: json, xml, slog.
func (c Config) MarshalText() ([]byte, error) { return []byte(c.String()), nil }
