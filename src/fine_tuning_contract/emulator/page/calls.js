// Calls of the API, with a key that stays in this tab.

const KEPT = "fine-tuning-emulator-key";
// What an emulator accepts that was told no keys. They are public, so trying them gives nothing away.
const DEFAULTS = ["sk-admin", "sk-test"];

export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

let key = sessionStorage.getItem(KEPT);

export async function unlock(given) {
  const tried = given ? [given] : [key, ...DEFAULTS].filter(Boolean);
  for (const one of tried) {
    key = one;
    try {
      await call("GET", "v1/fine_tuning/jobs?limit=1");
      if (given) sessionStorage.setItem(KEPT, given);
      return true;
    } catch (problem) {
      // Any other refusal, a fault on purpose for instance, does not speak against the key.
      if (problem.status !== 401) return true;
    }
  }
  key = null;
  sessionStorage.removeItem(KEPT);
  return false;
}

export async function call(method, path, content) {
  const headers = { authorization: `Bearer ${key}` };
  if (content !== undefined) headers["content-type"] = "application/json";
  const body = content === undefined ? undefined : JSON.stringify(content);
  const options = { method, headers, body, cache: "no-store", redirect: "error", credentials: "omit" };
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refusal(0, "The emulator does not answer.");
  }
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(answer.status, found.error?.message ?? `Status ${answer.status}`);
  return found;
}

export const jobPath = (id, rest = "") => `v1/fine_tuning/jobs/${encodeURIComponent(id)}${rest}`;
