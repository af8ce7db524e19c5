//! Zip archives with the same bytes every time: files as they are handed in, dated alike.

use std::io::{Seek, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Files that are compressed already, and gain nothing but time lost.
const STORED: [&str; 6] = ["png", "jpg", "webp", "gif", "zip", "woff2"];

/// Writes an archive file by file.
pub struct Archive<W: Write + Seek>(ZipWriter<W>);

impl<W: Write + Seek> Archive<W> {
    pub fn new(file: W) -> Archive<W> {
        Archive(ZipWriter::new(file))
    }

    /// Adds a file.
    ///
    /// # Errors
    /// The archive grows beyond what the format holds, or cannot be written.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> ZipResult<()> {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        let method = if STORED.contains(&extension) {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        self.0.start_file(path, options)?;
        self.0.write_all(bytes)?;
        Ok(())
    }

    /// Writes the list of files, and gives back what was written to.
    ///
    /// # Errors
    /// As for [`add`](Archive::add).
    pub fn finish(self) -> ZipResult<W> {
        self.0.finish()
    }
}
