//! Typefaces inside a page that opens from disk, as data addresses.

/// The digits of base64 (RFC 4648, 4).
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The font file as an address that holds it.
pub fn data_address(file: &str, bytes: &[u8]) -> String {
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let media_type = match extension {
        "woff2" | "woff" | "otf" => extension,
        _ => "ttf",
    };
    format!("data:font/{media_type};base64,{}", base64(bytes))
}

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place > three.len() { '=' } else { char::from(digit) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_the_file() {
        assert_eq!(data_address("a.woff2", b"foob"), "data:font/woff2;base64,Zm9vYg==");
        assert_eq!(data_address("a.ttf", b"fooba"), "data:font/ttf;base64,Zm9vYmE=");
        assert_eq!(base64(b"foobar"), "Zm9vYmFy");
        assert_eq!(base64(b""), "");
    }
}
