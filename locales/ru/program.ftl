severity-error = ошибка
severity-warning = предупреждение
severity-note = замечание
severity-help = что делать
