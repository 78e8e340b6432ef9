package burst

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

var start = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// asked is the question of somebody, a minute after the one before.
func asked(n int, text string, change func(*Symptom)) Symptom {
	s := Symptom{
		Turn: fmt.Sprint("t", n), Conversation: fmt.Sprint("c", n), Customer: fmt.Sprint("u", n), Signed: true, Topic: "app", Language: desk.English,
		Terms: Read(text, desk.English), At: start.Add(time.Duration(n) * time.Minute),
	}
	if change != nil {
		change(&s)
	}
	return s
}

const logout = "Why does the app log me out on my tablet?"

// Questions of one fault in other words and another language are the same; questions of other things with the same things in them
// are not; what says nothing counts nothing.
func TestRead(t *testing.T) {
	same := []struct {
		text     string
		language desk.Language
	}{
		{"Why does the app log me out when I sign in on my tablet?", desk.English},
		{"Pourquoi l'appli me déconnecte-t-elle quand je me connecte sur ma tablette ?", desk.French},
		{"Kicked out of my account on the phone again, what is going on?", desk.English},
		{"Je suis déconnecté de mon ordinateur dès que j'ouvre le téléphone", desk.French},
		{"LOGGED OUT on my Laptop!!!", desk.English},
	}
	for _, other := range same[1:] {
		if a, b := Read(same[0].text, same[0].language), Read(other.text, other.language); !Same(a, b) {
			t.Errorf("%q: %v is not like %v", other.text, b, a)
		}
	}
	for _, other := range []string{"How do I change my password?", "My parcel has not arrived", "The app crashes on my tablet", "What does the balcony plan cost?", "How do I install the app on my tablet?"} {
		if a, b := Read(same[0].text, desk.English), Read(other, desk.English); Same(a, b) {
			t.Errorf("%q: %v is like %v", other, b, a)
		}
	}
	for _, nothing := range []string{"", "  ?!", "Hello!", "hi there, can you help me please", "Bonjour", "12345 67", "I want to talk to a human", "I have a problem", "🙂", "email"} {
		for _, l := range []desk.Language{desk.English, desk.French} {
			if terms := Read(nothing, l); l == desk.English && terms != nil {
				t.Errorf("%q in %s says %v", nothing, l, terms)
			}
		}
	}
}

// k customers freeze, no fewer; where none is signed, twice as many; who is signed and who is not count together.
func TestHowManyFreeze(t *testing.T) {
	past := Remember(nil)
	for name, c := range map[string]struct {
		change func(int, *Symptom)
		want   int
	}{
		"signed":                         {nil, 5},
		"unsigned":                       {func(n int, s *Symptom) { s.Signed, s.Origin = false, strconv.Itoa(n) }, 10},
		"one of them signed":             {func(n int, s *Symptom) { s.Signed, s.Origin = n == 0, strconv.Itoa(n) }, 5},
		"one signed customer":            {func(_ int, s *Symptom) { s.Customer = "u" }, 0},
		"one network":                    {func(_ int, s *Symptom) { s.Signed, s.Origin = false, "office" }, 0},
		"one session, many networks":     {func(n int, s *Symptom) { s.Signed, s.Customer, s.Origin = false, "u", strconv.Itoa(n) }, 0},
		"one network beside three":       {func(n int, s *Symptom) { s.Signed, s.Origin = n < 3, "office" }, 0},
		"networks nobody knows":          {func(_ int, s *Symptom) { s.Signed = false }, 0},
		"answered while little is known": {func(_ int, s *Symptom) { s.Answered = true }, 0},
		"far apart":                      {func(n int, s *Symptom) { s.At = start.Add(time.Duration(n) * 16 * time.Minute) }, 0},
		"nothing said":                   {func(_ int, s *Symptom) { s.Terms = nil }, 0},
	} {
		var recent []Symptom
		got := 0
		for n := range 30 {
			s := asked(n, logout, func(s *Symptom) {
				if c.change != nil {
					c.change(n, s)
				}
			})
			recent = append(recent, s)
			if _, made := past.Judge(s, recent, Defaults()); made {
				got = n + 1
				break
			}
		}
		if got != c.want {
			t.Errorf("%s: frozen at %d, want %d", name, got, c.want)
		}
	}
}

// What is asked every day makes no burst in a busy hour; what is asked ten times as often does.
func TestUsualQuestionsDoNotFreeze(t *testing.T) {
	var rows [][]string
	for n := range 1000 {
		text := fmt.Sprintf("question about thing%d", n%200)
		if n%20 == 0 {
			text = "Where is my parcel? It has not arrived."
		}
		rows = append(rows, Read(text, desk.English))
	}
	past := Remember(rows)
	if past.Short() {
		t.Error("a thousand questions say too little")
	}
	var recent []Symptom
	for n := range 60 {
		text := fmt.Sprintf("question about thing%d", n)
		if n%10 == 0 {
			text = "Where is my parcel, it has not arrived?"
		}
		s := asked(n, text, nil)
		recent = append(recent, s)
		if f, made := past.Judge(s, recent, Defaults()); made {
			t.Fatalf("%d: %+v", n, f)
		}
	}
	// In the same busy hour the logouts are seen, and the answer of the knowledge does not hide them.
	for n := range 5 {
		s := asked(60+n, logout, func(s *Symptom) {
			s.At, s.Answered, s.Topic = start.Add(time.Hour-time.Second), true, fmt.Sprint("topic", min(n, 2))
		})
		recent = append(recent, s)
		f, made := past.Judge(s, recent, Defaults())
		if made != (n == 4) {
			t.Errorf("logout %d: %v", n, made)
		}
		if made && (f.Customers != 5 || f.Signed != 5 || f.Topic != "topic2" || len(f.Members) != 5 || f.Evidence < Line) {
			t.Errorf("%+v", f)
		}
	}
}

