//! QR codes of links, as SVG and PNG.
//!
//! Black on white with the full quiet zone, and error level M, so that print of any quality is read. Must not know where the link leads.

use std::fmt::{self, Write as _};

use fast_qr::{ECL, QRBuilder, QRCode};

/// Light modules on every side that ISO/IEC 18004 asks for.
const QUIET_ZONE: usize = 4;

/// A QR code.
#[derive(Debug, Clone)]
pub struct Qr {
    /// Rows of modules, dark ones `true`, without the quiet zone.
    rows: Vec<Vec<bool>>,
}

/// Why there is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QrFault {
    /// The text does not fit the largest code: 2,331 bytes at error level M.
    TooLong { bytes: usize },
    /// The encoder refused the picture, for a size it cannot hold.
    Picture,
}

impl fmt::Display for QrFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QrFault::TooLong { bytes } => {
                write!(f, "the link is too long for a QR code ({bytes} bytes; at most 2,331 fit)")
            }
            QrFault::Picture => write!(f, "the QR code is too large for a PNG"),
        }
    }
}

impl Qr {
    /// The code of `text`.
    ///
    /// # Errors
    /// When the text is too long.
    pub fn of(text: &str) -> Result<Qr, QrFault> {
        let code: QRCode = QRBuilder::new(text)
            .ecl(ECL::M)
            .build()
            .map_err(|_| QrFault::TooLong { bytes: text.len() })?;
        let rows = (0..code.size)
            .map(|row| code[row].iter().map(|module| module.value()).collect())
            .collect();
        Ok(Qr { rows })
    }

    /// Modules on a side, with the quiet zone.
    pub fn side(&self) -> usize {
        self.rows.len() + 2 * QUIET_ZONE
    }

    /// A drawing of one unit a module, one path of runs, to be scaled at will.
    pub fn svg(&self) -> String {
        let side = self.side();
        let mut path = String::new();
        for (row, modules) in self.rows.iter().enumerate() {
            let mut column = 0;
            for run in modules.chunk_by(|left, right| left == right) {
                if run[0] {
                    // Writing to a String cannot fail.
                    let _ = write!(
                        path,
                        "M{} {}h{}v1h-{}z",
                        column + QUIET_ZONE,
                        row + QUIET_ZONE,
                        run.len(),
                        run.len()
                    );
                }
                column += run.len();
            }
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>\n"
        )
    }

    /// A picture in black and white, `scale` pixels a module.
    ///
    /// # Errors
    /// When the picture would be larger than a PNG can be.
    pub fn png(&self, scale: u32) -> Result<Vec<u8>, QrFault> {
        let scale = scale.max(1);
        let side = u32::try_from(self.side())
            .ok()
            .and_then(|side| side.checked_mul(scale))
            .ok_or(QrFault::Picture)?;
        let mut pixels = Vec::new();
        for row in 0..self.side() {
            let line = self.packed_line(row, scale);
            for _ in 0..scale {
                pixels.extend_from_slice(&line);
            }
        }
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, side, side);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let mut writer = encoder.write_header().map_err(|_| QrFault::Picture)?;
        writer.write_image_data(&pixels).map_err(|_| QrFault::Picture)?;
        writer.finish().map_err(|_| QrFault::Picture)?;
        Ok(file)
    }

    fn is_dark(&self, row: usize, column: usize) -> bool {
        let module = |row: usize, column: usize| self.rows.get(row)?.get(column).copied();
        row.checked_sub(QUIET_ZONE)
            .zip(column.checked_sub(QUIET_ZONE))
            .and_then(|(row, column)| module(row, column))
            .unwrap_or(false)
    }

    /// One line of pixels, eight to a byte, white as 1.
    fn packed_line(&self, row: usize, scale: u32) -> Vec<u8> {
        let light: Vec<bool> = (0..self.side())
            .flat_map(|column| std::iter::repeat_n(!self.is_dark(row, column), scale as usize))
            .collect();
        light
            .chunks(8)
            .map(|bits| {
                bits.iter()
                    .enumerate()
                    .fold(0, |byte, (place, &bit)| byte | u8::from(bit) << (7 - place))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn svg_and_png_show_the_same_modules() {
        let qr = Qr::of("https://shop.example/?ref=acme&sub=qr-flyer").expect("short");
        let picture =
            image::load_from_memory(&qr.png(3).expect("small")).expect("a PNG").into_luma8();
        assert_eq!(picture.width() as usize, qr.side() * 3);
        let svg = qr.svg();
        let (_, modules) = svg.split_once("<path d=").expect("two paths");
        for row in 0..qr.side() {
            for column in 0..qr.side() {
                let pixel = picture.get_pixel(column as u32 * 3 + 1, row as u32 * 3 + 1).0[0];
                assert_eq!(pixel == 0, qr.is_dark(row, column));
                let starts_run =
                    qr.is_dark(row, column) && !qr.is_dark(row, column.wrapping_sub(1));
                assert_eq!(modules.contains(&format!("M{column} {row}h")), starts_run);
            }
        }
    }

    #[test]
    fn quiet_zone_and_finders_stand_where_readers_look() {
        let qr = Qr::of("https://shop.example/").expect("short");
        let last = qr.side() - 1;
        for edge in 0..=last {
            for depth in 0..QUIET_ZONE {
                assert!(!qr.is_dark(edge, depth) && !qr.is_dark(edge, last - depth));
                assert!(!qr.is_dark(depth, edge) && !qr.is_dark(last - depth, edge));
            }
        }
        for (row, column) in [(4, 4), (4, last - 10), (last - 10, 4)] {
            let finder: Vec<bool> = (0..7).map(|step| qr.is_dark(row + 3, column + step)).collect();
            assert_eq!(finder, [true, false, true, true, true, false, true]);
        }
    }

    #[test]
    fn too_long_is_said_and_the_longest_fits() {
        assert!(Qr::of(&"é".repeat(1165)).is_ok());
        assert_eq!(Qr::of(&"a".repeat(2332)).err(), Some(QrFault::TooLong { bytes: 2332 }));
    }
}
