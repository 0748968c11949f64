// What has been done, as in progress.json: the same rules as helpers/lessons/records.py, which tells the form of the file.

import { NUMBERS_OF_THE_FIRST_EDITION } from "./lessons.js";

const isTable = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** What can be read of a stored record. */
function readRecord(stored) {
  const { done, wrong, hints } = isTable(stored) ? stored : {};
  return {
    done: done === true,
    wrong: Array.isArray(wrong) ? wrong.filter((answer) => typeof answer === "string") : [],
    hints: Number.isInteger(hints) && hints >= 0 ? hints : 0,
  };
}

/** Two records of one exercise together: done in one is done; all wrong answers; the most hints. */
function merged(one, other) {
  const [a, b] = [readRecord(one), readRecord(other)];
  const wrong = [...new Set([...a.wrong, ...b.wrong])];
  return { ...(isTable(one) && one), ...(isTable(other) && other), done: a.done || b.done, wrong, hints: Math.max(a.hints, b.hints) };
}

/** The tables in a progress.json, under the lessons' names; undefined when it cannot be read. */
export function parse(text) {
  let stored;
  try {
    stored = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
  if (!isTable(stored)) return undefined;
  for (const [number, name] of Object.entries(NUMBERS_OF_THE_FIRST_EDITION)) {
    if (!isTable(stored[number])) continue;
    stored[name] = together({ [name]: stored[name] }, { [name]: stored[number] })[name];
    delete stored[number];
  }
  return stored;
}

/** All records of two files; what is no record is the first file's. */
export function together(one, other) {
  const all = { ...other, ...one };
  for (const [lesson, table] of Object.entries(other)) {
    if (!isTable(table)) continue;
    if (!isTable(one[lesson])) {
      all[lesson] = table;
      continue;
    }
    all[lesson] = { ...one[lesson] };
    for (const [exercise, record] of Object.entries(table)) {
      all[lesson][exercise] = exercise in one[lesson] ? merged(one[lesson][exercise], record) : record;
    }
  }
  return all;
}

/** How many exercises of each lesson are done: {name: {done, of}}. lessons: those of one language, as in lessons.js. */
export function counted(stored, lessons) {
  const count = ({ name, exercises }) => exercises.filter((exercise) => readRecord(stored[name]?.[exercise]).done).length;
  return Object.fromEntries(
    Object.values(lessons).map((lesson) => [lesson.name, { done: count(lesson), of: lesson.exercises.length }]),
  );
}
