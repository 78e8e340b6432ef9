package desk

import (
	"errors"
	"fmt"
)

// Kind says what went wrong in a way that a caller can act on; faces turn it into a status. The zero kind is Internal:
// an error that nobody gave a kind is our fault and its text stays inside.
type Kind int

// The kinds of error.
const (
	Internal     Kind = iota // a fault of ours; the text is for the log only
	Invalid                  // the request is wrong; the message says where and how to mend it
	NotFound                 // no such thing, or not for this caller: the two must look alike
	Conflict                 // the state does not allow this move, or somebody else moved first
	Unauthorized             // who are you?
	Forbidden                // we know you, and no
	Mismatch                 // the same idempotency key with another body
	TooLarge                 // more bytes than we take
	Busy                     // try again later; nothing was done
	Unavailable              // something we stand on is gone: disk full, database locked or away
)

func (k Kind) String() string {
	switch k {
	case Internal:
		return "internal"
	case Invalid:
		return "invalid"
	case NotFound:
		return "not_found"
	case Conflict:
		return "conflict"
	case Unauthorized:
		return "unauthorized"
	case Forbidden:
		return "forbidden"
	case Mismatch:
		return "mismatch"
	case TooLarge:
		return "too_large"
	case Busy:
		return "busy"
	case Unavailable:
		return "unavailable"
	}
	return "internal"
}

// Error is the one error type of the house: a kind, a sentence that a person may read, and what lies beneath it, which
// no page ever shows.
type Error struct {
	Kind    Kind
	Message string
	Err     error
}

func (e *Error) Error() string {
	if e.Err == nil {
		return e.Message
	}
	return e.Message + ": " + e.Err.Error()
}

// Unwrap gives the error beneath.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an error of a kind. The sentence is shown to people: it names the place and the mend. Use Wrap where
// another error lies beneath.
func Errorf(kind Kind, format string, args ...any) error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// Wrap gives an error a kind and a sentence, and keeps the error beneath for the log.
func Wrap(err error, kind Kind, message string) error {
	return &Error{Kind: kind, Message: message, Err: err}
}

// KindOf gives the kind of the outermost Error in the chain, Internal if there is none.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// Is tells whether an error has a kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }
