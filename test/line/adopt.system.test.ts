import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@interlock-dev/guardrails';
import { afterEach, describe, expect, it } from 'vitest';
import { load } from 'js-yaml';
import { createSmallRepository } from './small-repository.builder.ts';
import type { ScratchPlace } from './scratch-place.builder.ts';

let place: ScratchPlace | undefined;

afterEach(async () => {
  expect(await place?.temporaryFiles()).toEqual([]);
  expect(await place?.processes()).toEqual([]);
  await place?.remove();
  place = undefined;
});

const start = async (files: Readonly<Record<string, string>> = {}): Promise<ScratchPlace> => {
  place = await createSmallRepository(files);
  return place;
};

const workflowFile = '.github/workflows/interlock.yml';
const read = ({ repository }: ScratchPlace, path: string) => readFile(join(repository.root, path), 'utf8');

type Workflow = {
  readonly on: unknown;
  readonly jobs: {
    readonly check: {
      readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: object }[];
    };
  };
};

const managers = [
  { manager: 'npm', files: { 'package-lock.json': '{ "lockfileVersion": 3 }\n' }, install: 'npm ci' },
  {
    manager: 'pnpm',
    files: { 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n" },
    install: 'pnpm install --frozen-lockfile',
  },
] as const;

describe('interlock init', () => {
  for (const { manager, files, install } of managers)
    it(`sets up a repository of ${manager}, and the pull request that brings it passes`, async () => {
      const there = await start(files);
      await there.repository.git.text(['switch', '--quiet', '--create', 'add-interlock']);
      const init = await there.interlock(['init']);
      expect(init).toMatchObject({ exitCode: 0, stderr: '' });
      expect(init.stdout).toContain(`package manager: ${manager}`);
      await there.repository.commit();
      const check = await there.interlock(['check', '--base', 'main', '--head', 'add-interlock', '--format', 'json']);
      const report = JSON.parse(check.stdout) as Report;
      const loud = report.guardrails.flatMap(({ findings }) => findings).filter(({ level }) => level !== 'note');
      expect({ verdict: report.verdict, loud }).toEqual({ verdict: 'pass', loud: [] });
      expect(check.exitCode).toBe(0);
      const { on, jobs } = load(await read(there, workflowFile)) as Workflow;
      const { steps } = jobs.check;
      expect(on).toHaveProperty('pull_request');
      expect(steps[0]).toMatchObject({ uses: 'actions/checkout@v4', with: { 'fetch-depth': 0 } });
      expect(steps.map(({ run }) => run)).toContain(install);
      expect(steps.find(({ run }) => run?.includes('interlock check --base'))?.run).toContain('--format github');
      // Each step either uses an action or runs a command: GitHub refuses others.
      expect(steps.filter(({ uses, run }) => (uses === undefined) === (run === undefined))).toEqual([]);
    });

  it('changes nothing the second time, and keeps what a person wrote', async () => {
    const there = await start({ 'interlock.config.json': '{ "deadlineSeconds": 5 }\n' });
    const first = await there.interlock(['init']);
    expect(first.stdout).toMatch(/kept +interlock\.config\.json .*--force/);
    const workflow = await read(there, workflowFile);
    const second = await there.interlock(['init']);
    expect(second.stdout).toContain(`as is  ${workflowFile}`);
    expect(await read(there, 'interlock.config.json')).toBe('{ "deadlineSeconds": 5 }\n');
    expect(await read(there, workflowFile)).toBe(workflow);
    await there.interlock(['init', '--force']);
    expect(await read(there, 'interlock.config.json')).toContain('$schema');
  });

  it('only shows with --dry-run', async () => {
    const there = await start();
    const { stdout, exitCode } = await there.interlock(['init', '--dry-run']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`--- ${workflowFile}`);
    expect(await there.repository.git.text(['status', '--porcelain'])).toBe('');
  });

  it('does not write through a link out of the repository', async () => {
    const there = await start();
    await symlink(there.home, join(there.repository.root, '.github'));
    const { exitCode, stderr } = await there.interlock(['init']);
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('.github is a link') as string,
    });
  });

  it('names the OpenAPI documents that the defaults would not find', async () => {
    const there = await start({ 'api/shop-openapi.json': '{ "openapi": "3.1.0" }\n' });
    await there.interlock(['init']);
    expect(JSON.parse(await read(there, 'interlock.config.json'))).toMatchObject({
      contracts: { openapi: expect.arrayContaining(['api/shop-openapi.json']) as string[] },
    });
  });
});

describe('interlock allow', () => {
  it('binds the exemption to what stands there, so that it ends when that changes', async () => {
    const there = await start({ 'interlock.config.json': '{ "deadlineSeconds": 500 }\n' });
    const { git } = there.repository;
    const check = async (seconds: number): Promise<Report> => {
      await there.repository.write({ 'interlock.config.json': `{ "deadlineSeconds": ${seconds} }\n` });
      const only = ['--only', 'policy', '--format', 'json'];
      return JSON.parse((await there.interlock(['check', '--base', 'main', ...only])).stdout) as Report;
    };
    const [found] = (await check(400)).guardrails.flatMap(({ findings }) => findings);
    const appeal = ['allow', found?.fingerprint ?? '', '--until', '2099-01-01', '--reason', 'agreed'];
    expect((await there.interlock(appeal)).stdout).toContain('ends sooner when what stands there changes');
    const exemptions = JSON.parse(await read(there, 'interlock.exemptions.json')) as object;
    expect(exemptions).toMatchObject({
      exemptions: [{ content: found?.content, code: 'policy/configuration-changed' }],
    });
    await git.text(['checkout', '--quiet', '--', 'interlock.config.json']);
    await there.repository.commit();
    expect((await check(400)).verdict).toBe('pass');
    expect((await check(300)).verdict).toBe('fail');
  });
});
