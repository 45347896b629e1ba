import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { safeLogFields } from './safe-log-fields.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('safe-log-fields', safeLogFields, {
  valid: [
    'logger.info({ userId: user.id, tracks: tracks.length }, "ranked");',
    { name: 'a hash is another value', code: 'logger.info({ email: hash(user.email) }, "sent");' },
    { name: 'whether it is there', code: 'logger.info({ password: Boolean(password), token: !token });' },
    { name: 'a fixed text', code: 'logger.info({ email: "sent" }, "password reset");' },
    { name: 'a name that only begins so', code: 'logger.info({ emailCount, passwordLength, tokenUsage, maxTokens });' },
    { name: 'a token of a language model', code: 'logger.debug({ token: next, tokens: count });' },
    { name: 'the message of a field’s error', code: 'logger.warn(errors.password, `bad ${errors.email}`);' },
    { name: 'a constant of that name', code: 'logger.info(Permission.email);' },
    { name: 'a service’s name', code: 'logger.info(`calling ${service.fullName}`);' },
    { name: 'no logger', code: 'mailer.log({ email }); Math.log(password); dialog.info(email);' },
    { name: 'a value in a text is a matter of style by default', code: 'logger.info(`ranked ${count} tracks`);' },
    {
      name: 'a text in parts without a value',
      code: 'logger.info("ranked " + "tracks");',
      options: [{ interpolation: 'any' }],
    },
    { name: 'loggers that the options do not name', code: 'audit.info({ email });' },
  ],
  invalid: [
    {
      name: 'a secret: the token is the key',
      code: 'logger.info({ password: body.password }, "signed in");',
      errors: [{ messageId: 'secret', column: 15, data: { name: 'password' } }],
    },
    { name: 'in short form', code: 'request.log.warn({ accessToken });', errors: [{ messageId: 'secret' }] },
    {
      name: 'a header by its text',
      code: 'this.logger.debug({ headers: { authorization: request.headers.authorization } });',
      errors: [{ messageId: 'secret' }],
    },
    {
      name: 'a person’s address',
      code: 'log.info({ user: user.email });',
      errors: [{ messageId: 'personal', data: { name: 'email' } }],
    },
    {
      name: 'in a text',
      code: 'logger.info(`mail to ${user.email}`);',
      errors: [{ messageId: 'personal', column: 24 }],
    },
    { name: 'in a sum', code: 'logger.info("mail to " + email + " sent");', errors: [{ messageId: 'personal' }] },
    { name: 'as it stands', code: 'paymentLogger.error(cardNumber);', errors: [{ messageId: 'personal' }] },
    {
      name: 'with a fallback',
      code: 'logger.info({ phone: user.phone ?? null });',
      errors: [{ messageId: 'personal' }],
    },
    {
      name: 'each field is a finding',
      code: 'logger.info({ email, password });',
      errors: [{ messageId: 'personal' }, { messageId: 'secret' }],
    },
    {
      name: 'more fields and loggers',
      code: 'audit.info({ nickname });',
      options: [{ loggers: ['audit'], fields: ['nickname'] }],
      errors: [{ messageId: 'secret' }],
    },
    {
      name: 'any value in a text, when asked',
      code: 'logger.info(`ranked ${count} tracks`);',
      options: [{ interpolation: 'any' }],
      errors: [{ messageId: 'interpolated', column: 13 }],
    },
    {
      name: 'a sensitive value in a text is one finding, not two',
      code: 'logger.info(`mail to ${email}`);',
      options: [{ interpolation: 'any' }],
      errors: [{ messageId: 'personal' }],
    },
  ],
});
