// Generated from services/ranking/openapi.json by services/chassis/src/client/generate-client.ts. Do not edit.
import { createClient, type Call, type ClientOptions } from '@interlock-dev/chassis';
import type { XStatic } from 'typebox/schema';

const rankNowPlaying = {
  "method": "POST",
  "path": "/v1/now-playing/rank",
  "isIdempotent": true,
  "request": {
    "type": "object",
    "required": [
      "user",
      "current",
      "candidates"
    ],
    "properties": {
      "user": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64
      },
      "current": {
        "type": "object",
        "required": [
          "id",
          "artist"
        ],
        "properties": {
          "id": {
            "type": "string",
            "minLength": 1,
            "maxLength": 64
          },
          "artist": {
            "type": "string",
            "minLength": 1,
            "maxLength": 64
          }
        },
        "additionalProperties": false
      },
      "candidates": {
        "type": "array",
        "items": {
          "type": "object",
          "required": [
            "id",
            "kind",
            "artist"
          ],
          "properties": {
            "id": {
              "type": "string",
              "minLength": 1,
              "maxLength": 64
            },
            "kind": {
              "enum": [
                "track",
                "artist",
                "album",
                "playlist",
                "podcast",
                "concert",
                "merch",
                "lyrics"
              ],
              "type": "string",
              "x-error-code": "ranking/unknown-kind"
            },
            "artist": {
              "type": "string",
              "minLength": 1,
              "maxLength": 64
            },
            "ageDays": {
              "type": "number",
              "minimum": 0,
              "maximum": 50000,
              "description": "Days since its release."
            },
            "popularity": {
              "type": "number",
              "minimum": 0,
              "maximum": 1,
              "description": "As its source sees it."
            }
          },
          "additionalProperties": false
        },
        "minItems": 1,
        "maxItems": 200,
        "x-error-code": "ranking/candidate-count"
      },
      "limit": {
        "type": "integer",
        "minimum": 1,
        "maximum": 50,
        "description": "The most cards to show; 20 by default."
      }
    },
    "additionalProperties": false
  },
  "response": {
    "type": "object",
    "required": [
      "modelVersion",
      "degradation",
      "cards"
    ],
    "properties": {
      "modelVersion": {
        "type": "string",
        "description": "The model that this service runs, whether or not it was used."
      },
      "degradation": {
        "enum": [
          "none",
          "popularity"
        ],
        "type": "string"
      },
      "degradationCause": {
        "enum": [
          "features-unavailable",
          "budget-short",
          "model-failed"
        ],
        "type": "string"
      },
      "cards": {
        "type": "array",
        "items": {
          "type": "object",
          "required": [
            "id",
            "kind",
            "artist",
            "position",
            "score",
            "reasons"
          ],
          "properties": {
            "id": {
              "type": "string"
            },
            "kind": {
              "enum": [
                "track",
                "artist",
                "album",
                "playlist",
                "podcast",
                "concert",
                "merch",
                "lyrics"
              ],
              "type": "string"
            },
            "artist": {
              "type": "string"
            },
            "position": {
              "type": "integer",
              "minimum": 1
            },
            "score": {
              "type": "number",
              "description": "Comparable within one answer only."
            },
            "reasons": {
              "type": "array",
              "items": {
                "enum": [
                  "current-artist",
                  "played-together",
                  "favourite-artist",
                  "played-before",
                  "new-release",
                  "popular"
                ],
                "type": "string"
              }
            }
          }
        }
      }
    }
  }
} as const;

/** Request of: The cards of the Now Playing View, best first */
export type RankNowPlayingRequest = XStatic<typeof rankNowPlaying.request>;
/** Answer of: The cards of the Now Playing View, best first */
export type RankNowPlayingResponse = XStatic<typeof rankNowPlaying.response>;

