import { load } from 'js-yaml';
import type { GuardbenchCase } from '../../guardbench-case.ts';
import { base, baseDocument, document, edited } from './base-document.ts';

/** Changes that look like a break and are none. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'the document moves to another folder unchanged',
    base,
    change: { 'contracts/openapi.yaml': { movedFrom: document } },
    expect: [],
  },
  {
    name: 'the document is written anew as JSON with the same meaning',
    base,
    change: { [document]: null, 'api/openapi.json': `${JSON.stringify(load(baseDocument), null, 2)}\n` },
    expect: [],
  },
  {
    name: 'a path parameter gets another name, and callers send the same path',
    base,
    change: { [document]: baseDocument.replaceAll('playlistId', 'id') },
    expect: [],
  },
  {
    name: 'an optional query parameter is added',
    base,
    change: {
      [document]: edited(
        '            maximum: 100\n',
        '            maximum: 100\n        - name: market\n          in: query\n          schema:\n            type: string\n',
      ),
    },
    expect: [],
  },
  {
    name: 'a request accepts one value more',
    base,
    change: { [document]: edited('enum: [calm, bright, dark]', 'enum: [calm, bright, dark, wild]') },
    expect: [],
  },
  {
    name: 'a request limit gets wider',
    base,
    change: { [document]: edited('maxLength: 200', 'maxLength: 500') },
    expect: [],
  },
  {
    name: 'a schema gets another name and stays what it was',
    base,
    change: { [document]: baseDocument.replaceAll('NewPlaylist', 'PlaylistDraft') },
    expect: [],
  },
  {
    name: 'an answer gets one property more',
    base,
    change: {
      [document]: edited(
        '        owner:\n          type: string\n',
        '        owner:\n          type: string\n        coverUrl:\n          type: string\n',
      ),
    },
    expect: [],
  },
  {
    name: 'a property that was always filled is promised now',
    base,
    change: { [document]: edited('required: [id, name, tracks]', 'required: [id, name, tracks, owner]') },
    expect: [],
  },
  {
    name: 'descriptions, comments and the version change',
    base,
    change: {
      [document]: edited('version: 1.4.0', 'version: 1.4.1 # a patch').replace(
        'One playlist.',
        'One playlist, whoever owns it. The path is removed in no version.',
      ),
    },
    expect: [],
  },
  {
    name: 'a property is removed under a brief that agreed to break the API',
    base,
    brief: { api: 'breaking' },
    change: { [document]: edited('        owner:\n          type: string\n', '') },
    expect: [],
  },
  {
    name: 'a file that only shares its name with a contract loses its keys',
    base: { ...base, 'docs/swagger.json': '{ "seen": ["/playlists", "/artists"] }\n' },
    change: { 'docs/swagger.json': '{ "seen": ["/playlists"] }\n' },
    expect: [],
  },
];
