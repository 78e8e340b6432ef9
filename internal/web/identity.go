package web

import (
	"strings"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

// customerBody is what a caller says of the customer.
type customerBody struct {
	ID         string            `json:"id,omitempty" maxLength:"200" doc:"The company's own id of the customer. Needs hmac, or a key with the scope customers:write."`
	HMAC       string            `json:"hmac,omitempty" maxLength:"64" doc:"HMAC-SHA256 of id under the secret shared with the company's site, in hex."`
	Name       string            `json:"name,omitempty" maxLength:"200"`
	Email      string            `json:"email,omitempty" maxLength:"320"`
	Attributes map[string]string `json:"attributes,omitempty" maxProperties:"20" doc:"What holds for this customer (plan, country, version). Needs hmac, or a key with the scope customers:write."`
}

// opening is what a conversation begins with, as far as the caller is to be believed. What a visitor says of name and
// e-mail is kept as said; who they are, and what holds for them, must be signed.
func (s *Server) opening(b *customerBody, key *access.Key) (conversation.Opening, error) {
	if b == nil {
		return conversation.Opening{}, nil
	}
	if b.ID == "" && b.HMAC != "" {
		return conversation.Opening{}, desk.Errorf(desk.Invalid, "customer.hmac is given without customer.id: send both, or neither")
	}
	trusted := key != nil && key.May(access.CustomersWrite)
	if b.HMAC != "" {
		if !access.Signed(s.cfg.IdentitySecret, b.ID, b.HMAC) {
			return conversation.Opening{}, desk.Errorf(desk.Unauthorized, "customer.hmac does not sign customer.id: it must be HMAC-SHA256 of the id under the desk's identity secret, in hex")
		}
		trusted = true
	}
	if !trusted && (b.ID != "" || len(b.Attributes) > 0) {
		return conversation.Opening{}, untrusted(key)
	}
	attributes, err := lower(b.Attributes)
	return conversation.Opening{
		Customer: desk.Customer{Name: b.Name, Email: b.Email, Attributes: attributes, Signed: trusted && b.ID != ""},
		External: b.ID,
	}, err
}

func untrusted(key *access.Key) error {
	if key != nil {
		return desk.Errorf(desk.Forbidden, "customer.id and customer.attributes need customer.hmac, or an API key with the scope customers:write")
	}
	return desk.Errorf(desk.Unauthorized, "customer.id and customer.attributes need customer.hmac: sign the id on the company's own site, or leave both out")
}

// lower puts attributes into the form of scopes.
func lower(attributes map[string]string) (map[string]string, error) {
	const longestKey, longestValue = 64, 200
	out := map[string]string{}
	for key, value := range attributes {
		if key == "" || len(key) > longestKey || len(value) > longestValue {
			return nil, desk.Errorf(desk.Invalid, "customer.attributes: use keys of 1 to %d bytes and values of at most %d", longestKey, longestValue)
		}
		out[strings.ToLower(key)] = strings.ToLower(value)
	}
	return out, nil
}
