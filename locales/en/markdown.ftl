# Words that the program adds to an author's text.

markdown-footnotes = Notes
markdown-footnote-back = Back to the text
markdown-table = Table
markdown-task-done = Done
markdown-task-open = Not done
