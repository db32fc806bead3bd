// The curves of a job: lines over steps, drawn as SVG.

import { drawn, element, rounded, table } from "./elements.js";

const HEIGHT = 290, LEFT = 44, RIGHT = 14, TOP = 10, BOTTOM = 46;
const MOST_POINTS = 400, MOST_ROWS = 60;

const LOSS = [
  ["train_loss", "Training loss", "train"],
  ["valid_loss", "Validation loss", "valid"],
  ["full_valid_loss", "Full validation loss", "full"],
];
const REWARD = [
  ["train_reward_mean", "Training reward", "train"],
  ["valid_reward_mean", "Validation reward", "valid"],
];

export const isReward = (steps) => steps.some((step) => "train_reward_mean" in step);

// Drawn as wide as it is shown, so that its letters have the size of the text around it.
export function picture(steps, checkpoints, width) {
  if (!steps.length) return [element("p", { class: "quiet" }, "Nothing has been measured yet.")];
  const lines = series(steps);
  const last = steps[steps.length - 1];
  const total = Math.max(last.total_steps ?? last.step, 1);
  const scale = scales(lines, total, width);
  const chart = drawn("svg", { class: "chart", viewBox: `0 0 ${width} ${HEIGHT}`, role: "img" },
    drawn("title", {}, spoken(lines)), ...grid(scale), ...marks(checkpoints, scale),
    ...lines.map((line) => drawn("path", { class: line.look, d: path(line.points, scale) })));
  return [chart, legend(lines)];
}

export function numbers(steps) {
  const lines = series(steps);
  const rows = thinned(steps, MOST_ROWS).map((step) => [step.step, ...lines.map((line) => step[line.key])]);
  return table(["Step", ...lines.map((line) => line.title)], rows);
}

function series(steps) {
  const known = isReward(steps) ? REWARD : LOSS;
  return known
    .map(([key, title, look]) => ({ key, title, look, points: pointsOf(steps, key) }))
    .filter((line) => line.points.length);
}

function pointsOf(steps, key) {
  const found = steps.filter((step) => typeof step[key] === "number").map((step) => [step.step, step[key]]);
  return thinned(found, MOST_POINTS);
}

function thinned(list, most) {
  if (list.length <= most) return list;
  const stride = (list.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => list[Math.round(index * stride)]);
}

function scales(lines, total, width) {
  const values = lines.flatMap((line) => line.points.map((point) => point[1]));
  const step = nice(Math.max(...values, 1e-6) / 4);
  const top = Math.ceil(Math.max(...values) / step) * step || step;
  return {
    total, top, step, width,
    x: (number) => LEFT + (number / total) * (width - LEFT - RIGHT),
    y: (value) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM),
  };
}

function nice(raw) {
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * [1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw);
}

function grid(scale) {
  const made = [];
  for (let value = 0; value <= scale.top * 1.001; value += scale.step) {
    const y = scale.y(value);
    made.push(drawn("line", { class: "grid", x1: LEFT, x2: scale.width - RIGHT, y1: y, y2: y }));
    made.push(drawn("text", { x: LEFT - 8, y: y + 4, "text-anchor": "end" }, rounded(value)));
  }
  const stride = Math.max(1, Math.round(nice(scale.total / Math.max(3, scale.width / 120))));
  for (let step = 0; step <= scale.total; step += stride) {
    made.push(drawn("text", { x: scale.x(step), y: HEIGHT - 26, "text-anchor": "middle" }, String(step)));
  }
  made.push(drawn("text", { x: (LEFT + scale.width - RIGHT) / 2, y: HEIGHT - 7, "text-anchor": "middle" }, "step"));
  return made;
}

function marks(checkpoints, scale) {
  return checkpoints.map((one) => {
    const x = scale.x(one.step_number);
    return drawn("line", { class: "checkpoint", x1: x, x2: x, y1: TOP, y2: HEIGHT - BOTTOM },
      drawn("title", {}, `Checkpoint at step ${one.step_number}`));
  });
}

function path(points, scale) {
  // One point has no line, so it becomes a dash as long as it is wide.
  const shown = points.length > 1 ? points : [points[0], [points[0][0] + scale.total / 100, points[0][1]]];
  return shown.map(([step, value], index) =>
    `${index ? "L" : "M"}${scale.x(step).toFixed(1)} ${scale.y(value).toFixed(1)}`).join("");
}

function legend(lines) {
  return element("ul", { class: "legend" }, ...lines.map((line) => {
    const sample = drawn("svg", { class: "chart sample", viewBox: "0 0 32 10", "aria-hidden": "true" },
      drawn("path", { class: line.look, d: "M0 5L32 5" }));
    const latest = line.points[line.points.length - 1][1];
    return element("li", {}, sample, `${line.title}: ${rounded(latest)}`);
  }));
}

function spoken(lines) {
  return lines.map((line) => {
    const [first, latest] = [line.points[0], line.points[line.points.length - 1]];
    return `${line.title} from ${rounded(first[1])} to ${rounded(latest[1])} at step ${latest[0]}`;
  }).join("; ");
}
