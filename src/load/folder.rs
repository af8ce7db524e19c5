//! Goes through a folder of content: one file a thing, or one file a thing and language.

use std::collections::BTreeMap;

use crate::decode::yaml_file;
use crate::diagnostic::{Code, Diagnostic, FileId, Severity, Span, suggest};
use crate::model::ids::Id;
use crate::model::locale::Locale;
use crate::model::material::Material;
use crate::model::text::{Located, Phrase};
use crate::source::{Node, Source, resolve, split_front_matter};

use super::fields::Findings;
use super::material::{Sheet, Version};
use super::values::{Refusal, bad_id};

/// The folders of content, one for each kind.
const KINDS: [&str; 11] = [
    "partners",
    "programs",
    "products",
    "backends",
    "creatives",
    "landings",
    "emails",
    "texts",
    "documents",
    "i18n",
    "images",
];

/// A folder that holds the folders of each kind.
pub struct Folder {
    path: String,
}

impl Folder {
    pub fn content() -> Folder {
        Folder { path: "content".to_owned() }
    }

    /// Reports files that stand where the folder of a kind should be.
    pub fn report_files(&self, source: &Source, findings: &mut Findings) {
        for kind in KINDS {
            let file = resolve(&self.path, kind).ok().and_then(|path| source.find(&path));
            findings.extend(file.map(|file| {
                let message = format!("`{kind}` is a file, but should be a folder");
                Diagnostic::error(Code::Layout, Span::start_of(file), message)
                    .help(format!("move what is in it to a file in `{}/{kind}/`", self.path))
            }));
        }
    }

    /// What a theme brings for projects that have none of their own.
    pub fn of_theme(name: &str) -> Folder {
        Folder { path: format!("themes/{name}/content") }
    }

    /// Whether there is any file of this kind.
    pub fn has(&self, source: &Source, kind: &str) -> bool {
        source.files_in(&format!("{}/{kind}", self.path)).next().is_some()
    }

    /// How many YAML files of this kind there are.
    pub fn count(&self, source: &Source, kind: &str) -> usize {
        self.files(source, kind, "yaml").len()
    }

    /// The files directly in the folder of a kind, by name without extension.
    fn files<'s>(&self, source: &'s Source, kind: &str, extension: &str) -> Vec<(&'s str, FileId)> {
        let folder = format!("{}/{kind}/", self.path);
        let ending = format!(".{extension}");
        source
            .files_in(&folder)
            .filter_map(|(id, file)| {
                let name = file.path.as_str().strip_prefix(&folder)?.strip_suffix(&ending)?;
                (!name.contains('/')).then_some((name, id))
            })
            .collect()
    }

    /// Files that are named by an id.
    pub fn ids<I: Id>(
        &self,
        source: &Source,
        kind: &str,
        extension: &str,
        findings: &mut Findings,
    ) -> Vec<(I, FileId)> {
        let files = self.files(source, kind, extension).into_iter();
        files
            .filter_map(|(name, file)| match I::parse(name) {
                Ok(id) => Some((id, file)),
                Err(fault) => {
                    findings.push(bad_id(fault).at(Span::start_of(file)));
                    None
                }
            })
            .collect()
    }

    /// Files that are named by a locale.
    pub fn locales(
        &self,
        source: &Source,
        kind: &str,
        findings: &mut Findings,
    ) -> Vec<(Locale, FileId)> {
        let files = self.files(source, kind, "yaml").into_iter();
        files
            .filter_map(|(name, file)| match Locale::parse(name) {
                Ok(locale) => Some((locale, file)),
                Err(fault) => {
                    findings.push(Refusal::from(fault).at(Span::start_of(file)));
                    None
                }
            })
            .collect()
    }

    /// Decodes each YAML file of a kind.
    pub fn yaml<I: Id, T>(
        &self,
        source: &Source,
        kind: &str,
        findings: &mut Findings,
        mut read: impl FnMut(I, &Node, Span, &mut Findings) -> Option<T>,
    ) -> BTreeMap<I, T> {
        let mut things = BTreeMap::new();
        for (id, file) in self.ids::<I>(source, kind, "yaml", findings) {
            let Some((node, start)) = yaml_file(source, file, findings) else { continue };
            if let Some(thing) = read(id.clone(), &node, start, findings) {
                things.insert(id, thing);
            }
        }
        things
    }

    /// Decodes each Markdown file of a kind and joins the languages: `spring.md` is in the default
    /// language, `spring.fr.md` in French.
    pub fn markdown<I: Id, T>(
        &self,
        source: &Source,
        kind: &str,
        default: &Locale,
        findings: &mut Findings,
        read: impl Fn(Sheet, &mut Findings) -> Option<Version<I, T>>,
    ) -> BTreeMap<I, Material<I, T>> {
        let mut materials: BTreeMap<I, Material<I, T>> = BTreeMap::new();
        let mut names: BTreeMap<(I, Locale), (&str, FileId)> = BTreeMap::new();
        let mut variants: BTreeMap<I, Located<I>> = BTreeMap::new();
        for (name, file) in self.files(source, kind, "md") {
            let Some((id, locale)) = name_and_locale::<I>(name, default, file, findings) else {
                continue;
            };
            if let Some(first) = names.insert((id.clone(), locale.clone()), (name, file)) {
                findings.push(same_language([first, (name, file)], &locale));
                continue;
            }
            let Ok(text) = source.read_text(file).map_err(|finding| findings.push(finding)) else {
                continue;
            };
            let (front, faults) = split_front_matter(file, text);
            let broken = faults.iter().any(|fault| fault.severity == Severity::Error);
            findings.extend(faults);
            if broken {
                continue;
            }
            let body = Phrase {
                text: text[front.body.clone()].trim().to_owned(),
                span: body_span(file, text, &front.body),
            };
            let start = Span::start_of(file);
            let sheet = Sheet { settings: &front.settings, start, body };
            let Some(version) = read(sheet, findings) else { continue };
            if let Some(of) = version.variant_of.filter(|_| locale == *default) {
                variants.insert(id.clone(), of);
            }
            let material = materials.entry(id.clone()).or_insert_with(|| Material {
                id,
                span: start,
                audience: version.audience.clone(),
                versions: BTreeMap::new(),
                variants: Vec::new(),
            });
            if locale == *default {
                material.span = start;
                material.audience = version.audience;
            }
            material.versions.insert(locale, version.text);
        }
        attach(&mut materials, variants, findings);
        materials
    }
}

