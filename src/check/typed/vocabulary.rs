//! The words beside a number, in the languages of the default theme.
//!
//! Few words, and those that leave no doubt: a text that is not understood is left alone.
//!
//! In lists of stems each stands for all words that begin with it; those of up to three letters, and
//! those with `=` behind them, stand for themselves. In the other lists all words do.

use std::ops::Range;

use super::numbers::is_digit;

/// How far from a rate its noun may stand, in words.
const NEAR: usize = 4;
/// How far from a number a verb or a small word may stand.
const BESIDE: usize = 3;
/// How far before its days a cookie may stand.
const COOKIE_NEAR: usize = 5;

/// What stands around a number. The words are lower-case and nearest first.
pub struct Surroundings<'t> {
    /// From one stop to the next.
    pub clause: &'t str,
    /// Of the clause, what stands before the number.
    lead: &'t str,
    /// Where the sentence stands in the text.
    pub sentence: Range<usize>,
    sentence_words: Vec<String>,
    before: Vec<String>,
    after: Vec<String>,
}

/// Nouns for what partners are paid: stems.
const COMMISSION: &str = "\
    commission provision comisi commissione commissioni provvigion commissie prowizj comiss \
    комисси вознагражд عمول";

/// What may stand between that noun and a rate behind it: `commission of up to 15 %`.
const TO_RATE: &str = "\
    of up to is at a an rate rates from the von bis zu in höhe ab bei beträgt liegt ist satz \
    de est à jusqu du d des hasta el del un es è di al fino van tot wynosi do to составляет до \
    в размере от é até هي تبلغ بنسبة حتى تصل إلى";

/// Verbs that give the noun a rate, whatever the noun is of: `commission on books is 15 %`.
const IS: &str = "is beträgt ist est es è wynosi to составляет é تبلغ";

/// What may stand between a rate and the noun behind it: `15 % de commission`.
const OF_RATE: &str = "\
    affiliate partner sales referral recurring lifetime base flat en de di d als w в";

/// What a rate that is earned is of: `earn 15 % on every order`.
const EARNED_ON: &str = "\
    on of for from with per sur par auf von bei an für mit pro por sobre con su za od z с за \
    от на من على عن";

/// Verbs of getting paid, right before a rate.
const EARN: &str = "earn verdien gagn ganas ganan ganar guadagn zarab ganha зараб تكسب تربح";

/// Where one of these stands, a rate or a sum is something else.
const OTHER: &str = "\
    off discount rabat remise réduction descuento sconto korting desconto скидк خصم sale! tax \
    vat mwst ust steuer tva iva btw belasting podat imposto ндс налог ضريب instead statt lieu \
    lugar invece plaats zamiast вместо بدل save spar économ ahorr risparm bespaar oszcz \
    economi эконом more less higher lower mehr weniger davantage moins más menos più meno meer \
    minder więcej mniej mais больше меньше أكثر shipping postage versand livraison envío \
    spedizion verzend wysył dostaw frete достав شحن was rrp uvp back cashback points punkte \
    puntos punti punten pontos punkt балл نقاط paypal bank stripe visa mastercard card= cards= \
    kredit kart карт банк banco banque fee fees gebühr frais no not nicht pas nie не kein \
    keine keinen without ohne sans sin senza sem bez без lose= takes charge keep kept deduct \
    verlier behalt behält verlang prélèv cobra were war lag lagen= bisher früher était estaba \
    era была было был formerly previously";

/// Where one of these stands in the sentence, it is about other companies, or an example.
const OTHERS: &str = "\
    other another elsewhere competit andere anders konkurr autre ailleurs concurren otro otra \
    competid altri altre altro altra concorren outro outra inne= inny konkuren другие других \
    другой другим конкур أخرى آخر منافس usual typical average üblich durchschnitt amazon ebay \
    etsy booking marketplace marktplatz платформ маркетплейс platform network netzwerk example \
    instance suppose beispiel exemple ejemplo esempio przykład например مثال";

/// Right after one of these stands how much a rate changed, or what is reckoned from.
const AMOUNT_OF: &str = "by on um auf o на sur sobre op";

