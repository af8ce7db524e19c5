//! The letter as a draft: an RFC 5322 message with both parts, the same bytes every time.
//!
//! Mail programs open it for editing because of `X-Unsent`. Names and subjects may come from strangers: line breaks
//! are refused, everything else is encoded.

use jiff::civil;
use mail_builder::MessageBuilder;
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::headers::url::URL;
use mail_builder::mime::{BodyPart, MimePart};

use super::context::{Envelope, Mailbox};

/// Why an envelope was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnvelopeError {
    /// A line break or another control character in a header: it could add headers of its own.
    ControlCharacter { header: &'static str },
    /// Not an address of the form `name@domain`.
    Address { address: String },
    /// Not an https or mailto address.
    Unsubscribe { address: String },
}

impl std::fmt::Display for EnvelopeError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            EnvelopeError::ControlCharacter { header } => {
                write!(formatter, "`{header}` of a letter must be one line")
            }
            EnvelopeError::Address { address } => {
                write!(formatter, "`{}` is not a mail address", address.escape_debug())
            }
            EnvelopeError::Unsubscribe { address } => write!(
                formatter,
                "`{}` is not an https or mailto address to unsubscribe at",
                address.escape_debug()
            ),
        }
    }
}

impl std::error::Error for EnvelopeError {}

/// The message with `text` and `html` as alternatives. Its id and boundary are hashes of what is in it.
pub fn eml(envelope: &Envelope, text: &str, html: &str) -> Result<Vec<u8>, EnvelopeError> {
    one_line("subject", &envelope.subject)?;
    one_line("locale", &envelope.locale)?;
    let from = envelope.from.as_ref().map(|from| mailbox("from", from)).transpose()?;
    let to = envelope.to.as_ref().map(|to| mailbox("to", to)).transpose()?;
    let hash = fingerprint(envelope, text, html);

    let mut message = MessageBuilder::new();
    if let Some((name, address)) = &from {
        message = message.from(Address::new_address(name.as_deref(), address.as_str()));
    }
    if let Some((name, address)) = &to {
        message = message.to(Address::new_address(name.as_deref(), address.as_str()));
    }
    message = message
        .subject(envelope.subject.as_str())
        .date(Date::new(midnight(envelope.date)))
        .message_id(message_id(&hash, from.as_ref().map(|(_, address)| address.as_str())))
        .header("X-Unsent", Raw::new("1"))
        .header("Content-Language", Text::new(envelope.locale.as_str()));
    for (name, value) in unsubscribe_headers(envelope)? {
        message = message.header(name, value);
    }
    let kind = ContentType::new("multipart/alternative").attribute("boundary", boundary(&hash));
    let parts = vec![
        MimePart::new("text/plain", BodyPart::Text(text.into())),
        MimePart::new("text/html", BodyPart::Text(html.into())),
    ];
    let mut bytes = Vec::new();
    message.body(MimePart::new(kind, parts)).serialize(&mut bytes);
    Ok(bytes)
}

fn one_line(header: &'static str, value: &str) -> Result<(), EnvelopeError> {
    // U+0085, U+2028 and U+2029 break lines for some readers too.
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if value.contains(breaks) {
        return Err(EnvelopeError::ControlCharacter { header });
    }
    Ok(())
}

/// Name and address, the domain in ASCII.
fn mailbox(
    header: &'static str,
    mailbox: &Mailbox,
) -> Result<(Option<String>, String), EnvelopeError> {
    if let Some(name) = &mailbox.name {
        one_line(header, name)?;
    }
    let wrong = || EnvelopeError::Address { address: mailbox.address.clone() };
    let (local, domain) = mailbox.address.rsplit_once('@').ok_or_else(wrong)?;
    let is_atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    if local.is_empty() || !local.chars().all(is_atom) {
        return Err(wrong());
    }
    let domain = idna::domain_to_ascii_strict(domain).map_err(|_| wrong())?;
    if domain.is_empty() {
        return Err(wrong());
    }
    Ok((mailbox.name.clone(), format!("{local}@{domain}")))
}

fn unsubscribe_headers(
    envelope: &Envelope,
) -> Result<Vec<(&'static str, HeaderType<'_>)>, EnvelopeError> {
    let Some(address) = envelope.list_unsubscribe.as_deref() else {
        return Ok(Vec::new());
    };
    let is_https = address.starts_with("https://");
    let is_plain = address.chars().all(|c| c.is_ascii_graphic() && !"<>,\"".contains(c));
    if !is_plain || !(is_https || address.starts_with("mailto:")) {
        return Err(EnvelopeError::Unsubscribe { address: address.to_owned() });
    }
    let mut headers = vec![("List-Unsubscribe", URL::new(address).into())];
    if is_https {
        // RFC 8058: only an https address can take the one click.
        headers.push(("List-Unsubscribe-Post", Raw::new("List-Unsubscribe=One-Click").into()));
    }
    Ok(headers)
}

fn midnight(date: civil::Date) -> i64 {
    date.duration_since(civil::date(1970, 1, 1)).as_secs()
}

