package attach

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
)

const pixelsMost = 40_000_000

// measure reads how large a picture is from its header; nothing of it is unpacked.
func measure(kind string, content []byte) (image.Point, bool) {
	var c image.Config
	var err error
	switch kind {
	case PNG:
		c, err = png.DecodeConfig(bytes.NewReader(content))
	case JPEG:
		c, err = jpeg.DecodeConfig(bytes.NewReader(content))
	case GIF:
		c, err = gif.DecodeConfig(bytes.NewReader(content))
	case WebP:
		return measureWebP(content)
	default:
		return image.Point{}, false
	}
	return image.Pt(c.Width, c.Height), err == nil && c.Width > 0 && c.Height > 0
}

// measureWebP reads the first chunk of a RIFF container: VP8 (lossy), VP8L (lossless) or VP8X (with more to come).
func measureWebP(content []byte) (image.Point, bool) {
	const head = 20 // RIFF, size, WEBP, the chunk's name, its size
	if len(content) < head+10 {
		return image.Point{}, false
	}
	body := content[head:]
	little := func(b []byte) int { return int(b[0]) | int(b[1])<<8 }
	var size image.Point
	switch string(content[12:16]) {
	case "VP8 ":
		if body[0]&1 != 0 || string(body[3:6]) != "\x9d\x01\x2a" {
			return image.Point{}, false
		}
		size = image.Pt(little(body[6:])&0x3fff, little(body[8:])&0x3fff)
	case "VP8L":
		if body[0] != 0x2f {
			return image.Point{}, false
		}
		bits := uint32(little(body[1:])) | uint32(little(body[3:]))<<16 //nolint:gosec // 16 bits each
		size = image.Pt(int(bits&0x3fff)+1, int(bits>>14&0x3fff)+1)
	case "VP8X":
		size = image.Pt(little(body[4:])|int(body[6])<<16, little(body[7:])|int(body[9])<<16)
		size = size.Add(image.Pt(1, 1))
	default:
		return image.Point{}, false
	}
	return size, size.X > 0 && size.Y > 0
}
