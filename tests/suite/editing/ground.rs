//! The project, its builds, and the list of what was done to it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, SystemTime};

use crate::support::{Run, Server, TestProject};

use super::chance::Chance;
use super::meadow;
use super::tree::{Tree, differences, rewritten, tree};

/// All that a build is made from.
pub struct State {
    /// Everything below `content/` and `themes/` by its path in the project.
    content: BTreeMap<String, Vec<u8>>,
    day: u64,
    arguments: Vec<&'static str>,
}

/// How a file comes to its new bytes.
#[derive(Debug, Clone, Copy)]
pub enum Manner {
    InPlace,
    /// As editors and git do: a new file takes the old one's place.
    ByRename,
    /// The time of modification stays as it was.
    InPlaceWithOldTime,
    ByRenameWithOldTime,
}

impl Manner {
    pub fn any(chance: &mut Chance) -> Manner {
        match chance.below(6) {
            0..3 => Manner::InPlace,
            3 => Manner::ByRename,
            4 => Manner::InPlaceWithOldTime,
            _ => Manner::ByRenameWithOldTime,
        }
    }
}

pub struct Ground {
    project: TestProject,
    seed: u64,
    /// The day that it is built for, counted from 2026-11-20.
    day: u64,
    arguments: Vec<&'static str>,
    done: Vec<String>,
    edits: u64,
    /// What files held earlier.
    pub past: Vec<(String, Vec<u8>)>,
    fresh: usize,
    /// It serves the project while that is edited, for this day.
    server: Option<(String, Server)>,
}

/// So many files are asked for after a batch of edits.
const ASKED: usize = 5;

impl Ground {
    pub fn new(seed: u64) -> Ground {
        Ground {
            project: meadow::project(),
            seed,
            day: 3,
            arguments: Vec::new(),
            done: Vec::new(),
            edits: 0,
            past: Vec::new(),
            fresh: 0,
            server: None,
        }
    }

    pub fn edits(&self) -> u64 {
        self.edits
    }

    /// Puts something on the list.
    pub fn say(&mut self, what: impl Into<String>) {
        self.done.push(what.into());
    }

    /// Puts an edit on the list.
    pub fn edited(&mut self, what: String) {
        self.edits += 1;
        self.say(what);
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.project.path(below)
    }

    /// The paths of all content that begin so, sorted.
    pub fn files(&self, start: &str) -> Vec<String> {
        let folders = ["content", "themes"].into_iter();
        folders
            .flat_map(|folder| {
                tree(&self.path(folder)).into_keys().map(move |path| format!("{folder}/{path}"))
            })
            .filter(|path| path.starts_with(start))
            .collect()
    }

