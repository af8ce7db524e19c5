//! Edits of pictures.

use super::chance::Chance;
use super::ground::{Ground, Manner};

/// A picture whose file is as long as that of any other of its size.
pub fn picture(width: u32, height: u32, tint: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::NoCompression);
    let pixels: Vec<u8> = (0..width * height)
        .flat_map(|index| {
            let (x, y) = (index % width, index / width);
            [(x / 2) as u8 ^ tint, (y / 2) as u8, tint.wrapping_mul(31)]
        })
        .collect();
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("an end");
    bytes
}

/// Other pixels for a picture of the content; seldom another size too.
pub fn edit(ground: &mut Ground, chance: &mut Chance) {
    let pictures: Vec<String> =
        ground.files("content/").into_iter().filter(|path| path.ends_with(".png")).collect();
    let Some(path) = chance.pick(&pictures) else { return };
    let Some((width, height)) = size(&ground.read(path)) else { return };
    let width = if chance.one_in(6) { width + 2 } else { width };
    let (tint, manner) = (chance.byte(), Manner::any(chance));
    ground.write(path, &picture(width, height, tint), manner);
    ground.edited(format!("{path}: drawn {width}x{height} in {tint}, {manner:?}"));
}

/// Of a PNG; `None` of anything else.
fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    Some((number(16)?, number(20)?))
}
