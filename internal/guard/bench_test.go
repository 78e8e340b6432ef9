package guard

import (
	"fmt"
	"strings"
	"testing"
)

// fiveByFive is a draft of five sentences that stand on five units of five sentences, on a page with as much again.
func fiveByFive(length int) Input {
	var b strings.Builder
	for section := range 10 * length {
		fmt.Fprintf(&b, "## Matter %d of the orchard\n\n", section)
		for s := range 5 {
			fmt.Fprintf(&b, "The orchard box number %d leaves our workshop in week %d and reaches most gardens within %d working days. ", section, s+1, s+2)
		}
		b.WriteString("\n\n")
	}
	units := page("Boxes", b.String())
	for n := range units {
		units[n].Unit = fmt.Sprint("u", n)
	}
	var texts []string
	for n := range 5 {
		first, _, _ := strings.Cut(units[n].Shown, ". ")
		texts = append(texts, first+".")
	}
	return quoteText("How many working days does the orchard box need to reach my garden?", strings.Join(texts, "\n\n"), units[:5]...)
}

func BenchmarkGuardFiveSentencesFiveUnits(b *testing.B) {
	in := fiveByFive(1)
	checks := Checks()
	b.ReportAllocs()
	for b.Loop() {
		one := Shared(in) // as room flow does
		for _, c := range checks {
			if _, err := c.Run(one); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkGuardEachCheck(b *testing.B) {
	in := fiveByFive(1)
	for _, c := range Checks() {
		b.Run(c.Name, func(b *testing.B) {
			for b.Loop() {
				if _, err := c.Run(in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkGuardLinear shows the cost per byte of the page while the page grows: flat is linear.
func BenchmarkGuardLinear(b *testing.B) {
	for _, length := range []int{1, 4, 16, 64} {
		in := fiveByFive(length)
		b.Run(fmt.Sprintf("page=%dkB", len(in.Sources[0].Text)/1000), func(b *testing.B) {
			checks := Checks()
			for b.Loop() {
				one := Shared(in)
				for _, c := range checks {
					if _, err := c.Run(one); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(in.Sources[0].Text)), "ns/byte")
		})
	}
}

// BenchmarkGuardLongUnit shows the cost per byte of the quoted unit while the unit grows: flat is linear.
func BenchmarkGuardLongUnit(b *testing.B) {
	for _, sentences := range []int{50, 200, 800, 3200} {
		text := "The orchard box leaves our workshop in May. " + strings.Repeat("Our gardeners pack it with straw and read the label twice. ", sentences)
		in := quoteText("When does the orchard box leave the workshop?", "The orchard box leaves our workshop in May.", page("Boxes", text)...)
		b.Run(fmt.Sprintf("unit=%dkB", len(text)/1000), func(b *testing.B) {
			checks := Checks()
			for b.Loop() {
				one := Shared(in)
				for _, c := range checks {
					if _, err := c.Run(one); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(text)), "ns/byte")
		})
	}
}
