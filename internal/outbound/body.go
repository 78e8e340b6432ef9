package outbound

import (
	"io"

	"github.com/vigie-desk/vigie/internal/desk"
)

// limited is a body that fails beyond its limit. It counts what the reader is given, so a small packed answer that grows
// on unpacking is stopped as it grows.
type limited struct {
	body io.ReadCloser
	left int64 // below 0: the limit was passed
	most int64
	from string
}

// Read implements io.Reader. The error beyond the limit is a desk.Error of kind TooLarge.
func (l *limited) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, l.tooLarge()
	}
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1] // one more than may be, to tell the end from too much
	}
	n, err := l.body.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return n - 1, l.tooLarge()
	}
	return n, err
}

// Close implements io.Closer.
func (l *limited) Close() error { return l.body.Close() }

func (l *limited) tooLarge() error {
	return desk.Errorf(desk.TooLarge, "%s answers with more than %d bytes, which is the most that is taken from one address", l.from, l.most)
}
