//! What was handed out before: `content/release.lock`, written by `promokit release` and committed.

use std::collections::BTreeMap;

use crate::diagnostic::Span;

use super::date::Date;
use super::ids::{CreativeId, GroupId, MarketId, PartnerId, ProgramId};
use super::terms::TermsHistory;

/// The released state that later versions of the content must keep faith with.
#[derive(Debug, Clone)]
pub struct ReleaseLock {
    pub span: Span,
    /// Day of the last release.
    pub released: Date,
    pub partners: BTreeMap<PartnerId, ReleasedPartner>,
    pub creatives: BTreeMap<CreativeId, ReleasedCreative>,
    pub programs: BTreeMap<ProgramId, ReleasedProgram>,
}

/// A partner whose addresses are out in the world.
#[derive(Debug, Clone)]
pub struct ReleasedPartner {
    pub span: Span,
    /// `None` in locks of older versions, which do not say it.
    pub membership: Option<Membership>,
    /// The day of signing.
    pub signed: Option<Date>,
    /// The last day of a contract that holds the terms of signing.
    pub held_until: Option<Date>,
    /// What was agreed with this partner alone.
    pub terms: Option<TermsHistory>,
}

/// What decides which rules of which program are for a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    pub program: ProgramId,
    pub market: MarketId,
    pub groups: Vec<GroupId>,
}

/// A banner whose addresses are out in the world.
#[derive(Debug, Clone)]
pub struct ReleasedCreative {
    pub span: Span,
    /// Extension of its files: kept for ever.
    pub format: super::banner::PictureFormat,
}

/// Terms that partners were promised.
#[derive(Debug, Clone)]
pub struct ReleasedProgram {
    pub span: Span,
    pub terms: TermsHistory,
}
