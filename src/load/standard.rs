//! What a project has that says nothing: the smallest project is a whole one.

use crate::diagnostic::{FileId, Span};
use crate::model::company::Company;
use crate::model::date::{Date, NoticePeriod};
use crate::model::ids::ProgramId;
use crate::model::program::{Program, Routes};
use crate::model::terms::{Base, DayOfMonth, Hold, Payout, Rhythm, Sums, Terms, TermsHistory};
use crate::model::text::{LocalText, Localized, Phrase, Written};
use crate::source::{Key, Node, Scalar, Value};

use super::fields::Findings;

/// The program of projects that describe none. It promises nothing: the pages invite partners to
/// ask about the commission.
pub fn program(company: &Company) -> Option<Program> {
    Some(Program {
        id: ProgramId::parse("partners").ok()?,
        span: company.span,
        name: Localized::Same(Phrase { text: company.name.clone(), span: company.span }),
        summary: None,
        backend: None,
        route: Routes::default(),
        go: Vec::new(),
        keeps_off_main_site: false,
        agreement: None,
        contract: None,
        hold: Hold::No,
        notice: NoticePeriod::default(),
        products: Vec::new(),
        benefits: Vec::new(),
        steps: Vec::new(),
        faq: Vec::new(),
        allowed_traffic: Vec::new(),
        forbidden_traffic: Vec::new(),
        terms: terms()?,
    })
}

/// Terms that promise nothing, from ever on.
pub fn terms() -> Option<TermsHistory> {
    let terms = Terms {
        from: Date::new(Date::FIRST_YEAR, 1, 1).ok()?,
        rules: Vec::new(),
        base: Base::default(),
        cookie_days: super::terms::DEFAULT_COOKIE_DAYS,
        hold_days: super::terms::DEFAULT_HOLD_DAYS,
        payout: payout(),
        bonuses: Vec::new(),
        levels: Vec::new(),
        split: None,
        refused: Vec::new(),
        place: Written::default(),
    };
    TermsHistory::new(vec![terms]).ok()
}

/// How terms pay out that do not say.
pub fn payout() -> Payout {
    Payout {
        thresholds: Sums::default(),
        rhythm: Rhythm::Monthly(DayOfMonth::FIRST),
        methods: Vec::new(),
    }
}

/// Stands in for a text that is missing, which was reported.
pub fn blank(place: Span) -> LocalText {
    Localized::Same(Phrase { text: String::new(), span: place })
}

/// A company that stands in for one whose file cannot be read, so that the other files' faults are
/// found all the same. It is never built.
pub fn company() -> Option<Company> {
    let start = Span::start_of(FileId(0));
    let pairs = [
        ("name", "Example"),
        ("url", "https://company.example/"),
        ("landing_domain", "landing.example"),
    ];
    let entries = pairs.map(|(key, text)| {
        let scalar = Scalar { text: text.to_owned(), quoted: true };
        (
            Key { text: key.to_owned(), span: start },
            Node { value: Value::Scalar(scalar), span: start },
        )
    });
    let node = Node { value: Value::Map(entries.into()), span: start };
    super::company::company(&node, start, &mut Findings::new())
}
