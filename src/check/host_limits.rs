//! Sites that are more than their host takes, or soon will be.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::hosting::{self, Beyond, Counts, Limit, Measure, Reached};
use crate::model::web::Domain;
use crate::plan::Plan;

/// What is counted of one site's files.
#[derive(Debug, Default)]
struct Site<'f> {
    files: u64,
    bytes: u64,
    largest: (u64, &'f str),
    folders: BTreeMap<&'f str, u64>,
}

/// Of files by their paths in the output; with sizes of 0 where these are not known yet.
pub fn check<'f>(
    plan: &Plan,
    files: impl IntoIterator<Item = (&'f str, u64)>,
    findings: &mut Vec<Diagnostic>,
) {
    let limits = hosting::limits(plan.project.company.hosting);
    if limits.is_empty() {
        return;
    }
    let sites = sites(files);
    for domain in plan.sites().into_keys() {
        let Some(site) = sites.get(domain.as_str()) else { continue };
        let counts = site.counts(redirects(plan, limits, domain));
        let reached = hosting::reached(limits, &counts).into_iter();
        findings.extend(reached.map(|reached| finding(plan, domain, site, reached)));
    }
}

fn sites<'f>(files: impl IntoIterator<Item = (&'f str, u64)>) -> BTreeMap<&'f str, Site<'f>> {
    let mut sites: BTreeMap<&str, Site> = BTreeMap::new();
    for (path, bytes) in files {
        let below = path.strip_prefix("sites/").and_then(|below| below.split_once('/'));
        let Some((domain, file)) = below else { continue };
        let site = sites.entry(domain).or_default();
        site.files += 1;
        site.bytes += bytes;
        site.largest = site.largest.max((bytes, file));
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        *site.folders.entry(folder).or_default() += 1;
    }
    sites
}

impl Site<'_> {
    fn fullest(&self) -> (u64, &str) {
        let folders = self.folders.iter().map(|(folder, files)| (*files, *folder));
        folders.max().unwrap_or_default()
    }

    fn counts(&self, redirects: u64) -> Counts {
        Counts {
            files: self.files,
            files_in_folder: self.fullest().0,
            bytes: self.bytes,
            file_bytes: self.largest.0,
            redirects,
        }
    }
}

/// Counted only where somebody asks: it takes all links of all partners.
fn redirects(plan: &Plan, limits: &[Limit], domain: &Domain) -> u64 {
    let asks = limits.iter().any(|limit| limit.measure == Measure::Redirects);
    if asks { plan.redirects(domain).len() as u64 } else { 0 }
}

fn finding(plan: &Plan, domain: &Domain, site: &Site, reached: Reached) -> Diagnostic {
    let Reached { limit, count } = reached;
    let host = hosting::host_name(plan.project.company.hosting);
    let (what, unit) = match limit.measure {
        Measure::Files => (domain.to_string(), " files"),
        Measure::FilesInFolder => {
            (format!("the folder /{} of {domain}", site.fullest().1), " files")
        }
        Measure::Bytes => (domain.to_string(), " bytes"),
        Measure::FileBytes => (format!("/{} of {domain}", site.largest.1), " bytes"),
        Measure::Redirects => (domain.to_string(), " redirects"),
    };
    let (has, most) = (grouped(count), grouped(limit.most));
    let message = if reached.is_over() {
        format!("{what} has {has}{unit}, and {host} takes {most}")
    } else {
        format!("{what} has {has}{unit} of the {most} that {host} takes")
    };
    let is_refused = reached.is_over() && limit.beyond == Beyond::Refused;
    let new = if is_refused { Diagnostic::error } else { Diagnostic::warning };
    new(Code::HostLimit, plan.project.company.span, message).help(help(limit))
}

fn help(limit: Limit) -> String {
    let advice = match limit.measure {
        Measure::Files | Measure::FilesInFolder => {
            "give large partners a `domain:` of their own, list fewer `sizes:` of banners, or choose another `hosting:`"
        }
        Measure::Bytes => {
            "list fewer `sizes:` of banners, give large partners a `domain:` of their own, or choose another `hosting:`"
        }
        Measure::FileBytes => {
            "take large pictures out of what the file holds, or choose another `hosting:`"
        }
        Measure::Redirects => {
            "the short addresses beyond lead on by their pages, which takes a moment longer; another `hosting:` has no such limit"
        }
    };
    match (limit.measure, limit.beyond) {
        (Measure::Files, Beyond::Doubtful) => format!("{advice}; paid plans may take more"),
        _ => advice.to_owned(),
    }
}

/// `20,000`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_counted_by_site_and_folder() {
        let files = [
            ("sites/a.example/index.html", 10),
            ("sites/a.example/p/x.png", 30),
            ("sites/a.example/p/y.png", 20),
            ("sites/b.example/index.html", 5),
            ("kits/a.zip", 1000),
        ];
        let sites = sites(files);
        let site = &sites["a.example"];
        assert_eq!((site.fullest(), site.largest), ((2, "p"), (30, "p/x.png")));
        let counts =
            Counts { files: 3, files_in_folder: 2, bytes: 60, file_bytes: 30, redirects: 7 };
        assert_eq!(site.counts(7), counts);
        assert_eq!(sites.len(), 2);
    }

    #[test]
    fn numbers_are_read_at_a_glance() {
        let numbers = [0, 999, 1000, 26_214_400].map(grouped);
        assert_eq!(numbers, ["0", "999", "1,000", "26,214,400"]);
    }
}
