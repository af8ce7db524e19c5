//! Markdown to plain text as a person would type it: wrapped, links written out, lists and quotes marked.
//!
//! Words are split at blanks only, so an address is never broken, however long it is.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::wrap::{fill, width};
use crate::theme::markdown::{OPTIONS, clean_address, is_link_allowed};

/// Renders `markdown` as plain text of at most `columns` characters a line; longer words stay whole. The text ends
/// with a line break unless it is empty.
pub fn from_markdown(markdown: &str, columns: usize) -> String {
    let mut writer = Writer::new(columns);
    for event in Parser::new_ext(markdown, OPTIONS) {
        writer.take(event);
    }
    writer.flush();
    writer.output
}

/// What stands before the lines of a list item or a quote.
struct Margin {
    /// Before the first line only: the bullet. Gone once it is written.
    first: Option<String>,
    rest: String,
    /// Whether a line of it was written.
    begun: bool,
}

impl Margin {
    fn new(first: Option<String>, rest: String) -> Margin {
        Margin { first, rest, begun: false }
    }
}

/// A link that is being read: its address and where its words begin in the line.
struct OpenLink {
    address: Option<String>,
    start: usize,
}

/// The last link written: if it turns out to be a block's only content it gets a line of its own.
struct WrittenLink {
    start: usize,
    text_end: usize,
    end: usize,
    address: String,
}

struct Writer {
    columns: usize,
    output: String,
    /// Words of the block being read; `\n` is a forced line break.
    line: String,
    margins: Vec<Margin>,
    /// Numbers of the open lists' next items; `None` for bullets.
    lists: Vec<Option<u64>>,
    links: Vec<OpenLink>,
    last_link: Option<WrittenLink>,
    cells: Vec<String>,
    in_code: bool,
    empty_line_due: bool,
}

impl Writer {
    fn new(columns: usize) -> Writer {
        Writer {
            columns,
            output: String::new(),
            line: String::new(),
            margins: Vec::new(),
            lists: Vec::new(),
            links: Vec::new(),
            last_link: None,
            cells: Vec::new(),
            in_code: false,
            empty_line_due: false,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.line.push_str(&text);
            }
            Event::SoftBreak => self.line.push(' '),
            Event::HardBreak => self.line.push('\n'),
            Event::Rule => {
                self.flush();
                self.write_block(vec!["---".to_owned()]);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Link { dest_url, .. } => {
                let address = is_link_allowed(&dest_url).then(|| shown_address(&dest_url));
                self.links.push(OpenLink { address, start: self.line.len() });
                return;
            }
            Tag::Emphasis | Tag::Strong | Tag::Image { .. } => return,
            _ => {}
        }
        if matches!(tag, Tag::TableCell) {
            return;
        }
        self.flush();
        match tag {
            Tag::BlockQuote(_) => {
                self.margins.push(Margin::new(None, "> ".to_owned()));
            }
            Tag::List(first) => {
                // A list inside an item follows its text at once.
                self.empty_line_due &= self.lists.is_empty() || self.margins_are_begun();
                self.lists.push(first);
            }
            Tag::Item => self.start_item(),
            Tag::CodeBlock(_) => self.in_code = true,
            _ => {}
        }
    }

    fn margins_are_begun(&self) -> bool {
        self.margins.last().is_none_or(|margin| margin.first.is_none())
    }

