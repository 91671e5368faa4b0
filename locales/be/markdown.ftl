# Словы, якія праграма дадае да тэксту аўтара.

markdown-footnotes = Заўвагі
markdown-footnote-back = Вярнуцца да тэксту
markdown-table = Табліца
markdown-task-done = Выканана
markdown-task-open = Не выканана
