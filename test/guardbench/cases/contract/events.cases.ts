import type { GuardbenchCase } from '../../guardbench-case.ts';

const schema = 'events/play-finished.schema.json';
const shared = 'events/common.json';

const eventText = `{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "PlayFinished",
  "type": "object",
  "required": ["eventId", "listener"],
  "properties": {
    "eventId": { "type": "string", "format": "uuid" },
    "listener": { "$ref": "./common.json#/$defs/Listener" },
    "reason": { "enum": ["ended", "skipped"] },
    "seconds": { "type": "integer", "minimum": 0 }
  }
}
`;

const commonText = `{
  "$defs": {
    "Listener": {
      "type": "object",
      "required": ["id"],
      "properties": {
        "id": { "type": "string", "maxLength": 64 },
        "plan": { "type": "string" }
      }
    }
  }
}
`;

const base = {
  [schema]: eventText,
  [shared]: commonText,
  'src/store-play.ts': 'export const storePlay = (event: object): string => JSON.stringify(event);\n',
};

const configuration = (compatibility: 'backward' | 'forward' | 'full') => ({
  contracts: { events: [{ files: ['events/*.schema.json'], compatibility }] },
});

const edited = (from: string, to: string): string => {
  if (eventText.split(from).length !== 2) throw new Error(`not there once: ${from}`);
  return eventText.replace(from, () => to);
};

const refused = (code: 'old' | 'new', at: string, file = schema) => ({
  code: `contract/event-${code}-data-refused`,
  level: 'error' as const,
  file,
  at,
});

/** JSON Schemas of events whose readers break, and changes of them that do not. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'an event newly requires a property that stored events lack',
    base,
    configuration: configuration('backward'),
    change: {
      [schema]: edited('"required": ["eventId", "listener"]', '"required": ["eventId", "listener", "seconds"]'),
    },
    expect: [refused('old', '"seconds": { "type"')],
  },
  {
    name: 'an event gets an optional property',
    base,
    configuration: configuration('full'),
    change: { [schema]: edited('"reason"', '"device": { "type": "string" },\n    "reason"') },
    expect: [],
  },
  {
    name: 'an event gets a reason that old readers do not know',
    base,
    configuration: configuration('full'),
    change: { [schema]: edited('["ended", "skipped"]', '["ended", "skipped", "failed"]') },
    expect: [refused('new', '"reason"')],
  },
  {
    name: 'an event gets a reason that only new readers have to know',
    base,
    configuration: configuration('backward'),
    change: { [schema]: edited('["ended", "skipped"]', '["ended", "skipped", "failed"]') },
    expect: [],
  },
  {
    name: 'an event stops promising what old readers need',
    base,
    configuration: configuration('forward'),
    change: { [schema]: edited('"required": ["eventId", "listener"]', '"required": ["eventId"]') },
    expect: [refused('new', '"listener"')],
  },
  {
    name: 'an event promises more than before to readers of new data',
    base,
    configuration: configuration('forward'),
    change: {
      [schema]: edited('"required": ["eventId", "listener"]', '"required": ["eventId", "listener", "seconds"]'),
    },
    expect: [],
  },
  {
    name: 'a shared part of an event gets a tighter limit in its own file',
    base,
    configuration: configuration('backward'),
    change: { [shared]: commonText.replace('"maxLength": 64', '"maxLength": 32') },
    expect: [refused('old', '"id": {', shared)],
  },
  {
    name: 'a shared part of an event moves into the file that needs it',
    base,
    configuration: configuration('full'),
    change: {
      [shared]: null,
      [schema]: edited(
        '{ "$ref": "./common.json#/$defs/Listener" }',
        '{ "type": "object", "required": ["id"], "properties": { "plan": { "type": "string" }, "id": { "type": "string", "maxLength": 64 } } }',
      ),
    },
    expect: [],
  },
  {
    name: 'an enum of an event is written as a choice of constants',
    base,
    configuration: configuration('full'),
    change: {
      [schema]: edited(
        '{ "enum": ["ended", "skipped"] }',
        '{ "oneOf": [{ "const": "skipped" }, { "const": "ended" }] }',
      ),
    },
    expect: [],
  },
  {
    name: 'the schema of an event is deleted while its data stays',
    base,
    configuration: configuration('full'),
    change: { [schema]: null },
    expect: [{ code: 'contract/event-schema-removed', level: 'error', file: schema }],
  },
  {
    name: 'a schema that no configuration names as an event changes',
    base,
    change: { [schema]: edited('"type": "integer", "minimum": 0', '"type": "string"') },
    expect: [],
  },
  {
    name: 'seconds of an event become a text, which neither side can read',
    base,
    configuration: configuration('full'),
    change: { [schema]: edited('{ "type": "integer", "minimum": 0 }', '{ "type": "string" }') },
    expect: [refused('old', '"seconds"'), refused('new', '"seconds"')],
  },
];
