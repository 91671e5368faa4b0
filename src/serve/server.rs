//! Answers requests out of what is published. Nothing here builds, and nothing here can be made to read a file that is
//! not published: an address is looked up in a table, never joined to a folder.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::spawn_blocking;
use tokio::time::{interval, sleep, timeout};

use super::media_type::media_type;
use super::memory::{MemoryDestination, ServedBody, ServedFile};
use super::notice::{Notice, OWN_FOLDER, SCRIPT, STYLE};
use super::watcher::Signal;
use crate::address::{percent_decoded_bytes, places};
use crate::disk::Reader;
use crate::output::ContentHash;

/// So many connections at a time; a browser opens six, and a classroom has thirty.
const CONNECTIONS: usize = 1024;
/// A client that does not say what it wants within this is not waited for.
const HEADER_PATIENCE: Duration = Duration::from_secs(10);
/// Nor is one that does not take a message of the live connection.
const MESSAGE_PATIENCE: Duration = Duration::from_secs(10);
/// The largest head of a request, in bytes.
const HEADER_LIMIT: usize = 32 * 1024;
/// A copied file up to this size is read at once.
const WHOLE_LIMIT: u64 = 256 * 1024;
/// So many times, thirty milliseconds apart, a file of the author's is looked for.
const PATIENCE_FOR_AUTHORS: u32 = 10;
/// The size of the pieces in which a larger one is sent.
const PIECE: usize = 64 * 1024;

/// What the server answers from.
pub(super) struct Served {
    /// The site's folder, without links on the way to it.
    pub root: PathBuf,
    pub published: MemoryDestination,
    /// Knows where the author's files are.
    pub reader: Reader,
    /// Where to tell that something is amiss.
    pub signals: Sender<Signal>,
    pub notice: watch::Sender<Arc<Notice>>,
    /// Names under which this machine may be asked, in small letters.
    pub names: Vec<String>,
}

#[derive(Clone)]
struct Connection {
    served: Arc<Served>,
    local: IpAddr,
}

/// Takes connections for as long as it is let.
pub(super) async fn serve(listener: TcpListener, served: Arc<Served>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(_) => {
                // Too many open files, or a client that has already gone.
                sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let served = Arc::clone(&served);
        tokio::spawn(async move {
            converse(stream, served).await;
            drop(place);
        });
    }
}

async fn converse(stream: TcpStream, served: Arc<Served>) {
    let Ok(local) = stream.local_addr() else { return };
    let _ = stream.set_nodelay(true);
    let connection = Connection { served, local: local.ip().to_canonical() };
    let service = Router::new().fallback(answer).with_state(connection);
    // A client that breaks off, or whose request is no HTTP, is told by the library, and nobody else need know.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_PATIENCE)
        .max_buf_size(HEADER_LIMIT)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
        .with_upgrades()
        .await;
}

async fn answer(State(connection): State<Connection>, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    if !is_welcome(&parts.headers, &parts.uri, &connection) {
        return plain(StatusCode::MISDIRECTED_REQUEST, "421: another host");
    }
    let served = connection.served;
    let path = parts.uri.path().to_owned();
    if path == format!("{OWN_FOLDER}live") {
        return live_connection(&mut parts, &served).await;
    }
    if parts.method != Method::GET && parts.method != Method::HEAD {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "405");
        response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let asked = Asked { head: parts.method == Method::HEAD, headers: parts.headers };
    let notice = Arc::clone(&served.notice.borrow());
    match path.strip_prefix(OWN_FOLDER) {
        Some("preview.js") => asked.made(StatusCode::OK, "preview.js", Bytes::from_static(SCRIPT.as_bytes()), None),
        Some("preview.css") => asked.made(StatusCode::OK, "preview.css", Bytes::from_static(STYLE.as_bytes()), None),
        Some("state") => asked.made(StatusCode::OK, "state.json", notice.message().into(), None),
        Some("problems") => asked.own_page(StatusCode::OK, &notice),
        Some(_) => asked.not_found(&served, &notice),
        None => site_file(&asked, &served, &notice, &path, parts.uri.query()).await,
    }
}

