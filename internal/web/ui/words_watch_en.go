package ui

import "github.com/vigie-desk/vigie/internal/desk"

// englishWatch fills in the pages of the watch.
func (w *Words) englishWatch() {
	w.englishDrills()
	w.Watch = WatchWords{
		Title: "Watch", Says: "What the assistant says now, what stands against it, and what stops it.",
		Level: "The assistant", Duty: "At the desk now", Nobody: "nobody",
		Open: "Open incidents", OpenNone: "No incident is open.", Closed: "Closed lately", Since: "since", All: "All", Damaged: "A record could not be read. Until somebody has looked, it counts as the worst.",
		Lowered: "What is lowered", ByPeople: "By people", ChangeLevels: "Change it", Breakers: "By itself", BreakersNone: "Nothing is lowered by itself.", Run: "%d of %d drafts in a row approved as they stood",
		Probe: "Let it try", ProbeSays: "Its answers go out as drafts. After twenty in a row that are approved as they stand, a lead may give it its freedom back.",
		Close: "Give it its freedom back", CloseSays: "From then on it answers by itself again, as far as the settings allow.",
		Budget: "What was never said before", BudgetSays: "What no page says and nobody has approved reaches a few customers until somebody has looked. What may bind the company reaches nobody.",
		Unreviewed: "%d of %d customers were told what nobody has looked at", Hour: "%d of %d within the last hour",
		Told: "What they were told", ToldNone: "Nobody was told anything new in the last days.", Right: "Right", Wrong: "Wrong", WordsGone: "(the words were deleted with their conversation)",
		If: "If more might be told", IfSays: "Of the answers of the last %d days that said something new, so many would have gone out unseen.", IfMost: "Customers at a time", IfTold: "Answers sent unseen",
		Now: "as it is now", Change: "Change", BadMost: "Give a number from 0 to 100.",
		Latest: "The last answers", LatestNone: "Nothing was asked yet.", At: "When", Question: "Asked", Answer: "Answer", Done: "What was done",
		Health: "The knowledge", Expired: "expired", Contradicted: "contradictions to settle", Due: "due for review", Gaps: "asked, and not answered", Fine: "nothing to do",
		Acknowledge: "I see to it", Note: "Note", AddNote: "Add the note", Report: "The report, as Markdown", Back: "The watch",
		Facts: "Facts", Severity: "Severity", Stream: "What was seen", Value: "Value, and line", Touched: "Conversations, customers touched", Alarms: "Alarms",
		First: "The first conversations", FirstOne: "Conversation %d", Timeline: "What happened", Settled: "Noted. The assistant goes by it from now on.", Acted: "Done.",
		Streams: "What is counted", StreamsSays: "Each conversation counts once, at a fixed age. At most one false alarm in %d days is expected of all streams together, as long as the reviewed time was like the present.",
		StreamsNone: "Nothing is counted yet. Say which time was reviewed and good: from then on, what gets worse is seen.", Learnt: "Held against the time from %[2]s to %[3]s, which %[1]s found good.",
		Learn: "This time was good: hold what comes against it", LearnSays: "The last days, of which somebody has looked at a fair part. All streams begin anew.", LearnDays: "How many days", BadDays: "Give a number from 1 to 90, with conversations in it.",
		StreamName: "Of a hundred conversations", Rate: "now", Against: "at most, when all was well", LineWord: "to the alarm", Again: "Seen to: begin anew",
		TooFew: "Too few conversations to see a threefold rise within 30 days. Shown only: what protects the desk here is what is held before it is sent.",
		Names: map[string]string{
			"blocked": "the guard held the first answer", "faulty": "the first answer never came", "handed_over": "a person was needed within an hour",
			"unhappy": "the customer called it wrong or bad, or was upset", "repeated": "the customer was back within a week", "rerouted": "it was given to another team", "wrong": "in the sample, an operator found it wrong",
		},
		Standings: map[string]string{"watched": "watched", "too_quiet": "shown only", "no_baseline": "nothing to hold it against"},
		Causes: map[string]string{
			"drift": "The assistant's answers have changed", "burst": "Many customers report the same", "self_test": "The guard catches too little, or holds too much",
			"hung_check": "A check of the guard hangs", "red_button": "The assistant was stopped", "novelty_refused": "Customers were told something new and wrong",
			"recall": "Customers were told something wrong", "drill_failed": "A known derailment would happen again", "unknown": "A record that cannot be read",
		},
		Stages: map[string]string{"open": "nobody has seen it", "reopened": "open again", "acknowledged": "a person is at it", "mitigated": "the harm is stopped", "closed": "closed"},
		States: map[string]string{"closed": "closed", "open": "lowered", "half_open": "tries", "ready": "may be closed"}, Severities: map[string]string{"major": "major", "critical": "critical"},
		Kinds:       map[string]string{"action": "done", "note": "note", "change": "changed shortly before", "notice": "told", "alarm": "alarm", "stopped": "stopped", "stage": "stage", "since": "the harm began"},
		Acts:        map[string]string{"acknowledge": "I see to it", "mitigate": "The harm is stopped", "close": "It is put right: close", "reopen": "Open again"},
		TouchedSays: "%d conversations, %d customers: %s to %s", Acting: "What is to be done", ToIssues: "The freeze and its card", PendingRecall: "A correction is not out yet.", PendingLevel: "Still lowered by people: %s, %s.", NotNow: "This could not be done any more: the incident stands at \"%s\". Look at what happened meanwhile.", BadSince: "Give a date and a time before the incident was seen.", BadNote: "Write something, of at most %d characters.", NoteSays: "Goes with the step that you take, or stands by itself.",
		Began: "When the harm began", BeganSave: "It began then", BeganSays: "Who was told something since is counted from there. As long as nobody knows better, it began when it was seen.",
		Correcting: "Putting it right", CorrectingNone: "Nobody has been corrected yet.", CorrectedSays: "%d of %d sentences put right",
		CorrectWhat: "What was said wrongly, in the words or in others", CorrectIn: "Language", CorrectFind: "Find who was told",
		Unread: "This cannot be read now.", Newest: "The newest are shown.", BehindNone: "There is nothing to show.",
		LearntFrom: "Held against", LearntSays: "%d of %d conversations from %s to %s, which %s found good",
		Delay: "A threefold rise is seen after", DelaySays: "%s days, in mean",
		PictureTitle: "How far it stands above what was good", PictureSays: "Over %d days the cumulative sum came to %s; the line is at %s.", PictureHint: "The picture is for you to look at. The alarm has its own figure, with a promise behind it.",
		Failing: "The conversations that count against it", Days: "Day by day", DayWord: "Day", Counted: "Counted", SumWord: "Sum",
		Besides: "What else would explain an alarm", Anchors: "Our checks judge %d answers that you have labelled again each hour; %d verdicts have changed.", AnchorsNone: "Label answers, and our checks judge them again each hour: so a change of the checks is told from one of the assistant.",
		ChecksChanged: "The checks themselves have changed, %s.", AudienceSame: "Customers ask what they asked in the time that was good: %d questions since; the evidence against it is %s, and 20 would be an alarm.",
		AudienceOther: "Customers ask other things than in the time that was good: seen %s.", AudienceNone: "Too little was asked in the time that was good to tell whether customers ask other things: 100 questions are needed.",
		PointsTo: "Where to look first", Unsettled: "Within a day of the alarm this may still change.",
		Points:   englishPoints(),
		Changes:  englishChanges(),
		SelfTest: "The guard tests itself", SelfTestNone: "No test was run yet. One is run every hour, and after each change.",
		Caught: "Of spoilt answers it held %d of %d: at least %s, 95 %% sure.", FalseHeld: "Of good ones it held %d of %d: at most %s.", Correct: "Correct whoever was told",
		Verdicts: map[string]string{"above": "above its floor", "below": "below its floor", "not enough cases": "too few cases to say"},
		Sample: SampleWords{
			Title: "Look back", Says: "Each day ten answers are drawn by lot, and up to five for their risk. Say of each sentence what you find. What is wrong is not said again, and becomes an incident.",
			Found: "Found in the last 30 days", NoRate: "Nobody has looked at an answer that was drawn by lot yet.",
			Rate:      "Drawn by lot: %d of %d answers had a sentence that is wrong or misleading. Of all answers it is between %s and %s, each bound 95 %% sure.",
			Agreement: "Two operators agree on %d of %d sentences (kappa %s).", Left: "To look at: %d.", Case: "The conversation", Claim: "Sentence %d", Save: "Save what I found",
			Empty: "Nothing to look at", EmptyMore: "The sample of a day is drawn after it has ended.", Each: "Say of each sentence whether it is right, wrong or misleading.",
			Parts: map[string]string{"lot": "drawn by lot", "risk": "for its risk"}, Labels: map[string]string{"right": "Right", "wrong": "Wrong", "misleading": "Misleading"},
		},
		Tellings: map[desk.TellingState]string{
			desk.TellingOpen: "nobody has looked", desk.TellingRight: "right", desk.TellingWrong: "wrong", desk.TellingKept: "not told",
		},
	}
}

