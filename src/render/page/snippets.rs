//! The HTML that partners paste into their pages to show a banner.

use crate::model::banner::PixelSize;
use crate::model::ids::CreativeId;
use crate::model::locale::Locale;
use crate::model::partner::Partner;
use crate::plan::OutputPath;

use super::draft::{Draft, gone};
use super::{Pages, Rendered};

/// A linked banner.
pub struct BannerCode<'a> {
    pub link: &'a str,
    pub src: &'a str,
    /// The same picture with twice the pixels.
    pub sharp: Option<&'a str>,
    pub size: PixelSize,
    pub alt: &'a str,
    /// The address of a picture that counts views.
    pub views: Option<&'a str>,
    /// What the law wants said beside it.
    pub label: Option<&'a str>,
}

impl BannerCode<'_> {
    /// `sponsored` tells search engines that the link is paid for.
    pub fn html(&self) -> String {
        let PixelSize { width, height } = self.size;
        let pixel = self.views.map(|views| {
            format!("<img src=\"{}\" width=\"1\" height=\"1\" alt=\"\">", escape(views))
        });
        let sharp = self.sharp.map(|sharp| format!(" srcset=\"{} 2x\"", escape(sharp)));
        let label = self.label.map(|label| format!("<br><small>{}</small>", escape(label)));
        format!(
            "<a href=\"{}\" rel=\"sponsored noopener\"><img src=\"{}\"{} width=\"{width}\" height=\"{height}\" alt=\"{}\"></a>{}{}",
            escape(self.link),
            escape(self.src),
            sharp.unwrap_or_default(),
            escape(self.alt),
            pixel.unwrap_or_default(),
            label.unwrap_or_default()
        )
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl<'p> Pages<'_, 'p> {
    /// The code of a creative's banners in all sizes, for one partner and language.
    ///
    /// # Errors
    /// A link cannot be made, or a text not filled.
    pub fn snippets(
        &self,
        partner: &'p Partner,
        creative: &CreativeId,
        locale: &Locale,
        path: &OutputPath,
    ) -> Rendered {
        let project = self.plan.project;
        let creative =
            project.creatives.get(creative).ok_or_else(|| gone("banner", creative.as_str()))?;
        let draft = Draft::of_partner(*self, path, locale, partner)?;
        let places = self.plan.banners_for(partner).remove(&creative.id).unwrap_or_default();
        let places = places.iter().filter(|place| place.locale == *locale);
        let snippets: Vec<String> = places
            .map(|place| {
                let (_, code) = draft.banner_snippet(partner, creative, place);
                format!("<!-- {} -->\n{code}\n", place.size)
            })
            .collect();
        draft.finish(snippets.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_attribute() {
        let code = BannerCode {
            link: "https://a.example/?a=1&b=\"",
            src: "https://m.example/x.png",
            sharp: Some("https://m.example/x@2x.png"),
            size: PixelSize::new(300, 250),
            alt: "<b>\"&",
            views: Some("https://v.example/?a&b"),
            label: Some("Реклама. ООО <Липа>. erid: 2Vtzq"),
        };
        assert_eq!(
            code.html(),
            "<a href=\"https://a.example/?a=1&amp;b=&quot;\" rel=\"sponsored noopener\">\
             <img src=\"https://m.example/x.png\" srcset=\"https://m.example/x@2x.png 2x\" width=\"300\" height=\"250\" alt=\"&lt;b&gt;&quot;&amp;\"></a>\
             <img src=\"https://v.example/?a&amp;b\" width=\"1\" height=\"1\" alt=\"\">\
             <br><small>Реклама. ООО &lt;Липа&gt;. erid: 2Vtzq</small>"
        );
    }
}
