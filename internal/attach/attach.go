// Package attach says what a file is, by its content and never by its name, and whether it may be kept: pictures (png, jpeg,
// gif, webp), pdf, and plain text.
//
// It promises: what it takes has a type that a browser cannot be talked out of, a name that is safe to show and to save, and,
// as a picture, a size that opening it can bear. Of pictures it reads the header only. It cannot tell what a picture shows, nor
// whether a pdf is kind to the program that opens it.
package attach

import (
	"bytes"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// The types that are taken.
const (
	PNG  = "image/png"
	JPEG = "image/jpeg"
	GIF  = "image/gif"
	WebP = "image/webp"
	PDF  = "application/pdf"
	Text = "text/plain"
)

// endings gives the endings of names that go with each type, the one for a name without any first.
func endings() map[string][]string {
	return map[string][]string{
		PNG: {"png"}, JPEG: {"jpg", "jpeg", "jpe", "jfif"}, GIF: {"gif"}, WebP: {"webp"}, PDF: {"pdf"},
		Text: {"txt", "text", "log", "md", "csv", "tsv", "json", "ini", "conf", "yml", "yaml"},
	}
}

// Inspect looks at a file before it is kept. name and declared are what the sender says; declared may be empty. The file that
// it gives has no id. Its errors are desk.FileError.
func Inspect(name, declared string, content []byte, most int64) (desk.File, error) {
	shown := CleanName(name)
	f := desk.File{Name: shown, Bytes: int64(len(content))}
	refuse := func(fault desk.FileFault, kind desk.Kind, format string, args ...any) (desk.File, error) {
		return desk.File{}, desk.NewFileError(fault, shown, kind, "file %q: "+format, append([]any{shown}, args...)...)
	}
	switch {
	case len(content) == 0:
		return refuse(desk.FileEmpty, desk.Invalid, "it is empty; choose one with something in it")
	case f.Bytes > most:
		return refuse(desk.FileLarge, desk.TooLarge, "it is larger than %d bytes; make it smaller, or send a link to it", most)
	}
	f.Type = sniff(content)
	switch f.Type {
	case Text:
		if hasMarkup(content) {
			return refuse(desk.FileMarkup, desk.Invalid, "this is HTML or XML, which is not taken; send a picture of it, a pdf, or the text without tags")
		}
	case PDF:
	case "":
		return refuse(desk.FileType, desk.Invalid, "this is not of a type that is taken; send a png, jpeg, gif, webp, pdf or a plain text in UTF-8")
	default:
		size, ok := measure(f.Type, content)
		if !ok {
			return refuse(desk.FileBroken, desk.Invalid, "this picture cannot be read; save it again, or send another")
		}
		if int64(size.X)*int64(size.Y) > pixelsMost {
			return refuse(desk.FilePixels, desk.Invalid, "this picture has more than 40 million pixels; make it smaller")
		}
		f.Width, f.Height = size.X, size.Y
	}
	ending, agrees := agreed(shown, declared, f.Type)
	if !agrees {
		return refuse(desk.FileName, desk.Invalid, "its name or its stated type says something else than its content, which is %s; name it for what it is, with the ending .%s", f.Type, ending)
	}
	f.Name = withEnding(shown, ending)
	return f, nil
}

// agreed tells whether a name and a stated type fit what the content is, and which ending goes with it.
func agreed(name, declared, found string) (ending string, ok bool) {
	fit := endings()[found]
	declared, _, _ = strings.Cut(strings.ToLower(declared), ";")
	declared = strings.TrimSpace(declared)
	if _, known := endings()[declared]; known && declared != found {
		return fit[0], false
	}
	if active(declared) {
		return fit[0], false
	}
	given := endingOf(name)
	if given == "" {
		return fit[0], true
	}
	for _, e := range fit {
		if e == given {
			return e, true
		}
	}
	return fit[0], false
}

// active tells the stated types of what a browser would run.
func active(declared string) bool {
	return declared == "text/html" || declared == "text/javascript" || strings.HasSuffix(declared, "+xml") || strings.HasSuffix(declared, "/xml") ||
		strings.HasSuffix(declared, "javascript")
}

// sniff tells a type by how the content begins; empty for one that is not taken.
func sniff(content []byte) string {
	switch {
	case bytes.HasPrefix(content, []byte("\x89PNG\r\n\x1a\n")):
		return PNG
	case bytes.HasPrefix(content, []byte("\xff\xd8\xff")):
		return JPEG
	case bytes.HasPrefix(content, []byte("GIF87a")), bytes.HasPrefix(content, []byte("GIF89a")):
		return GIF
	case len(content) >= 16 && bytes.HasPrefix(content, []byte("RIFF")) && string(content[8:12]) == "WEBP":
		return WebP
	case bytes.HasPrefix(content, []byte("%PDF-")):
		return PDF
	case plain(content):
		return Text
	}
	return ""
}
