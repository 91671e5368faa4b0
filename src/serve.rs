//! The preview: the site in a browser, built anew whenever a file of it changes.
//!
//! Three that work side by side: the `watcher` hears that something changed, the `builder` runs the pipeline into
//! `memory`, and the `server` answers out of it and tells the open pages. It is no server for the public:
//! it listens to this machine alone unless told otherwise, and never reads or writes `public/`.

mod builder;
mod maker;
mod media_type;
mod memory;
mod notice;
mod server;
mod standing;
mod store;
mod terminal;
mod watcher;

use std::fs;
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use tokio::runtime::{self, Runtime};
use tokio::sync::watch;

use crate::clock;
use crate::disk::{Action, CacheFolder, Failure, Reader};
use crate::driver::Stop;
use crate::locale::{Arguments, Lang};
use builder::Builder;
use memory::MemoryDestination;
use notice::Notice;
use server::Served;
use store::PageStore;
use terminal::Terminal;
use watcher::{Signal, Watch};

/// The usual port.
const PORT: u16 = 4000;
/// So many ports after the wished one are tried before the system chooses one.
const NEIGHBOURS: u16 = 20;

/// What a preview is asked for.
#[derive(Debug, Clone)]
pub struct ServeRequest {
    /// The site's folder.
    pub root: PathBuf,
    /// The port; the usual one, or the next that is free, where none is named.
    pub port: Option<u16>,
    /// The host name or address to listen at.
    pub host: String,
    /// The date, where it is not today's.
    pub date: Option<NaiveDate>,
    /// What time it is: the system's clock, or a test's.
    pub clock: fn() -> DateTime<Utc>,
    /// Whether a browser is opened.
    pub open: bool,
    /// Whether drafts and future pages are shown.
    pub drafts: bool,
    /// How often to look for changes, where the system does not tell of them.
    pub poll: Option<Duration>,
    /// The language of what is told in the terminal, where one was asked for.
    pub lang: Option<Lang>,
    /// Whether only problems are told.
    pub quiet: bool,
    /// Whether what is told is coloured.
    pub color: bool,
}

/// Shows the site until somebody stops it.
///
/// # Errors
/// Where no port can be had. Mistakes in the content, and what cannot be read of it, are shown and not returned.
pub fn run(request: ServeRequest) -> Result<(), Stop> {
    let lang = request.lang.unwrap_or_default();
    let terminal = Terminal::new(false, request.quiet, request.color, lang);
    let preview = Preview::begin(&request, terminal)?;
    let address = preview.url();
    if let Some(wished) = preview.taken {
        let text = lang.text("preview-port-taken", &Arguments::new().with("port", wished.to_string()));
        let _ = writeln!(io::stderr(), "{text}");
    }
    let mut text = lang.text("preview-address", &Arguments::new().with("address", address.clone()));
    if !request.quiet {
        text = format!("{text}\n{}", lang.word("preview-stop-hint"));
    }
    let mut out = io::stdout();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
    if request.open {
        open_browser(&address);
    }
    preview.runtime.block_on(until_interrupted());
    Ok(())
}

/// A preview at work. It ends when it is dropped.
pub struct Preview {
    address: SocketAddr,
    /// The wished port, if it was taken.
    taken: Option<u16>,
    signals: Sender<Signal>,
    runtime: Runtime,
    builder: Option<JoinHandle<()>>,
}

impl Preview {
    /// Begins a preview that tells nothing in the terminal.
    ///
    /// # Errors
    /// Where no port can be had.
    pub fn start(request: &ServeRequest) -> Result<Preview, Stop> {
        Preview::begin(request, Terminal::new(true, true, false, request.lang.unwrap_or_default()))
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address for a browser.
    pub fn url(&self) -> String {
        match self.address {
            // All addresses of the machine: the one that always leads here.
            address if address.ip().is_unspecified() => format!("http://localhost:{}/", address.port()),
            address => format!("http://{address}/"),
        }
    }

    /// Ends it, and waits until it has ended.
    pub fn stop(mut self) {
        let _ = self.signals.send(Signal::Stop);
        if let Some(builder) = self.builder.take() {
            let _ = builder.join();
        }
    }

    fn begin(request: &ServeRequest, terminal: Terminal) -> Result<Preview, Stop> {
        let failed = |error| Failure::system(Action::Listening, PathBuf::from(&request.host), error);
        let (listener, taken) = listen(&request.host, request.port).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let runtime = runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(failed)?;
        let root = fs::canonicalize(&request.root).or_else(|_| std::path::absolute(&request.root)).map_err(failed)?;
        let beginning = Notice::beginning(terminal.lang, request.drafts);
        let (signals, received) = mpsc::channel();
        let served = Arc::new(Served {
            root: root.clone(),
            published: MemoryDestination::new(PageStore::new(CacheFolder::of_preview(&root))),
            reader: Reader::new(&root, &CacheFolder::none()),
            signals: signals.clone(),
            notice: watch::Sender::new(Arc::new(beginning)),
            names: names(&request.host, address),
        });
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener).map_err(failed)?
        };
        runtime.spawn(server::serve(listener, Arc::clone(&served)));
        let mut builder = Builder::new(served, terminal);
        builder.date = request.date.or_else(clock::stated_day);
        builder.clock = request.clock;
        builder.drafts = request.drafts;
        builder.lang = request.lang;
        builder.poll = request.poll;
        builder.watch = request.poll.is_none().then(|| Watch::begin(&root, signals.clone()));
        let builder = thread::Builder::new().name("builder".to_owned()).spawn(move || builder.work(&received));
        let builder = Some(builder.map_err(failed)?);
        Ok(Preview { address, taken, signals, runtime, builder })
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // A build that is under way is not waited for: it writes nothing.
        let _ = self.signals.send(Signal::Stop);
    }
}

/// The wished port, or one near it that is free; and the wished one, if that was taken.
fn listen(host: &str, wished: Option<u16>) -> io::Result<(TcpListener, Option<u16>)> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let port = wished.unwrap_or(PORT);
    let bind = |port: u16| -> io::Result<TcpListener> {
        let addresses: Vec<SocketAddr> = (host, port).to_socket_addrs()?.collect();
        TcpListener::bind(addresses.as_slice())
    };
    let neighbours = (1..=NEIGHBOURS).filter_map(|step| port.checked_add(step)).chain([0]);
    match bind(port) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            for other in neighbours {
                match bind(other) {
                    Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
                    result => return result.map(|listener| (listener, Some(port))),
                }
            }
            Err(error)
        }
        result => result.map(|listener| (listener, None)),
    }
}

/// The names under which this machine may be asked.
fn names(host: &str, address: SocketAddr) -> Vec<String> {
    let mut names = vec![host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase()];
    if !address.ip().is_loopback() {
        let told = ["HOSTNAME", "COMPUTERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
        let written =
            ["/proc/sys/kernel/hostname", "/etc/hostname"].into_iter().filter_map(|f| fs::read_to_string(f).ok());
        for name in told.chain(written) {
            let name = name.trim().to_ascii_lowercase();
            if !name.is_empty() {
                names.push(format!("{name}.local"));
                names.push(name);
            }
        }
    }
    names
}

async fn until_interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Opens the system's browser. Where there is none, the address stands in the terminal.
fn open_browser(address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Ok(mut child) = command.spawn() {
        // Its end must be taken note of, or it stays among the living.
        thread::spawn(move || child.wait());
    }
}
