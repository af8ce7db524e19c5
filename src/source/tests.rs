use std::fs;

use super::*;

fn project(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

fn open(root: &Path) -> (Source, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let source = Source::open(root, &mut findings);
    (source, findings)
}

fn paths(source: &Source) -> Vec<&str> {
    source.files().map(|(_, file)| file.path.as_str()).collect()
}

fn path(text: &str) -> RelativePath {
    resolve("", text).expect("a path")
}

#[test]
fn lists_files_in_order_without_leftovers() {
    let folder = project(&[
        ("content/partners/b.yaml", b""),
        ("content/partners/a.yaml", b"id: a\n"),
        ("content/company.yaml", b""),
        ("content/company.yaml~", b""),
        ("content/.company.yaml.swp", b""),
        ("content/~$partners.csv", b""),
        ("content/.git/config", b""),
        ("themes/neon/theme.yaml", b""),
        ("output/sites/x.html", b""),
    ]);
    let (source, findings) = open(folder.path());
    assert_eq!(findings, []);
    assert_eq!(
        paths(&source),
        [
            "content/company.yaml",
            "content/partners/a.yaml",
            "content/partners/b.yaml",
            "themes/neon/theme.yaml"
        ]
    );
    assert_eq!(source.files_in("content/partners").count(), 2);
    let id = source.find(&path("content/partners/a.yaml")).expect("there");
    assert_eq!(source.file(id).len, 6);
    assert!(source.file(id).stamp.is_some());
    assert_eq!(source.read_text(id), Ok("id: a\n"));
    assert_eq!(source.hash(id), Some(blake3::hash(b"id: a\n")));
    assert_eq!(
        (source.text(id), Texts::path(&source, id)),
        ("id: a\n", Path::new("content/partners/a.yaml"))
    );
}

#[test]
fn a_project_without_content() {
    let folder = project(&[("readme.md", b"")]);
    let (_, findings) = open(folder.path());
    assert_eq!((findings[0].code, findings[0].span), (Code::Layout, None));
    assert!(findings[0].help.as_deref().is_some_and(|help| help.contains("promokit init")));
}

#[test]
fn a_folder_in_place_of_a_file() {
    let folder = project(&[("content/company.yaml/x.yaml", b"")]);
    let (source, findings) = open(folder.path());
    assert_eq!(paths(&source), Vec::<&str>::new());
    assert_eq!(findings[0].code, Code::Layout);
    let place = findings[0].span.expect("a place").file;
    assert_eq!(Texts::path(&source, place), Path::new("content/company.yaml"));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_project_are_not_followed() {
    use std::os::unix::fs::symlink;

    let outside = project(&[("secret.yaml", b"x"), ("folder/a.yaml", b"x")]);
    let folder = project(&[("content/company.yaml", b"a: 1"), ("content/images/a.png", b"")]);
    let link = |target: &Path, name: &str| {
        symlink(target, folder.path().join("content").join(name)).expect("a link");
    };
    link(&outside.path().join("secret.yaml"), "file.yaml");
    link(&outside.path().join("folder"), "folder");
    link(&folder.path().join("content/company.yaml"), "inside.yaml");
    link(&folder.path().join("content"), "circle");
    link(Path::new("nothing"), "broken.yaml");
    let (source, findings) = open(folder.path());
    assert_eq!(
        paths(&source),
        ["content/company.yaml", "content/images/a.png", "content/inside.yaml"]
    );
    let found: Vec<_> = findings
        .iter()
        .map(|finding| {
            let file = finding.span.expect("a place").file;
            (Texts::path(&source, file).to_str().expect("text"), finding.code)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("content/broken.yaml", Code::MissingFile),
            ("content/circle", Code::MissingFile),
            ("content/file.yaml", Code::Outside),
            ("content/folder", Code::Outside),
        ]
    );
}

#[test]
fn files_that_are_not_text() {
    let large = vec![b'a'; 5 * 1024 * 1024];
    let folder = project(&[
        ("content/large.yaml", &large),
        ("content/latin.yaml", b"a: 1\nb: caf\xE9\n"),
        ("content/partners.csv", b"id;name\n1;caf\xE9\n"),
    ]);
    let (source, _) = open(folder.path());
    let read = |name: &str| source.read_text(source.find(&path(name)).expect("there"));
    let code = |name: &str| read(name).unwrap_err().code;
    assert_eq!(code("content/large.yaml"), Code::TooLarge);
    assert_eq!(code("content/latin.yaml"), Code::Encoding);
    assert!(read("content/latin.yaml").unwrap_err().message.ends_with("in line 2"));
    assert_eq!(read("content/partners.csv"), Ok("id;name\n1;café\n"));
    let large = source.find(&path("content/large.yaml")).expect("there");
    assert_eq!(source.read_bytes(large).map(|bytes| bytes.len()), Ok(5 * 1024 * 1024));
}

#[test]
fn a_file_that_went_away() {
    let folder = project(&[("content/company.yaml", b"")]);
    let (source, _) = open(folder.path());
    fs::remove_file(folder.path().join("content/company.yaml")).expect("removed");
    let id = source.find(&path("content/company.yaml")).expect("listed");
    assert_eq!(source.read_text(id).unwrap_err().code, Code::MissingFile);
}

#[test]
fn embedded_files_are_read_like_others() {
    let mut source = Source::empty();
    let id = source.embed(path("themes/default/theme.yaml"), &b"name: Default\n"[..]);
    assert_eq!(source.read_text(id), Ok("name: Default\n"));
    assert_eq!(source.find(&path("themes/default/theme.yaml")), Some(id));
}
