// The live page: first the bar and the worker, then the app, then what keeps the student's work.
import { notice, showBar, showRunButton, showStatus } from "./bar.js";
import { Files } from "./files.js";
import { Keeper, watchProgress, watchStorage, watchTabs } from "./keeping.js";
import { watchLinks } from "./links.js";
import { tellLoading, tellReady } from "./loading.js";
import { openApp, openNotebook, startPython } from "./open.js";
import { LANGUAGE, words } from "./words.js";
import { PATH, STEM, settleAddress } from "./place.js";
import { INTERRUPTS, watchStop } from "./stopping.js";
import { WorkDialog } from "./work.js";
import { ask, watchForNewVersion, workerIsThere } from "./worker.js";

settleAddress();
const dialog = new WorkDialog();
showBar(() => dialog.show());
showStatus(words.starting, null);

const kept = await workerIsThere();
if (kept) tellLoading();
else notice(words.noNetworkWorker);
openApp(kept ? INTERRUPTS : undefined, () => {
  showStatus("");
  notice(words.noApp);
});
startPython(PATH);

const { app, panel } = await openNotebook();
document.getElementById("course-wait").remove();
const files = new Files(app.serviceManager.contents);
const keeper = new Keeper(panel, files);
await watchTabs(keeper);
keeper.begin();
dialog.notebookIsOpen({ app, files, keeper });
showRunButton(app, panel);
watchStop(app, panel, kept);
watchLinks();
watchStorage(keeper);
watchProgress(files);
if (kept) {
  watchForNewVersion((reload) =>
    notice(words.newVersion, {
      text: words.reload,
      act: async () => {
        await keeper.save();
        reload();
      },
    }),
  );
}
await tellReady(panel);
if (kept) ask({ ask: "lesson is open", with: ["index.html", "assets/", `${LANGUAGE}/index`, `${LANGUAGE}/${STEM}`, `live/${LANGUAGE}/`] });
