// Walks every operation with the provider's JavaScript SDK: prints one line a step, ends with 1 if
// one went wrong. Needs OPENAI_BASE_URL, OPENAI_API_KEY and OPENAI_ADMIN_KEY.
import assert from 'node:assert/strict';
import OpenAI, { toFile } from 'openai';

const client = new OpenAI({ maxRetries: 0, adminAPIKey: process.env.OPENAI_ADMIN_KEY });
const EXAMPLES = 12;
const JOBS = 45;
const line = JSON.stringify({
  messages: [
    { role: 'user', content: 'Say yes – in French.' },
    { role: 'assistant', content: 'Oui.' },
  ],
});
const training = `${line}\n`.repeat(EXAMPLES);
const failures = [];

async function step(name, act) {
  try {
    await act();
    console.log(`ok      ${name}`);
  } catch (error) {
    failures.push(name);
    console.log(`FAILED  ${name}: ${error.stack ?? error}`);
  }
}

async function refused(kind, status, call) {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof kind, `${error.constructor.name} is no ${kind.name}`);
    assert.equal(error.status, status);
    assert.ok(error.requestID, 'the error has no request id');
    return true;
  });
}

async function until(id, ...statuses) {
  const ends = Date.now() + 60_000;
  for (;;) {
    const job = await client.fineTuning.jobs.retrieve(id);
    if (statuses.includes(job.status)) return job;
    assert.ok(Date.now() < ends, `the job is still ${job.status}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function all(pages) {
  const found = [];
  for await (const item of pages) found.push(item);
  return found;
}

const ids = (items) => items.map((item) => item.id);
const create = (more = {}) =>
  client.fineTuning.jobs.create({ model: 'gpt-4o-mini', training_file: file.id, ...more });

let file, job, permission;

await step('files.create', async () => {
  file = await client.files.create({ file: await toFile(Buffer.from(training), 'train.jsonl'), purpose: 'fine-tune' });
  assert.equal(file.bytes, Buffer.byteLength(training));
  assert.equal(file.filename, 'train.jsonl');
});
await step('files.retrieve', async () => {
  assert.equal((await client.files.retrieve(file.id)).id, file.id);
});
await step('files.list', async () => {
  assert.ok(ids(await all(client.files.list({ purpose: 'fine-tune', limit: 1 }))).includes(file.id));
});
await step('files.content', async () => {
  assert.equal(await (await client.files.content(file.id)).text(), training);
});
await step('fineTuning.jobs.create', async () => {
  const method = { type: 'supervised', supervised: { hyperparameters: { n_epochs: 2 } } };
  job = await create({ suffix: 'walk', seed: 7, metadata: { run: 'walk', part: '1' }, method });
  assert.equal(job.seed, 7);
  assert.deepEqual(job.metadata, { run: 'walk', part: '1' });
  assert.equal(job.method.supervised.hyperparameters.n_epochs, 2);
});
await step(`fineTuning.jobs.list over ${JOBS} jobs`, async () => {
  const made = [];
  for (let number = 0; number < JOBS; number++) {
    made.unshift((await create({ metadata: { batch: 'many', number: String(number) } })).id);
  }
  const listed = await all(client.fineTuning.jobs.list({ limit: 10 }));
  assert.deepEqual(ids(listed).slice(0, JOBS), made);
  assert.equal(new Set(ids(listed)).size, listed.length);
  const filtered = await all(client.fineTuning.jobs.list({ limit: 20, metadata: { batch: 'many' } }));
  assert.deepEqual(ids(filtered), made);
  const one = await all(client.fineTuning.jobs.list({ metadata: { batch: 'many', number: '3' } }));
  assert.equal(one.length, 1);
});
await step('fineTuning.jobs.cancel', async () => {
  const doomed = await create();
  assert.equal((await client.fineTuning.jobs.cancel(doomed.id)).status, 'cancelled');
  await refused(OpenAI.BadRequestError, 400, () => client.fineTuning.jobs.cancel(doomed.id));
});
await step('fineTuning.jobs.pause and resume', async () => {
  const rests = await create({ method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 20 } } } });
  await until(rests.id, 'running');
  assert.equal((await client.fineTuning.jobs.pause(rests.id)).status, 'paused');
  assert.ok(['queued', 'running'].includes((await client.fineTuning.jobs.resume(rests.id)).status));
  await until(rests.id, 'succeeded');
});
await step('fineTuning.jobs.retrieve until it has succeeded', async () => {
  job = await until(job.id, 'succeeded');
  assert.match(job.fine_tuned_model, /^ft:.*:walk:/);
  assert.ok(job.trained_tokens > 0);
});
await step('fineTuning.jobs.listEvents', async () => {
  const events = await all(client.fineTuning.jobs.listEvents(job.id, { limit: 7 }));
  assert.match(events[0].message, /successfully completed/);
  assert.match(events.at(-1).message, /^Created fine-tuning job/);
  assert.equal(events.filter((event) => event.type === 'metrics').length, EXAMPLES * 2);
  assert.equal(new Set(ids(events)).size, events.length);
});
await step('fineTuning.jobs.checkpoints.list', async () => {
  const checkpoints = await all(client.fineTuning.jobs.checkpoints.list(job.id, { limit: 1 }));
  assert.equal(checkpoints.length, 2);
  assert.equal(checkpoints[0].fine_tuned_model_checkpoint, job.fine_tuned_model);
  assert.ok(checkpoints[0].step_number > checkpoints[1].step_number);
});
await step('files.content of the result file', async () => {
  const content = await (await client.files.content(job.result_files[0])).text();
  const table = content.includes(',') ? content : Buffer.from(content, 'base64').toString();
  assert.match(table, /^step,train_loss/);
});
const permissions = client.fineTuning.checkpoints.permissions;
await step('fineTuning.checkpoints.permissions.create', async () => {
  const made = await all(permissions.create(job.fine_tuned_model, { project_ids: ['proj_one', 'proj_two'] }));
  assert.deepEqual(made.map((one) => one.project_id), ['proj_one', 'proj_two']);
  permission = made[0];
});
await step('fineTuning.checkpoints.permissions.list', async () => {
  const found = await all(permissions.list(job.fine_tuned_model, { limit: 1, order: 'ascending' }));
  assert.deepEqual(found.map((one) => one.project_id), ['proj_one', 'proj_two']);
});
await step('fineTuning.checkpoints.permissions.retrieve', async () => {
  const page = await permissions.retrieve(job.fine_tuned_model, { project_id: 'proj_one' });
  assert.deepEqual(ids(page.data), [permission.id]);
});
await step('fineTuning.checkpoints.permissions.delete', async () => {
  const gone = await permissions.delete(permission.id, { fine_tuned_model_checkpoint: job.fine_tuned_model });
  assert.equal(gone.deleted, true);
  assert.equal((await all(permissions.list(job.fine_tuned_model))).length, 1);
});
const grader = {
  type: 'string_check',
  name: 'same',
  input: '{{ sample.output_text }}',
  reference: '{{ item.answer }}',
  operation: 'eq',
};
await step('fineTuning.alpha.graders.validate', async () => {
  assert.equal((await client.fineTuning.alpha.graders.validate({ grader })).grader.name, 'same');
});
await step('fineTuning.alpha.graders.run', async () => {
  const item = { answer: 'yes' };
  const run = (model_sample) => client.fineTuning.alpha.graders.run({ grader, model_sample, item });
  assert.equal((await run('yes')).reward, 1);
  assert.equal((await run('no')).reward, 0);
});
await step('models.list, retrieve and delete', async () => {
  assert.ok(ids(await all(client.models.list())).includes(job.fine_tuned_model));
  assert.equal((await client.models.retrieve(job.fine_tuned_model)).object, 'model');
  assert.equal((await client.models.delete(job.fine_tuned_model)).deleted, true);
  await refused(OpenAI.NotFoundError, 404, () => client.models.retrieve(job.fine_tuned_model));
});
await step('BadRequestError', async () => {
  await refused(OpenAI.BadRequestError, 400, () => create({ training_file: 'file-unknown' }));
  await refused(OpenAI.BadRequestError, 400, () => create({ suffix: 'x'.repeat(65) }));
});
await step('AuthenticationError', async () => {
  const stranger = client.withOptions({ apiKey: 'sk-wrong' });
  await refused(OpenAI.AuthenticationError, 401, () => stranger.fineTuning.jobs.retrieve(job.id));
});
await step('PermissionDeniedError', async () => {
  const ordinary = client.withOptions({ adminAPIKey: process.env.OPENAI_API_KEY });
  const list = () => all(ordinary.fineTuning.checkpoints.permissions.list(job.fine_tuned_model));
  await refused(OpenAI.PermissionDeniedError, 403, list);
});
await step('NotFoundError', async () => {
  await refused(OpenAI.NotFoundError, 404, () => client.fineTuning.jobs.retrieve('ftjob-unknown'));
  await refused(OpenAI.NotFoundError, 404, () => client.files.retrieve('file-unknown'));
});
await step('files.delete', async () => {
  assert.equal((await client.files.delete(file.id)).deleted, true);
  await refused(OpenAI.NotFoundError, 404, () => client.files.retrieve(file.id));
});

console.log(failures.length ? `${failures.length} steps went wrong` : 'every step went well');
process.exit(failures.length ? 1 : 0);
