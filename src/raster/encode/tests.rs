use super::*;
use proptest::prelude::*;

/// A gradient with noise, hard to compress.
fn noisy(width: u32, height: u32) -> Pixels {
    let mut state = 7_u32;
    let rgba = (0..width * height)
        .flat_map(|index| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (state >> 24) as u8 / 4;
            [(index % width * 180 / width) as u8 + noise, noise * 3, 200 - noise, 255]
        })
        .collect();
    Pixels { width, height, rgba }
}

#[test]
fn every_format_keeps_its_budget_or_says_so() {
    let pixels = noisy(300, 250);
    for &format in PictureFormat::ALL {
        for budget in [500_000, 60_000, 40_000, 2_000] {
            match encode(&pixels, format, budget) {
                Ok(encoded) => {
                    assert!(encoded.bytes.len() as u64 <= budget, "{format:?} {budget}");
                    let read = image::load_from_memory(&encoded.bytes)
                        .map(|read| (read.width(), read.height()));
                    assert_eq!(read.ok(), Some((300, 250)), "{format:?}");
                }
                Err(EncodeError::OverBudget { smallest, .. }) => assert!(smallest > budget),
                Err(EncodeError::Unsupported(reason)) => panic!("{format:?}: {reason}"),
            }
        }
        assert!(encode(&pixels, format, 500_000).is_ok(), "{format:?}");
        assert!(encode(&pixels, format, 2_000).is_err(), "{format:?}");
    }
}

#[test]
fn a_larger_budget_never_gives_a_worse_png() {
    let pixels = noisy(200, 100);
    let quality =
        |budget| encode(&pixels, PictureFormat::Png, budget).map(|encoded| encoded.quality);
    assert_eq!(quality(1_000_000), Ok("lossless".to_owned()));
    assert!(quality(20_000).is_ok_and(|quality| quality.ends_with("colours")));
}

#[test]
fn the_same_pixels_give_the_same_bytes_on_two_threads() {
    let pixels = noisy(160, 120);
    for &format in PictureFormat::ALL {
        let encode = || encode(&pixels, format, 30_000);
        let (one, two) = std::thread::scope(|scope| {
            let (one, two) = (scope.spawn(encode), scope.spawn(encode));
            (one.join().ok(), two.join().ok())
        });
        assert!(one.is_some() && one == two, "{format:?}");
    }
}

#[test]
fn empty_pictures_are_refused() {
    let empty = Pixels { width: 0, height: 5, rgba: Vec::new() };
    let short = Pixels { width: 2, height: 2, rgba: vec![0; 15] };
    for &format in PictureFormat::ALL {
        assert!(matches!(encode(&empty, format, 1000), Err(EncodeError::Unsupported(_))));
        assert!(matches!(encode(&short, format, 1000), Err(EncodeError::Unsupported(_))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn lossless_png_is_lossless(width in 1_u32..20, height in 1_u32..20, seed: u8, opaque: bool) {
        let rgba: Vec<u8> = (0..width * height * 4)
            .map(|index| if opaque && index % 4 == 3 { 255 } else { (index as u8).wrapping_mul(31) ^ seed })
            .collect();
        let pixels = Pixels { width, height, rgba };
        let encoded = encode(&pixels, PictureFormat::Png, 1_000_000);
        let read = encoded.ok().and_then(|encoded| image::load_from_memory(&encoded.bytes).ok());
        prop_assert_eq!(read.map(|read| read.into_rgba8().into_raw()), Some(pixels.rgba));
    }
}
