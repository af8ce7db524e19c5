//! Programs that judge files from outside.

use std::process::Command;

/// Runs a tool; gives what it printed. A missing tool is a failure: `tests/run.sh` installs all.
#[track_caller]
pub fn run_tool(program: &str, arguments: &[&str]) -> String {
    let output = match Command::new(program).args(arguments).output() {
        Ok(output) => output,
        Err(error) => panic!("{program} is needed (tests/run.sh installs it): {error}"),
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let notes = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {}\n{said}{notes}", output.status);
    said
}

/// Runs a script of Python's standard library and reads the JSON that it prints.
#[track_caller]
pub fn python(script: &str, arguments: &[&str]) -> serde_json::Value {
    let said = run_tool("python3", &[&["-I", "-c", script], arguments].concat());
    serde_json::from_str(&said).unwrap_or_else(|fault| panic!("{fault}: {said}"))
}
