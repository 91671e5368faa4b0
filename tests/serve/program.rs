//! The program itself: what it says in the terminal, how it ends, and what it does where it may not read or write.

use std::io::{BufRead, BufReader, Read};
use std::net::UdpSocket;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::{fs, thread};

use crate::client::Client;
use crate::{Tested, churn, put, wait, write_site};

/// `letopis serve` as a process of its own, of somebody who is not the system's master.
struct Program {
    child: Child,
    address: std::net::SocketAddr,
    told: Arc<Mutex<String>>,
}

/// Nobody: the master of the system may read everything.
const NOBODY: u32 = 65534;

impl Program {
    fn start(root: &Path, arguments: &[&str]) -> Result<Program, Box<dyn std::error::Error>> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_letopis"));
        command.arg("serve").arg(root).args(["--port", "0", "--date", "2025-10-15", "--color", "never"]);
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        if fs::metadata("/proc/self")?.uid() == 0 {
            command.uid(NOBODY).gid(NOBODY);
        }
        let mut child = command.spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        let address = line.trim().rsplit("http://").next().unwrap_or_default().trim_end_matches('/');
        let address = address.replace("localhost", "127.0.0.1").parse().map_err(|error| format!("{line}: {error}"))?;
        let told: Arc<Mutex<String>> = Arc::default();
        let (mut errors, heard) = (child.stderr.take().ok_or("no errors")?, Arc::clone(&told));
        thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(count @ 1..) = errors.read(&mut piece) {
                heard.lock().expect("heard").push_str(&String::from_utf8_lossy(&piece[..count]));
            }
        });
        Ok(Program { child, address, told })
    }

    fn client(&self) -> Client {
        Client::new(self.address)
    }

    fn told(&self) -> String {
        self.told.lock().expect("heard").clone()
    }

    /// Ends it by a signal; its status.
    fn end(mut self, signal: &str) -> std::io::Result<Option<i32>> {
        Command::new("kill").args([signal, &self.child.id().to_string()]).status()?;
        Ok(self.child.wait()?.code())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder that others may enter.
fn folder() -> std::io::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    write_site(folder.path());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
    Ok(folder)
}

#[test]
fn it_ends_well_when_it_is_asked_to() -> Tested {
    for signal in ["-INT", "-TERM"] {
        let folder = folder()?;
        let program = Program::start(folder.path(), &[])?;
        // With a page open, too.
        let _page = program.client().live();
        wait(&mut program.client(), "/school/", |answer| answer.status == 200);
        assert_eq!(program.end(signal)?, Some(0), "{signal}");
    }
    Ok(())
}

#[test]
fn a_file_that_cannot_be_read_is_its_schools_trouble_alone() -> Tested {
    let folder = folder()?;
    let root = folder.path();
    let allow = |path: &str, mode| fs::set_permissions(root.join(path), fs::Permissions::from_mode(mode));
    put(root, "content/other/institution.yaml", "name: Школа № 3\n");
    let plan = "content/school/project/plans/2025.yaml";
    let program = Program::start(root, &[])?;
    let mut client = program.client();
    wait(&mut client, "/school/project/plans/2025/", |answer| answer.status == 200);
    for path in [plan, "content/school/project/files/план работы.pdf", "content/school/institution.yaml"] {
        allow(path, 0o000)?;
        put(root, "content/other/institution.yaml", format!("name: Школа за {path}\n"));
        wait(&mut client, "/.letopis/state", |answer| {
            answer.text().contains("\"errors\":1") && answer.text().contains(path)
        });
        wait(&mut client, "/other/", |answer| answer.text().contains(path));
        assert_eq!(client.get("/school/project/plans/2025/").status, 200, "its last good pages stay");
        wait(&mut client, "/.letopis/state", |_| program.told().contains(path));
        allow(path, 0o644)?;
        wait(&mut client, "/.letopis/state", |answer| answer.text().contains("\"errors\":0"));
    }
    assert!(!program.told().contains("panicked"), "{}", program.told());
    drop(program);
    // From the start.
    allow(plan, 0o000)?;
    let program = Program::start(root, &[])?;
    let mut client = program.client();
    wait(&mut client, "/other/", |answer| answer.status == 200);
    wait(&mut client, "/.letopis/state", |_| program.told().contains(plan));
    assert_eq!(client.get("/school/").status, 404);
    Ok(())
}

#[test]
fn a_folder_that_cannot_be_written_is_shown_all_the_same() -> Tested {
    let folder = folder()?;
    let root = folder.path();
    put(root, "content/school/institution.yaml", "name: Школа № 9\nlogo: logo.jpg\n");
    put(root, "content/school/logo.jpg", churn::photo(1));
    fs::set_permissions(root, fs::Permissions::from_mode(0o555))?;
    let program = Program::start(root, &[])?;
    let mut client = program.client();
    wait(&mut client, "/school/", |answer| answer.status == 200);
    wait(&mut client, "/school/logo.jpg", |answer| answer.body == churn::photo(1));
    // It is said once what is wanting.
    wait(&mut client, "/.letopis/state", |_| program.told().contains(".letopis"));
    Ok(())
}

#[test]
fn a_wished_address_is_answered_for() -> Tested {
    // No packet is sent: the system says by which of its addresses it would be.
    let socket = UdpSocket::bind("0.0.0.0:0")?;
    let own = socket.connect("192.0.2.1:9").and_then(|()| socket.local_addr()).map(|address| address.ip());
    let Some(own) = own.ok().filter(|own| !own.is_loopback() && !own.is_unspecified()) else { return Ok(()) };
    let folder = folder()?;
    let program = Program::start(folder.path(), &["--host", &own.to_string()])?;
    assert_eq!(program.address.ip(), own);
    let ask = |host: &str| program.client().raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")).status;
    wait(&mut program.client(), "/.letopis/state", |answer| answer.text().contains("\"ready\":true"));
    assert_eq!((ask(&program.address.to_string()), ask("evil.example")), (200, 421));
    Ok(())
}

#[test]
fn the_terminal_tells_what_is_new() -> Tested {
    let folder = folder()?;
    let root = folder.path();
    put(root, "content/school/project/files.txt", "");
    put(root, "content/other/institution.yaml", "name: Школа № 3\n");
    put(root, "content/other/first.txt", "");
    let program = Program::start(root, &[])?;
    let mut client = program.client();
    let told = |text: &str| program.told().matches(text).count();
    wait(&mut client, "/.letopis/state", |_| told("first.txt") == 1 && told("files.txt") == 1);
    put(root, "content/other/second.txt", "");
    wait(&mut client, "/.letopis/state", |_| told("second.txt") == 1);
    fs::remove_file(root.join("content/other/first.txt"))?;
    wait(&mut client, "/.letopis/state", |answer| answer.text().contains("\"warnings\":2"));
    put(root, "content/other/first.txt", "");
    wait(&mut client, "/.letopis/state", |_| told("first.txt") == 2);
    assert_eq!((told("second.txt"), told("files.txt")), (1, 1), "{}", program.told());
    Ok(())
}
