//! Files in `content/` that nothing reads: mostly a slip in a name.

use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::source::Source;

use super::fields::Findings;

/// What may lie in `content/` itself.
const FILES: [&str; 4] = ["company.yaml", "partners.csv", "labels.csv", "release.lock"];
/// Folders whose files are read by their ending.
const YAML: [&str; 6] = ["partners", "programs", "products", "backends", "creatives", "i18n"];
const MARKDOWN: [&str; 6] = ["landings", "emails", "texts", "documents", "pages", "news"];
/// Folders that may hold anything: content names what it uses.
const FREE: [&str; 3] = ["images", "fonts", "stats"];
/// What people call a folder that has another name.
const ALSO_CALLED: [(&str, &str); 6] = [
    ("banners", "creatives"),
    ("pictures", "images"),
    ("letters", "emails"),
    ("mails", "emails"),
    ("agreements", "documents"),
    ("programmes", "programs"),
];

/// Warns of each file that nothing reads.
pub fn report(source: &Source, findings: &mut Findings) {
    for (id, file) in source.files_in("content") {
        let Some(below) = file.path.as_str().strip_prefix("content/") else { continue };
        if let Some(help) = complaint(below) {
            let message = format!("nothing is read from content/{below}");
            findings
                .push(Diagnostic::warning(Code::Unused, Span::start_of(id), message).help(help));
        }
    }
}

/// What to do about a file that nothing reads; `None` for all others.
fn complaint(below: &str) -> Option<String> {
    let Some((folder, name)) = below.split_once('/') else { return stray_file(below) };
    if FREE.contains(&folder) || is_note(name) {
        return None;
    }
    let ending = match folder {
        _ if YAML.contains(&folder) => "yaml",
        _ if MARKDOWN.contains(&folder) => "md",
        _ => return Some(unknown_folder(folder)),
    };
    let (stem, own) = name.rsplit_once('.').unwrap_or((name, ""));
    match own == ending && !name.contains('/') {
        true => None,
        false if name.contains('/') => Some(format!("files of `{folder}/` lie directly in it")),
        false => Some(format!("name it `{folder}/{stem}.{ending}`")),
    }
}

fn stray_file(name: &str) -> Option<String> {
    if FILES.contains(&name) || is_note(name) {
        return None;
    }
    let lower = name.to_lowercase();
    let stem = lower.rsplit_once('.').map_or(lower.as_str(), |(stem, _)| stem);
    let stems = FILES.map(|file| file.rsplit_once('.').map_or(file, |(stem, _)| stem));
    let near = suggest(stem, stems);
    Some(match near.and_then(|near| FILES.into_iter().find(|file| file.starts_with(near))) {
        Some("partners.csv") if lower.ends_with(".xlsx") || lower.ends_with(".ods") => {
            "save it from your spreadsheet program as `partners.csv`".to_owned()
        }
        Some(file) => format!("did you mean `{file}`?"),
        None => format!("what lies in content/ itself: {}", FILES.join(", ")),
    })
}

fn unknown_folder(folder: &str) -> String {
    let plain = folder.to_lowercase();
    let called = ALSO_CALLED.iter().find(|(name, _)| *name == plain).map(|(_, folder)| *folder);
    let all = YAML.into_iter().chain(MARKDOWN).chain(FREE);
    match called.or_else(|| suggest(&plain, all)) {
        Some(near) => format!("did you mean the folder `{near}/`?"),
        None => {
            let all: Vec<&str> = YAML.into_iter().chain(MARKDOWN).chain(FREE).collect();
            format!("the folders of content are: {}", all.join(", "))
        }
    }
}

/// Notes and licences for people may lie anywhere.
fn is_note(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name).to_uppercase();
    file.starts_with("README") || file.starts_with("LICENSE") || file.starts_with("NOTE")
}

#[cfg(test)]
mod tests {
    use super::complaint;

    #[test]
    fn what_is_read_gives_no_complaint() {
        for below in [
            "company.yaml",
            "partners.csv",
            "products/a.yaml",
            "landings/home.fr.md",
            "images/deep/a.svg",
            "README.md",
            "texts/README.txt",
        ] {
            assert_eq!(complaint(below), None, "{below}");
        }
    }

    #[test]
    fn slips_are_answered() {
        let cases = [
            ("creatives/new.yml", "name it `creatives/new.yaml`"),
            ("banners/x.yaml", "did you mean the folder `creatives/`?"),
            ("produkts/x.yaml", "did you mean the folder `products/`?"),
            ("partner.csv", "did you mean `partners.csv`?"),
            ("Partners.csv", "did you mean `partners.csv`?"),
            ("partners.xlsx", "save it from your spreadsheet program as `partners.csv`"),
            ("products/new/x.yaml", "files of `products/` lie directly in it"),
        ];
        for (below, help) in cases {
            assert_eq!(complaint(below).as_deref(), Some(help), "{below}");
        }
    }
}
