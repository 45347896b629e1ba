import { expect, it } from 'vitest';
import { sandboxEnvironment } from './sandbox-environment.ts';

it('is the same whatever stands in the environment of the coordinator', () => {
  process.env['SANDBOX_TEST_CANARY'] = 'secret';
  try {
    const environment = sandboxEnvironment({}, '/opt/node/bin');
    expect(Object.keys(environment).toSorted()).toEqual(['CI', 'HOME', 'LANG', 'NO_COLOR', 'PATH', 'TERM', 'TZ']);
    expect(environment['PATH']).toMatch(/^\/opt\/node\/bin:/);
  } finally {
    delete process.env['SANDBOX_TEST_CANARY'];
  }
});

it('lets the command add and replace', () => {
  const environment = sandboxEnvironment({ env: { TZ: 'Asia/Tokyo', MORE: '1' }, home: '/s/home' }, '/usr/bin');
  expect(environment).toMatchObject({ TZ: 'Asia/Tokyo', MORE: '1', HOME: '/s/home' });
  expect(environment['PATH']?.split(':').filter((path) => path === '/usr/bin')).toHaveLength(1);
});
