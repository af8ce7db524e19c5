//! Looks at the pictures and fonts that content refers to: that they are there, whole, and of a
//! sane size. Nothing is decoded beyond the header.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, FileId, Span, suggest};
use crate::model::media::{Fonts, PictureInfo, Pictures};
use crate::model::picture::PicturePath;
use crate::source::{PathFault, Source, resolve};

use super::fields::Findings;
use super::probe::{Unusable, is_font, probe};

/// Collects each referred-to file once, with the first place that names it.
#[derive(Default)]
pub struct Wanted {
    pictures: BTreeMap<PicturePath, Span>,
    fonts: BTreeMap<PicturePath, Span>,
}

impl Wanted {
    pub fn picture(&mut self, path: &PicturePath, place: Span) {
        self.pictures.entry(path.clone()).or_insert(place);
    }

    pub fn font(&mut self, path: &PicturePath, place: Span) {
        self.fonts.entry(path.clone()).or_insert(place);
    }

    /// Looks at all of them.
    pub fn look(self, source: &Source, findings: &mut Findings) -> (Pictures, Fonts) {
        let fonts = self.fonts.into_iter().filter_map(|(path, place)| {
            let hash = look_at_font(&path, place, source, findings)?;
            Some((path, hash))
        });
        let fonts = fonts.collect();
        let pictures = self.pictures.into_iter().filter_map(|(path, place)| {
            let info = look_at_picture(&path, place, source, findings)?;
            Some((path, info))
        });
        (pictures.collect(), fonts)
    }
}

/// The file behind a path that content gives; the finding says which ones there are.
fn find(
    path: &PicturePath,
    place: Span,
    source: &Source,
    findings: &mut Findings,
) -> Option<FileId> {
    let relative = match resolve("content", path.as_str()) {
        Ok(relative) => relative,
        Err(fault) => {
            findings.push(Diagnostic::error(Code::Outside, place, path_fault(&fault, path)));
            return None;
        }
    };
    let found = source.find(&relative);
    if found.is_none() {
        let finding =
            Diagnostic::error(Code::MissingFile, place, format!("there is no file content/{path}"));
        findings.push(finding.help(missing_help(path, source)));
    }
    found
}

fn path_fault(fault: &PathFault, path: &PicturePath) -> String {
    format!("`{path}` cannot be used: {fault}")
}

fn missing_help(path: &PicturePath, source: &Source) -> String {
    let all: Vec<&str> = source
        .files_in("content")
        .filter_map(|(_, file)| file.path.as_str().strip_prefix("content/"))
        .collect();
    match suggest(path.as_str(), all) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "put the file there; paths are relative to `content/`".to_owned(),
    }
}

fn look_at_picture(
    path: &PicturePath,
    place: Span,
    source: &Source,
    findings: &mut Findings,
) -> Option<PictureInfo> {
    let file = find(path, place, source, findings)?;
    let bytes = read(file, place, source, findings)?;
    match probe(&bytes) {
        Ok(header) => {
            findings.extend(header.lettered.then(|| lettered(path, place)));
            Some(PictureInfo {
                place,
                hash: blake3::hash(&bytes).into(),
                bytes: bytes.len() as u64,
                width: header.width,
                height: header.height,
                nature: header.nature,
                filled: header.filled,
            })
        }
        Err(fault) => {
            findings.push(bad_picture(&fault, path, place));
            None
        }
    }
}

/// Browsers, mail programs and banners have different typefaces: letters change, and are cut off.
fn lettered(path: &PicturePath, place: Span) -> Diagnostic {
    let message = format!(
        "the drawing content/{path} holds text, which looks different wherever it is shown"
    );
    Diagnostic::warning(Code::BadPicture, place, message)
        .help("turn its text into paths (in Inkscape: Path > Object to Path), and save it again")
}

fn bad_picture(fault: &Unusable, path: &PicturePath, place: Span) -> Diagnostic {
    Diagnostic::error(
        Code::BadPicture,
        place,
        format!("the picture content/{path} cannot be used: {fault}"),
    )
    .help("save it again as PNG, JPEG, WebP, GIF or SVG, at most 100 megapixels large")
}

/// The hash of a font's bytes.
fn look_at_font(
    path: &PicturePath,
    place: Span,
    source: &Source,
    findings: &mut Findings,
) -> Option<[u8; 32]> {
    let file = find(path, place, source, findings)?;
    let bytes = read(file, place, source, findings)?;
    if !is_font(&bytes) {
        findings.push(
            Diagnostic::error(Code::BadFont, place, format!("content/{path} is not a font"))
                .help("use a TTF, OTF, WOFF or WOFF2 file"),
        );
        return None;
    }
    Some(blake3::hash(&bytes).into())
}

fn read(file: FileId, place: Span, source: &Source, findings: &mut Findings) -> Option<Vec<u8>> {
    match source.read_bytes(file) {
        Ok(bytes) => Some(bytes),
        Err(finding) => {
            findings.push(finding.label(place, "it is named here"));
            None
        }
    }
}
