// Package webhook carries messages to a company's own server: one signed POST a message. The door in is the API itself,
// with a key. It promises that a parcel counts as taken only when the receiver answered 2xx in time.
//
// Requests carry the headers of the Standard Webhooks specification (webhook-id, webhook-timestamp, webhook-signature:
// HMAC-SHA256 over "id.timestamp.body", base64, as "v1,…"), for which libraries exist in most languages, and the same id
// as X-Vigie-Delivery. A repeat carries the same id.
package webhook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Doer makes a request: an http.Client, guarded as its owner sees fit.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// Channel posts parcels to one address.
type Channel struct {
	client Doer
	url    string
	secret []byte
	now    func() time.Time
}

// New makes a channel. The secret may be raw, or base64 behind "whsec_"; without one nothing is signed. The client must not follow redirects: a signed
// message goes to the address that was set and to no other.
func New(client Doer, address *url.URL, secret string, now func() time.Time) (*Channel, error) {
	key := []byte(secret)
	if encoded, ok := strings.CutPrefix(secret, "whsec_"); ok {
		var err error
		if key, err = base64.StdEncoding.DecodeString(encoded); err != nil {
			return nil, desk.Errorf(desk.Invalid, "the webhook's secret: what follows whsec_ is not base64; copy it again, or write a raw secret")
		}
	}
	return &Channel{client: client, url: address.String(), secret: key, now: now}, nil
}

// Send posts one parcel.
func (c *Channel) Send(ctx context.Context, p deliver.Parcel) error {
	body, err := json.Marshal(payload(p))
	if err != nil {
		return err
	}
	return c.Post(ctx, p.Delivery.ID, body)
}

// Post sends a body, signed where there is a secret. A repeat carries the same id.
func (c *Channel) Post(ctx context.Context, id string, body []byte) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	stamp := strconv.FormatInt(c.now().Unix(), 10)
	h := request.Header
	h.Set("Content-Type", "application/json")
	h.Set("User-Agent", "Vigie")
	h.Set("X-Vigie-Delivery", id)
	h.Set("Webhook-Id", id)
	h.Set("Webhook-Timestamp", stamp)
	if len(c.secret) > 0 {
		h.Set("Webhook-Signature", "v1,"+sign(c.secret, id, stamp, body))
	}
	response, err := c.client.Do(request)
	if err != nil {
		return withoutAddress(err)
	}
	defer func() { _ = response.Body.Close() }()
	// A little of the body is read so that the connection can be used again; what it says does not matter.
	_, _ = io.CopyN(io.Discard, response.Body, 4<<10)
	return c.verdict(response)
}

// verdict reads the receiver's answer. 410 says that the address is gone for good.
func (c *Channel) verdict(response *http.Response) error {
	if response.StatusCode/100 == 2 {
		return nil
	}
	return &deliver.RefusalError{
		Err:     fmt.Errorf("the receiver answered %s", response.Status),
		ForGood: response.StatusCode == http.StatusGone,
		After:   c.retryAfter(response.Header.Get("Retry-After")),
	}
}

// retryAfter reads seconds or a date; 0 where there is neither.
func (c *Channel) retryAfter(text string) time.Duration {
	if seconds, err := strconv.ParseUint(text, 10, 20); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(c.now()))
	}
	return 0
}

// withoutAddress drops the address from an error of the client: it may hold a secret path, and goes into logs.
func withoutAddress(err error) error {
	e := &url.Error{}
	if errors.As(err, &e) {
		return fmt.Errorf("the receiver did not answer: %w", e.Err)
	}
	return err
}

func sign(secret []byte, id, stamp string, body []byte) string {
	mac := hmac.New(sha256.New, secret)
	_, _ = fmt.Fprintf(mac, "%s.%s.", id, stamp)
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
