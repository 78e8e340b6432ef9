package web

import (
	"net/http"
	"strings"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
)

// routes are all of them.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	s.apiRoutes(mux)
	s.pageRoutes(mux)
	s.settingsRoutes(mux)
	s.recallRoutes(mux)
	mux.HandleFunc("GET /healthz", s.healthy)
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle("GET /metrics", s.metrics())
	return mux
}

func (s *Server) apiRoutes(mux *http.ServeMux) {
	api := s.newAPI(mux) // and /openapi.json
	call(s, api, operation{method: "POST", path: "/conversations", id: "open-conversation", summary: "Begin a conversation", scope: access.ConversationsWrite, open: true, accepted: true, files: true}, s.openConversation)
	call(s, api, operation{method: "POST", path: "/conversations/{id}/messages", id: "send-message", summary: "Write again in a conversation", scope: access.ConversationsWrite, open: true, accepted: true}, s.followConversation)
	call(s, api, operation{method: "GET", path: "/conversations/{id}", id: "read-conversation", summary: "Read a conversation", scope: access.ConversationsRead, open: true}, s.readConversation)
	call(s, api, operation{method: "GET", path: "/conversations/{id}/stream", id: "follow-conversation", summary: "Follow a conversation", scope: access.ConversationsRead, open: true, about: streamAbout}, s.streamConversation)
	call(s, api, operation{method: "POST", path: "/conversations/{id}/reports", id: "report-reply", summary: "Say that a reply of the assistant is wrong", scope: access.ConversationsWrite, open: true}, s.reportReply)
	call(s, api, operation{method: "POST", path: "/conversations/{id}/rating", id: "rate-conversation", summary: "Say what the customer thinks at the end, once", scope: access.ConversationsWrite, open: true}, s.rateConversation)
	call(s, api, operation{method: "POST", path: "/conversations/{id}/operator-messages", id: "answer-as-operator", summary: "Answer as an operator", scope: access.OperatorsScope}, s.operatorMessage)
	call(s, api, operation{method: "POST", path: "/conversations/{id}/files", id: "upload-file", summary: "Bring a file, to be sent with a message", scope: access.ConversationsWrite, open: true, files: true, about: uploadAbout}, s.uploadFile)
	call(s, api, operation{method: "GET", path: "/articles", id: "list-articles", summary: "List articles", scope: access.KnowledgeRead}, s.listArticles)
	call(s, api, operation{method: "GET", path: "/articles/{id}", id: "read-article", summary: "Read an article", scope: access.KnowledgeRead}, s.readArticle)
	call(s, api, operation{method: "PUT", path: "/articles/{id}", id: "put-article", summary: "Write an article", scope: access.KnowledgeWrite}, s.putArticle)
	call(s, api, operation{method: "DELETE", path: "/articles/{id}", id: "withdraw-article", summary: "Withdraw an article", scope: access.KnowledgeWrite}, s.deleteArticle)
	call(s, api, operation{method: "POST", path: "/imports", id: "import", summary: "Import documents", scope: access.KnowledgeWrite, about: importAbout, huge: true}, s.importDocuments)
	call(s, api, operation{method: "GET", path: "/reviews", id: "list-reviews", summary: "List drafts that wait for an operator", scope: access.ConversationsRead}, s.listReviews)
	call(s, api, operation{method: "POST", path: "/reviews/{turn}", id: "decide-review", summary: "Decide on a draft", scope: access.OperatorsScope}, s.decideReview)
	call(s, api, operation{method: "POST", path: "/assistant/stop", id: "stop-assistant", summary: "Stop the assistant", scope: access.AssistantScope}, s.stopAssistant)
	call(s, api, operation{method: "POST", path: "/assistant/start", id: "start-assistant", summary: "Let the assistant go on", scope: access.AssistantScope}, s.startAssistant)
	call(s, api, operation{method: "GET", path: "/operators", id: "list-operators", summary: "List operators", scope: access.OperatorsScope}, s.listOperators)
	call(s, api, operation{method: "PUT", path: "/operators/{id}/presence", id: "set-presence", summary: "Note whether an operator is at the desk", scope: access.OperatorsScope}, s.setPresence)
	call(s, api, operation{method: "POST", path: "/check", id: "check", summary: "Have an answer checked against its sources", scope: access.CheckScope}, s.checkText)
	call(s, api, operation{method: "POST", path: "/recalls", id: "propose-recall", summary: "Find everybody who was told something wrong", scope: access.OperatorsScope}, s.openRecall)
	call(s, api, operation{method: "GET", path: "/recalls", id: "list-recalls", summary: "List recalls", scope: access.OperatorsScope}, s.listRecalls)
	call(s, api, operation{method: "GET", path: "/recalls/{id}", id: "read-recall", summary: "Read a recall", scope: access.OperatorsScope}, s.readRecall)
	mux.HandleFunc("OPTIONS /api/v1/conversations", s.preflight)
	mux.HandleFunc("OPTIONS /api/v1/conversations/", s.preflight)
	mux.Handle(apiRest, s.noRoute(mux))
}

