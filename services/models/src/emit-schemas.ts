/**
 * Writes the contracts that a service validates packages with, as JSON Schema: `card.schema.json` (card, golden vectors,
 * neighbours, serving pointer). Run: `node services/models/src/emit-schemas.ts > services/models/card.schema.json`.
 */
import { contracts } from './package/contracts.ts';

process.stdout.write(`${JSON.stringify(contracts, null, 2)}\n`);
