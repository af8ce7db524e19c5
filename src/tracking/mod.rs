//! Tracked links: from partner, placement and destination to the address that a backend counts.
//!
//! Pure: no files, no clock, no YAML. How a backend's links look is data in `model::backend`; here it is carried out.

mod ad_token;
mod destination;
mod fill;
pub mod inventory;
mod link;
mod merge;
mod placement;
mod sub_id;

pub use ad_token::with_ad_token;
pub use link::{
    Backends, Link, LinkFault, LinkPartner, LinkReason, SubId, build, build_all, impression,
};
pub use placement::{Button, Placement, PlacementName};