func (s *Server) pageRoutes(mux *http.ServeMux) {
	mux.Handle("/", s.keeping(s.start))
	mux.Handle("POST /steps", s.page(s.hideSteps))
	mux.Handle("GET /chat/{inbox}", s.page(s.chat))
	mux.Handle("POST /chat/{inbox}", s.page(s.say))
	mux.Handle("POST /chat/{inbox}/person", s.page(s.askPerson))
	mux.Handle("POST /chat/{inbox}/new", s.page(s.anew))
	mux.Handle("POST /chat/{inbox}/email", s.page(s.emailForm))
	mux.Handle("GET /back/{token}", s.page(s.comeBack))
	mux.Handle("POST /back/{token}", s.page(s.comeBack))
	mux.Handle("POST /chat/{inbox}/wrong", s.page(s.wrongForm))
	mux.Handle("POST /chat/{inbox}/rate", s.page(s.rateForm))
	mux.Handle("GET /desk/widget", s.inside(s.widgetPage))
	mux.Handle("POST /desk/widget", s.inside(s.saveWidget))
	mux.Handle("POST /desk/conversations/{id}/reports/{report}", s.inside(s.settleForm))
	mux.Handle("GET /desk/setup/{token}", s.keeping(s.setupPage))
	mux.Handle("POST /desk/setup/{token}", s.keeping(s.setup))
	mux.Handle("GET /desk/login", s.doorstep(s.loginPage))
	mux.Handle("POST /desk/login", s.doorstep(s.login))
	mux.Handle("POST /desk/logout", s.inside(s.logout))
	mux.Handle("GET /desk", s.inside(s.deskList))
	mux.Handle("GET /desk/stream", s.inside(s.deskStream))
	mux.Handle("POST /desk/presence", s.inside(s.presenceForm))
	mux.Handle("POST /desk/assistant", s.inside(s.assistantForm))
	mux.Handle("POST /desk/reviews/{turn}", s.inside(s.reviewForm))
	mux.Handle("GET /desk/conversations/{id}", s.inside(s.deskCase))
	mux.Handle("POST /desk/conversations/{id}/reply", s.inside(s.replyForm))
	mux.Handle("POST /desk/conversations/{id}/take-over", s.inside(s.takeOverForm))
	mux.Handle("POST /desk/conversations/{id}/resolve", s.inside(s.resolveForm))
	mux.Handle("POST /desk/conversations/{id}/assign", s.inside(s.assignForm))
	mux.Handle("POST /desk/conversations/{id}/give-back", s.inside(s.giveBackForm))
	mux.Handle("POST /desk/conversations/{id}/reopen", s.inside(s.reopenForm))
	mux.Handle("POST /desk/conversations/{id}/viewers", s.inside(s.viewersForm))
	mux.Handle("POST /desk/conversations/{id}/files", s.inside(s.operatorFile))
	mux.Handle("GET /files/{id}/{name}", s.sessions.LoadAndSave(http.HandlerFunc(s.file)))
	mux.HandleFunc("OPTIONS /files/", s.preflight)
	mux.Handle("/desk/", s.inside(nowhere))
	s.knowledgeRoutes(mux)
	s.watchRoutes(mux)
	mux.HandleFunc("GET /static/{address...}", s.static)
	mux.HandleFunc("GET /widget.js", s.widgetScript)
	mux.HandleFunc("GET /widget/{settings}", s.widgetSettings)
}