async fn site_file(asked: &Asked, served: &Arc<Served>, notice: &Notice, path: &str, query: Option<&str>) -> Response {
    let Some(file) = output_path(path) else { return asked.not_found(served, notice) };
    let is_folder = file.is_empty() || file.ends_with('/');
    let file = if is_folder { format!("{file}index.html") } else { file };
    let Some(leaf) = served.published.find(&file) else {
        if !is_folder && served.published.find(&format!("{file}/index.html")).is_some() {
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            let mut response = plain(StatusCode::TEMPORARY_REDIRECT, "");
            if let Ok(location) = format!("{path}/{query}").parse() {
                response.headers_mut().insert(header::LOCATION, location);
            }
            return response;
        }
        return asked.not_found(served, notice);
    };
    if let Some(response) = file_of_the_site(asked, served, notice, &file, leaf).await {
        return response;
    }
    // Somebody deleted what we keep. It is made again.
    for attempt in 0..20 {
        if attempt == 0 {
            served.published.lose(&file);
            let _ = served.signals.send(Signal::Lost);
        }
        sleep(Duration::from_millis(50)).await;
        let Some(leaf) = served.published.find(&file) else { break };
        if let Some(response) = file_of_the_site(asked, served, notice, &file, leaf).await {
            return response;
        }
    }
    asked.not_found(served, notice)
}

/// A published file as it stands; none where we have lost it.
async fn file_of_the_site(
    asked: &Asked,
    served: &Arc<Served>,
    notice: &Notice,
    file: &str,
    leaf: ServedFile,
) -> Option<Response> {
    let source = match &leaf.body {
        ServedBody::Made(bytes) => return Some(asked.file(notice, file, bytes, leaf.hash)),
        ServedBody::Stored(..) => {
            let hash = leaf.hash;
            let bytes = spawn_blocking(move || leaf.body.made()).await.ok()??.ok()?;
            return Some(asked.file(notice, file, &bytes, hash));
        }
        ServedBody::Copied(source) => source,
    };
    let is_ours = source.starts_with(".letopis/");
    let patience = if is_ours { 0 } else { PATIENCE_FOR_AUTHORS };
    match asked.copied(&served.root, source, patience, file, leaf.hash).await {
        Ok(response) => Some(response),
        Err(_) if is_ours => None,
        // While an error keeps the last good pages standing, their documents may have got other names.
        Err(_) => {
            let own = Arc::clone(served);
            let renamed = spawn_blocking(move || own.reader.path_of(leaf.hash)).await.ok().flatten();
            let found = match renamed {
                Some(path) => asked.copied(&served.root, &path, 0, file, leaf.hash).await.ok(),
                None => None,
            };
            Some(found.unwrap_or_else(|| asked.not_found(served, notice)))
        }
    }
}

/// The output path of an address: decoded, and plain. None where it could mean anything but a name in the site.
fn output_path(path: &str) -> Option<String> {
    let (bytes, true) = percent_decoded_bytes(path.strip_prefix('/')?) else { return None };
    let text = String::from_utf8(bytes).ok()?;
    if text.contains(['\\', '\0']) {
        return None;
    }
    let names = text.strip_suffix('/').unwrap_or(&text);
    let is_plain = names.is_empty() && !text.starts_with('/')
        || names.split('/').all(|name| !name.is_empty() && name != "." && name != "..");
    is_plain.then_some(text)
}

/// Whether a request was meant for us. A page of somebody else's whose name leads to this machine (DNS rebinding) bears
/// that name.
fn is_welcome(headers: &HeaderMap, uri: &Uri, connection: &Connection) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let Ok(host) = host.to_str() else { return false };
    is_ours(host, connection) && uri.authority().is_none_or(|authority| is_ours(authority.as_str(), connection))
}

fn is_ours(host: &str, connection: &Connection) -> bool {
    let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, port)) => (address, port),
        None => host.find(':').map_or((host, ""), |at| host.split_at(at)),
    };
    if !(port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))) {
        return false;
    }
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    if let Ok(address) = name.parse::<IpAddr>() {
        let address = address.to_canonical();
        return address.is_loopback() || address == connection.local || connection.served.names.contains(&name);
    }
    name == "localhost" || name.ends_with(".localhost") || connection.served.names.contains(&name)
}

async fn live_connection(parts: &mut Parts, served: &Arc<Served>) -> Response {
    // Another site's page may open a web socket to us, but must say who it is.
    if let Some(origin) = parts.headers.get(header::ORIGIN) {
        let origin = origin.to_str().unwrap_or_default();
        let origin = origin.split_once("://").map_or("", |(_, host)| host);
        let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        if !origin.eq_ignore_ascii_case(host) {
            return plain(StatusCode::FORBIDDEN, "403: another origin");
        }
    }
    let notices = served.notice.subscribe();
    match WebSocketUpgrade::from_request_parts(parts, &()).await {
        Ok(upgrade) => upgrade.max_message_size(4096).on_upgrade(move |socket| live(socket, notices)),
        Err(refusal) => refusal.into_response(),
    }
}

