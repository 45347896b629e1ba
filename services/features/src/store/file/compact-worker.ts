import { workerData } from 'node:worker_threads';
import { compactFolder } from './compact.ts';

const { folder, next } = workerData as { readonly folder: string; readonly next: number };
await compactFolder(folder, next);
