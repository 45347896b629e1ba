/** Writes the contract of the exposure log. Run: `node services/ranking/src/emit-exposure-schema.ts > services/ranking/exposure.schema.json`. */
import { exposureSchemaText } from './exposure/exposure.ts';

process.stdout.write(exposureSchemaText);
