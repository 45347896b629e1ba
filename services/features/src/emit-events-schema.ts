import { renderEventsSchema } from './events-schema.ts';

process.stdout.write(renderEventsSchema());
