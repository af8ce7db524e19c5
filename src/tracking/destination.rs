//! The destination as a value inside of another link.

use std::borrow::Cow;

use crate::model::backend::DestinationForm;
use crate::model::base64;
use crate::model::web::{WebAddress, escape_component};

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
        DestinationForm::Base64Url => Cow::Owned(base64::url_safe(whole.as_bytes())),
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

#[cfg(test)]
mod tests {
    use super::*;

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
