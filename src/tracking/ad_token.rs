//! The token of an advertisement in a link.

use crate::model::ad_label::AdToken;

/// `url` with `token` as the last parameter of its query. A link that has one already keeps its own: networks put it into the links
/// that they make.
pub fn with_ad_token(url: &str, token: &AdToken) -> String {
    let name = AdToken::PARAMETER;
    let (front, fragment) = match url.find('#') {
        Some(at) => url.split_at(at),
        None => (url, ""),
    };
    let query = front.split_once('?').map(|(_, query)| query);
    let is_there = |query: &str| query.split('&').any(|pair| pair.split('=').next() == Some(name));
    match query {
        Some(query) if is_there(query) => url.to_owned(),
        Some(_) => format!("{front}&{name}={token}{fragment}"),
        None => format!("{front}?{name}={token}{fragment}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stands_last_in_the_query_and_once() {
        let token = AdToken::parse("2Vtzq").expect("a token");
        for (url, expected) in [
            ("https://shop.example/", "https://shop.example/?erid=2Vtzq"),
            ("https://shop.example/?ref=17", "https://shop.example/?ref=17&erid=2Vtzq"),
            ("https://shop.example/#a_aid=17", "https://shop.example/?erid=2Vtzq#a_aid=17"),
            ("https://n.example/g/h1/?erid=own&s=1", "https://n.example/g/h1/?erid=own&s=1"),
            ("https://n.example/?u=a%3Ferid%3D1", "https://n.example/?u=a%3Ferid%3D1&erid=2Vtzq"),
        ] {
            assert_eq!(with_ad_token(url, &token), expected);
        }
    }
}
