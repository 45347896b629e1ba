import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildTurn } from '../agent-turn.builder.ts';
import { createCommandAgent } from './command-agent.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlock-command-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the command agent', { timeout: 30_000 }, () => {
  it('gives the message on stdin and works in the workspace, which its environment names the task and round of', async () => {
    const { turn } = await buildTurn({ folder, message: 'Please.\nNow.', round: 2 });
    const exit = await createCommandAgent('cat > got; echo "$INTERLOCK_TASK $INTERLOCK_ROUND" >> got; pwd').run(turn);
    expect(exit).toEqual({ exit: 'done', summary: turn.dir });
    expect(await readFile(join(turn.dir, 'got'), 'utf8')).toBe('Please.\nNow.tidy 2\n');
  });

  it('turns each line into an event without control characters, the last one without a line end too', async () => {
    const { turn, events } = await buildTurn({ folder });
    await createCommandAgent(`printf '\\033[31mone\\033[0m\\n\\ntwo\\rthree'`).run(turn);
    expect(events).toEqual([
      { type: 'text', text: 'one' },
      { type: 'text', text: 'two\nthree' },
    ]);
  });

  it('has failed when its exit code is not 0, and shows the end of what it printed', async () => {
    const { turn } = await buildTurn({ folder });
    const exit = await createCommandAgent('echo out; echo "no such thing" >&2; exit 3').run(turn);
    expect(exit).toEqual({ exit: 'failed', reason: 'The command ended with exit code 3:\nno such thing' });
  });

  it('knows the gateway’s socket when the run has a model', async () => {
    const { turn, events } = await buildTurn({ folder, gatewaySocket: '/run/g.sock' });
    await createCommandAgent('echo "$INTERLOCK_GATEWAY_SOCKET"').run(turn);
    expect(events).toEqual([{ type: 'text', text: '/run/g.sock' }]);
  });

  it('is out of time when the job’s time ends, and cancelled when the run is stopped', async () => {
    const ended = AbortSignal.abort(new DOMException('over', 'TimeoutError'));
    const outOfTime = await createCommandAgent('echo x').run((await buildTurn({ folder, signal: ended })).turn);
    expect(outOfTime).toMatchObject({ exit: 'out-of-time' });
    const controller = new AbortController();
    const { turn, events } = await buildTurn({ folder, signal: controller.signal });
    const running = createCommandAgent('echo started; exec tail -f /dev/null').run(turn);
    await expect.poll(() => events.length, { timeout: 10_000 }).toBe(1);
    controller.abort();
    expect(await running).toEqual({ exit: 'cancelled', reason: 'The run was stopped.' });
  });
});
