package proving

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// RetrievalQuestion is one question with the articles that answer it. Without any, nothing in the knowledge does, and
// the right result is "not covered".
type RetrievalQuestion struct {
	Text     string
	Language desk.Language
	Articles []string
}

// maxLine is the longest line of a set, in bytes.
const maxLine = 16 << 20

// retrievalLine is a line of a set in either shape.
type retrievalLine struct {
	Question   string   `json:"question"`
	Language   string   `json:"language"`
	Article    string   `json:"article"`
	InKB       *bool    `json:"in_kb"`
	ID         string   `json:"id"`
	Rephrased  []string `json:"rephrasings"`
	hasThreads bool
}

// ReadRetrievalQuestions reads a set, one JSON object a line: {question, article, in_kb?, language?}, or threads
// {id, question, answers, rephrasings}, of which each rephrasing is a question about the article of that id. A question
// without an article, or with in_kb false, is one that the knowledge does not answer. Questions that name no language get
// the given one.
func ReadRetrievalQuestions(r io.Reader, language desk.Language) ([]RetrievalQuestion, error) {
	var questions []RetrievalQuestion
	err := eachLine(r, func(number int, line []byte) error {
		var l retrievalLine
		if err := json.Unmarshal(line, &l); err != nil {
			return desk.Wrap(err, desk.Invalid, "line "+strconv.Itoa(number)+" of the questions is not a JSON object: mend or remove it")
		}
		l.hasThreads = bytes.Contains(line, []byte(`"rephrasings"`))
		if l.Question == "" {
			return desk.Errorf(desk.Invalid, "line %d of the questions has no question: add one or remove the line", number)
		}
		questions = append(questions, l.questions(language)...)
		return nil
	})
	return questions, err
}

func (l *retrievalLine) questions(language desk.Language) []RetrievalQuestion {
	if l.Language != "" {
		language = desk.Language(l.Language)
	}
	if l.hasThreads {
		var list []RetrievalQuestion
		for _, text := range l.Rephrased {
			list = append(list, RetrievalQuestion{Text: text, Language: language, Articles: []string{l.ID}})
		}
		return list
	}
	q := RetrievalQuestion{Text: l.Question, Language: language}
	if l.Article != "" && (l.InKB == nil || *l.InKB) {
		q.Articles = []string{l.Article}
	}
	return []RetrievalQuestion{q}
}

// eachLine calls a function with each line that is not blank, numbered from 1.
func eachLine(r io.Reader, call func(number int, line []byte) error) error {
	scanner := bufio.NewScanner(r)
	scanner.Buffer(nil, maxLine)
	for number := 1; scanner.Scan(); number++ {
		line := bytes.TrimSpace(scanner.Bytes())
		if len(line) == 0 {
			continue
		}
		if err := call(number, line); err != nil {
			return err
		}
	}
	if err := scanner.Err(); err != nil {
		return desk.Wrap(err, desk.Invalid, "the set could not be read to its end; no line may be longer than 16 MiB")
	}
	return nil
}

// RetrievalReport is what a set shows about retrieval.
type RetrievalReport struct {
	Questions  int          `json:"n"`           // with an answer in the knowledge; the ranking figures are over these
	Unanswered int          `json:"n_uncovered"` // without one
	Hit1       float64      `json:"hit_at_1"`
	Hit5       float64      `json:"hit_at_5"`
	MRR10      float64      `json:"mrr_at_10"`
	Curve      []Abstention `json:"abstention"`
	Shipped    Abstention   `json:"shipped"` // at the threshold in use
	P50        float64      `json:"p50_ms"`
	Ranks      []int        `json:"-"` // of the right article, from 1, 0 where it is not among ten; NoAnswer for questions without one
}

// NoAnswer stands in Ranks for a question that the knowledge does not answer.
const NoAnswer = -1

