package access

import (
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestBackLinks(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	secret := []byte("a secret of this desk")
	b := Back{Conversation: "0190-c1", Epoch: 7, Expires: now.Add(time.Hour)}
	token := SignBack(secret, b)
	if got, err := ReadBack(secret, token, now); err != nil || got != b {
		t.Errorf("%+v %v", got, err)
	}
	if got, err := ReadBack(secret, token, now.Add(time.Hour)); !desk.Is(err, desk.Unauthorized) || got.Conversation != b.Conversation {
		t.Errorf("%+v %v", got, err)
	}
	for i := range token { // whatever one changes
		for _, sign := range []string{"A", ".", "-", "0", ""} {
			changed := token[:i] + sign + token[i+1:]
			if _, err := ReadBack(secret, changed, now); changed != token && !desk.Is(err, desk.NotFound) {
				t.Errorf("%q: %v", changed, err)
			}
		}
	}
	for _, text := range []string{"", ".", "...", token + ".", "." + token, token + "=", strings.ToUpper(token), "a.b.c." + token} {
		if _, err := ReadBack(secret, text, now); !desk.Is(err, desk.NotFound) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := ReadBack(nil, SignBack(nil, b), now); !desk.Is(err, desk.NotFound) {
		t.Errorf("without a secret: %v", err)
	}
}

func TestBackTokensOpenOneConversationOfOneAddress(t *testing.T) {
	secret := []byte("a secret of this desk")
	token := VisitorBack(secret, "c1", 2)
	if !IsVisitor(token) || !OpensBack(secret, token, "c1", 2) {
		t.Error("its own does not open")
	}
	link := SignBack(secret, Back{Conversation: "c1", Epoch: 2})
	for name, opens := range map[string]bool{
		"another conversation": OpensBack(secret, token, "c2", 2), "another address": OpensBack(secret, token, "c1", 3),
		"another secret": OpensBack([]byte("other"), token, "c1", 2), "no secret": OpensBack(nil, VisitorBack(nil, "c1", 2), "c1", 2),
		"no address": OpensBack(secret, VisitorBack(secret, "c1", 0), "c1", 0), "the link": OpensBack(secret, link, "c1", 2), "nothing": OpensBack(secret, "", "c1", 2),
	} {
		if opens {
			t.Errorf("%s opens", name)
		}
	}
}
