//! `promokit explain [CODE]`

use crate::diagnostic::{Code, suggest};

use super::args::Explain;
use super::console::Console;
use super::failure::Failure;

/// Wide enough to read, narrow enough for any terminal.
const WIDTH: usize = 80;

pub fn run(args: &Explain, console: &Console) -> Result<(), Failure> {
    match &args.code {
        None => console.result(&overview()),
        Some(name) => console.result(&page(find(name)?)),
    }
}

fn find(name: &str) -> Result<Code, Failure> {
    Code::ALL.iter().copied().find(|code| code.id() == name).ok_or_else(|| {
        let ids: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
        let failure = Failure::usage(format!("there is no code `{name}`"));
        match suggest(name, ids) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure.help("`promokit explain` lists them all"),
        }
    })
}

/// Every code with the first sentence of what it means.
fn overview() -> String {
    let column = Code::ALL.iter().map(|code| code.id().len()).max().unwrap_or_default();
    let line = |code: &Code| {
        let text = code.explanation();
        let first = text.split_inclusive(". ").next().unwrap_or(text).trim_end();
        let mut lines = wrap(first, WIDTH - column - 2).into_iter();
        let mut entry = format!("{:column$}  {}\n", code.id(), lines.next().unwrap_or_default());
        for line in lines {
            entry += &format!("{:column$}  {line}\n", "");
        }
        entry
    };
    Code::ALL.iter().map(line).collect()
}

fn page(code: Code) -> String {
    format!("{}\n\n{}\n", code.id(), wrap(code.explanation(), WIDTH).join("\n"))
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_and_a_line() {
        let overview = overview();
        for code in Code::ALL {
            assert_eq!(find(code.id()).ok(), Some(*code));
            assert!(page(*code).len() > code.id().len() + 20);
            assert!(
                overview.lines().any(|line| line.split(' ').next() == Some(code.id())),
                "{}",
                code.id()
            );
        }
        assert!(overview.lines().all(|line| line.chars().count() <= WIDTH));
    }

    #[test]
    fn a_slip_gets_a_suggestion() {
        let Err(Failure::Usage { help: Some(help), .. }) = find("unknow-key") else {
            panic!("found")
        };
        assert_eq!(help, "did you mean `unknown-key`?");
    }
}