/// Tells a page how things stand, now and whenever it changes.
async fn live(mut socket: WebSocket, mut notices: watch::Receiver<Arc<Notice>>) {
    let mut heartbeat = interval(Duration::from_secs(25));
    heartbeat.tick().await;
    let mut message = Some(notices.borrow_and_update().message());
    loop {
        if let Some(text) = message.take()
            && !matches!(timeout(MESSAGE_PATIENCE, socket.send(Message::Text(text.into()))).await, Ok(Ok(())))
        {
            return;
        }
        tokio::select! {
            changed = notices.changed() => match changed {
                Ok(()) => message = Some(notices.borrow_and_update().message()),
                Err(_) => return,
            },
            received = socket.recv() => match received {
                Some(Ok(_)) => {}
                _ => return,
            },
            _ = heartbeat.tick() => {
                if !matches!(timeout(MESSAGE_PATIENCE, socket.send(Message::Ping(Bytes::new()))).await, Ok(Ok(()))) {
                    return;
                }
            }
        }
    }
}

/// What was asked for, besides the address.
struct Asked {
    head: bool,
    headers: HeaderMap,
}

impl Asked {
    /// A file that the build made.
    fn file(&self, notice: &Notice, path: &str, bytes: &Bytes, hash: ContentHash) -> Response {
        match path.ends_with(".html") && path != places::NOT_FOUND {
            true => self.page(notice, bytes, hash),
            false => self.made(StatusCode::OK, path, bytes.clone(), Some(hash)),
        }
    }

    /// A page of the site, with the preview's block in it.
    fn page(&self, notice: &Notice, html: &[u8], hash: ContentHash) -> Response {
        let tag = format!("\"{hash}-{}\"", notice.block_tag());
        let mut response = match self.has(&tag) {
            true => not_modified(&tag),
            false => self.whole(StatusCode::OK, "index.html", notice.with_block(html, hash).into(), Some(&tag)),
        };
        if let Ok(hash) = hash.to_hex().parse() {
            response.headers_mut().insert("x-letopis-page", hash);
        }
        response
    }

    /// A page of the preview's own.
    fn own_page(&self, status: StatusCode, notice: &Notice) -> Response {
        let mut response = self.whole(status, "index.html", notice.own_page().into(), None);
        if let Ok(tag) = notice.own_tag().parse() {
            response.headers_mut().insert("x-letopis-page", tag);
        }
        response
    }

    fn not_found(&self, served: &Served, notice: &Notice) -> Response {
        if !notice.ready {
            return self.own_page(StatusCode::SERVICE_UNAVAILABLE, notice);
        }
        match served.published.find(places::NOT_FOUND).and_then(|leaf| leaf.body.made()) {
            // While something is wrong, that is why a page is not there, and what its author must see.
            Some(Ok(html)) if notice.errors == 0 => {
                self.whole(StatusCode::NOT_FOUND, places::NOT_FOUND, notice.asking_again(&html).into(), None)
            }
            // There is nothing of the site but its errors.
            _ if served.published.is_empty() => self.own_page(StatusCode::INTERNAL_SERVER_ERROR, notice),
            _ => self.own_page(StatusCode::NOT_FOUND, notice),
        }
    }

    /// A file that the build made, as it is.
    fn made(&self, status: StatusCode, path: &str, bytes: Bytes, hash: Option<ContentHash>) -> Response {
        let tag = format!("\"{}\"", hash.unwrap_or_else(|| ContentHash::of(&bytes)));
        if self.has(&tag) { not_modified(&tag) } else { self.whole(status, path, bytes, Some(&tag)) }
    }

    /// A file of the author's.
    async fn copied(
        &self,
        root: &Path,
        source: &str,
        patience: u32,
        path: &str,
        hash: ContentHash,
    ) -> io::Result<Response> {
        let (mut file, size) = open_within(root, source, patience).await?;
        if size <= WHOLE_LIMIT {
            let bytes = spawn_blocking(move || {
                let mut bytes = Vec::new();
                file.take(WHOLE_LIMIT).read_to_end(&mut bytes).map(|_| bytes)
            });
            return Ok(self.made(StatusCode::OK, path, bytes.await??.into(), None));
        }
        let tag = format!("\"{hash}\"");
        if self.has(&tag) {
            return Ok(not_modified(&tag));
        }
        let range = self.range(size);
        let (start, end) = range.unwrap_or((0, size));
        if start > 0 {
            file.seek(SeekFrom::Start(start))?;
        }
        let body = if self.head { Body::empty() } else { in_pieces(file, end - start) };
        let status = if range.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
        let mut response = Response::builder()
            .status(status)
            .header(header::CONTENT_TYPE, media_type(path))
            .header(header::CONTENT_LENGTH, end - start)
            .header(header::ACCEPT_RANGES, "bytes")
            .header(header::ETAG, tag);
        if range.is_some() {
            response = response.header(header::CONTENT_RANGE, format!("bytes {start}-{}/{size}", end - 1));
        }
        Ok(finished(response.body(body)))
    }