fn fingerprint(envelope: &Envelope, text: &str, html: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    let date = envelope.date.to_string();
    let [from, to] = [&envelope.from, &envelope.to].map(|mailbox| {
        let name = mailbox.as_ref().and_then(|mailbox| mailbox.name.as_deref());
        let address = mailbox.as_ref().map(|mailbox| mailbox.address.as_str());
        [name.unwrap_or_default(), address.unwrap_or_default()]
    });
    let fields = [
        envelope.subject.as_str(),
        from[0],
        from[1],
        &date,
        envelope.list_unsubscribe.as_deref().unwrap_or_default(),
        text,
        html,
    ];
    let to = to.into_iter().filter(|_| envelope.to.is_some());
    for field in fields.into_iter().chain(to) {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field.as_bytes());
    }
    hasher.finalize().to_hex().as_str()[..32].to_owned()
}

fn message_id(hash: &str, from: Option<&str>) -> String {
    let domain = from.and_then(|from| from.rsplit_once('@')).map_or("draft.invalid", |(_, d)| d);
    format!("{hash}@{domain}")
}

/// `=_` occurs in neither quoted-printable nor base64.
fn boundary(hash: &str) -> String {
    format!("=_{hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn envelope() -> Envelope {
        Envelope {
            subject: "Frisch geröstet ☕ für Sie".into(),
            from: Some(Mailbox {
                name: Some("Lena Müller".into()),
                address: "lena@röster.test".into(),
            }),
            to: None,
            date: civil::date(2026, 11, 23),
            locale: "de".into(),
            list_unsubscribe: None,
        }
    }

    #[test]
    fn the_same_bytes_twice() {
        let first = eml(&envelope(), "a", "<p>a</p>").unwrap();
        assert_eq!(first, eml(&envelope(), "a", "<p>a</p>").unwrap());
        assert_ne!(first, eml(&envelope(), "b", "<p>a</p>").unwrap());
    }

    #[test]
    fn a_draft_with_both_parts() {
        let bytes = eml(&envelope(), "Grüße\n", "<p>Grüße</p>\n").unwrap();
        insta::assert_snapshot!(String::from_utf8(bytes).unwrap().replace('\r', ""), @r#"
        From: =?utf-8?B?TGVuYSBNw7xsbGVy?= <lena@xn--rster-jua.test>
        Subject: =?utf-8?B?RnJpc2NoIGdlcsO2c3RldCDimJUgZsO8ciBTaWU=?=
        Date: Mon, 23 Nov 2026 00:00:00 +0000
        Message-ID: <0523f363f69b27444ea059291b35d29e@xn--rster-jua.test>
        X-Unsent: 1
        Content-Language: de
        MIME-Version: 1.0
        Content-Type: multipart/alternative;
         boundary="=_0523f363f69b27444ea059291b35d29e"

        --=_0523f363f69b27444ea059291b35d29e
        Content-Type: text/plain; charset="utf-8"
        Content-Transfer-Encoding: base64

        R3LDvMOfZQo=

        --=_0523f363f69b27444ea059291b35d29e
        Content-Type: text/html; charset="utf-8"
        Content-Transfer-Encoding: base64

        PHA+R3LDvMOfZTwvcD4K

        --=_0523f363f69b27444ea059291b35d29e--
        "#);
    }

    #[test]
    fn line_breaks_in_headers_are_refused() {
        for evil in ["a\r\nBcc: x@y.test", "a\nb", "a\rb", "a\0", "a\u{85}b", "a\u{2028}b"] {
            let subject = Envelope { subject: evil.into(), ..envelope() };
            let name = Mailbox { name: Some(evil.into()), address: "a@b.test".into() };
            let to = Envelope { to: Some(name.clone()), ..envelope() };
            let name = Envelope { from: Some(name), ..envelope() };
            let address = Mailbox { name: None, address: format!("{evil}@b.test") };
            let address = Envelope { from: Some(address), ..envelope() };
            let list = Some(format!("https://x.test/{evil}"));
            let list = Envelope { list_unsubscribe: list, ..envelope() };
            for envelope in [subject, name, to, address, list] {
                assert!(eml(&envelope, "", "").is_err(), "{envelope:?}");
            }
        }
    }

    #[test]
    fn addresses_are_checked() {
        for address in
            ["", "a", "@b.test", "a@", "a b@c.test", "a@b>.test", "ü@b.test", "<a@b.test>"]
        {
            let from = Some(Mailbox { name: None, address: address.into() });
            assert!(eml(&Envelope { from, ..envelope() }, "", "").is_err(), "{address}");
        }
    }

    #[test]
    fn unsubscribing_is_written_when_given() {
        let with = |address: &str| {
            let list_unsubscribe = Some(address.to_owned());
            let bytes = eml(&Envelope { list_unsubscribe, ..envelope() }, "", "")?;
            Ok::<_, EnvelopeError>(String::from_utf8(bytes).unwrap())
        };
        let https = with("https://x.test/u?i=1").unwrap();
        assert!(https.contains("List-Unsubscribe: <https://x.test/u?i=1>\r\n"));
        assert!(https.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
        assert!(!with("mailto:u@x.test").unwrap().contains("-Post"));
        assert!(with("http://x.test").is_err());
        assert!(with("https://x.test/>,<https://y.test").is_err());
        let none = String::from_utf8(eml(&envelope(), "", "").unwrap()).unwrap();
        assert!(!none.contains("List-Unsubscribe"));
    }
}
