//! The zip that one partner downloads: sorted, dated alike, the same bytes every time.

use std::io::{Seek, Write};

use sha2::{Digest, Sha256};
use zip::result::ZipResult;

use super::archive::Archive;

/// Writes a kit part by part.
pub struct KitWriter<W: Write + Seek> {
    archive: Archive<W>,
    sums: String,
}

impl<W: Write + Seek> KitWriter<W> {
    pub fn new(file: W) -> KitWriter<W> {
        KitWriter { archive: Archive::new(file), sums: String::new() }
    }

    /// Adds a file; its check sum goes into `SHA256SUMS`.
    ///
    /// # Errors
    /// The archive grows beyond what the format holds.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> ZipResult<()> {
        let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        self.sums.push_str(&format!("{sum}  {path}\n"));
        self.archive.add(path, bytes)
    }

    /// Closes the archive with the check sums.
    ///
    /// # Errors
    /// As for [`add`](KitWriter::add).
    pub fn finish(mut self) -> ZipResult<()> {
        self.archive.add("SHA256SUMS", self.sums.as_bytes())?;
        self.archive.finish().map(drop)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn kit() -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        let mut writer = KitWriter::new(&mut file);
        writer.add("a.txt", b"hello").expect("a small file");
        writer.add("b/c.png", b"not really").expect("a small file");
        writer.finish().expect("a small archive");
        file.into_inner()
    }

    #[test]
    fn kits_are_the_same_every_time_and_hold_their_sums() {
        assert_eq!(kit(), kit());
        let mut archive = zip::ZipArchive::new(Cursor::new(kit())).expect("a readable archive");
        let names: Vec<String> =
            archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
        assert_eq!(names, ["a.txt", "b/c.png", "SHA256SUMS"]);
        let mut sums = archive.by_name("SHA256SUMS").expect("the sums");
        assert_eq!(sums.unix_mode().map(|mode| mode & 0o777), Some(0o644));
        let mut text = String::new();
        std::io::Read::read_to_string(&mut sums, &mut text).expect("text");
        assert!(text.starts_with(
            "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824  a.txt\n"
        ));
    }
}
