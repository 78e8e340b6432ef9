package contradict

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// BenchmarkFind compares help centres of growing size: the time for a page must stay nearly the same.
func BenchmarkFind(b *testing.B) {
	for _, size := range []int{500, 1000, 2000, 4000} {
		pages := make([]Page, size)
		rng := rand.New(rand.NewPCG(1, 2))
		zipf := rand.NewZipf(rng, 1.1, 1, uint64(20*size)) // a few words are everywhere, and new ones keep coming
		word := func() string {
			n := int(zipf.Uint64())
			return fmt.Sprintf("word%c%c%c%c", 'a'+n/17576%26, 'a'+n/676%26, 'a'+n/26%26, 'a'+n%26)
		}
		for i := range pages {
			var text strings.Builder
			for range 5 {
				fmt.Fprintf(&text, "You can return a %s %s within %d days of %s if the %s is fine.\n\n", word(), word(), 1+rng.IntN(90), word(), word())
			}
			pages[i] = made(b, fmt.Sprint("page", i), "Returning "+word(), text.String(), desk.English)
		}
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			for b.Loop() {
				Find(pages)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*size), "us/page")
		})
	}
}