// Abstention is one point of the curve: what would happen if questions were answered from this probability on.
type Abstention struct {
	Threshold float64 `json:"threshold"`
	Answered  float64 `json:"answered"` // share of all questions
	Wrong     float64 `json:"wrong"`    // share of the answered whose first article is not the right one
	Right     float64 `json:"right"`    // share of the questions with an answer that are answered with it
	N         int     `json:"n"`        // answered
}

// Retrieval is what MeasureRetrieval is handed.
type Retrieval struct {
	View   retrieve.View
	Tuning retrieve.Tuning
	At     time.Time
	Known  map[string]bool      // ids of the articles in the view; nil: every article that a question names is there
	Since  func() time.Duration // time passed since some fixed moment
}

// outcome is what became of one question.
type outcome struct {
	rank  int
	score float64
	found bool
}

// MeasureRetrieval asks every question of a set and counts.
func MeasureRetrieval(r Retrieval, questions []RetrievalQuestion) RetrievalReport {
	report := RetrievalReport{}
	outcomes := make([]outcome, 0, len(questions))
	var times []time.Duration
	for _, q := range questions {
		started := r.Since()
		result := retrieve.Search(r.View, retrieve.Query{Text: q.Text, Language: q.Language, At: r.At}, r.Tuning)
		times = append(times, r.Since()-started)
		right := q.Articles
		if r.Known != nil {
			right = slices.DeleteFunc(slices.Clone(right), func(id string) bool { return !r.Known[id] })
		}
		o := outcome{rank: rankOf(result, right), score: result.Score, found: len(result.Articles) > 0}
		outcomes = append(outcomes, o)
		report.Ranks = append(report.Ranks, o.rank)
	}
	report.rank(outcomes)
	for step := range 20 {
		report.Curve = append(report.Curve, abstention(outcomes, float64(step)/20))
	}
	report.Shipped = abstention(outcomes, r.Tuning.Threshold)
	slices.Sort(times)
	if len(times) > 0 {
		report.P50 = float64(times[len(times)/2].Microseconds()) / 1000
	}
	return report
}

// rankOf gives the place of the first right article among ten, 0 where it is missing. A variant counts as its entry.
func rankOf(result retrieve.Result, right []string) int {
	if len(right) == 0 {
		return NoAnswer
	}
	for i, a := range result.Articles[:min(len(result.Articles), 10)] {
		isVariant := slices.ContainsFunc(a.Variants, func(v desk.Article) bool { return slices.Contains(right, v.ID) })
		if isVariant || slices.Contains(right, a.Article.ID) {
			return i + 1
		}
	}
	return 0
}

func (r *RetrievalReport) rank(outcomes []outcome) {
	for _, o := range outcomes {
		switch {
		case o.rank == NoAnswer:
			r.Unanswered++
			continue
		case o.rank == 1:
			r.Hit1++
			r.Hit5++
			r.MRR10++
		case o.rank > 1:
			r.MRR10 += 1 / float64(o.rank)
			if o.rank <= 5 {
				r.Hit5++
			}
		}
		r.Questions++
	}
	if n := float64(r.Questions); n > 0 {
		r.Hit1, r.Hit5, r.MRR10 = r.Hit1/n, r.Hit5/n, r.MRR10/n
	}
}

func abstention(outcomes []outcome, threshold float64) Abstention {
	a := Abstention{Threshold: threshold}
	right, answerable := 0, 0
	for _, o := range outcomes {
		if o.rank != NoAnswer {
			answerable++
		}
		if !o.found || o.score < threshold {
			continue
		}
		a.N++
		if o.rank == 1 {
			right++
		}
	}
	if len(outcomes) > 0 {
		a.Answered = float64(a.N) / float64(len(outcomes))
	}
	if a.N > 0 {
		a.Wrong = float64(a.N-right) / float64(a.N)
	}
	if answerable > 0 {
		a.Right = float64(right) / float64(answerable)
	}
	return a
}
