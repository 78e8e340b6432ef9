package triage

import (
	"bufio"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestMoodFigures(t *testing.T) {
	for _, l := range []desk.Language{desk.English, desk.French} {
		var ours, afinn [3][3]int
		lex := readAFINN(t, l)
		trait := map[string][2]int{}
		for _, e := range readMoods(t, "testdata", "test", l) {
			m, _ := Sentiment(e.Text, l)
			ours[e.y][m]++
			tr := trait[e.Label+"/"+e.Trait]
			tr[1]++
			if int(m) == e.y {
				tr[0]++
			}
			trait[e.Label+"/"+e.Trait] = tr
			if lex != nil {
				s := 0
				for w := range strings.FieldsFuncSeq(strings.ToLower(e.Text), func(r rune) bool { return strings.ContainsRune(" ,.!?;:\"()«»", r) }) {
					s += lex[w]
				}
				switch {
				case s > 0:
					afinn[e.y][2]++
				case s < 0:
					afinn[e.y][1]++
				default:
					afinn[e.y][0]++
				}
			}
		}
		m, each := f1(ours)
		t.Logf("%s ours macro %.3f each %.2f %v", l, m, each, ours)
		m, each = f1(afinn)
		t.Logf("%s AFINN macro %.3f each %.2f %v", l, m, each, afinn)
		t.Log(trait)
	}
}

func readAFINN(t *testing.T, l desk.Language) map[string]int {
	dir := os.Getenv("VIGIE_TESTDATA")
	f, err := os.Open(filepath.Join(dir, "lexicons", "AFINN-"+string(l)+"-165.txt"))
	if err != nil {
		return nil
	}
	defer f.Close()
	lex := map[string]int{}
	s := bufio.NewScanner(f)
	for s.Scan() {
		w, v, _ := strings.Cut(s.Text(), "\t")
		lex[w], _ = strconv.Atoi(v)
	}
	return lex
}
