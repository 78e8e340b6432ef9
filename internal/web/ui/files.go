package ui

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// File is a file of a message.
type File struct {
	Name, URL     string
	Says          string // its type and size
	Picture       bool
	Width, Height int // as it is shown
}

// Picker is what stands beside the field for files.
type Picker struct {
	W      *Words
	One    int64 // bytes in one file
	Most   int   // files in a message
	Upload string
}

// Hint says what is taken.
func (p Picker) Hint() string { return fmt.Sprintf(p.W.Files.Hint, p.Most, p.W.Size(p.One)) }

// Large says that a file is too large, with %s for its name.
func (p Picker) Large() string {
	return fmt.Sprintf(p.W.Files.Faults[desk.FileLarge], "%s", p.W.Size(p.One))
}

// Many says that there are too many files.
func (p Picker) Many() string { return fmt.Sprintf(p.W.Files.Faults[desk.FileMany], p.Most) }

// FileWords are those of files in messages.
type FileWords struct {
	Add, Hint, List, Remove, Waits, Lost, Refused, Gone, Unsent string // Hint: %d, %s; Remove: %s: the name
	Sent                                                        string // the files of a message
	Types                                                       map[string]string
	Faults                                                      map[desk.FileFault]string // of one file: %s, its name; of large: and the most; of many: %d
	Bytes, KB, MB                                               string
}

const thumbnailWide, thumbnailHigh = 240, 180

// File gives a file as it is shown.
func (w *Words) File(f desk.File, address string) File {
	out := File{Name: f.Name, URL: address, Says: w.Files.Types[f.Type] + ", " + w.Size(f.Bytes), Picture: f.Picture()}
	if out.Picture {
		out.Width, out.Height = within(f.Width, f.Height)
	}
	return out
}

// within fits a picture into a thumbnail's frame; a small one stays as it is.
func within(width, height int) (int, int) {
	if width > thumbnailWide {
		width, height = thumbnailWide, height*thumbnailWide/width
	}
	if height > thumbnailHigh {
		width, height = width*thumbnailHigh/height, thumbnailHigh
	}
	return max(1, width), max(1, height)
}

// Size says how large a file is.
func (w *Words) Size(bytes int64) string {
	switch {
	case bytes < 1<<10:
		return strconv.FormatInt(bytes, 10) + "\u00a0" + w.Files.Bytes
	case bytes < 1<<20:
		return strconv.FormatInt((bytes+512)>>10, 10) + "\u00a0" + w.Files.KB
	}
	text := strings.TrimSuffix(fmt.Sprintf("%.1f", float64(bytes)/(1<<20)), ".0")
	if w.Language == desk.French {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text + "\u00a0" + w.Files.MB
}

// FileFault says what is wrong with a file, and what to do.
func (w *Words) FileFault(fault desk.FileFault, name string) string {
	limits := desk.DefaultFileLimits()
	switch fault {
	case desk.FileMany:
		return fmt.Sprintf(w.Files.Faults[fault], limits.Message)
	case desk.FileLarge:
		return fmt.Sprintf(w.Files.Faults[fault], name, w.Size(limits.One))
	case desk.FileEmpty, desk.FileType, desk.FileName, desk.FileMarkup, desk.FilePixels, desk.FileBroken:
		return fmt.Sprintf(w.Files.Faults[fault], name)
	case desk.FileRoom, desk.FileDay, desk.FileGone, desk.FileNote, desk.FileBusy:
	}
	return w.Files.Faults[fault]
}
