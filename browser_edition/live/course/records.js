// What has been done, as in progress.json: the same rules as helpers/lessons/records.py, which tells the form of the file.

import { NUMBERS_OF_THE_FIRST_EDITION } from "./lessons.js";

const isTable = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** What can be read of the record stored under this name. */
function readRecord(name, stored) {
  const { done, wrong, hints, predicted, later } = isTable(stored) ? stored : {};
  const list = (value) => (Array.isArray(value) ? value : []);
  if (name.startsWith("predict:")) return { predicted: list(predicted), later: list(later) };
  return {
    done: done === true,
    wrong: list(wrong).filter((answer) => typeof answer === "string"),
    hints: Number.isInteger(hints) && hints >= 0 ? hints : 0,
  };
}

/** Two records of one exercise or prediction together. */
function merged(name, one, other) {
  const [a, b] = [readRecord(name, one), readRecord(name, other)];
  const all = { ...(isTable(one) && one), ...(isTable(other) && other) };
  const either = (first, second) => (first.length ? first : second);
  if (a.predicted) return { ...all, predicted: either(a.predicted, b.predicted), later: either(b.later, a.later) };
  return { ...all, done: a.done || b.done, wrong: [...new Set([...a.wrong, ...b.wrong])], hints: Math.max(a.hints, b.hints) };
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
      all[lesson][exercise] = exercise in one[lesson] ? merged(exercise, one[lesson][exercise], record) : record;
    }
  }
  return all;
}

/** How many exercises of each lesson are done: {name: {done, of}}. lessons: those of one language, as in lessons.js. */
export function counted(stored, lessons) {
  const count = ({ name, exercises }) => exercises.filter((exercise) => readRecord(exercise, stored[name]?.[exercise]).done).length;
  return Object.fromEntries(
    Object.values(lessons).map((lesson) => [lesson.name, { done: count(lesson), of: lesson.exercises.length }]),
  );
}
