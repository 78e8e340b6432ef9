package guard

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

var fm = regexp.MustCompile(`(?s)^---\n.*?\n---\n`)

func TestProbe(t *testing.T) {
	root := os.Getenv("VIGIE_TESTDATA")
	if root == "" {
		t.Skip("no data")
	}
	sub := os.Getenv("PROBE")
	lang := desk.English
	if strings.HasSuffix(sub, "fr") {
		lang = desk.French
	}
	n, counts := 0, map[string]int{}
	var samples []string
	filepath.Walk(filepath.Join(root, "kb", sub), func(p string, i os.FileInfo, err error) error {
		if err != nil || i.IsDir() || !(strings.HasSuffix(p, ".md") || strings.HasSuffix(p, ".mdx")) {
			return nil
		}
		if strings.HasSuffix(sub, "yunohost/") {
			return nil
		}
		b, _ := os.ReadFile(p)
		text := fm.ReplaceAllString(string(b), "")
		units := page(filepath.Base(p), text)
		for k := range units {
			units[k].Unit = fmt.Sprint(k)
			units[k].Language = lang
			if listItem(strings.TrimLeft(units[k].Shown, " ")) {
				units[k].Kind = desk.List
			}
		}
		for _, u := range units {
			if len(u.Shown) > 3500 || strings.Contains(u.Shown, "```") || strings.HasPrefix(u.Shown, "|") || strings.HasPrefix(u.Shown, "<") || strings.HasPrefix(u.Shown, "!") || len(u.Shown) < 60 {
				continue
			}
			in := quote("How?", u)
			in.Language = lang
			in.Draft.Language = lang
			n++
			for _, c := range Checks() {
				if c.Name == "covers" {
					continue
				}
				fs, err := c.Run(in)
				if err != nil {
					t.Fatal(err)
				}
				if len(fs) > 0 {
					counts[c.Name]++
					samples = append(samples, fmt.Sprintf("%s\t%s\t%s\t%.160q", c.Name, fs[0].Message, filepath.Base(p), u.Shown))
				}
			}
		}
		return nil
	})
	fmt.Println(n, counts)
	for i, s := range samples {
		if i%(1+len(samples)/60) == 0 {
			fmt.Println(s)
		}
	}
}
