severity-error = error
severity-warning = warning
severity-note = note
severity-help = help

# The machine failed us: disk, permissions. {$cause} is one of the messages failure-cause-…
failure-reading = could not read “{ $path }”: { $cause }
failure-listing = could not list the folder “{ $path }”: { $cause }
failure-writing = could not write “{ $path }”: { $cause }
failure-making-folder = could not make the folder “{ $path }”: { $cause }
failure-removing = could not remove “{ $path }”: { $cause }
failure-cause-permission = permission denied
    .help = check whose folder it is and whether you may write to it
failure-cause-disk-full = the disk is full
    .help = free some space and build again; the earlier pages are intact
failure-cause-file-size = the file is larger than is allowed here
    .help = lift the limit on file size, or choose another disk for the site
failure-cause-read-only = the disk is read-only
    .help = choose another folder for the site: --out DIR
failure-cause-held-open = the file is open in another program
    .help = close that program and build again
failure-cause-vanished = the file or folder is no longer there
    .help = the folder was changed meanwhile; run the command again
failure-cause-name = the system does not accept such a name
    .help = give the file or folder a shorter, simpler name
failure-cause-foreign-file = a file of somebody else's stands there
    .help = letopis does not touch what it did not write: move the file away, or build with --force
failure-cause-folder-in-the-way = a folder stands where a file must go, and not everything in it is ours
    .help = move that folder away, or choose another place for the site: --out DIR
failure-cause-file-in-the-way = a file or link of somebody else's stands where a folder must go
    .help = move it away, or choose another place for the site: --out DIR
failure-cause-busy = another build is writing to this folder
    .help = wait until it ends, then build again
failure-cause-other = { $system }

# A folder to which a site is not published
refusal-not-ours = the folder “{ $path }” is not empty, and letopis did not make it
    .help = name an empty folder (--out DIR), or, if all is well, add --force: the files in it stay, except where pages take their places
refusal-root = the site cannot be published to “{ $path }”: its own source files are there
    .help = name a folder of its own: --out DIR
refusal-content = the site cannot be published to “{ $path }”: the content is there
    .help = name a folder of its own: --out DIR
refusal-home = the site cannot be published to “{ $path }”: it is a home folder, or holds one
    .help = name a folder of its own: --out DIR

# check --due
due-falls-due = Due by { $date }: { $count ->
    [one] { $count } activity
   *[other] { $count } activities
}
due-awaits-mark = { $count ->
    [one] { $count } activity awaits a mark
   *[other] { $count } activities await a mark
}
due-lacks-evidence = Done, with the promised result not attached: { $count ->
    [one] { $count } activity
   *[other] { $count } activities
}
due-nothing = Nothing is due by { $date }.
due-term = term: “{ $term }”
due-promised = promised: { $words }

# The preview (letopis serve): the bar at the page's end, the overlay of errors, words in the terminal
preview-label = Preview
preview-as-of = Preview as of { $date }
preview-with-drafts = with drafts
preview-building = The site is being built…
preview-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
preview-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
preview-no-problems = no problems
preview-problems-title = What is wrong
preview-overlay-title = Errors: the last sound pages are shown
preview-close = Close
preview-lost = The preview has stopped
preview-gone = This page is no more
preview-address = Preview: { $address }
preview-port-taken = port { $port } is taken
preview-stop-hint = Stop with Ctrl-C
preview-polling = the file system does not tell of changes: they are looked for every { $seconds } s
preview-updated = { $time } updated in { $milliseconds } ms: { $bar }
preview-crashed = an error in letopis itself; please report it to its developers
failure-listening = cannot open the address “{ $path }”: { $cause }
