package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseFile(t *testing.T) {
	lines, faults := parseFile("\ufeff# a comment\r\n\r\n A = b \r\nC=\nD = \"x # y \"\nE = a = b # c\nF = \"\nG=\"\"")
	want := []line{{3, "A", "b"}, {4, "C", ""}, {5, "D", "x # y "}, {6, "E", "a = b # c"}, {7, "F", `"`}, {8, "G", ""}}
	if diff := cmp.Diff(want, lines, cmp.AllowUnexported(line{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(faults) > 0 {
		t.Errorf("faults %q", faults)
	}
}

// What the reader takes from a file, written again, is read as the same.
func FuzzParseFile(f *testing.F) {
	f.Add("VIGIE_DATA = x\n# c\nVIGIE_MODE=quote\r\n")
	f.Add("\ufeffA = \"b\"\nA = c\nno\n= v\n\xff = \xfe\n")
	f.Add("A==\x00\n\u2028B = \u0085 c \n")
	f.Fuzz(func(t *testing.T, text string) {
		lines, faults := parseFile(text)
		if len(lines)+len(faults) > strings.Count(text, "\n")+1 {
			t.Fatalf("%d settings and %d faults from %d lines", len(lines), len(faults), strings.Count(text, "\n")+1)
		}
		var b strings.Builder
		for i := range lines {
			b.WriteString(lines[i].key + " = \"" + lines[i].value + "\"\n")
		}
		again, faults := parseFile(b.String())
		if len(faults) > 0 || len(again) != len(lines) {
			t.Fatalf("%q written again has %d settings for %d, faults %q", b.String(), len(again), len(lines), faults)
		}
		for i := range again {
			if again[i].key != lines[i].key || again[i].value != lines[i].value {
				t.Fatalf("%+v was read again as %+v", lines[i], again[i])
			}
		}
	})
}

// Read survives any file and any environment, and what it refuses it refuses by name.
func FuzzRead(f *testing.F) {
	f.Add("VIGIE_MODE = quote", "VIGIE_LISTEN=:1", ":2")
	f.Add("VIGIE_MODEL_KEY_FILE = vigie-data/vigie.conf", "VIGIE_TRUSTED_PROXIES=::1,1.2.3.4/0", "[::]:0")
	f.Add("VIGIE_SMTP_URL = smtp://a:b@c:1", "VIGIE_MAIL_FROM=a@b", "\x00")
	f.Fuzz(func(t *testing.T, file, env, listen string) {
		c, err := Read(map[string]string{"listen": listen}, []string{env}, files{"vigie-data/vigie.conf": file}.read)
		if err != nil && strings.TrimSpace(err.Error()) == "" {
			t.Fatal("an error without a word")
		}
		if err == nil && (c.Mode == "" || c.Listen == "" || c.Data == "") {
			t.Fatalf("a configuration with holes: %v", c)
		}
	})
}
