//! A limit on the size of files (`ulimit -f`) is to be an error like a full disk, not the end of the program.

/// Lets a write beyond the limit fail, where the system would otherwise end the program with a signal. For the program's
/// beginning, once.
pub fn make_file_size_limit_an_error() {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use tokio::runtime::Builder;
        use tokio::signal::unix::{SignalKind, signal};
        /// SIGXFSZ, on every processor that these systems are used on.
        const FILE_SIZE_EXCEEDED: i32 = 25;
        // Whoever listens to a signal is not ended by it, and stays a listener when the runtime has gone.
        if let Ok(runtime) = Builder::new_current_thread().enable_io().build() {
            let _inside = runtime.enter();
            let _ = signal(SignalKind::from_raw(FILE_SIZE_EXCEEDED));
        }
    }
}
