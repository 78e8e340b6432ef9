package access

import (
	"slices"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Permission is one thing that somebody who has signed in may do. The list is closed.
type Permission string

// The permissions.
const (
	AnswerCustomers Permission = "answer customers"
	StopAssistant   Permission = "stop the assistant"
	SetAutonomy     Permission = "change what the assistant may do"
	SetUpWidget     Permission = "set up the chat on other sites" //nolint:gosec // the name of a right, no secret
	ManageOperators Permission = "invite, change and deactivate operators"
	ManageLeads     Permission = "invite, change and deactivate leads and owners"
	ManageTeams     Permission = "change teams, hours and topics"
	SeeModel        Permission = "see the model's settings and test it"
	WriteHandOver   Permission = "change the words at hand-over"
	WriteReplies    Permission = "change canned replies"
	WriteIssues     Permission = "write known issues and thaw topics"
	ManageKeys      Permission = "make and revoke API keys"
	SetRetention    Permission = "change how long conversations are kept"

	WriteRecalls      Permission = "propose recalls and write corrections"
	ApproveRecalls    Permission = "approve corrections that others wrote, and end recalls"
	HoldConversations Permission = "put conversations under legal hold"
)

// Grant is one line of the table of who may do what.
type Grant struct {
	Permission Permission
	Roles      []desk.Role
}

// Grants is the whole table. What stands in no line, nobody may do.
func Grants() []Grant {
	everybody := []desk.Role{desk.RoleOperator, desk.RoleLead, desk.RoleOwner}
	leads, owners := everybody[1:], everybody[2:]
	return []Grant{
		{AnswerCustomers, everybody},
		{StopAssistant, everybody},
		{SetAutonomy, leads},
		{SetUpWidget, leads},
		{ManageOperators, leads},
		{ManageLeads, owners},
		{ManageTeams, leads},
		{SeeModel, leads},
		{WriteHandOver, leads},
		{WriteReplies, leads},
		{WriteIssues, leads},
		{ManageKeys, owners},
		{SetRetention, owners},
		{WriteRecalls, everybody},
		{ApproveRecalls, leads},
		{HoldConversations, leads},
	}
}

// May tells whether a role holds a permission. A role or a permission that is not known holds, or is held by, nothing.
func May(role desk.Role, p Permission) bool {
	return slices.ContainsFunc(Grants(), func(g Grant) bool { return g.Permission == p && slices.Contains(g.Roles, role) })
}

// MayManage tells whether somebody may invite, change or deactivate a person of a role.
func MayManage(mine, theirs desk.Role) bool {
	switch theirs {
	case desk.RoleOperator:
		return May(mine, ManageOperators)
	case desk.RoleLead, desk.RoleOwner:
		return May(mine, ManageLeads)
	}
	return false
}
