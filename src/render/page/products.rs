//! Products as cards of a page.

use crate::model::product::{self, Offer};
use crate::plan::Profile;

use super::context;
use super::draft::Draft;

impl Draft<'_, '_> {
    /// A product with the link that its card leads to, and its offer in the reader's market.
    pub fn product(&self, product: &product::Product, link: String) -> context::Product {
        let offer: Option<&Offer> = product.offers.get(self.words.market);
        let price = offer.and_then(|offer| offer.price);
        let picture = product.picture.as_ref().and_then(|picture| {
            let alt = product.alt.as_ref().unwrap_or(&product.name);
            self.picture(&self.folders().shared, &picture.value, Profile::Product, self.local(alt))
        });
        context::Product {
            id: product.id.to_string(),
            name: self.local(&product.name),
            summary: product.summary.as_ref().map(|summary| self.local(summary)),
            category: product.category.as_ref().map(ToString::to_string),
            price: price.map(|price| self.words.formats.money_short(price)),
            billing: product.billing.word(),
            points: product.points.iter().map(|point| self.local(point)).collect(),
            link,
            picture,
            offer: price.map(|price| context::Offer {
                price: price.amount().to_string(),
                currency: price.currency().code(),
            }),
        }
    }
}
