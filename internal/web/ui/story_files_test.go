package ui

import (
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Files in every bubble, beside words and alone, and the field for them.
func TestEveryStateOfFiles(t *testing.T) {
	pages, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []desk.Language{desk.English, desk.French} {
		w := pages.Words(language)
		base := stories(w)
		chat, one := base["chat answered"].(Chat), base["case"].(Case)
		files := []File{
			w.File(desk.File{ID: "f1", Name: nasty, Type: "image/png", Bytes: 5 << 20, Width: 9000, Height: 30}, "/files/f1/x.png"),
			w.File(desk.File{ID: "f2", Name: strings.Repeat("long", 30), Type: "application/pdf", Bytes: 1234567}, "/files/f2/x.pdf"),
			w.File(desk.File{ID: "f3", Name: "تقرير.txt", Type: "text/plain", Bytes: 12}, "/files/f3/x.txt"),
		}
		chat.Messages = messages()
		chat.Messages[0].Files, chat.Messages[0].Text = files, ""
		chat.Messages[1].Files = files
		chat.Picker = Picker{W: w, One: 5 << 20, Most: 5}
		one.Picker = Picker{W: w, One: 5 << 20, Most: 5, Upload: "/desk/conversations/c1/files"}
		for i := range one.Thread {
			one.Thread[i].Bubble.Files = files
		}
		for name, page := range map[string]Page{"chat": chat, "case": one} {
			text, err := pages.Render(page)
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range examine(string(text), language) {
				t.Errorf("%s/%s: %s", name, language, fault)
			}
			if !strings.Contains(string(text), `width="240" height="1"`) || !strings.Contains(string(text), "1"+map[desk.Language]string{desk.English: ".2\u00a0MB", desk.French: ",2\u00a0Mo"}[language]) {
				t.Errorf("%s/%s: a size is missing", name, language)
			}
		}
		for _, fault := range []desk.FileFault{
			desk.FileEmpty, desk.FileLarge, desk.FileType, desk.FileName, desk.FileMarkup, desk.FilePixels, desk.FileBroken, desk.FileMany, desk.FileRoom, desk.FileDay,
			desk.FileGone, desk.FileNote, desk.FileBusy,
		} {
			if says := w.FileFault(fault, "a.png"); says == "" || strings.Contains(says, "%!") {
				t.Errorf("%s: %s is %q", language, fault, says)
			}
		}
	}
}
