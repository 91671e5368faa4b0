severity-error = error
severity-warning = warning
severity-note = note
severity-help = help
