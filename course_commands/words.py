"""What course.py says, in Portuguese or English; in both where the system's language is neither or not known."""

import locale
import os


class Problem(Exception):
    """What is wrong and what to do about it. text: one of the keys of PORTUGUESE; facts: what stands in its braces."""

    def __init__(self, text: str, **facts):
        super().__init__("\n".join(version.format(**facts) for version in versions(text)))


def versions(text: str) -> list[str]:
    """The text in the chosen language, or in both."""
    return {"pt": [PORTUGUESE[text]], "en": [text]}.get(_chosen, [PORTUGUESE[text], text])


def _(text: str) -> str:
    """The text in the chosen language, or "português / English" on one line."""
    return " / ".join(versions(text))


def speak(tag: str) -> None:
    """Choose the language by a tag such as "pt-BR", "en_US.UTF-8" or "C"; neither Portuguese nor English: both."""
    global _chosen
    _chosen = tag[:2].lower()


def system_language() -> str:
    """The tag of the language that the system speaks, "" when it does not say."""
    if os.name == "nt":
        import ctypes  # only Windows has windll

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    names = ("LC_ALL", "LC_MESSAGES", "LANG")  # in the order in which they count
    return next((os.environ[name] for name in names if os.environ.get(name)), "")


_chosen = ""

PORTUGUESE = {
    # what the commands are for
    "Set up and run the course. Everything is installed into .venv, inside this folder; nothing outside it is changed.": (
        "Prepara e abre o curso. Tudo é instalado em .venv, dentro desta pasta; fora dela nada muda."
    ),
    "command": "comando",
    "commands": "comandos",
    "options": "opções",
    "show this help": "mostra esta ajuda",
    "use the Python that runs this script (conda), not .venv": "usa o Python que roda este arquivo (conda), não o .venv",
    "the language of the lessons and of these messages": "a língua das aulas e destas mensagens",
    "install the course into .venv": "instala o curso em .venv",
    "open JupyterLab on the first lesson; further options go to JupyterLab": (
        "abre o JupyterLab na primeira aula; outras opções vão para o JupyterLab"
    ),
    "open the teacher's edition (solutions, notes)": "abre a edição de quem ensina (soluções, notas)",
    "a fresh copy of a lesson beside your own": "uma cópia nova de uma aula ao lado da sua",
    "the start of its name, for instance 02": "o começo do nome dela, por exemplo 02",
    "pack a folder from which computers without internet install the course": (
        "monta uma pasta da qual computadores sem internet instalam o curso"
    ),
    "windows, macos, linux, or a tag of pip such as win_arm64; several allowed (default: this computer's)": (
        "windows, macos, linux, ou um nome do pip, como win_arm64; pode haver vários (padrão: o deste computador)"
    ),
    "the Python of those computers, such as 3.13; several allowed (default: this one's)": (
        "o Python desses computadores, como 3.13; pode haver vários (padrão: o deste)"
    ),
    "where to put the folder (default: kit)": "onde pôr a pasta (padrão: kit)",
    "run all the tests; further options go to pytest": "roda todos os testes; outras opções vão para o pytest",
    "build the notebooks from lessons_src; further options go to the builder": (
        "constrói os notebooks a partir de lessons_src; outras opções vão para o construtor"
    ),
    "train again the network that lesson 05 shows": "treina de novo a rede que a aula 05 mostra",
    "measure speed and memory beside the usual way": "mede velocidade e memória, ao lado do jeito comum",
    "check the style of all code": "confere o estilo de todo o código",
    "remove .venv and caches, never my_work": "apaga .venv e caches, nunca my_work",
    "unknown options: {options}": "opções desconhecidas: {options}",
    # argparse's own words
    "usage: ": "uso: ",
    "%(prog)s: error: %(message)s\n": "%(prog)s: erro: %(message)s\n",
    "the following arguments are required: %s": "falta dizer: %s",
    "expected one argument": "falta um valor",
    "expected at least one argument": "falta ao menos um valor",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "não existe %(value)r (há: %(choices)s)",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "não existe %(value)r; seria %(closest)r? (há: %(choices)s)"
    ),
    # what happens
    "Setting up in .venv: a few minutes the first time …": "Preparando em .venv: alguns minutos na primeira vez …",
    "Something in .venv is missing or damaged, mending it: {names}": "Falta algo ou há algo danificado em .venv; consertando: {names}",
    "Stopped. The same command goes on from here.": "Interrompido. O mesmo comando continua daqui.",
    "Packing for {targets} …": "Montando para {targets} …",
    "Ready: {folder} ({megabytes} MB). Copy it to each computer and open LEIA-ME.txt there.": (
        "Pronto: {folder} ({megabytes} MB). Copie a pasta para cada computador e abra nela o LEIA-ME.txt."
    ),
    # what goes wrong
    "This Python ({executable}) cannot make a .venv: it comes without ensurepip. On Debian and Ubuntu: sudo apt install python3-venv": (
        "Este Python ({executable}) não consegue criar o .venv: ele vem sem o ensurepip. No Debian e no Ubuntu: sudo apt install python3-venv"
    ),
    "The folder .venv could not be made: {error}": "Não foi possível criar a pasta .venv: {error}",
    "The disk is full: the course needs {megabytes} MB in {folder}. Free some space and give the same command again.": (
        "O disco está cheio: o curso precisa de {megabytes} MB em {folder}. Libere espaço e repita o comando."
    ),
    "No write access to {path} ({error}). Close JupyterLab if it is open, or move the course to a folder of your own.": (
        "Não é possível gravar em {path} ({error}). Feche o JupyterLab, se estiver aberto, ou mude o curso para uma pasta sua."
    ),
    "The system says: {error}": "O sistema diz: {error}",
    "Nothing could be downloaded. Check the internet connection (behind a proxy, set HTTPS_PROXY) and give the same command again; what is already here stays.": (
        "Não foi possível baixar os pacotes. Confira a internet (atrás de um proxy, defina HTTPS_PROXY) e repita o comando; o que já está aqui fica."
    ),
    "The folder wheels/ lacks something for this computer, {platform} with Python {python} ({line}). Pack it again with: python course.py kit --platform {platform} --python {python}. Or remove wheels/ to install from the internet.": (
        "Na pasta wheels/ falta algo para este computador, {platform} com Python {python} ({line}). Monte-a de novo com: python course.py kit --platform {platform} --python {python}. Ou apague wheels/ para instalar pela internet."
    ),
    "pip could not install the course: {line}. If it says the same when you try again, remove the folder .venv and try once more.": (
        "O pip não conseguiu instalar o curso: {line}. Se disser o mesmo ao repetir o comando, apague a pasta .venv e tente mais uma vez."
    ),
    "--here: this Python ({executable}) does not have {module}. Install the course there first: pip install -r requirements.lock -e .": (
        "--here: este Python ({executable}) não tem {module}. Antes, instale nele o curso: pip install -r requirements.lock -e ."
    ),
    "No lesson {lesson!r}. Give the start of one of these names: {names}": (
        "Não há aula {lesson!r}. Dê o começo de um destes nomes: {names}"
    ),
    "--platform {platform}: pip has no such platform; give one of {names}, or a tag such as win_amd64": (
        "--platform {platform}: o pip não tem essa plataforma; dê uma destas: {names}, ou um nome como win_amd64"
    ),
    "--python {python}: give a version such as 3.13; the course needs 3.11 or newer": (
        "--python {python}: dê uma versão como 3.13; o curso precisa do 3.11 ou mais novo"
    ),
    "--to {folder}: this folder is not empty; give another, or remove it first": (
        "--to {folder}: esta pasta não está vazia; dê outra ou apague-a antes"
    ),
    "{package} is not in requirements.lock, but {platform} with Python {python} needs it: renew the lock (CONTRIBUTING.md)": (
        "{package} não está em requirements.lock, mas {platform} com Python {python} precisa dele: renove o arquivo (CONTRIBUTING.md)"
    ),
}
