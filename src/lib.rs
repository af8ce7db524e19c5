//! Promokit turns a folder of YAML, CSV and Markdown into everything a partner programme hands out:
//! landing pages, banners, letters, ad texts, agreements, notices of new terms, a portal and kits, all with
//! tracked links.
//!
//! # The way data goes
//!
//! ```text
//! content/ themes/ ─ source ─▶ nodes with spans ─ load ─▶ Project (typed, checked, immutable)
//! Project ─ plan ─▶ scopes (shared, then one a partner) ─▶ artifacts, listed lazily
//! artifact ─ render ─▶ expand (templates → markup) ─▶ draw (pixels, letters, zips)
//!                                                      ─ build ─▶ output/ + manifest.json
//! ```
//!
//! Every command is an operation on a [`Project`](model::project::Project), a [`Plan`](plan::Plan)
//! and a manifest; none has a second way to build.
//!
//! # Where things are
//!
//! | module | its job | imports besides `diagnostic` and `model` |
//! |---|---|---|
//! | [`cli`] | flags, printing, progress, exit codes, the clock | everything |
//! | [`diagnostic`] | findings, and how they are shown | nothing |
//! | [`source`] | the only reader of inputs: files, YAML, CSV, front matter | – |
//! | [`model`] | typed values and the shape of content files | `diagnostic` only |
//! | [`decode`] | mappings and values to typed values, with findings | `source` |
//! | [`load`] | content to a project; finds every fault in one run | `source`, `decode` |
//! | [`tracking`] | links | – |
//! | [`commission`] | terms and a sale to amounts | – |
//! | [`theme`] | themes, templates, words, formats, Markdown | `source`, `decode` |
//! | [`hosting`] | what each static host wants | – |
//! | [`plan`] | project to artifacts | `tracking`, `hosting` |
//! | [`raster`] | markup to pixels or printed pages; encoders that keep to a budget | – |
//! | [`render`] | artifacts to bytes, one file a kind | `plan`, `theme`, `raster`, `tracking`, `commission`, `hosting` |
//! | [`open`] | folder to project, theme, plan and renderer | `source`, `load`, `theme`, `plan`, `render` |
//! | [`build`] | the only writer of `output/` | `plan`, `render`, `source` |
//! | [`check`] | lints over project, plan and what is rendered | all above but `build` |
//! | [`serve`] | the sites as a build would write them, at once; watching, live reload, dashboard | `open`, `source`, `load`, `plan`, `render`, `check` |
//! | [`edit`] | writes into content and themes: `init`, `new`, `theme eject`, schemas, the release lock | `source`, `theme` |
//!
//! `tests/layers.rs` keeps these borders.
//!
//! # Invariants
//!
//! 1. Only `source` reads inputs; only `build` and `edit` write, each in its own place.
//! 2. No clock, no randomness, no environment below `cli`. The same inputs give the same bytes:
//!    twice, on one thread or many, in any working folder.
//! 3. Serve has no second way to build: what it sends is the built file, but for the reload script.
//! 4. Every finding has a place, or its code says why not.
//! 5. Keys and names made from hashes never hash spans, absolute paths or map order.
//! 6. Nothing half-written is visible: temporary file, rename, manifest last. Only files of the last
//!    manifest are ever removed; if any artifact fails, nothing under `output/` is replaced.
//! 7. Text from data reaches HTML, attributes, addresses, CSS, CSV, mail headers and file names only
//!    through that context's encoder.

pub mod build;
pub mod check;
pub mod cli;
pub mod commission;
pub mod decode;
pub mod diagnostic;
pub mod edit;
pub mod hosting;
pub mod load;
pub mod model;
pub mod open;
pub mod plan;
pub mod raster;
pub mod render;
pub mod serve;
pub mod source;
pub mod theme;
pub mod tracking;
