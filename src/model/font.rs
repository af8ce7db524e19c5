//! Fonts by name: which file holds which characters of which family.

use serde::{Deserialize, Serialize};

/// One font file as a theme's `fonts.json` lists it, in the words of CSS `@font-face`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FontFace {
    pub family: String,
    /// The file's name within the theme's `fonts/` folder.
    pub file: String,
    /// One weight (`400`) or a variable font's range (`100 900`).
    pub weight: String,
    /// `U+0000-00FF,U+0131`; absent = every character the file has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unicode_range: Option<String>,
}
