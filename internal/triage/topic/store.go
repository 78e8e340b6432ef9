package topic

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"math"

	"github.com/vigie-desk/vigie/internal/desk"
)

// A stored model is: the mark, the version, the parts in the order of write, each slice after its length where that does
// not follow from what came before, and the SHA-256 of all that. Numbers are little-endian.
const (
	mark    = "vigie topic model\n"
	version = 1
)

// MarshalBinary gives the model as bytes for UnmarshalBinary. It never fails.
func (m *Model) MarshalBinary() ([]byte, error) {
	out := make([]byte, 0, len(mark)+len(m.net.first)+32*len(m.words.hashes)+4*len(m.support.classes)+4*len(m.net.second)+4096)
	out = append(out, mark...)
	out = binary.LittleEndian.AppendUint16(out, version)
	out = m.write(out)
	sum := sha256.Sum256(out)
	return append(out, sum[:]...), nil
}

func (m *Model) write(out []byte) []byte {
	le := binary.LittleEndian
	out = le.AppendUint64(out, math.Float64bits(m.threshold))
	out = le.AppendUint64(out, math.Float64bits(m.doubt.bias))
	for _, w := range m.doubt.weight {
		out = le.AppendUint64(out, math.Float64bits(w))
	}
	out = le.AppendUint32(out, uint32(len(m.topics)))
	for _, name := range m.topics {
		out = le.AppendUint16(out, uint16(len(name)))
		out = append(out, name...)
	}
	out = le.AppendUint32(out, uint32(len(m.words.hashes)))
	for _, h := range m.words.hashes {
		out = le.AppendUint64(out, h)
	}
	out = appendFloats(out, m.words.rarity)
	out = appendFloats(out, []float32{m.words.unseen})
	for i := range m.words.hashes {
		out = le.AppendUint16(out, uint16(m.support.starts[i+1]-m.support.starts[i]))
	}
	for _, c := range m.support.classes {
		out = le.AppendUint16(out, c)
	}
	out = append(out, m.support.counts...)
	out = appendFloats(out, m.net.scale)
	for _, q := range m.net.first {
		out = append(out, byte(q))
	}
	return appendFloats(out, m.net.second)
}

func appendFloats(out []byte, xs []float32) []byte {
	for _, x := range xs {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
	}
	return out
}

// UnmarshalBinary makes the model what MarshalBinary wrote. Bytes that are not a whole, undamaged model of this version
// give a desk.Invalid error and leave the model as it was; whatever the bytes, Guess stays total.
func (m *Model) UnmarshalBinary(data []byte) error {
	body, err := unseal(data)
	if err != nil {
		return err
	}
	r := &reader{rest: body}
	read := r.model()
	if len(r.rest) > 0 {
		r.fail("bytes are left over")
	}
	if r.wrong != "" {
		return desk.Errorf(desk.Invalid, "The topic model contradicts itself: %s. Train it again.", r.wrong)
	}
	read.words.index()
	*m = *read
	return nil
}

// unseal checks everything around the parts.
func unseal(data []byte) ([]byte, error) {
	const head = len(mark) + 2
	if !bytes.HasPrefix(data, []byte(mark)) {
		return nil, desk.Errorf(desk.Invalid, "This is no topic model: it does not begin as one. Give the file that training wrote.")
	}
	if len(data) < head+sha256.Size {
		return nil, desk.Errorf(desk.Invalid, "The topic model is cut off after %d bytes. Copy it again or train it again.", len(data))
	}
	if v := binary.LittleEndian.Uint16(data[len(mark):]); v != version {
		return nil, desk.Errorf(desk.Invalid, "The topic model has version %d and this program reads version %d. Train it again.", v, version)
	}
	body := data[:len(data)-sha256.Size]
	if sum := sha256.Sum256(body); !bytes.Equal(sum[:], data[len(body):]) {
		return nil, desk.Errorf(desk.Invalid, "The topic model is damaged or cut off: its checksum differs. Copy it again or train it again.")
	}
	return body[head:], nil
}

// reader takes parts off the front. After the first fault it gives zeros and keeps that fault.
type reader struct {
	rest  []byte
	wrong string
}

func (r *reader) fail(what string) {
	if r.wrong == "" {
		r.wrong = what
	}
	r.rest = nil
}

// take gives n pieces of some size, nil where so many are not there: nothing is made larger than what was given.
func (r *reader) take(n, size int) []byte {
	if n < 0 || size > 0 && n > len(r.rest)/size {
		r.fail("it ends too early")
		return nil
	}
	taken := r.rest[:n*size]
	r.rest = r.rest[n*size:]
	return taken
}

func (r *reader) uint16s(n int) []uint16 {
	taken := r.take(n, 2)
	out := make([]uint16, len(taken)/2)
	for i := range out {
		out[i] = binary.LittleEndian.Uint16(taken[2*i:])
	}
	return out
}

func (r *reader) count(limit int, what string) int {
	taken := r.take(1, 4)
	if taken == nil {
		return 0
	}
	n := binary.LittleEndian.Uint32(taken)
	if n > uint32(limit) {
		r.fail("it has too many " + what)
		return 0
	}
	return int(n)
}

func (r *reader) float64() float64 {
	taken := r.take(1, 8)
	if taken == nil {
		return 0
	}
	x := math.Float64frombits(binary.LittleEndian.Uint64(taken))
	if math.IsNaN(x) || math.IsInf(x, 0) {
		r.fail("a number is not finite")
	}
	return x
}

func (r *reader) float32s(n int) []float32 {
	taken := r.take(n, 4)
	out := make([]float32, len(taken)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(taken[4*i:]))
		if x := float64(out[i]); math.IsNaN(x) || math.IsInf(x, 0) {
			r.fail("a number is not finite")
		}
	}
	return out
}
