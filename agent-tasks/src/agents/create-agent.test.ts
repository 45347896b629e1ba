import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '@interlock-dev/guardrails';
import { createAgent } from './create-agent.ts';

describe('the agent that a name stands for', () => {
  it('is the Messages API or any command, colons in it included', () => {
    expect(createAgent('anthropic', {}).name).toBe('anthropic');
    expect(createAgent("command:echo 'a:b'", {}).name).toBe('command');
  });

  it.each(['claude', '', 'Anthropic', 'toString', 'anthropic:x', 'command', 'command: '])(
    'is nobody for %j, and the message says what to write',
    (name) => {
      expect(() => createAgent(name, {})).toThrow(ConfigurationError);
      expect(() => createAgent(name, {})).toThrow(/anthropic|command:/);
    },
  );

  it('says before the run that a key is missing, and how to go on', async () => {
    expect(await createAgent('anthropic', {}).unavailable()).toMatch(/needs ANTHROPIC_API_KEY .* --agent/);
    expect(await createAgent('anthropic', { ANTHROPIC_API_KEY: 'k' }).unavailable()).toBeNull();
    expect(await createAgent('command:true', {}).unavailable()).toBeNull();
  });
});
