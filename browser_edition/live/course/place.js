// Where this page is: its lesson, and the addresses around it.
import { LESSONS } from "./lessons.js";
import { LANGUAGE } from "./words.js";

export const SITE = new URL("../../", import.meta.url).href;
export const LANGUAGES = Object.keys(LESSONS);

const address = new URL(location.href);
const asked = address.searchParams.get("path") ?? Object.keys(LESSONS[LANGUAGE])[0];
/** The notebook's path among the browser's files, "en/02_weighted_sum_plus_bias.ipynb". */
export const PATH = asked.includes("/") ? asked : `${LANGUAGE}/${asked.replace(/(\.ipynb)?$/, ".ipynb")}`;
/** The file of the lesson itself, without ending, also when this is a copy of it ("02_weighted_sum_plus_bias-2"). */
export const STEM = PATH.split("/").pop().replace(/(-\d+)?\.ipynb$/, "");
/** Its title, "02 · …"; that of a file of the student's own is its name. */
export const TITLE = LESSONS[LANGUAGE][STEM]?.title ?? STEM;
export const READING_PAGE = STEM in LESSONS[LANGUAGE] ? `${SITE}${LANGUAGE}/${STEM}.html` : `${SITE}index.html`;
export { LESSONS };

/** JupyterLite reads its file from the address: let it be there in full. */
export function settleAddress() {
  if (address.searchParams.get("path") === PATH) return;
  address.searchParams.set("path", PATH);
  history.replaceState(null, "", address);
}

/** The address of another notebook's page. */
export const pageOf = (path) => `${SITE}live/${path.split("/")[0]}/notebooks/index.html?path=${encodeURIComponent(path)}`;
