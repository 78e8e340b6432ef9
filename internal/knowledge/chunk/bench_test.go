package chunk_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/chunk"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

// BenchmarkHelpCentre extracts and cuts one real help centre of 745 pages.
func BenchmarkHelpCentre(b *testing.B) {
	root := os.Getenv("VIGIE_TESTDATA")
	if root == "" {
		b.Skip("skipped: VIGIE_TESTDATA is not set, so there is no real help centre to read")
	}
	all := files(b, filepath.Join(root, "kb", "npm"))
	bytes := 0
	for _, data := range all {
		bytes += len(data)
	}
	known := desk.Scope{"version": {"v6", "v7", "v8", "v9", "v10", "v11"}, "plan": {"free", "pro", "teams"}}
	b.SetBytes(int64(bytes))
	b.ResetTimer()
	for b.Loop() {
		for name, data := range all {
			doc, err := extract.File(name, data, extract.Options{})
			if err != nil {
				b.Fatal(err)
			}
			chunk.Units(doc, known)
		}
	}
}
