//! The only reader of inputs: finds the files of a project, reads and decodes them, and gives
//! every key, value and cell its place. It must not know what any of them mean.

mod decode;
mod front_matter;
mod listing;
mod node;
mod path;
mod stamp;
mod table;
mod walk;
mod yaml;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub use front_matter::{FrontMatter, split_front_matter};
pub use listing::Listing;
pub use node::{Key, Node, Scalar, Value};
pub use path::{PathFault, RelativePath, resolve};
pub use stamp::Stamp;
pub use table::{Cell, Row, Table, parse_table};
pub use walk::InputFile;
pub use yaml::parse_yaml;

use crate::diagnostic::{Code, Diagnostic, FileId, Span, Texts};
use walk::Found;

const MEGABYTE: u64 = 1024 * 1024;
/// One YAML, Markdown or template file.
const MAX_TEXT: u64 = 4 * MEGABYTE;
/// One CSV file.
const MAX_TABLE: u64 = 64 * MEGABYTE;
/// One picture, font or other file that is not text.
const MAX_BYTES: u64 = 64 * MEGABYTE;

/// The files of a project. Each is read when it is first asked for, from any thread.
#[derive(Debug)]
pub struct Source {
    root: PathBuf,
    /// By [`FileId`].
    entries: Vec<Entry>,
    by_path: BTreeMap<RelativePath, FileId>,
}

#[derive(Debug)]
struct Entry {
    file: InputFile,
    content: Content,
    text: OnceLock<Text>,
    hash: OnceLock<blake3::Hash>,
}

#[derive(Debug)]
enum Content {
    OnDisk,
    InMemory(Cow<'static, [u8]>),
    /// Only named in a finding.
    Unusable,
}

/// What reading a text gave. The readable part is kept even after a fault, to be drawn.
#[derive(Debug)]
struct Text {
    text: String,
    fault: Option<Diagnostic>,
}

impl Source {
    /// Lists `content/` and `themes/` below the project root. Nothing is read yet.
    pub fn open(root: &Path, findings: &mut Vec<Diagnostic>) -> Source {
        let mut source = Source { root: root.to_owned(), ..Source::empty() };
        for found in walk::walk(root) {
            match found {
                Found::File(file) => {
                    source.add(file, Content::OnDisk);
                }
                Found::Unusable { path, code, message, help } => {
                    let file = InputFile { path, len: 0, stamp: None };
                    let id = source.add(file, Content::Unusable);
                    findings.push(Diagnostic::error(code, Span::start_of(id), message).help(help));
                }
                Found::Placeless(finding) => findings.push(finding),
            }
        }
        source
    }

    /// No files at all, to [embed](Source::embed) some.
    pub fn empty() -> Source {
        Source { root: PathBuf::new(), entries: Vec::new(), by_path: BTreeMap::new() }
    }

    /// Adds a file that is not on disk, such as one of the theme inside of promokit. It takes the
    /// place of a file with the same path.
    pub fn embed(&mut self, path: RelativePath, bytes: impl Into<Cow<'static, [u8]>>) -> FileId {
        let bytes = bytes.into();
        let file = InputFile { path, len: bytes.len() as u64, stamp: None };
        self.add(file, Content::InMemory(bytes))
    }

    /// All files that can be read, in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &InputFile)> {
        self.by_path.values().map(|&id| (id, self.file(id)))
    }

    /// The files inside a folder (`content/partners`), at any depth, in the order of their paths.
    pub fn files_in(&self, folder: &str) -> impl Iterator<Item = (FileId, &InputFile)> {
        let prefix = format!("{}/", folder.trim_end_matches('/'));
        self.files().filter(move |(_, file)| file.path.as_str().starts_with(&prefix))
    }

    /// The file at a path, if there is one.
    pub fn find(&self, path: &RelativePath) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// What the folder's listing said of a file.
    pub fn file(&self, id: FileId) -> &InputFile {
        &self.entry(id).file
    }

    /// The file's decoded text: CSV as Excel writes it, all else UTF-8.
    ///
    /// The finding is the same each time it is asked for: report it once.
    pub fn read_text(&self, id: FileId) -> Result<&str, Diagnostic> {
        let text = self.entry(id).text.get_or_init(|| self.load_text(id));
        match &text.fault {
            None => Ok(&text.text),
            Some(fault) => Err(fault.clone()),
        }
    }

