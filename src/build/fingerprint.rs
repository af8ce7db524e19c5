//! What a build is made from, as hashes: of the content's parts and of every partner.
//!
//! Hashes are of bytes and of what rows say, never of places, absolute paths or times.

use std::collections::BTreeMap;
use std::time::SystemTime;

use crate::diagnostic::FileId;
use crate::model::ids::PartnerId;
use crate::model::project::Project;
use crate::plan::{Basis, Part, Partners};
use crate::source::{RelativePath, Source, Stamp};

/// Stands for everything that an artifact is made of.
pub type Key = blake3::Hash;

/// The hash of every file on disk that a build can read.
pub type InputHashes = BTreeMap<RelativePath, Input>;

/// A file as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input {
    /// Digest of its stamp; `None` if it was written too lately for its stamp to prove anything.
    pub stamp: Option<u128>,
    pub blake3: blake3::Hash,
}

/// Hashes all files of `source`; those that `known` has with the same stamp are not read again.
/// Files that cannot be read are left out: a build that needs one says so. `began`: when the
/// files were listed.
pub fn hash_inputs(source: &Source, known: &InputHashes, began: SystemTime) -> InputHashes {
    let hashed = source.files().filter_map(|(id, file)| {
        let stamp = proof(&file.stamp?, began);
        let as_before =
            known.get(&file.path).filter(|known| stamp.is_some() && known.stamp == stamp);
        let blake3 = match as_before {
            Some(input) => input.blake3,
            None => hash_of(source, id)?,
        };
        Some((file.path.clone(), Input { stamp, blake3 }))
    });
    hashed.collect()
}

/// What proves at another time that a file is as it was when it was listed at `began`.
pub fn proof(stamp: &Stamp, began: SystemTime) -> Option<u128> {
    (!stamp.may_hide_a_write(began)).then(|| stamp.digest())
}

fn hash_of(source: &Source, id: FileId) -> Option<blake3::Hash> {
    source.hash(id).or_else(|| source.read_bytes(id).ok().map(|bytes| blake3::hash(&bytes)))
}

/// The hashes that keys are made of.
#[derive(Debug)]
pub struct Fingerprints {
    /// Of all that no artifact can be without: settings, program, company, programs, theme…
    common: blake3::Hash,
    parts: BTreeMap<Part, blake3::Hash>,
    partners: BTreeMap<PartnerId, blake3::Hash>,
    all_partners: blake3::Hash,
}

impl Fingerprints {
    /// `settings`: a hash of everything beside the content that files depend on.
    pub fn new(settings: blake3::Hash, inputs: &InputHashes, project: &Project) -> Fingerprints {
        let mut common = blake3::Hasher::new();
        common.update(settings.as_bytes());
        let mut parts: BTreeMap<Part, blake3::Hasher> =
            Part::ALL.into_iter().map(|part| (part, blake3::Hasher::new())).collect();
        for (path, input) in inputs {
            let hasher = match place(path.as_str()) {
                // Their rows and files count one by one.
                Place::Partners => continue,
                Place::Part(part) => parts.entry(part).or_default(),
                Place::Common => &mut common,
            };
            hasher.update(&(path.as_str().len() as u64).to_le_bytes());
            hasher.update(path.as_str().as_bytes()).update(input.blake3.as_bytes());
        }
        let partners: BTreeMap<PartnerId, blake3::Hash> =
            project.partners.iter().map(|(id, it)| (id.clone(), it.fingerprint)).collect();
        let mut all = blake3::Hasher::new();
        for (id, fingerprint) in &partners {
            all.update(id.as_str().as_bytes()).update(fingerprint.as_bytes());
        }
        Fingerprints {
            common: common.finalize(),
            parts: parts.into_iter().map(|(part, hasher)| (part, hasher.finalize())).collect(),
            partners,
            all_partners: all.finalize(),
        }
    }

    /// The key of something that is made of `basis`, told apart from others by `what`. `None` for
    /// an unknown partner's.
    pub fn key(&self, basis: &Basis, what: &str) -> Option<Key> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.common.as_bytes());
        for (part, hash) in &self.parts {
            if !basis.apart_from.contains(part) {
                hasher.update(part.folder().as_bytes()).update(hash.as_bytes());
            }
        }
        match &basis.partners {
            Partners::None => {}
            Partners::One(id) => {
                hasher.update(self.partners.get(id)?.as_bytes());
            }
            Partners::All => {
                hasher.update(self.all_partners.as_bytes());
            }
        }
        hasher.update(what.as_bytes());
        Some(hasher.finalize())
    }
}

enum Place {
    Partners,
    Part(Part),
    Common,
}

/// `content/emails/spring.md` is a part; so is a theme's own `themes/studio/emails/spring.md`.
fn place(path: &str) -> Place {
    let mut names = path.split('/');
    let below = match names.next() {
        Some("content") => names.next(),
        Some("themes") => names.nth(1),
        _ => None,
    };
    let is_file_of_partner = path.starts_with("content/partners/") && path.ends_with(".yaml");
    if path == "content/partners.csv" || is_file_of_partner {
        return Place::Partners;
    }
    let part = Part::ALL.into_iter().find(|part| Some(part.folder()) == below);
    part.map_or(Place::Common, Place::Part)
}
