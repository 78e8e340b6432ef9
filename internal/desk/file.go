package desk

import (
	"fmt"
	"net/url"
	"time"
)

// File is something that a customer or an operator sends with a message. It belongs to one conversation and to one message;
// the assistant never reads it.
type File struct {
	ID     string
	Name   string // as it is shown: no path, no control characters, at most 120 characters
	Type   string // by its content
	Bytes  int64
	Width  int `json:",omitempty"` // of a picture, in pixels
	Height int `json:",omitempty"`
}

// Picture tells whether a page may show it as one.
func (f File) Picture() bool { return f.Width > 0 && f.Height > 0 }

// Address is where it is read, by those who may: a path of this server.
func (f File) Address() string {
	return "/files/" + url.PathEscape(f.ID) + "/" + url.PathEscape(f.Name)
}

// Sender says from which side a file came. A message takes files of its own side only.
type Sender string

// The sides.
const (
	FromCustomer Sender = "customer"
	FromOperator Sender = "operator"
	FromKey      Sender = "key" // the company's own server, which may write for either
)

// Upload is a file with what is in it.
type Upload struct {
	File
	Conversation string
	Sender       Sender
	Key          string // of the request that brought it, hashed; empty: none
	Hash         string // of its name and content
	Content      []byte
	Created      time.Time
}

// FileLimits are how much is taken.
type FileLimits struct {
	One          int64 // bytes in one file
	Message      int   // files in one message
	Conversation int64 // bytes in one conversation
	Inbox        int64 // bytes in one inbox in 24 hours
}

// DefaultFileLimits gives the house's: 5 MiB a file, 5 a message, 20 MiB a conversation, 100 MiB a day.
func DefaultFileLimits() FileLimits {
	return FileLimits{One: 5 << 20, Message: 5, Conversation: 20 << 20, Inbox: 100 << 20}
}

// FileFault says why a file was not taken. It is a closed list: pages have words for each.
type FileFault string

// The faults of files.
const (
	FileEmpty  FileFault = "empty"
	FileLarge  FileFault = "large"
	FileType   FileFault = "type"   // not of a kind that is taken
	FileName   FileFault = "name"   // name and content disagree
	FileMarkup FileFault = "markup" // a text with HTML in it
	FilePixels FileFault = "pixels" // a picture that would fill the memory
	FileBroken FileFault = "broken" // a picture whose beginning cannot be read
	FileMany   FileFault = "many"   // in one message
	FileRoom   FileFault = "room"   // the conversation holds as much as it may
	FileDay    FileFault = "day"    // the inbox has taken as much as it may today
	FileGone   FileFault = "gone"   // unknown here, sent already, or waited too long
	FileNote   FileFault = "note"   // operators' notes carry none
	FileBusy   FileFault = "busy"   // too many files are coming in at once
)

// FileError is an error about one file.
type FileError struct {
	Fault FileFault
	Name  string // of the file; empty: none in particular
	Err   *Error
}

// NewFileError makes one. The sentence is for callers of the API; pages have their own words.
func NewFileError(fault FileFault, name string, kind Kind, format string, args ...any) error {
	return &FileError{Fault: fault, Name: name, Err: &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}}
}

func (e *FileError) Error() string { return e.Err.Error() }

// Unwrap gives the kind and the sentence.
func (e *FileError) Unwrap() error { return e.Err }