/// Verbs of change, before an amount that no small word marks.
const CHANGED: &str = "\
    raise rose= increas grew drop= drops= dropped cut stieg steig erhöh senk gesunken augment baiss \
    hauss aument subi bajó bajar ridott diminu stijg stegen verhoog verlaag wzros spad podni \
    вырос увелич повыс сниз ارتفع زادت انخفض رفع";

/// Words before the end of a time; right before a rate they mean the most that is paid.
const UNTIL: &str = "until till bis до jusqu hasta fino do tot até حتى";
/// Articles and prepositions between such a word and a rate: `bis zu 15 %`.
const UNTIL_JOINT: &str = "zu à el al un";

/// Where one of these stands, a sum is paid each month, for a part or for something beside.
const NO_PRICE: &str = "\
    month monat mois mes mese maand miesi mês месяц شهر week woche semaine year jahr each per \
    pro instalment installment rate= raten mensualité cuota rata raty рассроч deposit \
    anzahlung acompte day tag jour día giorno dzień день يوم voucher coupon gutschein code bon \
    cup tasse upgrade extra deliver liefer";

/// Words between a product and its price.
const PRICE: &str = "\
    for at costs cost price only just now jetzt für zu kostet preis nur à pour coûte prix \
    seulement por cuesta precio solo costa prezzo voor kost prijs slechts za kosztuje cena \
    tylko custa preço só за стоит цена всего بسعر السعر سعر";

/// What may stand before a product that is sold, and makes it nothing else: `get the …`.
const SELLING: &str = "\
    the a an our your get buy order try now today der die das den unser unsere dein deine hol \
    kauf bestell jetzt heute le la les l notre votre achetez commandez el los las nuestro \
    nuestra compra il lo i de het onze koop o nossa nosso kup nasz nasza наш наша купите \
    закажите";

const COOKIE: &str = "cookie куки كوكي";

/// Where one of these stands in the sentence, it is about another cookie than that of a link.
const OTHER_COOKIES: &str = "\
    language sprach langue idioma lingua taal język язык لغة consent einwillig zustimm zgod \
    согласи موافق marketing تسويق shop session sitzung analy statisti login privacy \
    datenschutz third dritt essential technical technisch necessary notwendig google facebook \
    browser safari firefox";

/// Before some days: what else they are for than a click to count.
const OTHER_DAYS: &str = "\
    return refund refus confirm paid pay payout cancel rückgabe widerruf bestätig auszahl \
    retour rembours возврат выплат إرجاع دفع";

/// `within 60 days of a click`: before the days, right after them, and the click.
const WITHIN: &str = "within innerhalb binnen dans en w ciągu в течение entro dentro خلال";
const SINCE: &str = "of after following from nach après suivant tras dopo na od po после от من بعد";
const CLICK: &str = "click clicks klick klicks clic clics kliknięcia clique клика النقر";

/// What happens within that time.
const SALE: &str = "\
    sale sell order purchas buy kauf käuf bestell verkäuf vente achat commande compra venta \
    vendit acquist zakup zamówie sprzeda покуп заказ продаж شراء طلب مبيع";

/// Words that make a cookie the one of a partner's link.
const WINDOW: &str = "\
    click window lifetime duration lasts klick laufzeit dauer clic durée ventana duración \
    finestra durata duur klik czas janela duração срок клик مدة نقر";

/// What a percent sign can be written as.
const PERCENT: &[&str] = &[
    "percent",
    "per cent",
    "prozent",
    "pour cent",
    "por ciento",
    "por cento",
    "per cento",
    "procent",
    "процентов",
    "процента",
    "процент",
    "بالمئة",
    "بالمائة",
    "في المئة",
    "في المائة",
];

const DAYS: &str = "\
    day days tag tage tagen jour jours día días giorno giorni dag dagen dzień dni dia dias \
    день дня дней يوم يومًا أيام";

