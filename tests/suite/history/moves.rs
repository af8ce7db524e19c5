//! Partners who come to other terms than were released without a change of terms: by another
//! program, group or market, or by a contract that holds other terms.

use super::notices::{says, told};
use super::*;

const PARTNERS_FILE: &str = "content/partners.csv";
const GROWERS_FILE: &str = "content/programs/growers.yaml";
const GROWERS: &str = "name: Growers
terms:
  - from: 2026-01-01
    rules:
      - {rate: 12 %}
      - {rate: 30 %, group: vip}
      - {rate: 8 %, market: us}
";
const STARTERS: &str = "name: Starters\nterms: [{from: 2026-01-01, rules: [{rate: 6 %}]}]\n";
const ROWS: &str = "id,name,market,program,signed,groups
gwen,Gwen,eu,growers,2026-02-01,
vera,Vera,eu,growers,,vip
";

/// Gwen and Vera grow with what was released.
fn growing(growers: &str) -> TestProject {
    let project = project()
        .remove(ANNA_FILE)
        .file(PARTNERS_FILE, ROWS)
        .file(GROWERS_FILE, growers)
        .file("content/programs/starters.yaml", STARTERS);
    release(&project).succeeds();
    project
}

fn lock(project: &TestProject) -> String {
    std::fs::read_to_string(project.path("content/release.lock")).expect("a lock")
}

const MOVED: &str = "gwen,Gwen,eu,starters,2026-02-01,";

fn moved() -> TestProject {
    growing(GROWERS).edit(PARTNERS_FILE, "gwen,Gwen,eu,growers,2026-02-01,", MOVED)
}

#[test]
fn the_lock_knows_where_partners_belong() {
    let lock = lock(&growing(GROWERS));
    for part in [
        "  gwen:\n    program: growers\n    market: eu\n    signed: 2026-02-01\n",
        "  vera:\n    program: growers\n    market: eu\n    groups: [vip]\n",
    ] {
        assert!(lock.contains(part), "no {part} in\n{lock}");
    }
}

#[test]
fn a_move_to_less_breaks_the_promise() {
    refused(
        &moved(),
        "partners.csv:2:14",
        &[
            "in another program, the terms of `gwen` from 2026-11-24 pay less for a sale",
            "6 % instead of 12 %, with less than 30 days of notice",
            "write `program: growers` again",
            "from 2026-11-24 to 2026-12-22",
            "once the partner has agreed, write that day as `signed`",
        ],
    );
    let later = STARTERS.replace("2026-01-01", "2027-06-01");
    refused(
        &moved().file("content/programs/late.yaml", later).edit(PARTNERS_FILE, "starters", "late"),
        "partners.csv:2:14",
        &["pay nothing for a sale that earned 12 %"],
    );
    let ungrouped = growing(GROWERS).edit(PARTNERS_FILE, ",,vip", ",,");
    refused(&ungrouped, "partners.csv:3:1", &["12 % instead of 30 %"]);
    let abroad = growing(GROWERS).edit(PARTNERS_FILE, "Gwen,eu", "Gwen,us");
    refused(&abroad, "partners.csv:2:11", &["8 % instead of 12 %"]);
}

#[test]
fn a_move_to_as_much_or_more_is_free_and_told() {
    let risen = growing(GROWERS).edit(PARTNERS_FILE, "2026-02-01,", "2026-02-01,vip");
    accepted(&risen);
    let output = told(&risen, &["gwen"]);
    says(&output, "gwen", &["## From November 23, 2026", "| Every sale | 12% | **30%** |"]);
    release(&risen).succeeds().says("Other terms were promised to gwen.");
    told(&risen, &[]);
    let elsewhere = growing(GROWERS).file("content/programs/twins.yaml", GROWERS).edit(
        PARTNERS_FILE,
        "gwen,Gwen,eu,growers",
        "gwen,Gwen,eu,twins",
    );
    accepted(&elsewhere);
    told(&elsewhere, &[]);
}

#[test]
fn who_signs_agrees_to_a_move() {
    let signed = moved().edit(PARTNERS_FILE, "2026-02-01", AS_OF);
    accepted(&signed);
    let output = told(&signed, &["gwen"]);
    says(&output, "gwen", &["| Every sale | 12% | **6%** |"]);
    release(&signed).succeeds();
    accepted(&signed);
    told(&signed, &[]);
    // What was signed before the release was agreed before it, and what is to come not yet.
    for day in ["2026-11-22", "2026-11-24"] {
        refused(&moved().edit(PARTNERS_FILE, "2026-02-01", day), "partners.csv", &["`gwen`"]);
    }
}

#[test]
fn own_terms_soften_a_move() {
    let own = "terms:
  - {from: 2026-11-24, rules: [{rate: 12 %}]}
  - {from: 2026-12-23, rules: [{rate: 6 %}]}\n";
    let soft = moved().file("content/partners/gwen.yaml", own);
    accepted(&soft);
    let output = told(&soft, &["gwen"]);
    says(&output, "gwen", &["## From December 23, 2026", "| Every sale | 12% | **6%** |"]);
    refused(
        &moved().file("content/partners/gwen.yaml", own.replace("12-23", "12-22")),
        "gwen.yaml",
        &["6 % instead of 12 %"],
    );
}

#[test]
fn older_locks_say_nothing_of_moves() {
    let project = moved();
    let newer = lock(&project);
    let is_old = |line: &&str| {
        !["    program:", "    market:", "    groups:", "    signed:"]
            .iter()
            .any(|key| line.starts_with(key))
    };
    let older: String = newer.lines().filter(is_old).map(|line| format!("{line}\n")).collect();
    assert_ne!(newer, older);
    let project = project.file("content/release.lock", &older);
    accepted(&project);
    told(&project, &[]);
}

#[test]
fn a_contract_added_later_does_not_swallow_a_raise() {
    let rising = |day: &str| {
        format!(
            "{GROWERS}  - {{from: {day}, rules: [{{rate: 25 %}}, {{rate: 30 %, group: vip}}, {{rate: 8 %, market: us}}]}}\n"
        )
    };
    let held = |day: &str| {
        let project = growing(&rising(day));
        project.edit(
            GROWERS_FILE,
            "name: Growers",
            "name: Growers\nhold: contract\ncontract: 3 years",
        )
    };
    refused(&held("2026-12-01"), "partners.csv:2", &["12 % instead of 25 %", "from 2026-12-01"]);
    // In time, it is news.
    accepted(&held("2027-03-01"));
    let output = told(&held("2027-03-01"), &["gwen"]);
    says(&output, "gwen", &["## From March 1, 2027", "| Every sale | 25% | **12%** |"]);
}

#[test]
fn a_new_signature_may_end_a_held_contract() {
    let moved = released().edit(PARTNERS_FILE, "resellers,2026-02-01", "friends,2026-11-23");
    accepted(&moved);
}
