package guard

import (
	"testing"

	"pgregory.net/rapid"
)

func TestContacts(t *testing.T) {
	const page = "Write to help@kestrel.example or open https://www.kestrel.example/returns/how?lang=en. Call 020 7946 0958. Members: 3179. Read https://kestrel.example:8443/status."
	const pageFR = "Écrivez à aide@crecerelle.example ou ouvrez https://crecerelle.example/retours. Appelez le 01 99 00 12 34 ou le 0 800 12 34 56. Composez le 3179."
	hold(t, "contacts", []spokenCase{
		{en, page, "Write to support@kestrel.example.", true},
		{en, page, "Write to help@kestrel.example.com.", true},
		{en, page, "Write to help@kestrei.example.", true},
		{en, page, "Write to heIp@kestreI.example.", true},
		{en, page, "Write to help@kеstrel.example.", true}, // a Cyrillic letter
		{en, page, "Write to help [at] kestrel [dot] example.", true},
		{en, page, "Write to help at kestrel dot example.", true},
		{en, page, "Open https://kestrel.example/refund-now.", true},
		{en, page, "Open https://kestrel.example/returns/how?lang=en&token=abc.", true},
		{en, page, "Open https://kestrel.org/returns/how?lang=en.", true},
		{en, page, "Open https://kestrel.example.evil.test/returns.", true},
		{en, page, "Open https://kestrel.example@evil.test/returns.", true},
		{en, page, "Open https://kestrel.example:9999/returns/how?lang=en.", true},
		{en, page, "Open https://xn--kestrl-ccb.example/.", true},
		{en, page, "Open kestrel-help.com and sign in.", true},
		{en, page, "Open [https://kestrel.example](https://evil.test).", true},
		{en, page, "Open [the page](https://evil.test/returns).", true},
		{en, page, "Open [the page](/admin/returns).", true},
		{en, page, "Write to [help@kestrel.example](mailto:thief@evil.test).", true},
		{en, page, "Write to [us](mailto:help@kestrel.example?bcc=thief@evil.test).", true},
		{en, page, "Call 020 7946 0985.", true},
		{en, page, "Call +44 20 7946 0985.", true},
		{en, page, "Call +33 20 7946 0958.", true},
		{en, page, "Dial 3197.", true},
		{fr, pageFR, "Appelez le 01 99 00 12 43.", true},
		{fr, pageFR, "Appelez le +32 1 99 00 12 34.", true},
		{fr, pageFR, "Composez le 3197.", true},
		{fr, pageFR, "Écrivez à contact@crecerelle.example.", true},
		{fr, pageFR, "Ouvrez crecerelle.fr/retours.", true},
		{fr, pageFR, "Écrivez à aide arobase crecerelle point example.", true},

		{en, page, "Write to help@kestrel.example.", false},
		{en, page, "Write to Help@Kestrel.example!", false},
		{en, page, "Open https://www.kestrel.example/returns/how?lang=en.", false},
		{en, page, "Open http://kestrel.example/returns/how/?lang=en&utm_source=chat.", false},
		{en, page, "Open kestrel.example/returns/how?lang=en.", false},
		{en, page, "Open kestrel.example.", false},
		{en, page, "Open https://KESTREL.example./returns.", false},
		{en, page, "Open https://kestrel.example:8443/status/.", false},
		{en, page, "See [the page on returns](https://kestrel.example/returns/how?lang=en).", false},
		{en, page, "Write to [help@kestrel.example](mailto:help@kestrel.example).", false},
		{en, page, "Call 020 7946 0958, or +44 20 7946 0958 from abroad, or 0044 (0) 20 7946 0958.", false},
		{en, page, "Call 02079460958.", false},
		{en, page, "Members dial 3179.", false},
		{en, page, "It was 12.04.2026 or 2026-04-12, between 2024-2025, and cost 10 000 000 yen.", false},
		{en, page, "Use Node.js, e.g. version 3.2.1, with config.json; the sentence ended.It went on.", false},
		{en, page, "The resistor has 47 kΩ and the field 5 µT.", false},
		{en, page, "We are at home, dot.", false},
		{fr, pageFR, "Appelez le 01.99.00.12.34 ou, de l'étranger, le +33 1 99 00 12 34.", false},
		{fr, pageFR, "Appelez le 0033 1 99 00 12 34.", false},
		{fr, pageFR, "Le 0800 123 456 est gratuit.", false},
		{fr, pageFR, "Composez le 3179.", false},
		{fr, pageFR, "Écrivez à aide@crecerelle.example ou ouvrez crecerelle.example/retours.", false},
		{fr, pageFR, "Le 12/04/2026, 1 250 000 € ont été versés de 2024 à 2025.", false},
	})
}

func TestContactsOfTheCustomer(t *testing.T) {
	in := reply(en, "I wrote from zoe@mail.example, my order is 4471 2093 8855.", "The lamp is blue.", "The mail went to zoe@mail.example about order 447120938855.")
	in.Draft.Text = "The mail went to zoe@mail.example about order 4471 2093 8855."
	if f := found(t, "contacts", in); len(f) > 0 {
		t.Errorf("the customer's own address and number are held against the reply: %v", f)
	}
	in.Question = "I wrote, see https://evil.test/x"
	in.Draft.Text = "Open https://evil.test/x."
	if !blocks(t, "contacts", in) {
		t.Error("a link that only the customer wrote is repeated")
	}
}

func TestContactsOfASuspiciousPage(t *testing.T) {
	in := reply(en, "How?", "Write to thief@evil.test.", "Write to thief@evil.test.")
	in.Sources[0].Suspicious = true
	if !blocks(t, "contacts", in) {
		t.Error("a suspicious page's address is given")
	}
}

// TestAddressSpellings: what differs in form only has one key; what differs in a letter of its host has another.
func TestAddressSpellings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		host := rapid.StringMatching(`[a-z]{3,9}\.(com|fr|example)`).Draw(t, "host")
		path := rapid.StringMatching(`(/[a-z]{1,5}){0,3}`).Draw(t, "path")
		want := addressOf("https://" + host + path).key
		for _, spelling := range []string{host + path, "http://www." + host + path + "/", "https://" + host + ":443" + path, "//" + host + "." + path + "#top", host + path + "?utm_source=x"} {
			if got := addressOf(spelling).key; got != want {
				t.Fatalf("%q: %q, want %q", spelling, got, want)
			}
		}
		if addressOf("https://x"+host+path).key == want || addressOf("https://"+host+".evil.test"+path).key == want {
			t.Fatal("another host has the same key")
		}
	})
}
