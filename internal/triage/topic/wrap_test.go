package topic

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Run lengths whose sum wraps past 32 bits are refused like any other lie.
func TestRunLengthsThatWrap(t *testing.T) {
	le := binary.LittleEndian
	const features = 65_538 // 65,537 runs of 65,535 are 2^32-1, so that one more wraps the sum to 0
	out := append([]byte(nil), mark...)
	out = le.AppendUint16(out, version)
	out = append(out, make([]byte, 16)...)
	var m Model
	for range m.doubt.weight {
		out = le.AppendUint64(out, 0)
	}
	out = le.AppendUint32(out, 1)
	out = le.AppendUint16(out, 1)
	out = append(out, 'a')
	out = le.AppendUint32(out, features)
	for i := range features {
		out = le.AppendUint64(out, uint64(i))
	}
	for range features {
		out = le.AppendUint32(out, math.Float32bits(1))
	}
	out = le.AppendUint32(out, 0)
	for i := range features {
		run := uint16(math.MaxUint16)
		if i == features-1 {
			run = 1
		}
		out = le.AppendUint16(out, run)
	}
	out = append(out, make([]byte, features*4+features*hidden+4*hidden)...)
	sum := sha256.Sum256(out)
	if err := m.UnmarshalBinary(append(out, sum[:]...)); !desk.Is(err, desk.Invalid) {
		t.Errorf("a lying model gave %v", err)
	}
}
