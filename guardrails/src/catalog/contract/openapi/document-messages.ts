import { breakMessage, plainMessage, reachOf, textOf } from '../message.ts';
import type { Message } from '../message.ts';

/** Texts of what is wrong with a document as a whole, and of what is new in it. */
export const documentMessages: { readonly [code: string]: Message } = {
  'contract/addition': plainMessage({
    what: (d) => `${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} is new in ${textOf(d['document'])}.`,
    why: 'It breaks nobody, and what is published has to be kept.',
    wayOut: '',
  }),
  'contract/addition-not-agreed': plainMessage({
    what: (d) => `${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} is new in ${textOf(d['document'])}.`,
    why: 'The brief says `api: unchanged`, and what is published has to be kept.',
    wayOut: 'Take it out, or have the brief say `api: additive` (a minor version).',
  }),
  'contract/document-removed': breakMessage({
    what: (d) => `The OpenAPI document ${textOf(d['document'])} is gone.`,
    why: 'With it goes every promise that callers build on, and the check that they are kept.',
    wayOut: 'Put it back; to move it, use `git mv` so that it is followed.',
  }),
  'contract/unreadable': plainMessage({
    what: (d) =>
      `${textOf(d['document'])} cannot be read as JSON or YAML: ${textOf(d['detail'])} (column ${textOf(d['column'])}).`,
    why: 'Nobody can generate a client from it, and whether it breaks callers cannot be checked.',
    wayOut: 'Repair it at this line.',
  }),
  'contract/not-openapi': plainMessage({
    what: (d) => `${textOf(d['document'])} was an OpenAPI document and no longer is: ${textOf(d['detail'])}.`,
    why: 'Whether it breaks callers cannot be checked any more.',
    wayOut: 'Put back `openapi: 3.x` and the paths.',
  }),
  'contract/reference-broken': plainMessage({
    what: (d) =>
      `The reference ${textOf(d['reference'])} in ${textOf(d['place'])} leads nowhere: ${reasonOf(textOf(d['reason']))}.`,
    why: 'What it stands for cannot be generated, documented or checked.',
    wayOut: 'Mend the reference, or add what it names.',
  }),
  'contract/reference-refused': plainMessage({
    what: (d) => `The reference ${textOf(d['reference'])} in ${textOf(d['place'])} leads out of the repository.`,
    why: 'A check fetches nothing, so what stands there is not compared.',
    wayOut: 'Copy what it names into the repository.',
  }),
};

const reasons: ReadonlyMap<string, string> = new Map([
  ['nowhere', 'nothing stands there'],
  ['circle', 'references go in a circle'],
  ['no-file', 'there is no such file in the repository'],
  ['unreadable', 'that file is neither JSON nor YAML'],
]);

const reasonOf = (reason: string): string => reasons.get(reason) ?? reason;