/// Puts each variant where it belongs; one that cannot be is left out, and reported.
fn attach<I: Id, T>(
    materials: &mut BTreeMap<I, Material<I, T>>,
    variants: BTreeMap<I, Located<I>>,
    findings: &mut Findings,
) {
    let removed: Vec<_> =
        variants.iter().filter_map(|(id, of)| Some((materials.remove(id)?, of))).collect();
    for (variant, of) in removed {
        let kind = I::KIND;
        let finding = if variants.contains_key(&of.value) {
            let message = format!("`{}` is itself a variant", of.value);
            Diagnostic::error(Code::BadValue, of.span, message)
                .help(format!("name the {kind} that it takes the place of"))
        } else if variant.audience.is_everybody() {
            Diagnostic::error(Code::MissingKey, of.span, "this variant does not say for whom it is")
                .help("add `for:`, such as `for: {groups: [vip]}`")
        } else if let Some(base) = materials.get_mut(&of.value) {
            base.variants.push(variant);
            continue;
        } else {
            let message = format!("there is no {kind} `{}`", of.value);
            let finding = Diagnostic::error(Code::Dangling, of.span, message);
            let known = materials.keys().map(Id::as_str);
            match suggest(of.value.as_str(), known) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help(format!("name the {kind} that it takes the place of")),
            }
        };
        findings.push(finding);
    }
}

/// Mostly the default language was changed after `welcome.md` was written.
fn same_language(files: [(&str, FileId); 2], locale: &Locale) -> Diagnostic {
    let [(first, first_file), (second, second_file)] = files;
    let bare = if first.contains('.') { second } else { first };
    let place = Span::start_of(second_file);
    let message = format!("`{first}.md` and `{second}.md` are both in the language `{locale}`");
    Diagnostic::error(Code::DuplicateId, place, message)
        .label(Span::start_of(first_file), "the other one")
        .help(format!(
            "a file without a language in its name is in the first of `locales` of company.yaml, `{locale}`: \
             if `{bare}.md` is in another one, name it so, such as `{bare}.en.md`; else keep one of the two"
        ))
}

/// The body without the empty space around it.
fn body_span(file: FileId, text: &str, body: &std::ops::Range<usize>) -> Span {
    let whole = &text[body.clone()];
    let start = body.start + (whole.len() - whole.trim_start().len());
    let end = start + whole.trim().len();
    Span { file, start: start as u32, end: end as u32 }
}

fn name_and_locale<I: Id>(
    name: &str,
    default: &Locale,
    file: FileId,
    findings: &mut Findings,
) -> Option<(I, Locale)> {
    let (id, locale) = match name.split_once('.') {
        None => (name, Ok(default.clone())),
        Some((id, tag)) => (id, Locale::parse(tag)),
    };
    let place = Span::start_of(file);
    let locale = locale.map_err(|fault| {
        findings.push(
            Refusal::from(fault).at(place).help("name the file by id and language: `spring.fr.md`"),
        );
    });
    let id = I::parse(id).map_err(|fault| findings.push(bad_id(fault).at(place)));
    Some((id.ok()?, locale.ok()?))
}
