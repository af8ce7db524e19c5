//! Base64 (RFC 4648).

const URL_SAFE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Section 5, without padding: what stands in addresses.
pub fn url_safe(bytes: &[u8]) -> String {
    encoded(bytes, URL_SAFE)
}

/// Section 4, padded: what stands in the policies of pages.
pub fn standard(bytes: &[u8]) -> String {
    let mut text = encoded(bytes, STANDARD);
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

fn encoded(bytes: &[u8], alphabet: &[u8; 64]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 4);
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| chunk.get(place).copied().map_or(0, u32::from);
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..=chunk.len() {
            let index = group >> (18 - 6 * place) & 63;
            text.push(char::from(alphabet[index as usize]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_in_the_rfc() {
        let cases =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (given, expected) in cases {
            assert_eq!(standard(given.as_bytes()), expected);
            assert_eq!(url_safe(given.as_bytes()), expected.trim_end_matches('='));
        }
        assert_eq!(
            (standard(&[0xfb, 0xff]), url_safe(&[0xfb, 0xff])),
            ("+/8=".into(), "-_8".into())
        );
    }
}
