package attach

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

func picture(t testing.TB, kind string) []byte {
	t.Helper()
	var out bytes.Buffer
	dot := image.NewPaletted(image.Rect(0, 0, 3, 2), color.Palette{color.Black, color.White})
	var err error
	switch kind {
	case PNG:
		err = png.Encode(&out, dot)
	case JPEG:
		err = jpeg.Encode(&out, dot, nil)
	case GIF:
		err = gif.Encode(&out, dot, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// header gives a png that says it is so large, and holds nothing.
func header(width, height uint32) []byte {
	body := append([]byte("IHDR"), make([]byte, 13)...)
	binary.BigEndian.PutUint32(body[4:], width)
	binary.BigEndian.PutUint32(body[8:], height)
	body[12], body[13] = 8, 2
	out := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	out = append(out, body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
}

func webp(chunk string, body ...byte) []byte {
	out := append([]byte("RIFF\x00\x00\x00\x00WEBP"+chunk), 0, 0, 0, 0)
	return append(append(out, body...), make([]byte, 16)...)
}

func TestInspect(t *testing.T) {
	dot := picture(t, PNG)
	for _, c := range []struct {
		says, name, declared, content string
		fault                         desk.FileFault
		shown, kind                   string
		width, height                 int
	}{
		{says: "png", name: "dot.PNG", content: string(dot), shown: "dot.PNG", kind: PNG, width: 3, height: 2},
		{says: "jpeg", name: "dot.jpg", declared: "image/jpeg", content: string(picture(t, JPEG)), shown: "dot.jpg", kind: JPEG, width: 3, height: 2},
		{says: "gif", name: "dot.gif", content: string(picture(t, GIF)), shown: "dot.gif", kind: GIF, width: 3, height: 2},
		{says: "webp, lossy", name: "a.webp", content: string(webp("VP8 ", 0, 0, 0, 0x9d, 1, 0x2a, 5, 0, 7, 0)), shown: "a.webp", kind: WebP, width: 5, height: 7},
		{says: "webp, lossless", name: "a.webp", content: string(webp("VP8L", 0x2f, 4, 0x80, 1, 0)), shown: "a.webp", kind: WebP, width: 5, height: 7},
		{says: "webp, extended", name: "a.webp", content: string(webp("VP8X", 0, 0, 0, 0, 4, 0, 0, 6, 0, 0)), shown: "a.webp", kind: WebP, width: 5, height: 7},
		{says: "pdf", name: "a.pdf", content: "%PDF-1.7\n", shown: "a.pdf", kind: PDF},
		{says: "text", name: "é.txt", declared: "text/plain; charset=utf-8", content: "bonjour, 2 < 3\r\n\tet à bientôt", shown: "é.txt", kind: Text},
		{says: "text under its own type", name: "a.csv", declared: "text/csv", content: "a,b", shown: "a.csv", kind: Text},
		{says: "no ending", name: "invoice", content: "%PDF-1.4", shown: "invoice.pdf", kind: PDF},
		{says: "no name", content: string(dot), shown: "file.png", kind: PNG, width: 3, height: 2},
		{says: "a script behind a gif is a gif", name: "a.gif", content: string(picture(t, GIF)) + "<script>alert(1)</script>", shown: "a.gif", kind: GIF, width: 3, height: 2},

		{says: "nothing", name: "a.txt", fault: desk.FileEmpty},
		{says: "a byte too many", name: "a.txt", content: strings.Repeat("a", 1001), fault: desk.FileLarge},
		{says: "html named png", name: "a.png", content: "<!DOCTYPE html><script>alert(1)</script>", fault: desk.FileMarkup},
		{says: "html named txt", name: "a.txt", content: "hello\n<IMG src=x onerror=alert(1)>", fault: desk.FileMarkup},
		{says: "svg", name: "a.svg", declared: "image/svg+xml", content: `<svg xmlns="http://www.w3.org/2000/svg"/>`, fault: desk.FileMarkup},
		{says: "html in UTF-16", name: "a.txt", content: "\xff\xfe<\x00s\x00v\x00g\x00", fault: desk.FileType},
		{says: "a program", name: "a.exe", content: "MZ\x90\x00\x03", fault: desk.FileType},
		{says: "zip", name: "a.zip", content: "PK\x03\x04\x00", fault: desk.FileType},
		{says: "zip named pdf", name: "a.pdf", content: "PK\x03\x04\x00", fault: desk.FileType},
		{says: "pdf not from the first byte", name: "a.pdf", content: "\x00%PDF-1.7", fault: desk.FileType},
		{says: "png named pdf", name: "a.pdf", content: string(dot), fault: desk.FileName},
		{says: "png named html", name: "a.png.html", content: string(dot), fault: desk.FileName},
		{says: "gif named js", name: "a.js", content: string(picture(t, GIF)), fault: desk.FileName},
		{says: "png stated to be a pdf", name: "a.png", declared: "application/pdf", content: string(dot), fault: desk.FileName},
		{says: "gif stated to be a script", name: "a.gif", declared: "text/javascript", content: string(picture(t, GIF)), fault: desk.FileName},
		{says: "text that is stated to be html", name: "a.txt", declared: "text/html", content: "hello", fault: desk.FileName},
		{says: "a bomb", name: "a.png", content: string(header(60000, 60000)), fault: desk.FilePixels},
		{says: "a long bomb", name: "a.png", content: string(header(2147483647, 2147483647)), fault: desk.FileBroken},
		{says: "webp bomb", name: "a.webp", content: string(webp("VP8X", 0, 0, 0, 0, 255, 255, 255, 255, 255, 255)), fault: desk.FilePixels},
		{says: "no width", name: "a.png", content: string(header(0, 5)), fault: desk.FileBroken},
		{says: "png cut off", name: "a.png", content: "\x89PNG\r\n\x1a\nhello", fault: desk.FileBroken},
		{says: "jpeg cut off", name: "a.jpg", content: "\xff\xd8\xff\xe0", fault: desk.FileBroken},
		{says: "webp of another sort", name: "a.webp", content: string(webp("NONE")), fault: desk.FileBroken},
	} {
		t.Run(c.says, func(t *testing.T) {
			got, err := Inspect(c.name, c.declared, []byte(c.content), 1000)
			var fault *desk.FileError
			if errors.As(err, &fault) != (c.fault != "") || fault != nil && (fault.Fault != c.fault || desk.KindOf(err) == desk.Internal) {
				t.Fatalf("fault %v, want %q", err, c.fault)
			}
			want := desk.File{Name: c.shown, Type: c.kind, Bytes: int64(len(c.content)), Width: c.width, Height: c.height}
			if c.fault == "" && got != want {
				t.Errorf("%+v, want %+v", got, want)
			}
		})
	}
}

func TestCleanName(t *testing.T) {
	long := strings.Repeat("é", 300)
	for given, want := range map[string]string{
		"../../etc/passwd.txt": "passwd.txt", `C:\Users\a\b.png`: "b.png", "a\u202egnp.exe": "agnp.exe", "a\u2066b\u200f\u200b\ufeff.txt": "ab.txt",
		"a\r\nSet-Cookie: x.png": "a Set-Cookie x.png", "  my   scan .pdf": "my scan .pdf", "..": "file", "": "file", "/": "file", "a\x00b\x7f.png": "ab.png",
		`"><b>.png`: "b.png", "a\xff.png": "a.png", ".htaccess": "htaccess", "تقرير.pdf": "تقرير.pdf",
		long + ".png": strings.Repeat("é", 116) + ".png", long: strings.Repeat("é", 120), "a." + long: "a." + strings.Repeat("é", 118),
	} {
		got := CleanName(given)
		if got != want {
			t.Errorf("%q becomes %q, want %q", given, got, want)
		}
		if CleanName(got) != got {
			t.Errorf("%q is not clean yet", got)
		}
	}
}

func FuzzInspect(f *testing.F) {
	f.Add("a.png", "image/png", []byte("\x89PNG\r\n\x1a\n"))
	f.Add("a.gif", "", picture(f, GIF))
	f.Add("\u202e.txt", "text/html", []byte("<svg"))
	f.Fuzz(func(t *testing.T, name, declared string, content []byte) {
		got, err := Inspect(name, declared, content, 1<<20)
		if err == nil && (got.Name == "" || utf8.RuneCountInString(got.Name) > nameMost || strings.ContainsAny(got.Name, "/\\\r\n\x00\u202e") || got.Width*got.Height > pixelsMost) {
			t.Errorf("took %+v", got)
		}
		if err != nil && desk.KindOf(err) == desk.Internal {
			t.Errorf("refused without a reason: %v", err)
		}
	})
}
