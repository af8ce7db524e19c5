//! The words beside a number, in the languages of the default theme.
//!
//! Few words, and those that leave no doubt: a text that is not understood is left alone.

use std::ops::Range;

/// How far from a rate its noun may stand, in words.
const NEAR: usize = 4;
/// How far from a number a verb or a small word may stand.
const BESIDE: usize = 3;

/// What stands around a number. The words are lower-case and nearest first.
pub struct Surroundings<'t> {
    /// From one stop to the next.
    pub clause: &'t str,
    sentence: &'t str,
    before: Vec<String>,
    after: Vec<String>,
}

/// Nouns for what partners are paid; each stands for all words that begin with it.
const COMMISSION: &str = "\
    commission provision comisi commissione commissioni provvigion commissie prowizj comiss \
    комисси вознагражд عمول";

/// Verbs of getting paid, right before a rate.
const EARN: &str = "earn verdien gagn ganas ganan ganar guadagn zarab ganha зараб تكسب تربح";

/// Where one of these stands, a rate or a sum is something else.
const OTHER: &str = "\
    off discount rabat remise réduction descuento sconto korting desconto скидк خصم sale! tax \
    vat mwst ust steuer tva iva btw belasting podat imposto ндс налог ضريب instead statt lieu \
    lugar invece plaats zamiast вместо بدل save spar économ ahorr risparm bespaar oszcz economi \
    эконом more less higher lower mehr weniger davantage moins más menos più meno meer minder \
    więcej mniej mais больше меньше أكثر shipping postage versand livraison envío spedizion \
    verzend wysył dostaw frete достав شحن was rrp uvp \
    back cashback points punkte puntos punti punten pontos punkt балл نقاط";

/// Words between a product and its price.
const PRICE: &str = "\
    for at costs cost price only just für zu kostet preis nur à pour coûte prix seulement por \
    cuesta precio solo costa prezzo voor kost prijs slechts za kosztuje cena tylko custa preço \
    só за стоит цена всего بسعر السعر سعر";

/// Words that make a cookie the one of a partner's link.
const WINDOW: &str = "\
    click window lifetime duration lasts klick laufzeit dauer clic durée ventana duración \
    finestra durata duur klik czas janela duração срок клик مدة نقر";

const DAYS: &str = "\
    day days tag tage tagen jour jours día días giorno giorni dag dagen dzień dni dia dias день \
    дня дней يوم يومًا أيام";

impl<'t> Surroundings<'t> {
    /// `label` is what is shown beside the whole text, as what a figure counts.
    pub fn of(text: &'t str, number: &Range<usize>, label: &str) -> Surroundings<'t> {
        let (before, after) = (&text[..number.start], &text[number.end..]);
        let start = |stops: &str| {
            let stop = before.char_indices().rev().find(|(_, it)| stops.contains(*it));
            stop.map_or(0, |(at, it)| at + it.len_utf8())
        };
        let end = |stops: &str| after.find(|it| stops.contains(it)).unwrap_or(after.len());
        let clause = start(CLAUSE)..number.end + end(CLAUSE);
        let sentence = start(SENTENCE)..number.end + end(SENTENCE);
        // What follows a colon is about something else; what goes before it names what follows.
        let behind = &after[..end(CLAUSE).min(end(":"))];
        Surroundings {
            before: words(&text[clause.start..number.start]).rev().collect(),
            after: words(behind).chain(words(label)).collect(),
            clause: &text[clause],
            sentence: &text[sentence],
        }
    }

    /// A rate of what partners are paid. To partners a verb says enough.
    pub fn speaks_of_commission(&self, to_partners: bool) -> bool {
        let near = self.before.iter().take(NEAR).chain(self.after.iter().take(NEAR));
        let is_noun = |word: &String| begins(word, COMMISSION);
        let is_earned =
            || to_partners && self.before.iter().take(BESIDE).any(|word| begins(word, EARN));
        (near.into_iter().any(is_noun) || is_earned()) && !self.speaks_of_other()
    }

    /// A price, if what it is the price of is named too.
    pub fn speaks_of_a_price(&self) -> bool {
        let is_price = |word: &String| is_one_of(word, PRICE);
        let mut all = self.before.iter().chain(&self.after);
        let is_commission = all.any(|word| begins(word, COMMISSION) || begins(word, EARN));
        self.before.iter().take(BESIDE).any(is_price) && !is_commission && !self.speaks_of_other()
    }

    /// How long the cookie of a partner's link lasts.
    pub fn speaks_of_a_cookie(&self) -> bool {
        let all: Vec<String> = words(self.sentence).collect();
        all.iter().any(|word| begins(word, "cookie куки كوكي"))
            && all.iter().any(|word| begins(word, WINDOW))
    }

    fn speaks_of_other(&self) -> bool {
        self.before.iter().chain(&self.after).any(|word| begins(word, OTHER))
    }
}

/// Ends a thought. Points and commas in numbers stand before digits, and end nothing.
const CLAUSE: &str = ".!?;,()\n•—–،؛؟";
const SENTENCE: &str = ".!?\n؟";

/// Whether the word means days.
pub fn is_day(word: &str) -> bool {
    is_one_of(&word.to_lowercase(), DAYS)
}

fn is_one_of(word: &str, words: &str) -> bool {
    words.split(' ').any(|other| other == word)
}

fn begins(word: &str, stems: &str) -> bool {
    let fits = |stem: &str| match stem.chars().count() {
        // Arabic puts articles and prepositions before the stem.
        _ if stem.starts_with(|it| matches!(it, '\u{600}'..='\u{6ff}')) => word.contains(stem),
        // Three letters are a whole word: `tax`, but no `taxi`.
        ..=3 => word == stem,
        _ => word.starts_with(stem),
    };
    stems.split(' ').any(fits)
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = String> {
    let words = text.split(|it: char| !it.is_alphanumeric() && it != '!');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}