// Another customer never undoes a count, the order of the others does not matter, and a count never passes the customers.
func TestPeopleProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := rapid.Custom(func(t *rapid.T) Symptom {
			return Symptom{Customer: strconv.Itoa(rapid.IntRange(0, 5).Draw(t, "customer")), Signed: rapid.Bool().Draw(t, "signed"), Origin: strconv.Itoa(rapid.IntRange(0, 3).Draw(t, "origin"))}
		})
		list := rapid.SliceOfN(one, 0, 12).Draw(t, "list")
		more := append(slices.Clone(list), one.Draw(t, "more"))
		before, _ := People(list)
		after, signed := People(more)
		slices.Reverse(more)
		if turned, _ := People(more); turned != after || after < before || after > before+1 || signed > after {
			t.Fatalf("%d, then %d (%d signed), turned %d", before, after, signed, turned)
		}
	})
}

func TestStanding(t *testing.T) {
	terms := Read(logout, desk.English)
	issue := Issue{ID: "i", Terms: terms, Title: "Logouts", State: InForce, Since: start, Until: start.Add(time.Hour), Words: map[desk.Language]string{desk.English: "We know.", desk.French: "Nous savons."}}
	s := Standing{Freezes: []Freeze{{ID: "f", Topic: "app", Terms: Read("The parcel is lost", desk.English), State: Frozen}, {ID: "over", Topic: "billing", Terms: terms, State: Thawed, Ended: start}}, Issues: []Issue{issue}}
	if f, about, found := s.Frozen("app", terms); !found || about || f.ID != "f" {
		t.Errorf("of the topic: %+v %v %v", f, about, found)
	}
	if f, about, found := s.Frozen("elsewhere", Read("lost parcel", desk.English)); !found || !about || f.ID != "f" {
		t.Errorf("of the symptom: %+v %v %v", f, about, found)
	}
	if _, _, found := s.Frozen("billing", terms); found {
		t.Error("a thawed topic is frozen")
	}
	for at, want := range map[time.Time]bool{start.Add(-time.Second): false, start: true, start.Add(time.Hour): false} {
		if _, found := s.Known(terms, at); found != want {
			t.Errorf("at %s: %v", at, found)
		}
	}
	if d := issue.Draft(desk.French); d.Text != "Nous savons." || d.Claims[0].End != 12 || d.Claims[0].Evidence[0].Quote != d.Text {
		t.Errorf("%+v", d)
	}
	if d := issue.Draft("de"); d.Text != "We know." || d.Language != desk.English {
		t.Errorf("%+v", d)
	}
	left := s.Left([]Symptom{{Terms: terms, At: start}, {Terms: terms, At: start.Add(time.Second)}, {Terms: []string{"x"}, At: start}})
	if len(left) != 2 {
		t.Errorf("%+v", left)
	}
	if s.Part(terms, start) != "i" || s.Part(terms, start.Add(2*time.Hour)) != "" || s.Part(Read("lost parcel", desk.English), start) != "f" {
		t.Error("part")
	}
}

func TestCardLacks(t *testing.T) {
	whole := Issue{Title: "t", Topic: "app", Terms: []string{"x"}, Since: start, Until: start.Add(time.Hour), Words: map[desk.Language]string{desk.English: "a", desk.French: "b"}}
	for want, change := range map[Lack]func(*Issue){
		"": func(*Issue) {}, LacksTitle: func(i *Issue) { i.Title = " " }, LacksTopic: func(i *Issue) { i.Topic = "" }, LacksTerms: func(i *Issue) { i.Terms = nil },
		LacksTime:  func(i *Issue) { i.Until = start.Add(8 * 24 * time.Hour) },
		LacksWords: func(i *Issue) { i.Words = map[desk.Language]string{desk.English: "a", desk.French: "<b>"} },
	} {
		i := whole
		change(&i)
		if got, _ := i.Lacks(); got != want {
			t.Errorf("lacks %q, want %q", got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Why does the app log me out?", "en")
	f.Add("l'appli me déconnecte-t-elle \xff", "fr")
	f.Fuzz(func(t *testing.T, text, language string) {
		terms := Read(text, desk.Language(language))
		if !slices.IsSorted(terms) || len(terms) > termsMost {
			t.Errorf("%q: %v", text, terms)
		}
		for _, term := range terms {
			if len(term) == 0 || slices.Contains([]rune(term), ' ') {
				t.Errorf("%q: %q", text, term)
			}
		}
		if len(terms) > 0 && !Same(terms, terms) {
			t.Errorf("%v is not like itself", terms)
		}
	})
}

// BenchmarkJudge is a busy hour held against a full past, of which a burst is being made.
func BenchmarkJudge(b *testing.B) {
	rows := make([][]string, 20_000)
	for i := range rows {
		rows[i] = Read(fmt.Sprintf("word%d other%d thing%d on my tablet", i%997, i%89, i%31), desk.English)
	}
	past := Remember(rows)
	var recent []Symptom
	for n := range 2_000 {
		recent = append(recent, asked(0, fmt.Sprintf("word%d other%d thing%d on my phone", n%997, n%89, n%31), func(s *Symptom) { s.Turn, s.Customer = strconv.Itoa(n), strconv.Itoa(n) }))
	}
	for n := range 6 {
		recent = append(recent, asked(n, logout, nil))
	}
	s := asked(7, logout, nil)
	for b.Loop() {
		past.Judge(s, recent, Defaults())
	}
}