func (s *Server) knowledgeRoutes(mux *http.ServeMux) {
	mux.Handle("GET /knowledge", s.inside(s.knowledgePage))
	mux.Handle("GET /knowledge/articles/{id}", s.inside(s.leafPage))
	mux.Handle("POST /knowledge/articles/{id}/status", s.inside(s.statusForm))
	mux.Handle("POST /knowledge/articles/{id}/terms", s.inside(s.termsForm))
	mux.Handle("GET /knowledge/try", s.inside(s.tryPage))
	mux.Handle("POST /knowledge/try", s.inside(s.tryForm))
	mux.Handle("GET /knowledge/contradictions", s.inside(s.disputesPage))
	mux.Handle("POST /knowledge/contradictions/{id}", s.inside(s.settleDispute))
	mux.Handle("GET /knowledge/gaps", s.inside(s.gapsPage))
	mux.Handle("GET /knowledge/import", s.inside(s.importPage))
	mux.Handle("POST /knowledge/import", s.inside(s.importForm))
	mux.Handle("/knowledge/", s.inside(nowhere))
}

func (s *Server) watchRoutes(mux *http.ServeMux) {
	mux.Handle("GET /watch", s.inside(s.consolePage))
	mux.Handle("POST /watch/claims/{turn}/{n}", s.holding(access.AnswerCustomers, s.judgeClaim))
	mux.Handle("POST /watch/budget", s.holding(access.SetAutonomy, s.saveBudget))
	mux.Handle("GET /watch/reviews", s.inside(s.samplesPage))
	mux.Handle("POST /watch/reviews/{turn}", s.holding(access.AnswerCustomers, s.labelForm))
	mux.Handle("POST /watch/streams", s.holding(access.SetAutonomy, s.streamsForm))
	mux.Handle("POST /watch/breakers", s.holding(access.SetAutonomy, s.moveBreaker))
	mux.Handle("GET /watch/incidents/{id}", s.inside(s.incidentPage))
	mux.Handle("POST /watch/incidents/{id}", s.holding(access.AnswerCustomers, s.incidentForm))
	mux.Handle("GET /watch/incidents/{id}/answers", s.inside(s.incidentAnswers))
	mux.Handle("GET /watch/streams/{kind}/{scope}", s.inside(s.streamPage))
	mux.Handle("GET /watch/incidents/{id}/report", s.inside(s.incidentReport))
	mux.Handle("GET /watch/drills", s.inside(s.drillsPage))
	mux.Handle("POST /watch/drills", s.holding(access.SetAutonomy, s.beginDrill))
	mux.Handle("POST /watch/drills/schedule", s.holding(access.SetAutonomy, s.scheduleDrills))
	mux.Handle("GET /watch/drills/{id}", s.inside(s.drillPage))
	mux.Handle("GET /watch/drills/{id}/report.md", s.inside(s.drillMarkdown))
	mux.Handle("GET /watch/drills/{id}/report.html", s.inside(s.drillHTML))
	mux.Handle("GET /watch/issues", s.inside(s.issuesPage))
	mux.Handle("POST /watch/issues", s.holding(access.WriteIssues, s.newIssue))
	mux.Handle("POST /watch/issues/{id}/end", s.holding(access.WriteIssues, s.endIssue))
	mux.Handle("POST /watch/issues/freezes/{id}/card", s.holding(access.WriteIssues, s.cardForm))
	mux.Handle("POST /watch/issues/freezes/{id}/thaw", s.holding(access.WriteIssues, s.thawForm))
	mux.Handle("/watch/", s.inside(nowhere))
}

// recallRoutes put right what customers were told. What of it leads alone may do, recallForm says.
func (s *Server) recallRoutes(mux *http.ServeMux) {
	mux.Handle("GET /recalls", s.holding(access.WriteRecalls, s.recallsPage))
	mux.Handle("POST /recalls", s.holding(access.WriteRecalls, s.newRecall))
	mux.Handle("GET /recalls/{id}", s.holding(access.WriteRecalls, s.recallPage))
	mux.Handle("POST /recalls/{id}", s.holding(access.WriteRecalls, s.recallForm))
	mux.Handle("GET /recalls/{id}/report.md", s.holding(access.WriteRecalls, s.recallReport))
	mux.Handle("POST /desk/conversations/{id}/hold", s.holding(access.HoldConversations, s.holdForm))
	mux.Handle("/recalls/", s.inside(nowhere))
}

