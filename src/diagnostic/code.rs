//! The closed list of finding codes, with what `promokit explain` says about each.

macro_rules! codes {
    ($($variant:ident $id:literal $explanation:literal;)*) => {
        /// What kind of finding it is. The id is stable: allow-lists and CI filters name it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($variant,)* }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The id as printed: `unknown-key`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$variant => $id,)* }
            }

            /// What it means and how to mend it, for `promokit explain`.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => $explanation,)* }
            }
        }
    };
}

codes! {
    Yaml "yaml" "The file is not well-formed YAML: a bracket or a quote is not closed, a tab is used for \
        indenting, or a line is indented one step off. The message names the line; the fault may sit in the line before.";
    Encoding "encoding" "The file is not UTF-8 text. Save it as UTF-8 in your editor. CSV files may also be \
        Windows-1252 or Windows-1251, as Excel writes them.";
    TooLarge "too-large" "The file is larger than promokit reads, or expands to more than it should (YAML aliases \
        that repeat themselves). Split it, or put the rows into partners.csv.";
    UnknownKey "unknown-key" "The key is not one that this file may have. Mostly a typing slip; the help names the \
        nearest key. `promokit schema KIND` lists them all.";
    MissingKey "missing-key" "A key that must be there is not. The position is that of the mapping which lacks it.";
    DuplicateKey "duplicate-key" "The same key stands twice in one mapping; only one can be meant. The position is the second.";
    WrongType "wrong-type" "The value has another shape than the key needs: a list where one value belongs, a word \
        where a number belongs.";
    BadValue "bad-value" "The value is of the right shape but not one that means anything here: a colour, date, \
        domain, address, locale or word from a closed list. The help shows a correct form.";
    Ambiguous "ambiguous" "The value could mean two things, and promokit does not guess: `15` as a rate, `01/02/2026` \
        as a date, `no` as a word. Write it as the help shows.";
    BadId "bad-id" "Ids name files and addresses: lower-case letters, digits and hyphens, starting with a letter or digit.";
    DuplicateId "duplicate-id" "Two things of one kind have the same id. Rename one of them.";
    DuplicateRef "duplicate-ref" "Two partners have the same id in one tracking system, so that one is paid for the sales of \
        the other. Look up there whose id it is.";
    Clash "clash" "A partner's row in partners.csv and its YAML file both set the same key, to different values. Keep one.";
    Dangling "dangling" "The value names something (a product, program, backend, picture…) that does not exist.";
    MissingFile "missing-file" "A file that content refers to is not there. Paths are relative to `content/`.";
    Outside "outside" "A path leads out of the project folder, by `..` or by a symbolic link. Promokit reads nothing outside.";
    BadPicture "bad-picture" "The picture cannot be read: it is broken, of an unknown format, or has too many pixels.";
    BadFont "bad-font" "The file is not a font that can be used (TTF, OTF, WOFF or WOFF2).";
    Csv "csv" "The table cannot be read as it stands: no header row, a row with too many cells, or a quote that never ends.";
    FrontMatter "front-matter" "A Markdown file starts with `---`, its settings as YAML, and another `---`.";
    Template "template" "A theme template or a `{{ … }}` in content cannot be rendered: a name that does not exist, or a slip of syntax.";
    Domain "domain" "Two things claim the same address, so that one would overwrite the other.";
    Terms "terms" "Commission terms contradict themselves: two rules for the same sale, no rule at all, or dates that overlap.";
    Link "link" "A tracked link cannot be built: the backend lacks an id for this partner, the destination is missing, \
        or a parameter is there already.";
    Address "address" "An address works, and may lose the partner all the same: a placeholder or `&amp;` left in it, no `https`, a path without \
        its slash, a domain where the tracking system does not count, or the main site where the program keeps material off it.";
    Dates "dates" "Dates that cannot be: an end before its start, a signing in the future.";
    Released "released" "Something that partners already have was removed. Its addresses must live on: set its status to \
        `ended` (partners) or name a successor with `replaced_by` (banners) instead of deleting it.";
    Promise "promise" "Terms that partners were promised (content/release.lock) are changed, taken away or come without notice. Terms in \
        force stay as they were released; new ones begin on a later day, and worse ones only after the program's `notice`. \
        Another program, market, group or contract that pays less wants the same notice, or a new signature.";
    Typed "typed" "A rate, price or cookie window is typed into a text and disagrees with terms or prices, or will when they change. \
        `{{ rate }}`, `{{ rates.<category> }}`, `{{ prices.<product> }}` and `{{ cookie_days }}` always say what holds.";
    Budget "budget" "The file is heavier than its platform takes, and no setting makes it light enough.";
    TextFit "text-fit" "The text does not fit the banner legibly. Give a shorter variant: `headline: {long: …, short: …}`.";
    Contrast "contrast" "Text stands on a picture whose colours are too near its own: people with weak eyes, and everybody in the sun, \
        cannot read it (WCAG 2.2 AA).";
    Resolution "resolution" "A picture has fewer pixels than a banner shows, so that it looks soft there.";
    Translation "translation" "A text is missing in a language that a partner speaks; the default language is shown instead.";
    Layout "layout" "The project folder is not laid out as promokit expects: no `content/` folder, a folder where a file \
        should be, or an output folder inside the content. There may be no file to point at.";
    Empty "empty" "There is nothing to build yet. There is no line to point at.";
    Unused "unused" "Promokit reads nothing from this file: its name, its ending or its folder is not one that content has. \
        A slip in a name would otherwise lose what is written there without a word.";
    Guessable "guessable" "The partners' pages on the portal stand at addresses that are made from the salt in company.yaml. \
        Without a salt anyone who knows a partner's id can work out the address.";
    Unwritten "unwritten" "A text is still the one that `promokit new` wrote to be replaced. Partners and buyers would read it.";
    Unlabelled "unlabelled" "A partner whose advertising is labelled (labels.csv) gets a banner, letter or text without a label. Where the law \
        wants the mark, an unmarked advertisement costs a fine.";
    Form "form" "A form of a landing cannot be sent, or asks for people's data without the consent that the law of a market wants.";
    Alternative "alternative" "A picture has no `alt`: people who cannot see it are told nothing. `alt: \"\"` says that it is decoration.";
    Search "search" "Search engines would be told something that cannot be meant, or be shown the same page many times.";
    Law "law" "A landing lacks what the law of one of its markets wants on it.";
    Isolation "isolation" "A landing leads to something that it must not know of: the main site without a tracked link, the mail domain, \
        another partner. A complaint about one would touch the other.";
    BrokenLink "broken-link" "A link leads to a page or a place on it that is not there.";
    HostLimit "host-limit" "A site has more files, bytes or redirects than the host named in company.yaml takes, or comes near to it. \
        Partners with a `domain` of their own have a site of their own; fewer sizes of banners are fewer files.";
    Coverage "coverage" "A banner comes in fewer sizes than `min_sizes` asks for, so that partners find none for some of their places.";
    Audience "audience" "A material reaches nobody: its `for:` matches no partner.";
}
