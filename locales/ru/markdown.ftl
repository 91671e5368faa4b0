# Слова, которые программа добавляет к тексту автора.

markdown-footnotes = Примечания
markdown-footnote-back = Вернуться к тексту
markdown-table = Таблица
markdown-task-done = Выполнено
markdown-task-open = Не выполнено
