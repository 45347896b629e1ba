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
      }
    }
  }
} as const;

/** Request of: The features of several items for one listener */
export type BatchFeaturesRequest = XStatic<typeof batchFeatures.request>;
/** Answer of: The features of several items for one listener */
export type BatchFeaturesResponse = XStatic<typeof batchFeatures.response>;

/** What the features service can be asked. */
export type FeaturesClient = {
  /** The features of several items for one listener */
  readonly batchFeatures: Call<BatchFeaturesRequest, BatchFeaturesResponse>;
  readonly isReady: (timeoutMs: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** A client of the features service, contract version as in its openapi.json. */
export const createFeaturesClient = (options: ClientOptions): FeaturesClient => {
  const client = createClient(options);
  return {
    batchFeatures: client.operation(batchFeatures),
    isReady: client.isReady,
    close: client.close,
  };
};