    fn start_item(&mut self) {
        let bullet = match self.lists.last_mut() {
            Some(Some(number)) => {
                let bullet = format!("{number}. ");
                *number = number.saturating_add(1);
                bullet
            }
            _ => "- ".to_owned(),
        };
        let rest = " ".repeat(bullet.len());
        self.margins.push(Margin::new(Some(bullet), rest));
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => self.end_link(),
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end_block(),
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.margins.pop();
                self.empty_line_due = true;
            }
            TagEnd::Item => self.end_item(),
            TagEnd::List(_) => {
                self.lists.pop();
                self.empty_line_due |= self.lists.is_empty();
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.line);
                self.last_link = None;
                self.cells.push(cell.trim().to_owned());
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.line = std::mem::take(&mut self.cells).join(" | ");
                self.flush();
            }
            TagEnd::Table => self.empty_line_due = true,
            _ => {}
        }
    }

    fn end_link(&mut self) {
        let Some(OpenLink { address: Some(address), start }) = self.links.pop() else {
            return;
        };
        let text_end = self.line.len();
        let text = self.line.get(start..).unwrap_or_default().trim();
        if text.is_empty() || text == address {
            self.line.truncate(start);
            self.line.push_str(&address);
            return;
        }
        self.line.push_str(&format!(" <{address}>"));
        self.last_link = Some(WrittenLink { start, text_end, end: self.line.len(), address });
    }

    fn end_block(&mut self) {
        self.flush();
        self.empty_line_due = true;
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        let text = std::mem::take(&mut self.line);
        self.last_link = None;
        let mut lines = fill(&text, self.room());
        let length = lines.iter().map(|line| width(line)).max().unwrap_or(0).min(self.columns);
        let rule = if level == HeadingLevel::H1 { "=" } else { "-" };
        lines.push(rule.repeat(length));
        self.write_block(lines);
    }

    fn end_code(&mut self) {
        self.in_code = false;
        let code = std::mem::take(&mut self.line);
        self.write_block(code.lines().map(|line| format!("    {line}")).collect());
    }

    fn end_item(&mut self) {
        self.flush();
        if !self.margins_are_begun() {
            self.write_lines(vec![String::new()]);
        }
        self.margins.pop();
    }

    /// Writes the words read so far as lines. A tight list's items come through here without empty lines.
    fn flush(&mut self) {
        if self.in_code {
            return;
        }
        let mut text = std::mem::take(&mut self.line);
        if let Some(link) = self.last_link.take()
            && text.get(..link.start).is_some_and(|before| before.trim().is_empty())
            && text.get(link.end..).is_some_and(|after| after.trim().is_empty())
        {
            let words = text.get(link.start..link.text_end).unwrap_or_default().trim();
            text = format!("{}: {}", words.trim_end_matches(':'), link.address);
        }
        let lines = fill(&text, self.room());
        if !lines.is_empty() {
            self.write_lines(lines);
        }
    }

    fn write_block(&mut self, lines: Vec<String>) {
        self.write_lines(lines);
        self.empty_line_due = true;
    }

    fn write_lines(&mut self, lines: Vec<String>) {
        if std::mem::take(&mut self.empty_line_due) && !self.output.is_empty() {
            let begun = self.margins.iter().take_while(|margin| margin.begun);
            let margin: String = begun.map(|margin| margin.rest.as_str()).collect();
            self.output.push_str(margin.trim_end());
            self.output.push('\n');
        }
        for line in lines {
            let start = self.output.len();
            for margin in &mut self.margins {
                margin.begun = true;
                let text = margin.first.take();
                self.output.push_str(text.as_deref().unwrap_or(&margin.rest));
            }
            self.output.push_str(&line);
            let end = self.output.get(start..).map_or(0, |line| line.trim_end().len());
            self.output.truncate(start + end);
            self.output.push('\n');
        }
    }

    /// Columns left for words. Deep nesting still leaves some.
    fn room(&self) -> usize {
        let margins: usize = self.margins.iter().map(|margin| margin.rest.len()).sum();
        self.columns.saturating_sub(margins).max(20)
    }
}

