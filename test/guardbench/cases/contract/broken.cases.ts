import type { GuardbenchCase } from '../../guardbench-case.ts';
import { base, baseDocument, document, edited } from './base-document.ts';

const deletion = `    delete:
      operationId: deletePlaylist
      responses:
        '204':
          description: It is gone.
`;

const single = baseDocument.slice(
  baseDocument.indexOf('  /playlists/{playlistId}:'),
  baseDocument.indexOf('components:'),
);

/** Changes that break callers. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a path that callers use is taken away',
    base,
    change: { [document]: edited(single, '') },
    expect: [{ code: 'contract/path-removed', level: 'error', file: document, at: 'paths:' }],
  },
  {
    name: 'an operation is taken away and its path stays',
    base,
    change: { [document]: edited(deletion, '') },
    expect: [{ code: 'contract/method-removed', level: 'error', file: document, at: '  /playlists/{playlistId}:' }],
  },
  {
    name: 'a property of an answer is renamed',
    base,
    change: {
      [document]: edited('required: [id, name, tracks]', 'required: [id, name, trackCount]').replace(
        '        tracks:\n',
        '        trackCount:\n',
      ),
    },
    expect: [{ code: 'contract/response-property-removed', level: 'error', file: document }],
  },
  {
    name: 'a property that was always sent may now be absent',
    base,
    change: { [document]: edited('required: [id, name, tracks]', 'required: [id, name]') },
    expect: [{ code: 'contract/response-property-optional', level: 'error', file: document, at: '        tracks:' }],
  },
  {
    name: 'an answer may hold an enum value that no caller knows',
    base,
    change: { [document]: edited('enum: [public, private]', 'enum: [public, private, unlisted]') },
    expect: [
      { code: 'contract/response-enum-value-added', level: 'warning', file: document, at: '        visibility:' },
    ],
  },
  {
    name: 'a value that callers send is no longer accepted',
    base,
    change: { [document]: edited('enum: [calm, bright, dark]', 'enum: [calm, bright]') },
    expect: [{ code: 'contract/request-enum-value-removed', level: 'error', file: document, at: '        mood:' }],
  },
  {
    name: 'a new query parameter must be sent',
    base,
    change: {
      [document]: edited(
        '            maximum: 100\n',
        '            maximum: 100\n        - name: market\n          in: query\n          required: true\n          schema:\n            type: string\n',
      ),
    },
    expect: [{ code: 'contract/required-input-added', level: 'error', file: document, at: '- name: market' }],
  },
  {
    name: 'a request limit gets tighter',
    base,
    change: { [document]: edited('maxLength: 200', 'maxLength: 80') },
    expect: [
      {
        code: 'contract/type-narrowed',
        level: 'error',
        file: document,
        at: 'name:\n          type: string\n          maxLength: 80',
      },
    ],
  },
  {
    name: 'a number in an answer becomes a text',
    base,
    change: {
      [document]: edited('        tracks:\n          type: integer', '        tracks:\n          type: string'),
    },
    expect: [{ code: 'contract/type-widened', level: 'error', file: document, at: '        tracks:' }],
  },
  {
    name: 'the document is deleted',
    base,
    change: { [document]: null },
    expect: [{ code: 'contract/document-removed', level: 'error', file: document }],
  },
  {
    name: 'the document no longer parses',
    base,
    change: { [document]: edited('  title: Playlists', '  title: "Playlists') },
    expect: [{ code: 'contract/unreadable', level: 'error', file: document }],
  },
  {
    name: 'an operation is added although the brief agreed no change of the API',
    base,
    brief: { api: 'unchanged' },
    change: {
      [document]: edited(
        deletion,
        `${deletion}    put:\n      operationId: renamePlaylist\n      responses:\n        '204':\n          description: It has its new name.\n`,
      ),
    },
    expect: [{ code: 'contract/addition-not-agreed', level: 'warning', file: document, at: '    put:' }],
  },
];