const fillNowPlaying = {
  "method": "POST",
  "path": "/v1/now-playing",
  "isIdempotent": true,
  "request": {
    "type": "object",
    "required": [
      "user",
      "current"
    ],
    "properties": {
      "user": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64
      },
      "current": {
        "type": "object",
        "required": [
          "id",
          "artist"
        ],
        "properties": {
          "id": {
            "type": "string",
            "minLength": 1,
            "maxLength": 64
          },
          "artist": {
            "type": "string",
            "minLength": 1,
            "maxLength": 64
          }
        },
        "additionalProperties": false
      },
      "recent": {
        "type": "array",
        "items": {
          "type": "string",
          "minLength": 1,
          "maxLength": 64
        },
        "maxItems": 50,
        "description": "What was played before, newest first."
      },
      "limit": {
        "type": "integer",
        "minimum": 1,
        "maximum": 50,
        "description": "The most cards to show; 20 by default."
      },
      "preview": {
        "type": "object",
        "properties": {
          "degradation": {
            "enum": [
              "none",
              "cheap-model",
              "cached",
              "popularity"
            ],
            "type": "string",
            "description": "No better rung than this one."
          },
          "arms": {
            "type": "object",
            "description": "Arms to take instead of the listener's own.",
            "additionalProperties": {
              "type": "string",
              "minLength": 1,
              "maxLength": 64
            }
          }
        },
        "additionalProperties": false,
        "description": "To look at an arm or a rung. Refused unless the deployment allows it; never an exposure."
      }
    },
    "additionalProperties": false
  },
  "response": {
    "type": "object",
    "required": [
      "model",
      "rules",
      "arms",
      "degradation",
      "cards"
    ],
    "properties": {
      "model": {
        "type": "object",
        "required": [
          "name",
          "version"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "version": {
            "type": "string"
          }
        },
        "description": "What scored the cards; at the rungs without a model, what would have."
      },
      "rules": {
        "type": "string",
        "description": "The version of the business rules."
      },
      "arms": {
        "type": "object",
        "description": "The arm of each experiment that this listener is in.",
        "additionalProperties": {
          "type": "string",
          "minLength": 1,
          "maxLength": 64
        }
      },
      "degradation": {
        "enum": [
          "none",
          "cheap-model",
          "cached",
          "popularity"
        ],
        "type": "string"
      },
      "degradationCause": {
        "enum": [
          "features-unavailable",
          "budget-short",
          "model-failed",
          "asked-for"
        ],
        "type": "string"
      },
      "cards": {
        "type": "array",
        "items": {
          "type": "object",
          "required": [
            "id",
            "kind",
            "artist",
            "position",
            "score",
            "reasons",
            "sources"
          ],
          "properties": {
            "id": {
              "type": "string"
            },
            "kind": {
              "enum": [
                "track",
                "artist",
                "album",
                "playlist",
                "podcast",
                "concert",
                "merch",
                "lyrics"
              ],
              "type": "string"
            },
            "artist": {
              "type": "string"
            },
            "position": {
              "type": "integer",
              "minimum": 1
            },
            "score": {
              "type": "number",
              "description": "Comparable within one answer only."
            },
            "reasons": {
              "type": "array",
              "items": {
                "enum": [
                  "current-artist",
                  "played-together",
                  "favourite-artist",
                  "played-before",
                  "new-release",
                  "popular"
                ],
                "type": "string"
              }
            },
            "sources": {
              "type": "array",
              "items": {
                "enum": [
                  "continue-listening",
                  "played-together",
                  "artist",
                  "popular"
                ],
                "type": "string"
              }
            }
          }
        }
      }
    }
  }
} as const;

/** Request of: The Now Playing View of a listener: candidates found, ranked and explained */
export type FillNowPlayingRequest = XStatic<typeof fillNowPlaying.request>;
/** Answer of: The Now Playing View of a listener: candidates found, ranked and explained */
export type FillNowPlayingResponse = XStatic<typeof fillNowPlaying.response>;

const servingModels = {
  "method": "GET",
  "path": "/v1/models",
  "isIdempotent": true,
  "request": {
    "type": "null"
  },
  "response": {
    "type": "object",
    "required": [
      "models"
    ],
    "properties": {
      "models": {
        "type": "array",
        "items": {
          "type": "object",
          "required": [
            "name"
          ],
          "properties": {
            "name": {
              "type": "string"
            },
            "serving": {
              "type": "object",
              "required": [
                "full"
              ],
              "properties": {
                "full": {
                  "type": "string",
                  "pattern": "^[a-z0-9][a-z0-9.-]*$",
                  "maxLength": 80
                },
                "canary": {
                  "type": "object",
                  "required": [
                    "version",
                    "percent"
                  ],
                  "properties": {
                    "version": {
                      "type": "string",
                      "pattern": "^[a-z0-9][a-z0-9.-]*$",
                      "maxLength": 80
                    },
                    "percent": {
                      "type": "number",
                      "exclusiveMinimum": 0,
                      "exclusiveMaximum": 100
                    }
                  }
                },
                "shadow": {
                  "type": "string",
                  "pattern": "^[a-z0-9][a-z0-9.-]*$",
                  "maxLength": 80
                }
              }
            }
          }
        }
      }
    }
  }
} as const;

