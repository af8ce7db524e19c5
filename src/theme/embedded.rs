//! Typefaces inside a page that opens from disk, as data addresses.

use crate::model::base64;

/// The font file as an address that holds it.
pub fn data_address(file: &str, bytes: &[u8]) -> String {
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let media_type = match extension {
        "woff2" | "woff" | "otf" => extension,
        _ => "ttf",
    };
    format!("data:font/{media_type};base64,{}", base64::standard(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_the_file() {
        assert_eq!(data_address("a.woff2", b"foob"), "data:font/woff2;base64,Zm9vYg==");
        assert_eq!(data_address("a.ttf", b"fooba"), "data:font/ttf;base64,Zm9vYmE=");
    }
}
