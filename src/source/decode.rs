//! Bytes to text. Content is UTF-8; tables come in what Excel writes.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1251, WINDOWS_1252};

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Text that is not UTF-8, readable but for the characters that are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotUtf8 {
    /// The text with U+FFFD in place of what could not be read.
    pub readable: String,
    /// Where the first of these stands in it, in bytes.
    pub fault: usize,
}

/// The text of a UTF-8 file, without its byte order mark.
pub fn utf8(bytes: &[u8]) -> Result<String, NotUtf8> {
    let bytes = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
    if let Some((encoding, _)) = Encoding::for_bom(bytes).filter(|(found, _)| *found != UTF_8) {
        return Err(NotUtf8 { readable: encoding.decode(bytes).0.into_owned(), fault: 0 });
    }
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| NotUtf8 {
        readable: String::from_utf8_lossy(bytes).into_owned(),
        fault: error.valid_up_to(),
    })
}

/// The text of a table: by its byte order mark, as UTF-8, or as the likelier Windows code page.
pub fn table(bytes: &[u8]) -> String {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None if looks_cyrillic(bytes) => WINDOWS_1251,
        None => WINDOWS_1252,
    };
    encoding.decode(bytes).0.into_owned()
}

/// Western words mix a few accented letters with ASCII ones; Cyrillic words are accented
/// letters throughout if read as Windows-1252. So neighbours of letters tell them apart.
fn looks_cyrillic(bytes: &[u8]) -> bool {
    // In both code pages letters start at 0xC0; Ё and ё lie apart in Windows-1251.
    let high = |byte: u8| byte >= 0xC0 || byte == 0xA8 || byte == 0xB8;
    let pairs = || bytes.windows(2);
    let together = pairs().filter(|pair| high(pair[0]) && high(pair[1])).count();
    let mixed = pairs()
        .filter(|pair| {
            high(pair[0]) && pair[1].is_ascii_alphabetic()
                || pair[0].is_ascii_alphabetic() && high(pair[1])
        })
        .count();
    together > mixed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_with_and_without_mark() {
        assert_eq!(utf8("é".as_bytes()).as_deref(), Ok("é"));
        assert_eq!(utf8(b"\xEF\xBB\xBFa").as_deref(), Ok("a"));
        let fault = utf8(b"a: 1\nb: \xE9t\xE9\n").unwrap_err();
        assert_eq!((fault.fault, fault.readable.as_str()), (8, "a: 1\nb: \u{FFFD}t\u{FFFD}\n"));
        assert_eq!(utf8(b"\xFF\xFEa\0").unwrap_err().readable, "a");
    }

    #[test]
    fn windows_code_pages_are_told_apart() {
        let french = "id;nom\né1;Crème brûlée à l'été, Noël, Garçon, 12,90 €\n";
        let russian = "id;название\n1;Ёлка и партнёры в Москве, Яндекс\n";
        let german = "id;name\n1;Müller Größe Öl Übung Straße\n";
        for (text, encoding) in
            [(french, WINDOWS_1252), (russian, WINDOWS_1251), (german, WINDOWS_1252)]
        {
            let (bytes, _, unmapped) = encoding.encode(text);
            assert!(!unmapped);
            assert_eq!(table(&bytes), text);
        }
    }

    #[test]
    fn utf16_by_its_mark() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend("id;имя\n".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(table(&bytes), "id;имя\n");
        assert_eq!(table("\u{FEFF}id;é".as_bytes()), "id;é");
    }
}
