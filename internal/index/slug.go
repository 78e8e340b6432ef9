package index

import (
	"net/url"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// slug gives the words of an article's path and of its address's path, each folder once.
func slug(article *desk.Article) string {
	path := article.Path
	if address, err := url.Parse(article.URL); err == nil {
		path += "/" + address.Path
	}
	seen := map[string]bool{}
	var folders []string
	for folder := range strings.SplitSeq(path, "/") {
		name := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(folder, ".mdx"), ".md"), ".html")
		name = strings.ReplaceAll(name, "_", " ")
		if name != "" && !seen[name] {
			seen[name] = true
			folders = append(folders, name)
		}
	}
	return strings.Join(folders, " ")
}
