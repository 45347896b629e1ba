import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { maskSecrets, readConfiguration } from './read-configuration.ts';

const Schema = Type.Object({
  port: Type.Integer({ default: 80, minimum: 0 }),
  featuresUrl: Type.String({ pattern: '^http' }),
  apiKey: Type.Optional(Type.String({ minLength: 8, secret: true })),
});

test('A setting comes from the variable of its name in capitals, converted to its type, or from its default', () => {
  expect(readConfiguration(Schema, { FEATURES_URL: 'http://a' })).toEqual({ port: 80, featuresUrl: 'http://a' });
  expect(readConfiguration(Schema, { FEATURES_URL: 'http://a', PORT: '81' })).toMatchObject({ port: 81 });
});

test('An empty variable counts as not set', () => {
  expect(readConfiguration(Schema, { FEATURES_URL: 'http://a', PORT: '' })).toMatchObject({ port: 80 });
});

test('Every variable that is missing or wrong is named at once', () => {
  expect(() => readConfiguration(Schema, { PORT: 'many' })).toThrow(/FEATURES_URL is missing.*PORT must be integer/);
});

test('The value of a secret is in no message and in no printed configuration', () => {
  const environment = { FEATURES_URL: 'http://a', API_KEY: 'short' };
  expect(() => readConfiguration(Schema, environment)).toThrow(/^(?!.*short).*API_KEY \(secret\)/);
  const masked = maskSecrets(Schema, readConfiguration(Schema, { ...environment, API_KEY: 'long-enough' }));
  expect(masked).toEqual({ port: 80, featuresUrl: 'http://a', apiKey: '(secret)' });
});
