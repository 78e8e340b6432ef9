package exchange

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"syscall"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/llm"
)

// Failure gives the error of a call that a library ended with an error, or whose answer has a fault that only the
// provider could see (otherwise None). The context is the call's.
func (d *Door) Failure(ctx context.Context, place llm.Place, fault llm.Fault) error {
	if fault == llm.None {
		fault = d.Fault(ctx)
	}
	f := llm.Failure{Fault: fault, Status: d.status, Charged: d.charged(fault)}
	switch {
	case d.status == 0:
		f.Err = bare(d.err)
		f.Again = ctx.Err() == nil && (fault == llm.Reset || fault == llm.Late || fault == llm.Unreachable && !noName(d.err))
	case d.status >= 400:
		f.Again = again(d.status) && fault != llm.OutOfCredit
		f.RetryAfter = d.retryAfter()
	}
	if ctx.Err() != nil && (fault == llm.Late || fault == llm.Abandoned) {
		f.Err = ctx.Err()
	}
	if fault == llm.NotAllowed {
		if said, ok := errors.AsType[*desk.Error](d.err); ok {
			return llm.Fail(f, said.Message) // the guard names the address and its own setting
		}
	}
	return llm.Fail(f, place.Explain(fault))
}

// Fault says what went wrong with the last request; Malformed where the door saw nothing and the library did.
func (d *Door) Fault(ctx context.Context) llm.Fault {
	switch {
	case !d.asked:
		return llm.Unasked
	case d.status >= 300 && d.fault != llm.None:
		return d.fault // a refusal that was heard counts, even where its text came too late
	case errors.Is(ctx.Err(), context.Canceled):
		return llm.Abandoned
	case ctx.Err() != nil:
		return llm.Late
	case d.fault != llm.None:
		return d.fault
	case d.err != nil:
		return unanswered(d.err)
	}
	return llm.Malformed
}

// charged tells whether the server may have used tokens of which nothing is known: it took the request and did not
// refuse it.
func (d *Door) charged(fault llm.Fault) bool {
	switch {
	case d.status >= 300, fault == llm.WebPage, fault == llm.Unasked:
		return false
	case d.status != 0:
		return true
	}
	return d.sent.Load()
}

// unanswered says why no answer began.
func unanswered(err error) llm.Fault {
	if e, ok := errors.AsType[*desk.Error](err); ok {
		switch e.Kind {
		case desk.Forbidden, desk.Invalid:
			return llm.NotAllowed
		case desk.Unavailable:
			return llm.Unreachable
		case desk.Internal, desk.NotFound, desk.Conflict, desk.Unauthorized, desk.Mismatch, desk.TooLarge, desk.Busy:
		}
	}
	switch {
	case insecure(err):
		return llm.Insecure
	case noName(err), errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return llm.Unreachable
	case timedOut(err):
		return llm.Late
	}
	return llm.Reset
}

// interrupted says why an answer ended before its end.
func interrupted(err error) llm.Fault {
	switch {
	case desk.Is(err, desk.TooLarge):
		return llm.Overlong
	case timedOut(err):
		return llm.Late
	}
	return llm.CutShort
}

func timedOut(err error) bool {
	e, ok := errors.AsType[net.Error](err)
	return errors.Is(err, context.DeadlineExceeded) || ok && e.Timeout()
}

func noName(err error) bool {
	e, ok := errors.AsType[*net.DNSError](err)
	return ok && e.IsNotFound
}

func insecure(err error) bool {
	if errors.Is(err, http.ErrSchemeMismatch) {
		return true
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tls.AlertError](err); ok {
		return true
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return true
	}
	_, ok := errors.AsType[x509.HostnameError](err)
	return ok
}

// bare keeps of a connection's error what is known to hold nobody's words: the address may hold a key, and a server that
// speaks no HTTP is quoted by net/http.
func bare(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	_, network := errors.AsType[net.Error](err)
	_, ours := errors.AsType[*desk.Error](err)
	if err == nil || network || ours || insecure(err) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	return fmt.Errorf("the connection failed with a %T", err)
}

// Rescue turns a panic of a library into the error of a malformed answer: what comes from outside must end no process.
// Defer it with the error that the call returns.
func (d *Door) Rescue(place llm.Place, err *error) {
	if r := recover(); r != nil {
		*err = llm.Fail(llm.Failure{
			Fault: llm.Malformed, Status: d.status, Charged: d.charged(llm.Malformed),
			Err: fmt.Errorf("the library that reads the answer panicked with a %T", r), // its value may hold words
		}, place.Explain(llm.Malformed))
	}
}
