import { breakMessage, changeOf, plainMessage, reachOf, textOf } from '../message.ts';
import type { Message } from '../message.ts';

/** Texts of what differs in how long things stay. */
export const lifecycleMessages: { readonly [code: string]: Message } = {
  'contract/removed-before-sunset': breakMessage({
    what: (d) =>
      `${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} is gone before its sunset on ${textOf(d['sunset'])}.`,
    why: 'Callers were promised that it stays until that day.',
    wayOut: 'Put it back and remove it after that day.',
  }),
  'contract/deprecated': plainMessage({
    what: (d) => `${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} is now deprecated.`,
    why: 'Callers should move before it goes.',
    wayOut: 'Say until when it stays (`x-sunset`), and what to use in its place.',
  }),
  'contract/deprecated-without-sunset': plainMessage({
    what: (d) => `${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} is deprecated without an \`x-sunset\`.`,
    why: 'Policy asks for a day, so that callers can plan.',
    wayOut: 'Add `x-sunset: YYYY-MM-DD`.',
  }),
  'contract/sunset-invalid': plainMessage({
    what: (d) =>
      `The sunset of ${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} ${changeOf(d)}, and that is no date.`,
    why: 'Nobody knows until when it stays.',
    wayOut: 'Write it as `x-sunset: YYYY-MM-DD`.',
  }),
  'contract/sunset-too-near': plainMessage({
    what: (d) =>
      `The sunset of ${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)}, ${textOf(d['sunset'])}, is too near.`,
    why: 'Policy (`contracts.deprecation.minimumDays`) leaves callers more days than that.',
    wayOut: 'Choose a later day.',
  }),
  'contract/sunset-moved-nearer': breakMessage({
    what: (d) => `The sunset of ${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} ${changeOf(d)}.`,
    why: 'Callers planned by the day that they were told.',
    wayOut: 'Keep the day, or a later one.',
  }),
  'contract/sunset-removed': breakMessage({
    what: (d) =>
      `The sunset of ${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)}, ${textOf(d['from'])}, is gone, and it is still deprecated.`,
    why: 'Callers no longer know until when it stays.',
    wayOut: 'Put it back, or take back the deprecation.',
  }),
  'contract/stability-lowered': breakMessage({
    what: (d) => `The stability of ${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} ${changeOf(d)}.`,
    why: 'Callers built on the promise that it does not change at will.',
    wayOut: 'Keep the level; add what is unstable beside it.',
  }),
  'contract/stability-invalid': plainMessage({
    what: (d) =>
      `The stability of ${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} ${changeOf(d)}, and one of them is no level.`,
    why: 'Nobody knows what it promises.',
    wayOut: 'Write `draft`, `alpha`, `beta` or `stable`.',
  }),
  'contract/version-not-raised': plainMessage({
    what: (d) => `info.version ${changeOf(d)}, which is too little for what changed.`,
    why: 'Callers that pin a major version trust it to keep its promises.',
    wayOut: 'Raise the major version (of 0.x the minor one).',
  }),
};
