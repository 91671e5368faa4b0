//! A small HTTP and web-socket client that sends what it is told, however wrong.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    fn none() -> Answer {
        Answer { status: 0, headers: Vec::new(), body: Vec::new() }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

pub struct Client {
    address: SocketAddr,
    stream: Option<TcpStream>,
    rest: Vec<u8>,
}

impl Client {
    pub fn new(address: SocketAddr) -> Client {
        Client { address, stream: None, rest: Vec::new() }
    }

    /// Asks as a browser does, over one connection as long as it holds.
    pub fn get(&mut self, path: &str) -> Answer {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        for _ in 0..3 {
            let answer = self.raw(&request);
            if answer.status != 0 {
                return answer;
            }
        }
        Answer::none()
    }

    /// Sends these bytes and reads an answer; status 0 where there is none.
    pub fn raw(&mut self, request: &str) -> Answer {
        let answer = self.try_raw(request);
        if answer.is_none() {
            self.stream = None;
            self.rest.clear();
        }
        answer.unwrap_or_else(Answer::none)
    }

    fn try_raw(&mut self, request: &str) -> Option<Answer> {
        self.send(request.as_bytes())?;
        self.answer(request.starts_with("HEAD"))
    }

    fn send(&mut self, bytes: &[u8]) -> Option<()> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(self.address).ok()?;
            stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
            stream.set_nodelay(true).ok()?;
            self.stream = Some(stream);
        }
        self.stream.as_mut()?.write_all(bytes).ok()
    }

    fn more(&mut self) -> Option<()> {
        let mut piece = [0; 16384];
        let count = self.stream.as_mut()?.read(&mut piece).ok().filter(|count| *count > 0)?;
        self.rest.extend_from_slice(&piece[..count]);
        Some(())
    }

    fn take(&mut self, count: usize) -> Option<Vec<u8>> {
        while self.rest.len() < count {
            self.more()?;
        }
        Some(self.rest.drain(..count).collect())
    }

    fn answer(&mut self, is_head: bool) -> Option<Answer> {
        let end = loop {
            if let Some(end) = self.rest.windows(4).position(|window| window == b"\r\n\r\n") {
                break end + 4;
            }
            self.more()?;
        };
        let head = self.take(end)?;
        let head = String::from_utf8_lossy(&head).into_owned();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let headers: Vec<(String, String)> = head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let mut answer = Answer { status, headers, body: Vec::new() };
        if !is_head && !matches!(status, 101 | 204 | 304) {
            let length = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            answer.body = self.take(length)?;
        }
        Some(answer)
    }

    /// Asks for the live connection.
    pub fn upgrade(&mut self, headers: &str) -> Answer {
        self.raw(&format!(
            "GET /.letopis/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n"
        ))
    }

    /// An open page.
    pub fn live(mut self) -> Client {
        assert_eq!(self.upgrade("Origin: http://localhost\r\n").status, 101);
        self
    }

    /// How long to wait for a message.
    pub fn patience(&mut self, patience: Duration) {
        if let Some(stream) = &self.stream {
            let _ = stream.set_read_timeout(Some(patience));
        }
    }

    /// The next message of the live connection.
    pub fn message(&mut self) -> String {
        self.try_message().expect("a message")
    }

    /// The next message, if one comes in time.
    pub fn try_message(&mut self) -> Option<String> {
        loop {
            let head = self.take(2)?;
            let length = match head[1] & 127 {
                126 => self.take(2)?.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)),
                127 => self.take(8)?.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)),
                length => usize::from(length),
            };
            let body = self.take(length)?;
            if head[0] & 15 == 1 {
                return String::from_utf8(body).ok();
            }
        }
    }
}

/// A page as the build made it.
pub fn without_block(html: &[u8]) -> Vec<u8> {
    let find = |needle: &[u8]| html.windows(needle.len()).position(|window| window == needle);
    let end = b"<!--/letopis preview-->";
    match (find(b"<!--letopis preview-->"), find(end)) {
        (Some(start), Some(stop)) if start < stop => [&html[..start], &html[stop + end.len()..]].concat(),
        _ => html.to_vec(),
    }
}
