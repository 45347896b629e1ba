import { describe, expect, it } from 'vitest';
import { explainProbe } from './probe-sandbox.ts';

describe('where walls cannot be built, one sentence', () => {
  it('says how to install bubblewrap', () => {
    expect(explainProbe({ outcome: 'missing' }, 'linux')).toContain('apt-get install bubblewrap');
  });

  it('quotes bubblewrap and names the setting for user namespaces', () => {
    const stderr = 'bwrap: setting up uid map: Permission denied\n';
    const sentence = explainProbe({ outcome: 'failed', stderr }, 'linux');
    expect(sentence).toContain('setting up uid map: Permission denied');
    expect(sentence).toContain('sysctl');
    expect(sentence).toContain('"sandbox": "ephemeral-runner"');
  });

  it('says when bubblewrap is too old', () => {
    const sentence = explainProbe({ outcome: 'failed', stderr: 'bwrap: Unknown option --size\n' }, 'linux');
    expect(sentence).toContain('too old');
  });

  it('names the system when it is not Linux', () => {
    expect(explainProbe({ outcome: 'missing' }, 'darwin')).toContain('darwin');
  });
});

it('says nothing where they can', () => {
  expect(explainProbe({ outcome: 'works' }, 'linux')).toBeNull();
});
