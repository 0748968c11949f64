"""The languages that have everything. One that is only begun has what it has, and English for the rest."""

COMPLETE = ("en", "pt-BR")
