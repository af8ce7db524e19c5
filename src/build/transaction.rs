//! Changes to the output folder that can be taken back.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::area::Area;
use super::fault::OutputFault;

/// What was done so far, in order.
pub(super) struct Transaction<'a> {
    area: &'a Area,
    steps: Vec<Step>,
    /// Folders that are there, so that not every file asks for all above it.
    folders: HashSet<PathBuf>,
    /// Those of them that were made here: they hold nothing but what was put there since.
    made: HashSet<PathBuf>,
}

enum Step {
    MadeFolder(PathBuf),
    RemovedFolder(PathBuf),
    Created(PathBuf),
    /// What `target` held is kept in `backup`.
    Changed {
        target: PathBuf,
        backup: PathBuf,
    },
}

impl<'a> Transaction<'a> {
    pub fn new(area: &'a Area) -> Transaction<'a> {
        Transaction { area, steps: Vec::new(), folders: HashSet::new(), made: HashSet::new() }
    }

    /// Moves `file` to `target` in one step: there is no moment without a whole file there.
    pub fn replace(&mut self, file: &Path, target: &Path) -> Result<(), OutputFault> {
        let fault = OutputFault::io("write", target);
        target.parent().map_or(Ok(()), |folder| self.make_folders(folder))?;
        let step = match self.there(target) {
            Some(_) => Step::Changed {
                target: target.to_owned(),
                backup: self.keep(target).map_err(&fault)?,
            },
            None => Step::Created(target.to_owned()),
        };
        fs::rename(file, target).map_err(&fault)?;
        self.steps.push(step);
        Ok(())
    }

    /// Removes a file or a link; whether there was one.
    pub fn remove(&mut self, target: &Path) -> Result<bool, OutputFault> {
        let is_file = fs::symlink_metadata(target).is_ok_and(|there| !there.is_dir());
        if !is_file || self.leads_over_link(target) {
            return Ok(false);
        }
        let backup = self.backup();
        fs::rename(target, &backup).map_err(OutputFault::io("remove", target))?;
        self.steps.push(Step::Changed { target: target.to_owned(), backup });
        Ok(true)
    }

    /// Whether a folder stands where a file belongs.
    pub fn is_folder(&self, target: &Path) -> bool {
        self.there(target).is_some_and(|there| there.is_dir())
    }

    /// Removes a folder that holds nothing but folders.
    pub fn remove_hollow(&mut self, folder: &Path) -> Result<(), OutputFault> {
        let fault = OutputFault::io("remove", folder);
        self.folders.remove(folder);
        self.made.remove(folder);
        for entry in fs::read_dir(folder).map_err(&fault)? {
            self.remove_hollow(&entry.map_err(&fault)?.path())?;
        }
        fs::remove_dir(folder).map_err(&fault)?;
        self.steps.push(Step::RemovedFolder(folder.to_owned()));
        Ok(())
    }

    /// Takes everything back, the last step first.
    pub fn undo(self) {
        for step in self.steps.into_iter().rev() {
            // A step that cannot be taken back must not keep the others from it.
            let _ = match step {
                Step::MadeFolder(folder) => fs::remove_dir(folder),
                Step::RemovedFolder(folder) => fs::create_dir(folder),
                Step::Created(target) => fs::remove_file(target),
                Step::Changed { target, backup } => fs::rename(backup, target),
            };
        }
    }

    /// What stands at `target`, a link itself and not where it leads. The disk is not asked about
    /// folders that were made here, as each file has its place for itself.
    fn there(&self, target: &Path) -> Option<fs::Metadata> {
        if target.parent().is_some_and(|folder| self.made.contains(folder)) {
            return None;
        }
        fs::symlink_metadata(target).ok()
    }

    fn make_folders(&mut self, folder: &Path) -> Result<(), OutputFault> {
        if self.folders.contains(folder) {
            return Ok(());
        }
        let made = match fs::create_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                folder.parent().map_or(Ok(()), |parent| self.make_folders(parent))?;
                fs::create_dir(folder)
            }
            made => made,
        };
        match made {
            Ok(()) => {
                self.steps.push(Step::MadeFolder(folder.to_owned()));
                self.made.insert(folder.to_owned());
            }
            // What else stands there was refused, or refuses itself when a file is moved into it.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(OutputFault::io("make the folder", folder)(error)),
        }
        self.folders.insert(folder.to_owned());
        Ok(())
    }

    /// A second name for what `target` holds; a copy on disks that know no second names.
    fn keep(&self, target: &Path) -> io::Result<PathBuf> {
        let backup = self.backup();
        if fs::hard_link(target, &backup).is_err() {
            fs::copy(target, &backup)?;
        }
        Ok(backup)
    }

    fn backup(&self) -> PathBuf {
        self.area.staged(&format!("old-{}", self.steps.len()))
    }

    fn leads_over_link(&self, target: &Path) -> bool {
        target
            .ancestors()
            .skip(1)
            .take_while(|folder| *folder != self.area.out())
            .any(Path::is_symlink)
    }
}