/// An address as a reader wants it: mail addresses without their scheme.
fn shown_address(address: &str) -> String {
    let address = clean_address(address);
    match address.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => {
            let rest = &address[7..];
            rest.split('?').next().unwrap_or(rest).to_owned()
        }
        _ => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use proptest::prelude::*;

    #[test]
    fn a_letter() {
        let markdown = "# Fresh coffee\n\nDear [[first_name]], we roast every Tuesday and send what we roasted \
            on the same day, so that it is **two days** old when it comes to you.\n\n\
            - [Espresso](https://x.test/espresso)\n- Filter, see [the shop](https://x.test/filter?a=1&b=2)\n  \
            and more\n  1. light\n  2. dark\n- plain\n\n> Never had better.\n> And I drink a lot.\n\n\
            [Order now](https://x.test/order)\n\n<https://x.test/bare> or [lena@x.test](mailto:lena@x.test)";
        assert_snapshot!(from_markdown(markdown, 72), @r#"
        Fresh coffee
        ============

        Dear [[first_name]], we roast every Tuesday and send what we roasted on
        the same day, so that it is two days old when it comes to you.

        - Espresso: https://x.test/espresso
        - Filter, see the shop <https://x.test/filter?a=1&b=2> and more
          1. light
          2. dark
        - plain

        > Never had better. And I drink a lot.

        Order now: https://x.test/order

        https://x.test/bare or lena@x.test
        "#);
    }

    #[test]
    fn headings_code_rules_and_tables() {
        let markdown = "## Prices\n\n| a | b |\n|---|---|\n| 1 | [2](https://x.test) |\n\n---\n\n    let x;\n\n\
            one  \ntwo <b>raw</b>";
        assert_snapshot!(from_markdown(markdown, 72), @r#"
        Prices
        ------

        a | b
        1 | 2 <https://x.test>

        ---

            let x;

        one
        two <b>raw</b>
        "#);
    }

    #[test]
    fn loose_lists_and_quotes_in_lists() {
        assert_snapshot!(from_markdown("1. one\n\n   more\n\n2. two\n\n   > said\n\n-\n- x", 72), @r#"
        1. one

           more

        2. two

           > said

        -
        - x
        "#);
    }

    #[test]
    fn arabic_is_wrapped_like_the_rest() {
        let markdown =
            "قهوة طازجة محمصة كل يوم ثلاثاء ونرسلها في اليوم نفسه [اطلب الآن](https://x.test/ar)";
        assert_snapshot!(from_markdown(markdown, 40), @r#"
        قهوة طازجة محمصة كل يوم ثلاثاء ونرسلها
        في اليوم نفسه اطلب الآن
        <https://x.test/ar>
        "#);
    }

    #[test]
    fn forbidden_addresses_are_left_out() {
        assert_eq!(from_markdown("[go](javascript:x)", 72), "go\n");
    }

    proptest! {
        #[test]
        fn never_panics(markdown in "\\PC{0,200}", columns in 0usize..100) {
            from_markdown(&markdown, columns);
        }

        #[test]
        fn never_panics_on_markup(
            markdown in "[ \n\t>#*_`|\\[\\]()<>!\\\\~a-c0-9.:/é-]{0,200}", columns in 0usize..100
        ) {
            from_markdown(&markdown, columns);
        }

        #[test]
        fn never_breaks_an_address(
            before in "[a-z ]{0,90}",
            path in "[a-z0-9/.~-]{0,150}[a-z0-9]",
            words in "[a-z]{1,9}( [a-z]{1,9}){0,12}",
            after in "[a-z ,.]{0,90}",
            margin in prop::sample::select(vec!["", "- ", "> ", "> - ", "1. ", "# "]),
        ) {
            let address = format!("https://x.test/{path}?a=1&b=%20#c");
            let markdown = format!("{margin}{} [{words}]({address}){after}", before.trim());
            let text = from_markdown(&markdown, 72);
            prop_assert!(text.contains(&address), "{text}");
        }

        #[test]
        fn lines_are_short_unless_a_word_is_long(words in "([a-z]{1,12} ){0,60}") {
            for line in from_markdown(&format!("- {words}"), 30).lines() {
                prop_assert!(width(line) <= 30, "{line}");
            }
        }
    }
}