impl<'t> Surroundings<'t> {
    /// `label` is what is shown beside the whole text, as what a figure counts.
    pub fn of(text: &'t str, number: &Range<usize>, label: &str) -> Surroundings<'t> {
        let (before, after) = (&text[..number.start], &text[number.end..]);
        let start = |stops| {
            let stop = before.char_indices().rev().find(|(at, _)| stops_at(text, *at, stops));
            stop.map_or(0, |(at, it)| at + it.len_utf8())
        };
        let end = |stops| {
            let mut places = after.char_indices().map(|(at, _)| number.end + at);
            places.find(|at| stops_at(text, *at, stops)).unwrap_or(text.len())
        };
        let clause = start(CLAUSE)..end(CLAUSE);
        let sentence = start(SENTENCE)..end(SENTENCE);
        let lead = &text[clause.start..number.start];
        // What follows a colon is about something else; what goes before it names what follows.
        let behind = &text[number.end..clause.end.min(end(":"))];
        Surroundings {
            before: words(lead).rev().collect(),
            after: words(behind).chain(words(label)).collect(),
            clause: &text[clause],
            lead,
            sentence_words: words(&text[sentence.clone()]).collect(),
            sentence,
        }
    }

    /// A rate of what partners are paid. To partners a verb says enough.
    pub fn speaks_of_commission(&self, to_partners: bool) -> bool {
        (self.is_beside_a_commission() || to_partners && self.is_earned()) && !self.leaves_doubt()
    }

    fn is_beside_a_commission(&self) -> bool {
        let is_given = self.before.first().is_some_and(|word| is_one_of(word, IS))
            && self.before.iter().take(NEAR).any(|word| begins(word, COMMISSION));
        is_given
            || leads_to(&self.before, COMMISSION, TO_RATE)
            || leads_to(&self.after, COMMISSION, OF_RATE)
    }

    fn is_earned(&self) -> bool {
        leads_to(&self.before, EARN, TO_RATE)
            && self.after.first().is_none_or(|word| is_one_of(word, EARNED_ON))
    }

    /// A price, if what it is the price of is named too.
    pub fn speaks_of_a_price(&self) -> bool {
        self.before.iter().take(BESIDE).any(|word| is_one_of(word, PRICE)) && self.can_be_a_price()
    }

    /// The price of what has these names, and of no part of it and nothing beside it. What buyers
    /// read has it behind a colon too; partners may read there what they earn.
    pub fn is_the_price_of(&self, names: &[String], to_partners: bool) -> bool {
        let lead = self.lead.to_lowercase();
        let leads_from = |name: &String| {
            lead.rsplit_once(name.as_str()).is_some_and(|(before, between)| {
                let is_marked = between.trim_matches(|it| " *_".contains(it)) == ":";
                let mut between = words(between).peekable();
                let is_said = between.peek().is_some();
                (is_said || is_marked && !to_partners)
                    && between.all(|word| is_one_of(&word, PRICE))
                    && words(before).all(|word| is_one_of(&word, SELLING))
            })
        };
        names.iter().any(leads_from) && self.can_be_a_price()
    }

    /// How long the cookie of a partner's link lasts.
    pub fn speaks_of_a_window(&self) -> bool {
        let is_other = self.sentence_words.iter().any(|word| begins(word, OTHER_COOKIES));
        !is_other
            && !self.leaves_doubt()
            && (self.is_beside_a_cookie() || self.is_counted_from_a_click())
    }

    fn is_beside_a_cookie(&self) -> bool {
        // Behind another number stands what that one is about.
        let is_word = |word: &&String| !word.contains(is_digit);
        let before = self.before.iter().take_while(is_word).take(COOKIE_NEAR);
        let after = self.after.iter().take_while(is_word).take(BESIDE);
        let near = |stems| before.clone().chain(after.clone()).any(|word| begins(word, stems));
        let is_joined = after.clone().take(1).any(|word| begins(word, COOKIE));
        let is_window = is_joined || near(COOKIE) && near(WINDOW);
        is_window && !before.clone().any(|word| begins(word, OTHER_DAYS))
    }

    fn is_counted_from_a_click(&self) -> bool {
        let leads = self.before.iter().take(BESIDE);
        let is_sale = |word: &String| [SALE, COMMISSION].iter().any(|stems| begins(word, stems));
        leads.clone().any(|word| is_one_of(word, WITHIN))
            && !leads.clone().any(|word| begins(word, OTHER_DAYS))
            && self.before.iter().chain(&self.after).any(is_sale)
            && self.after.first().is_some_and(|word| is_one_of(word, SINCE))
            && self.after.iter().take(BESIDE).any(|word| is_one_of(word, CLICK))
    }

    fn can_be_a_price(&self) -> bool {
        let stems = [COMMISSION, EARN, NO_PRICE];
        let is_none = |word: &String| stems.iter().any(|stems| begins(word, stems));
        !self.before.iter().chain(&self.after).any(is_none) && !self.leaves_doubt()
    }

    /// Whether a reader could take the number for something else than what holds here and now.
    fn leaves_doubt(&self) -> bool {
        self.speaks_of_other()
            || self.speaks_of_others()
            || self.speaks_of_a_change()
            || self.speaks_of_a_time()
    }

    /// Of other companies, or of none.
    fn speaks_of_others(&self) -> bool {
        self.sentence_words.iter().any(|word| begins(word, OTHERS))
    }

    /// By how much something changed, or of how much something is reckoned.
    fn speaks_of_a_change(&self) -> bool {
        self.before.first().is_some_and(|word| is_one_of(word, AMOUNT_OF))
            || self.before.iter().take(NEAR).any(|word| begins(word, CHANGED))
    }

    /// Of what held until some day, or in some year.
    fn speaks_of_a_time(&self) -> bool {
        let joint = self.before.first().is_some_and(|word| is_one_of(word, UNTIL_JOINT));
        let before = self.before.iter().skip(1 + usize::from(joint));
        before.chain(&self.after).any(|word| begins(word, UNTIL))
            || self.sentence_words.iter().any(|word| is_year(word))
    }

    fn speaks_of_other(&self) -> bool {
        self.before.iter().chain(&self.after).any(|word| begins(word, OTHER))
    }
}

/// Ends a thought.
const CLAUSE: &str = ".!?;,()\n•—–،؛؟";
const SENTENCE: &str = ".!?\n؟";

/// Whether one of the `stops` stands there. Points and commas in numbers stand before digits and
/// end nothing; neither does a line that goes on in the next.
fn stops_at(text: &str, at: usize, stops: &str) -> bool {
    let Some(letter) = text[at..].chars().next().filter(|it| stops.contains(*it)) else {
        return false;
    };
    let rest = &text[at + letter.len_utf8()..];
    match letter {
        '.' | ',' => !rest.starts_with(is_digit),
        '\n' => !rest.trim_start_matches(' ').starts_with(char::is_alphanumeric),
        _ => true,
    }
}

/// The length of the word that `text` begins with, if it stands for a percent sign.
pub fn percent_length(text: &str) -> Option<usize> {
    let is_written = |word: &&&str| {
        let is_same = text.get(..word.len()).is_some_and(|it| it.to_lowercase() == **word);
        is_same && !text[word.len()..].starts_with(char::is_alphabetic)
    };
    PERCENT.iter().find(is_written).map(|word| word.len())
}

fn is_year(word: &str) -> bool {
    let is_recent = word.starts_with("19") || word.starts_with("20");
    is_recent && word.len() == 4 && word.chars().all(is_digit)
}

/// Whether the word means days.
pub fn is_day(word: &str) -> bool {
    is_one_of(&word.to_lowercase(), DAYS)
}

/// Whether one of the `stems` is near, with nothing but `links` before it.
fn leads_to(words: &[String], stems: &str, links: &str) -> bool {
    let is_link = |word: &str| !begins(word, stems) && is_one_of(word, links);
    let first = words.iter().take(NEAR).find(|word| !is_link(word));
    first.is_some_and(|word| begins(word, stems))
}

fn is_one_of(word: &str, words: &str) -> bool {
    words.split(' ').any(|other| other == word)
}

fn begins(word: &str, stems: &str) -> bool {
    let fits = |stem: &str| match (stem.strip_suffix('='), stem.chars().count()) {
        // Its longer words mean something else.
        (Some(whole), _) => word == whole,
        // Arabic puts articles and prepositions before the stem.
        _ if stem.starts_with(|it| matches!(it, '\u{600}'..='\u{6ff}')) => word.contains(stem),
        // Three letters are a whole word: `tax`, but no `taxi`.
        (None, ..=3) => word == stem,
        (None, _) => word.starts_with(stem),
    };
    stems.split(' ').any(fits)
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = String> {
    let words = text.split(|it: char| !it.is_alphanumeric() && it != '!');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}
