// What the terminal prints for Kubernetes is a Job as Kubernetes publishes it, in which part i of n is told apart by its index.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Job } from "kubernetes-models/batch/v1/Job";
import { parse } from "yaml";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("a sweep's script for Kubernetes is a Job, by the published schema", async () => {
  const link = "#cloud=grid&batch=64";
  const { stdout } = await promisify(execFile)("go", ["run", "./core/cmd/saddle", "sweep", "-link", link, "-over", "loss:minimax,hinge;g_lr:0.0005..0.002*2",
    "-seeds", "2", "-out", "it's mine.jsonl", "-parts", "4", "-script", "kubernetes"], { cwd: root });
  const manifest = parse(stdout);
  new Job(manifest).validate();
  const { spec } = manifest;
  assert.deepEqual([spec.completions, spec.completionMode, spec.template.spec.restartPolicy], [4, "Indexed", "OnFailure"]);
  const [shell, flag, script] = spec.template.spec.containers[0].command;
  // The shell that the container has takes the words apart as they were given.
  const { stdout: words } = await promisify(execFile)(shell, [flag, script.replace("exec saddle", "exec printf '%s\\n'")], { env: { ...process.env, JOB_COMPLETION_INDEX: "2" } });
  assert.deepEqual(words.trimEnd().split("\n"), ["sweep", "-link", link, "-over", "loss:minimax,hinge;g_lr:0.0005..0.002*2", "-seeds", "2", "-workers", "1", "-shard", "3/4", "-out", "it's mine.3.jsonl"]);
  manifest.spec.completions = "four";
  assert.throws(() => new Job(manifest).validate(), /completions/);
});
