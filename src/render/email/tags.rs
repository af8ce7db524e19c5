//! Neutral tags such as `[[first_name]]`, and the same in the languages of mail programs.
//!
//! Authors write neutral tags; after the templates they are looked up in a table. A tag that a program does not have
//! stays as it is, readable, for the sender to replace. Sources of the table are the programs' manuals.

/// A mail program's own tags. `None`: it has none, or fills it in by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailProgram {
    /// Part of a file name: `mailchimp`.
    pub id: &'static str,
    pub name: &'static str,
    pub first_name: Option<&'static str>,
    /// An address, for use inside `href`.
    pub unsubscribe: Option<&'static str>,
    /// An address, for use inside `href`.
    pub view_online: Option<&'static str>,
    /// The sender's postal address.
    pub address: Option<&'static str>,
}

/// The tags that authors may use, without brackets.
pub const NEUTRAL_TAGS: [&str; 4] = ["first_name", "unsubscribe", "view_online", "address"];

/// The programs for which letters can be written.
pub const MAIL_PROGRAMS: [MailProgram; 9] = [
    MailProgram {
        id: "activecampaign",
        name: "ActiveCampaign",
        first_name: Some("%FIRSTNAME%"),
        unsubscribe: Some("%UNSUBSCRIBELINK%"),
        view_online: Some("%WEBCOPY%"),
        address: Some("%SENDER-INFO%"),
    },
    MailProgram {
        id: "brevo",
        name: "Brevo",
        first_name: Some("{{ contact.FIRSTNAME }}"),
        unsubscribe: Some("{{ unsubscribe }}"),
        view_online: Some("{{ mirror }}"),
        address: None,
    },
    MailProgram {
        id: "hubspot",
        name: "HubSpot",
        first_name: Some("{{ contact.firstname }}"),
        unsubscribe: Some("{{ unsubscribe_link }}"),
        view_online: Some("{{ view_as_page_url }}"),
        address: Some(
            "{{ site_settings.company_street_address_1 }}, {{ site_settings.company_city }}, \
             {{ site_settings.company_state }}",
        ),
    },
    MailProgram {
        id: "klaviyo",
        name: "Klaviyo",
        first_name: Some("{{ first_name }}"),
        unsubscribe: Some("{% unsubscribe_link %}"),
        view_online: Some("{% web_view_link %}"),
        address: Some("{{ organization.full_address }}"),
    },
    MailProgram {
        id: "mailchimp",
        name: "Mailchimp",
        first_name: Some("*|FNAME|*"),
        unsubscribe: Some("*|UNSUB|*"),
        view_online: Some("*|ARCHIVE|*"),
        address: Some("*|LIST:ADDRESS|*"),
    },
    MailProgram {
        id: "mautic",
        name: "Mautic",
        first_name: Some("{contactfield=firstname}"),
        unsubscribe: Some("{unsubscribe_url}"),
        view_online: Some("{webview_url}"),
        address: None,
    },
    MailProgram {
        id: "sendgrid",
        name: "SendGrid",
        first_name: Some("{{first_name}}"),
        unsubscribe: Some("{{{unsubscribe}}}"),
        view_online: None,
        address: Some(
            "{{Sender_Name}}, {{Sender_Address}}, {{Sender_City}}, {{Sender_State}} {{Sender_Zip}}",
        ),
    },
    MailProgram {
        id: "sendpulse",
        name: "SendPulse",
        first_name: Some("{{name}}"),
        unsubscribe: Some("{{unsubscribe_url}}"),
        view_online: Some("{{webversion}}"),
        address: None,
    },
    MailProgram {
        id: "unisender",
        name: "Unisender",
        first_name: Some("{{Name}}"),
        unsubscribe: Some("{{UnsubscribeUrl}}"),
        view_online: Some("{{WebLetterUrl}}"),
        address: None,
    },
];

impl MailProgram {
    fn tag(&self, neutral: &str) -> Option<&'static str> {
        match neutral {
            "first_name" => self.first_name,
            "unsubscribe" => self.unsubscribe,
            "view_online" => self.view_online,
            "address" => self.address,
            _ => None,
        }
    }
}

/// `text` (HTML, plain text or a subject) with neutral tags in `program`'s language. Nothing is escaped: the
/// programs expect their tags as they are, inside addresses too.
pub fn fill(text: &str, program: &MailProgram) -> String {
    let mut output = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name, after)) = next_tag(rest) {
        output.push_str(before);
        match program.tag(name) {
            Some(tag) => output.push_str(tag),
            None => output.push_str(&rest[before.len()..rest.len() - after.len()]),
        }
        rest = after;
    }
    output.push_str(rest);
    output
}

/// Names in double brackets that are no neutral tags, in order: mistyped ones.
pub fn unknown(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, name, after)) = next_tag(rest) {
        if !NEUTRAL_TAGS.contains(&name) {
            found.push(name);
        }
        rest = after;
    }
    found
}

/// Splits at the first `[[name]]`: what stands before, the name, what follows.
fn next_tag(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(found) = text[from..].find("[[") {
        let start = from + found;
        let inner = &text[start + 2..];
        let length = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
        if let Some(length @ 1..) = length
            && inner[length..].starts_with("]]")
        {
            return Some((&text[..start], &inner[..length], &inner[length + 2..]));
        }
        from = start + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn program(id: &str) -> MailProgram {
        MAIL_PROGRAMS.into_iter().find(|program| program.id == id).unwrap()
    }

    #[test]
    fn tags_are_looked_up() {
        let text = "Hi [[first_name]], <a href=\"[[unsubscribe]]\">out</a> [[address]] [[x]] [[[first_name]]]";
        assert_eq!(
            fill(text, &program("brevo")),
            "Hi {{ contact.FIRSTNAME }}, <a href=\"{{ unsubscribe }}\">out</a> [[address]] [[x]] \
             [{{ contact.FIRSTNAME }}]"
        );
    }

    #[test]
    fn every_program_can_unsubscribe_and_ids_are_sorted() {
        assert!(MAIL_PROGRAMS.iter().all(|program| program.unsubscribe.is_some()));
        assert!(MAIL_PROGRAMS.is_sorted_by_key(|program| program.id));
    }

    #[test]
    fn mistyped_tags_are_found() {
        assert_eq!(unknown("[[firstname]] [[first_name]] [[ x ]] [[é]] [[a"), ["firstname"]);
    }

    proptest! {
        #[test]
        fn text_without_tags_is_untouched(text in "[\\[\\] a-zé_]{0,60}") {
            let filled = fill(&text, &program("mautic"));
            if !NEUTRAL_TAGS.iter().any(|tag| text.contains(&format!("[[{tag}]]"))) {
                prop_assert_eq!(filled, text);
            }
        }
    }
}
