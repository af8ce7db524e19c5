//! Which themes stand behind a name: the theme itself, the one it extends, and so on.

use crate::decode::fields::Findings;
use crate::decode::yaml_file;
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::text::Located;
use crate::source::{Node, RelativePath, Source, resolve};

/// One theme of the chain.
#[derive(Debug)]
pub struct Folder {
    /// The folder's name below `themes/`.
    pub id: String,
    /// `theme.yaml` and its start; `None` if there is no such file, or a broken one.
    pub settings: Option<(Node, Span)>,
}

impl Folder {
    /// The path of a file or folder in it; `None` if it would lead out.
    pub fn path(&self, inside: &str) -> Option<RelativePath> {
        resolve(&format!("themes/{}", self.id), inside).ok()
    }
}

/// The theme called `name` and all that it extends, nearest first. `None` if one of them does not
/// exist or extends itself.
pub fn chain(
    source: &Source,
    name: &Located<String>,
    findings: &mut Findings,
) -> Option<Vec<Folder>> {
    let mut folders: Vec<Folder> = Vec::new();
    let mut next = Some(name.clone());
    while let Some(Located { value: id, span }) = next {
        if folders.iter().any(|folder| folder.id == id) {
            findings.push(cycle(&folders, &id, span));
            return None;
        }
        if !themes(source).contains(&id.as_str()) {
            findings.push(unknown(source, &id, span));
            return None;
        }
        let mut folder = Folder { id, settings: None };
        folder.settings = folder
            .path("theme.yaml")
            .and_then(|path| source.find(&path))
            .and_then(|file| yaml_file(source, file, findings));
        next = folder.settings.as_ref().and_then(|(node, _)| parent(node));
        folders.push(folder);
    }
    Some(folders)
}

/// `extends` of a `theme.yaml`; a value of another shape is reported when the file is decoded.
fn parent(settings: &Node) -> Option<Located<String>> {
    let node = settings.get("extends")?;
    Some(Located { value: node.text()?.trim().to_owned(), span: node.span })
}

/// The folders below `themes/`.
fn themes(source: &Source) -> Vec<&str> {
    let mut names: Vec<&str> = source
        .files_in("themes")
        .filter_map(|(_, file)| file.path.as_str().split('/').nth(1))
        .collect();
    names.dedup();
    names
}

fn unknown(source: &Source, id: &str, span: Span) -> Diagnostic {
    let names = themes(source);
    let help = match suggest(id, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the themes are: {}", names.join(", ")),
    };
    Diagnostic::error(Code::Dangling, span, format!("there is no theme `{id}`")).help(help)
}

fn cycle(folders: &[Folder], id: &str, span: Span) -> Diagnostic {
    let names: Vec<_> = folders.iter().map(|folder| folder.id.as_str()).collect();
    Diagnostic::error(
        Code::BadValue,
        span,
        format!("the theme `{id}` extends itself: {} → {id}", names.join(" → ")),
    )
    .help("take one of the `extends` out")
}
