// The page's round: ask what there is, show it, and do what the buttons say.

import { Refusal, call, jobPath, unlock } from "./calls.js";
import { byId, dayAndTime, say } from "./elements.js";
import { jobName, showCheckpoints, showCurves, showEvents, showJob, showJobs } from "./panels.js";

const ROUND = 1000;
const MOST_PAGES = 20;
const ENDED = ["succeeded", "failed", "cancelled"];

let wanted = 100;
let statuses = new Map();
let story = null;
let hasClock = true;
let pending = null;

const selectedId = () => decodeURIComponent(location.hash.slice(1));

async function round() {
  clearTimeout(pending);
  try {
    if (!document.hidden) await look();
    byId("notice").hidden = true;
  } catch (problem) {
    tell(problem);
  } finally {
    if (byId("key").hidden) pending = setTimeout(round, ROUND);
  }
}

async function look() {
  const [found] = await Promise.all([allJobs(), showClock()]);
  const selected = selectedId();
  showJobs(found.jobs, selected, found.hasMore);
  announce(found.jobs);
  const job = selected ? found.jobs.find((one) => one.id === selected) ?? (await call("GET", jobPath(selected))) : null;
  document.body.classList.toggle("chosen", Boolean(job));
  byId("details").hidden = !job;
  byId("choose").hidden = Boolean(job) || !found.jobs.length;
  if (job) await showStory(job);
}

async function allJobs() {
  const jobs = [];
  let page = { has_more: true };
  while (page.has_more && jobs.length < wanted) {
    const after = jobs.length ? `&after=${jobs[jobs.length - 1].id}` : "";
    page = await call("GET", `v1/fine_tuning/jobs?limit=100${after}`);
    jobs.push(...page.data);
  }
  return { jobs, hasMore: page.has_more };
}

function announce(jobs) {
  const changed = jobs.filter((job) => statuses.has(job.id) && statuses.get(job.id) !== job.status);
  statuses = new Map(jobs.map((job) => [job.id, job.status]));
  if (changed.length) say(byId("spoken"), changed.map((job) => `${jobName(job)} is ${job.status}`).join(", "));
}

async function showClock() {
  if (!hasClock) return;
  try {
    const state = await call("GET", "_emulator/state");
    say(byId("now"), dayAndTime(state.now));
    say(byId("pace"), state.manual_clock ? "the clock stands still" : `speed × ${state.speed}`);
    byId("clock").hidden = false;
  } catch (problem) {
    // Controls are turned off, or the key is an ordinary one.
    if (![403, 404].includes(problem.status)) throw problem;
    hasClock = false;
    byId("clock").hidden = true;
  }
}

async function showStory(job) {
  if (story?.id !== job.id) {
    story = { id: job.id, events: [], isCut: false, status: null };
    byId("events").replaceChildren();
  }
  showJob(job);
  if (ENDED.includes(job.status) && story.status === job.status) return;
  const kept = story;
  await readEvents(kept);
  const checkpoints = (await call("GET", jobPath(job.id, "/checkpoints?limit=100"))).data;
  if (story !== kept) return;
  story.status = job.status;
  const steps = kept.events.filter((event) => event.type === "metrics").map((event) => event.data).reverse();
  showCurves(steps, checkpoints, kept.isCut);
  showCheckpoints(checkpoints);
  showEvents(kept.events);
}

// Events arrive newest first: read back until one that is known.
async function readEvents(kept) {
  const known = kept.events[0]?.id;
  const fresh = [];
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const after = fresh.length ? `&after=${fresh[fresh.length - 1].id}` : "";
    const page = await call("GET", jobPath(kept.id, `/events?limit=100${after}`));
    const place = page.data.findIndex((event) => event.id === known);
    fresh.push(...(place < 0 ? page.data : page.data.slice(0, place)));
    if (place >= 0 || !page.has_more) {
      kept.events = [...fresh, ...kept.events];
      return;
    }
  }
  kept.events = fresh;
  kept.isCut = true;
}

function tell(problem) {
  if (problem instanceof Refusal && problem.status === 401) return askForKey();
  if (!(problem instanceof Refusal)) console.error(problem);
  const notice = byId("notice");
  say(notice, problem.message);
  notice.hidden = false;
}

async function act(method, path, content) {
  try {
    await call(method, path, content);
    await round();
  } catch (problem) {
    tell(problem);
  }
}

function askForKey() {
  byId("key").hidden = false;
  byId("secret").focus();
}

byId("key").addEventListener("submit", async (submission) => {
  submission.preventDefault();
  const field = byId("secret");
  const opened = await unlock(field.value);
  field.value = "";
  byId("key").hidden = opened;
  if (!opened) return tell(new Refusal(0, "The emulator does not know this key."));
  hasClock = true;
  round();
});

byId("advance").addEventListener("submit", (submission) => {
  submission.preventDefault();
  act("POST", "_emulator/clock", { advance: Number(byId("seconds").value) });
});

for (const button of document.querySelectorAll("[data-seconds]")) {
  button.addEventListener("click", () => act("POST", "_emulator/clock", { advance: Number(button.dataset.seconds) }));
}

for (const button of document.querySelectorAll("[data-action]")) {
  button.addEventListener("click", () => act("POST", jobPath(selectedId(), `/${button.dataset.action}`)));
}

byId("older").addEventListener("click", () => {
  wanted += 100;
  round();
});

function redraw() {
  if (story) story.status = null;
  round();
}

byId("numbers").addEventListener("toggle", redraw);
addEventListener("resize", redraw);

addEventListener("hashchange", async () => {
  await round();
  if (!selectedId()) return;
  byId("details").focus({ preventScroll: true });
  scrollTo(0, 0);
});

document.addEventListener("visibilitychange", round);

say(byId("base"), `${location.origin}/v1`);
if (await unlock()) round();
else askForKey();