    /// First byte and the one after the last, where a part of a film is asked for. Any doubt means the whole.
    fn range(&self, size: u64) -> Option<(u64, u64)> {
        if self.headers.contains_key(header::IF_RANGE) {
            return None;
        }
        let range = self.headers.get(header::RANGE)?.to_str().ok()?.strip_prefix("bytes=")?;
        let (start, end) = range.split_once('-')?;
        let start: u64 = start.parse().ok()?;
        let end = if end.is_empty() { size } else { end.parse::<u64>().ok()?.checked_add(1)?.min(size) };
        (start < end).then_some((start, end))
    }

    fn has(&self, tag: &str) -> bool {
        let lists = self.headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|list| list.to_str().ok());
        lists
            .flat_map(|list| list.split(','))
            .map(str::trim)
            .any(|one| one == "*" || one.trim_start_matches("W/") == tag)
    }

    fn whole(&self, status: StatusCode, path: &str, bytes: Bytes, tag: Option<&str>) -> Response {
        let mut response = Response::builder()
            .status(status)
            .header(header::CONTENT_TYPE, media_type(path))
            .header(header::CONTENT_LENGTH, bytes.len());
        if let Some(tag) = tag {
            response = response.header(header::ETAG, tag);
        }
        let body = if self.head { Body::empty() } else { Body::from(bytes) };
        finished(response.body(body))
    }
}

fn not_modified(tag: &str) -> Response {
    finished(Response::builder().status(StatusCode::NOT_MODIFIED).header(header::ETAG, tag).body(Body::empty()))
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    finished(Response::builder().status(status).header(header::CONTENT_TYPE, "text/plain").body(Body::from(text)))
}

/// With the headers that every answer bears.
fn finished(response: axum::http::Result<Response>) -> Response {
    let mut response = response.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response());
    let headers = response.headers_mut();
    // What is kept is asked after every time.
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    response
}

/// Opens a file of the author's, unless it has meanwhile become a link that leads out of the root. One that is not
/// there is looked for `patience` times more: some programs save by deleting and making anew.
async fn open_within(root: &Path, source: &str, patience: u32) -> io::Result<(File, u64)> {
    let (root, path) = (root.to_owned(), root.join(source));
    for attempt in 0.. {
        let (root, path) = (root.clone(), path.clone());
        let opened = spawn_blocking(move || {
            let real = std::fs::canonicalize(path)?;
            if !real.starts_with(&root) {
                return Err(io::Error::from(io::ErrorKind::PermissionDenied));
            }
            let metadata = std::fs::metadata(&real)?;
            if !metadata.is_file() {
                return Err(io::Error::from(io::ErrorKind::PermissionDenied));
            }
            Ok((File::open(real)?, metadata.len()))
        });
        match opened.await? {
            Err(error) if error.kind() == io::ErrorKind::NotFound && attempt < patience => {
                sleep(Duration::from_millis(30)).await;
            }
            result => return result,
        }
    }
    Err(io::Error::from(io::ErrorKind::NotFound))
}

/// So many bytes of a file, read as they are taken. Where the file has become shorter, the answer breaks off.
fn in_pieces(file: File, size: u64) -> Body {
    Body::from_stream(futures_util::stream::try_unfold((file, size), |(mut file, left)| async move {
        if left == 0 {
            return Ok(None);
        }
        let read = spawn_blocking(move || {
            let mut piece = vec![0; PIECE.min(usize::try_from(left).unwrap_or(PIECE))];
            let count = file.read(&mut piece)?;
            piece.truncate(count);
            Ok::<_, io::Error>((file, piece))
        });
        let (file, piece) = read.await??;
        match piece.len() as u64 {
            0 => Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
            count => Ok(Some((Bytes::from(piece), (file, left - count)))),
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::output_path;

    #[test]
    fn only_plain_addresses_are_looked_up() {
        for (path, expected) in [
            ("/", Some("")),
            ("/a/b/", Some("a/b/")),
            ("/a%20b.pdf", Some("a b.pdf")),
            ("/%d0%b0", Some("а")),
            ("/a/../b", None),
            ("/a/%2e%2e/b", None),
            ("/..%2fb", None),
            ("/%252e%252e/b", Some("%2e%2e/b")),
            ("/a//b", None),
            ("//", None),
            ("//evil.example/", None),
            ("/a%5cb", None),
            ("/a\\b", None),
            ("/a%00", None),
            ("/%ff", None),
            ("/%4", None),
            ("/%+1", None),
            ("/./a", None),
            ("a", None),
        ] {
            assert_eq!(output_path(path).as_deref(), expected, "{path}");
        }
    }
}
