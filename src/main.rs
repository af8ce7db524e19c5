fn main() -> std::process::ExitCode {
    promokit::cli::main()
}
