package webhook

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
)

// The example of the Standard Webhooks specification's reference libraries.
func TestSign(t *testing.T) {
	key, err := base64.StdEncoding.DecodeString("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	if err != nil {
		t.Fatal(err)
	}
	got := sign(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", []byte(`{"test": 2432232314}`))
	if want := "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got != want {
		t.Errorf("signature %s, want %s", got, want)
	}
}

var at = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func parcel() deliver.Parcel {
	return deliver.Parcel{
		Delivery:     desk.Delivery{ID: "d1", Message: "m1", Conversation: "c1", Channel: "webhook"},
		Conversation: desk.Conversation{ID: "c1", Inbox: "web", State: desk.WaitingCustomer, Language: desk.French},
		External:     "client-7",
		Message: desk.Message{
			ID: "m1", Turn: "t1", Author: desk.ByAssistant, Text: "Sous 14 jours.", Language: desk.French, Created: at,
			Claims: []desk.Claim{{End: 14, Text: "Sous 14 jours.", Kind: desk.DelayClaim, Evidence: []desk.Evidence{{Article: "a", Version: "v", Quote: "Sous 14 jours."}}}},
		},
	}
}

func channel(t *testing.T, receiver http.HandlerFunc) *Channel {
	t.Helper()
	server := httptest.NewServer(receiver)
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL + "/hook?token=secret-in-the-path")
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	c, err := New(client, address, "whsec_"+base64.StdEncoding.EncodeToString([]byte("a secret of the company's own")), func() time.Time { return at })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSend(t *testing.T) {
	var event Event
	c := channel(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		if r.Method != http.MethodPost || r.Header.Get("X-Vigie-Delivery") != "d1" || r.Header.Get("webhook-id") != "d1" {
			t.Errorf("%s with %v", r.Method, r.Header)
		}
		want := "v1," + sign([]byte("a secret of the company's own"), "d1", r.Header.Get("webhook-timestamp"), body)
		if got := r.Header.Get("webhook-signature"); got != want {
			t.Errorf("signature %q, want %q", got, want)
		}
		if err := json.Unmarshal(body, &event); err != nil {
			t.Error(err)
		}
		w.WriteHeader(http.StatusNoContent)
	})
	if err := c.Send(t.Context(), parcel()); err != nil {
		t.Fatal(err)
	}
	want := Event{
		Type: "message.created", Delivery: "d1",
		Conversation: Conversation{ID: "c1", Inbox: "web", State: "waiting_customer", Language: "fr", Customer: "client-7"},
		Message: Message{
			ID: "m1", Turn: "t1", Author: desk.ByAssistant, AI: true, Text: "Sous 14 jours.", Language: "fr", Created: at,
			Claims: parcel().Message.Claims,
		},
	}
	if diff := cmp.Diff(want, event); diff != "" {
		t.Error(diff)
	}
}

func TestAnswersOfTheReceiver(t *testing.T) {
	tests := []struct {
		name    string
		status  int
		header  map[string]string
		taken   bool
		forGood bool
		after   time.Duration
	}{
		{name: "taken", status: 200, taken: true},
		{name: "taken, nothing to say", status: 204, taken: true},
		{name: "moved: not followed", status: 307, header: map[string]string{"Location": "http://127.0.0.1:1/"}},
		{name: "wrong key: may be mended", status: 401},
		{name: "gone", status: 410, forGood: true},
		{name: "too many", status: 429, header: map[string]string{"Retry-After": "90"}, after: 90 * time.Second},
		{name: "away until", status: 503, header: map[string]string{"Retry-After": at.Add(5 * time.Minute).Format(http.TimeFormat)}, after: 5 * time.Minute},
		{name: "nonsense", status: 503, header: map[string]string{"Retry-After": "soon"}},
		{name: "far too large a number", status: 503, header: map[string]string{"Retry-After": "99999999999999999999"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := channel(t, func(w http.ResponseWriter, _ *http.Request) {
				for name, value := range test.header {
					w.Header().Set(name, value)
				}
				w.WriteHeader(test.status)
			})
			err := c.Send(t.Context(), parcel())
			if test.taken {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			var refusal *deliver.RefusalError
			if !errors.As(err, &refusal) {
				t.Fatalf("error %v, want a refusal", err)
			}
			if refusal.ForGood != test.forGood || refusal.After != test.after {
				t.Errorf("for good %v, after %s", refusal.ForGood, refusal.After)
			}
		})
	}
}

func TestFaultsDoNotNameTheAddress(t *testing.T) {
	c := channel(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // a server sees that its client left only once it has read the body
		<-r.Context().Done()
	})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	err := c.Send(ctx, parcel())
	if err == nil || strings.Contains(err.Error(), "secret-in-the-path") {
		t.Errorf("error %v", err)
	}
}

func TestSecretThatIsNotBase64(t *testing.T) {
	if _, err := New(http.DefaultClient, &url.URL{}, "whsec_%%%", time.Now); !desk.Is(err, desk.Invalid) {
		t.Errorf("error %v, want Invalid", err)
	}
}
