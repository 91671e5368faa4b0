//! The `letopis` program.
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let root = std::path::PathBuf::from(args.get(2).map_or(".", String::as_str));
    let request = letopis::driver::Request {
        out: root.join("public"),
        root,
        date: None,
        drafts: false,
        force: false,
        progress: None,
    };
    let report = match args.get(1).map(String::as_str) {
        Some("check") => letopis::driver::check(&request, Some(30)),
        _ => letopis::driver::build(&request),
    };
    match report {
        Ok(report) => {
            let style = letopis::diagnostic::TextStyle { color: false };
            eprintln!("{}", letopis::diagnostic::render_text(&report.findings, report.language, style));
            println!("{} pages, {:?}", report.pages, report.changes.new.len());
            for (stage, time) in report.timings {
                println!("{stage:?} {time:?}");
            }
        }
        Err(stop) => println!("{stop:?}"),
    }
}
