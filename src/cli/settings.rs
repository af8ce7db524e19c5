//! From arguments and the environment to what the commands work with.

use std::path::{Path, PathBuf};

use jiff::{Timestamp, tz::TimeZone};

use crate::model::date::Date;

use super::args::Global;
use super::failure::Failure;

const EPOCH_VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// What is read of the process, once.
#[derive(Debug)]
pub struct Environment {
    pub folder: PathBuf,
    /// <https://reproducible-builds.org/specs/source-date-epoch/>
    pub source_date_epoch: Option<String>,
    pub now: Timestamp,
}

impl Environment {
    pub fn of_process() -> Environment {
        Environment {
            folder: std::env::current_dir().unwrap_or_default(),
            source_date_epoch: std::env::var(EPOCH_VARIABLE).ok().filter(|text| !text.is_empty()),
            now: Timestamp::now(),
        }
    }
}

/// What every command works with.
#[derive(Debug)]
pub struct Settings {
    /// Where the process was started.
    pub folder: PathBuf,
    /// Where `--root` points; else the project is looked for.
    root: Option<PathBuf>,
    pub as_of: AsOf,
}

/// The day that things are right for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOf {
    Day(Date),
    /// The day that it is now at the company.
    Now(Timestamp),
}

impl AsOf {
    /// The day, for a company in this time zone (IANA name).
    pub fn date(self, time_zone: &str) -> Result<Date, Failure> {
        match self {
            AsOf::Day(date) => Ok(date),
            AsOf::Now(now) => day(now, TimeZone::get(time_zone).unwrap_or(TimeZone::UTC)),
        }
    }
}

impl Settings {
    /// The project's folder.
    ///
    /// # Errors
    /// If there is none here or further up.
    pub fn project(&self) -> Result<PathBuf, Failure> {
        match &self.root {
            Some(root) if root.is_dir() => Ok(root.clone()),
            Some(root) => Err(Failure::usage(format!("`--root {}` is not a folder", root.display()))),
            None => find_project(&self.folder).ok_or_else(|| {
                Failure::Content(Some(format!(
                    "there is no folder content/ in {} or above it\n  help: `promokit init` writes a small project that \
                     builds; or point to one with `--root DIR`",
                    self.folder.display()
                )))
            }),
        }
    }

    /// Where `init` writes to: the folder given, below `--root` or the current one.
    pub fn beside(&self, folder: Option<&Path>) -> PathBuf {
        let base = self.root.as_deref().unwrap_or(&self.folder);
        folder.map_or_else(|| base.to_owned(), |folder| base.join(folder))
    }
}

/// Works out the settings.
///
/// # Errors
/// If the environment holds a day that is none, or the secret is missing.
pub fn resolve(global: &Global, environment: &Environment) -> Result<Settings, Failure> {
    if let Some(file) = &global.secret_file {
        check_secret(&environment.folder.join(file))?;
    }
    let as_of = match (global.as_of, &environment.source_date_epoch) {
        (Some(date), _) => AsOf::Day(date),
        (None, Some(epoch)) => AsOf::Day(epoch_day(epoch)?),
        (None, None) => AsOf::Now(environment.now),
    };
    Ok(Settings {
        folder: environment.folder.clone(),
        root: global.root.as_ref().map(|root| environment.folder.join(root)),
        as_of,
    })
}

/// A secret that is asked for must be there, whatever the command makes of it.
fn check_secret(file: &Path) -> Result<(), Failure> {
    let missing =
        |why: String| Failure::usage(format!("there is no secret in {}: {why}", file.display()));
    match std::fs::read_to_string(file) {
        Ok(secret) if !secret.trim().is_empty() => Ok(()),
        Ok(_) => Err(missing("the file is empty".to_owned())),
        Err(error) => Err(missing(error.to_string())),
    }
}

fn epoch_day(text: &str) -> Result<Date, Failure> {
    let seconds = text.trim().parse::<i64>().ok();
    let moment = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    let moment = moment.ok_or_else(|| {
        Failure::usage(format!(
            "{EPOCH_VARIABLE} is `{text}`, which is no number of seconds since 1970"
        ))
    })?;
    day(moment, TimeZone::UTC)
}

fn day(moment: Timestamp, zone: TimeZone) -> Result<Date, Failure> {
    let day = moment.to_zoned_datetime(zone).date();
    Date::new(day.year(), day.month(), day.day()).map_err(|_| {
        Failure::usage(format!("the year {} is out of range", day.year()))
            .help("give a day with `--as-of`")
    })
}

fn find_project(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.join("content").is_dir()).map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::args::Color;
    use super::*;

    fn global(as_of: Option<&str>) -> Global {
        let as_of = as_of.and_then(|text| Date::parse(text).ok());
        Global { root: None, quiet: false, color: Color::Auto, as_of, secret_file: None }
    }

    fn environment(epoch: Option<&str>) -> Environment {
        Environment {
            folder: PathBuf::from("/nowhere"),
            source_date_epoch: epoch.map(str::to_owned),
            // 2026-11-23T23:30:00Z
            now: Timestamp::from_second(1_795_476_600).unwrap(),
        }
    }

    fn date(as_of: Option<&str>, epoch: Option<&str>, zone: &str) -> String {
        let settings = resolve(&global(as_of), &environment(epoch)).unwrap();
        settings.as_of.date(zone).unwrap().to_string()
    }

    #[test]
    fn the_flag_wins_over_the_environment_over_the_clock() {
        assert_eq!(date(Some("2026-01-02"), Some("0"), "UTC"), "2026-01-02");
        assert_eq!(date(None, Some("0"), "Pacific/Auckland"), "1970-01-01");
        assert_eq!(date(None, None, "UTC"), "2026-11-23");
    }

    #[test]
    fn today_is_the_company_s() {
        assert_eq!(date(None, None, "Pacific/Auckland"), "2026-11-24");
        assert_eq!(date(None, None, "America/New_York"), "2026-11-23");
    }

    #[test]
    fn a_bad_epoch_is_wrong_usage() {
        for bad in ["soon", "99999999999999999999", "-9999999999"] {
            let failure = resolve(&global(None), &environment(Some(bad))).map(|_| ()).unwrap_err();
            assert_eq!(failure.exit_code(), 2, "{bad}");
        }
    }

    #[test]
    fn the_project_is_found_upwards() {
        let root = tempfile::tempdir().unwrap();
        let deep = root.path().join("content/products");
        std::fs::create_dir_all(&deep).unwrap();
        assert_eq!(find_project(&deep).as_deref(), Some(root.path()));
        assert_eq!(find_project(Path::new("/nowhere")), None);
    }
}
