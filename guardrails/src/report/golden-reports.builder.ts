import { buildFinding, buildGuardrailReport, buildPlacelessFinding, buildReport } from './report.builder.ts';
import type { Report } from './report.ts';

const hostileText =
  '</script><script>alert(1)</script> ::error::forged ##[error]forged | `open \u202Egnp.exe \u001B[2J @everyone #1 https://evil.example <!-- [x](javascript:1)\n::stop-commands::x\n```\n# heading';

/** Reports that every format is compared on, by name; the files are in `fixtures/`. */
export const goldenReports: Readonly<Record<string, Report>> = {
  pass: buildReport({
    guardrails: [
      buildGuardrailReport(),
      buildGuardrailReport({
        id: 'lint',
        durationMs: 2340,
        cached: true,
        findings: [
          buildFinding({
            code: 'lint/new-suppression',
            level: 'warning',
            file: 'src/app.ts',
            line: 40,
            data: { comment: 'eslint-disable-next-line no-console' },
            message: 'A new `eslint-disable` hides whatever comes after it. Say why, or repair what it hides.',
          }),
        ],
      }),
    ],
    notChecked: [{ what: 'latency', why: 'No service is configured: name one in `interlock.config.json`.' }],
  }),
  fail: buildReport({
    head: 'WORKTREE',
    guardrails: [
      buildGuardrailReport({ verdict: 'fail', findings: [buildFinding()] }),
      buildGuardrailReport({
        id: 'latency',
        verdict: 'fail',
        durationMs: 14_200,
        findings: [
          buildPlacelessFinding({
            code: 'latency/p50-regression',
            data: { service: 'ranking', baseP50Ms: 3.1, headP50Ms: 4.4, ratio: 1.42, pairs: 1840 },
            message:
              'ranking answers slower at the middle: base 3.1 ms, head 4.4 ms, 1.42 times (1.38 to 1.46 with 95 % confidence, 1840 pairs). The budget is 1.05 times. A listener waits this much longer on every song change.\nLook for work that moved into the request: a call a candidate, a copy of the rows, a missing cache.',
          }),
          buildPlacelessFinding({
            code: 'latency/server-shape',
            level: 'note',
            data: { status: 200 },
            message: 'Answers keep their shape.',
          }),
        ],
      }),
      buildGuardrailReport({
        id: 'contract',
        verdict: 'fail',
        durationMs: 420,
        findings: [
          buildFinding({
            code: 'contract/response-property-removed',
            file: 'services/ranking/openapi.json',
            line: 214,
            endLine: 220,
            record: { right: 24, given: 25 },
            data: { pointer: '/paths/~1v1~1now-playing~1rank/post/responses/200', property: 'modelVersion' },
            message:
              'The answer of `POST /v1/now-playing/rank` no longer has `modelVersion`. Clients that read it break as soon as this is deployed. Keep it and mark it deprecated, or agree `api: breaking` in the task.',
          }),
          buildFinding({
            code: 'contract/method-removed',
            file: 'services/ranking/openapi.json',
            line: 12,
            data: { method: 'DELETE' },
            message: '`DELETE /v1/sessions/{id}` is gone.',
            exempt: { until: '2026-12-31', reason: 'Nobody called it for a year.' },
          }),
        ],
      }),
      buildGuardrailReport({
        id: 'tests',
        verdict: 'cannot-check',
        durationMs: 180,
        reason: 'node_modules is missing, so Vitest cannot start: run `npm ci` first.',
      }),
    ],
    notChecked: [
      { what: 'behaviour', why: 'No recorded requests.' },
      { what: 'architecture of scripts/', why: 'No rules cover this folder.' },
    ],
  }),
  'cannot-check': buildReport({
    guardrails: [
      buildGuardrailReport(),
      buildGuardrailReport({
        id: 'lint',
        verdict: 'cannot-check',
        reason: 'bubblewrap is missing: apt-get install bubblewrap.',
      }),
    ],
  }),
  hostile: buildReport({
    guardrails: [
      buildGuardrailReport({
        id: 'tests',
        verdict: 'fail',
        reason: hostileText,
        findings: [
          buildFinding({
            code: 'tests/failing',
            file: `src/a|b\`c\n::error file=x::y<img src=x onerror=alert(1)>\u202Etxt.ts`,
            message: hostileText,
            data: { text: hostileText },
          }),
          buildFinding({
            code: 'tests/flaky',
            level: 'note',
            message: hostileText,
            exempt: { until: '2026-12-31', reason: hostileText },
          }),
        ],
      }),
    ],
    notChecked: [{ what: hostileText, why: hostileText }],
  }),
};
