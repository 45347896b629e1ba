/** How the numbers come about, for the end of the report. */
export const method: readonly string[] = [
  'Requests are the recorded (simulated) ones of `services/ranking/bench/requests.jsonl` with 100 candidates, to `POST /v1/now-playing/rank`, sent by a process of their own over kept-alive loopback connections. The model is the one that the committed registry serves, pinned by its hash.',
  'The naive route (`scripts/bench/ranking/naive-server.ts`) is the same Fastify with the same one fetch of features and the same one call of the same model on constant rows, and nothing else: no validation, no encoding, no re-ranking, no deadline, no exposure, no metrics. Both are measured in turn (ABBA) in one run, each alone on the same core. Its rows are the golden vectors: on rows that are all alike a model of trees is twice as quick, because the processor guesses every branch.',
  'Processor time is what the kernel counted for all threads of a process (`/proc/PID/task/*/schedstat`). Requests a second of one core are its inverse; what the clock counted stands beside it.',
  'Open loads draw their times beforehand (exponential gaps) and send whatever the service does. The middle is counted from when a request was sent, the tail and lateness from when it was due.',
  'A refusal costs what a request costs whose deadline has passed on arrival. If a core answers C requests a second and a refusal costs the share r of an answer, three times C leaves it C (1 − 3r) ÷ (1 − r) answers. Degraded answers are cheaper than full ones, so goodput may pass that bound; the two are shown apart.',
  'Features ten times slower: its process is stopped for nine tenths of every 100 ms. Answers held up: a TCP proxy keeps each of them back.',
];