// englishDrills fills in the pages of drills.
func (w *Words) englishDrills() {
	w.Drills = DrillWords{ //nolint:gosec // Passed is a drill's state, no password
		Title: "Drills", Says: "Known accidents of support assistants are played against this desk as it runs now. No customer sees any of it, and no real model is asked.",
		Begin: "Now", Play: "Play a drill", PlaySays: "It takes a second or two, five minutes at most. What is lowered and asks for a drill hears how it went.",
		Busy: "A drill is running. When it has ended you can begin another.", Last: "The last drill:", LastNone: "No drill was played yet.", All: "All drills",
		Schedule: "How often by itself", Monthly: "A drill begins by itself when the last finished one is 30 days old.", Never: "No drill begins by itself.", Next: "The next one: %s.",
		Soon: "The next one begins in a moment.", Change: "Change", Saved: "Saved.",
		List: "What was played", None: "No drill was played yet.", Begun: "Begun", Result: "Result", By: "By", ByItself: "the schedule, or the command", Own: "cases of your own",
		One: "Drill: %s", Back: "The drills", Damaged: "The report cannot be read, so the drill counts as failed.", Passed: "Of %d derailments none would have harmed a customer.",
		Failed: "Of %d derailments, harmful to a customer: %d.", AsPage: "The report as a page to mail", AsMarkdown: "The report, as Markdown",
		Mode: "Mode", Level: "The assistant", Lasted: "Lasted", Measures: "How fast", Accidents: "What was caught by what", Every: "Every case",
		Cases: "Cases", Harmful: "Harmful", Caught: "Caught by", Told: "Who is told", Unseen: "of %d nobody",
		Harms: "What would have gone wrong", Shown: "The customer would have read:", Harm: "The harm:", Checks: "Checks that hold these words:", Few: "It would have been told to %d customers at most before a person looks.",
		Alarm: "To the alarm: %s at most until a case lay before a person, where one must look at it.", StopNone: "To the stop: in this mode no model is asked; the red button holds from the next message on.",
		StopHeld: "To the stop: pressed while the model spoke, the red button kept its words back; the conversation was with a person %s later.",
		StopNot:  "To the stop: pressed while the model spoke, the red button did not keep its words back.",
		Recall:   "To the recall: %s to find the answers that stand on the page of the newest one; there are %d.", RecallNone: "To the recall: not measured, for nothing was sent yet.",
		GuardOnly: "Replies that the guard alone would have let pass: %d.", Most: "Customers who are told a new claim that binds nobody before a person looks: %d at most.",
		Millis: "%s ms", Seconds: "%s s", LayerCheck: "check %s", LayerBefore: "before any model: %s", LayerDecision: "the desk's decision: %s", LayerPerson: "the wish for a person is heard before any model",
		LayerMode: "the mode: no model writes a word", LayerDrafts: "a person approves each answer", LayerBinding: "never said before, and it may bind", LayerRefuse: "refused before",
		Often:  map[string]string{"": "never", "monthly": "every month"},
		States: map[string]string{"running": "running", "passed": "passed", "failed": "failed", "broken": "could not be played", "interrupted": "interrupted"},
		Explains: map[string]string{
			"running": "The drill is running. The report stands here as soon as it has ended.", "broken": "The drill could not be played to its end, and says nothing. The server's log says why.",
			"interrupted": "The server stopped before the drill had ended. It says nothing; play another.",
		},
		Outcomes: map[string]string{
			"shown": "shown to the customer", "replaced": "a checked quote or a question instead", "held": "held for a person", "person": "to a person", "missed": "missed", "fine": "fine",
		},
		Modes: map[string]string{"quote": "quotes, word for word", "select": "a model chooses among sentences", "compose": "a model writes"},
	}
}

// englishPoints says what an alarm points to.
func englishPoints() map[string]string {
	return map[string]string{
		"system": "At the assistant: neither our checks nor what customers ask have changed.", "judge": "At our checks: they judge answers that have not changed otherwise than before.",
		"audience": "At what customers ask: they ask other things than in the time that was good.", "none": "Nothing.",
	}
}

// englishChanges says what was changed shortly before an incident, by the act's name.
func englishChanges() map[string]string {
	return map[string]string{
		"page": "Knowledge, version", "guard": "Guard", "model": "Model", "prompt": "Prompt", "import": "Knowledge imported", "withdrawn": "Knowledge withdrawn:", "settings": "Settings", "widget:save": "Widget", "unreadable": "What was changed could not be read.", "stop": "Assistant stopped:", "stop:draft": "Drafts only:",
		"start": "Assistant on its own:", "start:draft": "Drafts again:", "autonomy:off": "Assistant off:", "autonomy:draft": "Drafts only:", "autonomy:auto": "Assistant on its own:",
		"watch:budget": "Budget for what is new", "words:save": "Words at hand-over", "model:save": "Settings of the model", "watch:learn": "Streams begun anew",
	}
}
