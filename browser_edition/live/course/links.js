// Links between lessons: the app would open the file of the other notebook, which a web server does not have.
import { LESSONS, pageOf } from "./place.js";
import { LANGUAGE } from "./words.js";

/** Let a link to another lesson open its page. */
export function watchLinks() {
  const follow = (event) => {
    const link = event.target.closest(".jp-RenderedMarkdown a[href]");
    const stem = link?.pathname.match(/([^/]+)\.ipynb$/)?.[1];
    if (!(stem in LESSONS[LANGUAGE])) return;
    event.preventDefault();
    event.stopPropagation(); // before the app hears of it
    location.assign(pageOf(`${LANGUAGE}/${stem}.ipynb`));
  };
  document.addEventListener("click", follow, true);
}