/** Request of: The versions that serve */
export type ServingModelsRequest = XStatic<typeof servingModels.request>;
/** Answer of: The versions that serve */
export type ServingModelsResponse = XStatic<typeof servingModels.response>;

const shadowReport = {
  "method": "GET",
  "path": "/v1/models/shadow-report",
  "isIdempotent": true,
  "request": {
    "type": "null"
  },
  "response": {
    "type": "object",
    "required": [
      "name",
      "full",
      "shadow",
      "sinceMs",
      "compared",
      "failed",
      "kept",
      "topK",
      "topKOverlap",
      "kendallTau",
      "fullMicros",
      "shadowMicros"
    ],
    "properties": {
      "name": {
        "type": "string"
      },
      "full": {
        "type": "string",
        "description": "The version that answered."
      },
      "shadow": {
        "type": "string",
        "description": "The version that scored beside it and answered nobody."
      },
      "sinceMs": {
        "type": "integer",
        "description": "When the two began to be compared, Unix milliseconds."
      },
      "compared": {
        "type": "integer"
      },
      "failed": {
        "type": "integer",
        "description": "Calls of the shadow that gave no scores."
      },
      "kept": {
        "type": "integer",
        "description": "The newest comparisons, which the numbers below are of."
      },
      "topK": {
        "type": "integer"
      },
      "topKOverlap": {
        "type": "object",
        "required": [
          "mean",
          "p10",
          "least"
        ],
        "properties": {
          "mean": {
            "type": "number"
          },
          "p10": {
            "type": "number",
            "description": "Nine comparisons in ten agree at least as much."
          },
          "least": {
            "type": "number"
          }
        }
      },
      "kendallTau": {
        "type": "object",
        "required": [
          "mean",
          "p10",
          "least"
        ],
        "properties": {
          "mean": {
            "type": "number"
          },
          "p10": {
            "type": "number",
            "description": "Nine comparisons in ten agree at least as much."
          },
          "least": {
            "type": "number"
          }
        }
      },
      "fullMicros": {
        "type": "object",
        "required": [
          "p50",
          "p99"
        ],
        "properties": {
          "p50": {
            "type": "number"
          },
          "p99": {
            "type": "number"
          }
        }
      },
      "shadowMicros": {
        "type": "object",
        "required": [
          "p50",
          "p99"
        ],
        "properties": {
          "p50": {
            "type": "number"
          },
          "p99": {
            "type": "number"
          }
        }
      }
    }
  }
} as const;

/** Request of: How the shadow model ranks live requests, beside the one that answers */
export type ShadowReportRequest = XStatic<typeof shadowReport.request>;
/** Answer of: How the shadow model ranks live requests, beside the one that answers */
export type ShadowReportResponse = XStatic<typeof shadowReport.response>;

/** What the ranking service can be asked. */
export type RankingClient = {
  /** The cards of the Now Playing View, best first */
  readonly rankNowPlaying: Call<RankNowPlayingRequest, RankNowPlayingResponse>;
  /** The Now Playing View of a listener: candidates found, ranked and explained */
  readonly fillNowPlaying: Call<FillNowPlayingRequest, FillNowPlayingResponse>;
  /** The versions that serve */
  readonly servingModels: Call<ServingModelsRequest, ServingModelsResponse>;
  /** How the shadow model ranks live requests, beside the one that answers */
  readonly shadowReport: Call<ShadowReportRequest, ShadowReportResponse>;
  readonly isReady: (timeoutMs: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** A client of the ranking service, contract version as in its openapi.json. */
export const createRankingClient = (options: ClientOptions): RankingClient => {
  const client = createClient({ name: 'ranking', ...options });
  return {
    rankNowPlaying: client.operation({ name: 'rankNowPlaying', ...rankNowPlaying }),
    fillNowPlaying: client.operation({ name: 'fillNowPlaying', ...fillNowPlaying }),
    servingModels: client.operation({ name: 'servingModels', ...servingModels }),
    shadowReport: client.operation({ name: 'shadowReport', ...shadowReport }),
    isReady: client.isReady,
    close: client.close,
  };
};
