package ui

import "github.com/vigie-desk/vigie/internal/desk"

// englishFiles fills in what is said of files in messages.
func (w *Words) englishFiles() {
	w.Files = FileWords{
		Add: "Add files", Hint: "Pictures, PDF or plain text; at most %d files of %s each.", List: "Files that will be sent", Remove: "Remove %s",
		Waits: "A file is still on its way. Send again in a moment.", Lost: "The connection is down. The file was not taken: add it again.", Sent: "Files", Unsent: "Nothing was sent yet.",
		Refused: "Nothing was sent: a file was not taken. Pictures, PDF and plain text are, up to 5 MB each; the name must fit what is in it. Your text and files are still here.",
		Gone:    "Nothing was sent: your files did not survive the reload of this page. Your text is still here: add the files again.",
		Types: map[string]string{
			"image/png": "PNG picture", "image/jpeg": "JPEG picture", "image/gif": "GIF picture", "image/webp": "WebP picture", "application/pdf": "PDF", "text/plain": "Text",
		},
		Faults: map[desk.FileFault]string{
			desk.FileEmpty:  "“%s” is empty. Choose a file with something in it.",
			desk.FileLarge:  "“%s” is too large. A file may have %s: make it smaller, or send a link to it.",
			desk.FileType:   "“%s” is of a type that is not taken here. Send a picture (PNG, JPEG, GIF, WebP), a PDF or plain text.",
			desk.FileName:   "The name of “%s” does not fit what is in it. Save the file again under its right type.",
			desk.FileMarkup: "“%s” is a web page or holds HTML, which is not taken here. Send a picture of it or a PDF.",
			desk.FilePixels: "The picture “%s” has more than 40 million pixels. Make it smaller.",
			desk.FileBroken: "The picture “%s” cannot be read. Save it again, or send another.",
			desk.FileMany:   "A message takes at most %d files. Send the others with the next one.",
			desk.FileRoom:   "This conversation holds as many files as it can. Send a link instead.",
			desk.FileDay:    "No more files can be taken today. Send your words now and the file tomorrow.",
			desk.FileGone:   "A file waited too long or was sent already. Add it again.",
			desk.FileNote:   "A note carries no files. Take them out.",
			desk.FileBusy:   "Too many files are coming in at once. Send yours again in a moment.",
		},
		Bytes: "B", KB: "KB", MB: "MB",
	}
	w.Reasons[desk.FileSent] = "a file without a question in words"
}
