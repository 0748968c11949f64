// Shows beside each lesson how many of its exercises are done, as the interactive lessons noted it in this browser.
let progress = {};
try {
  progress = JSON.parse(localStorage.getItem("course-progress")) ?? {};
} catch {
  // storage is switched off, or not ours: then nothing is shown
}
for (const place of document.querySelectorAll("[data-lesson]")) {
  const { done, of } = progress[place.dataset.lesson] ?? {};
  if (done > 0) {
    place.textContent = place.dataset.words.replace("{done}", done).replace("{of}", of);
    place.hidden = false;
  }
}
