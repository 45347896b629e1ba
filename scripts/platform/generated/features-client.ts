// Generated from services/features/openapi.json by services/chassis/src/client/generate-client.ts. Do not edit.
import { createClient, type Call, type ClientOptions } from '@interlock-dev/chassis';
import type { XStatic } from 'typebox/schema';

const batchFeatures = {
  "method": "POST",
  "path": "/v1/features/batch",
  "isIdempotent": true,
  "request": {
    "type": "object",
    "required": [
      "user",
      "currentItem",
      "items"
    ],
    "properties": {
      "user": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64
      },
      "currentItem": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64
      },
      "items": {
        "type": "array",
        "items": {
          "type": "string",
          "minLength": 1,
          "maxLength": 64
        },
        "minItems": 1,
        "maxItems": 200,
        "x-error-code": "features/item-count"
      },
      "at": {
        "type": "integer",
        "minimum": 0,
        "maximum": 4102444800000,
        "description": "Compute ages and context for this time, Unix milliseconds; now when absent."
      },
      "utcOffsetMinutes": {
        "type": "integer",
        "minimum": -840,
        "maximum": 840,
        "description": "The listener's clock, ahead of UTC."
      }
    },
    "additionalProperties": false
  },
  "response": {
    "type": "object",
    "required": [
      "snapshot",
      "isUserKnown",
      "names",
      "rows"
    ],
    "properties": {
      "snapshot": {
        "type": "string",
        "description": "The data that the rows were computed from."
      },
      "isUserKnown": {
        "type": "boolean"
      },
      "names": {
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "rows": {
        "type": "array",
        "items": {
          "type": "array",
          "items": {
            "anyOf": [
              {
                "type": "number"
              },
              {
                "type": "null"
              }
            ]
          }
        }
      },
      "freshness": {
        "type": "object",
        "required": [
          "at",
          "ttlMs",
          "userAgeMs",
          "itemAgesMs"
        ],
        "properties": {
          "at": {
            "type": "integer",
            "minimum": 0,
            "maximum": 4102444800000,
            "description": "The time that ages and context were computed for, Unix milliseconds."
          },
          "ttlMs": {
            "type": "number",
            "description": "History without an event for longer is not used: its features are null."
          },
          "userAgeMs": {
            "anyOf": [
              {
                "type": "number",
                "minimum": 0
              },
              {
                "type": "null"
              }
            ],
            "description": "Since the last event of the listener; null when unknown."
          },
          "itemAgesMs": {
            "type": "array",
            "items": {
              "anyOf": [
                {
                  "type": "number",
                  "minimum": 0
                },
                {
                  "type": "null"
                }
              ],
              "description": "Since the last event of the item; null before the first."
            },
            "description": "In the order asked."
          }
        },
        "description": "How old what the rows say is; absent from servers before 1.1.0."
      }
    }
  }
} as const;

/** Request of: The features of several items for one listener */
export type BatchFeaturesRequest = XStatic<typeof batchFeatures.request>;
/** Answer of: The features of several items for one listener */
export type BatchFeaturesResponse = XStatic<typeof batchFeatures.response>;

const sendEvents = {
  "method": "POST",
  "path": "/v1/events",
  "isIdempotent": true,
  "request": {
    "type": "object",
    "required": [
      "events"
    ],
    "properties": {
      "events": {
        "type": "array",
        "items": {
          "type": "object",
          "required": [
            "id",
            "type",
            "user",
            "item",
            "at"
          ],
          "properties": {
            "id": {
              "type": "string",
              "minLength": 1,
              "maxLength": 64,
              "description": "Unique: an event that comes twice counts once."
            },
            "type": {
              "enum": [
                "play",
                "skip",
                "save",
                "seek"
              ],
              "type": "string",
              "x-error-code": "features/event-type",
              "description": "An item that was cut off or passed over is a skip, and not also a play."
            },
            "user": {
              "type": "string",
              "minLength": 1,
              "maxLength": 64
            },
            "item": {
              "type": "string",
              "minLength": 1,
              "maxLength": 64
            },
            "at": {
              "type": "integer",
              "minimum": 0,
              "maximum": 4102444800000,
              "description": "When it happened by the sender's clock, Unix milliseconds."
            },
            "currentItem": {
              "type": "string",
              "minLength": 1,
              "maxLength": 64,
              "description": "What played when the item was chosen or passed over."
            },
            "positionMs": {
              "type": "integer",
              "minimum": 0,
              "maximum": 86400000,
              "description": "Where in the item, from its start."
            }
          },
          "additionalProperties": false
        },
        "minItems": 1,
        "maxItems": 500,
        "x-error-code": "features/event-count"
      }
    },
    "additionalProperties": false
  },
  "response": {
    "type": "object",
    "required": [
      "accepted",
      "duplicates",
      "isDurable"
    ],
    "properties": {
      "accepted": {
        "type": "integer",
        "minimum": 0,
        "description": "Counted now."
      },
      "duplicates": {
        "type": "integer",
        "minimum": 0,
        "description": "Counted before under the same id."
      },
      "isDurable": {
        "type": "boolean",
        "description": "Whether they outlive this process: false without a log."
      }
    }
  }
} as const;

/** Request of: Keep what listeners did: plays, skips, saves, seeks */
export type SendEventsRequest = XStatic<typeof sendEvents.request>;
/** Answer of: Keep what listeners did: plays, skips, saves, seeks */
export type SendEventsResponse = XStatic<typeof sendEvents.response>;

/** What the features service can be asked. */
export type FeaturesClient = {
  /** The features of several items for one listener */
  readonly batchFeatures: Call<BatchFeaturesRequest, BatchFeaturesResponse>;
  /** Keep what listeners did: plays, skips, saves, seeks */
  readonly sendEvents: Call<SendEventsRequest, SendEventsResponse>;
  readonly isReady: (timeoutMs: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** A client of the features service, contract version as in its openapi.json. */
export const createFeaturesClient = (options: ClientOptions): FeaturesClient => {
  const client = createClient({ name: 'features', ...options });
  return {
    batchFeatures: client.operation({ name: 'batchFeatures', ...batchFeatures }),
    sendEvents: client.operation({ name: 'sendEvents', ...sendEvents }),
    isReady: client.isReady,
    close: client.close,
  };
};
