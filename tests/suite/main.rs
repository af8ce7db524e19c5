//! The whole program, from the outside: projects go in, files and messages come out.
//!
//! One binary for all themes, so that the sample programme is built once for every test.

mod support;

mod ad_labels;
mod banners;
mod build;
mod commission;
mod determinism;
mod documents;
mod editing;
mod eject;
mod excel;
mod faults;
mod forwards;
mod history;
mod hosts;
mod icons_and_cards;
mod init;
mod killing;
mod kit;
mod landings;
mod link_lint;
mod links_csv;
mod mails;
mod messages;
mod partners;
mod published;
mod random_edits;
mod references;
mod serve;
mod sheet;
mod terms;
mod typed;
