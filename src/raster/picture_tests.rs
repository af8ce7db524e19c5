use super::*;

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let image = RgbaImage::from_fn(width, height, |x, y| {
        image::Rgba([(x * 255 / width) as u8, (y * 255 / height) as u8, 90, 255])
    });
    let written = image.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png);
    assert!(written.is_ok());
    bytes
}

/// A PNG that says it is 30,000 pixels wide and high, without the pixels.
fn bomb() -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(30_000_u32.to_be_bytes());
    header.extend(30_000_u32.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for chunk in [header, b"IDAT".to_vec()] {
        bytes.extend((chunk.len() as u32 - 4).to_be_bytes());
        bytes.extend(&chunk);
        bytes.extend(crc(&chunk).to_be_bytes());
    }
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
        })
    })
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    let refused = Picture::decode(&bomb()).map(|_| ());
    assert_eq!(refused, Err(BadPicture::TooLarge { width: 30_000, height: 30_000 }));
}

#[test]
fn broken_files_are_refused() {
    let whole = png(40, 30);
    for bytes in [&b""[..], b"hello", &whole[..whole.len() / 2]] {
        assert!(matches!(Picture::decode(bytes), Err(BadPicture::Unreadable(_))));
    }
}

#[test]
fn active_svg_is_refused_and_plain_svg_is_not() {
    let wrap = |inside: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\">{inside}</svg>"
        )
    };
    for bad in [
        "<script>alert(1)</script>",
        "<image href=\"https://example.com/x.png\" width=\"1\" height=\"1\"/>",
        "<rect onload=\"alert(1)\" width=\"1\" height=\"1\"/>",
        "<rect\nonclick = \"alert(1)\" width=\"1\" height=\"1\"/>",
        "<rect style=\"fill:url(https://example.com/x)\"/>",
        "<style>@import 'x.css';</style>",
        "<a xlink:href='javascript:alert(1)'><rect/></a>",
    ] {
        let refused = Picture::decode(wrap(bad).as_bytes());
        assert!(matches!(refused, Err(BadPicture::Unsafe(_))), "{bad}: {refused:?}");
    }
    let good = Picture::decode(wrap("<path d=\"M0 0h20v10z\" fill=\"#123\"/>").as_bytes());
    assert_eq!(good.map(|picture| picture.dimensions()), Ok((20.0, 10.0)));
}

#[test]
fn cover_fills_the_box_and_keeps_the_focus() -> Result<(), BadPicture> {
    let picture = Picture::decode(&png(600, 300))?;
    let Kind::Raster(raster) = &picture.kind else {
        return Err(BadPicture::Unreadable(String::new()));
    };
    for (x, dark_to_light) in [(0.0, 0..90), (1.0, 165..256)] {
        let scaled = raster.scale(100, 100, Fill::Cover(Focus { x, y: 0.5 })).expect("pixels");
        assert_eq!((scaled.width, scaled.height), (100, 100));
        let middle = scaled.rgba[(50 * 100 + 50) * 4];
        assert!(dark_to_light.contains(&i32::from(middle)), "{x}");
    }
    let contained = raster.scale(100, 100, Fill::Contain).expect("pixels");
    assert_eq!((contained.width, contained.height), (100, 50));
    Ok(())
}

#[test]
fn widths_are_never_enlarged() -> Result<(), BadPicture> {
    let picture = Picture::decode(&png(600, 300))?;
    let size = |width, crop| {
        picture.scale_to_width(width, crop).map(|pixels| (pixels.width, pixels.height))
    };
    assert_eq!(size(300, None), Some((300, 150)));
    assert_eq!(size(9000, None), Some((600, 300)));
    assert_eq!(size(9000, Some((1.0, Focus::default()))), Some((300, 300)));
    Ok(())
}
