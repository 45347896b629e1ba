/**
 * Writes the clients by which scripts and tests reach the services. Run it when a contract (services/NAME/openapi.json) changed:
 * `node scripts/platform/generate-clients.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { renderClient, type OpenApiDocument } from '../../services/chassis/src/index.ts';

for (const name of ['ranking', 'features']) {
  const source = `services/${name}/openapi.json`;
  const contract = JSON.parse(readFileSync(new URL(`../../${source}`, import.meta.url), 'utf8')) as OpenApiDocument;
  writeFileSync(new URL(`./generated/${name}-client.ts`, import.meta.url), renderClient(contract, source));
}