    pub fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).expect(path)
    }

    /// The text of a file; `None` if it holds no text.
    pub fn text(&self, path: &str) -> Option<String> {
        String::from_utf8(self.read(path)).ok()
    }

    /// Writes a file, in any manner if it is there already.
    pub fn write(&mut self, path: &str, bytes: &[u8], manner: Manner) {
        let target = self.path(path);
        let old = fs::metadata(&target).and_then(|there| there.modified()).ok();
        if old.is_some() {
            self.past.push((path.to_owned(), self.read(path)));
        }
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        match manner {
            Manner::InPlace | Manner::InPlaceWithOldTime => {
                fs::write(&target, bytes).expect("written");
            }
            Manner::ByRename | Manner::ByRenameWithOldTime => {
                let beside = self.path("new-file");
                fs::write(&beside, bytes).expect("written");
                fs::rename(&beside, &target).expect("renamed");
            }
        }
        if let (Manner::InPlaceWithOldTime | Manner::ByRenameWithOldTime, Some(old)) = (manner, old)
        {
            set_time(&target, old);
        }
    }

    pub fn remove(&mut self, path: &str) {
        self.past.push((path.to_owned(), self.read(path)));
        fs::remove_file(self.path(path)).expect(path);
    }

    pub fn state(&self) -> State {
        let content = self.files("").into_iter().map(|path| (path.clone(), self.read(&path)));
        State { content: content.collect(), day: self.day, arguments: self.arguments.clone() }
    }

    /// Makes everything what it was.
    pub fn restore(&mut self, state: &State) {
        self.say("mend it all");
        let State { content, day, arguments } = state;
        (self.day, self.arguments) = (*day, arguments.clone());
        for path in self.files("") {
            if !content.contains_key(&path) {
                fs::remove_file(self.path(&path)).expect("removed");
            }
        }
        for (path, bytes) in content {
            let target = self.path(path);
            if target.is_symlink() || fs::read(&target).ok().as_ref() != Some(bytes) {
                let _ = fs::remove_file(&target);
                fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
                fs::write(&target, bytes).expect("written");
            }
        }
    }

    /// Removes all of the output or of the memory.
    pub fn forget(&mut self, folder: &str) {
        let _ = fs::remove_dir_all(self.path(folder));
        self.edited(format!("{folder}: removed"));
    }

    pub fn move_day(&mut self, chance: &mut Chance) {
        self.day = chance.below(30) as u64;
        self.edited(format!("the day is {}", self.as_of()));
    }

    fn as_of(&self) -> String {
        match self.day {
            day @ 0..11 => format!("2026-11-{}", 20 + day),
            day => format!("2026-12-{:02}", day - 10),
        }
    }

    pub fn change_arguments(&mut self, chance: &mut Chance) {
        self.arguments = match chance.below(5) {
            0 => vec!["--base-url", "http://127.0.0.1:8080/"],
            1 => vec!["--sheets"],
            2 => vec!["--jobs", "1"],
            _ => Vec::new(),
        };
        self.edited(format!("build with {:?}", self.arguments));
    }

    fn build(&self, more: &[&str]) -> Run {
        let as_of = self.as_of();
        let build = ["--as-of", &as_of, "build", "--format", "json"];
        self.project.run(&[&build, self.arguments.as_slice(), more].concat())
    }

    /// Builds some files only; what comes of it is judged by the next whole build.
    pub fn build_part(&mut self, chance: &mut Chance) {
        let parts = ["kits", "mails/anna", "sites/**/index.html", "links.*", "sites/*/b/**"];
        let part = chance.pick(&parts).expect("one");
        self.say(format!("build --only {part}"));
        let code = self.build(&["--only", part]).code;
        // A part of a partner who has left is no part of the output: wrong usage.
        assert!(matches!(code, Some(0..=2)), "{code:?}");
    }

    /// A build that somebody may disturb.
    pub fn start_build(&mut self) -> Child {
        self.start_build_into("output")
    }

    pub fn start_build_into(&mut self, out: &str) -> Child {
        self.say(format!("build into {out}, and meanwhile"));
        let as_of = self.as_of();
        let build = ["--as-of", &as_of, "build", "--quiet", "--out", out];
        let mut command =
            Run::command(self.project.root(), &[&build, self.arguments.as_slice()].concat());
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts")
    }

    /// How it ends is no matter: it saw half of an edit.
    pub fn finish(&mut self, mut build: Child) {
        let status = build.wait().expect("it ends");
        assert!(status.code().is_some(), "{status}");
    }

    /// Builds on top of the last build and cleanly beside it, and compares. False if both refuse
    /// the content, for the same reasons and without touching the output.
    pub fn agrees(&mut self, chance: &mut Chance) -> bool {
        self.say("build");
        let before = tree(&self.path("output"));
        let built = self.build(&[]);
        let after = tree(&self.path("output"));
        let (clean, expected) = self.build_cleanly();
        assert_eq!(built.code, clean.code, "{}\n--- clean:\n{}", built.all(), clean.all());
        let rewritten = rewritten(&before, &after);
        assert!(rewritten.is_empty(), "written again without need: {rewritten:#?}");
        assert_eq!(built.notes, clean.notes, "the clean build says something else");
        if built.code != Some(0) {
            assert_eq!(built.code, Some(1), "{}", built.all());
            assert_eq!(before, after, "a build that failed changed the output");
            return false;
        }
        let differing = differences(&after, &expected);
        assert!(differing.is_empty(), "not as a clean build: {differing:#?}");
        if self.arguments.is_empty() {
            self.is_served(&expected, chance);
        }
        if chance.one_in(4) {
            self.stands_still(&after);
        }
        true
    }

    fn build_cleanly(&mut self) -> (Run, Tree) {
        self.fresh += 1;
        let out = self.path(&format!("fresh-{}", self.fresh));
        let clean = self.build(&["--no-cache", "--out", out.to_str().expect("UTF-8")]);
        let expected = tree(&out);
        let _ = fs::remove_dir_all(&out);
        (clean, expected)
    }

    /// Asks for some files: what is served is what was built.
    fn is_served(&mut self, expected: &Tree, chance: &mut Chance) {
        let as_of = self.as_of();
        if self.server.as_ref().is_none_or(|(day, _)| *day != as_of) {
            let server = Server::start_on(&as_of, self.project.root(), &[]);
            self.server = Some((as_of, server));
        }
        let Some((_, server)) = &self.server else { return };
        let paths: Vec<&String> = expected.keys().filter(|path| path.contains('/')).collect();
        for _ in 0..ASKED {
            let path = chance.pick(&paths).expect("a file");
            assert!(
                server.file(path) == expected[path.as_str()].bytes,
                "{path} is served differently"
            );
        }
    }

    /// Builds once more, though nothing changed.
    fn stands_still(&self, before: &Tree) {
        let again = self.build(&[]).succeeds();
        let summary = again.json();
        assert_eq!(summary["written"], 0, "{summary}");
        assert_eq!(summary["removed"], 0, "{summary}");
        assert_eq!(summary["files"], before.len() - 1, "{summary}");
        assert!(tree(&self.path("output")) == *before, "a build of nothing new touched something");
    }
}

pub fn set_time(path: &std::path::Path, time: SystemTime) {
    let file = File::options().write(true).open(path).expect("a file to be written");
    file.set_modified(time).expect("a new time");
}

/// A time that a file may claim: long ago, or still to come.
pub fn odd_time(chance: &mut Chance) -> SystemTime {
    let day = Duration::from_secs(86_400);
    match chance.below(3) {
        0 => SystemTime::now() + day,
        1 => SystemTime::UNIX_EPOCH,
        _ => SystemTime::now() - day * 400,
    }
}

impl Drop for Ground {
    /// What is needed to repeat a failure.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.project.keep();
            eprintln!("What was done:");
            for (number, what) in self.done.iter().enumerate() {
                eprintln!("{number:5} {what}");
            }
            eprintln!("PROMOKIT_SEED={} PROMOKIT_EDITS={}", self.seed, self.edits);
            eprintln!("The project is left in {}", self.project.root().display());
        }
    }
}
