severity-error = памылка
severity-warning = папярэджанне
severity-note = заўвага
severity-help = што рабіць
