//! The CSS that carries a brand into the theme's pages: typefaces and colours.

use std::fmt::Write;

use crate::model::font::FontFace;
use crate::model::palette::Palette;
use crate::model::theme::ThemeFonts;

/// A typeface of the company's own, as published.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OwnFont {
    /// The family's name; one that no family of the theme has.
    pub family: String,
    /// Where the file is published.
    pub address: String,
}

/// What the company has in place of the theme's typefaces.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct OwnFonts {
    pub display: Option<OwnFont>,
    pub text: Option<OwnFont>,
}

/// The small form of a typeface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmallFace {
    pub family: String,
    pub weight: String,
    /// Where the file is published.
    pub address: String,
    /// The characters that it is for.
    pub range: String,
}

/// The custom properties that `docs/themes.md` names, light and dark.
pub fn properties(palette: &Palette, fonts: &ThemeFonts, own: &OwnFonts) -> String {
    let mut css = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        css,
        ":root{{{}--font-display:{};--font-text:{}}}",
        palette.css_variables(),
        families(own.display.as_ref(), &fonts.display),
        families(own.text.as_ref(), &fonts.text),
    );
    let _ = write!(
        css,
        "@media (prefers-color-scheme:dark){{:root{{{}}}}}",
        palette.dark_css_variables()
    );
    css
}

/// `@font-face` rules of the company's own typefaces and of `files`, whose addresses `address` says.
pub fn faces<'f>(
    files: impl IntoIterator<Item = &'f FontFace>,
    own: &OwnFonts,
    address: impl Fn(&FontFace) -> String,
) -> String {
    let mut css = String::new();
    let mut own: Vec<&OwnFont> = [&own.display, &own.text].into_iter().flatten().collect();
    own.dedup();
    for font in own {
        css.push_str(&face(&font.family, &font.address, "1 1000", None));
    }
    for file in files {
        let range = file.unicode_range.as_deref();
        css.push_str(&face(&file.family, &address(file), &file.weight, range));
    }
    css
}

/// `@font-face` rules of small forms, to stand behind those of the whole ones: of two rules for a character the last counts.
pub fn small_faces(small: &[SmallFace]) -> String {
    small.iter().map(|it| face(&it.family, &it.address, &it.weight, Some(&it.range))).collect()
}

fn face(family: &str, address: &str, weight: &str, range: Option<&str>) -> String {
    let range = range.map_or(String::new(), |range| format!(";unicode-range:{range}"));
    let format = match address.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "woff2" => " format(\"woff2\")",
        "woff" => " format(\"woff\")",
        _ => "",
    };
    format!(
        "@font-face{{font-family:{};src:url({}){format};font-weight:{weight};font-display:swap{range}}}",
        quoted(family),
        quoted(address),
    )
}

/// The company's own family, then the theme's for scripts that it lacks, then the system's.
fn families(own: Option<&OwnFont>, theme: &[String]) -> String {
    let own = own.map(|font| font.family.as_str());
    let named = own.into_iter().chain(theme.iter().map(String::as_str)).map(quoted);
    named.chain(["system-ui".to_owned(), "sans-serif".to_owned()]).collect::<Vec<_>>().join(",")
}

/// A CSS string that holds any text, and cannot end the style element it stands in.
fn quoted(text: &str) -> String {
    let mut css = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' | '<' | '>' | '&' => {
                let _ = write!(css, "\\{:x} ", u32::from(character));
            }
            control if control.is_control() => {
                let _ = write!(css, "\\{:x} ", u32::from(control).max(1));
            }
            other => css.push(other),
        }
    }
    css + "\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::color::Color;

    fn fonts() -> ThemeFonts {
        ThemeFonts {
            display: vec!["Geologica".to_owned(), "Readex Pro".to_owned()],
            text: vec!["Inter".to_owned()],
            files: vec![FontFace {
                family: "Inter".to_owned(),
                file: "inter.woff2".to_owned(),
                weight: "100 900".to_owned(),
                unicode_range: Some("U+0000-00FF".to_owned()),
            }],
        }
    }

    fn palette() -> Palette {
        Palette::derive(Color::new(11, 42, 91), None)
    }

    #[test]
    fn names_every_property_of_the_contract() {
        let css = properties(&palette(), &fonts(), &OwnFonts::default());
        let (light, dark) =
            css.split_once("@media (prefers-color-scheme:dark)").unwrap_or_default();
        for role in [
            "surface",
            "surface-alt",
            "text",
            "text-muted",
            "border",
            "accent",
            "on-accent",
            "brand-text",
        ] {
            assert!(
                light.contains(&format!("--{role}:#")) && dark.contains(&format!("--{role}:#")),
                "{role}"
            );
        }
        for name in ["--brand:#", "--on-brand:#", "--brand-50:#", "--neutral-950:#"] {
            assert!(light.contains(name), "{name}");
        }
        assert!(
            light.contains("--font-display:\"Geologica\",\"Readex Pro\",system-ui,sans-serif;"),
            "{light}"
        );
    }

    #[test]
    fn an_own_font_comes_before_the_themes() {
        let own = OwnFont { family: "Brand".to_owned(), address: "/a/brand.woff2".to_owned() };
        let own = OwnFonts { display: Some(own.clone()), text: Some(own) };
        let css = properties(&palette(), &fonts(), &own);
        assert!(css.contains("--font-text:\"Brand\",\"Inter\",system-ui"));
        let faces = faces(&fonts().files, &own, |face| format!("fonts/{}", face.file));
        assert_eq!(faces.matches("brand.woff2").count(), 1);
        assert!(faces.ends_with(
            "@font-face{font-family:\"Inter\";src:url(\"fonts/inter.woff2\") format(\"woff2\");\
             font-weight:100 900;font-display:swap;unicode-range:U+0000-00FF}"
        ));
    }

    #[test]
    fn names_cannot_leave_their_string() {
        assert_eq!(quoted("a\"}</style>\\\n"), "\"a\\22 }\\3c /style\\3e \\5c \\a \"");
    }
}
