package ui

import (
	"fmt"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// BoardWords are those of the desk's panes.
type BoardWords struct {
	FoldersName, ToList, ToThread, Thread, Details, Choose, ChooseMore string
	Search, Find, Found                                                string // Found: %s: what was looked for
	NotFound, NotFoundMore                                             string
	NoteKind, Past, Older, Latest, Claims, Standing                    string
	DraftTag, PersonTag                                                string
	Reopen, GiveBack, Assign, AssignTo, Ways, Write, Note, NoteHint    string
	SaveNote, Sending, Undo, Kept, Lost                                string
	Looks, Types                                                       string // %s: who
	Palette, PaletteHint, Legend, GoTo, SearchFor, Close               string // SearchFor: %s
	NoticeOn, NoticeOff, Notice                                        string
	Keys                                                               []KeyWords
	Folders                                                            map[string]string // by their names in addresses
	Channels                                                           map[string]string
	Moods                                                              map[desk.Reason]string // what was heard besides the question
}

// KeyWords say what a key does.
type KeyWords struct{ Key, Says string }

// Age says in few letters how long ago a moment was.
func (f Frame) Age(t time.Time) string {
	switch d := f.Now.Sub(t).Abs(); {
	case d < time.Minute:
		return f.W.pick("now", "maintenant")
	case d < 48*time.Hour:
		return f.W.Lasting(d)
	default:
		return f.W.pick("%d d", "%d j", int(d.Hours()/24))
	}
}

// Owed says in few letters by when something is due, or for how long it has been.
func (f Frame) Owed(t time.Time) string {
	switch d := t.Sub(f.Now); {
	case d.Abs() < time.Minute:
		return f.W.pick("due now", "à échéance")
	case d < 0:
		return fmt.Sprintf(f.W.Desk.Late, f.W.Lasting(d))
	default:
		return fmt.Sprintf(f.W.Desk.In, f.W.Lasting(d))
	}
}
