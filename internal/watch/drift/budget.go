package drift

import "math"

// Stream is what the budget must know of a stream.
type Stream struct {
	Scoped bool    // of a topic, a language, a channel; otherwise of the whole desk
	P0     float64 // in-control rate; 0 where there is no baseline yet
	PerDay float64 // outcomes a day, at present
}

// Standing says whether a stream can page.
type Standing string

// The standings. Only a watched stream has a weight.
const (
	Watched    Standing = "watched"
	TooQuiet   Standing = "too_quiet"   // could not see a threefold rise in SeenWithin days: display only
	NoBaseline Standing = "no_baseline" // nothing to hold it against: display only
)

// Share is a stream's part of the budget.
type Share struct {
	Standing Standing
	Weight   float64 // 0 unless watched
	Delay    float64 // days to see a threefold rise, at its weight or at the weight it was refused; 0 if never
}

const (
	// SeenWithin is in how many days a stream must be able to see a threefold rise.
	SeenWithin = 30
	// threefold is the rise, counted from the in-control rate that the stream is held against.
	threefold = 3
	// half of the budget goes to streams of the whole desk, half to scoped ones.
	half = .5
)

// Shares divides a desk's budget of one false page in so many days. Streams are those that live, in order of creation.
// Half goes to whole-desk streams, equally; half to scoped ones, 1/(j(j+1)) to the j-th that is watched. The weights add
// up to 1 at most. A stream that could not see a threefold rise in SeenWithin days is display only and says so.
//
// When it is called again with other streams or volumes, pass each state through Reweigh. Nothing here may be chosen by
// looking at outcomes.
func Shares(streams []Stream, days float64) []Share {
	shares := make([]Share, len(streams))
	var whole []int
	scoped := 0
	for i, s := range streams {
		switch {
		case !rate(s.P0):
			shares[i] = Share{Standing: NoBaseline}
		case s.Scoped:
			j := float64(scoped + 1)
			shares[i] = s.share(half/(j*(j+1)), days)
			if shares[i].Standing == Watched {
				scoped++
			}
		default:
			whole = append(whole, i)
		}
	}
	for len(whole) > 0 {
		slowest := shareEqually(streams, shares, whole, days)
		if slowest < 0 {
			break
		}
		whole = append(whole[:slowest:slowest], whole[slowest+1:]...)
	}
	return shares
}

// shareEqually gives the streams at these places an equal part of a half, and tells which of the places is the slowest of
// those that would be too quiet; -1 for none.
func shareEqually(streams []Stream, shares []Share, places []int, days float64) int {
	slowest, longest := -1, 0.0
	for n, i := range places {
		shares[i] = streams[i].share(half/float64(len(places)), days)
		delay := shares[i].Delay
		if delay == 0 {
			delay = math.Inf(1)
		}
		if shares[i].Standing != Watched && delay > longest {
			slowest, longest = n, delay
		}
	}
	return slowest
}

// share gives a stream this weight if it can use it.
func (s Stream) share(weight, days float64) Share {
	delay, seen := Delay(s.P0, Risen(s.P0, threefold), s.PerDay, days/weight)
	if !seen || delay > SeenWithin {
		return Share{Standing: TooQuiet, Delay: delay}
	}
	return Share{Standing: Watched, Weight: weight, Delay: delay}
}
