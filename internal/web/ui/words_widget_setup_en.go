package ui

// englishSetup fills in the page on which the chat on other sites is set up.
func (w *Words) englishSetup() {
	w.Setup = SetupWords{
		Title: "Chat on your site", Says: "One line puts the chat onto your pages. It is the same assistant, under the same watch, as on the chat's own page.",
		Saved: "Saved. Open pages take it over within a minute.", Save: "Save",
		Tag: "The line for your pages", TagSays: "Put it anywhere into the page, for example at the end of the head.",
		Policy: "If your site has a content security policy", PolicySays: "Add this server to these two lines. Nothing else is needed: no style, no frame, no inline script.",
		Direct:  "The chat's own page, for people whose browser runs no scripts",
		Origins: "Sites that may show it", OriginsHint: "One a line, with https:// and without a path. Other sites are refused, and their console says so.",
		Brand: "Name", BrandHint: "Customers read it at the top of the chat.",
		Accent: "Colour", AccentHint: "Of the button and of the top. What is written on it turns black or white, whichever can be read.",
		Position: "Place", Right: "Bottom right", Left: "Bottom left",
		Greeting: "Greeting (%s)", GreetingHint: "Optional. It stands in the empty chat. That customers write to an AI is always said, in fixed words.",
		BadBrand: "Give a name of 1 to 80 characters.", BadAccent: "Give a colour as #rrggbb.", BadPosition: "Choose bottom right or bottom left.",
		BadGreeting: "A greeting has at most 200 characters.",
		BadOrigin:   "“%s” is not the address of a site: write https:// and the host, such as https://www.example.com, without a path, at most 50 of them.",
		Secret:      "Show the identity secret", SecretSays: "For your server only, never for a page. It is 32 bytes, written in hex: decode it before you use it as the key. Who has it can speak for every customer.",
		Identity:     "Customers who are signed in on your site",
		IdentitySays: "Add data-customer with your id of the customer and data-hmac with its HMAC-SHA256 in hex, made on your server with the desk's identity secret; also data-name, data-email and data-attributes.",
	}
}
