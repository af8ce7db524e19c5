//! The sample programme in `content/`, built once for all tests.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use super::{Output, Run, TestProject, table};

/// The day that everything is built for.
pub const AS_OF: &str = "2026-11-23";
/// The sample's partners who get materials.
pub const ACTIVE: [&str; 4] =
    ["atelier-creme", "bayt-al-qahwa", "kaffee-fuer-alle", "morning-notes"];
/// The sample's partners who are paused or gone.
pub const AWAY: [&str; 2] = ["hafenkontor", "slow-sundays"];

/// What the sample says of a partner that others must not read.
#[derive(Debug, Clone)]
pub struct Known {
    pub id: String,
    pub name: String,
    pub email: String,
    /// What their links carry, as it stands in a query: `ref=1042`.
    pub reference: String,
    pub coupon: String,
    /// The folder of their landings, below `sites/`.
    pub root: String,
    pub locales: Vec<String>,
}

impl Known {
    /// Whether `address` is one of their landings, and hands on the placement of a row of `links.csv`.
    pub fn hands_on(&self, address: &str, row: &BTreeMap<String, String>) -> bool {
        let landing = address.strip_prefix(&format!("https://{}/", self.root));
        let query = landing.and_then(|rest| rest.split_once('?')).map_or("", |(_, query)| query);
        query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .any(|(_, value)| value == row["sub_id"])
    }
}

/// The sample built into a folder of its own; the repository's `output/` stays as it is.
pub fn sample() -> &'static Output {
    static SAMPLE: OnceLock<Output> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample");
        if out.exists() {
            std::fs::remove_dir_all(&out).expect("an old build goes");
        }
        let place = out.to_str().expect("UTF-8");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        Run::of(root, &["--as-of", AS_OF, "build", "--jobs", "4", "--out", place])
            .without_warning();
        Output::read(&out)
    })
}

/// A copy of the sample to change.
pub fn sample_project() -> TestProject {
    TestProject::empty().copy("content", "content").copy("themes", "themes")
}

/// The sample's partners by id, from `content/partners.csv`.
pub fn known() -> &'static BTreeMap<String, Known> {
    static KNOWN: OnceLock<BTreeMap<String, Known>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let text = include_str!("../../../content/partners.csv");
        table(text).into_iter().map(|row| (row["id"].clone(), partner(&row))).collect()
    })
}

fn partner(row: &BTreeMap<String, String>) -> Known {
    let id = row["id"].clone();
    // Resellers are counted by Post Affiliate Pro under the ids of their YAML files.
    let reference = match id.as_str() {
        "atelier-creme" => "a_aid=5f3a9c41".to_owned(),
        "bayt-al-qahwa" => "a_aid=b81d07e2".to_owned(),
        _ => format!("ref={}", row["ref"]),
    };
    let root = match row["domain"].as_str() {
        "" => format!("goodcup.example/{id}"),
        "kaffee-für-alle.example" => "xn--kaffee-fr-alle-nsb.example".to_owned(),
        domain => domain.to_owned(),
    };
    Known {
        name: row["name"].clone(),
        email: row["email"].clone(),
        coupon: row["coupon"].clone(),
        locales: row["locales"].split(',').map(|locale| locale.trim().to_owned()).collect(),
        id,
        reference,
        root,
    }
}
