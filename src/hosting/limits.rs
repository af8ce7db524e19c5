//! How much each host takes of a site, as data, and which of it a site comes near to.
//!
//! Sources, as of November 2026: developers.cloudflare.com/pages/platform/limits (20,000 files, 100,000 on paid plans since January
//! 2026; 25 MiB a file) and /pages/configuration/redirects (2,000 static rules), docs.github.com/pages (limits: 1 GB a site),
//! vercel.com/docs/project-configuration (1,024 redirects in `vercel.json`), answers.netlify.com (54,000 files a folder).
//! An S3 website has 50 routing rules, of which none is written: the pages lead on. Whoever runs a server sets its limits.

use crate::model::company::Hosting;

/// What is counted of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    Files,
    /// In the fullest folder.
    FilesInFolder,
    /// Of the whole site.
    Bytes,
    /// Of the largest file.
    FileBytes,
    Redirects,
}

/// What becomes of a site that has more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// The host does not take it.
    Refused,
    /// The host may not take it, or asks for another plan.
    Doubtful,
    /// The rest works otherwise: pages lead on in place of redirects.
    Otherwise,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub measure: Measure,
    pub most: u64,
    pub beyond: Beyond,
}

/// What a site has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub files: u64,
    pub files_in_folder: u64,
    pub bytes: u64,
    pub file_bytes: u64,
    pub redirects: u64,
}

/// A limit that a site has reached or will soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    pub limit: Limit,
    pub count: u64,
}

impl Reached {
    pub fn is_over(&self) -> bool {
        self.count > self.limit.most
    }
}

const fn limit(measure: Measure, most: u64, beyond: Beyond) -> Limit {
    Limit { measure, most, beyond }
}

/// What `host` takes; of several for one measure, the lowest stands first.
pub fn limits(host: Hosting) -> &'static [Limit] {
    const CLOUDFLARE_PAGES: &[Limit] = &[
        limit(Measure::Files, 20_000, Beyond::Doubtful),
        limit(Measure::Files, 100_000, Beyond::Refused),
        limit(Measure::FileBytes, 25 * 1024 * 1024, Beyond::Refused),
        limit(Measure::Redirects, 2_000, Beyond::Otherwise),
    ];
    const GITHUB_PAGES: &[Limit] = &[limit(Measure::Bytes, 1_000_000_000, Beyond::Doubtful)];
    const NETLIFY: &[Limit] = &[limit(Measure::FilesInFolder, 54_000, Beyond::Doubtful)];
    const VERCEL: &[Limit] = &[limit(Measure::Redirects, 1_024, Beyond::Otherwise)];
    match host {
        Hosting::CloudflarePages => CLOUDFLARE_PAGES,
        Hosting::GithubPages => GITHUB_PAGES,
        Hosting::Netlify => NETLIFY,
        Hosting::Vercel => VERCEL,
        Hosting::Nginx | Hosting::Caddy | Hosting::S3 | Hosting::Plain => &[],
    }
}

/// The limits that are used to nine tenths or more. Of several for one measure, the highest of these.
pub fn reached(limits: &[Limit], counts: &Counts) -> Vec<Reached> {
    let mut found: Vec<Reached> = Vec::new();
    for &limit in limits {
        let count = counts.of(limit.measure);
        if count.saturating_mul(10) < limit.most.saturating_mul(9) {
            continue;
        }
        found.retain(|lower| lower.limit.measure != limit.measure);
        found.push(Reached { limit, count });
    }
    found
}

impl Counts {
    fn of(&self, measure: Measure) -> u64 {
        match measure {
            Measure::Files => self.files,
            Measure::FilesInFolder => self.files_in_folder,
            Measure::Bytes => self.bytes,
            Measure::FileBytes => self.file_bytes,
            Measure::Redirects => self.redirects,
        }
    }
}

/// The host's own name, for messages.
pub fn name(host: Hosting) -> &'static str {
    match host {
        Hosting::Netlify => "Netlify",
        Hosting::CloudflarePages => "Cloudflare Pages",
        Hosting::Vercel => "Vercel",
        Hosting::GithubPages => "GitHub Pages",
        Hosting::Nginx => "nginx",
        Hosting::Caddy => "Caddy",
        Hosting::S3 => "S3",
        Hosting::Plain => "the host",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &[Limit] = &[
        limit(Measure::Files, 10, Beyond::Doubtful),
        limit(Measure::Files, 100, Beyond::Refused),
        limit(Measure::Bytes, 1000, Beyond::Refused),
    ];

    fn found(files: u64, bytes: u64) -> Vec<(Measure, u64, bool)> {
        let counts = Counts { files, bytes, ..Counts::default() };
        let reached = reached(SMALL, &counts).into_iter();
        reached.map(|it| (it.limit.measure, it.limit.most, it.is_over())).collect()
    }

    #[test]
    fn a_limit_is_near_from_nine_tenths_on() {
        assert_eq!(found(8, 899), []);
        assert_eq!(found(9, 900), [(Measure::Files, 10, false), (Measure::Bytes, 1000, false)]);
        assert_eq!(found(10, 1000), [(Measure::Files, 10, false), (Measure::Bytes, 1000, false)]);
        assert_eq!(found(11, 1001), [(Measure::Files, 10, true), (Measure::Bytes, 1000, true)]);
    }

    #[test]
    fn of_two_limits_the_one_that_counts_is_named() {
        assert_eq!(found(50, 0), [(Measure::Files, 10, true)]);
        assert_eq!(found(95, 0), [(Measure::Files, 100, false)]);
        assert_eq!(found(101, 0), [(Measure::Files, 100, true)]);
    }

    #[test]
    fn the_hosts_limits_stand_lowest_first() {
        for word in Hosting::WORDS {
            let limits = Hosting::from_word(word).map(limits).unwrap_or_default();
            for pair in limits.windows(2).filter(|pair| pair[0].measure == pair[1].measure) {
                assert!(pair[0].most < pair[1].most, "{word}");
            }
        }
    }
}
