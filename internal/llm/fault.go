package llm

import (
	"errors"
	"fmt"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Fault says what went wrong with a call. It is a closed list: counters, pages and tests know every value.
type Fault string

// The faults.
const (
	None Fault = "" // nothing did

	// No answer was had.
	Unreachable Fault = "unreachable" // no such host, no route, nobody listens
	Insecure    Fault = "insecure"    // TLS: the certificate, or one side speaks it and the other does not
	NotAllowed  Fault = "not_allowed" // our own rule for outgoing connections
	Reset       Fault = "reset"       // the connection ended before an answer began
	Late        Fault = "late"        // a deadline passed, ours or the connection's
	Abandoned   Fault = "abandoned"   // the caller gave the call up

	// The server said no.
	Overloaded  Fault = "overloaded"   // 503, 529
	ServerError Fault = "server_error" // any other 5xx
	RateLimited Fault = "rate_limited" // 429
	OutOfCredit Fault = "out_of_credit"
	BadKey      Fault = "bad_key" // 401, 403
	BadRequest  Fault = "bad_request"
	NoModel     Fault = "no_model" // the server does not know the name
	NoSuchPath  Fault = "no_such_path"
	TooLong     Fault = "too_long" // more than the model's context takes

	// The answer is broken. Nothing of it is used.
	WebPage    Fault = "web_page"   // HTML where JSON was due
	Malformed  Fault = "malformed"  // no JSON, JSON of another form, or an answer that is not the JSON asked for
	Empty      Fault = "empty"      // no choices, no text
	Garbled    Fault = "garbled"    // not UTF-8, or with characters that text does not have
	CutShort   Fault = "cut_short"  // the connection ended in the middle
	Overlong   Fault = "overlong"   // more bytes than are taken
	Filtered   Fault = "filtered"   // the provider's filter or the model itself refused
	Unfinished Fault = "unfinished" // the limit of tokens came before the end

	// The house said no.
	BudgetSpent Fault = "budget_spent"
	Uncounted   Fault = "uncounted" // the budget cannot be read or written
	Unasked     Fault = "unasked"   // the request was wrong and was not sent
)

// Kind gives the kind of error that a fault is.
func (f Fault) Kind() desk.Kind {
	switch f {
	case Unreachable, Insecure, Reset, Late, Abandoned, Overloaded, ServerError, Uncounted:
		return desk.Unavailable
	case WebPage, Malformed, Empty, Garbled, CutShort, Overlong, Filtered, Unfinished:
		return desk.Unavailable
	case RateLimited, OutOfCredit, BudgetSpent:
		return desk.Busy
	case BadKey:
		return desk.Unauthorized
	case NotAllowed:
		return desk.Forbidden
	case BadRequest, Unasked:
		return desk.Invalid
	case NoModel, NoSuchPath:
		return desk.NotFound
	case TooLong:
		return desk.TooLarge
	case None:
	}
	return desk.Internal
}

// Broken tells whether the server answered and the answer is of no use.
func (f Fault) Broken() bool {
	switch f {
	case WebPage, Malformed, Empty, Garbled, CutShort, Overlong, Filtered, Unfinished:
		return true
	case None, Unreachable, Insecure, NotAllowed, Reset, Late, Abandoned, Overloaded, ServerError, RateLimited,
		OutOfCredit, BadKey, BadRequest, NoModel, NoSuchPath, TooLong, BudgetSpent, Uncounted, Unasked:
	}
	return false
}

// Failure is what is known of a call that failed. It lies beneath the desk.Error, see FailureOf, and holds no words of
// anybody's.
type Failure struct {
	Fault      Fault
	Status     int           // the HTTP status; 0: none came
	Again      bool          // trying again may help, and cannot have done anything yet
	RetryAfter time.Duration // how long the server asks to wait; 0: it does not say
	Charged    bool          // tokens may have been used though nothing is known of them
	Err        error         // of the connection or the context; never of the server's words
}

// failureError carries a Failure along a chain of errors.
type failureError struct{ Failure }

// Error implements error.
func (f *failureError) Error() string {
	text := "fault " + string(f.Fault)
	if f.Status != 0 {
		text += fmt.Sprintf(", status %d", f.Status)
	}
	if f.Err != nil {
		text += ": " + f.Err.Error()
	}
	return text
}

// Unwrap gives the error of the connection or the context.
func (f *failureError) Unwrap() error { return f.Err }

// Fail makes the error of a failure, with a sentence for the operator.
func Fail(f Failure, sentence string) error {
	return desk.Wrap(&failureError{f}, f.Fault.Kind(), sentence)
}

// FailureOf gives the failure in a chain of errors, the zero Failure if there is none.
func FailureOf(err error) Failure {
	if f, ok := errors.AsType[*failureError](err); ok {
		return f.Failure
	}
	return Failure{}
}

// FaultOf gives the fault in a chain of errors, None if there is none.
func FaultOf(err error) Fault { return FailureOf(err).Fault }
