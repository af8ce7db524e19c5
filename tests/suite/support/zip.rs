//! Reads kits.

use std::io::{Cursor, Read};

use zip::{CompressionMethod, DateTime, ZipArchive};

/// A file in an archive.
pub struct Packed {
    pub name: String,
    pub bytes: Vec<u8>,
    pub mode: Option<u32>,
    pub dated: Option<DateTime>,
    pub stored: bool,
}

/// An archive with its files in their order.
pub struct Archive {
    pub files: Vec<Packed>,
}

impl Archive {
    pub fn read(bytes: &[u8]) -> Archive {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let files = (0..zip.len()).map(|index| {
            let mut file = zip.by_index(index).expect("a file");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("sound bytes");
            Packed {
                name: file.name().expect("UTF-8").into_owned(),
                bytes,
                mode: file.unix_mode(),
                dated: file.last_modified(),
                stored: file.compression() == CompressionMethod::Stored,
            }
        });
        Archive { files: files.collect() }
    }

    pub fn names(&self) -> Vec<&str> {
        self.files.iter().map(|file| file.name.as_str()).collect()
    }

    #[track_caller]
    pub fn bytes(&self, name: &str) -> &[u8] {
        match self.files.iter().find(|file| file.name == name) {
            Some(file) => &file.bytes,
            None => panic!("no {name} among {:#?}", self.names()),
        }
    }

    #[track_caller]
    pub fn text(&self, name: &str) -> &str {
        std::str::from_utf8(self.bytes(name)).expect("UTF-8")
    }

    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter_map(|file| Some((file.name.as_str(), std::str::from_utf8(&file.bytes).ok()?)))
    }
}