// settingsRoutes are the pages of leads and owners, each with the permission that it asks for.
func (s *Server) settingsRoutes(mux *http.ServeMux) {
	mux.Handle("GET /join/{token}", s.keeping(s.joinPage))
	mux.Handle("POST /join/{token}", s.keeping(s.join))
	mux.Handle("GET /settings", s.holding(access.ManageOperators, s.settingsStart))
	mux.Handle("GET /settings/operators", s.holding(access.ManageOperators, s.operatorsPage))
	mux.Handle("POST /settings/operators", s.holding(access.ManageOperators, s.invite))
	mux.Handle("POST /settings/operators/{id}", s.holding(access.ManageOperators, s.operatorForm))
	mux.Handle("POST /settings/invitations/{id}/withdraw", s.holding(access.ManageOperators, s.withdrawLink))
	mux.Handle("GET /settings/teams", s.holding(access.ManageTeams, s.teamsPage))
	mux.Handle("POST /settings/teams", s.holding(access.ManageTeams, s.newTeam))
	mux.Handle("POST /settings/topics", s.holding(access.ManageTeams, s.saveTopics))
	mux.Handle("GET /settings/teams/{id}", s.holding(access.ManageTeams, s.teamPage))
	mux.Handle("POST /settings/teams/{id}", s.holding(access.ManageTeams, s.saveTeam))
	mux.Handle("GET /settings/autonomy", s.holding(access.SetAutonomy, s.autonomyPage))
	mux.Handle("POST /settings/autonomy", s.holding(access.SetAutonomy, s.setAutonomy))
	mux.Handle("GET /settings/keys", s.holding(access.ManageKeys, s.keysPage))
	mux.Handle("POST /settings/keys", s.holding(access.ManageKeys, s.makeKey))
	mux.Handle("POST /settings/keys/{id}/revoke", s.holding(access.ManageKeys, s.revokeKey))
	mux.Handle("GET /settings/model", s.holding(access.SeeModel, s.modelPage))
	mux.Handle("POST /settings/model", s.holding(access.SeeModel, s.tryModel))
	mux.Handle("GET /settings/words", s.holding(access.WriteHandOver, s.wordsPage))
	mux.Handle("POST /settings/words", s.holding(access.WriteHandOver, s.saveWords))
	mux.Handle("GET /settings/replies", s.holding(access.WriteReplies, s.repliesPage))
	mux.Handle("POST /settings/replies", s.holding(access.WriteReplies, s.saveReply))
	mux.Handle("GET /settings/retention", s.holding(access.SetRetention, s.retentionPage))
	mux.Handle("POST /settings/retention", s.holding(access.SetRetention, s.saveRetention))
	mux.Handle("/settings/", s.inside(nowhere))
}

const (
	streamAbout = "Server-sent events: hello at once, then message, turn, promise and state, each with the number of the event as its id. " +
		"A connection that ends is taken up again with Last-Event-ID; one beyond the last event counts as the last, and hello names the event after which the " +
		"stream goes on. typing has no number: it names the operator who writes an answer, holds for 8 seconds, and has an empty name when nobody does. " +
		"A comment every 15 seconds keeps the line open."
	importAbout = "Takes an archive (zip, tar, tar.gz) or JSON {\"documents\": [{\"path\", \"text\"}]}, at most 64 MiB. A second import of the same source " +
		"updates the first: what is gone is withdrawn. Nothing is read from the server's own disk."
)

// nowhere answers for pages of the desk that do not exist.
func nowhere(http.ResponseWriter, *http.Request) error {
	return desk.Errorf(desk.NotFound, "no such page")
}

// apiRest matches what no route of the API does.
const apiRest = "/api/"

// noRoute answers for addresses of the API that do not exist, and for methods that those which do exist do not know.
func (s *Server) noRoute(mux *http.ServeMux) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		allowed := methodsAt(mux, r)
		if len(allowed) == 0 {
			s.writeProblem(w, r, desk.Errorf(desk.NotFound, "%s %s does not exist; /openapi.json lists what does", r.Method, clip(r.URL.Path, 200)))
			return
		}
		allow := strings.Join(allowed, ", ")
		w.Header().Set("Allow", allow)
		s.writeProblem(w, r, newProblem(http.StatusMethodNotAllowed, desk.Invalid,
			clip(r.Method, 40)+" is not a method of "+clip(r.URL.Path, 200)+": use "+allow))
	}
}

// methodsAt gives the methods that the API knows at a request's address, none where there is no such address.
func methodsAt(mux *http.ServeMux, r *http.Request) []string {
	var methods []string
	for _, m := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
		other := r.Clone(r.Context())
		other.Method = m
		if _, pattern := mux.Handler(other); pattern != apiRest {
			methods = append(methods, m)
		}
	}
	return methods
}
