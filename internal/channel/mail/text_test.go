package mail

import (
	"bytes"
	netmail "net/mail"
	"testing"

	"github.com/vigie-desk/vigie/internal/channel/mail/mailtest"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Nothing in a subject becomes a header, an address that is none is refused, and the id stands in the Message-ID.
func TestSendText(t *testing.T) {
	s := mailtest.Start(t, nil)
	c := channel(t, s)
	letter := Text{ID: "n1", Thread: "incident.i1", To: "ben@desk.example", Subject: "Incident\r\nBcc: eve@example.org", Body: "An incident waits.\n"}
	if err := c.SendText(t.Context(), letter); err != nil {
		t.Fatal(err)
	}
	got := s.Letters()
	if len(got) != 1 || got[0].To != "ben@desk.example" {
		t.Fatalf("%+v", got)
	}
	m, err := netmail.ReadMessage(bytes.NewReader(got[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	h := m.Header
	if h.Get("Bcc") != "" || h.Get("Subject") != "Incident Bcc: eve@example.org" || h.Get("Message-Id") != "<n1@"+c.domain+">" || h.Get("X-Vigie-Delivery") != "n1" || h.Get("References") != "<incident.i1@"+c.domain+">" {
		t.Errorf("%v", h)
	}
	letter.To = "ben@desk.example>\r\nRCPT TO:<eve@example.org"
	if err := c.SendText(t.Context(), letter); !desk.Is(err, desk.Invalid) || len(s.Letters()) != 1 {
		t.Errorf("%v", err)
	}
}
