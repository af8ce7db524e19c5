//! How an artifact is made, as data: what it is made of, and for whom.

use crate::hosting::{Content, HostFile};
use crate::model::ad_label::AdNotice;
use crate::model::banner::{PictureFormat, PixelSize, Scale};
use crate::model::creative::Network;
use crate::model::ids::{CreativeId, DocumentId, EmailId, LandingId, PartnerId, ProgramId, TextId};
use crate::model::locale::Locale;
use crate::model::picture::{FocalPoint, PicturePath};
use crate::model::web::Domain;
use crate::tracking::Placement;

use super::artifact::OutputPath;
use super::fonts::SmallFont;

/// How one file is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipe {
    Landing {
        partner: PartnerId,
        landing: LandingId,
        locale: Locale,
    },
    /// What follows the form of a landing.
    Thanks {
        partner: PartnerId,
        landing: LandingId,
        locale: Locale,
    },
    /// In place of a partner's pages, when they are paused or gone.
    Neutral {
        partner: PartnerId,
        locale: Locale,
        portal: bool,
    },
    /// What stands at the root of the shared landing domain: no list of partners.
    Front {
        domain: Domain,
        locale: Locale,
    },
    /// At `/` of a domain that says nothing there.
    Stub {
        domain: Domain,
    },
    NotFound {
        domain: Domain,
        portal: bool,
    },
    /// Leads on to a tracked link.
    Go {
        partner: PartnerId,
        placement: Placement,
        locale: Locale,
    },
    Programme {
        program: ProgramId,
        locale: Locale,
    },
    PartnerPage {
        partner: PartnerId,
        locale: Locale,
    },
    Document {
        partner: PartnerId,
        document: DocumentId,
        locale: Locale,
    },
    /// A PDF.
    Print(PrintRecipe),
    /// A file of the theme's `static/` or `fonts/`, as it is.
    ThemeFile {
        name: String,
    },
    /// A typeface with the characters that the company's languages need.
    SmallFont(SmallFont),
    /// A file of the content, as it is.
    ContentFile {
        path: PicturePath,
    },
    Picture(PictureRecipe),
    /// What social networks show for a landing.
    Card(CardRecipe),
    Icon(IconRecipe),
    /// `site.webmanifest`.
    WebManifest {
        domain: Domain,
    },
    Banner(BannerRecipe),
    Html5(Html5Recipe),
    Mail {
        partner: PartnerId,
        email: EmailId,
        locale: Locale,
        form: MailForm,
    },
    /// What changes in the terms of a partner, told to them.
    Notice {
        partner: PartnerId,
        form: NoticeForm,
    },
    Qr {
        partner: PartnerId,
        landing: LandingId,
        locale: Locale,
        form: QrForm,
    },
    Robots {
        domain: Domain,
    },
    /// A file that the host of the sites wants.
    Host {
        domain: Domain,
        file: HostFile,
        content: Content,
    },
    Sitemap {
        domain: Domain,
    },
    LinksCsv {
        partner: Option<PartnerId>,
    },
    LinksJson,
    TermsTable,
    AdText {
        partner: PartnerId,
        text: TextId,
        locale: Locale,
        markdown: bool,
    },
    Snippets {
        partner: PartnerId,
        creative: CreativeId,
        locale: Locale,
    },
    KitReadme {
        partner: PartnerId,
    },
    Kit {
        partner: PartnerId,
    },
    /// The same bytes as another artifact.
    Copy {
        of: OutputPath,
    },
    Sheet {
        creative: CreativeId,
        locale: Locale,
        form: SheetForm,
    },
}

/// A picture of the content, scaled for pages or letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureRecipe {
    pub source: PicturePath,
    pub width: u32,
    pub format: PictureFormat,
    /// Width to height, cut around the focal point; `None` keeps the picture's own.
    pub ratio: Option<(u32, u32)>,
    pub focus: FocalPoint,
}

/// One banner in one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BannerRecipe {
    /// What is drawn: the creative itself, or the one that took its place.
    pub shown: CreativeId,
    /// Whose words are filled in; `None` when all partners share it.
    pub partner: Option<PartnerId>,
    pub locale: Locale,
    pub size: PixelSize,
    pub scale: Scale,
    pub format: PictureFormat,
    /// What it says of itself as advertising.
    pub notice: Option<AdNotice>,
    /// The most bytes it may have.
    pub budget: u64,
}

/// A banner as a bundle for a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Html5Recipe {
    pub network: Network,
    /// Whose link it carries.
    pub partner: PartnerId,
    /// Whose address it is.
    pub creative: CreativeId,
    /// What is drawn.
    pub banner: BannerRecipe,
}

/// The card of a landing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardRecipe {
    pub landing: LandingId,
    /// The variant of the landing that it is for, if any.
    pub variant: Option<LandingId>,
    /// Whose words are filled in; `None` when all partners of the site share it.
    pub partner: Option<PartnerId>,
    pub locale: Locale,
    pub format: PictureFormat,
}

/// A sign of the company, drawn for browsers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IconRecipe {
    pub mark: Mark,
    /// The side, in pixels.
    pub size: u32,
    pub form: IconForm,
}

/// What an icon shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    Picture(PicturePath),
    /// On a tile in the brand's colour.
    Letter(String),
    /// For names whose letters no font has.
    Ring,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IconForm {
    Plain,
    /// Up to all edges: telephones cut their own corners.
    Filled,
    /// As `favicon.ico`.
    Ico,
}

/// The forms of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MailForm {
    Mjml,
    Html,
    Text,
    Eml,
}

impl MailForm {
    pub const ALL: [MailForm; 4] = [MailForm::Mjml, MailForm::Html, MailForm::Text, MailForm::Eml];

    /// The file's ending, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            MailForm::Mjml => "mjml",
            MailForm::Html => "html",
            MailForm::Text => "txt",
            MailForm::Eml => "eml",
        }
    }
}

/// The forms of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeForm {
    Markdown,
    Html,
    Text,
    Eml,
}

impl NoticeForm {
    pub const ALL: [NoticeForm; 4] =
        [NoticeForm::Markdown, NoticeForm::Html, NoticeForm::Text, NoticeForm::Eml];

    /// The file's ending, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            NoticeForm::Markdown => "md",
            NoticeForm::Html => "html",
            NoticeForm::Text => "txt",
            NoticeForm::Eml => "eml",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QrForm {
    Svg,
    Png,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetForm {
    Html,
    Png,
}

/// A file inside a kit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitPart {
    /// Path inside the zip.
    pub path: String,
    pub content: KitContent,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KitContent {
    /// The bytes of an artifact of the plan.
    Artifact(OutputPath),
    /// Made for the kit alone.
    Made(Recipe),
}

/// What a PDF is printed of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintRecipe {
    pub partner: PartnerId,
    pub locale: Locale,
    /// `None`: the sheet of the partner's terms, as the theme has it.
    pub document: Option<DocumentId>,
}
