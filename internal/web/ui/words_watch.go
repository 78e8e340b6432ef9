package ui

import (
	"github.com/vigie-desk/vigie/internal/desk"
)

// WatchWords are those of the pages of the watch. Maps are by the names that rows keep.
type WatchWords struct {
	Title, Says                                      string
	Level, Duty, Nobody                              string
	Open, OpenNone, Closed, Since, All, Damaged      string
	Breakers, BreakersNone, Run                      string // Run: %d of %d
	Probe, ProbeSays, Close, CloseSays               string
	Budget, BudgetSays, Unreviewed, Hour             string // Unreviewed, Hour: %d of %d
	Told, ToldNone, Right, Wrong, WordsGone          string
	If, IfSays, IfMost, IfTold, Now, Change, BadMost string // IfSays: %d days
	Latest, LatestNone, At, Question, Answer, Done   string
	Health, Expired, Contradicted, Due, Gaps, Fine   string
	Acknowledge, Note, AddNote, Report, Back         string
	Facts, Severity, Stream, Value, Touched, Alarms  string
	First, FirstOne, Timeline, Settled, Acted        string
	Streams, StreamsSays, StreamsNone                string // StreamsSays: %d days
	Learnt, Learn, LearnSays, LearnDays, BadDays     string // Learnt: %s, %s, %s who, from, until
	StreamName, Rate, Against, LineWord, Again       string
	TooFew                                           string // of a stream that is shown only
	Names, Standings                                 map[string]string
	Causes, Stages, States, Severities, Kinds, Acts  map[string]string
	Tellings                                         map[desk.TellingState]string
	Sample                                           SampleWords
	SelfTest, SelfTestNone, Caught, FalseHeld        string // Caught, FalseHeld: %d, %d, %s
	TouchedSays                                      string // %d conversations, %d customers, %s from, %s to
	Acting, NoteSays, Began, BeganSave, BeganSays    string
	Lowered, ByPeople, ChangeLevels, ToIssues        string
	PendingRecall, PendingLevel                      string // PendingLevel: %s scope, %s level
	NotNow, BadSince, BadNote                        string // NotNow: %s stage; BadNote: %d
	Correcting, CorrectingNone, CorrectedSays        string // CorrectedSays: %d of %d
	CorrectWhat, CorrectIn, CorrectFind              string
	Newest, BehindNone, Unread                       string
	LearntFrom, LearntSays                           string // LearntSays: %d of %d, %s from, %s until, %s who
	Delay, DelaySays                                 string // DelaySays: %s days
	PictureTitle, PictureSays, PictureHint           string // PictureSays: %d days, %s now, %s line
	Failing, Days, DayWord, Counted, SumWord         string
	Besides, Anchors, AnchorsNone, ChecksChanged     string // Anchors: %d, %d; ChecksChanged: %s when
	AudienceSame, AudienceOther, AudienceNone        string // AudienceSame: %d, %s; AudienceOther: %s when
	PointsTo, Unsettled                              string
	Points                                           map[string]string // what an alarm points to, by its name
	Changes                                          map[string]string // what was changed shortly before, by the act's name
	Correct                                          string
	Verdicts                                         map[string]string
}

// SampleWords are those of the page where operators say what they find of answers.
type SampleWords struct {
	Title, Says, Found, NoRate, Rate, Agreement string // Rate: %d, %d, %s, %s; Agreement: %d, %d, %s
	Left, Case, Claim, Save, Empty, EmptyMore   string // Left, Claim: %d
	Each                                        string
	Parts, Labels                               map[string]string
}

// DrillWords are those of the pages of drills. Maps are by the names that rows and reports keep.
type DrillWords struct {
	Title, Says, Begin, Play, PlaySays, Busy, Last, LastNone, All  string
	Schedule, Monthly, Never, Next, Soon, Change, Saved            string // Next: %s, when
	List, None, Begun, Result, By, ByItself, Own                   string
	One, Back, Damaged, Passed, Failed, AsPage, AsMarkdown         string // One: %s, when; Passed: %d; Failed: %d, %d
	Mode, Level, Lasted, Measures, Accidents, Every                string
	Cases, Harmful, Caught, Told, Unseen                           string // Unseen: %d
	Harms, Shown, Harm, Checks, Few                                string // Few: %d
	Alarm, StopNone, StopHeld, StopNot, Recall, RecallNone         string // Alarm, StopHeld: %s; Recall: %s, %d
	GuardOnly, Most                                                string // %d
	Millis, Seconds, LayerCheck, LayerBefore, LayerDecision        string // %s
	LayerPerson, LayerMode, LayerDrafts, LayerBinding, LayerRefuse string
	Often, States, Explains, Outcomes, Modes                       map[string]string
}
