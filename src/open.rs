//! Opens a project: lists its files, reads content and theme, and gets ready what commands work
//! with. It must not know of terminals, output or serving.

use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::load::{self, DecodedPartners};
use crate::model::banner::SizeTable;
use crate::model::project::Project;
use crate::plan::{Plan, Settings};
use crate::render::Renderer;
use crate::source::Source;
use crate::theme::{self, LoadedTheme, Theme};

/// A project whose files are listed but not read.
#[derive(Debug)]
pub struct Listing {
    pub root: PathBuf,
    pub source: Source,
    /// About files that cannot be used.
    pub findings: Vec<Diagnostic>,
}

/// A project as it was read. There is a [`Project`] and a [`Theme`] only if nothing in them is wrong.
pub struct Opened {
    pub root: PathBuf,
    pub source: Source,
    pub project: Option<Project>,
    pub theme: Option<Arc<Theme>>,
    pub findings: Vec<Diagnostic>,
    /// For opening it again.
    pub kept: Kept,
}

/// What takes longest to read, and is taken over while its files stay as they are.
#[derive(Clone, Default)]
pub struct Kept {
    partners: DecodedPartners,
    theme: LoadedTheme,
}

/// A project and a theme without faults.
#[derive(Clone, Copy)]
pub struct Sound<'o> {
    pub project: &'o Project,
    pub theme: &'o Theme,
    source: &'o Source,
}

/// Lists the files of the project at `root`.
pub fn list(root: PathBuf) -> Listing {
    let mut findings = Vec::new();
    let mut source = Source::open(&root, &mut findings);
    theme::add_built_in(&mut source);
    Listing { root, source, findings }
}

impl Listing {
    /// Reads the listed files. What has not changed since `before` is not decoded again.
    pub fn load(self, before: Option<&Kept>) -> Opened {
        let Listing { root, source, mut findings } = self;
        let loaded = load::load_again(&source, before.map(|before| &before.partners));
        findings.extend(loaded.findings);
        let theme = loaded.project.as_ref().map(|project| {
            let before = before.map(|before| &before.theme);
            LoadedTheme::read(&source, &project.company.theme, &project.strings, before)
        });
        let theme = theme.unwrap_or_default();
        findings.extend(theme.findings.iter().cloned());
        Opened {
            root,
            source,
            project: loaded.project,
            theme: theme.theme.clone(),
            findings,
            kept: Kept { partners: loaded.partners, theme },
        }
    }
}

impl Opened {
    /// The project and its theme, if neither has faults.
    pub fn sound(&self) -> Option<Sound<'_>> {
        if has_errors(&self.findings) {
            return None;
        }
        let (project, theme) = self.project.as_ref().zip(self.theme.as_deref())?;
        Some(Sound { project, theme, source: &self.source })
    }
}

impl<'o> Sound<'o> {
    /// The plan of it all.
    ///
    /// # Errors
    /// If the table of banner sizes inside of the program is broken.
    pub fn plan(&self, settings: &'o Settings) -> Result<Plan<'o>, String> {
        let sizes = SizeTable::built_in().map_err(|error| error.to_string())?;
        Ok(Plan::new(self.project, self.theme.manifest(), settings, sizes))
    }

    /// # Errors
    /// Fonts that cannot be used.
    pub fn renderer<'a>(&self, plan: &'a Plan<'o>) -> Result<Renderer<'a, 'o>, Vec<Diagnostic>>
    where
        'o: 'a,
    {
        Renderer::new(plan, self.theme, self.source)
    }
}

pub fn has_errors(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}
