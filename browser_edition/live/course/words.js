// What the bar says, in the languages of the course.
const WORDS = {
  "pt-BR": {
    home: "Todas as aulas",
    toRead: "Voltar à página de leitura",
    wait: "A aula aparece em alguns segundos.",
    loading: "Carregando {part}: {now} de {of} MB",
    parts: { program: "o programa", python: "o Python", packages: "os pacotes", data: "os dados" },
    starting: "Ligando o Python…",
    ready: "Pronto",
    busy: "Rodando…",
    noApp: "A aula não pôde ser carregada. Confira a internet e recarregue a página.",
    noKernel: "O Python não ligou. Recarregue a página; se não adiantar, olhe se há espaço livre neste aparelho.",
    kept: "Seu trabalho fica guardado neste navegador, só neste aparelho.",
    myWork: "Meu trabalho",
    close: "Fechar",
    run: "Rodar esta célula",
    stop: "Parar o que está rodando",
    about:
      "O que você escreve e prevê nas aulas e os exercícios que já resolveu ficam guardados neste navegador, só neste aparelho; ninguém mais vê. " +
      "Se você apagar os dados do navegador ou fechar uma janela anônima, o trabalho some: leve-o de vez em quando.",
    takeAlong: "Levar meu trabalho",
    takeAlongIs:
      "Salva um arquivo .zip com as aulas em que você mexeu e os exercícios resolvidos. Ele abre em outro aparelho com “Trazer de volta”; " +
      "no curso instalado em um computador, extraia-o na pasta my_work.",
    file: "meu-trabalho",
    taken: "Salvo na pasta de downloads: {file} ({count}).",
    lessons: (count) => (count === 1 ? "1 aula" : `${count} aulas`),
    nothingToTake: "Ainda não há trabalho para levar: nenhuma aula foi mudada.",
    bringBack: "Trazer de volta",
    bringBackIs:
      "Lê esse arquivo .zip (ou um .ipynb) de volta. Nada é sobrescrito: se uma aula foi mudada aqui e lá, a daqui fica guardada com outro " +
      "nome. Um exercício resolvido em qualquer lugar vale como resolvido.",
    brought: "Trazidos: {files}.",
    keptAs: "{file}: o que estava aqui agora se chama {copy}.",
    same: "Já estava tudo aqui.",
    progressBrought: "exercícios resolvidos",
    broken: "“{file}” não é um .zip que se possa abrir; talvez o download não tenha terminado. Nada foi mudado.",
    nothingIn: "Em “{file}” não há nenhuma aula (.ipynb) nem progress.json. Nada foi mudado.",
    unreadable: "Não deu para ler {files}; o resto veio.",
    unreadableAll: "Não deu para ler {files}. Nada foi mudado.",
    notStored: "Não deu para guardar: este navegador não tem mais espaço. Libere espaço no aparelho e tente de novo.",
    offline: "Guardar para usar sem internet",
    offlineIs: "Baixa o resto do curso, todas as aulas, para tudo funcionar sem internet neste navegador.",
    offlineGoing: "Baixando: {now} de {of} MB",
    offlineDone: "Todo o curso está guardado neste navegador e funciona sem internet.",
    offlineFailed: "O download parou no meio. O que já veio fica; clique de novo para continuar.",
    afresh: "Recomeçar esta aula",
    afreshIs: "Põe aqui a aula como no começo. A sua fica guardada com outro nome, na lista abaixo; os exercícios resolvidos continuam valendo.",
    restart: "Religar o Python",
    restartIs: "Para um programa que não termina. As variáveis somem; o que você escreveu fica.",
    doesNotStop: "O Python ainda não parou. Se não quiser esperar, religue-o: as variáveis somem; o que você escreveu fica.",
    cannotStop:
      "Neste endereço ou nesta janela, o ■ não chega ao Python. Para parar um programa que não termina, religue o Python: as variáveis somem; " +
      "o que você escreveu fica. Um treinamento para no botão dele.",
    copies: "Suas outras cópias",
    noNetworkWorker:
      "Neste endereço ou nesta janela o navegador não deixa guardar o curso: ele só funciona com internet, e os exercícios resolvidos somem ao " +
      "fechar. Abra o curso em uma janela comum (não anônima), em um endereço que comece com https. Antes de fechar, use “Levar meu trabalho”.",
    cannotStore:
      "Este navegador não está guardando o seu trabalho (janela anônima, espaço cheio ou gravação proibida). Antes de fechar a página, use " +
      "“Levar meu trabalho”, que salva tudo em um arquivo.",
    almostFull:
      "Quase não há mais espaço livre neste aparelho ({free} MB). Libere espaço, e use “Levar meu trabalho” antes de fechar a página.",
    otherTab: "Esta aula já está aberta em outra aba. Continue lá: o que você mudar aqui não é guardado.",
    useHere: "Usar aqui",
    newVersion: "Há uma versão nova do curso. O seu trabalho fica.",
    reload: "Recarregar",
    recovered: "Recuperamos o que você tinha escrito e não tinha dado tempo de guardar.",
    noNetwork: "Sem internet, e este trecho ainda não foi guardado neste aparelho. Conecte-se e recarregue a página.",
  },
  en: {
    home: "All lessons",
    toRead: "Back to the page to read",
    wait: "The lesson appears in a few seconds.",
    loading: "Loading {part}: {now} of {of} MB",
    parts: { program: "the program", python: "Python", packages: "packages", data: "data" },
    starting: "Starting Python…",
    ready: "Ready",
    busy: "Running…",
    noApp: "The lesson could not be loaded. Check the internet and reload the page.",
    noKernel: "Python did not start. Reload the page; if that does not help, see whether this device has free space.",
    kept: "Your work is kept in this browser, on this device only.",
    myWork: "My work",
    close: "Close",
    run: "Run this cell",
    stop: "Stop what is running",
    about:
      "What you write and predict in the lessons and the exercises you have solved are kept in this browser, on this device only; nobody else sees them. " +
      "If you clear the browser’s data or close a private window, they are gone: take your work along from time to time.",
    takeAlong: "Take my work along",
    takeAlongIs:
      "Saves a .zip file with the lessons you have changed and your solved exercises. It opens on another device with “Bring it back”; for the " +
      "course installed on a computer, extract it into the folder my_work.",
    file: "my-work",
    taken: "Saved to your downloads: {file} ({count}).",
    lessons: (count) => (count === 1 ? "1 lesson" : `${count} lessons`),
    nothingToTake: "There is no work to take along yet: no lesson has been changed.",
    bringBack: "Bring it back",
    bringBackIs:
      "Reads such a .zip file (or one .ipynb) back in. Nothing is overwritten: if a lesson was changed both here and there, the one here is kept " +
      "under another name. An exercise solved anywhere counts as solved.",
    brought: "Brought back: {files}.",
    keptAs: "{file}: what was here is now called {copy}.",
    same: "Everything was here already.",
    progressBrought: "solved exercises",
    broken: "“{file}” is not a .zip that can be opened; perhaps its download did not finish. Nothing was changed.",
    nothingIn: "“{file}” holds no lesson (.ipynb) and no progress.json. Nothing was changed.",
    unreadable: "{files} could not be read; the rest is here.",
    unreadableAll: "{files} could not be read. Nothing was changed.",
    notStored: "This could not be kept: the browser has no space left. Free some space on this device and try again.",
    offline: "Keep for offline use",
    offlineIs: "Downloads the rest of the course, all lessons, so that everything works without a network in this browser.",
    offlineGoing: "Downloading: {now} of {of} MB",
    offlineDone: "The whole course is kept in this browser and works without a network.",
    offlineFailed: "The download stopped on the way. What has arrived is kept; press again to go on.",
    afresh: "Start this lesson afresh",
    afreshIs: "Puts the lesson here as it was at the beginning. Yours is kept under another name, in the list below; solved exercises still count.",
    restart: "Restart Python",
    restartIs: "For a program that does not end. Variables are lost; what you have written stays.",
    doesNotStop: "Python has not stopped yet. If you do not want to wait, restart it: variables are lost; what you have written stays.",
    cannotStop:
      "At this address or in this window ■ does not reach Python. To end a program that does not end, restart Python: variables are lost; what " +
      "you have written stays. A training stops with its own button.",
    copies: "Your other copies",
    noNetworkWorker:
      "At this address or in this window the browser does not let the course be kept: it works with a network only, and solved exercises are " +
      "gone when you close it. Open the course in an ordinary window (not a private one), at an address that begins with https. Before you " +
      "close it, use “Take my work along”.",
    cannotStore:
      "This browser is not keeping your work (a private window, no space left, or storing forbidden). Before you close the page, use “Take my " +
      "work along”, which saves everything in a file.",
    almostFull: "This device has almost no free space ({free} MB). Free some, and use “Take my work along” before you close the page.",
    otherTab: "This lesson is already open in another tab. Go on there: what you change here is not kept.",
    useHere: "Use it here",
    newVersion: "There is a new version of the course. Your work stays.",
    reload: "Reload",
    recovered: "What you had written, and there was no time to keep, is back.",
    noNetwork: "No network, and this part has not been kept on this device yet. Connect and reload the page.",
  },
};

export const LANGUAGE = document.documentElement.lang in WORDS ? document.documentElement.lang : "en";
export const words = WORDS[LANGUAGE];

/** A text with its {gaps} filled in. */
export const filled = (text, gaps) => text.replace(/\{(\w+)\}/g, (gap, name) => gaps[name] ?? gap);

/** Bytes as megabytes, in the page's language. */
export const megabytes = (bytes, digits = 0) =>
  (bytes / 1e6).toLocaleString(LANGUAGE, { minimumFractionDigits: digits, maximumFractionDigits: digits });
