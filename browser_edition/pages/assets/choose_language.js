// Leads to the first page in the reader's language; whoever has no scripts chooses by a button.
const pages = [...document.querySelectorAll('link[rel="alternate"]')];
const found = navigator.languages
  .map((wanted) => pages.find((page) => page.hreflang.slice(0, 2) === wanted.slice(0, 2)))
  .find((page) => page);
if (found) location.replace(found.href);
