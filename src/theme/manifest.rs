//! `theme.yaml` of a chain of themes, decoded and joined.

use std::collections::BTreeMap;

use crate::decode::fields::{Fields, Findings};
use crate::decode::values::{self, Refusal};
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::banner::PictureFormat;
use crate::model::font::{FontFace, parse_ranges};
use crate::model::theme::{
    FONT_FILE, FONTS, PICTURES, PROFILE, PictureProfile, Place, THEME, ThemeFonts, ThemeManifest,
    WIDEST_PICTURE,
};
use crate::source::{Node, Source};

use super::chain::Folder;

/// The declarations of all `folders`, nearest first: of each key, the nearest counts. The files of
/// a font family come from the nearest theme that lists any of it.
pub fn manifest(source: &Source, folders: &[Folder], findings: &mut Findings) -> ThemeManifest {
    let mut joined = ThemeManifest::default();
    for (depth, folder) in folders.iter().enumerate().rev() {
        let Some((node, start)) = &folder.settings else {
            continue;
        };
        let Some(fields) = Fields::open(node, &THEME, *start, findings) else {
            continue;
        };
        let declared = declared(&fields, findings);
        report_missing_fonts(source, &folders[depth..], &fields, &declared, findings);
        declared.override_in(&mut joined);
    }
    if let Some(nearest) = folders.first() {
        joined.id.clone_from(&nearest.id);
        if nearest.settings.as_ref().is_none_or(|(node, _)| node.get("name").is_none()) {
            joined.name.clone_from(&nearest.id);
        }
    }
    joined
}

/// What one `theme.yaml` says.
struct Declared {
    name: Option<String>,
    display: Vec<String>,
    text: Vec<String>,
    files: Vec<FontFace>,
    pictures: BTreeMap<Place, PictureProfile>,
    icons: Vec<String>,
}

impl Declared {
    fn override_in(self, manifest: &mut ThemeManifest) {
        let ThemeManifest { name, fonts, pictures, icons, .. } = manifest;
        let ThemeFonts { display, text, files } = fonts;
        if let Some(own) = self.name {
            *name = own;
        }
        for (known, own) in [(display, self.display), (text, self.text), (icons, self.icons)] {
            if !own.is_empty() {
                *known = own;
            }
        }
        files.retain(|face| self.files.iter().all(|own| own.family != face.family));
        files.extend(self.files);
        pictures.extend(self.pictures);
    }
}

fn declared(fields: &Fields, findings: &mut Findings) -> Declared {
    let mut declared = Declared {
        name: fields.get("name", findings, values::string),
        display: Vec::new(),
        text: Vec::new(),
        files: Vec::new(),
        pictures: BTreeMap::new(),
        icons: fields.list("icons", findings, values::string),
    };
    // Which theme it is was read before; here only its shape is checked.
    fields.get("extends", findings, values::string);
    fields.part("fonts", &FONTS, findings, |fonts, findings| {
        declared.display = fonts.list("display", findings, values::string);
        declared.text = fonts.list("text", findings, values::string);
        declared.files = fonts.parts("files", &FONT_FILE, findings, face);
        Some(())
    });
    fields.part("pictures", &PICTURES, findings, |pictures, findings| {
        for place in Place::WORDS.iter().filter_map(|word| Place::from_word(word)) {
            let profile = pictures.part(place.word(), &PROFILE, findings, profile);
            declared.pictures.extend(profile.map(|profile| (place, profile)));
        }
        Some(())
    });
    declared
}

fn face(fields: &Fields, findings: &mut Findings) -> Option<FontFace> {
    let family = fields.get("family", findings, values::string);
    let file = fields.get("file", findings, values::string);
    let weight = fields.get("weight", findings, weight);
    let unicode_range = fields.get("unicode_range", findings, unicode_range);
    Some(FontFace {
        family: family?,
        file: file?,
        weight: weight.unwrap_or_else(|| "400".to_owned()),
        unicode_range,
    })
}

fn weight(node: &Node, findings: &mut Findings) -> Option<String> {
    let weight = values::parsed(node, findings, |text| {
        let weights: Vec<&str> = text.split_whitespace().collect();
        let valid =
            |weight: &&str| weight.parse::<u32>().is_ok_and(|weight| (1..=1000).contains(&weight));
        if matches!(weights.len(), 1 | 2) && weights.iter().all(valid) {
            Ok(weights.join(" "))
        } else {
            Err(Refusal::bad(
                format!("`{text}` is not a font weight"),
                "write `400`, or `100 900` for a variable font",
            ))
        }
    });
    Some(weight?.value)
}

fn unicode_range(node: &Node, findings: &mut Findings) -> Option<String> {
    let range = values::parsed(node, findings, |text| {
        parse_ranges(text).map(|_| text.to_owned()).ok_or_else(|| {
            Refusal::bad("this is not a list of character ranges", "write `U+0000-00FF,U+0131`")
        })
    });
    Some(range?.value)
}

fn profile(fields: &Fields, findings: &mut Findings) -> Option<PictureProfile> {
    let mut widths = fields.list("widths", findings, width);
    widths.sort_unstable();
    widths.dedup();
    let mut formats = fields.list("formats", findings, |node, findings| {
        values::word(node, findings, PictureFormat::WORDS, PictureFormat::from_word)
    });
    if formats.is_empty() {
        formats = vec![PictureFormat::Webp, PictureFormat::Jpeg];
    }
    let sizes = fields.get("sizes", findings, values::string).unwrap_or_else(|| "100vw".to_owned());
    let ratio = fields.get("ratio", findings, ratio);
    (!widths.is_empty()).then_some(PictureProfile { widths, formats, sizes, ratio })
}

fn width(node: &Node, findings: &mut Findings) -> Option<u32> {
    let width = values::integer(node, findings, 1, i64::from(WIDEST_PICTURE))?;
    u32::try_from(width).ok()
}

/// `4:3`.
fn ratio(node: &Node, findings: &mut Findings) -> Option<(u32, u32)> {
    let ratio = values::parsed(node, findings, |text| {
        let side = |side: &str| side.trim().parse().ok().filter(|side| (1..=100).contains(side));
        let sides =
            text.split_once(':').and_then(|(width, height)| Some((side(width)?, side(height)?)));
        sides.ok_or_else(|| {
            Refusal::bad(
                format!("`{text}` is not a ratio"),
                "write `\"4:3\"`, two numbers up to 100",
            )
        })
    });
    Some(ratio?.value)
}

/// Font files that neither the theme nor one that it extends has.
fn report_missing_fonts(
    source: &Source,
    folders: &[Folder],
    fields: &Fields,
    declared: &Declared,
    findings: &mut Findings,
) {
    let there: Vec<&str> = folders
        .iter()
        .filter_map(|folder| folder.path("fonts"))
        .flat_map(|path| {
            source.files_in(path.as_str()).map(|(_, file)| file.path.name()).collect::<Vec<_>>()
        })
        .collect();
    let entries =
        fields.node("fonts").and_then(|fonts| fonts.get("files")).map_or(&[][..], Node::items);
    for face in declared.files.iter().filter(|face| !there.contains(&face.file.as_str())) {
        let written = entries
            .iter()
            .filter_map(|entry| entry.get("file"))
            .find(|node| node.text() == Some(&face.file));
        let span = written.map_or(fields.place("fonts"), |node| node.span);
        let finding = Diagnostic::error(
            Code::MissingFile,
            span,
            format!("there is no font `{}` in the theme's `fonts/`", face.file),
        );
        findings.push(match suggest(&face.file, there.iter().copied()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding,
        });
    }
}