    /// The file's bytes, for pictures and fonts. Not kept.
    pub fn read_bytes(&self, id: FileId) -> Result<Vec<u8>, Diagnostic> {
        self.load(id, MAX_BYTES)
    }

    /// The hash of the file's bytes, once they were read.
    pub fn hash(&self, id: FileId) -> Option<blake3::Hash> {
        self.entry(id).hash.get().copied()
    }

    fn add(&mut self, file: InputFile, content: Content) -> FileId {
        let id = FileId(self.entries.len() as u32);
        if !matches!(content, Content::Unusable) {
            self.by_path.insert(file.path.clone(), id);
        }
        self.entries.push(Entry { file, content, text: OnceLock::new(), hash: OnceLock::new() });
        id
    }

    /// Ids are only made by [`Source::add`] and stay valid; one of another source is a mistake in
    /// the program.
    fn entry(&self, id: FileId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    fn load_text(&self, id: FileId) -> Text {
        let is_table = self.file(id).path.extension() == "csv";
        let bytes = match self.load(id, if is_table { MAX_TABLE } else { MAX_TEXT }) {
            Ok(bytes) => bytes,
            Err(fault) => {
                return Text { text: String::new(), fault: Some(fault) };
            }
        };
        if is_table {
            return Text { text: decode::table(&bytes), fault: None };
        }
        match decode::utf8(&bytes) {
            Ok(text) => Text { text, fault: None },
            Err(not_utf8) => {
                let fault = not_utf8_finding(id, &not_utf8);
                Text { text: not_utf8.readable, fault: Some(fault) }
            }
        }
    }

    fn load(&self, id: FileId, limit: u64) -> Result<Vec<u8>, Diagnostic> {
        let entry = self.entry(id);
        let bytes = match &entry.content {
            Content::InMemory(bytes) => bytes.to_vec(),
            Content::OnDisk if entry.file.len > limit => return Err(too_large(id, entry, limit)),
            Content::OnDisk => {
                let bytes = read(&self.root.join(&entry.file.path), limit)
                    .map_err(|error| unreadable(id, entry, &error))?;
                // It may have grown since it was listed.
                if bytes.len() as u64 > limit {
                    return Err(too_large(id, entry, limit));
                }
                bytes
            }
            Content::Unusable => {
                return Err(unreadable(id, entry, &io::ErrorKind::NotFound.into()));
            }
        };
        entry.hash.get_or_init(|| blake3::hash(&bytes));
        Ok(bytes)
    }
}

impl Texts for Source {
    fn path(&self, file: FileId) -> &Path {
        self.file(file).path.as_ref()
    }

    /// Empty if the text was never read.
    fn text(&self, file: FileId) -> &str {
        self.entry(file).text.get().map_or("", |text| &text.text)
    }
}

/// At most one byte more than `limit`.
fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn not_utf8_finding(id: FileId, text: &decode::NotUtf8) -> Diagnostic {
    let end = text.readable[text.fault..].chars().next().map_or(0, char::len_utf8);
    let span = Span { file: id, start: text.fault as u32, end: (text.fault + end) as u32 };
    let line = text.readable[..text.fault].matches('\n').count() + 1;
    let message = format!("the file is not UTF-8 text; the first fault is in line {line}");
    Diagnostic::error(Code::Encoding, span, message)
        .help("Save it with the encoding UTF-8 in your editor.")
}

fn too_large(id: FileId, entry: &Entry, limit: u64) -> Diagnostic {
    let message =
        format!("`{}` is larger than promokit reads ({} MB)", entry.file.path, limit / MEGABYTE);
    let help = if limit == MAX_TEXT {
        "Split it, or put the rows into `partners.csv`."
    } else {
        "Make it smaller, or split it."
    };
    Diagnostic::error(Code::TooLarge, Span::start_of(id), message).help(help)
}

fn unreadable(id: FileId, entry: &Entry, error: &io::Error) -> Diagnostic {
    let message = format!("`{}` cannot be read: {}", entry.file.path, error.kind());
    Diagnostic::error(Code::MissingFile, Span::start_of(id), message)
}

#[cfg(test)]
mod tests;
