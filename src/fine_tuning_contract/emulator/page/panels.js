// What is shown of the jobs and of the one that is selected.

import { isReward, numbers, picture } from "./curves.js";
import { byId, clockTime, dayAndTime, element, rounded, say, table } from "./elements.js";

const ALLOWED = {
  pause: ["running"],
  resume: ["paused"],
  cancel: ["validating_files", "queued", "running", "paused"],
};

const LONG = 28;
const DATE = /-\d{4}-\d{2}-\d{2}$/;

export function showJobs(jobs, selected, hasMore) {
  const list = byId("list");
  const rows = new Map([...list.children].map((row) => [row.dataset.id, row]));
  jobs.forEach((job, place) => {
    const row = rows.get(job.id) ?? emptyRow(job.id);
    rows.delete(job.id);
    fillRow(row, job, selected);
    // Moving a row that stands right would take the focus from it.
    if (list.children[place] !== row) list.insertBefore(row, list.children[place] ?? null);
  });
  for (const gone of rows.values()) gone.remove();
  say(byId("count"), jobs.length ? `(${jobs.length}${hasMore ? "+" : ""})` : "");
  byId("none").hidden = jobs.length > 0;
  byId("older").hidden = !hasMore;
}

function emptyRow(id) {
  const link = element("a", { href: `#${encodeURIComponent(id)}` },
    element("span", { class: "name" }), element("span", { class: "status" }), element("span", { class: "about" }), element("time"));
  return element("li", { "data-id": id }, link);
}

function fillRow(row, job, selected) {
  const link = row.firstElementChild;
  const [name, status, about, time] = link.children;
  say(name, jobName(job));
  showStatus(status, job.status);
  say(about, `${job.method?.type ?? "supervised"} · ${job.model.replace(DATE, "")}`);
  say(time, clockTime(job.created_at));
  if (job.id === selected) link.setAttribute("aria-current", "true");
  else link.removeAttribute("aria-current");
}

// The suffix is in no field of the description's shape, but in the model's name; metadata may tell more.
export function jobName(job) {
  return job.user_provided_suffix || job.metadata?.name || job.fine_tuned_model?.split(":")[3] || job.id;
}

function showStatus(place, status) {
  say(place, status.replaceAll("_", " "));
  place.dataset.status = status;
}

export function showJob(job) {
  say(byId("name"), jobName(job));
  showStatus(byId("status"), job.status);
  const error = byId("error");
  error.hidden = !job.error?.message;
  if (!error.hidden) say(error, `${job.error.code}: ${job.error.message}`);
  for (const button of document.querySelectorAll("[data-action]")) {
    button.disabled = !ALLOWED[button.dataset.action].includes(job.status);
  }
  showFacts(facts(job));
}

function facts(job) {
  const method = job.method?.[job.method.type]?.hyperparameters ?? job.hyperparameters ?? {};
  const shown = [
    ["Job", job.id],
    ["Base model", job.model],
    ["Fine-tuned model", job.fine_tuned_model],
    ["Method", job.method?.type],
    ...Object.entries(method).map(([name, value]) => [titled(name), rounded(value)]),
    ["Seed", job.seed],
    ["Trained tokens", job.trained_tokens?.toLocaleString()],
    ["Training file", job.training_file],
    ["Validation file", job.validation_file],
    ["Created", dayAndTime(job.created_at)],
    ["Expected to finish", job.estimated_finish && dayAndTime(job.estimated_finish)],
    ["Finished", job.finished_at && dayAndTime(job.finished_at)],
    ["Metadata", job.metadata && Object.entries(job.metadata).map((pair) => pair.join(" = ")).join(", ")],
  ];
  return shown.filter(([, value]) => value !== null && value !== undefined && value !== "");
}

const titled = (name) => (name[0].toUpperCase() + name.slice(1)).replaceAll("_", " ");

function showFacts(shown) {
  const place = byId("facts");
  const said = JSON.stringify(shown);
  if (place.dataset.said === said) return;
  place.dataset.said = said;
  place.replaceChildren(...shown.map(([name, value]) =>
    element("div", { class: String(value).length > LONG ? "long" : null }, element("dt", {}, name), element("dd", {}, String(value)))));
}

export function showCurves(steps, checkpoints, isCut) {
  say(byId("curves-title"), isReward(steps) ? "Reward" : "Loss");
  byId("curves").replaceChildren(...picture(steps, checkpoints, Math.max(byId("curves").clientWidth, 280)));
  if (isCut) byId("curves").append(element("p", { class: "quiet" }, "Only the newest steps are drawn."));
  const rows = byId("numbers");
  rows.hidden = !steps.length;
  if (rows.open && steps.length) rows.querySelector("div").replaceChildren(numbers(steps));
}

export function showCheckpoints(checkpoints) {
  const measured = (one) => one.metrics.full_valid_loss ?? one.metrics.valid_loss ?? one.metrics.valid_reward_mean;
  const trained = (one) => one.metrics.train_loss ?? one.metrics.train_reward_mean;
  const rows = checkpoints.map((one) =>
    [one.step_number, rounded(trained(one)), rounded(measured(one)), one.fine_tuned_model_checkpoint]);
  const none = element("p", { class: "quiet" }, "None yet: they show when the job succeeds, or when it is paused.");
  byId("checkpoints").replaceChildren(rows.length ? table(["Step", "Training", "Validation", "Model"], rows) : none);
}

export function showEvents(events) {
  const place = byId("events");
  const known = new Set([...place.children].map((row) => row.dataset.id));
  const fresh = events.filter((event) => !known.has(event.id));
  if (fresh.length === events.length) place.replaceChildren();
  place.prepend(...fresh.map((event) => element("li", { "data-id": event.id, "data-level": event.level },
    element("time", { datetime: new Date(event.created_at * 1000).toISOString() }, clockTime(event.created_at)),
    element("span", { class: "text" }, event.message))));
}
