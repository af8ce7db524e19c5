/// Builds make and drop millions of small texts: a sixth of their time went into the system's allocator.
/// Without huge pages (`no_thp`), which cost a fifth more memory and gain no time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    promokit::cli::main()
}
