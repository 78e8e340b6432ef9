package guard

import "testing"

func TestMarkupInDisguise(t *testing.T) {
	const page = "Paste this:\n```\n<div class=\"card\">Hi</div>\n```\nA value a < b holds, and map[string]int too. The rate is 5%."
	hold(t, "markup", []spokenCase{
		{en, page, "&lt;script&gt;alert(1)&lt;/script&gt;", true},
		{en, page, "\\u003cscript\\u003e", true},
		{en, page, "Open vbscript:msgbox(1).", true},
		{en, page, "Open data:image/svg+xml;base64,AAAA.", true},
		{en, page, "Open file:///etc/passwd.", true},
		{en, page, "p { display: none; }", true},
		{en, page, "@import url(https://evil.test/x.css)", true},
		{en, page, "background: url(https://evil.test/x?q=1)", true},
		{en, page, "\\x1b[31mred", true},
		{en, page, "It is [31mred[0m.", true},
		{en, page, "The lamp\u3164is blue.", true},
		{en, page, "The lamp\ufe00 is blue.", true},
		{en, page, "The lamp\U000E0101 is blue.", true},
		{en, page, "Z\u0300\u0301\u0302\u0303a", true},
		{en, page, "```\n<script>steal()</script>\n```", true},
		{en, page, "```\n<div>another</div>\n```", true},

		{en, page, "Paste this:\n```\n<div class=\"card\">Hi</div>\n```", false},
		{en, page, "A value a < b holds, and 3 > 2 & 1 < 2.", false},
		{en, page, "Write to <help@kestrel.example>.", false},
		{en, page, "It is 5% off; 100%<200% and R&D.", false},
		{en, page, "The data: a name and an address.", false},
		{en, page, "The file: it holds 3 rows [1] and [2].", false},
		{en, page, "Use {name} or { a, b }.", false},
		{en, page, "It is 👍🏽 and ❤️ and 1️⃣.", false},
		{en, page, "- Settings > Data > Export\n- **bold**", false},
		{fr, "", "L'été à Noël : « ça coûte 5 € » — 100 %.", false},
	})
}
