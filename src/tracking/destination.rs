//! The destination as a value inside of another link.

use std::borrow::Cow;

use crate::model::backend::DestinationForm;
use crate::model::web::{WebAddress, escape_component};

/// RFC 4648 section 5.
const BASE64_URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// `destination` as `form` writes it. Its own escapes are never decoded first: an escape in it becomes `%25xx`, which decoding
/// once gives back.
pub(super) fn written(destination: &WebAddress, form: DestinationForm) -> Cow<'_, str> {
    let whole = destination.as_str();
    match form {
        DestinationForm::Escaped => escape_component(whole),
        DestinationForm::Raw => Cow::Borrowed(whole),
        DestinationForm::Path => {
            let rest = &whole[destination.origin().len()..];
            let slash = if rest.starts_with('/') { "" } else { "/" };
            Cow::Owned(escape_component(&format!("{slash}{rest}")).into_owned())
        }
        DestinationForm::Minimal => {
            let bare = whole.split_once("://").map_or(whole, |(_, rest)| rest);
            Cow::Owned(minimal(bare))
        }
        DestinationForm::Base64Url => Cow::Owned(base64_url(whole.as_bytes())),
    }
}

/// ShareASale asks for `?`, `=` and `&` to be escaped and for nothing else. `#` would end the parameter, and `%` and `+` be decoded into
/// something else: they are escaped too, so that decoding once gives the destination back.
fn minimal(bare: &str) -> String {
    let mut text = String::with_capacity(bare.len() + 16);
    for character in bare.chars() {
        match character {
            '?' => text.push_str("%3F"),
            '=' => text.push_str("%3D"),
            '&' => text.push_str("%26"),
            '#' => text.push_str("%23"),
            '%' => text.push_str("%25"),
            '+' => text.push_str("%2B"),
            other => text.push(other),
        }
    }
    text
}

fn base64_url(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 3);
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| chunk.get(place).copied().map_or(0, u32::from);
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..=chunk.len() {
            let index = group >> (18 - 6 * place) & 63;
            text.push(char::from(BASE64_URL[index as usize]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_the_rfc() {
        let cases = [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (given, expected) in cases {
            assert_eq!(base64_url(given.as_bytes()), expected);
        }
        assert_eq!(base64_url(&[0xfb, 0xff]), "-_8");
    }

    #[test]
    fn each_form() {
        let destination = WebAddress::parse("https://shop.example/a%20b?c=d&e=+#f").expect("valid");
        let of = |form| written(&destination, form).into_owned();
        assert_eq!(
            of(DestinationForm::Escaped),
            "https%3A%2F%2Fshop.example%2Fa%2520b%3Fc%3Dd%26e%3D%2B%23f"
        );
        assert_eq!(of(DestinationForm::Raw), "https://shop.example/a%20b?c=d&e=+#f");
        assert_eq!(of(DestinationForm::Path), "%2Fa%2520b%3Fc%3Dd%26e%3D%2B%23f");
        assert_eq!(of(DestinationForm::Minimal), "shop.example/a%2520b%3Fc%3Dd%26e%3D%2B%23f");
        let front = WebAddress::parse("https://shop.example?a").expect("valid");
        assert_eq!(written(&front, DestinationForm::Path), "%2F%3Fa");
    }
}
