package triage

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// vector counts what was gathered.
func (r *moodReading) vector() moodVector {
	var x moodVector
	x[biasFeature] = 1
	r.addWeights(&x)
	r.addMarks(&x)
	r.addCues(&x)
	return x
}

func (r *moodReading) addWeights(x *moodVector) {
	for _, w := range r.weights {
		switch {
		case w >= heavy:
			x[praise] += w
		case w > 0:
			x[mildPraise] += w
		case w <= -heavy:
			x[blame] -= w
		default:
			x[mildBlame] -= w
		}
		if math.Abs(w) >= heavy {
			x[mostPraise] = max(x[mostPraise], min(w, 4)/3)
			x[mostBlame] = max(x[mostBlame], min(-w, 4)/3)
		}
	}
	for _, f := range []moodFeature{praise, blame, mildPraise, mildBlame} {
		x[f] = squash(x[f])
	}
	x[lastWord] = r.lastClause()
	if n := len(r.buts); n > 0 {
		x[afterBut] = squash(sum(r.weights[r.buts[n-1]:]))
	}
	x[praiseOnly] = flag(x[praise] > 0 && x[blame] == 0)
	x[blameOnly] = flag(x[blame] > 0 && x[praise] == 0)
	x[plainness] = flag(x[blame] == 0 && x[praise] == 0)
}

// heavy is the weight from which a word counts as praise or blame and not as a shade of it.
const heavy = 1.5

// lastClause gives the weights of the last clause that has any.
func (r *moodReading) lastClause() float64 {
	total := 0.0
	for i := range slices.Backward(r.words) {
		if w := r.weights[i]; math.Abs(w) >= heavy {
			total += w
		} else {
			total += w / 8
		}
		if r.words[i].before != joined && math.Abs(total) >= 1 {
			break
		}
	}
	return squash(total)
}

func (r *moodReading) addMarks(x *moodVector) {
	loudWords, numbers, bangs := 0, 0, 0
	for _, w := range r.words {
		x[asking] = max(x[asking], flag(w.asks > 0))
		bangs += min(w.bangs, 3) + max(0, min(w.asks, 3)-1)
		loudWords += int(flag(w.loud && len(w.text) > 3))
		numbers += int(flag(strings.IndexFunc(w.text, unicode.IsDigit) >= 0))
		addFace(x, w)
	}
	if loudWords > 2 || loudWords > 0 && loudWords*2 > len(r.words) {
		bangs += 2
	}
	x[stressedGood] = logOf(bangs) * flag(x[praise] > 0 && x[blame] == 0)
	x[stressedBad] = logOf(bangs) * flag(x[blame] > 0 || r.trouble())
	x[digits] = logOf(numbers)
}

// trouble tells whether the message speaks of a problem or of waiting.
func (r *moodReading) trouble() bool { return r.cues["problem"] > 1 || r.cues["duration"] > 0 }

func addFace(x *moodVector, w word) {
	switch {
	case !w.emoji:
	case strings.Contains("😀😃😄😁😊🙂😍🥰😘👍❤💕💖🎉🥳🤩🙏💯⭐🌟😂🤗👌💪✨🎂😋🥹💛💙💚☺🧡🤍 :) :-) :D :-D <3 =) ^^ xD XD ;) ;-)", w.text):
		x[gladFace] = 1
	case strings.Contains("🙃🙄👏😏🤡😒🤦🤷", w.text):
		x[mockFace] = 1
	case strings.Contains("😡😠🤬😤😢😭😞😔😩😫😖👎💩🤮🤢😱😨😰💔☹🙁😣😑😐😓 :( :-( :(( :'( >:( :@ =( :/ :-/ -_-", w.text):
		x[sadFace] = 1
	}
}

func (r *moodReading) addCues(x *moodVector) {
	x[irony] = logOf(min(r.cues["irony"], 4))
	x[politeAnger] = logOf(min(r.cues["politeanger"], 6))
	x[duration] = logOf(min(r.cues["duration"], 5))
	x[request] = logOf(min(r.cues["request"], 8))
	x[thanked] = flag(r.cues["thanked"] > 0)
	trouble := flag(r.trouble())
	x[ironyTrouble] = trouble * max(x[mostPraise], flag(r.cues["irony"] > 0))
	x[angerTrouble] = trouble * flag(r.cues["politeanger"] > 0)
	x[thankedBut] = x[thanked] * flag(len(r.buts) > 0 || r.cues["problem"] > 1)
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func squash(x float64) float64 { return x / (2 + math.Abs(x)) }

func logOf(n int) float64 { return math.Log1p(float64(n)) }

func sum(values []float64) float64 {
	total := 0.0
	for _, v := range values {
		total += v
	}
	return total
}

func setOf(words string) map[string]struct{} {
	set := map[string]struct{}{}
	for w := range strings.FieldsSeq(words) {
		set[w] = struct{}{}
	}
	return set
}
